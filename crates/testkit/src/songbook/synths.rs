//! Sections of players, pads, subs, risers and noise.

use super::sheet::Note;
use crate::song::synth::Chance;
use crate::song::synth::Envelope;
use crate::song::synth::Filter;
use crate::song::synth::Saw;
use crate::song::synth::Stereo;
use crate::song::synth::frames;
use crate::song::synth::pitch_hz;
use crate::song::synth::seconds;
use crate::song::synth::silence;
use crate::song::synth::sine;
use crate::song::synth::step;

/// Several players, or oscillators, on one note.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    /// How many.
    pub(super) players: usize,
    /// How far they sit apart, from 0 to 1.
    pub(super) spread: f32,
    /// Where the section sits, from -1 to +1.
    pub(super) pan: f32,
    /// How far they are out of tune with each other, cents.
    pub(super) detune_cents: f32,
    /// Depth of the vibrato, semitones.
    pub(super) vibrato: f32,
    /// Attack and release, seconds.
    pub(super) times_s: (f32, f32),
    /// Noise of bows or breath.
    pub(super) air: f32,
}

struct Player {
    saw: Saw,
    hz: f32,
    step: f32,
    rate_hz: f32,
    phase: f32,
    gains: [f32; 2],
}

/// Adds a note of a section.
pub(super) fn add_section(stem: &mut Stereo, note: &Note, section: Section, chance: &mut Chance) {
    let mut players = players(note, section, chance);
    let mut envelope = Envelope::new(section.times_s.0, 2.5, 0.85, section.times_s.1);
    let mut bows = [Filter::new(3400.0, 0.5); 2];
    let [left, right] = stem;
    let target = left.iter_mut().zip(right.iter_mut()).skip(note.start);
    let ring = note.frames + frames(4.0 * section.times_s.1);
    for (n, (l, r)) in target.take(ring).enumerate() {
        if n % 64 == 0 {
            let t = seconds(n);
            for player in &mut players {
                let sway = section.vibrato * sine(player.rate_hz * t + player.phase);
                player.step = step(player.hz * (1.0 + 0.057_76 * sway));
            }
        }
        let level = note.velocity
            * if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
        let mut sums = [0.0f32; 2];
        for player in &mut players {
            let sample = player.saw.next(player.step);
            sums[0] += player.gains[0] * sample;
            sums[1] += player.gains[1] * sample;
        }
        if section.air > 0.0 {
            for (sum, bow) in sums.iter_mut().zip(&mut bows) {
                *sum += section.air * bow.next(chance.next()).band;
            }
        }
        *l += level * sums[0];
        *r += level * sums[1];
    }
}

fn players(note: &Note, section: Section, chance: &mut Chance) -> Vec<Player> {
    let count = section.players as f32;
    let scale = 0.5 / count.sqrt();
    (0..section.players)
        .map(|index| {
            let place = if section.players > 1 {
                2.0 * index as f32 / (count - 1.0) - 1.0
            } else {
                0.0
            };
            // Neighbours are out of tune in opposite directions, so neither side is sharp.
            let side = if index % 2 == 0 { 1.0 } else { -1.0 };
            let cents = section.detune_cents * (side * place.abs() + 0.25 * chance.next());
            let pan = (section.pan + section.spread * place).clamp(-1.0, 1.0);
            let hz = pitch_hz(note.midi + cents / 100.0);
            Player {
                saw: Saw::new(chance.next() + 1.0),
                hz,
                step: step(hz),
                rate_hz: 5.0 + 0.8 * chance.next(),
                phase: chance.next() + 1.0,
                gains: [scale * (1.0 - 0.9 * pan), scale * (1.0 + 0.9 * pan)],
            }
        })
        .collect()
}

/// Loudness and brightness of a stem follow a curve from 0 to 1 of the time in seconds.
pub(super) fn express(stem: &mut Stereo, corners_hz: (f32, f32), curve: impl Fn(f32) -> f32) {
    for channel in stem {
        let mut tone = Filter::new(corners_hz.0, 0.6);
        let mut level = 0.0;
        let mut goal = 0.0;
        for (n, sample) in channel.iter_mut().enumerate() {
            if n % 64 == 0 {
                let force = curve(seconds(n)).clamp(0.0, 1.0);
                tone.tune(
                    corners_hz.0 * (corners_hz.1 / corners_hz.0).powf(force),
                    0.6,
                );
                goal = force.powf(1.4);
            }
            level += 0.002 * (goal - level);
            let bands = tone.next(*sample);
            *sample = level * (bands.low + 0.12 * bands.band);
        }
    }
}

/// A synthesizer note that closes its filter.
pub(super) fn blip(note: &Note, open_hz: f32, decay_s: f32) -> Vec<f32> {
    let hz = pitch_hz(note.midi);
    let mut saws = [Saw::new(0.1), Saw::new(0.6)];
    let mut tone = Filter::new(open_hz, 1.1);
    let mut envelope = Envelope::new(0.003, decay_s, 0.25, 0.08);
    (0..note.frames + frames(0.35))
        .map(|n| {
            if n % 16 == 0 {
                let open = (-seconds(n) / decay_s).exp();
                tone.tune(250.0 + open_hz * note.velocity * open, 1.1);
            }
            let level = if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
            let raw = saws[0].next(step(1.004 * hz)) + saws[1].next(step(0.996 * hz));
            0.4 * note.velocity * level * tone.next(raw).low
        })
        .collect()
}

/// A bass string or oscillator: a fundamental, a filtered sawtooth and a touch of finger.
pub(super) fn bass(note: &Note, open_hz: f32, grit: f32) -> Vec<f32> {
    let hz = pitch_hz(note.midi);
    let mut saw = Saw::new(0.5);
    let mut tone = Filter::new(open_hz, 0.8);
    let mut envelope = Envelope::new(0.006, 0.45, 0.7, 0.04);
    let mut finger = Chance::new(note.start as u64 ^ 0xBA55);
    let mut snap = Filter::new(2100.0, 0.6);
    (0..note.frames + frames(0.2))
        .map(|n| {
            let t = seconds(n);
            if n % 16 == 0 {
                tone.tune(0.45 * open_hz + open_hz * (-t / 0.12).exp(), 0.8);
            }
            let level = if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
            let contact = 0.25 * (-t / 0.008).exp() + 0.008;
            let pluck = contact * snap.next(finger.next()).band;
            let raw = 0.55 * sine(hz * t) + 0.7 * tone.next(saw.next(step(hz))).low + pluck;
            note.velocity * level * (grit * raw).tanh() / grit.sqrt()
        })
        .collect()
}

/// A long drum machine bass: a sine with a thump, some saturation, and a glide to another note.
pub(super) fn sub(note: &Note, glide_to: Option<f32>) -> Vec<f32> {
    let mut cycles = 0.0f32;
    let mut midi = note.midi;
    let turn = note.frames * 6 / 10;
    let mut click = Filter::new(1400.0, 0.7);
    let mut chance = Chance::new(note.start as u64 ^ 0x808);
    (0..note.frames + frames(0.12))
        .map(|n| {
            let t = seconds(n);
            if let Some(goal) = glide_to
                && n > turn
            {
                midi += 0.0005 * (goal - midi);
            }
            let thump = 1.0 + 2.2 * (-t / 0.014).exp();
            cycles = (cycles + thump * step(pitch_hz(midi))) % 1.0;
            let end = if n < note.frames {
                1.0
            } else {
                (-seconds(n - note.frames) / 0.03).exp()
            };
            let level = note.velocity * (-t / 1.1).exp() * end * (t / 0.002).min(1.0);
            let body = (2.1 * level * sine(cycles)).tanh();
            0.7 * body
                + 0.12 * body * body * body
                + 0.08 * (-t / 0.01).exp() * end * click.next(chance.next()).band
        })
        .collect()
}

/// Noise whose band rises over its length, wide.
pub(super) fn add_riser(stem: &mut Stereo, start: usize, length: usize, seed: u64) {
    for (side, channel) in stem.iter_mut().enumerate() {
        let mut chance = Chance::new(seed + side as u64);
        let mut tone = Filter::new(400.0, 1.4);
        for (n, sample) in channel.iter_mut().skip(start).take(length).enumerate() {
            let place = n as f32 / length as f32;
            if n % 32 == 0 {
                tone.tune(300.0 * 30f32.powf(place), 1.4);
            }
            let end = ((1.0 - place) * 60.0).min(1.0);
            *sample += place * place * end * tone.next(chance.next()).band;
        }
    }
}

/// Pink noise, mostly different on both sides, as of a room, a tape or the wind.
pub(super) fn hiss(length: usize, seed: u64) -> Stereo {
    let mut stem = silence(length);
    let [left, right] = &mut stem;
    let mut chances = [0, 1, 2].map(|side| Chance::new(seed ^ (side << 20)));
    let mut states = [[0.0f32; 3]; 3];
    for (l, r) in left.iter_mut().zip(right.iter_mut()) {
        let mut pinks = [0.0f32; 3];
        for ((pink, chance), state) in pinks.iter_mut().zip(&mut chances).zip(&mut states) {
            // Paul Kellet's economy filter.
            let white = chance.next();
            state[0] = 0.99765 * state[0] + white * 0.099_046;
            state[1] = 0.963 * state[1] + white * 0.296_516_4;
            state[2] = 0.57 * state[2] + white * 1.052_691_3;
            *pink = 0.1 * (state[0] + state[1] + state[2] + white * 0.1848);
        }
        *l = pinks[0] + 0.6 * pinks[2];
        *r = pinks[1] + 0.6 * pinks[2];
    }
    stem
}
