//! What the engine costs per call of 512 frames at 48 kHz, and its parts.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::hint::black_box;

use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use triage::dsp::SLICE_FRAMES_MAX;
use triage::dsp::flat_top::FlatTopDetector;
use triage::dsp::k_weighting::KWeighting;
use triage::dsp::peak::peak;
use triage::dsp::stereo::sums;
use triage::dsp::true_peak::TruePeak;
use triage::dsp::true_peak::TruePeakHold;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::event::ClipEvent;
use triage_testkit::signals;

const RATE_HZ: f64 = 48_000.0;
const CALL_FRAMES: usize = 512;
const CALLS_PER_BLOCK: usize = 9;

struct Drain;

impl MeterSink for Drain {
    fn block(&mut self, block: &MeterBlock) {
        black_box(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        black_box(event);
    }
}

/// The material: a mix, the same mix driven into a limiter, noise, silence after noise.
fn material() -> Vec<(&'static str, [Vec<f32>; 2])> {
    let mix = signals::pseudo_mix(RATE_HZ, 20.0);
    let single = |channels: &[Vec<f64>; 2]| [0, 1].map(|n| signals::to_f32(&channels[n]));
    let noise = [1, 2].map(|seed| signals::to_f32(&signals::white(960_000, seed)));
    let mut silence = [noise[0][..960].to_vec(), noise[1][..960].to_vec()];
    silence.iter_mut().for_each(|x| x.resize(960_000, 0.0));
    vec![
        ("mix", single(&mix)),
        ("loud mix", single(&signals::drive(&mix, 12.0))),
        ("white noise", noise),
        ("silence after noise", silence),
    ]
}

/// Calls in turn, for ever.
fn calls(channels: &[Vec<f32>; 2]) -> impl Iterator<Item = (&[f32], &[f32])> {
    let pairs = channels[0]
        .chunks_exact(CALL_FRAMES)
        .zip(channels[1].chunks_exact(CALL_FRAMES));
    pairs.cycle()
}

fn engine(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("engine");
    for (name, channels) in material() {
        let mut engine = MeterEngine::new(&MeterConfig {
            sample_rate_hz: RATE_HZ,
            layout: ChannelLayout::Stereo,
        })
        .unwrap();
        let mut calls = calls(&channels);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let (left, right) = calls.next().unwrap();
                engine.process(left, right, Position::Unknown, &mut Drain);
            });
        });
    }
    group.finish();
}

/// With holds that are released every 100 ms, and with holds at zero for each slice: then nothing can be left out.
fn true_peak(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("true peak");
    for (name, channels) in material() {
        for (kind, calls_per_hold) in [("", CALLS_PER_BLOCK), (", everything", 0)] {
            let mut meters = [TruePeak::new(RATE_HZ), TruePeak::new(RATE_HZ)];
            let mut holds = [TruePeakHold::default(); 2];
            let mut calls = calls(&channels).enumerate();
            group.bench_function(format!("{name}{kind}"), |bencher| {
                bencher.iter(|| {
                    let (number, call) = calls.next().unwrap();
                    for ((meter, hold), samples) in
                        meters.iter_mut().zip(&mut holds).zip([call.0, call.1])
                    {
                        for slice in samples.chunks(SLICE_FRAMES_MAX) {
                            if calls_per_hold == 0 || number % calls_per_hold == 0 {
                                *hold = TruePeakHold::default();
                            }
                            let sample_peak = if calls_per_hold == 0 {
                                0.0
                            } else {
                                peak(slice)
                            };
                            meter.push(slice, sample_peak, hold);
                        }
                    }
                    black_box(&holds);
                });
            });
        }
    }
    group.finish();
}

fn kernels(criterion: &mut Criterion) {
    let (_, channels) = material().swap_remove(0);
    let mut group = criterion.benchmark_group("kernels");
    let mut calls = calls(&channels);
    let mut slices = move |work: &mut dyn FnMut(&[f32], &[f32])| {
        let (left, right) = calls.next().unwrap();
        for (l, r) in left
            .chunks(SLICE_FRAMES_MAX)
            .zip(right.chunks(SLICE_FRAMES_MAX))
        {
            work(l, r);
        }
    };
    let mut filter = KWeighting::new(RATE_HZ);
    group.bench_function("k weighting", |bencher| {
        bencher.iter(|| slices(&mut |l, r| _ = black_box(filter.push(l, r))));
    });
    group.bench_function("stereo sums", |bencher| {
        bencher.iter(|| slices(&mut |l, r| _ = black_box(sums(l, r))));
    });
    let mut flat_tops = [0, 1].map(|_| FlatTopDetector::new(RATE_HZ, 4801));
    group.bench_function("flat tops", |bencher| {
        bencher.iter(|| {
            slices(&mut |l, r| {
                flat_tops[0].push(l);
                flat_tops[1].push(r);
            });
            black_box(flat_tops.each_mut().map(FlatTopDetector::end_block));
        });
    });
    group.finish();
}

criterion_group!(benches, engine, true_peak, kernels);
criterion_main!(benches);
