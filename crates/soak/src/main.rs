//! Hours of audio through the built plug-in, with everything that hosts do, and what it leaves behind.
//!
//! `triage-soak PLUGIN.clap [--hours N] [--seed S] [--json]`, with `TRIAGE_LIVE_DIR` and `TRIAGE_DATA_DIR` set to folders
//! of its own, and `DISPLAY` to a display of its own if editors shall be opened. `cargo xtask soak` sees to all that.
//!
//! One instance stays as it is for all the time, so that what its engine adds up is never begun anew. A second changes
//! rate, layout and rendering. Guests come and go. Now and then all but these two are gone, and both hear the same music
//! again: then their judgement must be that of the engine alone, and the process must hold what it held before.

mod cast;
mod chance;
mod error;
mod material;
mod plan;
mod player;
mod process;
mod rules;
mod scene;
mod show;
mod soak;
mod steady;
mod tally;
#[cfg(target_os = "linux")]
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::error::SoakError;
use crate::soak::Soak;
use crate::soak::Wanted;

triage_testkit::watch_heap!();

const HOURS: f64 = 1.0;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("triage-soak: {error}");
            ExitCode::from(match error {
                SoakError::Usage(_) => 2,
                _ => 1,
            })
        }
    }
}

fn run() -> Result<bool, SoakError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (wanted, wants_json) = parse(&arguments)?;
    println!(
        "{:.2} hours of audio, seed {} (--seed {} repeats it)",
        wanted.hours, wanted.seed, wanted.seed
    );
    let outcome = Soak::new(wanted)?.run()?;
    show::table(&outcome);
    if wants_json {
        println!("{}", show::json(&outcome));
    }
    Ok(outcome.faults.is_empty())
}

fn parse(arguments: &[String]) -> Result<(Wanted, bool), SoakError> {
    let usage = |what: &str| SoakError::Usage(what.to_owned());
    let (mut plugin, mut hours, mut seed, mut wants_json) = (None, HOURS, None, false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || rest.next().ok_or_else(|| usage("a number is missing"));
        match argument.as_str() {
            "--json" => wants_json = true,
            "--hours" => {
                hours = number()?
                    .parse()
                    .ok()
                    .filter(|hours: &f64| hours.is_finite() && *hours > 0.0)
                    .ok_or_else(|| usage("--hours needs a number above 0"))?;
            }
            "--seed" => {
                let told = number()?.parse();
                seed = Some(told.map_err(|_| usage("--seed needs a whole number from 0 on"))?);
            }
            path if plugin.is_none() && !path.starts_with('-') => {
                plugin = Some(PathBuf::from(path));
            }
            other => return Err(usage(&format!("{other} is not known here"))),
        }
    }
    let live = std::env::var_os("TRIAGE_LIVE_DIR")
        .filter(|_| std::env::var_os("TRIAGE_DATA_DIR").is_some());
    let wanted = Wanted {
        plugin: plugin.ok_or_else(|| usage("no plug-in is named"))?,
        live: live.map(PathBuf::from).ok_or_else(|| {
            usage("TRIAGE_LIVE_DIR and TRIAGE_DATA_DIR name no folders of its own")
        })?,
        hours,
        seed: seed.unwrap_or_else(any_seed),
    };
    Ok((wanted, wants_json))
}

/// Another one every time.
fn any_seed() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH);
    since.map_or(1, |since| since.as_millis() as u64 % 1_000_000)
}
