//! What was meant: every option checked and resolved, so that nothing after this can be wrong usage.

use std::path::Path;
use std::path::PathBuf;

use crate::cli::args::AnalyzeArgs;
use crate::cli::args::Args;
use crate::cli::args::Command;
use crate::cli::args::CompareArgs;
use crate::cli::args::FailOnArg;
use crate::cli::args::FocusArg;
use crate::cli::args::FormatArg;
use crate::cli::args::JudgingArgs;
use crate::cli::args::ProfileArgs;
use crate::cli::args::StageArg;
use crate::cli::error::CliError;
use crate::listen::name_of;
use crate::model::profile::REFERENCES_MAX;
use crate::model::report::Severity;
use crate::model::settings::Focus;
use crate::model::settings::Settings;
use crate::model::settings::Stage;
use crate::storage::is_same_file;

/// Faders end somewhere; a larger number is a typing error, dB.
const FADER_DB: (f64, f64) = (-144.0, 48.0);

/// One command, ready to run.
#[derive(Debug)]
pub(super) enum Plan {
    Analyze(AnalyzePlan),
    Compare(ComparePlan),
    Profile(ProfilePlan),
}

/// Judge a mix.
#[derive(Debug)]
pub(super) struct AnalyzePlan {
    pub(super) mix: PathBuf,
    pub(super) yardstick: Yardstick,
    pub(super) settings: Settings,
    pub(super) format: FormatArg,
    pub(super) output: Option<PathBuf>,
    pub(super) fail_on: Option<Severity>,
    /// What was typed and has no effect.
    pub(super) remark: Option<String>,
}

/// Say what became of a mix.
#[derive(Debug)]
pub(super) struct ComparePlan {
    pub(super) before: PathBuf,
    pub(super) after: PathBuf,
    pub(super) yardstick: Yardstick,
    pub(super) settings: Settings,
    pub(super) format: FormatArg,
    pub(super) output: Option<PathBuf>,
    /// What was typed and has no effect.
    pub(super) remark: Option<String>,
}

/// What mixes are held against.
#[derive(Debug)]
pub(super) enum Yardstick {
    /// The built-in curve of the settings.
    BuiltIn,
    /// Files to measure.
    References(Vec<PathBuf>),
    /// Numbers of files measured before.
    Profile(PathBuf),
}

/// Measure references.
#[derive(Debug)]
pub(super) struct ProfilePlan {
    pub(super) references: Vec<PathBuf>,
    pub(super) output: PathBuf,
    pub(super) name: String,
}

impl Plan {
    /// Works out what was meant.
    pub(super) fn new(args: Args) -> Result<Self, CliError> {
        match args.command {
            Command::Analyze(args) => analyze(*args).map(Self::Analyze),
            Command::Compare(args) => compare(*args).map(Self::Compare),
            Command::Profile(args) => profile(args).map(Self::Profile),
        }
    }
}

fn analyze(args: AnalyzeArgs) -> Result<AnalyzePlan, CliError> {
    let judging = judging(&[&args.mix], args.judging)?;
    Ok(AnalyzePlan {
        mix: args.mix,
        yardstick: judging.yardstick,
        settings: judging.settings,
        format: judging.format,
        output: judging.output,
        fail_on: args.fail_on.map(severity),
        remark: judging.remark,
    })
}

fn compare(args: CompareArgs) -> Result<ComparePlan, CliError> {
    if !args.stem_before.is_empty() || !args.stem_after.is_empty() {
        return usage(
            "stems cannot be compared yet; leave out --stem-before and --stem-after".to_owned(),
        );
    }
    let judging = judging(&[&args.before, &args.after], args.judging)?;
    Ok(ComparePlan {
        before: args.before,
        after: args.after,
        yardstick: judging.yardstick,
        settings: judging.settings,
        format: judging.format,
        output: judging.output,
        remark: judging.remark,
    })
}

/// By what mixes are judged, and where the answer goes.
struct Judging {
    yardstick: Yardstick,
    settings: Settings,
    format: FormatArg,
    output: Option<PathBuf>,
    remark: Option<String>,
}

fn judging(mixes: &[&PathBuf], args: JudgingArgs) -> Result<Judging, CliError> {
    let (lowest_db, highest_db) = FADER_DB;
    if !(lowest_db..=highest_db).contains(&args.main_fader_db) {
        return usage(format!(
            "--main-fader-db must be between {lowest_db} and {highest_db} dB"
        ));
    }
    check_references(&args.reference)?;
    let inputs = || {
        let mixes = mixes.iter().copied();
        mixes.chain(&args.reference).chain(&args.profile)
    };
    inputs().try_for_each(|input| check_input(input))?;
    if let Some(output) = &args.output {
        check_output(output, inputs())?;
    }
    let settings = Settings {
        stage: stage(args.stage),
        focus: focus(args.focus),
        target: args.target.unwrap_or_default(),
        iteration: args.iteration,
        main_fader_db: args.main_fader_db,
    };
    let yardstick = match args.profile {
        Some(profile) => Yardstick::Profile(profile),
        None if args.reference.is_empty() => Yardstick::BuiltIn,
        None => Yardstick::References(args.reference),
    };
    let is_target_idle = args.target.is_some() && !matches!(yardstick, Yardstick::BuiltIn);
    Ok(Judging {
        yardstick,
        settings,
        format: args.format,
        output: args.output,
        remark: is_target_idle
            .then(|| "--target has no effect: your reference is used instead".to_owned()),
    })
}

fn profile(args: ProfileArgs) -> Result<ProfilePlan, CliError> {
    check_references(&args.references)?;
    args.references
        .iter()
        .try_for_each(|input| check_input(input))?;
    check_output(&args.output, &args.references)?;
    let name = args
        .name
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    Ok(ProfilePlan {
        name: name.unwrap_or_else(|| name_of(&args.output)),
        references: args.references,
        output: args.output,
    })
}

fn check_references(references: &[PathBuf]) -> Result<(), CliError> {
    if references.len() > REFERENCES_MAX {
        let count = references.len();
        return usage(format!(
            "{count} references are too many; choose the {REFERENCES_MAX} that matter most"
        ));
    }
    Ok(())
}

fn check_input(path: &Path) -> Result<(), CliError> {
    if path == Path::new("-") {
        return usage("audio cannot be read from the standard input; name a file".to_owned());
    }
    Ok(())
}

/// An answer must never replace the music it is about.
fn check_output<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a PathBuf>,
) -> Result<(), CliError> {
    if inputs.into_iter().any(|input| is_same_file(input, output)) {
        let name = output.display();
        return usage(format!(
            "--output {name} would overwrite an input; choose another name"
        ));
    }
    Ok(())
}

fn usage<T>(text: String) -> Result<T, CliError> {
    Err(CliError::Usage(text))
}

fn stage(arg: StageArg) -> Stage {
    match arg {
        StageArg::Mix => Stage::Mix,
        StageArg::Master => Stage::Master,
    }
}

fn focus(arg: FocusArg) -> Focus {
    match arg {
        FocusArg::All => Focus::All,
        FocusArg::LowEnd => Focus::LowEnd,
        FocusArg::Vocals => Focus::Vocals,
        FocusArg::Stereo => Focus::Stereo,
        FocusArg::Balance => Focus::Balance,
    }
}

fn severity(arg: FailOnArg) -> Severity {
    match arg {
        FailOnArg::Critical => Severity::Critical,
        FailOnArg::Important => Severity::Important,
        FailOnArg::Polish => Severity::Polish,
    }
}
