//! What Triage costs beside other meters: the same blocks of the same audio, one after the other, in the same run.
//!
//! `triage-peers [--json] [AUDIO]`. Absolute times depend on the machine and on what else it does; ratios much less.

mod audio;
mod contenders;
mod lv2;
mod memory;
mod offline;
mod race;
mod timing;

use std::process::ExitCode;

use serde_json::Map;
use serde_json::Value;

use crate::audio::Material;
use crate::contenders::Contender;
use crate::timing::Timing;

/// Why the comparison could not be made.
#[derive(Debug, thiserror::Error)]
enum PeersError {
    /// The command line makes no sense.
    #[error("usage: triage-peers [--json] [AUDIO]")]
    Usage,
    /// Anything that needs a sentence of its own.
    #[error("{0}")]
    Said(String),
}

impl PeersError {
    fn said(what: impl std::fmt::Display) -> Self {
        Self::Said(what.to_string())
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ PeersError::Usage) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("triage-peers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), PeersError> {
    let (files, options): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| !argument.starts_with("--"));
    let wants_json = match options
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => false,
        ["--json"] => true,
        _ => return Err(PeersError::Usage),
    };
    if files.len() > 1 {
        return Err(PeersError::Usage);
    }
    // Before anything else has been allocated and freed: freed pages would be used again, and nothing would grow.
    let memory = memory::engine_mib()?;
    let mut figures = Map::new();
    for material in audio::materials(files.first())? {
        let timings = race::run(&material)?;
        print_table(&material, &timings);
        record(&mut figures, &material, &timings);
    }
    figures.insert("memory_mib".to_owned(), memory.into());
    figures.extend(offline::compare()?);
    println!("\none engine: {} MiB", figures["memory_mib"]);
    if wants_json {
        println!("{}", Value::Object(figures));
    }
    Ok(())
}

fn print_table(material: &Material, timings: &[(Contender, Timing)]) {
    println!(
        "\n{}: {} blocks of {} stereo frames at {:.1} kHz, µs per block",
        material.name,
        material.blocks().count(),
        audio::BLOCK_FRAMES,
        material.sample_rate_hz / 1000.0
    );
    println!(
        "{:<36}{:>8}{:>8}{:>8}{:>8}",
        "", "mean", "median", "99 %", "worst"
    );
    for (contender, timing) in timings {
        println!(
            "{:<36}{:>8.2}{:>8.2}{:>8.2}{:>8.1}",
            contender.name, timing.mean_us, timing.median_us, timing.p99_us, timing.worst_us
        );
    }
}

/// Adds the figures of one material. Those of the first, music, have plain names.
fn record(figures: &mut Map<String, Value>, material: &Material, timings: &[(Contender, Timing)]) {
    let prefix = material.prefix;
    for (contender, timing) in timings {
        let mut put = |suffix: &str, figure: f64| {
            figures.insert(
                format!("{prefix}{}_{suffix}", contender.key),
                round(figure).into(),
            );
        };
        put("us", timing.mean_us);
        put("median_us", timing.median_us);
        put("p99_us", timing.p99_us);
    }
    let mean = |key: &str| {
        timings
            .iter()
            .find(|(contender, _)| contender.key == key)
            .map(|(_, timing)| timing.mean_us)
    };
    if let (Some(triage), Some(yardstick)) = (mean(contenders::TRIAGE), mean(contenders::YARDSTICK))
    {
        println!(
            "Triage costs {:.2} times x42 EBU R128 with true peak",
            triage / yardstick
        );
        figures.insert(format!("{prefix}ratio"), round(triage / yardstick).into());
    }
}

fn round(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}
