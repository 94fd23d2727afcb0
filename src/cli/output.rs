//! Where the answer goes.

use std::io;
use std::io::Write;
use std::path::Path;

use crate::cli::error::CliError;
use crate::storage::write_atomically;

/// Puts the answer into the file, or on the standard output.
pub(super) fn deliver(answer: &str, output: Option<&Path>) -> Result<(), CliError> {
    if let Some(path) = output {
        return Ok(write_atomically(path, answer.as_bytes())?);
    }
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(answer.as_bytes())
        .and_then(|()| stdout.flush())
    {
        // Whoever read the answer has read enough of it, such as `head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(CliError::Stdout),
    }
}

/// Says something beside the answer. That nobody can hear it changes nothing.
pub(super) fn message(text: &str) {
    let _ = writeln!(io::stderr(), "triage-cli: {text}");
}
