//! The JSON of `analyze`, field by field: present, of its type, finite, and `null` only where that is allowed.

use serde_json::Value;

use crate::cli::desk::Desk;
use crate::cli::desk::issue;
use crate::cli::desk::near;
use crate::cli::desk::not_measured;

/// Path and kind of each field: number, string, bool, list, map; with `?` it may be `null`.
const REPORT: &str = "\
    schema:string tool.name:string tool.version:string \
    mix.path:string mix.duration_s:number mix.sample_rate_hz:number mix.channels:number mix.active_s:number \
    stage:string iteration:number focus:string references:list target:string? \
    metrics.sample_peak_dbfs:number? metrics.true_peak_dbtp:number? metrics.integrated_lufs:number? \
    metrics.momentary_max_lufs:number? metrics.short_term_max_lufs:number? metrics.loudness_range_lu:number? \
    metrics.plr_db:number? metrics.psr_p5_db:number? metrics.psr_p50_db:number? metrics.crest_db:number? \
    metrics.dr_db:number? metrics.correlation:number? metrics.correlation_wide:number? metrics.width_db:number? \
    metrics.width_wide_db:number? metrics.width_sublow_db:number? metrics.balance_db:number? \
    metrics.mono_loss_db:number? metrics.tilt_db_per_octave:number? metrics.dc_offset_dbfs:number? \
    metrics.clip_events:number metrics.clipped_samples:number \
    bands.center_hz:list bands.mix_db:list bands.reference_db:list? bands.low_db:list? bands.high_db:list? \
    bands.deviation_db:list? regions:map issues:list hidden.critical:number hidden.important:number \
    hidden.polish:number ignored:list clashes:list readiness.ready:bool readiness.checks:list \
    coverage.heard_s:number coverage.dropped_blocks:number notes:list";

const ISSUE: &str = "\
    id:string key:string severity:string priority:number confidence:number basis:string title:string \
    evidence:string places:list range_hz:list? stems:list? metric.name:string metric.value:number \
    metric.threshold:number metric.unit:string fixes:list";

const FIX: &str = "\
    text:string kind:string target:string gain_db:number? frequency_hz:number? q:number? width_db:number? \
    expected:map?";

#[track_caller]
fn check(value: &Value, fields: &str) {
    for field in fields.split_whitespace() {
        let (path, kind) = field.split_once(':').unwrap();
        let found = value.pointer(&format!("/{}", path.replace('.', "/")));
        let found = found.unwrap_or_else(|| panic!("{path} is missing"));
        let is_right = match kind.trim_end_matches('?') {
            "number" => found.is_number(),
            "string" => found.is_string(),
            "bool" => found.is_boolean(),
            "list" => found.is_array(),
            _ => found.is_object(),
        };
        let may_be_null = kind.ends_with('?') && found.is_null();
        assert!(
            is_right || may_be_null,
            "{path} should be a {kind}: {found}"
        );
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Everything the contract says of any report.
#[track_caller]
pub fn keeps_the_contract(report: &Value) {
    check(report, REPORT);
    for band in [
        "center_hz",
        "mix_db",
        "reference_db",
        "low_db",
        "high_db",
        "deviation_db",
    ] {
        let levels = &report["bands"][band];
        assert!(levels.is_null() || list(levels).len() == 31, "{band}");
    }
    for reference in list(&report["references"]) {
        check(reference, "path:string? name:string warning:string?");
    }
    for line in list(&report["readiness"]["checks"]) {
        check(line, "id:string passed:bool? text:string");
    }
    for issue in list(&report["issues"]) {
        check(issue, ISSUE);
        let fixes = list(&issue["fixes"]);
        assert!((1..=3).contains(&fixes.len()), "{issue}");
        for fix in fixes {
            check(fix, FIX);
            has_its_numbers(fix);
        }
        for place in list(&issue["places"]) {
            check(place, "start_s:number end_s:number");
            assert!(
                place["start_s"].as_f64() <= place["end_s"].as_f64(),
                "{place}"
            );
        }
        let confidence = issue["confidence"].as_f64().unwrap();
        assert!((0.35..=1.0).contains(&confidence), "{issue}");
    }
    let priorities: Vec<f64> = list(&report["issues"])
        .iter()
        .map(|issue| issue["priority"].as_f64().unwrap())
        .collect();
    assert!(priorities.is_sorted_by(|a, b| a >= b), "{priorities:?}");
    no_negative_zero(report);
}

/// A move that turns a knob says how far.
#[track_caller]
fn has_its_numbers(fix: &Value) {
    let needed = match fix["kind"].as_str().unwrap() {
        "gain" | "balance" => "gain_db:number",
        "bell" | "low_shelf" | "high_shelf" => "gain_db:number frequency_hz:number q:number",
        "high_pass" | "mono_below" => "frequency_hz:number",
        "side_gain" => "width_db:number",
        "dynamics" | "duck" | "manual" => "",
        other => panic!("unknown kind {other}"),
    };
    check(fix, needed);
    if !fix["expected"].is_null() {
        check(&fix["expected"], "metric:string change:number");
    }
}

#[track_caller]
fn no_negative_zero(value: &Value) {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            assert!(
                number != 0.0 || number.is_sign_positive(),
                "a negative zero"
            );
        }
        Value::String(text) => assert!(!says_minus_zero(text), "{text}"),
        Value::Array(items) => items.iter().for_each(no_negative_zero),
        Value::Object(fields) => fields.values().for_each(no_negative_zero),
        _ => {}
    }
}

/// Whether a number in the text is zero with a minus, such as `-0.0`.
fn says_minus_zero(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-' || c == '.'))
        .filter_map(|word| word.strip_prefix("-0"))
        .any(|rest| rest.starts_with('.') && rest[1..].chars().all(|c| c == '0'))
}

#[test]
fn every_field_is_there_with_and_without_a_reference() {
    let desk = Desk::empty();
    desk.save_noise("mix.wav", 2.0);
    desk.save_noise("good.wav", -4.0);
    let alone = desk.report("analyze mix.wav");
    keeps_the_contract(&alone);
    assert_eq!(alone["schema"], "triage.report/1");
    assert_eq!(alone["mix"]["path"], "mix.wav");
    assert_eq!(alone["target"], "modern");
    near(&alone, "/mix/duration_s", 12.0, 1e-9);
    near(&alone, "/coverage/heard_s", 12.0, 1e-9);
    let compared =
        desk.report("analyze mix.wav --reference good.wav --stage master --focus balance");
    keeps_the_contract(&compared);
    assert_eq!(compared["references"][0]["path"], "good.wav");
    assert_eq!(compared["references"][0]["name"], "good");
    assert!(compared["target"].is_null());
    assert_eq!(compared["stage"], "master");
    assert_eq!(compared["focus"], "balance");
    // The same sound but for its level: no band differs.
    for deviation in list(&compared["bands"]["deviation_db"]) {
        assert!(
            deviation.as_f64().is_none_or(|db| db.abs() < 0.01),
            "{deviation}"
        );
    }
}

#[test]
fn clipping_is_told_in_decibels_above_full_scale() {
    let desk = Desk::empty();
    desk.save_sine("mix.wav", 48_000, 5.0, 1.84);
    let report = desk.report("analyze mix.wav");
    let clip = issue(&report, "CLIP_OVER");
    let metric = &clip["metric"];
    assert_eq!(metric["name"], "sample_peak_dbfs");
    assert_eq!(metric["unit"], "dB");
    assert_eq!(metric["threshold"], 0.0);
    near(metric, "/value", 1.84, 0.01);
    // 1.84 dB and 1 dB of reserve, in full decibels.
    near(clip, "/fixes/0/gain_db", -3.0, 0.0);
}

#[test]
fn silence_is_told_as_not_measured() {
    let desk = Desk::empty();
    desk.save_sine("silence.wav", 48_000, 5.0, -400.0);
    let report = desk.report("analyze silence.wav");
    keeps_the_contract(&report);
    not_measured(
        &report,
        "sample_peak_dbfs true_peak_dbtp integrated_lufs momentary_max_lufs short_term_max_lufs loudness_range_lu \
         plr_db psr_p5_db psr_p50_db crest_db dr_db correlation correlation_wide width_db width_wide_db \
         width_sublow_db balance_db mono_loss_db tilt_db_per_octave dc_offset_dbfs",
    );
    assert!(list(&report["bands"]["mix_db"]).iter().all(Value::is_null));
    assert!(list(&report["issues"]).is_empty());
    assert_eq!(report["readiness"]["ready"], false);
    near(&report, "/coverage/heard_s", 5.0, 1e-9);
}
