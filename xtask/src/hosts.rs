//! The built VST3 in hosts that others wrote.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use serde_json::json;
use triage_testkit::display::Display;

use crate::bundle;
use crate::step::Step;
use crate::step::TaskError;
use crate::step::timed;
use crate::workspace;
use crate::x11;

/// The task by which a check photographs the screen.
pub const CAMERA_TASK: &str = "hosts-picture";

/// Room for the editor with a frame around it.
const SCREEN: [u16; 2] = [1600, 1000];

/// The checks, which are Python because the hosts are.
const CHECKS: &str = "tests/hosts";

/// What a new Debian or Ubuntu lacks.
const PYTHON_MISSING: &str =
    "the hosts are Python packages, and there is no python3; apt-get install python3 python3-venv";
const VENV_MISSING: &str = "python3 cannot make virtual environments; apt-get install python3-venv";

/// Checks the plug-in in pedalboard and DawDreamer: `[--json] [PART OF A NAME]...`.
///
/// # Errors
///
/// When something does not build, the hosts cannot be had, or a check fails.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    if let Some(option) = arguments
        .iter()
        .find(|argument| argument.starts_with('-') && *argument != "--json")
    {
        return Err(TaskError::Usage(format!("hosts knows no option {option}")));
    }
    let python = environment()?;
    let server = x11::server(SCREEN)?;
    let display = Display::open(server.name()).map_err(TaskError::said)?;
    display.furnish().map_err(TaskError::said)?;
    let bundles = bundle::run()?;
    Step::cargo(
        "the command line, which has to say the same",
        "build --release --package triage --bin triage-cli",
    )
    .run()?;
    let pictures = workspace::target().join("hosts-pictures");
    workspace::create_folder(&pictures)?;
    let camera = std::env::current_exe().map_err(TaskError::said)?;
    let mut checks = Command::new(&python);
    checks
        .arg(CHECKS)
        .args(arguments)
        .env("DISPLAY", server.name())
        .env("TRIAGE_VST3", &bundles.vst3)
        .env("TRIAGE_CLI", workspace::release_program("triage-cli"))
        .env("TRIAGE_PICTURES", &pictures)
        .env("TRIAGE_CAMERA", json!([camera, CAMERA_TASK]).to_string())
        .env("PYTHONDONTWRITEBYTECODE", "1");
    println!("==> the plug-in in pedalboard and DawDreamer");
    succeed(
        &mut checks,
        "a claim about the plug-in does not hold; see above",
    )
}

/// Photographs the screen of the display in the environment: `FILE.png`. Prints what it shows, as JSON.
///
/// # Errors
///
/// When there is no display, or the picture cannot be written.
pub fn photograph(arguments: &[String]) -> Result<(), TaskError> {
    let [path] = arguments else {
        return Err(TaskError::Usage(format!("{CAMERA_TASK} needs a file")));
    };
    let name = std::env::var("DISPLAY").map_err(TaskError::said)?;
    let display = Display::open(&name).map_err(TaskError::said)?;
    let screen = display.screen_picture().map_err(TaskError::said)?;
    screen.write_png(Path::new(path)).map_err(TaskError::said)?;
    println!("{}", json!({"path": path, "colours": screen.colours()}));
    Ok(())
}

/// Makes a virtual environment with the hosts in it, unless there is one; returns its Python.
fn environment() -> Result<PathBuf, TaskError> {
    let folder = workspace::target().join("hosts-python");
    let python = folder.join("bin").join("python");
    let wanted = Path::new(CHECKS).join("requirements.txt");
    if has_pip(&python) {
        println!("==> pedalboard and DawDreamer, in {}", folder.display());
    } else {
        timed("a virtual environment for Python", || make(&folder))?;
    }
    timed("pedalboard and DawDreamer, as PyPI has them", || {
        let mut install = Command::new(&python);
        install
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            // A host that pip would have to build needs far more than Python.
            .args(["--only-binary", ":all:", "--requirement"])
            .arg(&wanted);
        succeed(&mut install, &not_to_be_had(&wanted))
    })?;
    Ok(python)
}

/// Whether this is a Python that can install; a virtual environment half made is not.
fn has_pip(python: &Path) -> bool {
    Command::new(python)
        .args(["-m", "pip", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn make(folder: &Path) -> Result<(), TaskError> {
    let made = Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(folder)
        .status()
        .map_err(|_| TaskError::said(PYTHON_MISSING))?;
    if made.success() {
        Ok(())
    } else {
        Err(TaskError::said(VENV_MISSING))
    }
}

/// What to do when pip fails: it says why itself, but not what that means here.
fn not_to_be_had(wanted: &Path) -> String {
    let version = Command::new("python3")
        .arg("--version")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    format!(
        "pip could not install {}; it needs pypi.org, and a system that the hosts are built for: {version} here, \
         CPython 3.11 to 3.14 on x86_64 Linux with glibc 2.34 there",
        wanted.display()
    )
}

fn succeed(command: &mut Command, otherwise: &str) -> Result<(), TaskError> {
    let status = command.status().map_err(|source| TaskError::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(TaskError::said(otherwise))
    }
}
