//! The filters that shape test signals.

use std::f64::consts::PI;
use std::f64::consts::TAU;

/// Second-order section, transposed direct form II, zero initial state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Biquad {
    /// Numerator.
    pub b: [f64; 3],
    /// Denominator without the leading one.
    pub a: [f64; 2],
}

/// What an equaliser band does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lifts or cuts around the frequency.
    Bell,
    /// Lifts or cuts below the frequency.
    LowShelf,
    /// Lifts or cuts above the frequency.
    HighShelf,
}

/// One equaliser band: Robert Bristow-Johnson, "Audio EQ cookbook".
#[must_use]
pub fn rbj(shape: Shape, sample_rate_hz: f64, frequency_hz: f64, gain_db: f64, q: f64) -> Biquad {
    let amplitude = 10f64.powf(gain_db / 40.0);
    let w = TAU * frequency_hz / sample_rate_hz;
    let (alpha, cos) = (w.sin() / (2.0 * q), w.cos());
    let (b, a) = match shape {
        Shape::Bell => (
            [1.0 + alpha * amplitude, -2.0 * cos, 1.0 - alpha * amplitude],
            [1.0 + alpha / amplitude, -2.0 * cos, 1.0 - alpha / amplitude],
        ),
        Shape::LowShelf => shelf(amplitude, alpha, cos, -1.0),
        Shape::HighShelf => shelf(amplitude, alpha, cos, 1.0),
    };
    Biquad {
        b: b.map(|b| b / a[0]),
        a: [a[1] / a[0], a[2] / a[0]],
    }
}

/// Numerator and denominator of a shelf; `side` is +1 above and -1 below the frequency.
fn shelf(amplitude: f64, alpha: f64, cos: f64, side: f64) -> ([f64; 3], [f64; 3]) {
    let k = 2.0 * amplitude.sqrt() * alpha;
    let (sum, difference) = (amplitude + 1.0, amplitude - 1.0);
    let (b_middle, a_middle) = (sum + side * difference * cos, sum - side * difference * cos);
    let b1 = -2.0 * side * (difference + side * sum * cos);
    let a1 = 2.0 * side * (difference - side * sum * cos);
    (
        [
            amplitude * (b_middle + k),
            amplitude * b1,
            amplitude * (b_middle - k),
        ],
        [a_middle + k, a1, a_middle - k],
    )
}

/// Butterworth band-pass of order two (twelve decibels per octave on each side), as two sections.
#[must_use]
pub fn band_pass(sample_rate_hz: f64, low_hz: f64, high_hz: f64) -> Vec<Biquad> {
    let (low, high) = (
        warped(low_hz, sample_rate_hz),
        warped(high_hz, sample_rate_hz),
    );
    let (bandwidth, centre_squared) = (high - low, low * high);
    // The prototype pole at 135 degrees becomes two; its mirror image supplies their conjugates.
    let half = Complex::polar(bandwidth / 2.0, 0.75 * PI);
    let root = half.times(half).minus_real(centre_squared).square_root();
    [half.plus(root), half.plus(root.negated())]
        .map(|pole| section([1.0, 0.0, -1.0], 4.0 * bandwidth, pole))
        .to_vec()
}

/// Butterworth low-pass of order four (24 decibels per octave), as two sections.
#[must_use]
pub fn low_pass(sample_rate_hz: f64, corner_hz: f64) -> Vec<Biquad> {
    let corner = warped(corner_hz, sample_rate_hz);
    [0.625, 0.875]
        .map(|turn| {
            section(
                [1.0, 2.0, 1.0],
                corner * corner,
                Complex::polar(corner, turn * PI),
            )
        })
        .to_vec()
}

/// The samples after all sections, in order.
#[must_use]
pub fn filter(sections: &[Biquad], samples: &[f64]) -> Vec<f64> {
    let mut output = samples.to_vec();
    for Biquad { b, a } in sections {
        let (mut s1, mut s2) = (0.0, 0.0);
        for sample in &mut output {
            let x = *sample;
            let y = b[0] * x + s1;
            s1 = b[1] * x - a[0] * y + s2;
            s2 = b[2] * x - a[1] * y;
            *sample = y;
        }
    }
    output
}

/// Analogue frequency that the bilinear transform `s = 4 (z - 1) / (z + 1)` puts at `frequency_hz`.
fn warped(frequency_hz: f64, sample_rate_hz: f64) -> f64 {
    4.0 * (PI * frequency_hz / sample_rate_hz).tan()
}

/// Bilinear transform of an analogue pole and its conjugate, with the given digital zeros.
fn section(zeros: [f64; 3], analogue_gain: f64, pole: Complex) -> Biquad {
    let distance_squared = (4.0 - pole.re).powi(2) + pole.im.powi(2);
    let re = (16.0 - pole.re * pole.re - pole.im * pole.im) / distance_squared;
    let im = 8.0 * pole.im / distance_squared;
    Biquad {
        b: zeros.map(|b| b * analogue_gain / distance_squared),
        a: [-2.0 * re, re * re + im * im],
    }
}

#[derive(Clone, Copy)]
struct Complex {
    re: f64,
    im: f64,
}

impl Complex {
    fn polar(radius: f64, angle: f64) -> Self {
        Self {
            re: radius * angle.cos(),
            im: radius * angle.sin(),
        }
    }

    fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }

    fn minus_real(self, re: f64) -> Self {
        Self {
            re: self.re - re,
            im: self.im,
        }
    }

    fn negated(self) -> Self {
        Self {
            re: -self.re,
            im: -self.im,
        }
    }

    fn square_root(self) -> Self {
        Self::polar(self.re.hypot(self.im).sqrt(), self.im.atan2(self.re) / 2.0)
    }
}
