//! Hears a file while somebody may be watching the terminal.

use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::error::CliError;
use crate::cli::progress::Progress;
use crate::listen;
use crate::listen::Heard;
use crate::model::measurement::Measurement;
use crate::model::profile::ProfileSource;
use crate::model::settings::Settings;

/// Decodes and measures a whole file.
pub(super) fn hear(path: &Path, settings: Settings) -> Result<Heard, CliError> {
    Ok(listen::hear(path, settings, shown(path))?)
}

/// The same for a reference.
pub(super) fn hear_reference(path: &Path) -> Result<(ProfileSource, Measurement), CliError> {
    Ok(listen::hear_reference(path, shown(path))?)
}

/// Shows how far the file is, and never gives up.
fn shown(path: &Path) -> impl FnMut(listen::Progress) -> ControlFlow<()> {
    let mut bar = None;
    move |progress| {
        let bar = bar.get_or_insert_with(|| Progress::start(path, progress.frames_total));
        bar.advance_to(progress.frames);
        ControlFlow::Continue(())
    }
}
