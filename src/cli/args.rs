//! What was typed, word for word. What it means is in `plan`.

use std::path::PathBuf;

use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

use crate::model::settings::Target;

const EXAMPLES: &str = "\
Examples:
  What to fix first in a mix:
      triage-cli analyze mix.wav
  The same, compared with two songs that sound right:
      triage-cli analyze mix.wav --reference song1.flac --reference song2.wav
  Whether the next version is better:
      triage-cli compare mix_v1.wav mix_v2.wav --reference song1.flac
  Measure references once, compare with them often:
      triage-cli profile song1.flac song2.wav song3.wav --output sound.json
      triage-cli analyze mix.wav --profile sound.json
  Stop a script at anything critical:
      triage-cli analyze mix.wav --format json --output mix.json --fail-on critical

Audio files: WAV (8 to 32-bit integer, 32 and 64-bit float, RF64), AIFF, FLAC, MP3, OGG Vorbis, M4A (AAC, ALAC);
mono or stereo, 8 to 192 kHz, up to 2 hours.

Exit codes: 0 done; 1 done, and --fail-on was met; 2 wrong usage; 3 an input could not be read;
4 an output could not be written.";

const ANALYZE_EXAMPLES: &str = "\
Examples:
  triage-cli analyze mix.wav
  triage-cli analyze mix.wav --reference song.flac --iteration 3
  triage-cli analyze mix.wav --target hip-hop --focus low-end
  triage-cli analyze master.wav --stage master --reference album.wav --format markdown
  triage-cli analyze mix.wav --format json --output mix.json --fail-on critical

Without --reference or --profile the mix is compared with a built-in curve. It is provisional: an average of published
measurements, not your song's genre. A reference that you like is always better.

The same audio with the same references gives the same list, to the last digit. Nothing is sent anywhere.";

const COMPARE_EXAMPLES: &str = "\
Examples:
  triage-cli compare mix_v1.wav mix_v2.wav
  triage-cli compare mix_v1.wav mix_v2.wav --reference song.flac --iteration 2
  triage-cli compare mix_v1.wav mix_v2.wav --format markdown --output v2.md

Both versions are judged by the same references. They may begin at different moments (up to 10 s apart), be louder or
quieter, and have other sample rates: they are aligned first, and where one has more than a second of music that the
other lacks, only what both have is compared.

If it sounds worse, trust your ears.";

const PROFILE_EXAMPLES: &str = "\
Examples:
  triage-cli profile song.flac --output song.json
  triage-cli profile album/*.flac --output album.json --name \"First album\"

With several references the profile also knows how far they differ, and a mix is only criticised where it leaves
that range. Five or more similar songs make the best profile.";

/// Listens to a mix, measures it, and says what to fix next.
#[derive(Debug, Parser)]
#[command(name = "triage-cli", version, after_help = EXAMPLES, arg_required_else_help = true)]
#[command(max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say what to fix in a mix, most important first
    #[command(after_help = ANALYZE_EXAMPLES)]
    Analyze(Box<AnalyzeArgs>),
    /// Say what became of a mix from one version to the next
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Box<CompareArgs>),
    /// Measure reference tracks and keep the numbers in a small file
    #[command(after_help = PROFILE_EXAMPLES)]
    Profile(ProfileArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct AnalyzeArgs {
    /// The mix, an audio file
    pub(super) mix: PathBuf,
    #[command(flatten)]
    pub(super) judging: JudgingArgs,
    /// Exit with 1 when there is an issue at least this severe, shown or hidden
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOnArg>,
}

#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// The earlier version of the mix, an audio file
    pub(super) before: PathBuf,
    /// The later version
    pub(super) after: PathBuf,
    #[command(flatten)]
    pub(super) judging: JudgingArgs,
    /// Reserved: a stem of the earlier version
    #[arg(long, value_name = "NAME=FILE", hide = true)]
    pub(super) stem_before: Vec<String>,
    /// Reserved: a stem of the later version
    #[arg(long, value_name = "NAME=FILE", hide = true)]
    pub(super) stem_after: Vec<String>,
}

/// By what mixes are judged, and where the answer goes.
#[derive(Debug, clap::Args)]
pub(super) struct JudgingArgs {
    /// A finished song to compare with; repeat it for up to 20
    #[arg(long, value_name = "FILE", conflicts_with = "profile")]
    pub(super) reference: Vec<PathBuf>,
    /// References measured before with `triage-cli profile`
    #[arg(long, value_name = "FILE")]
    pub(super) profile: Option<PathBuf>,
    /// Built-in curve to compare with where there is no reference
    #[arg(long, value_name = "NAME", value_parser = target_parser())]
    pub(super) target: Option<Target>,
    /// Whether the mix will still be mastered
    #[arg(long, value_enum, default_value_t = StageArg::Mix)]
    pub(super) stage: StageArg,
    /// Show only the issues of one part of the work
    #[arg(long, value_enum, default_value_t = FocusArg::All)]
    pub(super) focus: FocusArg,
    /// Round of work: 1 and 2 show what is critical, 3 and 4 also what is important, 5 and up everything; without it,
    /// everything is shown
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=999))]
    pub(super) iteration: Option<u32>,
    /// Gain that follows after the file, such as a main fader; added to every level
    #[arg(
        long,
        value_name = "X",
        default_value_t = 0.0,
        allow_negative_numbers = true
    )]
    pub(super) main_fader_db: f64,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    pub(super) format: FormatArg,
    /// Write the answer to a file instead of the standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ProfileArgs {
    /// 1 to 20 finished songs, audio files
    #[arg(value_name = "FILE", required = true)]
    pub(super) references: Vec<PathBuf>,
    /// The profile to write
    #[arg(long, short, value_name = "PROFILE.json")]
    pub(super) output: PathBuf,
    /// What to call the profile; without it, the name of its file
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum StageArg {
    /// To be mastered later: headroom is wanted, loudness is free
    Mix,
    /// A finished master: loudness and ceiling are judged
    Master,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FocusArg {
    /// Everything
    All,
    /// Kick and bass
    LowEnd,
    /// Voice range, harshness, sibilance
    Vocals,
    /// Width, phase, mono compatibility
    Stereo,
    /// Tonal balance, loudness, left and right
    Balance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// To read in a terminal
    Text,
    /// To paste into notes or give to an assistant
    Markdown,
    /// For programs: schema triage.report/1 or triage.compare/1, unrounded
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOnArg {
    /// Critical issues only
    Critical,
    /// Critical and important ones
    Important,
    /// Any issue
    Polish,
}

fn target_parser() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.map(Target::name)).map(|name| {
        let named = Target::ALL.into_iter().find(|target| target.name() == name);
        named.unwrap_or_default()
    })
}
