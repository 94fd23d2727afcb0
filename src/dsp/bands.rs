//! Frequency bands on the bins of a transform.
//!
//! A bin is not a point: bin `k` holds what lies within half a bin width of `k` bin widths. A band takes the
//! bins inside it whole and of the two bins at its edges the share that lies inside, so neighbouring bands
//! share out all power, and a band narrower than a bin still reads its part.

/// Sums that do not depend on each other, so that additions run side by side.
const LANES: usize = 4;

/// The same for long bands, whose additions would otherwise wait for one another.
const WIDE_LANES: usize = 16;

/// The bins of one transform of real samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinGrid {
    /// Distance of two bins: sample rate over transform length.
    pub bin_width_hz: f64,
    /// Number of bins, 0 Hz and half the sample rate included: half the transform length plus one.
    pub bins: usize,
}

impl BinGrid {
    /// The bins of a transform of `transform_frames` samples (even).
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn new(sample_rate_hz: f64, transform_frames: usize) -> Self {
        Self {
            bin_width_hz: sample_rate_hz / transform_frames as f64,
            bins: transform_frames / 2 + 1,
        }
    }

    /// Share of a bin inside the band that begins and ends at these frequencies, in bin widths.
    ///
    /// The bins at 0 Hz and at half the sample rate have no mirror image among the negative frequencies:
    /// beside the others they count half.
    fn share(self, bin: usize, (lower_bins, upper_bins): (f64, f64)) -> f32 {
        let center_bins = bin as f64;
        let overlap = (center_bins + 0.5).min(upper_bins) - (center_bins - 0.5).max(lower_bins);
        let is_end = bin == 0 || bin + 1 == self.bins;
        (overlap.max(0.0) * if is_end { 0.5 } else { 1.0 }) as f32
    }
}

/// The part of a transform that lies in one band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandBins {
    first: usize,
    last: usize,
    first_share: f32,
    last_share: f32,
}

impl BandBins {
    /// What of the grid lies between two frequencies. Nothing beyond half the sample rate: there a band reads 0.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn new(band_hz: (f64, f64), grid: BinGrid) -> Self {
        let band_bins = (band_hz.0 / grid.bin_width_hz, band_hz.1 / grid.bin_width_hz);
        // Casts saturate: negative frequencies begin at the first bin.
        let first = (band_bins.0 + 0.5).floor() as usize;
        let end = ((band_bins.1 + 0.5).ceil() as usize).min(grid.bins);
        if first >= end {
            return Self::NOTHING;
        }
        let last = end - 1;
        let first_share = grid.share(first, band_bins);
        let last_share = if last > first {
            grid.share(last, band_bins)
        } else {
            0.0
        };
        Self {
            first,
            last,
            first_share,
            last_share,
        }
    }

    const NOTHING: Self = Self {
        first: 0,
        last: 0,
        first_share: 0.0,
        last_share: 0.0,
    };

    /// First and last bin with a part in the band; `None` for a band beyond half the sample rate.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn bins(&self) -> Option<(usize, usize)> {
        (*self != Self::NOTHING).then_some((self.first, self.last))
    }

    /// Sum over the band of a run of bins that begins with bin `start_bin`. Bins outside the run add nothing,
    /// so the sums of consecutive runs add up to the sum of the whole.
    ///
    /// Powers are those of a transform of real samples seen from its positive frequencies, all at one scale:
    /// the half weight of the bins at 0 Hz and half the sample rate is in the band.
    ///
    /// # Real-time
    ///
    /// Safe. One addition per bin of the band.
    #[must_use]
    #[inline]
    pub fn sum(&self, power: &[f32], start_bin: usize) -> f64 {
        let edge = |bin: usize, share: f32| {
            let power = bin
                .checked_sub(start_bin)
                .and_then(|index| power.get(index));
            power.map_or(0.0, |power| f64::from(share * power))
        };
        let inner_start = (self.first + 1).max(start_bin);
        let inner_end = self.last.min(start_bin + power.len());
        let inner = if inner_start < inner_end {
            sum(&power[inner_start - start_bin..inner_end - start_bin])
        } else {
            0.0
        };
        edge(self.first, self.first_share) + inner + edge(self.last, self.last_share)
    }
}

/// Sum of powers. Each lane adds few `f32`, 256 of a slice of 4096 (relative error below 2e-5, 0.0001 dB); the
/// last lanes are added in `f64`.
fn sum(power: &[f32]) -> f64 {
    let (wide, rest) = power.as_chunks::<WIDE_LANES>();
    let (narrow, rest) = rest.as_chunks::<LANES>();
    let mut lanes = fold(wide);
    for chunk in narrow {
        add(&mut lanes, chunk);
    }
    for (lane, power) in lanes.iter_mut().zip(rest) {
        *lane += power;
    }
    let [a, b, c, d] = lanes.map(f64::from);
    (a + b) + (c + d)
}

/// Sum of long chunks, lane by lane.
fn fold(chunks: &[[f32; WIDE_LANES]]) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    if chunks.is_empty() {
        return lanes;
    }
    let mut wide = [0.0; WIDE_LANES];
    for chunk in chunks {
        add(&mut wide, chunk);
    }
    for chunk in wide.as_chunks::<LANES>().0 {
        add(&mut lanes, chunk);
    }
    lanes
}

fn add<const N: usize>(lanes: &mut [f32; N], chunk: &[f32; N]) {
    for (lane, power) in lanes.iter_mut().zip(chunk) {
        *lane += power;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 65 bins of 100 Hz: 12.8 kHz sample rate, transform of 128.
    const GRID: BinGrid = BinGrid {
        bin_width_hz: 100.0,
        bins: 65,
    };

    #[track_caller]
    fn check_flat(band_hz: (f64, f64), expected: f64) {
        let sum = BandBins::new(band_hz, GRID).sum(&[1.0; 65], 0);
        assert!((sum - expected).abs() < 1e-6, "{band_hz:?}: {sum}");
    }

    #[test]
    fn flat_spectrum_reads_the_width_of_the_band_in_bins() {
        check_flat((1000.0, 2000.0), 10.0);
        check_flat((950.0, 1050.0), 1.0);
        check_flat((1049.0, 1951.0), 9.02);
        check_flat((120.0, 5_830.0), 57.1);
    }

    #[test]
    fn band_narrower_than_a_bin_reads_its_share() {
        check_flat((980.0, 1000.0), 0.2);
        check_flat((1040.0, 1070.0), 0.3);
    }

    #[test]
    fn bins_without_mirror_image_count_half() {
        check_flat((-50.0, 50.0), 0.5);
        check_flat((0.0, 50.0), 0.25);
        check_flat((6_350.0, 6_450.0), 0.5);
        check_flat((-100.0, 10_000.0), 64.0);
    }

    #[test]
    fn band_beyond_half_the_sample_rate_reads_nothing() {
        check_flat((6_450.0, 7_000.0), 0.0);
        check_flat((20_000.0, 22_000.0), 0.0);
        assert_eq!(BandBins::new((20_000.0, 22_000.0), GRID).bins(), None);
    }

    #[test]
    fn neighbouring_bands_share_out_every_bin() {
        let power: Vec<f32> = (0..65).map(|bin| (bin * bin % 31) as f32).collect();
        let edges_hz: Vec<f64> = (0..40).map(|edge| 113.0 * 1.09f64.powi(edge)).collect();
        let parts: f64 = edges_hz
            .windows(2)
            .map(|edges| BandBins::new((edges[0], edges[1]), GRID).sum(&power, 0))
            .sum();
        let whole = BandBins::new((edges_hz[0], edges_hz[39]), GRID).sum(&power, 0);
        assert!((parts - whole).abs() < 1e-4, "{parts} {whole}");
    }

    #[test]
    fn sums_of_consecutive_runs_add_up() {
        let power: Vec<f32> = (0..65).map(|bin| (bin * bin % 31) as f32).collect();
        for band_hz in [(430.0, 3_210.0), (1_580.0, 1_640.0), (1_600.0, 1_630.0)] {
            let band = BandBins::new(band_hz, GRID);
            let parts = band.sum(&power[..16], 0) + band.sum(&power[16..], 16);
            assert!((parts - band.sum(&power, 0)).abs() < 1e-9, "{band_hz:?}");
        }
    }
}
