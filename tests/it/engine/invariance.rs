//! How a host cuts the stream changes no bit of any reading.

use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::proptest;
use proptest::sample::Index;
use triage::meter::ChannelLayout;
use triage::meter::Position;
use triage_testkit::signals;

use crate::engine::Capture;
use crate::engine::engine;

/// A passage of a session: so many frames, from this position on.
type Passage = (usize, Position);

/// A stretch of the song, a loop, a stop, a start elsewhere, and a host that forgets where it is.
const SESSION: [Passage; 6] = [
    (30_011, Position::Song(1_000)),
    (7_001, Position::Song(100_003)),
    (5_000, Position::Stopped),
    (20_017, Position::Song(0)),
    (3_333, Position::Unknown),
    (9_999, Position::Song(77)),
];

/// Noise with bass, clipped in places, with a gap, and with one sample that is no number.
fn channels() -> [Vec<f32>; 2] {
    let frames = SESSION.iter().map(|passage| passage.0).sum();
    let bass = signals::sine(44_100.0, 55.0, frames, -3.0, 0.0);
    [3, 4].map(|seed| {
        let noise = signals::pink(frames, seed);
        let mixed = noise.iter().zip(&bass).map(|(x, y)| 1.2 * (0.7 * x + y));
        let mut samples: Vec<f32> = mixed.map(|x| x.clamp(-1.0001, 1.0) as f32).collect();
        samples[40_000..40_100].fill(0.0);
        samples[12_345] = f32::NAN;
        samples
    })
}

/// Everything that came out, as text: NaN is equal to itself there, and any other number only to itself.
fn play(channels: &[Vec<f32>; 2], mut call_frames: impl FnMut() -> usize) -> String {
    let mut capture = Capture::default();
    let mut engine = engine(44_100.0, ChannelLayout::Stereo);
    let mut at = 0;
    for (frames, position) in SESSION {
        let (start, end) = (at, at + frames);
        while at < end {
            let next = (at + call_frames()).min(end);
            let here = match position {
                Position::Song(frame) => Position::Song(frame + (at - start) as i64),
                other => other,
            };
            engine.process(
                &channels[0][at..next],
                &channels[1][at..next],
                here,
                &mut capture,
            );
            at = next;
        }
    }
    engine.finish(&mut capture);
    format!("{capture:?} {:?}", engine.frame())
}

#[test]
fn call_size_changes_no_reading() {
    let channels = channels();
    let whole = play(&channels, || usize::MAX / 2);
    for call_frames in [1, 7, 64, 441, 1000, 8192] {
        assert!(
            play(&channels, || call_frames) == whole,
            "calls of {call_frames}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn random_call_sizes_change_no_reading(sizes in proptest::collection::vec(any::<Index>(), 1..40)) {
        let channels = channels();
        let whole = play(&channels, || usize::MAX / 2);
        let mut sizes = sizes.iter().cycle();
        // Calls without frames are legal.
        let mut empty_calls = 0;
        let mut next = || {
            let frames = sizes.next().unwrap().index(3000);
            empty_calls = if frames == 0 { empty_calls + 1 } else { 0 };
            if empty_calls > 3 { 1 } else { frames }
        };
        assert!(play(&channels, &mut next) == whole);
    }
}
