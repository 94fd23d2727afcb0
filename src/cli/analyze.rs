//! `triage-cli analyze`.

use std::path::Path;

use crate::cli::args::FormatArg;
use crate::cli::error::CliError;
use crate::cli::measure::hear;
use crate::cli::output;
use crate::cli::plan::AnalyzePlan;
use crate::cli::plan::Comparison;
use crate::cli::profile::measure_references;
use crate::model::profile::Profile;
use crate::model::profile::ProfileSource;
use crate::model::report::ReferenceInfo;
use crate::model::report::Report;
use crate::model::report::Severity;
use crate::printing::report_markdown;
use crate::printing::report_text;
use crate::storage::is_same_file;
use crate::storage::load_profile;

/// Measures the mix and what it is compared with, and prints the report.
pub(super) fn run(plan: &AnalyzePlan) -> Result<u8, CliError> {
    if let Some(remark) = &plan.remark {
        output::message(&format!("note: {remark}"));
    }
    let (references, profile) = compare_with(plan)?;
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

fn compare_with(plan: &AnalyzePlan) -> Result<(Vec<ReferenceInfo>, Option<Profile>), CliError> {
    match &plan.comparison {
        Comparison::BuiltIn => Ok((Vec::new(), None)),
        Comparison::References(paths) => {
            let profile = measure_references("references", paths)?;
            let infos = profile.sources.iter().zip(paths);
            let infos = infos.map(|(source, path)| reference_info(source, path, &plan.mix));
            Ok((infos.collect(), Some(profile)))
        }
        Comparison::Profile(path) => {
            let profile = load_profile(path)?;
            Ok((vec![profile_info(&profile)], Some(profile)))
        }
    }
}

fn reference_info(source: &ProfileSource, path: &Path, mix: &Path) -> ReferenceInfo {
    let own = is_same_file(path, mix)
        .then(|| "this is the mix itself: they will not differ; use another song".to_owned());
    ReferenceInfo {
        path: source.path.clone(),
        name: source.name.clone(),
        warning: own.or_else(|| source.warning.clone()),
    }
}

/// A profile stands for its sources, and so do their warnings.
fn profile_info(profile: &Profile) -> ReferenceInfo {
    let warnings: Vec<String> = profile
        .sources
        .iter()
        .filter_map(|source| {
            source
                .warning
                .as_ref()
                .map(|warning| format!("{}: {warning}", source.name))
        })
        .collect();
    ReferenceInfo {
        path: None,
        name: profile.name.clone(),
        warning: (!warnings.is_empty()).then(|| warnings.join("; ")),
    }
}
