//! Real audio through the engine and the programme, against the vectors.

use std::collections::BTreeMap;

use triage::analysis::programme::Programme;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::event::ClipEvent;
use triage::model::measurement::Measurement;
use triage::units::Db;
use triage_testkit::signals;

use crate::programme::blocks::near;

const RATE_HZ: f64 = 48_000.0;

struct Sink<'a>(&'a mut Programme);

impl MeterSink for Sink<'_> {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_block(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push_event(event);
    }
}

/// Measures a file from its begin to its end.
pub fn measure(left: &[f64], right: &[f64], sample_rate_hz: f64) -> Measurement {
    let config = MeterConfig {
        sample_rate_hz,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).unwrap();
    let mut programme = Programme::new(2400);
    let (left, right) = (signals::to_f32(left), signals::to_f32(right));
    let mut at = 0;
    for (left, right) in left.chunks(4096).zip(right.chunks(4096)) {
        engine.process(left, right, Position::Song(at), &mut Sink(&mut programme));
        at += left.len() as i64;
    }
    engine.finish(&mut Sink(&mut programme));
    programme.measurement()
}

/// Rows of a table by the name in their first column; empty cells are left out.
pub fn table(csv: &str) -> BTreeMap<String, BTreeMap<String, f64>> {
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |i: usize| Some((header[i].to_owned(), cells[i].parse().ok()?));
        (
            cells[0].to_owned(),
            (1..cells.len()).filter_map(number).collect(),
        )
    };
    csv.lines().skip(1).map(row).collect()
}

#[track_caller]
fn check_dynamics(name: &str, left: &[f64], right: &[f64]) {
    let expected = &table(include_str!("../../vectors/dynamics.csv"))[name];
    let found = measure(left, right, RATE_HZ);
    near(
        found.loudness.integrated.unwrap().value(),
        expected["I_lufs"],
        0.005,
    );
    near(
        found.levels.true_peak.unwrap().value(),
        expected["TP_dbtp"],
        0.01,
    );
    near(
        found.dynamics.plr.unwrap().value(),
        expected["PLR_db"],
        0.02,
    );
    near(
        found.dynamics.psr_p50.unwrap().value(),
        expected["PSR_median_db"],
        0.02,
    );
    near(
        found.dynamics.dr.unwrap().value(),
        expected["DR_unrounded"],
        0.02,
    );
    near(
        found.loudness.range.unwrap().value(),
        expected["LRA_lu"],
        0.1,
    );
    assert!(found.dynamics.psr_p5.unwrap().value() >= expected["PSR_min_db"] - 0.02);
}

const FRAMES: usize = 30 * 48_000;

#[test]
fn dynamics_of_a_sine() {
    let sine = signals::sine(RATE_HZ, 1000.0, FRAMES, -18.0, 0.0);
    check_dynamics("sine 1k -18 dBFS 30 s", &sine, &sine);
    near(
        measure(&sine, &sine, RATE_HZ).levels.crest.unwrap().value(),
        3.010,
        0.002,
    );
}

#[test]
fn dynamics_of_a_square() {
    let square: Vec<f64> = (0..FRAMES)
        .map(|n| {
            (std::f64::consts::TAU * 100.0 * (n as f64 + 0.5) / RATE_HZ)
                .sin()
                .signum()
                * 0.5
        })
        .collect();
    check_dynamics("square 100 Hz 0.5 naive 30 s", &square, &square);
}

#[test]
fn dynamics_of_noise() {
    let scaled = |seed| {
        signals::white(FRAMES, seed)
            .iter()
            .map(|x| x * 0.25)
            .collect::<Vec<_>>()
    };
    check_dynamics("white seed1 x0.25 30 s", &scaled(1), &scaled(3));
    let (left, right) = (signals::pink(FRAMES, 2), signals::pink(FRAMES, 4));
    check_dynamics("pink seed2 30 s", &left, &right);
    let clipped = |x: &[f64]| {
        x.iter()
            .map(|x| (8.0 * x).clamp(-1.0, 1.0))
            .collect::<Vec<_>>()
    };
    check_dynamics(
        "pink seed2 x8 hard clipped at +-1",
        &clipped(&left),
        &clipped(&right),
    );
}

#[test]
fn dynamics_of_a_kick() {
    let kick: Vec<f64> = (0..FRAMES)
        .map(|n| {
            let t = n as f64 / RATE_HZ % 0.5;
            0.9 * (-t / 0.08).exp() * (std::f64::consts::TAU * 55.0 * t).sin()
        })
        .collect();
    check_dynamics("kick 55 Hz 120 bpm", &kick, &kick);
}

#[track_caller]
fn check_stereo(name: &str, left: &[f64], right: &[f64]) {
    let expected = &table(include_str!("../../vectors/stereo.csv"))[name];
    let found = measure(left, right, RATE_HZ).stereo.unwrap();
    let check = |found: Option<f64>, column: &str, tolerance: f64| {
        if let Some(expected) = expected.get(column).filter(|e| e.is_finite()) {
            near(found.unwrap_or(f64::NAN), *expected, tolerance);
        }
    };
    check(found.correlation, "r", 1e-6);
    check(found.width.map(Db::value), "s_over_m_db", 1e-4);
    check(found.balance.map(Db::value), "balance_db", 1e-4);
    check(found.mono_loss.map(Db::value), "mono_loss_db", 1e-4);
}

/// Ten seconds of white noise.
fn noise(seed: u64) -> Vec<f64> {
    signals::white(10 * 48_000, seed)
}

fn mixed(mid: &[f64], side: &[f64], gain: f64) -> Vec<f64> {
    mid.iter().zip(side).map(|(m, s)| m + gain * s).collect()
}

#[test]
fn stereo_of_noise_pairs() {
    let (a, b) = (noise(11), noise(12));
    let scaled = |gain: f64| a.iter().map(|x| gain * x).collect::<Vec<_>>();
    check_stereo("mono white", &a, &a);
    check_stereo("antiphase", &a, &scaled(-1.0));
    check_stereo("independent", &a, &b);
    check_stereo("right -6.02 dB", &a, &scaled(0.5));
    for gain in ["0.1", "0.2429", "0.3333", "0.5", "1.0"] {
        let side: f64 = gain.parse().unwrap();
        let name = format!("M + {gain}*S independent");
        check_stereo(&name, &mixed(&a, &b, side), &mixed(&a, &b, -side));
    }
}

#[test]
fn stereo_of_a_quarter_turn() {
    let frames = 10 * 48_000;
    let left = signals::sine(RATE_HZ, 1000.0, frames, 0.0, 0.0);
    let right = signals::sine(RATE_HZ, 1000.0, frames, 0.0, 90.0);
    check_stereo("hard left/right sine 90deg", &left, &right);
}

#[test]
fn stereo_of_one_channel() {
    let a = noise(11);
    let found = measure(&a, &vec![0.0; a.len()], RATE_HZ);
    let stereo = found.stereo.unwrap();
    assert_eq!((stereo.correlation, stereo.balance), (None, None));
    near(stereo.mono_loss.unwrap().value(), -3.0103, 1e-4);
    let dead = found.faults.dead_channel.unwrap();
    assert_eq!(dead.channel, 1);
    near(dead.until_s - dead.since_s, 10.0, 0.11);
}

#[test]
fn mono_and_inverted_mono_are_told_apart() {
    let a = noise(11);
    let inverted: Vec<f64> = a.iter().map(|x| -x).collect();
    assert!(measure(&a, &a, RATE_HZ).is_mono);
    let found = measure(&a, &inverted, RATE_HZ);
    assert!(!found.is_mono);
    assert_eq!(found.stereo.unwrap().mono_loss, None);
}

/// Rows of one metric: case, sample rate, expected value of the reference implementation.
fn ebu_rows(metric: &str) -> Vec<(u32, f64, f64)> {
    include_str!("../../vectors/ebu_loudness.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[3] == metric)
        .map(|cells| {
            let case = cells[0].rsplit('-').next().unwrap().parse().unwrap();
            (case, cells[2].parse().unwrap(), cells[7].parse().unwrap())
        })
        .collect()
}

#[test]
fn integrated_loudness_of_the_ebu_cases() {
    // Case 6 has five channels.
    for (case, rate_hz, expected) in ebu_rows("I").into_iter().filter(|row| row.0 != 6) {
        let x = signals::ebu3341(case, rate_hz, 0);
        let found = measure(&x[0], &x[1], rate_hz);
        near(found.loudness.integrated.unwrap().value(), expected, 0.005);
    }
}

#[test]
fn loudness_range_of_the_ebu_cases_and_of_their_repetition() {
    for (case, rate_hz, expected) in ebu_rows("LRA") {
        let x = signals::ebu3342(case, rate_hz);
        near(
            measure(&x[0], &x[1], rate_hz)
                .loudness
                .range
                .unwrap()
                .value(),
            expected,
            0.1,
        );
        let twice = x[0].repeat(2);
        near(
            measure(&twice, &twice, rate_hz)
                .loudness
                .range
                .unwrap()
                .value(),
            expected,
            0.1,
        );
    }
}

#[test]
fn loudest_moments_of_the_ebu_cases() {
    for (case, rate_hz, expected) in ebu_rows("Mmax") {
        let x = signals::ebu3341(case, rate_hz, 0);
        let found = measure(&x[0], &x[1], rate_hz).loudness;
        near(found.momentary_max.unwrap().value(), expected, 0.005);
        near(found.short_term_max.unwrap().value(), expected, 0.005);
    }
}
