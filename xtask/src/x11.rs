//! An X server for tasks that open windows.

use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use triage_testkit::display::DisplayError;
use triage_testkit::display::server::Server;

use crate::step::TaskError;
use crate::workspace;

/// How Xvfb comes onto a Debian or Ubuntu machine; a new one has no list of packages yet.
const INSTALL: [&str; 3] = [
    "sh",
    "-c",
    "export DEBIAN_FRONTEND=noninteractive; apt-get update && apt-get install -y xvfb",
];

/// Starts a server with a screen of this size; installs it where that is possible without asking.
///
/// # Errors
///
/// When there is none and it cannot be installed.
pub fn server([width, height]: [u16; 2]) -> Result<Server, TaskError> {
    match Server::start(width, height) {
        Err(DisplayError::NoServer) => {
            install()?;
            Server::start(width, height).map_err(TaskError::said)
        }
        started => started.map_err(TaskError::said),
    }
}

/// Installs Xvfb as root, or with sudo where that asks for no password, and says so.
fn install() -> Result<(), TaskError> {
    let missing = || TaskError::said(DisplayError::NoServer);
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(missing());
    }
    let attempts: [&[&str]; 2] = [&[], &["sudo", "-n"]];
    for prefix in attempts {
        let line: Vec<&str> = prefix.iter().chain(&INSTALL).copied().collect();
        let [program, arguments @ ..] = line.as_slice() else {
            continue;
        };
        println!("==> Xvfb is missing: {}", line.join(" "));
        let done = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status();
        if done.is_ok_and(|status| status.success()) {
            return Ok(());
        }
    }
    Err(missing())
}

/// Starts this program again with another task, on a server's display, and returns what it printed.
///
/// # Errors
///
/// When it fails.
pub fn run_again(server: &Server, task: &str, arguments: &[&str]) -> Result<String, TaskError> {
    let own = std::env::current_exe().map_err(TaskError::said)?;
    let output = Command::new(own)
        .arg(task)
        .args(arguments)
        .env("DISPLAY", server.name())
        // Versions that are captured on the way are nobody's.
        .env("TRIAGE_DATA_DIR", workspace::target().join("xtask-data"))
        .stderr(Stdio::inherit())
        .output()
        .map_err(TaskError::said)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(TaskError::said(format!(
            "{task} {} ended with {}; see above",
            arguments.join(" "),
            output.status
        )))
    }
}
