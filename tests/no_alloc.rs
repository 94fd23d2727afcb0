//! The spectrum analysers on the audio thread: a quarter of an hour of sound without touching the heap.
//!
//! A binary of its own, because it replaces the allocator.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that cannot go on should stop"
)]

use assert_no_alloc::AllocDisabler;
use assert_no_alloc::assert_no_alloc;
use triage::dsp::spectrum::FastFrame;
use triage::dsp::spectrum::SpectrumAnalyzer;
use triage::dsp::spectrum::SpectrumPlan;
use triage::dsp::spectrum::SpectrumSink;
use triage::model::bands::FINE_BANDS;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::edges_hz;
use triage::model::bands::fine_edge_hz;

// Ends the process on any allocation inside `assert_no_alloc`, in builds with debug assertions.
#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const SAMPLE_RATE_HZ: f64 = 48_000.0;
const MINUTES: usize = 15;
const SLICE_FRAMES: usize = 64;

#[derive(Default)]
struct Count {
    long: usize,
    fast: usize,
    audible: usize,
}

impl SpectrumSink for Count {
    fn long(&mut self, power: &[f32]) {
        self.long += 1;
        self.audible += usize::from(power.iter().sum::<f32>() > 1e-3);
    }

    fn fast(&mut self, _frame: &FastFrame<'_>) {
        self.fast += 1;
    }
}

/// A random number in [-0.5, 0.5).
fn noise(state: &mut u32) -> f32 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*state >> 8) as f32 / (1 << 24) as f32 - 0.5
}

#[test]
fn fifteen_minutes_of_sound_allocate_nothing() {
    let bands: Vec<_> = (0..THIRD_OCTAVES).map(edges_hz).collect();
    let fine_edges_hz: Vec<_> = (0..=FINE_BANDS).map(fine_edge_hz).collect();
    let mut analyzer = SpectrumAnalyzer::new(&SpectrumPlan {
        sample_rate_hz: SAMPLE_RATE_HZ,
        long_bands: &bands,
        fast_bands: &bands,
        fine_edges_hz: &fine_edges_hz,
    });
    let mut count = Count::default();
    assert_no_alloc(|| {
        let mut state = 1;
        for _ in 0..MINUTES {
            for _ in 0..60 * SAMPLE_RATE_HZ as usize / SLICE_FRAMES {
                let left: [f32; SLICE_FRAMES] = std::array::from_fn(|_| noise(&mut state));
                let right: [f32; SLICE_FRAMES] = std::array::from_fn(|_| noise(&mut state));
                analyzer.push(&left, &right, &mut count);
            }
            analyzer.reset();
        }
    });
    // Per minute 2 880 000 frames: one spectrum per quarter of a transform from the first whole one on.
    assert_eq!(count.long, MINUTES * ((2_880_000 - 32_768) / 8_192 + 1));
    assert_eq!(count.fast, MINUTES * ((2_880_000 - 8_192) / 2_048 + 1));
    assert_eq!(count.audible, count.long);
}
