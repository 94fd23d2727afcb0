//! What an equaliser does to third-octave levels: the response of the common second-order filters.

use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::edges_hz;

/// Points across a band over which the response is averaged as power.
const POINTS_PER_BAND: usize = 7;

/// Quality factor of a shelf without overshoot.
pub(super) const SHELF_Q: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Kind of filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Curve {
    Bell,
    LowShelf,
    HighShelf,
}

/// One band of an equaliser, as set by its knobs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Filter {
    pub(super) curve: Curve,
    pub(super) frequency_hz: f64,
    pub(super) gain_db: f64,
    pub(super) q: f64,
}

/// Numerator and denominator of a second-order section.
struct Section {
    b: [f64; 3],
    a: [f64; 3],
}

impl Filter {
    /// Gain per third-octave, dB, of a spectrum that is even within each band. 0 above half the sample rate.
    pub(super) fn band_gains_db(&self, sample_rate_hz: f64) -> [f64; THIRD_OCTAVES] {
        let section = self.section(sample_rate_hz);
        std::array::from_fn(|band| {
            let (low_hz, high_hz) = edges_hz(band);
            if high_hz >= sample_rate_hz / 2.0 {
                return 0.0;
            }
            let power: f64 = (0..POINTS_PER_BAND)
                .map(|point| {
                    let part = (point as f64 + 0.5) / POINTS_PER_BAND as f64;
                    let hz = low_hz * (high_hz / low_hz).powf(part);
                    section.power_at(std::f64::consts::TAU * hz / sample_rate_hz)
                })
                .sum();
            10.0 * (power / POINTS_PER_BAND as f64).log10()
        })
    }

    /// Coefficients after R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients".
    fn section(&self, sample_rate_hz: f64) -> Section {
        let a = 10f64.powf(self.gain_db / 40.0);
        let w = std::f64::consts::TAU * self.frequency_hz / sample_rate_hz;
        let (cosine, alpha) = (w.cos(), w.sin() / (2.0 * self.q));
        let slope = match self.curve {
            Curve::Bell => {
                return Section {
                    b: [1.0 + alpha * a, -2.0 * cosine, 1.0 - alpha * a],
                    a: [1.0 + alpha / a, -2.0 * cosine, 1.0 - alpha / a],
                };
            }
            Curve::LowShelf => -cosine,
            Curve::HighShelf => cosine,
        };
        // Both shelves share one form; the cosine changes sign, and with it the middle coefficients.
        let sign = if self.curve == Curve::LowShelf {
            1.0
        } else {
            -1.0
        };
        let (sum, difference, knee) = (a + 1.0, a - 1.0, 2.0 * a.sqrt() * alpha);
        Section {
            b: [
                a * (sum + difference * slope + knee),
                sign * 2.0 * a * (difference + sum * slope),
                a * (sum + difference * slope - knee),
            ],
            a: [
                sum - difference * slope + knee,
                -sign * 2.0 * (difference - sum * slope),
                sum - difference * slope - knee,
            ],
        }
    }
}

impl Section {
    /// Power gain at an angular frequency.
    fn power_at(&self, w: f64) -> f64 {
        let power = |c: &[f64; 3]| {
            let real = c[0] + c[1] * w.cos() + c[2] * (2.0 * w).cos();
            let imaginary = c[1] * w.sin() + c[2] * (2.0 * w).sin();
            real * real + imaginary * imaginary
        };
        power(&self.b) / power(&self.a)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(filter: Filter, band: usize) -> f64 {
        filter.band_gains_db(48_000.0)[band]
    }

    #[test]
    fn shelves_reach_their_gain_far_away_and_half_of_it_at_the_corner() {
        let high = Filter {
            curve: Curve::HighShelf,
            frequency_hz: 1000.0,
            gain_db: 6.0,
            q: SHELF_Q,
        };
        assert!((at(high, 28) - 6.0).abs() < 0.02);
        assert!(at(high, 2).abs() < 0.02);
        assert!((at(high, 17) - 3.0).abs() < 0.1);
        let low = Filter {
            curve: Curve::LowShelf,
            ..high
        };
        assert!((at(low, 2) - 6.0).abs() < 0.02);
        assert!(at(low, 28).abs() < 0.02);
    }

    #[test]
    fn bell_peaks_at_its_frequency() {
        let bell = Filter {
            curve: Curve::Bell,
            frequency_hz: 1000.0,
            gain_db: -4.0,
            q: 1.0,
        };
        // Averaged over the band it is a little less than its nominal depth.
        assert!((-4.0..-3.8).contains(&at(bell, 17)));
        assert!(at(bell, 3).abs() < 0.05);
    }

    #[test]
    fn shelf_matches_coefficients_of_an_independent_implementation() {
        // `rbj("high", 48000, 5000, 6, .707)` of numpy: b0, b1, b2, a1, a2 after division by a0.
        let shelf = Filter {
            curve: Curve::HighShelf,
            frequency_hz: 5000.0,
            gain_db: 6.0,
            q: 0.707,
        };
        let section = shelf.section(48_000.0);
        let expected = [
            1.709974000247331,
            -2.114331805817806,
            0.7799550942101625,
            -0.9659997474337519,
            0.3415970360734391,
        ];
        let ours = [
            section.b[0] / section.a[0],
            section.b[1] / section.a[0],
            section.b[2] / section.a[0],
            section.a[1] / section.a[0],
            section.a[2] / section.a[0],
        ];
        for (ours, expected) in ours.iter().zip(expected) {
            assert!((ours - expected).abs() < 1e-12, "{ours} {expected}");
        }
    }
}
