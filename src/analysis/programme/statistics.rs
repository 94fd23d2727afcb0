//! Order statistics without sorting more than is needed.

/// The value that `percent` of the values stay below, interpolated linearly between neighbours. Reorders `values`.
///
/// `None` without values.
pub(in crate::analysis) fn percentile(values: &mut [f64], percent: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let position = last as f64 * (percent / 100.0).clamp(0.0, 1.0);
    let below = position.floor() as usize;
    let (_, &mut lower, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let upper = above
        .iter()
        .copied()
        .min_by(f64::total_cmp)
        .unwrap_or(lower);
    Some(lower + (upper - lower) * (position - below as f64))
}

/// The same of values that are counted: `counts[n]` of them are `n`.
pub(super) fn percentile_of_counts(counts: &[usize], percent: f64) -> Option<f64> {
    let last = counts.iter().sum::<usize>().checked_sub(1)?;
    let position = last as f64 * (percent / 100.0).clamp(0.0, 1.0);
    let below = position.floor() as usize;
    let lower = ranked(counts, below)?;
    let upper = ranked(counts, below + 1).unwrap_or(lower);
    Some(lower + (upper - lower) * (position - below as f64))
}

/// The value of a rank, the lowest being 0.
fn ranked(counts: &[usize], rank: usize) -> Option<f64> {
    let mut up_to = 0;
    let found = counts.iter().position(|count| {
        up_to += count;
        up_to > rank
    });
    found.map(|value| value as f64)
}

/// The middle value, the mean of the two middle ones if their number is even. Reorders `values`.
pub(in crate::analysis) fn median(values: &mut [f64]) -> Option<f64> {
    percentile(values, 50.0)
}

/// Slope of the least-squares line through points `(x, y)`; `None` where a line is not defined.
pub(super) fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len() as f64;
    let x_mean = points.iter().map(|p| p.0).sum::<f64>() / n;
    let y_mean = points.iter().map(|p| p.1).sum::<f64>() / n;
    let covariance: f64 = points.iter().map(|p| (p.0 - x_mean) * (p.1 - y_mean)).sum();
    let variance: f64 = points.iter().map(|p| (p.0 - x_mean).powi(2)).sum();
    (variance > 0.0).then(|| covariance / variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_interpolate_between_neighbours() {
        // numpy.percentile([1, 2, 4, 8], [0, 5, 50, 100]) = [1, 1.15, 3, 8].
        let values = [8.0, 1.0, 4.0, 2.0];
        for (percent, expected) in [(0.0, 1.0), (5.0, 1.15), (50.0, 3.0), (100.0, 8.0)] {
            let found = percentile(&mut values.clone(), percent).unwrap();
            assert!((found - expected).abs() < 1e-12, "{percent}: {found}");
        }
    }

    #[test]
    fn counted_values_have_the_percentiles_of_the_values() {
        // 2, 2, 2, 5, 7, 7.
        let counts = [0, 0, 3, 0, 0, 1, 0, 2];
        for percent in [0.0, 13.0, 50.0, 77.0, 95.0, 100.0] {
            let mut values = [7.0, 2.0, 5.0, 2.0, 7.0, 2.0];
            assert_eq!(
                percentile_of_counts(&counts, percent),
                percentile(&mut values, percent)
            );
        }
        assert_eq!(percentile_of_counts(&[0; 4], 50.0), None);
    }

    #[test]
    fn nothing_has_no_median() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [7.0]), Some(7.0));
    }

    #[test]
    fn slope_of_a_line_is_its_slope() {
        let line: Vec<(f64, f64)> = (0..9)
            .map(|x| (f64::from(x), 3.0 - 0.5 * f64::from(x)))
            .collect();
        assert!((slope(&line).unwrap() + 0.5).abs() < 1e-12);
        assert_eq!(slope(&[(1.0, 1.0)]), None);
    }
}
