//! Drum sounds, each made once and struck many times.

use super::synth::Chance;
use super::synth::Filter;
use super::synth::Saw;
use super::synth::frames;
use super::synth::seconds;
use super::synth::sine;
use super::synth::step;

/// The sounds of one kit.
#[derive(Debug)]
pub(crate) struct Kit {
    pub(crate) snare: Vec<f32>,
    pub(crate) rim: Vec<f32>,
    pub(crate) clap: Vec<f32>,
    pub(crate) closed_hat: Vec<f32>,
    pub(crate) open_hat: Vec<f32>,
    pub(crate) shaker: Vec<f32>,
    pub(crate) crash: Vec<f32>,
    pub(crate) toms: [Vec<f32>; 3],
}

impl Kit {
    /// Builds the kit.
    pub(crate) fn new(seed: u64) -> Self {
        let chance = &mut Chance::new(seed);
        Self {
            snare: snare(chance),
            rim: decaying(0.08, |t, _| {
                sine(t * 820.0) * (-t / 0.012).exp() + 0.5 * sine(t * 1730.0) * (-t / 0.006).exp()
            }),
            clap: clap(chance),
            closed_hat: metal(chance, 0.030, 0.25, 7500.0),
            open_hat: metal(chance, 0.16, 0.9, 6800.0),
            shaker: shaker(chance),
            crash: metal(chance, 0.75, 4.0, 4200.0),
            toms: [165.0, 122.0, 88.0].map(|hz| {
                decaying(0.9, |t, _| {
                    sine(swept(t, hz, 0.6, 0.04)) * (-t / 0.17).exp()
                })
            }),
        }
    }
}

/// A kick drum that settles at a pitch.
pub(crate) fn kick(pitch_hz: f32, decay_s: f32, seed: u64) -> Vec<f32> {
    let mut chance = Chance::new(seed);
    let mut click = Filter::new(3200.0, 0.7);
    decaying(decay_s * 6.0, |t, _| {
        let body = sine(swept(t, pitch_hz, 3.2, 0.022)) * (-t / decay_s).exp();
        let beater = click.next(chance.next()).band * (-t / 0.004).exp();
        (1.35 * body + 0.55 * beater).tanh() * (t / 0.0008).min(1.0)
    })
}

/// Cycles of a tone that falls from `1 + rise` times its pitch with a time constant.
fn swept(t: f32, pitch_hz: f32, rise: f32, fall_s: f32) -> f32 {
    pitch_hz * (t + rise * fall_s * (1.0 - (-t / fall_s).exp()))
}

/// A sound from a function of its time, faded out over the last tenth.
fn decaying(length_s: f32, mut sound: impl FnMut(f32, usize) -> f32) -> Vec<f32> {
    let length = frames(length_s);
    (0..length)
        .map(|n| {
            let left = seconds(length - n) / (0.1 * length_s);
            sound(seconds(n), n) * left.min(1.0)
        })
        .collect()
}

fn snare(chance: &mut Chance) -> Vec<f32> {
    let mut wires = Filter::new(2600.0, 0.6);
    let mut floor = Filter::new(450.0, 0.7);
    decaying(0.6, |t, _| {
        let body = sine(swept(t, 186.0, 0.5, 0.012)) * (-t / 0.07).exp()
            + 0.5 * sine(t * 331.0) * (-t / 0.045).exp();
        let noise = floor.next(chance.next()).high;
        let bright = wires.next(noise);
        let rattle = (0.9 * bright.band + 0.45 * bright.high)
            * (0.75 * (-t / 0.09).exp() + 0.25 * (-t / 0.02).exp());
        (0.75 * body + 1.1 * rattle) * (t / 0.0006).min(1.0)
    })
}

fn clap(chance: &mut Chance) -> Vec<f32> {
    let mut hands = Filter::new(1500.0, 1.1);
    decaying(0.4, |t, _| {
        let burst = if t < 0.033 {
            (-(t % 0.011) / 0.004).exp()
        } else {
            (-(t - 0.033) / 0.075).exp()
        };
        let bands = hands.next(chance.next());
        (bands.band + 0.15 * bands.high) * burst
    })
}

/// Cymbals: six sawtooth tones out of tune with each other, under noise.
fn metal(chance: &mut Chance, decay_s: f32, length_s: f32, corner_hz: f32) -> Vec<f32> {
    const PARTIALS_HZ: [f32; 6] = [411.0, 609.0, 737.0, 1043.0, 1087.0, 1601.0];
    let mut partials = PARTIALS_HZ.map(|hz| (Saw::new(hz * 0.37), step(hz * 2.1)));
    let mut body = Filter::new(corner_hz, 0.8);
    let mut sheen = Filter::new(corner_hz * 0.8, 0.7);
    decaying(length_s, |t, _| {
        let tones: f32 = partials.iter_mut().map(|(saw, step)| saw.next(*step)).sum();
        let raw = 0.10 * tones + 0.55 * chance.next();
        let bright = sheen.next(body.next(raw).high).high;
        bright
            * (0.8 * (-t / decay_s).exp() + 0.4 * (-t / (0.15 * decay_s)).exp())
            * (t / 0.0004).min(1.0)
    })
}

fn shaker(chance: &mut Chance) -> Vec<f32> {
    let mut grains = Filter::new(7800.0, 1.0);
    decaying(0.09, |t, _| {
        let swell = (t / 0.022).min(1.0) * (-(t - 0.022).max(0.0) / 0.02).exp();
        let bands = grains.next(chance.next());
        (bands.band + 0.3 * bands.high) * swell
    })
}
