//! The test signals are the ones the expected values were computed for.
//!
//! Expected samples and energies come from an independent implementation in numpy and scipy.

use std::path::Path;

use triage_testkit::signals;
use triage_testkit::signals::Shape;

const TOLERANCE: f64 = 1e-9;

#[track_caller]
fn check(name: &str, actual: f64, expected: f64) {
    let scale = expected.abs().max(1.0);
    assert!(
        (actual - expected).abs() <= TOLERANCE * scale,
        "{name}: {actual} instead of {expected}"
    );
}

fn energy(channels: &[Vec<f64>]) -> f64 {
    channels
        .iter()
        .flatten()
        .map(|sample| sample * sample)
        .sum()
}

fn vector(file: &str) -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn check_samples(expected: &serde_json::Value, actual: &[f64]) {
    let expected = expected.as_array().unwrap();
    assert!(!expected.is_empty());
    for (expected, &actual) in expected.iter().zip(actual) {
        check("sample", actual, expected.as_f64().unwrap());
    }
}

#[test]
fn noise_is_the_noise_of_the_vectors() {
    let vectors = vector("prng.json");
    let expected: Vec<u64> = vectors["splitmix64_seed1_u64_first4"]
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(signals::splitmix64(4, 1), expected);
    check_samples(&vectors["white_seed1_first8"], &signals::white(8, 1));
    check_samples(&vectors["pink_seed2_first8"], &signals::pink(8, 2));
    let white = energy(&[signals::white(48_000, 1)]) / 48_000.0;
    check(
        "white",
        white,
        vectors["white_seed1_mean_square_48000"].as_f64().unwrap(),
    );
    let pink = signals::pink(48_000, 2);
    check(
        "pink sum",
        pink.iter().sum(),
        vectors["pink_seed2_sum_48000"].as_f64().unwrap(),
    );
    check(
        "pink",
        energy(&[pink]) / 48_000.0,
        vectors["pink_seed2_mean_square_48000"].as_f64().unwrap(),
    );
}

#[test]
fn sine_has_the_level_and_phase_asked_for() {
    let sine = signals::sine(48_000.0, 12_000.0, 4, -6.0, 90.0);
    let peak = 10f64.powf(-0.3);
    for (actual, expected) in sine.iter().zip([peak, 0.0, -peak, 0.0]) {
        check("sample", *actual, expected);
    }
}

#[test]
fn equaliser_bands_have_the_coefficients_of_the_cookbook() {
    // At 0 Hz and at half the rate a shelf has exactly its gain on one side and none on the other.
    let gains = |band: signals::Biquad| {
        let [b0, b1, b2] = band.b;
        let [a1, a2] = band.a;
        [
            (b0 + b1 + b2) / (1.0 + a1 + a2),
            (b0 - b1 + b2) / (1.0 - a1 + a2),
        ]
        .map(|gain| 20.0 * gain.log10())
    };
    let [low, high] = gains(signals::rbj(Shape::HighShelf, 48_000.0, 4000.0, 6.0, 0.707));
    check("high shelf at 0 Hz", low, 0.0);
    check("high shelf at 24 kHz", high, 6.0);
    let [low, high] = gains(signals::rbj(Shape::LowShelf, 48_000.0, 45.0, -9.0, 0.707));
    check("low shelf at 0 Hz", low, -9.0);
    check("low shelf at 24 kHz", high, 0.0);
    let [low, high] = gains(signals::rbj(Shape::Bell, 48_000.0, 300.0, 5.0, 1.0));
    check("bell at 0 Hz", low, 0.0);
    check("bell at 24 kHz", high, 0.0);
}

#[test]
fn ebu_signals_are_those_of_the_reference_implementation() {
    for row in vector("signals.json")["ebu3341"].as_array().unwrap() {
        let number = |field: &str| row[field].as_u64().unwrap() as usize;
        let (case, step, frames) = (number("case") as u32, number("step"), number("frames"));
        let signal = signals::ebu3341(case, row["sample_rate_hz"].as_f64().unwrap(), step);
        assert_eq!(signal[0].len(), frames, "frames of case {case}");
        check(
            &format!("energy of case {case}"),
            energy(&signal[..1]),
            row["left_energy"].as_f64().unwrap(),
        );
        check(
            &format!("sample of case {case}"),
            signal[0][frames / 2 + 7],
            row["middle_sample"].as_f64().unwrap(),
        );
        assert_eq!(
            signal[0], signal[1],
            "case {case} is the same in both channels"
        );
    }
}

#[test]
fn surround_case_has_five_levels() {
    let expected = [
        760.748_732_379_874_1,
        760.748_732_379_874_1,
        1_910.914_418_656_540_9,
        480.0,
        480.0,
    ];
    let signal = signals::ebu3341(6, 48_000.0, 0);
    assert_eq!(signal.len(), expected.len());
    for (channel, expected) in signal.chunks(1).zip(expected) {
        check("channel energy", energy(channel), expected);
    }
}

#[test]
fn pseudo_mix_at_another_rate_is_that_of_the_reference_implementation() {
    let mix = signals::pseudo_mix(44_100.0, 5.0);
    assert_eq!(mix[0].len(), 220_500);
    check("energy", energy(&mix), 3_214.243_142_187_552_6);
    check("left", mix[0][100_000], -0.032_277_400_392_124_636);
    check("right", mix[1][100_000], -0.063_655_653_689_633_57);
}

#[test]
fn scenarios_are_those_of_the_reference_implementation() {
    let vectors = vector("signals.json");
    let rows = vectors["scenarios"].as_array().unwrap();
    let names: Vec<&str> = rows
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, signals::SCENARIOS);
    for (row, name) in rows.iter().zip(names) {
        let [left, right] = signals::scenario(name);
        assert_eq!(left.len(), 2_880_000, "{name}");
        let samples = [
            left[1000],
            right[123_456],
            left[1_000_003],
            right[2_879_999],
        ];
        check_samples(&row["samples"], &samples);
        check(
            name,
            energy(&[left, right]),
            row["energy"].as_f64().unwrap(),
        );
    }
}
