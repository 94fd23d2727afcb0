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
        let powers = self.ll.iter_mut().zip(&mut self.rr);
        let powers = powers.zip(self.lr.iter_mut().zip(&mut self.total));
        for (((ll, rr), (lr, total)), (left, right)) in powers.zip(left.iter().zip(right)) {
            *ll = left.norm_sqr();
            *rr = right.norm_sqr();
            *lr = left.re * right.re + left.im * right.im;
            *total = *ll + *rr;
        }
    }

    /// Only the power of both channels together.
    pub(super) fn compute_total(&mut self, left: &[Complex<f32>], right: &[Complex<f32>]) {
        for (total, (left, right)) in self.total.iter_mut().zip(left.iter().zip(right)) {
            *total = left.norm_sqr() + right.norm_sqr();
        }
    }
}
