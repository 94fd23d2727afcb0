//! A report for the terminal.

use serde_json::Value;

/// Prints the issues of a report, most important first.
pub(super) fn report(heading: &str, report: &Value) {
    let number = |group: &str, field: &str| report[group][field].as_f64().unwrap_or(f64::NAN);
    println!(
        "\n{heading}: {:.0} s heard, {:.1} LUFS, {:.1} dBTP, {} blocks lost\n",
        number("coverage", "heard_s"),
        number("metrics", "integrated_lufs"),
        number("metrics", "true_peak_dbtp"),
        report["coverage"]["dropped_blocks"]
    );
    let issues = report["issues"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    for (rank, issue) in issues.iter().enumerate() {
        println!(
            "{:>3}. [{}] {}",
            rank + 1,
            text(&issue["severity"]),
            text(&issue["title"])
        );
        println!("     {}", text(&issue["evidence"]));
        for fix in issue["fixes"].as_array().into_iter().flatten() {
            println!("     -> {}", text(&fix["text"]));
        }
    }
    if issues.is_empty() {
        println!("     nothing to fix");
    }
    let hidden = &report["hidden"];
    println!(
        "     held back for later rounds: {} important, {} polish\n",
        hidden["important"], hidden["polish"]
    );
}

fn text(field: &Value) -> &str {
    field.as_str().unwrap_or("?")
}
