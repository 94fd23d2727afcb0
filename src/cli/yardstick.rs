//! What mixes are held against: references measured now, a profile, or nothing of one's own.

use std::path::Path;

use crate::cli::error::CliError;
use crate::cli::plan::Yardstick;
use crate::cli::profile::measure_references;
use crate::model::profile::Profile;
use crate::model::profile::ProfileSource;
use crate::model::report::ReferenceInfo;
use crate::storage::is_same_file;
use crate::storage::load_profile;

/// Reads what these mixes are held against; no profile stands for the built-in curve of the settings.
pub(super) fn measure(
    yardstick: &Yardstick,
    mixes: &[&Path],
) -> Result<(Vec<ReferenceInfo>, Option<Profile>), CliError> {
    match yardstick {
        Yardstick::BuiltIn => Ok((Vec::new(), None)),
        Yardstick::References(paths) => {
            let profile = measure_references("references", paths)?;
            let infos = profile.sources.iter().zip(paths);
            let infos = infos.map(|(source, path)| reference_info(source, path, mixes));
            Ok((infos.collect(), Some(profile)))
        }
        Yardstick::Profile(path) => {
            let profile = load_profile(path)?;
            Ok((vec![profile_info(&profile)], Some(profile)))
        }
    }
}

fn reference_info(source: &ProfileSource, path: &Path, mixes: &[&Path]) -> ReferenceInfo {
    let own = mixes
        .iter()
        .any(|mix| is_same_file(path, mix))
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
