//! Hours of audio through the built plug-in, in a process of its own.

use std::path::Path;
use std::process::Command;

use crate::bundle;
use crate::step::Step;
use crate::step::TaskError;
use crate::workspace;

/// Room for the editor at twice its size.
#[cfg(target_os = "linux")]
const SCREEN: [u16; 2] = [2400, 1600];

/// Plays: `[--hours N] [--seed S] [--json]`.
///
/// # Errors
///
/// When it does not build, the plug-in fails, or anything is found wrong.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    // The host looks closer, but only after minutes of building.
    let is_known = |argument: &String| {
        ["--hours", "--seed", "--json"].contains(&argument.as_str())
            || argument.parse::<f64>().is_ok()
    };
    if let Some(unknown) = arguments.iter().find(|argument| !is_known(argument)) {
        return Err(TaskError::Usage(format!(
            "soak takes --hours N, --seed S and --json, not {unknown}"
        )));
    }
    let bundles = bundle::run()?;
    Step::cargo("the host of the soak", "build --package triage-soak").run()?;
    let program = workspace::target()
        .join("debug")
        .join(format!("triage-soak{}", std::env::consts::EXE_SUFFIX));
    let folder = workspace::target().join("soak");
    empty(&folder)?;
    let mut soak = Command::new(&program);
    soak.arg(&bundles.clap)
        .args(arguments)
        .env("TRIAGE_LIVE_DIR", folder.join("live"))
        .env("TRIAGE_DATA_DIR", folder.join("data"))
        .env_remove("DISPLAY");
    println!("==> the soak, in {}", folder.display());
    let status = played(soak).map_err(|source| TaskError::Start {
        program: program.display().to_string(),
        source,
    })?;
    match status.code() {
        Some(0) => Ok(()),
        Some(2) => Err(TaskError::Usage(
            "soak takes --hours N, --seed S and --json".to_owned(),
        )),
        _ => Err(TaskError::said(format!(
            "the soak ended with {status}; what is wrong stands above, with the seed that repeats it"
        ))),
    }
}

/// On a display of its own, where there is one; the host says when it has none.
fn played(mut soak: Command) -> std::io::Result<std::process::ExitStatus> {
    #[cfg(target_os = "linux")]
    let server = crate::x11::server(SCREEN);
    #[cfg(target_os = "linux")]
    match &server {
        Ok(server) => {
            soak.env("DISPLAY", server.name());
        }
        Err(error) => println!("    {error}"),
    }
    soak.status()
}

fn empty(folder: &Path) -> Result<(), TaskError> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|source| TaskError::File {
            path: folder.to_owned(),
            source,
        })?;
    }
    workspace::create_folder(folder)
}
