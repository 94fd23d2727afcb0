//! What was typed.

use std::path::PathBuf;

use clap::Parser;

const PLAY: &str = "\
Examples:
  Watch Triage listen to a mix:
      triage --play mix.wav
  The same, compared with two songs that sound right:
      triage --play mix.wav --reference song1.flac --reference song2.wav";

#[cfg(feature = "standalone")]
const LISTEN: &str = "
  Listen to an input of the sound card; without a name, it says which there are:
      triage --input \"Line In\"
  Listen to a player through JACK:
      triage --input \"player:out_1,player:out_2\"

Where JACK runs, Triage listens to JACK; connect it with --input or in a patch bay, a reference to its reference ports.
What comes in goes out again, to JACK or to the default output: with a microphone, use headphones.";

/// A program without the sound card says nothing of it.
#[cfg(not(feature = "standalone"))]
const LISTEN: &str = "";

const FILES: &str = "

A file plays once, silently and at the speed of the music; the list of what to fix stays until the window is closed.
For an answer at once and without a window: triage-cli analyze mix.wav

Audio files: WAV (8 to 32-bit integer, 32 and 64-bit float, RF64), AIFF, FLAC, MP3, OGG Vorbis, M4A (AAC, ALAC);
mono or stereo, 8 to 192 kHz, up to 2 hours.

Exit codes: 0 done; 2 wrong usage; 3 a file could not be read; 4 no window, or no sound card.";

/// Listens to a mix and says what to fix next, in a window of its own.
#[derive(Debug, Parser)]
#[command(name = "triage", version, after_help = [PLAY, LISTEN, FILES].concat(), max_term_width = 100)]
#[cfg_attr(not(feature = "standalone"), command(arg_required_else_help = true))]
pub(super) struct Args {
    /// Play this mix, an audio file
    #[arg(long, value_name = "FILE")]
    #[cfg_attr(not(feature = "standalone"), arg(required = true))]
    pub(super) play: Option<PathBuf>,
    /// A finished song to compare it with; repeat it for up to 20
    #[arg(long, value_name = "FILE", requires = "play")]
    pub(super) reference: Vec<PathBuf>,
    #[cfg(feature = "standalone")]
    #[command(flatten)]
    pub(super) listen: Listen,
}

/// What to listen to where no file is played.
#[cfg(feature = "standalone")]
#[derive(Debug, clap::Args)]
pub(super) struct Listen {
    /// Listen to this input of the sound card, or to these JACK ports
    #[arg(long, value_name = "NAME", conflicts_with = "play")]
    pub(super) input: Option<String>,
    /// Sample rate of the sound card, Hz; without it, 48000 or else 44100
    #[arg(long, value_name = "HZ", conflicts_with = "play", value_parser = clap::value_parser!(u32).range(8_000..=384_000))]
    pub(super) sample_rate: Option<u32>,
    /// Use the sound card even where JACK runs
    #[arg(long, conflicts_with = "play")]
    pub(super) no_jack: bool,
}
