//! The command line of Triage.

use std::process::ExitCode;

fn main() -> ExitCode {
    triage::cli::main()
}
