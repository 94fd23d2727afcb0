//! K-weighting: the two filters of BS.1770-5, annex 1, for any sample rate.

use std::f64::consts::PI;

use crate::dsp::stereo::StereoEnergy;

/// State below this is nothing: -600 dBFS. Without it a decaying filter would end in denormal numbers, which are slow.
const STATE_FLOOR: f64 = 1e-30;

/// Coefficients of a second-order section, `a0 = 1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Biquad {
    /// Feed-forward.
    pub b: [f64; 3],
    /// Feedback: `a1`, `a2`.
    pub a: [f64; 2],
}

/// The shelf of BS.1770-5, annex 1, table 1: what a head does to sound.
///
/// The table holds for 48 kHz; the analogue prototype behind it is known to 15 digits and is designed anew for each rate.
///
/// # Real-time
///
/// Safe.
#[must_use]
pub fn shelf(sample_rate_hz: f64) -> Biquad {
    let (center_hz, gain_db, q) = (1681.974450955533, 3.999843853973347, 0.7071752369554196);
    let k = (PI * center_hz / sample_rate_hz).tan();
    let vh = 10f64.powf(gain_db / 20.0);
    let vb = vh.powf(0.4996667741545416);
    let a0 = 1.0 + k / q + k * k;
    Biquad {
        b: [
            (vh + vb * k / q + k * k) / a0,
            2.0 * (k * k - vh) / a0,
            (vh - vb * k / q + k * k) / a0,
        ],
        a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
    }
}

/// The high-pass of BS.1770-5, annex 1, table 2.
///
/// # Real-time
///
/// Safe.
#[must_use]
pub fn high_pass(sample_rate_hz: f64) -> Biquad {
    let (center_hz, q) = (38.13547087602444, 0.5003270373238773);
    let k = (PI * center_hz / sample_rate_hz).tan();
    let a0 = 1.0 + k / q + k * k;
    Biquad {
        b: [1.0, -2.0, 1.0],
        a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
    }
}

/// One section for both channels, transposed direct form II.
///
/// Coefficients and state are `f64`: with `f32` state the error at 192 kHz would be only 47 dB below a 25 Hz tone.
#[derive(Clone, Copy, Debug)]
struct Section {
    coefficients: Biquad,
    state: [[f64; 2]; 2],
}

impl Section {
    fn new(coefficients: Biquad) -> Self {
        Self {
            coefficients,
            state: [[0.0; 2]; 2],
        }
    }

    /// Written out so that the compiler keeps a pair of channels in one register.
    #[inline(always)]
    fn next(&mut self, x: [f64; 2]) -> [f64; 2] {
        let Biquad { b, a } = self.coefficients;
        let [s1, s2] = self.state;
        let y = [b[0] * x[0] + s1[0], b[0] * x[1] + s1[1]];
        self.state = [
            [
                (b[1] * x[0] + s2[0]) - a[0] * y[0],
                (b[1] * x[1] + s2[1]) - a[0] * y[1],
            ],
            [b[2] * x[0] - a[1] * y[0], b[2] * x[1] - a[1] * y[1]],
        ];
        y
    }

    fn flush_denormals(&mut self) {
        for state in self.state.as_flattened_mut() {
            if state.abs() < STATE_FLOOR {
                *state = 0.0;
            }
        }
    }
}

/// The K filter of a stereo pair.
#[derive(Clone, Debug)]
pub struct KWeighting {
    shelf: Section,
    high_pass: Section,
}

impl KWeighting {
    /// A filter at rest.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        Self {
            shelf: Section::new(shelf(sample_rate_hz)),
            high_pass: Section::new(high_pass(sample_rate_hz)),
        }
    }

    /// Filters a slice and gives the energies of what comes out.
    ///
    /// # Real-time
    ///
    /// Safe. 18 operations on a pair of numbers per frame.
    pub fn push(&mut self, left: &[f32], right: &[f32]) -> StereoEnergy {
        let (mut shelf, mut high_pass) = (self.shelf, self.high_pass);
        let (mut square, mut product) = ([0.0; 2], 0.0);
        for (l, r) in left.iter().zip(right) {
            let y = high_pass.next(shelf.next([f64::from(*l), f64::from(*r)]));
            square[0] += y[0] * y[0];
            square[1] += y[1] * y[1];
            product += y[0] * y[1];
        }
        (self.shelf, self.high_pass) = (shelf, high_pass);
        StereoEnergy {
            ll: square[0],
            rr: square[1],
            lr: product,
        }
    }

    /// Ends tails that nobody could hear. To be called every 10 ms.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn flush_denormals(&mut self) {
        self.shelf.flush_denormals();
        self.high_pass.flush_denormals();
    }

    /// Silences the filter.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {
        self.shelf.state = [[0.0; 2]; 2];
        self.high_pass.state = [[0.0; 2]; 2];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_at_48_khz_are_those_of_the_tables() {
        // BS.1770-5, annex 1, tables 1 and 2.
        let table_1 = shelf(48_000.0);
        let table_2 = high_pass(48_000.0);
        let pairs = [
            (table_1.b[0], 1.53512485958697),
            (table_1.b[1], -2.69169618940638),
            (table_1.b[2], 1.19839281085285),
            (table_1.a[0], -1.69065929318241),
            (table_1.a[1], 0.73248077421585),
            (table_2.a[0], -1.99004745483398),
            (table_2.a[1], 0.99007225036621),
        ];
        for (ours, standard) in pairs {
            assert!((ours - standard).abs() < 5e-13, "{ours} {standard}");
        }
    }

    #[test]
    fn tail_of_a_sound_ends_in_exact_silence() {
        let mut filter = KWeighting::new(48_000.0);
        filter.push(&[1.0; 64], &[-1.0; 64]);
        let mut last = f64::INFINITY;
        for _ in 0..300 {
            for _ in 0..8 {
                last = filter.push(&[0.0; 60], &[0.0; 60]).ll;
            }
            filter.flush_denormals();
        }
        assert_eq!(last, 0.0);
    }

    #[test]
    fn equal_channels_have_equal_energies() {
        let x: Vec<f32> = (0..64).map(|n| (n as f32 * 0.21).sin()).collect();
        let energy = KWeighting::new(44_100.0).push(&x, &x);
        assert_eq!(energy.ll, energy.rr);
        assert_eq!(energy.ll, energy.lr);
    }
}
