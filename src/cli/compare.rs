//! `triage-cli compare`.

use std::collections::BTreeSet;

use crate::analysis::versions::Doing;
use crate::analysis::versions::Inquiry;
use crate::analysis::versions::Take;
use crate::analysis::versions::compare;
use crate::cli::args::FormatArg;
use crate::cli::error::CliError;
use crate::cli::measure::align;
use crate::cli::measure::hear_part;
use crate::cli::output;
use crate::cli::plan::ComparePlan;
use crate::cli::yardstick;
use crate::model::comparison::Comparison;
use crate::printing::comparison_markdown;
use crate::printing::comparison_text;

/// Aligns both versions, measures what both have, and prints what became of it.
pub(super) fn run(plan: &ComparePlan) -> Result<u8, CliError> {
    if let Some(remark) = &plan.remark {
        output::message(&format!("note: {remark}"));
    }
    let mixes = [plan.before.as_path(), plan.after.as_path()];
    let (references, profile) = yardstick::measure(&plan.yardstick, &mixes)?;
    let placement = align(&plan.before, &plan.after)?;
    let before = hear_part(&plan.before, plan.settings, &placement.before)?;
    let after = hear_part(&plan.after, plan.settings, &placement.after)?;
    let names = mixes.map(|path| path.to_string_lossy());
    let comparison = compare(&Inquiry {
        before: Take {
            measurement: &before,
            file: Some((&names[0], placement.before.duration_s)),
        },
        after: Take {
            measurement: &after,
            file: Some((&names[1], placement.after.duration_s)),
        },
        profile: profile.as_ref(),
        references: &references,
        settings: &plan.settings,
        ignored: &BTreeSet::new(),
        alignment: placement.alignment,
        doing: Doing::Unknown,
        earlier: &[],
    });
    output::deliver(&print(&comparison, plan)?, plan.output.as_deref())?;
    Ok(super::DONE)
}

fn print(comparison: &Comparison, plan: &ComparePlan) -> Result<String, CliError> {
    let round = plan.settings.iteration;
    Ok(match plan.format {
        FormatArg::Text => comparison_text(comparison, round),
        FormatArg::Markdown => comparison_markdown(comparison, round),
        FormatArg::Json => serde_json::to_string_pretty(comparison)? + "\n",
    })
}
