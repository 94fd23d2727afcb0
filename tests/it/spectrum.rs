//! The spectrum analysers against the float64 vectors, closed forms, and their promises to the audio thread.

mod cross;
mod levels;
mod timing;

use triage::dsp::spectrum::FastFrame;
use triage::dsp::spectrum::SpectrumAnalyzer;
use triage::dsp::spectrum::SpectrumPlan;
use triage::dsp::spectrum::SpectrumSink;
use triage::model::bands::FINE_BANDS;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::edges_hz;
use triage::model::bands::fine_edge_hz;
use triage_testkit::signals::pink;
use triage_testkit::signals::sine;
use triage_testkit::signals::to_f32;
use triage_testkit::signals::white;

/// Every rate that hosts and files come with.
const RATES_HZ: [f64; 11] = [
    8_000.0, 11_025.0, 22_050.0, 32_000.0, 44_100.0, 48_000.0, 88_200.0, 96_000.0, 176_400.0,
    192_000.0, 384_000.0,
];

/// Nothing in these tests depends on the slice length; most audio arrives like this.
const SLICE_FRAMES: usize = 64;

/// A copy of a fast spectrum.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fast {
    ll: Vec<f32>,
    rr: Vec<f32>,
    lr: Vec<f32>,
    fine: Vec<f32>,
}

/// Keeps every spectrum.
#[derive(Debug, Default, PartialEq)]
struct Capture {
    long: Vec<Vec<f32>>,
    fast: Vec<Fast>,
}

impl SpectrumSink for Capture {
    fn long(&mut self, power: &[f32]) {
        self.long.push(power.to_vec());
    }

    fn fast(&mut self, frame: &FastFrame<'_>) {
        self.fast.push(Fast {
            ll: frame.ll.to_vec(),
            rr: frame.rr.to_vec(),
            lr: frame.lr.to_vec(),
            fine: frame.fine.to_vec(),
        });
    }
}

fn third_octaves() -> Vec<(f64, f64)> {
    (0..THIRD_OCTAVES).map(edges_hz).collect()
}

fn fine_edges_hz() -> Vec<f64> {
    (0..=FINE_BANDS).map(fine_edge_hz).collect()
}

/// The analyser as the engine makes it, but for its extra bands.
fn analyzer(sample_rate_hz: f64) -> SpectrumAnalyzer {
    analyzer_of(sample_rate_hz, &third_octaves())
}

/// The same bands at both resolutions.
fn analyzer_of(sample_rate_hz: f64, bands: &[(f64, f64)]) -> SpectrumAnalyzer {
    SpectrumAnalyzer::new(&SpectrumPlan {
        sample_rate_hz,
        long_bands: bands,
        fast_bands: bands,
        fine_edges_hz: &fine_edges_hz(),
    })
}

fn push_all(
    analyzer: &mut SpectrumAnalyzer,
    left: &[f32],
    right: &[f32],
    slice_frames: usize,
) -> Capture {
    let mut capture = Capture::default();
    for (left, right) in left.chunks(slice_frames).zip(right.chunks(slice_frames)) {
        analyzer.push(left, right, &mut capture);
    }
    capture
}

/// Transform lengths of the specification: the powers of two nearest to 0.1707 s and 0.6827 s.
fn transform_frames(sample_rate_hz: f64) -> (usize, usize) {
    let nearest = |seconds: f64| 1usize << (sample_rate_hz * seconds).log2().round() as u32;
    (nearest(0.1707), nearest(0.6827))
}

/// The mean over spectra, per band.
fn mean<'a>(spectra: impl Iterator<Item = &'a Vec<f32>>) -> Vec<f64> {
    let mut sums = Vec::new();
    let mut count = 0.0;
    for spectrum in spectra {
        sums.resize(spectrum.len(), 0.0);
        for (sum, power) in sums.iter_mut().zip(spectrum) {
            *sum += f64::from(*power);
        }
        count += 1.0;
    }
    sums.iter().map(|sum| sum / count).collect()
}
