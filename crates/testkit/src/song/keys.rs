//! Electric piano and pads.

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

/// Chords on the electric piano.
pub(super) fn keys_stem(score: &Score) -> Stereo {
    let mut chance = Chance::new(score.seed ^ 20);
    let mut stem = silence(score.frames());
    for bar in score.bars() {
        for &(beat, beats, velocity) in comping(bar) {
            for midi in score.voicing(bar, score.tonic_midi - 5) {
                let mut note = score.note(
                    bar,
                    (beat, beats),
                    midi,
                    velocity * (1.0 + 0.08 * chance.next()),
                );
                note.start += frames(0.006 * (1.0 + chance.next()));
                let spread = (pan_of(midi) * 0.8).clamp(-0.8, 0.8);
                add_piano(&mut stem, &note, spread);
            }
        }
    }
    stem
}

/// Start, length (beats) and strength of the chords of a bar.
fn comping(bar: Bar<'_>) -> &'static [(f64, f64, f32)] {
    match bar.section.kind {
        _ if bar.is_final() => &[(0.0, 3.0, 0.9)],
        Kind::Intro | Kind::Outro => &[(0.0, 1.4, 0.9), (1.5, 0.4, 0.6), (2.5, 1.4, 0.75)],
        Kind::Verse => &[(0.0, 0.9, 0.8), (1.5, 1.8, 0.65)],
        Kind::Chorus => &[
            (0.0, 0.7, 0.8),
            (0.75, 0.7, 0.6),
            (1.5, 1.0, 0.75),
            (2.75, 1.1, 0.7),
        ],
        Kind::Break => &[(0.0, 3.8, 0.85)],
    }
}

/// Low keys left, high keys right, as on the instrument.
#[expect(clippy::cast_precision_loss, reason = "MIDI notes are small")]
fn pan_of(midi: i32) -> f32 {
    (midi - 63) as f32 / 10.0
}

/// A tine: a sine bent by a second one that dies quickly, with a slow sway between the speakers.
fn add_piano(stem: &mut Stereo, note: &Note, pan: f32) {
    #[expect(clippy::cast_precision_loss, reason = "MIDI notes are small")]
    let hz = pitch_hz(note.midi as f32);
    let mut envelope = Envelope::new(0.003, 0.9, 0.18, 0.12);
    let hardness = 1.1 * note.velocity;
    let (mut body, mut strike) = (Decay::new(0.35), Decay::new(0.05));
    let mut left = Vec::with_capacity(note.frames);
    let mut right = Vec::with_capacity(note.frames);
    for n in 0..note.frames + frames(0.5) {
        let t = seconds(n);
        let level = note.velocity
            * if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
        let hammer =
            hardness * (body.next() * sine(hz * t) + 0.28 * strike.next() * sine(hz * 7.0 * t));
        let sway = pan + 0.35 * sine(1.7 * seconds(note.start + n));
        left.push(level * sine(hz * 1.0009 * t + 0.16 * hammer) * (1.0 - 0.5 * sway));
        right.push(level * sine(hz * 0.9991 * t + 0.16 * hammer) * (1.0 + 0.5 * sway));
    }
    add(stem, note.start, &left, [1.0, 0.0]);
    add(stem, note.start, &right, [0.0, 1.0]);
}

/// Slow strings under the choruses and the quiet parts.
pub(super) fn pads_stem(score: &Score) -> Stereo {
    let mut chance = Chance::new(score.seed ^ 21);
    let mut stem = silence(score.frames());
    for bar in score.bars() {
        let velocity = match bar.section.kind {
            Kind::Verse => 0.55,
            Kind::Intro | Kind::Outro => 0.8,
            Kind::Chorus | Kind::Break => 1.0,
        };
        for midi in score.voicing(bar, score.tonic_midi) {
            add_string(
                &mut stem,
                &score.note(bar, (0.0, 3.9), midi, velocity),
                &mut chance,
            );
        }
    }
    for (channel, phase) in stem.iter_mut().zip([0.0, 0.4]) {
        darken(channel, phase);
    }
    stem
}

/// Four players on one note, spread out and out of tune with each other.
fn add_string(stem: &mut Stereo, note: &Note, chance: &mut Chance) {
    let mut players = [(-0.9, -9.0), (-0.3, 4.0), (0.3, -4.0), (0.9, 9.0)].map(|(pan, cents)| {
        #[expect(clippy::cast_precision_loss, reason = "MIDI notes are small")]
        let midi = note.midi as f32 + (cents + 2.0 * chance.next()) / 100.0;
        (
            Saw::new(chance.next() + 1.0),
            step(pitch_hz(midi)),
            0.25 * (1.0 - pan),
            0.25 * (1.0 + pan),
        )
    });
    let mut envelope = Envelope::new(0.35, 2.0, 0.85, 0.30);
    let [left, right] = stem;
    let target = left.iter_mut().zip(right.iter_mut()).skip(note.start);
    for (n, (l, r)) in target.take(note.frames + frames(1.2)).enumerate() {
        let level = note.velocity
            * if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
        for (saw, step, left_gain, right_gain) in &mut players {
            let sample = level * saw.next(*step);
            *l += *left_gain * sample;
            *r += *right_gain * sample;
        }
    }
}

/// A soft top that opens and closes slowly, and no bottom.
fn darken(channel: &mut [f32], phase: f32) {
    let mut tone = Filter::new(1800.0, 0.6);
    let mut floor = Filter::new(220.0, 0.7);
    for (n, sample) in channel.iter_mut().enumerate() {
        if n % 64 == 0 {
            tone.tune(1900.0 + 900.0 * sine(0.11 * seconds(n) + phase), 0.6);
        }
        *sample = floor.next(tone.next(*sample).low).high;
    }
}
