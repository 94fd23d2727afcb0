//! Lets libFuzzer look for bytes that break what reads them.

mod run;
mod tools;

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use crate::fuzz::run::Outcome;
use crate::fuzz::tools::Programs;
use crate::step::TaskError;
use crate::step::timed;
use crate::workspace;

/// The targets, as in `fuzz/targets`.
const TARGETS: [&str; 6] = ["arguments", "audio", "live", "profile", "state", "versions"];

/// What was asked for.
struct Request {
    targets: Vec<&'static str>,
    time_each: Duration,
    keeps: Keeps,
}

/// What becomes of inputs that reach something new.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeps {
    /// They stay below `target`, for the next run.
    ForItself,
    /// The fewest that reach everything go into the repository.
    Corpus,
}

/// Runs the targets in turn, and says what each found.
///
/// # Errors
///
/// When a tool is missing, or when something was found.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    let request = Request::new(arguments)?;
    let programs = Programs::build()?;
    let mut outcomes = Vec::new();
    for target in request.targets {
        let minutes = request.time_each.as_secs_f64() / 60.0;
        let outcome = timed(&format!("{target}, for {minutes} min"), || {
            run::run(&programs, target, request.time_each)
        })?;
        println!("    {outcome}");
        if request.keeps == Keeps::Corpus {
            timed(
                &format!("the fewest inputs of {target} that reach as much"),
                || run::keep(&programs, target),
            )?;
        }
        outcomes.push(outcome);
    }
    println!("\n{}", Outcome::HEADING);
    for outcome in &outcomes {
        println!("{}", outcome.row());
    }
    let found: Vec<String> = outcomes.iter().filter_map(Outcome::found).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(TaskError::said(format!(
        "found:\n{}\nmend it, then keep the input under a name that says what it broke in fuzz/seeds",
        found.join("\n")
    )))
}

impl Request {
    fn new(arguments: &[String]) -> Result<Self, TaskError> {
        let mut request = Self {
            targets: Vec::new(),
            time_each: Duration::from_secs(60),
            keeps: Keeps::ForItself,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--keep" => request.keeps = Keeps::Corpus,
                "--minutes" => request.time_each = minutes(rest.next())?,
                name => request.targets.push(target(name)?),
            }
        }
        if request.targets.is_empty() {
            request.targets = TARGETS.to_vec();
        }
        Ok(request)
    }
}

fn minutes(argument: Option<&String>) -> Result<Duration, TaskError> {
    argument
        .and_then(|text| text.parse().ok())
        .filter(|minutes| (0.01..=100_000.0).contains(minutes))
        .map(|minutes: f64| Duration::from_secs_f64(minutes * 60.0))
        .ok_or_else(|| TaskError::Usage("--minutes needs a number, such as 5".to_owned()))
}

fn target(name: &str) -> Result<&'static str, TaskError> {
    let known = TARGETS.into_iter().find(|known| *known == name);
    known.ok_or_else(|| {
        TaskError::Usage(format!(
            "no fuzz target is called {name}; there are {}",
            TARGETS.join(", ")
        ))
    })
}

/// What the repository has of a target: `seeds`, `corpus` or `dictionaries`.
fn committed(what: &str) -> PathBuf {
    Path::new("fuzz").join(what)
}

/// Where everything of this task is.
fn folder() -> PathBuf {
    workspace::target().join("fuzz")
}
