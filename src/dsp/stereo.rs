//! Energies of a stereo pair, from which correlation, width, balance and mono loss follow.

use std::ops::AddAssign;

/// Frames that are added up side by side. A fixed number, so that sums are the same to the last bit on every machine.
const LANES: usize = 4;

/// Sums over frames, in `f64`: sums in `f32` drift by 0.006 dB a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StereoEnergy {
    /// Sum of squares of the left channel.
    pub ll: f64,
    /// Sum of squares of the right channel.
    pub rr: f64,
    /// Sum of products.
    pub lr: f64,
}

impl StereoEnergy {
    /// Energy of the mid signal `(L+R)/2`.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn mid(&self) -> f64 {
        (self.ll + self.rr + 2.0 * self.lr) / 4.0
    }

    /// Energy of the side signal `(L-R)/2`. Exactly 0 for equal channels, never negative.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn side(&self) -> f64 {
        ((self.ll + self.rr - 2.0 * self.lr) / 4.0).max(0.0)
    }

    /// Correlation between the channels.
    ///
    /// `+1` is mono, `0` unrelated, `-1` vanishes when summed to mono. Uncentred, as hardware meters show it.
    /// NaN when a channel is silent: silence has no correlation.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn correlation(&self) -> f64 {
        (self.lr / (self.ll.sqrt() * self.rr.sqrt())).clamp(-1.0, 1.0)
    }
}

impl AddAssign for StereoEnergy {
    fn add_assign(&mut self, other: Self) {
        self.ll += other.ll;
        self.rr += other.rr;
        self.lr += other.lr;
    }
}

/// Energies and plain sums of a slice.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StereoSlice {
    /// Energies.
    pub energy: StereoEnergy,
    /// Sum of the samples per channel; its mean is the DC offset.
    pub dc_sum: [f64; 2],
}

/// Adds up the products of two channels of equal length.
///
/// # Real-time
///
/// Safe. Three multiplications and five additions per frame, four frames at a time.
#[must_use]
pub fn sums(left: &[f32], right: &[f32]) -> StereoSlice {
    let (left_chunks, left_rest) = left.as_chunks::<LANES>();
    let (right_chunks, right_rest) = right.as_chunks::<LANES>();
    let mut lanes = [[0.0f64; LANES]; 5];
    for (l, r) in left_chunks.iter().zip(right_chunks) {
        for lane in 0..LANES {
            add_frame(&mut lanes, lane, l[lane], r[lane]);
        }
    }
    for (lane, (l, r)) in left_rest.iter().zip(right_rest).enumerate() {
        add_frame(&mut lanes, lane, *l, *r);
    }
    let [ll, rr, lr, dc_left, dc_right] =
        lanes.map(|lane| (lane[0] + lane[1]) + (lane[2] + lane[3]));
    StereoSlice {
        energy: StereoEnergy { ll, rr, lr },
        dc_sum: [dc_left, dc_right],
    }
}

#[inline(always)]
fn add_frame(lanes: &mut [[f64; LANES]; 5], lane: usize, left: f32, right: f32) {
    let (l, r) = (f64::from(left), f64::from(right));
    lanes[0][lane] += l * l;
    lanes[1][lane] += r * r;
    lanes[2][lane] += l * r;
    lanes[3][lane] += l;
    lanes[4][lane] += r;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_definition() {
        // Small integers have exact products: any order of addition gives the same sum.
        let left: Vec<f32> = (0..63).map(|n| (n % 7) as f32 - 2.0).collect();
        let right: Vec<f32> = (0..63).map(|n| (n % 5) as f32 - 3.0).collect();
        let dot =
            |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum() };
        let slice = sums(&left, &right);
        assert_eq!(slice.energy.ll, dot(&left, &left));
        assert_eq!(slice.energy.rr, dot(&right, &right));
        assert_eq!(slice.energy.lr, dot(&left, &right));
        let ones = [1.0; 63];
        assert_eq!(slice.dc_sum, [dot(&left, &ones), dot(&right, &ones)]);
    }

    #[test]
    fn equal_channels_have_no_side_at_all() {
        let left: Vec<f32> = (0..64).map(|n| (n as f32 * 0.37).sin()).collect();
        let energy = sums(&left, &left).energy;
        assert_eq!(energy.side(), 0.0);
        assert_eq!(energy.mid(), energy.ll);
        assert!((energy.correlation() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn opposite_channels_vanish_in_mono() {
        let left: Vec<f32> = (0..64).map(|n| (n as f32 * 0.37).sin()).collect();
        let right: Vec<f32> = left.iter().map(|x| -x).collect();
        let energy = sums(&left, &right).energy;
        assert_eq!(energy.mid(), 0.0);
        assert!((energy.correlation() + 1.0).abs() < 1e-12);
    }

    #[test]
    fn silence_has_no_correlation() {
        assert!(sums(&[0.0; 9], &[0.5; 9]).energy.correlation().is_nan());
    }
}
