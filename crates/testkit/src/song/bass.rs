//! The bass player.

use super::groove::kick_frames;
use super::score::Bar;
use super::score::Kind;
use super::score::Note;
use super::score::Score;
use super::synth::Chance;
use super::synth::Decay;
use super::synth::Envelope;
use super::synth::Filter;
use super::synth::Saw;
use super::synth::Stereo;
use super::synth::add;
use super::synth::frames;
use super::synth::pitch_hz;
use super::synth::seconds;
use super::synth::silence;
use super::synth::sine;
use super::synth::step;

/// How the bass sits against the kick.
#[derive(Clone, Copy, Debug)]
pub(super) struct BassStyle {
    /// The lowest note of the octave the roots are folded into.
    pub(super) lowest_midi: i32,
    /// Share of the level that gives way to each kick.
    pub(super) duck: f32,
}

/// The whole bass line.
pub(super) fn bass_stem(score: &Score, style: BassStyle) -> Stereo {
    let mut stem = silence(score.frames());
    for note in notes(score, style) {
        add(&mut stem, note.start, &sound(&note), [note.velocity; 2]);
    }
    duck(&mut stem, &kick_frames(score), style.duck);
    stem
}

/// The note that starts at a beat of a bar, alone, and its first frame.
pub(super) fn bass_note(
    score: &Score,
    style: BassStyle,
    bar_index: usize,
    beat: f64,
) -> Option<(usize, Vec<f32>)> {
    let start = score.frame(bar_index, beat);
    let note = notes(score, style)
        .into_iter()
        .find(|note| note.start == start)?;
    Some((
        start,
        sound(&note)
            .iter()
            .map(|sample| sample * note.velocity)
            .collect(),
    ))
}

fn notes(score: &Score, style: BassStyle) -> Vec<Note> {
    let mut chance = Chance::new(score.seed ^ 10);
    let mut line = Vec::new();
    for bar in score.bars() {
        let root = score.root(bar, style.lowest_midi);
        for &(beat, beats, interval) in pattern(bar) {
            line.push(score.note(
                bar,
                (beat, beats),
                root + interval,
                0.94 + 0.06 * chance.next(),
            ));
        }
    }
    line
}

/// Start, length (beats) and interval above the root.
fn pattern(bar: Bar<'_>) -> &'static [(f64, f64, i32)] {
    match bar.section.kind {
        _ if bar.is_final() => &[(0.0, 3.0, 0)],
        Kind::Intro => &[(0.0, 3.5, 0)],
        Kind::Outro | Kind::Break => &[(0.0, 2.4, 0), (2.5, 1.4, 0)],
        Kind::Verse if bar.in_section.is_multiple_of(2) => {
            &[(0.0, 1.4, 0), (1.75, 0.6, 0), (2.5, 0.9, 0), (3.5, 0.4, 7)]
        }
        Kind::Verse => &[
            (0.0, 1.4, 0),
            (1.5, 0.9, 0),
            (2.5, 0.5, 7),
            (3.0, 0.45, 12),
            (3.5, 0.4, 7),
        ],
        Kind::Chorus => &[
            (0.0, 0.46, 0),
            (0.5, 0.42, 0),
            (1.0, 0.46, 0),
            (1.5, 0.42, 0),
            (2.0, 0.46, 0),
            (2.5, 0.42, 0),
            (3.0, 0.46, 0),
            (3.5, 0.42, 7),
        ],
    }
}

/// One note: a sub, a filtered sawtooth, and the finger on the string.
fn sound(note: &Note) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "MIDI notes are small")]
    let hz = pitch_hz(note.midi as f32);
    let mut saw = Saw::new(0.5);
    let mut tone = Filter::new(400.0, 0.9);
    let mut envelope = Envelope::new(0.006, 0.35, 0.72, 0.035);
    let mut finger = Chance::new(note.start as u64);
    let mut contact = Decay::new(0.007);
    let mut snap = Filter::new(1800.0, 0.8);
    (0..note.frames + frames(0.25))
        .map(|n| {
            let t = seconds(n);
            if n % 16 == 0 {
                tone.tune(260.0 + 1500.0 * (-t / 0.11).exp(), 0.9);
            }
            let level = if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
            let string = tone.next(saw.next(step(hz))).low;
            let pluck = snap.next(finger.next()).band * contact.next();
            ((0.62 * sine(hz * t) + 0.75 * string + 0.12 * pluck) * 1.1).tanh() * level
        })
        .collect()
}

/// Lowers the stem for a moment at every kick.
fn duck(stem: &mut Stereo, kicks: &[usize], share: f32) {
    if share == 0.0 {
        return;
    }
    for (index, &kick) in kicks.iter().enumerate() {
        let next = kicks.get(index + 1).copied().unwrap_or(stem[0].len());
        for channel in stem.iter_mut() {
            for (n, sample) in channel[kick..next].iter_mut().enumerate() {
                let t = seconds(n);
                *sample *= 1.0 - share * (t / 0.004).min(1.0) * (-t / 0.11).exp();
            }
        }
    }
}
