//! Plucked strings and struck tines.

use super::sheet::Note;
use crate::song::RATE_HZ;
use crate::song::synth::Chance;
use crate::song::synth::Decay;
use crate::song::synth::Envelope;
use crate::song::synth::Filter;
use crate::song::synth::Stereo;
use crate::song::synth::add;
use crate::song::synth::frames;
use crate::song::synth::pitch_hz;
use crate::song::synth::seconds;
use crate::song::synth::sine;

/// What string, and how it is plucked.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringTone {
    /// Time in which an A at 110 Hz falls by 60 dB; higher notes die sooner.
    pub(super) decay_s: f32,
    /// What is above this corner is missing from the pluck, Hz.
    pub(super) pick_hz: f32,
    /// Where it is plucked, as a share of the string.
    pub(super) pick_at: f32,
    /// How much sooner the highs die, from 0 to 0.5.
    pub(super) dullness: f32,
}

/// A plucked string: a burst that runs around a loop and loses its highs (Karplus and Strong, 1983; tuned by an allpass, Jaffe
/// and Smith, 1983).
pub(super) fn pluck(note: &Note, tone: StringTone, chance: &mut Chance) -> Vec<f32> {
    let hz = pitch_hz(note.midi + 0.02 * chance.next());
    let period = RATE_HZ as f32 / hz;
    let whole = (period - tone.dullness - 0.2).floor();
    let fraction = period - tone.dullness - whole;
    let allpass = (1.0 - fraction) / (1.0 + fraction);
    let decay_s = tone.decay_s * (110.0 / hz).sqrt();
    let loss = 10f32.powf(-3.0 / (hz * decay_s));
    let mut line = burst(whole as usize, tone, note.velocity, chance);
    let (mut at, mut before, mut smooth_before, mut tuned) = (0, 0.0, 0.0, 0.0);
    let ring = note.frames;
    (0..ring + frames(0.25))
        .map(|n| {
            let out = line[at];
            let smooth = (1.0 - tone.dullness) * out + tone.dullness * before;
            before = out;
            tuned = allpass * (smooth - tuned) + smooth_before;
            smooth_before = smooth;
            line[at] = loss * tuned + 1e-20;
            at = if at + 1 == line.len() { 0 } else { at + 1 };
            let hand = if n < ring {
                1.0
            } else {
                (-seconds(n - ring) / 0.045).exp()
            };
            // The string leaves the finger within a millisecond.
            let leaving = (seconds(n) / 0.001).min(1.0);
            hand * leaving * note.velocity * out
        })
        .collect()
}

/// The pluck: one period of noise without what the place of the pick leaves out, at the same level for every note.
fn burst(length: usize, tone: StringTone, velocity: f32, chance: &mut Chance) -> Vec<f32> {
    let mut soft = Filter::new(tone.pick_hz * (0.4 + 0.6 * velocity), 0.6);
    let noise: Vec<f32> = (0..2 * length)
        .map(|_| soft.next(chance.next()).low)
        .collect();
    let gap = ((tone.pick_at * length as f32) as usize).max(1);
    let mut line: Vec<f32> = (length..2 * length)
        .map(|n| noise[n] - noise[n - gap])
        .collect();
    let mean = line.iter().sum::<f32>() / length as f32;
    let energy = line.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / length as f32;
    let scale = 0.25 / energy.sqrt().max(1e-6);
    line.iter_mut().for_each(|x| *x = scale * (*x - mean));
    line
}

/// How a key of the electric piano sounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tine {
    /// How hard the hammers are.
    pub(super) hardness: f32,
    /// Time constant of the fall while the key is held.
    pub(super) decay_s: f32,
    /// How far the pitch wanders, in semitones.
    pub(super) wander: f32,
    /// How far low keys are left and high keys right.
    pub(super) spread: f32,
    /// The key in the middle.
    pub(super) centre: f32,
}

/// A tine: a sine bent by a second one that dies sooner, in two slightly different halves.
pub(super) fn add_tine(stem: &mut Stereo, note: &Note, tine: Tine, chance: &mut Chance) {
    let hz = pitch_hz(note.midi + 0.03 * chance.next());
    let pan = (tine.spread * (note.midi - tine.centre) / 16.0).clamp(-0.8, 0.8);
    let mut envelope = Envelope::new(0.002, tine.decay_s, 0.08, 0.11);
    let (mut bark, mut strike) = (Decay::new(0.4 * tine.decay_s), Decay::new(0.035));
    let mut damper = Filter::new(2400.0, 0.7);
    let phase = 0.5 + 0.5 * chance.next();
    let hardness = tine.hardness * note.velocity;
    let mut turned = [0.0f32; 2];
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut bend = 1.0;
    for n in 0..note.frames + frames(0.45) {
        if n % 64 == 0 {
            let t = seconds(note.start + n);
            let wow = 0.6 * sine(0.47 * t) + 0.4 * sine(1.31 * t);
            bend = 1.0 + 0.057_76 * tine.wander * wow;
        }
        let level = note.velocity
            * if n < note.frames {
                envelope.held()
            } else {
                envelope.released()
            };
        let step = bend * hz / RATE_HZ as f32;
        turned[0] = (turned[0] + 1.0002 * step) % 1.0;
        turned[1] = (turned[1] + 0.9998 * step) % 1.0;
        let t = seconds(n);
        let knock = strike.next();
        let hammer = hardness * bark.next() * sine(turned[0] + phase)
            + 0.35 * hardness * knock * sine(14.0 * turned[1] + phase);
        let wood = if t < 0.3 {
            0.05 * knock * damper.next(chance.next()).band
        } else {
            0.0
        };
        left.push(level * sine(turned[0] + 0.17 * hammer + phase) + wood);
        right.push(level * sine(turned[1] + 0.17 * hammer + phase) + wood);
    }
    add(stem, note.start, &left, [0.7 - 0.5 * pan, 0.0]);
    add(stem, note.start, &right, [0.0, 0.7 + 0.5 * pan]);
}
