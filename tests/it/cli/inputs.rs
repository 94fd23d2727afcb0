//! Files of every kind, down to broken ones: a sensible report or a clear error.

use serde_json::Value;
use triage_testkit::signals::sine;

use crate::cli::contract::keeps_the_contract;
use crate::cli::desk::Desk;
use crate::cli::desk::Samples;
use crate::cli::desk::ids;
use crate::cli::desk::issue;
use crate::cli::desk::near;
use crate::cli::desk::not_measured;

/// The report on two equal channels of floats at 48 kHz, in all formats and with every stage.
#[track_caller]
fn report_on(samples: &[f64]) -> Value {
    let desk = Desk::empty();
    desk.save("mix.wav", Samples::Float32, 48_000, &[samples, samples]);
    for line in [
        "--format text",
        "--format markdown",
        "--stage master",
        "--main-fader-db -6",
    ] {
        assert!(!desk.answer(&format!("analyze mix.wav {line}")).is_empty());
    }
    let report = desk.report("analyze mix.wav");
    keeps_the_contract(&report);
    report
}

#[test]
fn a_sine_of_997_hz_reads_its_level() {
    // BS.1770-5: 997 Hz at full scale in one channel is -3.01 LUFS, so in two it is as loud as its peak.
    let desk = Desk::empty();
    for (sample_rate_hz, kilohertz) in [
        (48_000, "48 kHz"),
        (44_100, "44.1 kHz"),
        (192_000, "192 kHz"),
    ] {
        desk.save_sine("sine.wav", sample_rate_hz, 20.0, -20.0);
        let report = desk.report("analyze sine.wav");
        keeps_the_contract(&report);
        for loudness in [
            "integrated_lufs",
            "momentary_max_lufs",
            "short_term_max_lufs",
        ] {
            near(&report, &format!("/metrics/{loudness}"), -20.0, 0.05);
        }
        for (metric, expected, tolerance) in [
            ("sample_peak_dbfs", -20.0, 0.01),
            ("true_peak_dbtp", -20.0, 0.05),
            ("plr_db", 0.0, 0.1),
            ("psr_p50_db", 0.0, 0.1),
            ("crest_db", 3.0103, 0.01),
            ("loudness_range_lu", 0.0, 0.05),
            ("correlation", 1.0, 1e-9),
            ("balance_db", 0.0, 1e-9),
            ("mono_loss_db", 0.0, 1e-9),
        ] {
            near(&report, &format!("/metrics/{metric}"), expected, tolerance);
        }
        near(
            &report,
            "/mix/sample_rate_hz",
            f64::from(sample_rate_hz),
            0.0,
        );
        near(&report, "/mix/duration_s", 20.0, 1e-9);
        assert!(desk.answer("analyze sine.wav").contains(kilohertz));
    }
}

#[test]
fn eight_kilohertz_are_measured_as_far_as_they_reach() {
    let desk = Desk::empty();
    desk.save_sine("sine.wav", 8_000, 20.0, -20.0);
    let report = desk.report("analyze sine.wav");
    keeps_the_contract(&report);
    // The bilinear transform of annex 1 for 8 kHz has 0.014 dB more gain at 997 Hz than the one for 48 kHz.
    near(&report, "/metrics/integrated_lufs", -20.0, 0.05);
    near(&report, "/metrics/true_peak_dbtp", -20.0, 0.05);
    let mix_db = report["bands"]["mix_db"].as_array().unwrap();
    // Bands from 5 kHz up lie above half the sample rate.
    assert!(mix_db[24..].iter().all(Value::is_null), "{mix_db:?}");
}

#[test]
fn mono_is_3_db_quieter_than_the_same_in_both_channels() {
    let desk = Desk::empty();
    let tone = sine(48_000.0, 997.0, 20 * 48_000, -20.0, 0.0);
    desk.save("mono.wav", Samples::Float32, 48_000, &[&tone]);
    let report = desk.report("analyze mono.wav");
    keeps_the_contract(&report);
    assert_eq!(report["mix"]["channels"], 1);
    near(&report, "/metrics/integrated_lufs", -23.0103, 0.05);
    near(&report, "/metrics/sample_peak_dbfs", -20.0, 0.01);
    not_measured(&report, "width_db width_wide_db width_sublow_db");
    let stereo = [
        "NARROW",
        "TOO_WIDE",
        "PHASE",
        "LOW_END_STEREO",
        "MONO_LOSS",
        "IMBALANCE",
    ];
    assert!(ids(&report).iter().all(|id| !stereo.contains(id)));
    assert!(desk.answer("analyze mono.wav").contains("48 kHz mono"));
}

#[test]
fn twenty_four_bits_and_floats_read_the_same() {
    let desk = Desk::empty();
    let tone = sine(48_000.0, 997.0, 10 * 48_000, -20.0, 0.0);
    desk.save("a.wav", Samples::Float32, 48_000, &[&tone, &tone]);
    desk.save("b.wav", Samples::Int24, 48_000, &[&tone, &tone]);
    let [floats, integers] = ["a", "b"].map(|name| desk.report(&format!("analyze {name}.wav")));
    for metric in [
        "integrated_lufs",
        "sample_peak_dbfs",
        "true_peak_dbtp",
        "crest_db",
    ] {
        let expected = floats["metrics"][metric].as_f64().unwrap();
        near(&integers, &format!("/metrics/{metric}"), expected, 0.001);
    }
    assert_eq!(ids(&floats), ids(&integers));
}

#[test]
fn two_seconds_have_a_loudness_and_no_dynamics() {
    let report = report_on(&sine(48_000.0, 997.0, 96_000, -20.0, 0.0));
    near(&report, "/metrics/integrated_lufs", -20.0, 0.05);
    not_measured(
        &report,
        "short_term_max_lufs loudness_range_lu psr_p5_db psr_p50_db dr_db",
    );
    assert!(ids(&report).is_empty(), "{:?}", ids(&report));
    assert_eq!(report["readiness"]["ready"], false);
    let notes = report["notes"].to_string();
    assert!(notes.contains("heard only 2.0 s of music"), "{notes}");
}

#[test]
fn a_steady_file_of_five_seconds_has_no_loudness_range() {
    let report = report_on(&sine(48_000.0, 997.0, 5 * 48_000, -20.0, 0.0));
    near(&report, "/metrics/short_term_max_lufs", -20.0, 0.05);
    not_measured(&report, "loudness_range_lu");
}

#[test]
fn a_click_and_a_single_sample_have_a_peak_and_nothing_else() {
    let loud = "integrated_lufs momentary_max_lufs short_term_max_lufs loudness_range_lu plr_db";
    let report = report_on(&sine(48_000.0, 997.0, 2_400, -20.0, 0.0));
    near(&report, "/metrics/sample_peak_dbfs", -20.0, 0.01);
    near(&report, "/mix/duration_s", 0.05, 1e-9);
    not_measured(&report, loud);
    let report = report_on(&[0.5]);
    near(&report, "/metrics/sample_peak_dbfs", -6.0206, 0.0001);
    not_measured(&report, loud);
    assert!(ids(&report).is_empty(), "{:?}", ids(&report));
}

#[test]
fn direct_current_is_an_offset_and_no_music() {
    let report = report_on(&[0.1; 10 * 48_000]);
    near(&report, "/metrics/sample_peak_dbfs", -20.0, 0.01);
    near(&report, "/metrics/dc_offset_dbfs", -20.0, 0.01);
    let tonal = [
        "MUDDY",
        "BOOMY",
        "SUB_HEAVY",
        "TOO_DARK",
        "THIN",
        "RESONANCE",
    ];
    assert!(
        ids(&report).iter().all(|id| !tonal.contains(id)),
        "{:?}",
        ids(&report)
    );
}

#[test]
fn samples_that_are_no_numbers_are_counted() {
    let report = report_on(&[f64::NAN; 5 * 48_000]);
    let broken = issue(&report, "NAN_INF");
    assert_eq!(broken["severity"], "critical");
    near(broken, "/metric/value", 2.0 * 5.0 * 48_000.0, 0.0);
    assert_eq!(ids(&report), ["NAN_INF"]);
    assert_eq!(report["readiness"]["ready"], false);
    not_measured(&report, "sample_peak_dbfs integrated_lufs");
}

#[test]
fn samples_that_are_no_music_are_broken_audio_and_no_gain_advice() {
    let mut samples = sine(48_000.0, 997.0, 12 * 48_000, -20.0, 0.0);
    for sample in samples.iter_mut().skip(48_000).step_by(9_600) {
        *sample = 1e30;
    }
    let report = report_on(&samples);
    assert_eq!(ids(&report), ["NAN_INF"]);
    let broken = issue(&report, "NAN_INF");
    assert_eq!(broken["severity"], "critical");
    assert_eq!(broken["key"], "NAN_INF:LEVEL");
    // 20 log10 1e30 = 600.
    near(&report, "/metrics/sample_peak_dbfs", 600.0, 0.001);
    near(broken, "/metric/threshold", 60.0, 0.0);
    near(broken, "/places/0/start_s", 1.0, 0.001);
    for fix in broken["fixes"].as_array().unwrap() {
        assert!(fix["gain_db"].is_null(), "{fix}");
    }
    let checks = report["readiness"]["checks"].as_array().unwrap();
    for check in checks {
        let expected = if check["id"] == "FAULTS" {
            Value::Bool(false)
        } else {
            Value::Null
        };
        assert_eq!(check["passed"], expected, "{check}");
    }
}

#[test]
fn a_full_scale_square_is_clipped_and_has_no_crest() {
    let square: Vec<f64> = (0..10 * 48_000)
        .map(|n| if n / 240 % 2 == 0 { 1.0 } else { -1.0 })
        .collect();
    let report = report_on(&square);
    near(&report, "/metrics/sample_peak_dbfs", 0.0, 0.0);
    near(&report, "/metrics/crest_db", 0.0, 0.001);
    near(&report, "/metrics/clipped_samples", 2.0 * 480_000.0, 0.0);
    assert_eq!(issue(&report, "CLIP_FS")["severity"], "critical");
    assert_eq!(ids(&report)[0], "CLIP_FS");
}

#[test]
fn more_than_two_channels_and_no_audio_are_clear_errors() {
    let desk = Desk::empty();
    let quiet: &[f64] = &[0.0; 100];
    desk.save("six.wav", Samples::Float32, 48_000, &[quiet; 6]);
    desk.check("analyze six.wav", 3, "it has 6 channels");
    desk.save("none.wav", Samples::Float32, 48_000, &[&[], &[]]);
    desk.check("analyze none.wav", 3, "it holds no audio");
    desk.save("slow.wav", Samples::Float32, 7_999, &[quiet, quiet]);
    desk.check("analyze slow.wav", 3, "sample rate is 7999 Hz");
    desk.save("fast.wav", Samples::Float32, 192_001, &[quiet, quiet]);
    desk.check("analyze fast.wav", 3, "sample rate is 192001 Hz");
    std::fs::write(desk.path("empty.wav"), []).unwrap();
    desk.check("analyze empty.wav", 3, "the file is empty");
    desk.save("silence.wav", Samples::Float32, 48_000, &[quiet, quiet]);
    desk.save_sine("mix.wav", 48_000, 4.0, -20.0);
    desk.check(
        "analyze mix.wav --reference silence.wav",
        3,
        "no music is audible",
    );
}
