//! `triage-cli profile`, and what `analyze --reference` shares with it.

use std::path::PathBuf;

use crate::analysis::profile::from_measurements;
use crate::cli::error::CliError;
use crate::cli::measure::hear_reference;
use crate::cli::output;
use crate::cli::plan::ProfilePlan;
use crate::listen::ListenError;
use crate::model::profile::Profile;
use crate::printing::words;
use crate::storage::save_profile;

/// Measures the references and writes the profile.
pub(super) fn run(plan: &ProfilePlan) -> Result<u8, CliError> {
    let profile = measure_references(&plan.name, &plan.references)?;
    for source in &profile.sources {
        if let Some(warning) = &source.warning {
            output::message(&format!("warning: {}: {warning}", source.name));
        }
    }
    save_profile(&plan.output, &profile)?;
    let count = words::count(profile.sources.len() as u64, "reference", "references");
    output::message(&format!("wrote {} from {count}", plan.output.display()));
    Ok(0)
}

/// Measures up to twenty references and combines what they have in common.
pub(super) fn measure_references(name: &str, paths: &[PathBuf]) -> Result<Profile, CliError> {
    let mut measured = Vec::with_capacity(paths.len());
    for path in paths {
        measured.push(hear_reference(path)?);
    }
    let silent = || ListenError::Silent(paths.first().cloned().unwrap_or_default());
    Ok(from_measurements(name, &measured).ok_or_else(silent)?)
}
