//! Hears a file while somebody may be watching the terminal.

use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::error::CliError;
use crate::cli::progress::Progress;
use crate::listen;
use crate::listen::Heard;
use crate::listen::align::Part;
use crate::listen::align::Placement;
use crate::model::measurement::Measurement;
use crate::model::profile::ProfileSource;
use crate::model::settings::Settings;

/// Decodes and measures a whole file.
pub(super) fn hear(path: &Path, settings: Settings) -> Result<Heard, CliError> {
    Ok(listen::hear(path, settings, shown(path))?)
}

/// Measures what of a file is to be compared.
pub(super) fn hear_part(
    path: &Path,
    settings: Settings,
    part: &Part,
) -> Result<Measurement, CliError> {
    let heard = match part.range_s {
        None => listen::hear(path, settings, shown(path)),
        Some(range_s) => listen::hear_range(path, settings, range_s, shown(path)),
    };
    Ok(heard?.session.measurement())
}

/// Finds out how two files lie on each other.
pub(super) fn align(before: &Path, after: &Path) -> Result<Placement, CliError> {
    let mut bars = [shown(before), shown(after)];
    let watch = |path: &Path, progress| bars[usize::from(path == after)](progress);
    Ok(listen::align::align(before, after, watch)?)
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
