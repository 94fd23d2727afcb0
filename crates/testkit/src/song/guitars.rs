//! Two guitars that play the same part, one on each side.

use super::RATE_HZ;
use super::score::Bar;
use super::score::Kind;
use super::score::Note;
use super::score::Score;
use super::synth::Chance;
use super::synth::Filter;
use super::synth::Stereo;
use super::synth::add;
use super::synth::frames;
use super::synth::panned;
use super::synth::pitch_hz;
use super::synth::seconds;
use super::synth::silence;

/// Both guitars.
pub(super) fn guitars_stem(score: &Score) -> Stereo {
    let mut stem = silence(score.frames());
    for (take, pan) in [(30, -0.85), (31, 0.85)] {
        let mut player = Chance::new(score.seed ^ take);
        for bar in score.bars() {
            play(score, bar, &mut player, |note, player| {
                add(&mut stem, note.start, &string(&note, player), panned(pan));
            });
        }
    }
    stem
}

/// Hands every note of a bar to `pluck`, a little early or late.
fn play(
    score: &Score,
    bar: Bar<'_>,
    player: &mut Chance,
    mut pluck: impl FnMut(Note, &mut Chance),
) {
    let strings = score.voicing(bar, score.tonic_midi - 10);
    let mut at = |beat: f64, beats: f64, string: usize, delay_s: f32, velocity: f32| {
        let mut note = score.note(
            bar,
            (beat, beats),
            strings[string],
            velocity * (1.0 + 0.15 * player.next()),
        );
        note.start += frames(delay_s + 0.007 * (1.0 + player.next()));
        pluck(note, player);
    };
    match bar.section.kind {
        Kind::Intro | Kind::Outro => {}
        Kind::Verse | Kind::Break => {
            // Picked one string at a time.
            for (eighth, string) in [0, 2, 1, 3, 2, 1, 3, 2].into_iter().enumerate() {
                at(eighths(eighth), 0.9, string, 0.0, 0.75);
            }
        }
        Kind::Chorus => {
            for (eighth, velocity) in [1.0, 0.5, 0.7, 0.8, 0.45, 0.8, 0.75, 0.6]
                .into_iter()
                .enumerate()
            {
                // Down strokes begin with the low string, up strokes with the high one.
                let order = if eighth % 2 == 0 {
                    [0, 1, 2, 3]
                } else {
                    [3, 2, 1, 0]
                };
                for (delay_s, string) in [0.0, 0.007, 0.014, 0.021].into_iter().zip(order) {
                    at(eighths(eighth), 0.48, string, delay_s, 0.62 * velocity);
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a bar has eight")]
fn eighths(count: usize) -> f64 {
    count as f64 / 2.0
}

/// A plucked string: noise that runs around a loop and loses its highs (Karplus and Strong, 1983).
fn string(note: &Note, player: &mut Chance) -> Vec<f32> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "MIDI notes and the rate are small"
    )]
    let period = RATE_HZ as f32 / pitch_hz(note.midi as f32 + 0.03 * player.next());
    // The averaging of two neighbours delays by half a frame; what is left is interpolated.
    let whole = (period - 0.5).floor();
    let fraction = period - 0.5 - whole;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "periods are a few hundred frames"
    )]
    let mut line: Vec<f32> = burst(whole as usize + 1, player);
    let mut body = Filter::new(2600.0, 0.8);
    let mut floor = Filter::new(130.0, 0.7);
    let (mut at, mut previous) = (0, 0.0);
    let (mut open, mut damped) = (0.9965f32, 0.0);
    (0..note.frames + frames(0.12))
        .map(|n| {
            if n == note.frames {
                open = 0.93;
            }
            let next = if at + 1 == line.len() { 0 } else { at + 1 };
            let sample = line[next] * (1.0 - fraction) + line[at] * fraction;
            let average = 0.5 * (sample + previous);
            previous = sample;
            damped += 0.9 * (open * average - damped);
            line[at] = damped;
            at = next;
            let bands = body.next(floor.next(sample).high);
            let fade = if n < note.frames {
                1.0
            } else {
                (-seconds(n - note.frames) / 0.03).exp()
            };
            note.velocity * fade * (0.7 * bands.low + 0.9 * bands.band + 0.35 * bands.high)
        })
        .collect()
}

/// The pick: noise with the average taken out, so that the string carries no constant.
fn burst(length: usize, player: &mut Chance) -> Vec<f32> {
    let mut tone = Filter::new(3800.0, 0.6);
    let noise: Vec<f32> = (0..length).map(|_| tone.next(player.next()).low).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred frames")]
    let mean = noise.iter().sum::<f32>() / length as f32;
    noise.iter().map(|sample| sample - mean).collect()
}
