//! How well two signals agree when one is moved along the other.

use std::ops::RangeInclusive;

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

/// A stretch that varies less than this against its whole signal says nothing, as a share of the mean variance. Below
/// it the rounding of the transforms would decide.
const VARIANCE_SHARE_MIN: f64 = 1e-6;

/// Correlation of two signals by lag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correlations {
    lag_first: i64,
    by_lag: Vec<f32>,
}

impl Correlations {
    /// Correlates `b[n + lag]` with `a[n]` over what overlaps, for every lag of `lags`.
    ///
    /// +1 where they are the same up to level and offset, -1 where one is the other upside down, 0 where they are
    /// unrelated, where either stands still, and where less than `overlap_min` samples overlap. Source: Pearson's
    /// coefficient; the sums of products come from one transform, the others from running sums.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates and transforms whole signals.
    #[must_use]
    pub fn new(a: &[f32], b: &[f32], lags: RangeInclusive<i64>, overlap_min: usize) -> Self {
        let (a, b) = (centred(a), centred(b));
        let products = products(&a, &b, &lags);
        let (sums_a, sums_b) = (RunningSums::new(&a), RunningSums::new(&b));
        let lag_first = *lags.start();
        let by_lag = lags.zip(&products).map(|(lag, &product)| {
            let start = (-lag).clamp(0, a.len() as i64) as usize;
            let end = (b.len() as i64 - lag).clamp(0, a.len() as i64) as usize;
            if end < start + overlap_min.max(2) {
                return 0.0;
            }
            let of_a = sums_a.of(start, end);
            let moved = |n: usize| (n as i64 + lag) as usize;
            let of_b = sums_b.of(moved(start), moved(end));
            pearson(&of_a, &of_b, product) as f32
        });
        Self {
            by_lag: by_lag.collect(),
            lag_first,
        }
    }

    /// The correlation at a lag; 0 beyond the lags it was made for.
    ///
    /// # Real-time
    ///
    /// Safe. A look-up.
    #[must_use]
    pub fn at(&self, lag: i64) -> f32 {
        let index = usize::try_from(lag - self.lag_first).ok();
        index
            .and_then(|index| self.by_lag.get(index))
            .copied()
            .unwrap_or(0.0)
    }

    /// The lag, and fraction of one, at which a parabola through the magnitudes around `lag` has its top.
    ///
    /// # Real-time
    ///
    /// Safe. Three look-ups.
    #[must_use]
    pub fn top_near(&self, lag: i64) -> f64 {
        let [left, middle, right] = [-1, 0, 1].map(|step| f64::from(self.at(lag + step).abs()));
        let bend = left - 2.0 * middle + right;
        let shift = if bend < 0.0 {
            0.5 * (left - right) / bend
        } else {
            0.0
        };
        lag as f64 + shift.clamp(-0.5, 0.5)
    }
}

/// Without its mean: what is subtracted here need not cancel later.
fn centred(samples: &[f32]) -> Vec<f64> {
    let sum: f64 = samples.iter().map(|&sample| f64::from(sample)).sum();
    let mean = sum / samples.len().max(1) as f64;
    samples
        .iter()
        .map(|&sample| f64::from(sample) - mean)
        .collect()
}

/// Sums of `a[n] b[n + lag]`.
fn products(a: &[f64], b: &[f64], lags: &RangeInclusive<i64>) -> Vec<f64> {
    // A circular correlation this long wraps around only at lags that nobody asks for.
    let ahead = (*lags.end()).max(0) as usize;
    let behind = (-lags.start()).max(0) as usize;
    let length = (a.len() + ahead).max(b.len() + behind);
    let length = length.next_power_of_two().max(2);
    let mut planner = RealFftPlanner::<f64>::new();
    let forward = planner.plan_fft_forward(length);
    let spectrum = |samples: &[f64]| -> Vec<Complex<f64>> {
        let mut input = samples.to_vec();
        input.resize(length, 0.0);
        let mut output = forward.make_output_vec();
        // It can only fail for buffers of other lengths than these.
        let done = forward.process(&mut input, &mut output);
        debug_assert!(done.is_ok());
        output
    };
    let (of_a, of_b) = (spectrum(a), spectrum(b));
    let mut cross: Vec<Complex<f64>> = of_a.iter().zip(&of_b).map(|(a, b)| a.conj() * b).collect();
    let inverse = planner.plan_fft_inverse(length);
    let mut by_lag = inverse.make_output_vec();
    // Rounding leaves a trace of an imaginary part at both ends, which a real signal cannot have.
    for end in [0, length / 2] {
        cross[end].im = 0.0;
    }
    let done = inverse.process(&mut cross, &mut by_lag);
    debug_assert!(done.is_ok());
    let scale = 1.0 / length as f64;
    lags.clone()
        .map(|lag| scale * by_lag[lag.rem_euclid(length as i64) as usize])
        .collect()
}

/// Sum and sum of squares of a stretch.
#[derive(Clone, Copy)]
struct Sums {
    count: f64,
    sum: f64,
    squares: f64,
    /// What a variance must exceed to mean something.
    variance_min: f64,
}

/// Sums and sums of squares up to each sample.
struct RunningSums(Vec<(f64, f64)>);

impl RunningSums {
    fn new(samples: &[f64]) -> Self {
        let mut so_far = (0.0, 0.0);
        let rest = samples.iter().map(|sample| {
            so_far.0 += sample;
            so_far.1 += sample * sample;
            so_far
        });
        Self(std::iter::once((0.0, 0.0)).chain(rest).collect())
    }

    fn of(&self, start: usize, end: usize) -> Sums {
        let ((sum_0, squares_0), (sum_1, squares_1)) = (self.0[start], self.0[end]);
        let squares_all = self.0.last().map_or(0.0, |last| last.1);
        let count_all = (self.0.len() - 1).max(1) as f64;
        Sums {
            count: (end - start) as f64,
            sum: sum_1 - sum_0,
            squares: squares_1 - squares_0,
            variance_min: VARIANCE_SHARE_MIN * squares_all / count_all,
        }
    }
}

fn pearson(a: &Sums, b: &Sums, product: f64) -> f64 {
    let variance = |sums: &Sums| sums.squares / sums.count - (sums.sum / sums.count).powi(2);
    let (variance_a, variance_b) = (variance(a), variance(b));
    if variance_a <= a.variance_min || variance_b <= b.variance_min {
        return 0.0;
    }
    let covariance = product / a.count - (a.sum / a.count) * (b.sum / b.count);
    (covariance / (variance_a * variance_b).sqrt()).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without any pattern: a multiplicative congruential generator.
    fn noise(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..count).map(next).collect()
    }

    #[test]
    fn moved_signal_agrees_at_its_lag_and_nowhere_else() {
        let source = noise(4000, 1);
        for lag in [-300i64, -1, 0, 7, 299] {
            let a = &source[400..3400];
            let begin = (400 - lag) as usize;
            let b: Vec<f32> = source[begin..begin + 3000]
                .iter()
                .map(|x| 0.1 - 0.5 * x)
                .collect();
            let correlations = Correlations::new(a, &b, -300..=300, 1000);
            assert!((correlations.at(lag) + 1.0).abs() < 1e-6, "{lag}");
            assert!((correlations.top_near(lag) - lag as f64).abs() < 0.05);
            let others = (-300..=300).filter(|&other| other != lag);
            assert!(
                others
                    .map(|other| correlations.at(other).abs())
                    .all(|r| r < 0.1)
            );
        }
    }

    #[test]
    fn correlation_is_pearsons() {
        // By hand: means 2 and 3; sums of products of deviations 4, squares 2 and 8: 4 / sqrt(16) = 1; then, moved by
        // one, (2, 3) beside (1, 3): 1.
        let correlations = Correlations::new(&[1.0, 2.0, 3.0], &[1.0, 3.0, 5.0], -1..=1, 2);
        assert!((correlations.at(0) - 1.0).abs() < 1e-6);
        let correlations = Correlations::new(&[1.0, 2.0, 4.0], &[2.0, 1.0, 3.0], 0..=0, 2);
        // Deviations (-4/3, -1/3, 5/3) and (0, -1, 1): 2 / sqrt(14/3 * 2) = 0.6547.
        assert!((correlations.at(0) - 0.654_65).abs() < 1e-4);
    }

    #[test]
    fn what_stands_still_or_hardly_overlaps_says_nothing() {
        let source = noise(1000, 2);
        assert_eq!(
            Correlations::new(&[0.5; 1000], &source, -10..=10, 100).at(0),
            0.0
        );
        assert_eq!(Correlations::new(&[], &source, -10..=10, 100).at(0), 0.0);
        let short = Correlations::new(&source[..50], &source[..50], -10..=10, 100);
        assert_eq!(short.at(0), 0.0);
        assert_eq!(short.at(11), 0.0);
    }
}
