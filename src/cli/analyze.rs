//! `triage-cli analyze`.

use crate::cli::args::FormatArg;
use crate::cli::error::CliError;
use crate::cli::measure::hear;
use crate::cli::output;
use crate::cli::plan::AnalyzePlan;
use crate::cli::yardstick;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::printing::report_markdown;
use crate::printing::report_text;

/// Measures the mix and what it is compared with, and prints the report.
pub(super) fn run(plan: &AnalyzePlan) -> Result<u8, CliError> {
    if let Some(remark) = &plan.remark {
        output::message(&format!("note: {remark}"));
    }
    let (references, profile) = yardstick::measure(&plan.yardstick, &[&plan.mix])?;
    let mut session = hear(&plan.mix, plan.settings)?.session;
    session.set_references(references, profile);
    let report = session.report();
    output::deliver(&print(&report, plan)?, plan.output.as_deref())?;
    let is_met = plan
        .fail_on
        .is_some_and(|severity| has_issue(&report, severity));
    Ok(if is_met {
        super::FAIL_ON_MET
    } else {
        super::DONE
    })
}

fn print(report: &Report, plan: &AnalyzePlan) -> Result<String, CliError> {
    // A report calls the round 1 as well when nobody counts rounds; only what was typed tells the two apart.
    let round = plan.settings.iteration;
    Ok(match plan.format {
        FormatArg::Text => report_text(report, round),
        FormatArg::Markdown => report_markdown(report, round),
        FormatArg::Json => serde_json::to_string_pretty(report)? + "\n",
    })
}

/// Whether any issue is at least that severe, those that the round or the focus hides included.
fn has_issue(report: &Report, at_least: Severity) -> bool {
    let mut all = report.issues.iter().chain(&report.later);
    all.any(|issue| issue.severity <= at_least)
}
