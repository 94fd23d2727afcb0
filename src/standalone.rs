//! The plug-in in a window of its own, without a host: it listens to a file or, with the feature `standalone`, to the
//! sound card.

mod args;
mod context;
mod deck;
mod error;
mod play;
mod player;
#[cfg(feature = "standalone")]
mod sound_card;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::standalone::args::Args;
use crate::standalone::error::StandaloneError;
use crate::standalone::play::Heard;

/// Done.
const DONE: u8 = 0;

/// Wrong usage.
const USAGE: u8 = 2;

/// A file could not be read to its end.
const UNREADABLE: u8 = 3;

/// Runs the program and says how it went: 0 done, 2 wrong usage, 3 a file could not be read, 4 no window or no sound
/// card.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too, on the standard output. A closed pipe there is nobody's fault.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    match run(&args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            message(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(args: &Args) -> Result<u8, StandaloneError> {
    match &args.play {
        Some(file) => Ok(match play::play(file, &args.reference)? {
            Heard::Whole => DONE,
            Heard::Part => UNREADABLE,
        }),
        #[cfg(feature = "standalone")]
        None => sound_card::listen(&args.listen).map(|()| DONE),
        // Help has been printed instead.
        #[cfg(not(feature = "standalone"))]
        None => Ok(DONE),
    }
}

/// Says something to whoever watches the terminal. That nobody does changes nothing.
fn message(text: &str) {
    let _ = writeln!(std::io::stderr(), "triage: {text}");
}
