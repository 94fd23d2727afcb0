//! A voice: pulses through five resonances that move from vowel to vowel.

use super::score::Kind;
use super::score::Note;
use super::score::Score;
use super::synth::Chance;
use super::synth::Filter;
use super::synth::Saw;
use super::synth::Stereo;
use super::synth::add;
use super::synth::frames;
use super::synth::panned;
use super::synth::pitch_hz;
use super::synth::seconds;
use super::synth::silence;
use super::synth::sine;
use super::synth::step;

/// Resonances of a vowel: frequency (Hz), level (dB), bandwidth (Hz).
type Vowel = [(f32, f32, f32); 5];

/// An alto's vowels a, e, i, o, u, after the formant tables that singing synthesis has used since the 1980s; upper
/// resonances are raised, as an engineer would with the first equaliser band.
const VOWELS: [Vowel; 5] = [
    [
        (800.0, 0.0, 80.0),
        (1150.0, -4.0, 90.0),
        (2800.0, -14.0, 140.0),
        (3600.0, -20.0, 180.0),
        (4950.0, -30.0, 220.0),
    ],
    [
        (400.0, 0.0, 60.0),
        (1600.0, -14.0, 80.0),
        (2700.0, -18.0, 140.0),
        (3300.0, -22.0, 180.0),
        (4950.0, -32.0, 220.0),
    ],
    [
        (350.0, 0.0, 50.0),
        (1700.0, -14.0, 100.0),
        (2700.0, -18.0, 140.0),
        (3700.0, -22.0, 180.0),
        (4950.0, -32.0, 220.0),
    ],
    [
        (450.0, 0.0, 70.0),
        (800.0, -6.0, 80.0),
        (2830.0, -14.0, 140.0),
        (3500.0, -20.0, 180.0),
        (4950.0, -32.0, 220.0),
    ],
    [
        (325.0, 0.0, 50.0),
        (700.0, -9.0, 60.0),
        (2530.0, -20.0, 160.0),
        (3500.0, -24.0, 180.0),
        (4950.0, -34.0, 220.0),
    ],
];

/// The lead voice, in the middle.
pub(super) fn lead_stem(score: &Score) -> Stereo {
    let mut stem = silence(score.frames());
    let line = Singer::new(score.seed ^ 40).sing(&melody(score, |_| true, 0), score.frames());
    add(&mut stem, 0, &line, [1.0; 2]);
    stem
}

/// Two more voices in the choruses: a third below on the left, the same line on the right.
pub(super) fn backing_stem(score: &Score) -> Stereo {
    let mut stem = silence(score.frames());
    let is_sung = |kind| matches!(kind, Kind::Chorus | Kind::Break);
    for (take, steps_below, pan) in [(41, 2, -0.85), (42, 2, 0.7), (43, 0, 0.9), (44, 4, -0.6)] {
        let notes = melody(score, is_sung, steps_below);
        let line = Singer::new(score.seed ^ take).sing(&notes, score.frames());
        add(&mut stem, 0, &line, panned(pan));
    }
    stem
}

/// The sung notes of all sections that `is_sung`, lowered by steps of the scale.
fn melody(score: &Score, is_sung: impl Fn(Kind) -> bool, steps_below: usize) -> Vec<Note> {
    let bars = score.bars().filter(|bar| is_sung(bar.section.kind));
    bars.flat_map(|bar| {
        let velocity = if bar.section.kind == Kind::Verse {
            0.85
        } else {
            1.0
        };
        bar.phrase().iter().map(move |sung| {
            // A seventh above and an octave below: steps below the tonic without negative numbers.
            let midi = score.scale(sung.2 + 7 - steps_below) - 12;
            score.note(bar, (sung.0, sung.1), midi, velocity)
        })
    })
    .collect()
}

/// How a syllable begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Onset {
    Vowel,
    Hiss,
    Stop,
}

struct Singer {
    chance: Chance,
    saw: Saw,
    formants: [(Filter, f32); 5],
    vowel: Vowel,
    breath: Filter,
    teeth: Filter,
    midi: f32,
    level: f32,
    previous: f32,
}

impl Singer {
    fn new(seed: u64) -> Self {
        Self {
            chance: Chance::new(seed),
            saw: Saw::default(),
            formants: [(Filter::new(500.0, 5.0), 0.0); 5],
            vowel: VOWELS[0],
            breath: Filter::new(5200.0, 0.6),
            teeth: Filter::new(7200.0, 0.8),
            midi: 60.0,
            level: 0.0,
            previous: 0.0,
        }
    }

    fn sing(&mut self, notes: &[Note], length: usize) -> Vec<f32> {
        let mut line = vec![0.0; length];
        for (index, note) in notes.iter().enumerate() {
            let next = notes.get(index + 1).map_or(length, |next| next.start);
            let end = next
                .min(note.start + note.frames + frames(0.35))
                .min(length);
            let onset = [
                Onset::Hiss,
                Onset::Vowel,
                Onset::Stop,
                Onset::Vowel,
                Onset::Stop,
                Onset::Vowel,
                Onset::Hiss,
            ][index % 7];
            self.syllable(
                note,
                onset,
                &VOWELS[(index * 3 + index / 4) % 5],
                &mut line[note.start..end],
            );
        }
        line
    }

    fn syllable(&mut self, note: &Note, onset: Onset, vowel: &Vowel, out: &mut [f32]) {
        #[expect(clippy::cast_precision_loss, reason = "MIDI notes are small")]
        let goal = note.midi as f32 + 0.06 * self.chance.next();
        let voice_after_s = match onset {
            Onset::Vowel => 0.0,
            Onset::Hiss => 0.085,
            Onset::Stop => 0.03,
        };
        let held = note.frames.saturating_sub(frames(0.04));
        for (n, sample) in out.iter_mut().enumerate() {
            let t = seconds(n);
            if n % 32 == 0 {
                self.move_towards(vowel);
            }
            let is_voiced = t >= voice_after_s && n < held;
            self.level += if is_voiced { 0.0012 } else { 0.0009 }
                * (f32::from(u8::from(is_voiced)) * note.velocity - self.level);
            self.midi += 0.0009 * (goal - self.midi);
            let vibrato = 0.22 * sine(5.4 * t) * ((t - 0.25) / 0.3).clamp(0.0, 1.0);
            *sample = self.voice(self.midi + vibrato) + self.consonant(onset, t) * note.velocity;
        }
    }

    /// Glides the resonances a little of the way to a vowel.
    fn move_towards(&mut self, vowel: &Vowel) {
        for ((now, goal), (filter, level)) in
            self.vowel.iter_mut().zip(vowel).zip(&mut self.formants)
        {
            now.0 += 0.018 * (goal.0 - now.0);
            now.1 += 0.018 * (goal.1 - now.1);
            now.2 = goal.2;
            filter.tune(now.0, now.0 / now.2);
            *level = 10f32.powf(now.1 / 20.0);
        }
    }

    fn voice(&mut self, midi: f32) -> f32 {
        let pulse = self.saw.next(step(pitch_hz(midi)));
        // A first difference with a leak makes the slope of the sawtooth that of a pressed voice.
        let pressed = pulse - 0.86 * self.previous;
        self.previous = pulse;
        let air = self.breath.next(self.chance.next());
        let source = pressed + 0.05 * air.band;
        let sung: f32 = self
            .formants
            .iter_mut()
            .map(|(filter, level)| *level * filter.next(source).band)
            .sum();
        self.level * (1.6 * sung + 0.012 * air.high + 0.05 * pressed)
    }

    fn consonant(&mut self, onset: Onset, t: f32) -> f32 {
        match onset {
            Onset::Hiss if t < 0.11 => {
                let swell = (t / 0.03).min(1.0) * ((0.11 - t) / 0.04).min(1.0);
                let bands = self.teeth.next(self.chance.next());
                0.16 * swell * (bands.band + 0.4 * bands.high)
            }
            Onset::Stop if t < 0.035 => {
                let bands = self.breath.next(self.chance.next());
                0.22 * (-t / 0.008).exp() * bands.band
            }
            _ => 0.0,
        }
    }
}
