//! Broken audio: counted, placed, and measured as silence.

use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterError;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage_testkit::signals;

use crate::engine::Capture;
use crate::engine::engine;
use crate::engine::measure;

const FRAMES: usize = 96_000;

fn noise() -> [Vec<f32>; 2] {
    [1, 2].map(|seed| signals::to_f32(&signals::pink(FRAMES, seed)))
}

/// What a block says of nothing but faults.
fn without_faults(block: &MeterBlock) -> MeterBlock {
    MeterBlock {
        nonfinite_samples: 0,
        nonfinite_frame: 0,
        ..*block
    }
}

fn is_finite(block: &MeterBlock) -> bool {
    let spectrum = &block.spectrum;
    let floats = [
        &spectrum.ltas,
        &spectrum.fast_ll,
        &spectrum.fast_rr,
        &spectrum.fast_lr,
    ];
    let energies = [
        block.k_energy,
        block.k_energy_mono_fold,
        block.stereo.ll,
        block.stereo.lr,
    ];
    floats
        .iter()
        .all(|bands| bands.iter().all(|x| x.is_finite()))
        && spectrum.fine.iter().all(|x| x.is_finite())
        && energies.iter().chain(&block.dc_sum).all(|x| x.is_finite())
        && block
            .true_peak
            .iter()
            .chain(&block.sample_peak)
            .all(|x| x.is_finite())
}

#[test]
fn what_is_no_number_is_measured_as_silence_and_placed() {
    let mut broken = noise();
    let mut zeroed = noise();
    let bad = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -f32::NAN];
    for (n, bad) in bad.into_iter().enumerate() {
        broken[n % 2][50_000 + 3 * n] = bad;
        zeroed[n % 2][50_000 + 3 * n] = 0.0;
    }
    let (broken, _) = measure(48_000.0, &broken);
    let (zeroed, _) = measure(48_000.0, &zeroed);
    let cleaned: Vec<_> = broken.blocks.iter().map(without_faults).collect();
    assert_eq!(cleaned, zeroed.blocks);
    assert_eq!(broken.blocks[10].nonfinite_samples, 4);
    assert_eq!(broken.blocks[10].nonfinite_frame, 50_000);
    assert_eq!(
        broken
            .blocks
            .iter()
            .map(|block| block.nonfinite_samples)
            .sum::<u32>(),
        4
    );
}

#[test]
fn denormals_are_measured_as_silence() {
    let mut broken = noise();
    let mut zeroed = noise();
    for n in (0..FRAMES).step_by(3) {
        broken[0][n] = 1e-40;
        zeroed[0][n] = 0.0;
    }
    assert_eq!(
        measure(48_000.0, &broken).0.blocks,
        measure(48_000.0, &zeroed).0.blocks
    );
}

#[test]
fn absurd_levels_leave_every_reading_finite() {
    let mut broken = noise();
    broken[0][1000] = 1e30;
    broken[1][2000] = -f32::MAX;
    let (capture, _) = measure(48_000.0, &broken);
    assert!(capture.blocks.iter().all(is_finite));
    assert_eq!(capture.blocks[0].sample_peak, [1e30, f32::MAX]);
    assert_eq!(capture.newest_events()[0].sample_peak, f32::MAX);
}

#[test]
fn silence_reads_nothing_and_reports_nothing() {
    let (capture, engine) = measure(48_000.0, &[vec![0.0; FRAMES * 2], vec![0.0; FRAMES * 2]]);
    assert!(capture.events.is_empty());
    for block in &capture.blocks {
        assert_eq!(block.momentary_max_lufs, f32::NEG_INFINITY);
        assert_eq!(
            (block.true_peak, block.k_energy, block.dropouts),
            ([0.0; 2], 0.0, 0)
        );
    }
    assert!(engine.frame().correlation.is_nan());
    assert!(engine.frame().width_db.is_nan());
}

/// Loud noise, silent for 10 ms from frame 60 000 on.
fn channels_with_a_gap() -> [Vec<f32>; 2] {
    noise().map(|mut channel| {
        channel.iter_mut().for_each(|x| *x += 0.1);
        channel[60_000..60_480].fill(0.0);
        channel
    })
}

#[test]
fn dropout_is_counted_where_it_began() {
    let channels = channels_with_a_gap();
    let (capture, _) = measure(48_000.0, &channels);
    let dropouts: u32 = capture.blocks.iter().map(|block| block.dropouts).sum();
    assert_eq!(dropouts, 1);
    assert_eq!(capture.blocks[12].dropout_frame, 60_000);
}

#[test]
fn dropout_after_a_reset_is_where_it_began() {
    let channels = channels_with_a_gap();
    let mut engine = engine(48_000.0, ChannelLayout::Stereo);
    let [left, right] = noise();
    engine.process(&left, &right, Position::Unknown, &mut Capture::default());
    engine.reset();
    let mut capture = Capture::default();
    engine.process(&channels[0], &channels[1], Position::Song(0), &mut capture);
    assert_eq!(capture.blocks[12].dropouts, 1);
    assert_eq!(capture.blocks[12].dropout_frame, 60_000);
}

#[test]
fn channels_of_different_length_are_measured_as_far_as_both_go() {
    let [left, right] = noise();
    let mut capture = Capture::default();
    let mut engine = engine(48_000.0, ChannelLayout::Stereo);
    engine.process(&left, &right[..4800], Position::Unknown, &mut capture);
    engine.process(&[], &[], Position::Unknown, &mut capture);
    assert_eq!(capture.blocks.len(), 1);
    assert_eq!(engine.frame().measured_frames, 4800);
}

#[test]
fn rates_that_cannot_be_measured_are_refused() {
    for sample_rate_hz in [0.0, 7_999.0, 384_001.0, f64::NAN, f64::INFINITY, -48_000.0] {
        let config = MeterConfig {
            sample_rate_hz,
            layout: ChannelLayout::Stereo,
        };
        assert!(matches!(
            MeterEngine::new(&config),
            Err(MeterError::SampleRate(_))
        ));
    }
}
