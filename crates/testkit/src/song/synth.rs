//! What the instruments are made of: oscillators, envelopes, filters, chance.

use super::RATE_HZ;

/// Left and right of one stem.
pub(crate) type Stereo = [Vec<f32>; 2];

/// Silence of that many frames.
pub(crate) fn silence(frames: usize) -> Stereo {
    [vec![0.0; frames], vec![0.0; frames]]
}

/// Frames in a time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "times are positive and short"
)]
pub(crate) fn frames(seconds: f32) -> usize {
    (seconds * RATE_HZ as f32) as usize
}

/// Time of a frame.
#[expect(clippy::cast_precision_loss, reason = "only short times are asked for")]
pub(crate) fn seconds(frames: usize) -> f32 {
    frames as f32 / RATE_HZ as f32
}

/// Phase step per frame, in cycles.
#[expect(clippy::cast_precision_loss, reason = "the rate is exact")]
pub(crate) fn step(frequency_hz: f32) -> f32 {
    frequency_hz / RATE_HZ as f32
}

/// Frequency of a MIDI note; fractions are cents.
pub(crate) fn pitch_hz(midi: f32) -> f32 {
    440.0 * ((midi - 69.0) / 12.0).exp2()
}

/// Linear gain.
pub(crate) fn gain(gain_db: f32) -> f32 {
    10f32.powf(gain_db / 20.0)
}

/// Gains of left and right at constant power; `pan` from -1 to +1.
pub(crate) fn panned(pan: f32) -> [f32; 2] {
    let angle = (pan + 1.0) * std::f32::consts::FRAC_PI_4;
    [angle.cos(), angle.sin()]
}

/// Adds a mono sound to a stem from a frame on.
pub(crate) fn add(stem: &mut Stereo, start: usize, sound: &[f32], gains: [f32; 2]) {
    for (channel, gain) in stem.iter_mut().zip(gains) {
        let Some(target) = channel.get_mut(start..) else {
            continue;
        };
        target
            .iter_mut()
            .zip(sound)
            .for_each(|(frame, sample)| *frame += gain * sample);
    }
}

/// A sine of a phase in cycles, from a parabola; harmonics are 60 dB down.
pub(crate) fn sine(cycles: f32) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "whole cycles fit"
    )]
    let part = cycles - cycles as i32 as f32;
    let x = if part < 0.0 { part + 0.5 } else { part - 0.5 };
    let parabola = x * (16.0 * x.abs() - 8.0);
    parabola * (0.775 + 0.225 * parabola.abs())
}

/// A sawtooth whose steps are rounded off against aliases (a polynomial step, two samples wide).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Saw {
    phase: f32,
}

impl Saw {
    /// A sawtooth that starts within its cycle.
    pub(crate) fn new(phase: f32) -> Self {
        Self {
            phase: phase - phase.floor(),
        }
    }

    /// The next sample; `step` is cycles per frame.
    pub(crate) fn next(&mut self, step: f32) -> f32 {
        self.phase += step;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
        }
        let naive = 2.0 * self.phase - 1.0;
        naive - self.rounding(step)
    }

    fn rounding(&self, step: f32) -> f32 {
        if self.phase < step {
            let t = self.phase / step;
            t + t - t * t - 1.0
        } else if self.phase > 1.0 - step {
            let t = (self.phase - 1.0) / step;
            t * t + t + t + 1.0
        } else {
            0.0
        }
    }
}

/// The three outputs of a [`Filter`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bands {
    /// Below the corner.
    pub(crate) low: f32,
    /// Around it, unity at the corner.
    pub(crate) band: f32,
    /// Above it.
    pub(crate) high: f32,
}

/// State-variable filter by trapezoidal integration: stays stable while its corner moves.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filter {
    g: f32,
    k: f32,
    scale: f32,
    s1: f32,
    s2: f32,
}

impl Filter {
    /// A filter at rest.
    pub(crate) fn new(corner_hz: f32, q: f32) -> Self {
        let mut filter = Self::default();
        filter.tune(corner_hz, q);
        filter
    }

    /// Moves the corner.
    pub(crate) fn tune(&mut self, corner_hz: f32, q: f32) {
        self.g = (std::f32::consts::PI * step(corner_hz).min(0.49)).tan();
        self.k = 1.0 / q;
        self.scale = 1.0 / (1.0 + self.g * (self.g + self.k));
    }

    /// The next sample.
    pub(crate) fn next(&mut self, input: f32) -> Bands {
        let high =
            (input - (self.g + self.k) * self.s1 - self.s2) / (1.0 + self.g * (self.g + self.k));
        let band = self.g * high + self.s1;
        let low = self.g * band + self.s2;
        self.s1 = self.g * high + band;
        self.s2 = self.g * band + low;
        Bands {
            low,
            band: band * self.k,
            high,
        }
    }
}

/// Rises in a straight line, falls towards a held level, and fades when let go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope {
    level: f32,
    is_rising: bool,
    attack: f32,
    decay: f32,
    sustain: f32,
    release: f32,
}

impl Envelope {
    /// Times in seconds; decay and release are time constants.
    pub(crate) fn new(attack_s: f32, decay_s: f32, sustain: f32, release_s: f32) -> Self {
        let constant = |time_s: f32| 1.0 - (-step(1.0) / time_s).exp();
        Self {
            level: 0.0,
            is_rising: true,
            attack: step(1.0) / attack_s,
            decay: constant(decay_s),
            sustain,
            release: constant(release_s),
        }
    }

    /// The next value while the note is held.
    pub(crate) fn held(&mut self) -> f32 {
        if self.is_rising {
            self.level += self.attack;
            self.is_rising = self.level < 1.0;
        } else {
            self.level += self.decay * (self.sustain - self.level);
        }
        self.level
    }

    /// The next value after the note was let go.
    pub(crate) fn released(&mut self) -> f32 {
        self.level -= self.release * self.level;
        self.level
    }
}

/// Falls to `1/e` within a time constant, again and again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decay {
    level: f32,
    factor: f32,
}

impl Decay {
    /// Starts at one.
    pub(crate) fn new(time_s: f32) -> Self {
        Self {
            level: 1.0,
            factor: (-step(1.0) / time_s).exp(),
        }
    }

    /// The next value. Ends at nothing rather than among the denormals, which are slow.
    pub(crate) fn next(&mut self) -> f32 {
        let now = self.level;
        self.level = if now > 1e-9 { now * self.factor } else { 0.0 };
        now
    }
}

/// Chance that repeats.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// A sequence of its own for every seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number in `[-1, 1)`.
    #[expect(clippy::cast_precision_loss, reason = "24 bits fit exactly")]
    pub(crate) fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z >> 40) as f32 / 8_388_608.0 - 1.0
    }
}
