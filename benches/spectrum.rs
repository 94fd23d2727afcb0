//! Cost of the spectrum analysers at 48 kHz: on average per block, and of the slots that do one unit of work.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;
use std::time::Duration;
use std::time::Instant;

use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use realfft::RealFftPlanner;
use triage::dsp::spectrum::FastFrame;
use triage::dsp::spectrum::SpectrumAnalyzer;
use triage::dsp::spectrum::SpectrumPlan;
use triage::dsp::spectrum::SpectrumSink;
use triage::model::bands::FINE_BANDS;
use triage::model::bands::SIBILANCE_HZ;
use triage::model::bands::SUBLOW_HZ;
use triage::model::bands::THIRD_OCTAVES;
use triage::model::bands::WIDE_HZ;
use triage::model::bands::edges_hz;
use triage::model::bands::fine_edge_hz;

const BLOCK_FRAMES: usize = 512;
const SLOT_FRAMES: usize = 256;
const SLICE_FRAMES: usize = 64;

/// Slots from one long spectrum to the next.
const SLOTS_PER_LONG_HOP: usize = 32;

/// What each of the first slots after a long spectrum became due does.
const WORKING_SLOTS: [(usize, &str); 8] = [
    (0, "fast left"),
    (1, "fast right"),
    (2, "long left"),
    (3, "long right"),
    (4, "fast bands"),
    (5, "first long bands"),
    (6, "second long bands"),
    (7, "third long bands"),
];

struct Discard;

impl SpectrumSink for Discard {
    fn long(&mut self, power: &[f32]) {
        black_box(power);
    }

    fn fast(&mut self, frame: &FastFrame<'_>) {
        black_box(frame);
    }
}

/// The bands the engine asks for.
fn analyzer() -> SpectrumAnalyzer {
    let third_octaves = (0..THIRD_OCTAVES).map(edges_hz);
    let long_bands: Vec<_> = third_octaves
        .clone()
        .chain([(5.0, edges_hz(0).0)])
        .collect();
    let fast_bands: Vec<_> = third_octaves
        .chain([SUBLOW_HZ, WIDE_HZ, SIBILANCE_HZ])
        .collect();
    let fine_edges_hz: Vec<_> = (0..=FINE_BANDS).map(fine_edge_hz).collect();
    SpectrumAnalyzer::new(&SpectrumPlan {
        sample_rate_hz: 48_000.0,
        long_bands: &long_bands,
        fast_bands: &fast_bands,
        fine_edges_hz: &fine_edges_hz,
    })
}

fn noise() -> Vec<f32> {
    let mut state = 1u32;
    (0..BLOCK_FRAMES)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state) as f32 / u32::MAX as f32 - 0.5
        })
        .collect()
}

fn push(analyzer: &mut SpectrumAnalyzer, samples: &[f32]) {
    for slice in samples.chunks(SLICE_FRAMES) {
        analyzer.push(slice, slice, &mut Discard);
    }
}

fn block(c: &mut Criterion) {
    let (mut analyzer, noise) = (analyzer(), noise());
    for _ in 0..SLOTS_PER_LONG_HOP * 4 {
        push(&mut analyzer, &noise);
    }
    c.bench_function("spectrum/block of 512", |b| {
        b.iter(|| push(&mut analyzer, black_box(&noise)));
    });
}

/// Time of one slot out of every long hop.
fn slot_time(slot: usize, iterations: u64) -> Duration {
    let (mut analyzer, noise) = (analyzer(), noise());
    let samples = &noise[..SLOT_FRAMES];
    // The slot that ends with the transform length is the first that works.
    for _ in 0..4 * SLOTS_PER_LONG_HOP - 1 {
        push(&mut analyzer, samples);
    }
    let mut time = Duration::ZERO;
    for _ in 0..iterations {
        for index in 0..SLOTS_PER_LONG_HOP {
            let start = Instant::now();
            push(&mut analyzer, samples);
            if index == slot {
                time += start.elapsed();
            }
        }
    }
    time
}

fn slots(c: &mut Criterion) {
    for (slot, work) in WORKING_SLOTS {
        c.bench_function(&format!("spectrum/slot {work}"), |b| {
            b.iter_custom(|iterations| slot_time(slot, iterations));
        });
    }
}

/// The yardstick: transforms alone.
fn transforms(c: &mut Criterion) {
    for frames in [8192, 32768] {
        let fft = RealFftPlanner::<f32>::new().plan_fft_forward(frames);
        let (mut input, mut output) = (fft.make_input_vec(), fft.make_output_vec());
        let mut scratch = fft.make_scratch_vec();
        let noise = noise();
        c.bench_function(&format!("transform/{frames}"), |b| {
            b.iter(|| {
                for block in input.chunks_mut(BLOCK_FRAMES) {
                    block.copy_from_slice(&noise);
                }
                let _ = fft.process_with_scratch(black_box(&mut input), &mut output, &mut scratch);
            });
        });
    }
}

criterion_group!(benches, block, slots, transforms);
criterion_main!(benches);
