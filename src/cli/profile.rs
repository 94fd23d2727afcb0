//! `triage-cli profile`, and what `analyze --reference` shares with it.

use std::path::Path;
use std::path::PathBuf;

use crate::analysis::profile::from_measurements;
use crate::cli::error::CliError;
use crate::cli::measure::Heard;
use crate::cli::measure::hear;
use crate::cli::output;
use crate::cli::plan::ProfilePlan;
use crate::cli::words;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::profile::ProfileSource;
use crate::model::settings::Settings;
use crate::storage::AudioInfo;
use crate::storage::save_profile;

/// Lossy references should have at least this, kbit/s.
const LOSSY_KBPS_MIN: f64 = 256.0;

/// A stream sold as 256 kbit/s averages a few percent less: containers and quiet passages take their part.
const LOSSY_KBPS_TOLERANCE: f64 = 0.97;

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
        measured.push(measure_reference(path)?);
    }
    let silent = || CliError::SilentReference(paths.first().cloned().unwrap_or_default());
    from_measurements(name, &measured).ok_or_else(silent)
}

fn measure_reference(path: &Path) -> Result<(ProfileSource, Measurement), CliError> {
    let heard = hear(path, Settings::default())?;
    let measurement = heard.session.measurement();
    if measurement.spectrum.is_none() {
        return Err(CliError::SilentReference(path.to_owned()));
    }
    Ok((source(path, &heard), measurement))
}

fn source(path: &Path, heard: &Heard) -> ProfileSource {
    ProfileSource {
        name: words::stem(path),
        path: Some(path.to_string_lossy().into_owned()),
        duration_s: heard.duration_s,
        sample_rate_hz: heard.info.sample_rate_hz,
        warning: lossy_warning(&heard.info),
    }
}

/// Why a lossy file makes a poor reference: its top octave is not what was mastered.
fn lossy_warning(info: &AudioInfo) -> Option<String> {
    let bitrate_kbps = info.bitrate_kbps.filter(|_| info.is_lossy)?;
    (bitrate_kbps < LOSSY_KBPS_MIN * LOSSY_KBPS_TOLERANCE).then(|| {
        format!(
            "{} at {bitrate_kbps:.0} kbit/s: below {LOSSY_KBPS_MIN:.0} kbit/s the treble is not what was mastered; \
             use a lossless copy",
            info.codec
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bitrate_kbps: f64, is_lossy: bool, is_warned: bool) {
        let info = AudioInfo {
            sample_rate_hz: 44_100.0,
            channels: 2,
            frames: None,
            is_lossy,
            bitrate_kbps: Some(bitrate_kbps),
            codec: "MP3".to_owned(),
        };
        assert_eq!(lossy_warning(&info).is_some(), is_warned);
    }

    #[test]
    fn only_lossy_references_below_256_kbps_are_warned_of() {
        check(128.0, true, true);
        check(192.0, true, true);
        check(252.0, true, false);
        check(320.0, true, false);
        check(128.0, false, false);
    }
}
