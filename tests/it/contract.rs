//! The report as others read it: fields may be added, never renamed.

use serde_json::Value;

use triage::analysis::session::Session;
use triage::model::settings::Settings;

use crate::rules::clipped;
use crate::rules::judged;

/// Names of the fields of an object, sorted.
fn fields(value: &Value) -> String {
    let names: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.join(" ")
}

#[test]
fn report_has_the_fields_of_the_contract() {
    let report = serde_json::to_value(Session::new(Settings::default()).report()).unwrap();
    assert_eq!(
        fields(&report),
        "bands clashes coverage focus hidden ignored issues iteration later metrics mix notes readiness references \
         regions schema stage target tool"
    );
    assert_eq!(
        fields(&report["bands"]),
        "center_hz deviation_db high_db low_db mix_db reference_db"
    );
    assert_eq!(
        fields(&report["metrics"]),
        "balance_db clip_events clipped_samples correlation correlation_wide crest_db dc_offset_dbfs dr_db \
         integrated_lufs loudness_range_lu momentary_max_lufs mono_loss_db plr_db psr_p50_db psr_p5_db \
         sample_peak_dbfs short_term_max_lufs tilt_db_per_octave true_peak_dbtp width_db width_sublow_db \
         width_wide_db"
    );
    assert_eq!(
        fields(&report["mix"]),
        "active_s channels duration_s path sample_rate_hz"
    );
    assert_eq!(fields(&report["readiness"]), "checks ready");
    assert_eq!(fields(&report["coverage"]), "dropped_blocks heard_s");
    assert_eq!(report["schema"], "triage.report/1");
}

#[test]
fn issue_has_the_fields_of_the_contract() {
    let issue = serde_json::to_value(&judged(&clipped())[0]).unwrap();
    assert_eq!(
        fields(&issue),
        "basis confidence evidence fixes id key metric places priority range_hz severity stems title"
    );
    assert_eq!(fields(&issue["metric"]), "name threshold unit value");
    assert_eq!(
        fields(&issue["fixes"][0]),
        "expected frequency_hz gain_db kind q target text width_db"
    );
    assert_eq!(fields(&issue["places"][0]), "end_s start_s");
    assert_eq!(issue["severity"], "critical");
}
