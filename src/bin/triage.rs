//! Triage in a window of its own. All of it is in the library, where it can be tested.

use std::process::ExitCode;

fn main() -> ExitCode {
    triage::standalone::main()
}
