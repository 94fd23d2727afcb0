//! What was typed, one argument per line, up to the plan of what to do.

use std::ffi::OsString;

/// Takes the command line apart.
pub fn run(data: &[u8]) {
    let arguments = data.split(|&byte| byte == b'\n').map(argument);
    let program = OsString::from("triage-cli");
    if let Err(told) = triage::cli::check(std::iter::once(program).chain(arguments)) {
        assert!(!told.trim().is_empty(), "wrong usage without a word");
    }
}

#[cfg(unix)]
fn argument(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn argument(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}
