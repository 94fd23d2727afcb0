//! One target at a time.

use std::ffi::OsStr;
use std::fmt::Display;
use std::fmt::Formatter;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use crate::fuzz;
use crate::fuzz::tools::Programs;
use crate::step::TaskError;
use crate::workspace::create_folder;

/// No input needs longer, seconds.
const INPUT_S_MAX: u32 = 20;

/// The program, its shadow memory and all inputs; and a single allocation, MiB.
const MEMORY_MIB_MAX: u32 = 2048;
const ALLOCATION_MIB_MAX: u32 = 64;

/// Longest input, and longest one that is kept, bytes.
const INPUT_BYTES_MAX: u32 = 4096;
const KEPT_BYTES_MAX: u32 = 2048;

/// Most inputs that are kept of one target: the replay takes a minute for all.
const KEPT_MAX: usize = 300;

/// How often to say how it goes.
const TOLD_EVERY: Duration = Duration::from_secs(30);

/// How a run went.
#[derive(Debug, Default)]
pub struct Outcome {
    target: String,
    seconds: f64,
    runs: u64,
    /// Edges and features of the program that were reached.
    edges: u64,
    features: u64,
    peak_mib: u64,
    found: Vec<PathBuf>,
    log: PathBuf,
    program: PathBuf,
    has_failed: bool,
}

/// Lets libFuzzer work on a target for some time. What it learns stays below `target`.
///
/// # Errors
///
/// When the program cannot be started. What it finds is in the outcome.
pub fn run(
    programs: &Programs,
    target: &'static str,
    time: Duration,
) -> Result<Outcome, TaskError> {
    let folder = fuzz::folder();
    let [learned, found, logs] =
        ["corpus", "found", "log"].map(|what| folder.join(what).join(target));
    for folder in [&learned, &found, &logs] {
        create_folder(folder)?;
    }
    let mut outcome = Outcome {
        target: target.to_owned(),
        log: logs.join("last.txt"),
        program: programs.of(target),
        ..Outcome::default()
    };
    let known = files(&found);
    let begun = Instant::now();
    let mut command = program(programs, target)?;
    command
        .arg(format!("-max_total_time={}", time.as_secs().max(1)))
        .arg(format!("-max_len={INPUT_BYTES_MAX}"))
        .arg(format!(
            "-dict={}",
            fuzz::committed("dictionaries")
                .join(target)
                .with_extension("dict")
                .display()
        ))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg("-print_final_stats=1")
        .arg(&learned)
        .args(both_committed(target));
    outcome.has_failed = !outcome.watch(&mut command)?;
    outcome.seconds = begun.elapsed().as_secs_f64();
    outcome.found = files(&found);
    outcome.found.retain(|path| !known.contains(path));
    Ok(outcome)
}

/// Puts the fewest inputs that reach what all reach, besides the seeds, into the repository.
///
/// # Errors
///
/// When the program fails on one of them, or a file cannot be written.
pub fn keep(programs: &Programs, target: &'static str) -> Result<(), TaskError> {
    let seeds = fuzz::committed("seeds").join(target);
    let corpus = fuzz::committed("corpus").join(target);
    let learned = fuzz::folder().join("corpus").join(target);
    let merged = fuzz::folder().join("merged").join(target);
    // libFuzzer adds to the first folder what is in the others and reaches more.
    clear(&merged)?;
    copy_all(&seeds, &merged)?;
    let mut command = program(programs, target)?;
    let log = fuzz::folder().join("log").join(target).join("merge.txt");
    command
        .args(["-merge=1", "-set_cover_merge=1"])
        .arg(format!("-max_len={KEPT_BYTES_MAX}"))
        .arg(&merged);
    create_folder(&corpus)?;
    let status = command
        .args([&corpus, &learned])
        .stdout(Stdio::null())
        .stderr(create(&log)?)
        .status();
    if !status.is_ok_and(|status| status.success()) {
        return Err(TaskError::said(format!(
            "merging failed; see {}",
            log.display()
        )));
    }
    let mut kept = files(&merged);
    kept.retain(|path| {
        path.file_name()
            .is_some_and(|name| !seeds.join(name).exists())
    });
    kept.retain(|path| size(path) <= u64::from(KEPT_BYTES_MAX));
    kept.sort_by_key(|path| (size(path), path.clone()));
    kept.truncate(KEPT_MAX);
    clear(&corpus)?;
    for path in &kept {
        copy(path, &corpus)?;
    }
    println!("    {} inputs in {}", kept.len(), corpus.display());
    Ok(())
}

impl Outcome {
    /// Names of the columns of [`Outcome::row`].
    pub const HEADING: &str =
        "target         time       runs   runs/s   edges  features  memory    found";

    /// The outcome as a row of a table.
    #[must_use]
    pub fn row(&self) -> String {
        format!(
            "{:<11} {:>5.0} s {:>10} {:>8.0} {:>7} {:>9} {:>4} MiB {:>6}",
            self.target,
            self.seconds,
            self.runs,
            self.runs as f64 / self.seconds.max(1.0),
            self.edges,
            self.features,
            self.peak_mib,
            self.found.len()
        )
    }

    /// What was found and how to see it again; `None` where nothing was.
    #[must_use]
    pub fn found(&self) -> Option<String> {
        if self.found.is_empty() && !self.has_failed {
            return None;
        }
        let again = |input: &PathBuf| format!("  {} {}", self.program.display(), input.display());
        let lines: Vec<String> = self.found.iter().map(again).collect();
        Some(format!(
            "{}, see {}\n{}",
            self.target,
            self.log.display(),
            lines.join("\n")
        ))
    }

    /// Runs the program to its end, says now and then how it goes, and whether it ended well.
    fn watch(&mut self, command: &mut Command) -> Result<bool, TaskError> {
        let mut log = create(&self.log)?;
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| TaskError::Start {
                program: self.program.display().to_string(),
                source,
            })?;
        let mut told = Instant::now();
        if let Some(output) = child.stderr.take() {
            for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line);
                let _ = writeln!(log, "{line}");
                self.learn(&line);
                if told.elapsed() >= TOLD_EVERY {
                    println!("    {self}");
                    told = Instant::now();
                }
            }
        }
        let status = child.wait().map_err(TaskError::said)?;
        Ok(status.success())
    }

    /// Takes the numbers out of a line such as `#1024 NEW cov: 12 ft: 34 corp: ...`.
    fn learn(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let after = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            words.get(at + 1)?.parse::<u64>().ok()
        };
        let runs = words.first().and_then(|word| word.strip_prefix('#'));
        if let (Some(runs), Some(edges)) = (runs, after("cov:")) {
            self.runs = runs.parse().unwrap_or(self.runs);
            self.edges = edges;
        }
        self.features = after("ft:").unwrap_or(self.features);
        self.runs = after("stat::number_of_executed_units:").unwrap_or(self.runs);
        self.peak_mib = after("stat::peak_rss_mb:").unwrap_or(self.peak_mib);
    }
}

impl Display for Outcome {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} runs, {} edges, {} features",
            self.runs, self.edges, self.features
        )
    }
}

/// The program of a target, with what it must not exceed.
fn program(programs: &Programs, target: &str) -> Result<Command, TaskError> {
    let scratch = scratch()?;
    let mut command = Command::new(programs.of(target));
    command
        .env("TMPDIR", scratch)
        .arg(format!("-timeout={INPUT_S_MAX}"))
        .arg(format!("-rss_limit_mb={MEMORY_MIB_MAX}"))
        .arg(format!("-malloc_limit_mb={ALLOCATION_MIB_MAX}"));
    Ok(command)
}

/// Where targets write files: in memory, where there is such a folder.
fn scratch() -> Result<PathBuf, TaskError> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        return Ok(memory.to_owned());
    }
    let folder = fuzz::folder().join("scratch");
    create_folder(&folder)?;
    Ok(folder)
}

fn both_committed(target: &str) -> Vec<PathBuf> {
    let folders = ["seeds", "corpus"].map(|what| fuzz::committed(what).join(target));
    folders
        .into_iter()
        .filter(|folder| folder.is_dir())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn size(path: &Path) -> u64 {
    path.metadata().map_or(u64::MAX, |found| found.len())
}

fn create(path: &Path) -> Result<std::fs::File, TaskError> {
    std::fs::File::create(path).map_err(|source| at(path, source))
}

fn clear(folder: &Path) -> Result<(), TaskError> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|source| at(folder, source))?;
    }
    create_folder(folder)
}

fn copy_all(from: &Path, to: &Path) -> Result<(), TaskError> {
    files(from).iter().try_for_each(|path| copy(path, to))
}

fn copy(path: &Path, folder: &Path) -> Result<(), TaskError> {
    let name = path.file_name().unwrap_or(OsStr::new("input"));
    std::fs::copy(path, folder.join(name)).map_err(|source| at(path, source))?;
    Ok(())
}

fn at(path: &Path, source: std::io::Error) -> TaskError {
    TaskError::File {
        path: path.to_owned(),
        source,
    }
}
