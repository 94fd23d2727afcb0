//! Power per band, summed slice by slice.

use realfft::num_complex::Complex;

use crate::dsp::bands::BandBins;
use crate::dsp::spectrum::FastFrame;
use crate::dsp::spectrum::power::StereoPower;

/// The bands of one kind of power.
#[derive(Debug)]
struct BandSums {
    sums: Vec<f64>,
    power: Vec<f32>,
}

impl BandSums {
    fn new(bands: usize) -> Self {
        Self {
            sums: vec![0.0; bands],
            power: vec![0.0; bands],
        }
    }

    fn add(&mut self, bands: &[BandBins], power: &[f32], start_bin: usize) {
        for (sum, band) in self.sums.iter_mut().zip(bands) {
            *sum += band.sum(power, start_bin);
        }
    }

    /// Scales the sums into the powers and begins anew.
    fn finish(&mut self, scale: f64) -> &[f32] {
        for (power, sum) in self.power.iter_mut().zip(&mut self.sums) {
            *power = (*sum * scale) as f32;
            *sum = 0.0;
        }
        &self.power
    }

    fn reset(&mut self) {
        self.sums.fill(0.0);
    }
}

/// Bands of the long transform.
#[derive(Debug)]
pub(super) struct LongSums {
    bands: Vec<BandBins>,
    total: BandSums,
    scale: f64,
}

impl LongSums {
    pub(super) fn new(bands: Vec<BandBins>, scale: f64) -> Self {
        Self {
            total: BandSums::new(bands.len()),
            bands,
            scale,
        }
    }

    /// Adds the bins from `start_bin` on.
    pub(super) fn add(&mut self, total_power: &[f32], start_bin: usize) {
        self.total.add(&self.bands, total_power, start_bin);
    }

    /// The frame, and begins the next.
    pub(super) fn finish(&mut self) -> &[f32] {
        self.total.finish(self.scale)
    }

    /// Forgets a frame that was begun.
    pub(super) fn reset(&mut self) {
        self.total.reset();
    }
}

/// Bands of the fast transform.
#[derive(Debug)]
pub(super) struct FastSums {
    bands: Vec<BandBins>,
    fine_bands: Vec<BandBins>,
    ll: BandSums,
    rr: BandSums,
    lr: BandSums,
    fine: BandSums,
    scale: f64,
}

impl FastSums {
    pub(super) fn new(bands: Vec<BandBins>, fine_bands: Vec<BandBins>, scale: f64) -> Self {
        Self {
            ll: BandSums::new(bands.len()),
            rr: BandSums::new(bands.len()),
            lr: BandSums::new(bands.len()),
            fine: BandSums::new(fine_bands.len()),
            bands,
            fine_bands,
            scale,
        }
    }

    /// Adds the bins from `start_bin` on.
    pub(super) fn add(
        &mut self,
        (left, right): (&[Complex<f32>], &[Complex<f32>]),
        start_bin: usize,
        power: &mut StereoPower,
    ) {
        let bins = left.len();
        power.compute(left, right);
        self.ll.add(&self.bands, &power.ll[..bins], start_bin);
        self.rr.add(&self.bands, &power.rr[..bins], start_bin);
        self.lr.add(&self.bands, &power.lr[..bins], start_bin);
        self.fine
            .add(&self.fine_bands, &power.total[..bins], start_bin);
    }

    /// The frame, and begins the next.
    pub(super) fn finish(&mut self) -> FastFrame<'_> {
        FastFrame {
            ll: self.ll.finish(self.scale),
            rr: self.rr.finish(self.scale),
            lr: self.lr.finish(self.scale),
            fine: self.fine.finish(self.scale),
        }
    }

    /// Forgets a frame that was begun.
    pub(super) fn reset(&mut self) {
        for sums in [&mut self.ll, &mut self.rr, &mut self.lr, &mut self.fine] {
            sums.reset();
        }
    }
}
