//! cargo-fuzz, a C++ compiler, and the programs they make.

use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use crate::fuzz;
use crate::step::Step;
use crate::step::TaskError;
use crate::workspace;

/// The programs of the targets, built.
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Installs what is missing and can be installed, and builds.
    ///
    /// # Errors
    ///
    /// When there is no C++ compiler, or something cannot be installed or built.
    pub fn build() -> Result<Self, TaskError> {
        let has_compiler = ["c++", "clang++", "g++"].into_iter().any(starts);
        if !has_compiler && std::env::var_os("CXX").is_none() {
            return Err(TaskError::said(
                "libFuzzer is C++, and there is no compiler for it; install one (Debian: apt-get install g++)",
            ));
        }
        let tool = tool()?;
        let target = fuzz::folder();
        let arguments = format!(
            "fuzz build --sanitizer {} --features libfuzzer --target-dir {}",
            sanitizer(),
            target.display()
        );
        Step::program(
            "the targets, built for libFuzzer",
            &tool.display().to_string(),
            &arguments,
        )
        // Coverage and sanitizers are in every compiler, and asked for with flags that only nightly ones take.
        .with("RUSTC_BOOTSTRAP", "1")
        .run()?;
        Ok(Self {
            folder: target.join(host()?).join("release"),
        })
    }

    /// The program of a target.
    #[must_use]
    pub fn of(&self, target: &str) -> PathBuf {
        self.folder
            .join(format!("{target}{}", std::env::consts::EXE_SUFFIX))
    }
}

/// AddressSanitizer where rustc has it.
fn sanitizer() -> &'static str {
    let has_one = cfg!(any(
        all(
            target_os = "linux",
            any(target_arch = "x86_64", target_arch = "aarch64")
        ),
        target_os = "macos"
    ));
    if has_one { "address" } else { "none" }
}

/// cargo-fuzz, from the PATH or our own.
fn tool() -> Result<PathBuf, TaskError> {
    let own = workspace::target().join("tools");
    let name = format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX);
    let installed = own.join("bin").join(&name);
    if starts(&name) {
        return Ok(PathBuf::from(name));
    }
    if !installed.exists() {
        let arguments = format!("install cargo-fuzz --locked --root {}", own.display());
        Step::cargo(
            "cargo-fuzz is missing: it is installed below target",
            &arguments,
        )
        .run()?;
    }
    Ok(installed)
}

fn starts(program: &str) -> bool {
    let status = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// The platform that is built for.
fn host() -> Result<String, TaskError> {
    let told = Command::new("rustc")
        .arg("-vV")
        .output()
        .map_err(|source| TaskError::Start {
            program: "rustc".to_owned(),
            source,
        })?;
    let text = String::from_utf8_lossy(&told.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| TaskError::said("rustc -vV names no host"))
}
