//! The standards' own test signals, through the whole engine.

use std::path::Path;

use triage::dsp::k_weighting::Biquad;
use triage::dsp::k_weighting::high_pass;
use triage::dsp::k_weighting::shelf;
use triage::meter::ChannelLayout;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::units::amplitude_db;
use triage::units::lufs;
use triage_testkit::signals;

use crate::engine::Capture;
use crate::engine::engine;
use crate::engine::measure;

/// Allowed deviation from the float64 reference.
const LOUDNESS_TOLERANCE_LU: f64 = 0.005;
const TRUE_PEAK_TOLERANCE_DB: f64 = 0.01;

/// A line of `ebu_loudness.csv`.
struct Row {
    case: u32,
    step: usize,
    rate_hz: f64,
    metric: String,
    /// Expected by EBU, and the deviations it allows.
    ebu: Option<[f64; 3]>,
    reference: f64,
}

fn vector(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(file);
    std::fs::read_to_string(path).unwrap()
}

fn rows(document: &str) -> Vec<Row> {
    let parse = |line: &str| -> Option<Row> {
        let cells: Vec<_> = line.split(',').collect();
        let case = cells[0].strip_prefix(document)?.parse().ok()?;
        let number = |cell: usize| cells[cell].parse::<f64>().ok();
        Some(Row {
            case,
            step: cells[1].parse().unwrap_or(0),
            rate_hz: number(2)?,
            metric: cells[3].to_owned(),
            ebu: number(4).and_then(|expected| Some([expected, number(5)?, number(6)?])),
            reference: number(7)?,
        })
    };
    let rows: Vec<_> = vector("ebu_loudness.csv")
        .lines()
        .filter_map(parse)
        .collect();
    assert!(!rows.is_empty());
    rows
}

#[track_caller]
fn check(row: &Row, reading: f64, tolerance: f64) {
    let Row {
        case,
        step,
        rate_hz,
        metric,
        ..
    } = row;
    let name = format!("case {case}, {step}, {rate_hz} Hz, {metric}");
    assert!(
        (reading - row.reference).abs() <= tolerance,
        "{name}: {reading}, not {}",
        row.reference
    );
    if let Some([expected, low, high]) = row.ebu {
        assert!(
            (expected + low..=expected + high).contains(&reading),
            "{name}: {reading}"
        );
    }
}

fn channels(case: u32, rate_hz: f64, step: usize) -> Vec<Vec<f32>> {
    let channels = signals::ebu3341(case, rate_hz, step);
    channels.iter().map(|x| signals::to_f32(x)).collect()
}

/// Momentary and short-term loudness after each 10 ms.
fn readings_10_ms(case: u32) -> Vec<(f64, f64)> {
    let channels = channels(case, 48_000.0, 0);
    let mut engine = engine(48_000.0, ChannelLayout::Stereo);
    let mut capture = Capture::default();
    let mut readings = Vec::new();
    for (left, right) in channels[0]
        .chunks_exact(480)
        .zip(channels[1].chunks_exact(480))
    {
        engine.process(left, right, Position::Unknown, &mut capture);
        let frame = engine.frame();
        readings.push((
            f64::from(frame.momentary_lufs),
            f64::from(frame.short_term_lufs),
        ));
    }
    readings
}

/// Integrated loudness by the letter of BS.1770-5, equations 3 to 7, from the energies of the blocks.
fn integrated_lufs(blocks: &[MeterBlock]) -> f64 {
    let mean_squares: Vec<f64> = blocks
        .windows(4)
        .filter(|gate| gate.iter().all(MeterBlock::is_complete))
        .map(|gate| {
            let frames: u32 = gate.iter().map(|block| block.frames).sum();
            gate.iter().map(|block| block.k_energy).sum::<f64>() / f64::from(frames)
        })
        .filter(|mean_square| lufs(*mean_square) > -70.0)
        .collect();
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let gate_lufs = lufs(mean(&mean_squares)) - 10.0;
    let gated: Vec<f64> = mean_squares
        .into_iter()
        .filter(|x| lufs(*x) > gate_lufs)
        .collect();
    lufs(mean(&gated))
}

/// Loudness range by the reference code of EBU Tech 3342, from the short-term readings of the blocks.
fn loudness_range_lu(blocks: &[MeterBlock]) -> f64 {
    let mut levels: Vec<f64> = blocks
        .iter()
        .map(|block| f64::from(block.short_term_lufs))
        .collect();
    levels.retain(|level| *level >= -70.0);
    let powers: f64 = levels.iter().map(|level| 10f64.powf(level / 10.0)).sum();
    let gate_lufs = 10.0 * (powers / levels.len() as f64).log10() - 20.0;
    levels.retain(|level| *level >= gate_lufs);
    levels.sort_by(f64::total_cmp);
    let percentile =
        |p: f64| levels[((levels.len() - 1) as f64 * p / 100.0 + 0.5).floor() as usize];
    percentile(95.0) - percentile(10.0)
}

#[test]
fn programme_loudness_is_what_ebu_expects() {
    for row in rows("3341-") {
        if !matches!(row.case, 1..=5) {
            continue;
        }
        let (capture, _) = measure(row.rate_hz, &channels(row.case, row.rate_hz, 0));
        let reading = match row.metric.as_str() {
            "I" => integrated_lufs(&capture.blocks),
            "Mmax" => capture.largest(|block| block.momentary_max_lufs),
            "Smax" => capture.largest(|block| block.short_term_max_lufs),
            other => panic!("unknown metric {other}"),
        };
        check(&row, reading, LOUDNESS_TOLERANCE_LU);
    }
}

#[test]
fn bursts_at_any_place_in_a_file_read_the_same() {
    let mut count = 0;
    for row in rows("3341-")
        .iter()
        .filter(|row| row.metric.contains("10ms hop"))
    {
        let (capture, _) = measure(row.rate_hz, &channels(row.case, row.rate_hz, row.step));
        let reading = match row.case {
            10 => capture.largest(|block| block.short_term_max_lufs),
            13 => capture.largest(|block| block.momentary_max_lufs),
            other => panic!("case {other}"),
        };
        check(row, reading, LOUDNESS_TOLERANCE_LU);
        count += 1;
    }
    assert_eq!(count, 40);
}

#[test]
fn alternating_levels_read_constant() {
    for (case, steps_before) in [(9, 300), (12, 100)] {
        let readings: Vec<f64> = readings_10_ms(case)[steps_before - 1..]
            .iter()
            .map(|(momentary, short_term)| if case == 9 { *short_term } else { *momentary })
            .collect();
        for row in rows("3341-").iter().filter(|row| row.case == case) {
            let reading = match row.metric.contains("min") {
                true => readings.iter().copied().fold(f64::INFINITY, f64::min),
                false => readings.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            };
            check(row, reading, LOUDNESS_TOLERANCE_LU);
        }
    }
}

#[test]
fn live_bursts_read_their_own_level() {
    let (case_11, case_14) = (readings_10_ms(11), readings_10_ms(14));
    for row in rows("3341-")
        .iter()
        .filter(|row| matches!(row.case, 11 | 14))
    {
        // When a tone of case 11 (14) ends, in steps of 10 ms; the window of the reference around that moment.
        let reading = if row.case == 11 {
            let end = row.step * 600 + row.step * 15 + 300;
            let around = case_11[..].iter().take(end + 50).skip(end - 51);
            around
                .map(|reading| reading.1)
                .fold(f64::NEG_INFINITY, f64::max)
        } else {
            let end = row.step * 80 + row.step * 2 + 40;
            let around = case_14[..].iter().take(end + 5).skip(end - 6);
            around
                .map(|reading| reading.0)
                .fold(f64::NEG_INFINITY, f64::max)
        };
        check(row, reading, LOUDNESS_TOLERANCE_LU);
    }
}

#[test]
fn true_peaks_are_within_a_hundredth_of_a_decibel() {
    let mut count = 0;
    for row in rows("3341-")
        .iter()
        .filter(|row| matches!(row.case, 15..=23))
    {
        let (capture, _) = measure(row.rate_hz, &channels(row.case, row.rate_hz, 0));
        let (reading, tolerance) = match row.metric.as_str() {
            "TP 8x24 kaiser7" => (
                capture.largest(|block| block.true_peak[1]),
                TRUE_PEAK_TOLERANCE_DB,
            ),
            "sample peak" => (capture.largest(|block| block.sample_peak[0]), 1e-4),
            _ => continue,
        };
        check(row, amplitude_db(reading), tolerance);
        count += 1;
    }
    assert_eq!(count, 36);
}

#[test]
fn loudness_range_is_what_ebu_expects() {
    for row in rows("3342-") {
        let repeats = if row.metric.contains("x2") { 2 } else { 1 };
        let channels: Vec<Vec<f32>> = signals::ebu3342(row.case, row.rate_hz)
            .iter()
            .map(|x| {
                let mut x = signals::to_f32(x).repeat(repeats);
                // A file is followed by 1.5 s of silence (EBU Tech 3342 version 4).
                x.extend(vec![0.0; (1.5 * row.rate_hz) as usize]);
                x
            })
            .collect();
        let (capture, _) = measure(row.rate_hz, &channels);
        check(
            &row,
            loudness_range_lu(&capture.blocks),
            LOUDNESS_TOLERANCE_LU,
        );
    }
}

/// Gain of the K filter at a frequency, from its transfer function.
pub fn k_gain_db(frequency_hz: f64, rate_hz: f64) -> f64 {
    section_gain_db(&shelf(rate_hz), frequency_hz, rate_hz)
        + section_gain_db(&high_pass(rate_hz), frequency_hz, rate_hz)
}

fn section_gain_db(section: &Biquad, frequency_hz: f64, rate_hz: f64) -> f64 {
    let w = std::f64::consts::TAU * frequency_hz / rate_hz;
    let magnitude = |c: [f64; 3]| {
        let re = c[0] + c[1] * w.cos() + c[2] * (2.0 * w).cos();
        let im = c[1] * w.sin() + c[2] * (2.0 * w).sin();
        re.hypot(im)
    };
    amplitude_db(magnitude(section.b) / magnitude([1.0, section.a[0], section.a[1]]))
}

#[test]
fn k_filter_is_the_published_one_at_every_rate() {
    let json: serde_json::Value = serde_json::from_str(&vector("kweighting.json")).unwrap();
    let rates = json["coeffs"].as_object().unwrap();
    assert_eq!(rates.len(), 9);
    for (rate, expected) in rates {
        let rate_hz: f64 = rate.parse().unwrap();
        let (shelf, high_pass) = (shelf(rate_hz), high_pass(rate_hz));
        let same = |ours: &[f64], key: &str, skip: usize| {
            let expected = expected[key].as_array().unwrap();
            for (ours, expected) in ours.iter().zip(&expected[skip..]) {
                let expected = expected.as_f64().unwrap();
                assert!(
                    (ours / expected - 1.0).abs() < 1e-12,
                    "{rate} {key}: {ours} {expected}"
                );
            }
        };
        same(&shelf.b, "shelf_b", 0);
        same(&shelf.a, "shelf_a", 1);
        same(&high_pass.b, "hp_b", 0);
        same(&high_pass.a, "hp_a", 1);
        for (frequency, expected) in expected["gain_db"].as_object().unwrap() {
            let frequency_hz: f64 = frequency.parse().unwrap();
            let gain = k_gain_db(frequency_hz, rate_hz);
            assert!(
                (gain - expected.as_f64().unwrap()).abs() < 5e-4,
                "{rate} {frequency}"
            );
        }
    }
}
