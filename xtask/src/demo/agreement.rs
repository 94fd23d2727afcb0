//! Whether the plug-in and the command line say the same.

use serde_json::Value;

use crate::step::TaskError;

/// How far two readings may lie apart, in their own unit. Both come from the same engine; a host hands over the song
/// position in its own precision, and that is all that may differ.
const TOLERANCE: f64 = 0.05;

/// Compares two reports: issues, their order and severity, and the metrics.
///
/// # Errors
///
/// When they differ; says where.
pub(super) fn check(live: &Value, offline: &Value) -> Result<(), TaskError> {
    let differences = differences(live, offline);
    if differences.is_empty() {
        return Ok(());
    }
    Err(TaskError::said(format!(
        "plug-in and command line disagree:\n{}",
        differences.join("\n")
    )))
}

fn differences(live: &Value, offline: &Value) -> Vec<String> {
    let (ours, theirs) = (ranking(live), ranking(offline));
    let mut differences = Vec::new();
    if ours != theirs {
        differences.push(format!(
            "  issues: plug-in {ours:?}, command line {theirs:?}"
        ));
    }
    let metrics = |report: &Value| report["metrics"].as_object().cloned().unwrap_or_default();
    let offline_metrics = metrics(offline);
    if offline_metrics.is_empty() {
        differences.push("  the command line reports no metrics".to_owned());
    }
    let live_metrics = metrics(live);
    for (name, offline) in &offline_metrics {
        let live = live_metrics.get(name).unwrap_or(&Value::Null);
        if !is_same(live, offline) {
            differences.push(format!("  {name}: plug-in {live}, command line {offline}"));
        }
    }
    differences
}

/// Key and severity of every issue, in order.
fn ranking(report: &Value) -> Vec<(String, String)> {
    let text = |field: &Value| field.as_str().unwrap_or_default().to_owned();
    report["issues"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|issue| (text(&issue["key"]), text(&issue["severity"])))
        .collect()
}

fn is_same(live: &Value, offline: &Value) -> bool {
    match (live.as_f64(), offline.as_f64()) {
        (Some(live), Some(offline)) => (live - offline).abs() <= TOLERANCE,
        _ => live == offline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report(keys: &[&str], loudness_lufs: f64) -> Value {
        let issues: Vec<Value> = keys
            .iter()
            .map(|key| json!({"key": key, "severity": "critical"}))
            .collect();
        json!({"issues": issues, "metrics": {"integrated_lufs": loudness_lufs, "dc_offset_dbfs": null}})
    }

    #[test]
    fn equal_reports_agree() {
        assert!(differences(&report(&["A", "B"], -14.0), &report(&["A", "B"], -14.01)).is_empty());
    }

    #[test]
    fn another_order_is_a_difference() {
        assert_eq!(
            differences(&report(&["A", "B"], -14.0), &report(&["B", "A"], -14.0)).len(),
            1
        );
    }

    #[test]
    fn another_reading_is_a_difference() {
        assert_eq!(
            differences(&report(&["A"], -14.0), &report(&["A"], -14.2)).len(),
            1
        );
    }

    #[test]
    fn an_empty_answer_does_not_agree_with_itself() {
        assert!(!differences(&json!({}), &json!({})).is_empty());
    }
}
