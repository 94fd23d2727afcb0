//! Two files of which it is known how they lie on each other.

use std::f64::consts::TAU;
use std::ops::ControlFlow;
use std::path::Path;
use std::path::PathBuf;

use triage::listen::align::Placement;
use triage::listen::align::align;
use triage::listen::hear;
use triage::listen::hear_range;
use triage::model::settings::Settings;
use triage_testkit::signals::splitmix64;

use crate::wav_bytes::format_chunk;
use crate::wav_bytes::wav;

/// Notes per second.
const NOTES_PER_S: f64 = 4.0;

/// A melody without end that can be heard at any time and any sample rate: decaying notes of random pitch and force.
struct Melody(Vec<(f64, f64)>);

impl Melody {
    fn new(seed: u64) -> Self {
        let unit = |bits: u64| (bits >> 11) as f64 / 2f64.powi(53);
        let random = splitmix64(2000, seed);
        let note = |pair: &[u64]| (150.0 * 16f64.powf(unit(pair[0])), 0.1 + 0.5 * unit(pair[1]));
        Self(random.chunks_exact(2).map(note).collect())
    }

    fn at(&self, time_s: f64) -> f64 {
        let place = (time_s + 20.0) * NOTES_PER_S;
        let (hz, force) = self.0[place as usize];
        let age_s = place.fract() / NOTES_PER_S;
        force * (-8.0 * age_s).exp() * (TAU * hz * age_s).sin()
    }

    /// From a time on, so long.
    fn played(&self, rate_hz: u32, from_s: f64, length_s: f64) -> Vec<f64> {
        let frames = (length_s * f64::from(rate_hz)).round() as usize;
        let time_s = |n: usize| from_s + n as f64 / f64::from(rate_hz);
        (0..frames).map(|n| self.at(time_s(n))).collect()
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn save(&self, name: &str, rate_hz: u32, channels: &[&[f64]]) -> PathBuf {
        let frames = 0..channels[0].len();
        let samples = frames.flat_map(|n| channels.iter().map(move |channel| channel[n] as f32));
        let data: Vec<u8> = samples.flat_map(f32::to_le_bytes).collect();
        let format = format_chunk(3, channels.len() as u16, rate_hz, 32);
        let path = self.0.path().join(name);
        std::fs::write(&path, wav(&format, &data)).unwrap();
        path
    }

    fn stereo(&self, name: &str, rate_hz: u32, samples: &[f64]) -> PathBuf {
        self.save(name, rate_hz, &[samples, samples])
    }
}

fn placed(before: &Path, after: &Path) -> Placement {
    align(before, after, |_, _| ControlFlow::Continue(())).unwrap()
}

/// Forty seconds, and the same music from another time on: which is found to a tenth of a millisecond.
#[track_caller]
fn check_offset(rates_hz: [u32; 2], offset_s: f64, gain: f64) -> Placement {
    let (folder, melody) = (Folder::new(), Melody::new(1));
    let before = melody.played(rates_hz[0], 0.0, 40.0);
    let after = melody.played(rates_hz[1], -offset_s, 40.0);
    let after: Vec<f64> = after.iter().map(|x| gain * x).collect();
    let placement = placed(
        &folder.stereo("before.wav", rates_hz[0], &before),
        &folder.stereo("after.wav", rates_hz[1], &after),
    );
    assert!(placement.alignment.same_arrangement);
    let found_s = placement.alignment.offset_s;
    assert!(
        (found_s - offset_s).abs() < 1e-4,
        "{found_s}, not {offset_s}"
    );
    placement
}

#[test]
fn offsets_are_found_whatever_the_rate_the_level_and_the_polarity() {
    for (rates_hz, offset_s, gain) in [
        ([48_000, 48_000], 0.037, 1.0),
        ([44_100, 48_000], 1.0, 0.25),
        ([48_000, 44_100], -4.2, -1.0),
        ([8_000, 96_000], 0.0, 2.0),
        ([192_000, 22_050], -0.001, 0.02),
        ([48_000, 48_000], 9.5, 1.0),
    ] {
        check_offset(rates_hz, offset_s, gain);
    }
}

#[test]
fn a_second_more_or_less_leaves_the_files_whole_and_more_does_not() {
    let placement = check_offset([48_000, 48_000], 0.9, 1.0);
    assert_eq!(placement.alignment.range_s, None);
    assert_eq!(placement.before.range_s, None);
    assert_eq!(placement.after.range_s, None);
    let placement = check_offset([48_000, 44_100], 4.2, 1.0);
    // What is at 4.2 s of the later version is at 0 s of the earlier one, which ends 4.2 s later.
    for (found, expected) in [
        (placement.alignment.range_s, [0.0, 35.8]),
        (placement.before.range_s, [0.0, 35.8]),
        (placement.after.range_s, [4.2, 40.0]),
    ] {
        let found = found.unwrap();
        assert!((found[0] - expected[0]).abs() < 1e-3, "{found:?}");
        assert!((found[1] - expected[1]).abs() < 1e-3, "{found:?}");
    }
}

#[test]
fn leading_silence_is_no_music_of_its_own() {
    let (folder, melody) = (Folder::new(), Melody::new(1));
    let before = melody.played(48_000, 0.0, 30.0);
    let after = [vec![0.0; 25 * 48_000], before.clone()].concat();
    let placement = placed(
        &folder.stereo("before.wav", 48_000, &before),
        &folder.stereo("after.wav", 48_000, &after),
    );
    assert!((placement.alignment.offset_s - 25.0).abs() < 1e-4);
    assert_eq!(placement.alignment.range_s, None);
}

#[test]
fn another_song_is_another_arrangement_and_compared_as_a_whole() {
    let folder = Folder::new();
    let before = folder.stereo(
        "before.wav",
        48_000,
        &Melody::new(1).played(48_000, 0.0, 40.0),
    );
    let after = folder.stereo(
        "after.wav",
        48_000,
        &Melody::new(2).played(48_000, 0.0, 25.0),
    );
    let placement = placed(&before, &after);
    assert!(!placement.alignment.same_arrangement);
    assert_eq!(placement.before.range_s, None);
    assert_eq!(placement.after.range_s, None);
    assert!((placement.after.duration_s - 25.0).abs() < 1e-9);
}

#[test]
fn an_inserted_break_is_another_arrangement() {
    let (folder, melody) = (Folder::new(), Melody::new(1));
    let before = melody.played(48_000, 0.0, 80.0);
    // Eight bars at 120 beats a minute, after half of the song; and one bar, which is within the reach of one offset.
    for length_s in [16.0, 2.0] {
        let (first, rest) = before.split_at(40 * 48_000);
        let added = Melody::new(3).played(48_000, 0.0, length_s);
        let after = [first, added.as_slice(), rest].concat();
        let placement = placed(
            &folder.stereo("before.wav", 48_000, &before),
            &folder.stereo("after.wav", 48_000, &after),
        );
        assert!(!placement.alignment.same_arrangement, "{length_s}");
    }
}

#[test]
fn a_file_lies_on_itself_and_on_its_mono_version() {
    let (folder, melody) = (Folder::new(), Melody::new(1));
    for length_s in [40.0, 1.0, 0.4, 0.000_03] {
        let samples = melody.played(48_000, 0.01, length_s);
        let stereo = folder.stereo("stereo.wav", 48_000, &samples);
        let mono = folder.save("mono.wav", 48_000, &[&samples]);
        for other in [&stereo, &mono] {
            let alignment = placed(&stereo, other).alignment;
            assert!(alignment.same_arrangement, "{length_s} s");
            assert_eq!(alignment.offset_s, 0.0);
            assert_eq!(alignment.range_s, None);
        }
    }
}

#[test]
fn a_steady_tone_stays_where_it_is() {
    let folder = Folder::new();
    let tone = |n: usize| 0.1 * (TAU * 997.0 * n as f64 / 48_000.0).sin();
    let samples: Vec<f64> = (0..20 * 48_000).map(tone).collect();
    let louder: Vec<f64> = samples.iter().map(|x| 3.0 * x).collect();
    let alignment = placed(
        &folder.stereo("before.wav", 48_000, &samples),
        &folder.stereo("after.wav", 48_000, &louder),
    )
    .alignment;
    assert!(alignment.same_arrangement);
    assert!(alignment.offset_s.abs() < 1e-4, "{}", alignment.offset_s);
}

#[test]
fn a_moment_of_another_song_has_nothing_in_common_with_a_song() {
    let folder = Folder::new();
    let song = folder.stereo(
        "song.wav",
        48_000,
        &Melody::new(1).played(48_000, 0.0, 10.0),
    );
    let short = folder.stereo(
        "short.wav",
        48_000,
        &Melody::new(2).played(48_000, 0.0, 0.8),
    );
    for (before, after) in [(&song, &short), (&short, &song)] {
        assert!(!placed(before, after).alignment.same_arrangement);
    }
}

#[test]
fn silence_is_not_compared() {
    let folder = Folder::new();
    let song = folder.stereo(
        "song.wav",
        48_000,
        &Melody::new(1).played(48_000, 0.0, 10.0),
    );
    let silence = folder.stereo("silence.wav", 48_000, &vec![1e-5; 10 * 48_000]);
    for (before, after) in [(&song, &silence), (&silence, &song), (&silence, &silence)] {
        let error = align(before, after, |_, _| ControlFlow::Continue(())).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("silence.wav: no music is audible")
        );
    }
}

#[test]
fn a_range_measures_like_a_file_that_holds_nothing_else() {
    let (folder, melody) = (Folder::new(), Melody::new(1));
    let mut samples = melody.played(48_000, 0.0, 40.0);
    samples[25 * 48_000..25 * 48_000 + 20].fill(1.5);
    let whole = folder.stereo("whole.wav", 48_000, &samples);
    let cut = folder.stereo("cut.wav", 48_000, &samples[12 * 48_000..30 * 48_000]);
    let watch = |_| ControlFlow::Continue(());
    let part = hear_range(&whole, Settings::default(), [12.0, 30.0], watch).unwrap();
    let alone = hear(&cut, Settings::default(), watch).unwrap();
    let (part, alone) = (part.session.report(), alone.session.report());
    assert_eq!(part.metrics, alone.metrics);
    assert_eq!(part.coverage, alone.coverage);
    let place = |report: &triage::model::report::Report| {
        let clip = report.issues.iter().find(|issue| issue.id == "CLIP_OVER");
        clip.unwrap().places[0].start_s
    };
    // Places are told by the clock of the file.
    assert!((place(&part) - 25.0).abs() < 0.01);
    assert!((place(&alone) - 13.0).abs() < 0.01);
}

#[test]
fn whoever_watches_can_give_it_up() {
    let folder = Folder::new();
    let song = folder.stereo("song.wav", 48_000, &Melody::new(1).played(48_000, 0.0, 2.0));
    let error = align(&song, &song, |_, _| ControlFlow::Break(())).unwrap_err();
    assert!(error.to_string().starts_with("gave up reading"));
}
