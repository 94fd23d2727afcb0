//! What was typed.

use std::path::PathBuf;

use clap::Parser;

const EXAMPLES: &str = "\
Examples:
  Watch Triage listen to a mix:
      triage --play mix.wav
  The same, compared with two songs that sound right:
      triage --play mix.wav --reference song1.flac --reference song2.wav

The file plays once, silently and at the speed of the music; the list of what to fix stays until the window is closed.
For an answer at once and without a window: triage-cli analyze mix.wav

Audio files: WAV (8 to 32-bit integer, 32 and 64-bit float, RF64), AIFF, FLAC, MP3, OGG Vorbis, M4A (AAC, ALAC);
mono or stereo, 8 to 192 kHz, up to 2 hours.

Exit codes: 0 done; 2 wrong usage; 3 a file could not be read; 4 no window, or no sound card.";

/// Listens to a mix and says what to fix next, in a window of its own.
#[derive(Debug, Parser)]
#[command(name = "triage", version, after_help = EXAMPLES, arg_required_else_help = true)]
#[command(max_term_width = 100)]
pub(super) struct Args {
    /// The mix, an audio file
    #[arg(long, value_name = "FILE", required = true)]
    pub(super) play: Option<PathBuf>,
    /// A finished song to compare with; repeat it for up to 20
    #[arg(long, value_name = "FILE", requires = "play")]
    pub(super) reference: Vec<PathBuf>,
}
