//! Steps: announced, timed, stopped at the first that fails.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// Why a task did not finish.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The command line makes no sense.
    #[error("{0}")]
    Usage(String),
    /// A program is missing.
    #[error("cannot start {program}: {source}; install it or put it on the PATH")]
    Start {
        /// The program.
        program: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A step found something wrong.
    #[error("failed: {purpose}\nto see it again: {again}")]
    Failed {
        /// What the step was for.
        purpose: String,
        /// The command that repeats it alone.
        again: String,
    },
    /// A file or folder is in the way.
    #[error("{path}: {source}; check the path and its permissions")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Anything that needs a sentence of its own.
    #[error("{0}")]
    Said(String),
}

impl TaskError {
    /// A sentence of its own.
    pub fn said(what: impl std::fmt::Display) -> Self {
        Self::Said(what.to_string())
    }
}

/// Runs cargo, with arguments that were given by a person behind those that are fixed.
///
/// # Errors
///
/// When it cannot be started, or fails.
pub fn cargo(fixed: &[&str], given: &[String]) -> Result<(), TaskError> {
    let status = Command::new("cargo")
        .args(fixed)
        .args(given)
        .status()
        .map_err(|source| TaskError::Start {
            program: "cargo".to_owned(),
            source,
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(TaskError::said("cargo reports a failure"))
    }
}

/// One step of a task.
#[derive(Clone, Debug)]
pub struct Step {
    purpose: &'static str,
    environment: Vec<(&'static str, String)>,
    program: String,
    arguments: Vec<String>,
}

impl Step {
    /// A cargo command, given as one would type it.
    #[must_use]
    pub fn cargo(purpose: &'static str, arguments: &str) -> Self {
        Self::program(purpose, "cargo", arguments)
    }

    /// Any other command.
    #[must_use]
    pub fn program(purpose: &'static str, program: &str, arguments: &str) -> Self {
        Self {
            purpose,
            environment: Vec::new(),
            program: program.to_owned(),
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// The same with a variable set.
    #[must_use]
    pub fn with(mut self, name: &'static str, setting: impl Into<String>) -> Self {
        self.environment.push((name, setting.into()));
        self
    }

    /// Announces the step and carries it out.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or reports a failure.
    pub fn run(&self) -> Result<(), TaskError> {
        timed(self.purpose, || {
            let status = Command::new(&self.program)
                .args(&self.arguments)
                .envs(
                    self.environment
                        .iter()
                        .map(|(name, setting)| (name, setting)),
                )
                .status()
                .map_err(|source| TaskError::Start {
                    program: self.program.clone(),
                    source,
                })?;
            if status.success() {
                Ok(())
            } else {
                Err(self.failure())
            }
        })
    }

    fn failure(&self) -> TaskError {
        let settings = self
            .environment
            .iter()
            .map(|(name, setting)| format!("{name}='{setting}' "));
        let again = format!(
            "{}{} {}",
            settings.collect::<String>(),
            self.program,
            self.arguments.join(" ")
        );
        TaskError::Failed {
            purpose: self.purpose.to_owned(),
            again,
        }
    }
}

/// Announces work, does it, and says how long it took.
///
/// # Errors
///
/// What the work returns.
pub fn timed<T>(
    purpose: &str,
    work: impl FnOnce() -> Result<T, TaskError>,
) -> Result<T, TaskError> {
    println!("==> {purpose}");
    let begun = Instant::now();
    let done = work()?;
    println!("    done in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(done)
}
