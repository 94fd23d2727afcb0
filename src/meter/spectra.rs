//! Spectra into the running block, and into the picture.

use crate::dsp::spectrum::FastFrame;
use crate::dsp::spectrum::SpectrumAnalyzer;
use crate::dsp::spectrum::SpectrumPlan;
use crate::dsp::spectrum::SpectrumSink;
use crate::meter::display::STEREO_TAU_S;
use crate::model::bands::FINE_BANDS;
use crate::model::bands::SIBILANCE_HZ;
use crate::model::bands::SUBLOW_HZ;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::WIDE_HZ;
use crate::model::bands::edges_hz;
use crate::model::bands::fine_edge_hz;
use crate::model::block::FAST_FRAMES_PER_BLOCK_MAX;
use crate::model::block::SpectrumSums;
use crate::model::frame::MeterFrame;

/// Below the lowest third-octave: rumble that only costs headroom.
const INFRA_HZ: (f64, f64) = (5.0, 22.387);

/// Time constant of the shown spectrum: steady enough to read, quick enough to follow a note.
const SPECTRUM_TAU_S: f64 = 0.3;

/// Mean square of a band below which it has no correlation: -90 dBFS, 20 dB lower than for the whole signal, because
/// there are 31 of them and the highest ones are quiet.
const SILENCE_MEAN_SQUARE: f32 = 1e-9;

// Order of the bands behind the third-octaves, as they are planned below.
const INFRA: usize = THIRD_OCTAVES;
const SUBLOW: usize = THIRD_OCTAVES;
const WIDE: usize = THIRD_OCTAVES + 1;
const SIBILANCE: usize = THIRD_OCTAVES + 2;

/// The analysers, and the band energies behind the shown correlations.
#[derive(Debug)]
pub(super) struct Spectra {
    analyzer: SpectrumAnalyzer,
    sample_rate_hz: f64,
    smooth: Smooth,
}

#[derive(Debug, Default)]
struct Smooth {
    /// Mean squares `ll`, `rr`, `lr`.
    bands: [[f32; 3]; THIRD_OCTAVES],
    frames_since_fast: u64,
    has_fast: bool,
}

impl Spectra {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        let thirds: Vec<_> = (0..THIRD_OCTAVES).map(edges_hz).collect();
        let long_bands = [thirds.as_slice(), &[INFRA_HZ]].concat();
        let fast_bands = [thirds.as_slice(), &[SUBLOW_HZ, WIDE_HZ, SIBILANCE_HZ]].concat();
        let fine_edges_hz: Vec<_> = (0..=FINE_BANDS).map(fine_edge_hz).collect();
        Self {
            analyzer: SpectrumAnalyzer::new(&SpectrumPlan {
                sample_rate_hz,
                long_bands: &long_bands,
                fast_bands: &fast_bands,
                fine_edges_hz: &fine_edges_hz,
            }),
            sample_rate_hz,
            smooth: Smooth::default(),
        }
    }

    pub(super) fn reset(&mut self) {
        self.analyzer.reset();
        self.smooth = Smooth::default();
    }

    /// Hears a slice.
    pub(super) fn push(
        &mut self,
        channels: [&[f32]; 2],
        sums: &mut SpectrumSums,
        frame: &mut MeterFrame,
    ) {
        self.smooth.frames_since_fast += channels[0].len() as u64;
        let mut collector = Collector {
            sums,
            frame,
            smooth: &mut self.smooth,
            sample_rate_hz: self.sample_rate_hz,
        };
        self.analyzer.push(channels[0], channels[1], &mut collector);
    }
}

struct Collector<'a> {
    sums: &'a mut SpectrumSums,
    frame: &'a mut MeterFrame,
    smooth: &'a mut Smooth,
    sample_rate_hz: f64,
}

impl SpectrumSink for Collector<'_> {
    fn long(&mut self, power: &[f32]) {
        self.sums.ltas_frames += 1;
        add(&mut self.sums.ltas, power);
        self.sums.infra += power[INFRA];
    }

    fn fast(&mut self, fast: &FastFrame<'_>) {
        self.sum(fast);
        self.show(fast);
    }
}

impl Collector<'_> {
    fn sum(&mut self, fast: &FastFrame<'_>) {
        let sums = &mut *self.sums;
        if let Some(sibilance) = sums.sibilance.get_mut(sums.fast_frames as usize) {
            *sibilance = fast.ll[SIBILANCE] + fast.rr[SIBILANCE];
        }
        debug_assert!((sums.fast_frames as usize) < FAST_FRAMES_PER_BLOCK_MAX);
        sums.fast_frames += 1;
        add(&mut sums.fast_ll, fast.ll);
        add(&mut sums.fast_rr, fast.rr);
        add(&mut sums.fast_lr, fast.lr);
        add(&mut sums.fine, fast.fine);
        let powers = [fast.ll, fast.rr, fast.lr];
        add(&mut sums.sublow, &powers.map(|power| power[SUBLOW]));
        add(&mut sums.wide, &powers.map(|power| power[WIDE]));
    }

    fn show(&mut self, fast: &FastFrame<'_>) {
        let elapsed_s = self.smooth.frames_since_fast as f64 / self.sample_rate_hz;
        let keep = |tau_s: f64| match self.smooth.has_fast {
            true => (-elapsed_s / tau_s).exp() as f32,
            false => 0.0,
        };
        let (spectrum_keep, stereo_keep) = (keep(SPECTRUM_TAU_S), keep(STEREO_TAU_S));
        (self.smooth.frames_since_fast, self.smooth.has_fast) = (0, true);
        for (shown, power) in self.frame.spectrum.iter_mut().zip(fast.fine) {
            *shown = power + (*shown - power) * spectrum_keep;
        }
        for (band, held) in self.smooth.bands.iter_mut().enumerate() {
            let heard = [fast.ll[band], fast.rr[band], fast.lr[band]];
            for (held, heard) in held.iter_mut().zip(heard) {
                *held = heard + (*held - heard) * stereo_keep;
            }
            let [ll, rr, lr] = *held;
            if ll.min(rr) >= SILENCE_MEAN_SQUARE {
                let correlation = lr / (ll.sqrt() * rr.sqrt());
                self.frame.band_correlation[band] = correlation.clamp(-1.0, 1.0);
            }
        }
    }
}

/// Adds up as many as there is room for.
fn add(sums: &mut [f32], power: &[f32]) {
    for (sum, power) in sums.iter_mut().zip(power) {
        *sum += power;
    }
}
