//! The command line: what was typed, what it means, and how the answer is printed.

mod analyze;
mod args;
mod compare;
mod error;
mod measure;
mod output;
mod plan;
mod profile;
mod progress;
mod yardstick;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::Args;
use crate::cli::error::CliError;
use crate::cli::plan::Plan;

/// Done.
const DONE: u8 = 0;

/// Done, and there is an issue as severe as `--fail-on` says.
const FAIL_ON_MET: u8 = 1;

/// Wrong usage.
const USAGE: u8 = 2;

/// Runs the command line of this process and says how it went: 0 done, 1 done and `--fail-on` was met, 2 wrong usage,
/// 3 an input could not be read, 4 an output could not be written.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too, on the standard output. A closed pipe there is nobody's fault.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    match run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::message(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

/// Whether a command line makes sense, beginning with the name of the program; nothing is carried out. The error is what
/// a person would be told. Help and version count as errors.
///
/// # Errors
///
/// When it is wrong usage.
#[doc(hidden)]
pub fn check(arguments: impl IntoIterator<Item = OsString>) -> Result<(), String> {
    let args = Args::try_parse_from(arguments).map_err(|error| error.to_string())?;
    Plan::new(args)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

fn run(args: Args) -> Result<u8, CliError> {
    match Plan::new(args)? {
        Plan::Analyze(plan) => analyze::run(&plan),
        Plan::Compare(plan) => compare::run(&plan),
        Plan::Profile(plan) => profile::run(&plan),
    }
}
