//! A voice with consonants and breaths: pulses and noise through resonances that move from sound to sound.

use super::sheet::Note;
use crate::song::synth::Chance;
use crate::song::synth::Filter;
use crate::song::synth::Saw;
use crate::song::synth::frames;
use crate::song::synth::gain;
use crate::song::synth::pitch_hz;
use crate::song::synth::seconds;
use crate::song::synth::sine;
use crate::song::synth::step;

/// Resonances of a sound: frequency (Hz), level (dB), bandwidth (Hz).
type Sound = [(f32, f32, f32); 6];

/// Open and closed vowels: the first two resonances after Peterson and Barney's averages of men (1952), the upper ones where
/// singers gather them, and one more for the air of a microphone.
const VOWELS: [Sound; 6] = [
    vowel((730.0, 0.0), (1090.0, -3.0), (2440.0, -7.0)),
    vowel((530.0, 0.0), (1840.0, -4.0), (2480.0, -7.0)),
    vowel((400.0, 0.0), (1990.0, -5.0), (2550.0, -8.0)),
    vowel((570.0, 0.0), (900.0, -4.0), (2410.0, -9.0)),
    vowel((440.0, 0.0), (1020.0, -7.0), (2240.0, -10.0)),
    vowel((640.0, 0.0), (1190.0, -4.0), (2390.0, -8.0)),
];

/// The hum of m and n.
const NASAL: Sound = vowel((270.0, 0.0), (1000.0, -16.0), (2200.0, -20.0));

const fn vowel(first: (f32, f32), second: (f32, f32), third: (f32, f32)) -> Sound {
    [
        (first.0, first.1, 110.0),
        (second.0, second.1, 170.0),
        (third.0, third.1, 300.0),
        (3350.0, third.1 - 3.0, 400.0),
        (4500.0, third.1 - 7.0, 700.0),
        (7600.0, third.1 - 12.0, 1900.0),
    ]
}

/// Whose voice, and how it is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Singer {
    /// Seed of the words.
    pub(super) seed: u64,
    /// Factor of all resonances: one for a large throat, 1.2 for a small one.
    pub(super) size: f32,
    /// How much air passes beside the voice.
    pub(super) air: f32,
    /// Depth of the vibrato of long notes, semitones.
    pub(super) vibrato: f32,
    /// How far the pitch falls within a syllable, semitones: speech falls, singing stays.
    pub(super) fall: f32,
    /// How fast the pitch follows the notes: time constant.
    pub(super) glide_s: f32,
}

/// Sings notes, one syllable each.
pub(super) fn sing(singer: Singer, notes: &[Note], length: usize) -> Vec<f32> {
    let mut line = vec![0.0; length];
    let mut throat = Throat::new(singer);
    let mut silent_since = 0;
    for (index, note) in notes.iter().enumerate() {
        let limit = notes.get(index + 1).map_or(length, |next| next.start);
        let rest_s = seconds(note.start.saturating_sub(silent_since));
        if rest_s > 0.3 && note.start > frames(0.6) {
            throat.breathe(rest_s, note.start, &mut line);
        }
        throat.syllable(note, limit.min(length), &mut line);
        silent_since = (note.start + note.frames).min(limit);
    }
    line
}

/// How a syllable begins or ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Consonant {
    None,
    /// s
    Hiss,
    /// sh
    Hush,
    /// f, th
    Breath,
    /// t
    Tip,
    /// k, g
    Back,
    /// m, n, l
    Hum,
}

use Consonant::Back;
use Consonant::Breath;
use Consonant::Hiss;
use Consonant::Hum;
use Consonant::Hush;
use Consonant::Tip;

const ONSETS: [Consonant; 11] = [
    Hum,
    Tip,
    Consonant::None,
    Hiss,
    Back,
    Hum,
    Breath,
    Hum,
    Tip,
    Consonant::None,
    Hush,
];
const CODAS: [Consonant; 7] = [
    Consonant::None,
    Hum,
    Consonant::None,
    Hiss,
    Consonant::None,
    Tip,
    Consonant::None,
];

impl Consonant {
    /// Length, level, centre (Hz) and Q of its noise; nothing for what is voiced.
    fn noise(self) -> Option<(f32, f32, f32, f32)> {
        match self {
            Self::Hiss => Some((0.115, 0.045, 6900.0, 0.9)),
            Self::Hush => Some((0.105, 0.042, 3500.0, 1.1)),
            Self::Breath => Some((0.075, 0.013, 4800.0, 0.4)),
            Self::Tip => Some((0.045, 0.085, 4600.0, 0.8)),
            Self::Back => Some((0.050, 0.09, 1900.0, 1.0)),
            Self::None | Self::Hum => None,
        }
    }
}

struct Throat {
    singer: Singer,
    chance: Chance,
    saw: Saw,
    formants: [(Filter, f32); 6],
    sound: Sound,
    breath: Filter,
    teeth: Filter,
    chest: Filter,
    midi: f32,
    drift: f32,
    level: f32,
    previous: f32,
    words: usize,
}

impl Throat {
    fn new(singer: Singer) -> Self {
        Self {
            singer,
            chance: Chance::new(singer.seed),
            saw: Saw::default(),
            formants: [(Filter::new(500.0, 5.0), 0.0); 6],
            sound: VOWELS[0],
            breath: Filter::new(4200.0, 0.5),
            teeth: Filter::new(6900.0, 0.9),
            chest: Filter::new(95.0, 0.7),
            midi: 55.0,
            drift: 0.0,
            level: 0.0,
            previous: 0.0,
            words: (singer.seed % 37) as usize,
        }
    }

    /// The air before a phrase: through an open mouth, longer after a longer rest.
    fn breathe(&mut self, rest_s: f32, before: usize, line: &mut [f32]) {
        let length_s = (0.6 * rest_s).clamp(0.18, 0.5);
        let start = before.saturating_sub(frames(length_s + 0.09));
        let mut mouth = Filter::new(1500.0 * self.singer.size, 0.8);
        let mut lips = Filter::new(4600.0, 0.7);
        for (n, sample) in line[start..].iter_mut().take(frames(length_s)).enumerate() {
            let place = seconds(n) / length_s;
            let swell = (place / 0.6).min(1.0).powi(2) * ((1.0 - place) / 0.25).min(1.0);
            let noise = self.chance.next();
            *sample += 0.016 * swell * (mouth.next(noise).band + 0.7 * lips.next(noise).band);
        }
    }

    fn syllable(&mut self, note: &Note, limit: usize, line: &mut [f32]) {
        self.words += 1;
        let mut vowel = VOWELS[(self.words * 5 + self.words / 3) % VOWELS.len()];
        // No two syllables have quite the same resonances.
        for (hz, ..) in &mut vowel {
            *hz *= 1.0 + 0.05 * self.chance.next();
        }
        let onset = ONSETS[self.words % ONSETS.len()];
        let coda = CODAS[(self.words * 3 + self.words / 5) % CODAS.len()];
        if let Some((length_s, ..)) = onset.noise() {
            self.consonant(
                onset,
                note.start.saturating_sub(frames(0.75 * length_s)),
                line,
            );
        }
        let end = (note.start + note.frames + frames(0.30)).min(limit);
        let goal = note.midi + 0.07 * self.chance.next();
        let held = note.frames.saturating_sub(frames(0.03));
        let follow = 1.0 - (-step(1.0) / self.singer.glide_s).exp();
        let lip_frames = if onset == Hum { frames(0.075) } else { 0 };
        for (n, sample) in line[note.start..end].iter_mut().enumerate() {
            let t = seconds(n);
            if n % 32 == 0 {
                let closing = coda == Hum && n + frames(0.09) > held;
                let sound = if n < lip_frames || closing {
                    &NASAL
                } else {
                    &vowel
                };
                self.move_towards(sound);
                self.drift += 0.02 * (self.chance.next() - self.drift);
            }
            let is_voiced = n < held;
            let goal_level = f32::from(u8::from(is_voiced)) * note.velocity;
            self.level += if is_voiced { 0.0016 } else { 0.0011 } * (goal_level - self.level);
            let fall = self.singer.fall * (n as f32 / note.frames.max(1) as f32);
            self.midi += follow * (goal - fall - self.midi);
            let vibrato = self.singer.vibrato * sine(5.3 * t) * ((t - 0.28) / 0.35).clamp(0.0, 1.0);
            *sample += self.voice(self.midi + vibrato + 0.9 * self.drift);
        }
        if coda.noise().is_some() && note.frames > frames(0.2) {
            self.consonant(coda, note.start + held, line);
        }
    }

    /// Glides the resonances a little of the way to a sound.
    fn move_towards(&mut self, sound: &Sound) {
        // Neighbours have opposite signs, or they would cancel between their resonances.
        let mut sign = 1.0;
        for ((now, goal), (filter, level)) in
            self.sound.iter_mut().zip(sound).zip(&mut self.formants)
        {
            now.0 += 0.03 * (goal.0 * self.singer.size - now.0);
            now.1 += 0.03 * (goal.1 - now.1);
            now.2 = goal.2;
            filter.tune(now.0, now.0 / now.2);
            *level = sign * gain(now.1);
            sign = -sign;
        }
    }

    fn voice(&mut self, midi: f32) -> f32 {
        let pulse = self.saw.next(step(pitch_hz(midi)));
        // A leaky first difference lifts the top of the sawtooth a little, as a pressed voice does.
        let pressed = pulse - 0.6 * self.previous;
        self.previous = pulse;
        let air = self.breath.next(self.chance.next());
        // Air comes in puffs, as the folds open.
        let source =
            pressed + self.singer.air * (0.035 + 0.02 * pulse) * (air.band + 0.6 * air.high);
        let sung: f32 = self
            .formants
            .iter_mut()
            .map(|(filter, level)| *level * filter.next(source).band)
            .sum();
        let chest = self
            .chest
            .next(sung + 0.10 * pressed + 0.003 * self.singer.air * air.high);
        self.level * chest.high
    }

    fn consonant(&mut self, consonant: Consonant, start: usize, line: &mut [f32]) {
        let Some((length_s, level, centre_hz, q)) = consonant.noise() else {
            return;
        };
        let is_stop = matches!(consonant, Tip | Back);
        self.teeth
            .tune(centre_hz * (1.0 + 0.06 * self.chance.next()), q);
        let Some(out) = line.get_mut(start..) else {
            return;
        };
        for (n, sample) in out.iter_mut().take(frames(length_s)).enumerate() {
            let t = seconds(n);
            let swell = if is_stop {
                (t / 0.001).min(1.0) * ((-t / 0.006).exp() + 0.16 * (1.0 - t / length_s))
            } else {
                (t / 0.035).min(1.0) * ((length_s - t) / 0.04).min(1.0)
            };
            let bands = self.teeth.next(self.chance.next());
            *sample += level * swell * (bands.band + 0.12 * bands.high);
        }
    }
}
