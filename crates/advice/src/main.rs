//! `triage-advice [--json] [--misses] [--fault NAME]... [SONG...]`: how good the advice is.
//!
//! Without songs, those of the testkit; with files, each is spoilt and the next one is the other song of its kind.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Instant;

use serde_json::json;
use triage_advice::TrialError;
use triage_advice::score;
use triage_advice::score::Score;
use triage_advice::songs;
use triage_advice::songs::Pair;
use triage_advice::table;
use triage_advice::trial;
use triage_advice::trial::Plan;
use triage_advice::trial::Trial;
use triage_advice::trial::Yardstick;
use triage_testkit::songbook::Character;

/// Why there is no score.
#[derive(Debug, thiserror::Error)]
enum AdviceError {
    /// The command line makes no sense.
    #[error("{0}\nusage: triage-advice [--json] [--misses] [--fault NAME]... [SONG SONG...]")]
    Usage(String),
    /// A song cannot be read.
    #[error(transparent)]
    Audio(#[from] triage::storage::AudioError),
    /// A song cannot be tried.
    #[error(transparent)]
    Trial(#[from] TrialError),
    /// The score is no JSON.
    #[error("the score cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// What was asked for.
#[derive(Debug, Default)]
struct Asked {
    json: bool,
    misses: bool,
    faults: Vec<String>,
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("triage-advice: a target was missed");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("triage-advice: {error}");
            ExitCode::from(if matches!(error, AdviceError::Usage(_)) {
                2
            } else {
                1
            })
        }
    }
}

fn run() -> Result<bool, AdviceError> {
    let asked = asked()?;
    let sources = sources(&asked)?;
    let trials = try_all(&sources, &asked)?;
    let scores = Yardstick::ALL.map(|yardstick| score::score(&trials, yardstick));
    if asked.json {
        println!(
            "{}",
            serde_json::to_string_pretty(&json!({ "scores": scores, "trials": trials }))?
        );
    } else {
        print_tables(&trials, &scores, asked.misses);
    }
    Ok(scores.iter().all(|score| score.is_reached))
}

fn print_tables(trials: &[Trial], scores: &[Score], with_misses: bool) {
    for score in scores {
        print!("{}", table::of(score));
        if with_misses {
            print!("{}", table::misses(trials, score));
        }
    }
}

fn asked() -> Result<Asked, AdviceError> {
    let mut asked = Asked::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => asked.json = true,
            "--misses" => asked.misses = true,
            "--fault" => match arguments.next() {
                Some(name) => asked.faults.push(name),
                None => return Err(AdviceError::Usage("--fault needs a name".to_owned())),
            },
            option if option.starts_with('-') => {
                return Err(AdviceError::Usage(format!("no option is called {option}")));
            }
            file => asked.files.push(PathBuf::from(file)),
        }
    }
    if asked.files.len() == 1 {
        return Err(AdviceError::Usage(
            "one song has no other song of its kind".to_owned(),
        ));
    }
    Ok(asked)
}

/// Where a pair comes from; it is made when its turn comes, because songs are large.
enum Source {
    Character(Character),
    Files(PathBuf, PathBuf),
}

fn sources(asked: &Asked) -> Result<Vec<Source>, AdviceError> {
    let names = triage_advice::faults::all().map(|fault| fault.name);
    let unknown = asked
        .faults
        .iter()
        .find(|asked| names.clone().all(|name| name != **asked));
    if let Some(name) = unknown {
        let names: Vec<&str> = names.collect();
        return Err(AdviceError::Usage(format!(
            "no fault is called {name}; there are: {}",
            names.join(", ")
        )));
    }
    if asked.files.is_empty() {
        return Ok(Character::ALL.into_iter().map(Source::Character).collect());
    }
    let others = asked.files.iter().cycle().skip(1);
    Ok(asked
        .files
        .iter()
        .zip(others)
        .map(|(song, other)| Source::Files(song.clone(), other.clone()))
        .collect())
}

/// Tries all songs, as many at a time as there are processors.
fn try_all(sources: &[Source], asked: &Asked) -> Result<Vec<Trial>, AdviceError> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(sources.len()) {
            scope.spawn(|| {
                while let Some((place, source)) = {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    sources.get(place).map(|source| (place, source))
                } {
                    let tried = try_one(source, asked);
                    if let Ok(mut done) = done.lock() {
                        done.push((place, tried));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, tried)| tried).collect()
}

fn try_one(source: &Source, asked: &Asked) -> Result<Trial, AdviceError> {
    let started = Instant::now();
    let pair: Pair = match source {
        Source::Character(character) => songs::of_character(*character),
        Source::Files(song, other) => songs::of_files(song, other)?,
    };
    let faults: Vec<&str> = asked.faults.iter().map(String::as_str).collect();
    let trial = trial::run(
        &pair,
        &Plan {
            faults: &faults,
            ..Plan::ALL
        },
    )?;
    eprintln!(
        "{}: {} trials in {:.0} s{}",
        pair.song.name,
        trial.outcomes.len(),
        started.elapsed().as_secs_f64(),
        if trial.absent.is_empty() {
            String::new()
        } else {
            format!(
                "; no sound where these would be: {}",
                trial.absent.join(", ")
            )
        }
    );
    Ok(trial)
}
