//! The demo: a song through the built plug-in and through the command line, and whether both say the same.

mod agreement;
mod host;
mod show;
mod song;
mod window;

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::bundle;
use crate::step::Step;
use crate::step::TaskError;
use crate::step::timed;
use crate::workspace;

pub use host::host;

/// The task by which the demo starts itself again as a host.
pub const HOST_TASK: &str = "demo-host";

/// What is played and what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Audio {
    mix: PathBuf,
    references: Vec<PathBuf>,
}

/// How the answer is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// At once, printed.
    Terminal,
    /// In the plug-in's own window, while the song plays.
    Window,
}

/// What was asked for; without audio, the demo song.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Demo {
    audio: Option<Audio>,
    view: View,
}

/// Plays a mix through the plug-in and shows what it says. Without a mix: the song with known faults.
///
/// # Errors
///
/// When something does not build, a file cannot be read, or plug-in and command line disagree.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    let demo = parse(arguments)?;
    let folder = workspace::target().join("demo");
    match demo.view {
        View::Window => {
            window::build()?;
            window::open(&audio(demo.audio, &folder)?)
        }
        View::Terminal => compare(demo.audio, &folder),
    }
}

/// Plug-in and command line, one after the other.
fn compare(given: Option<Audio>, folder: &Path) -> Result<(), TaskError> {
    let bundles = bundle::run()?;
    Step::cargo(
        "the command line",
        "build --release --package triage --bin triage-cli",
    )
    .run()?;
    let audio = audio(given, folder)?;
    let live = play(&bundles.clap, &audio, folder)?;
    show::report("What the plug-in says", &live);
    let offline = timed("the same files through triage-cli", || analyze(&audio))?;
    agreement::check(&live, &offline)?;
    println!("\nplug-in and command line agree: the same issues in the same order");
    Ok(())
}

/// What is played: what was given, or else the demo song, written into the folder.
fn audio(given: Option<Audio>, folder: &Path) -> Result<Audio, TaskError> {
    if let Some(audio) = given {
        return Ok(audio);
    }
    workspace::create_folder(folder)?;
    timed(
        "a song with known faults, and a finished one to compare it with",
        || song::write(folder),
    )
}

/// What stands on the command line.
fn parse(arguments: &[String]) -> Result<Demo, TaskError> {
    let mut view = View::Terminal;
    let mut mix = None;
    let mut references = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--window" => view = View::Window,
            "--reference" => {
                let file = rest
                    .next()
                    .ok_or_else(|| TaskError::Usage("--reference needs a file".to_owned()))?;
                references.push(PathBuf::from(file));
            }
            option if option.starts_with('-') => {
                return Err(TaskError::Usage(format!("demo knows no option {option}")));
            }
            file if mix.is_none() => mix = Some(PathBuf::from(file)),
            extra => {
                return Err(TaskError::Usage(format!(
                    "demo takes one mix, and {extra} is a second"
                )));
            }
        }
    }
    let audio = match mix {
        Some(mix) => Some(Audio { mix, references }),
        None if references.is_empty() => None,
        None => {
            return Err(TaskError::Usage(
                "--reference needs a mix to compare it with".to_owned(),
            ));
        }
    };
    Ok(Demo { audio, view })
}

/// Plays the mix through the built plug-in in a process of its own, and returns the last live report.
fn play(clap: &Path, audio: &Audio, folder: &Path) -> Result<Value, TaskError> {
    let live_folder = folder.join("live");
    // Reports of an earlier run would be taken for this one's.
    if live_folder.exists() {
        std::fs::remove_dir_all(&live_folder).map_err(|source| TaskError::File {
            path: live_folder.clone(),
            source,
        })?;
    }
    workspace::create_folder(&live_folder)?;
    let profile = profile(audio, folder)?;
    println!("==> {} through {}", audio.mix.display(), clap.display());
    let host = std::env::current_exe().map_err(TaskError::said)?;
    let status = Command::new(host)
        .arg(HOST_TASK)
        .args([clap, audio.mix.as_path()])
        .args(profile.iter())
        .args(profile.iter().flat_map(|_| &audio.references))
        .env("TRIAGE_LIVE_DIR", &live_folder)
        .status()
        .map_err(TaskError::said)?;
    if !status.success() {
        return Err(TaskError::said(
            "the plug-in could not be played; see above",
        ));
    }
    live_report(&live_folder)
}

/// The references as the numbers a project file holds.
fn profile(audio: &Audio, folder: &Path) -> Result<Option<PathBuf>, TaskError> {
    if audio.references.is_empty() {
        return Ok(None);
    }
    let path = folder.join("references.json");
    let mut command = Command::new(workspace::release_program("triage-cli"));
    command
        .arg("profile")
        .args(&audio.references)
        .arg("--output")
        .arg(&path);
    output_of(&mut command)?;
    Ok(Some(path))
}

/// The report in the folder of live reports. One instance was played, so there is one.
fn live_report(folder: &Path) -> Result<Value, TaskError> {
    let entries = std::fs::read_dir(folder).map_err(|source| TaskError::File {
        path: folder.to_owned(),
        source,
    })?;
    let mut files = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"));
    let path = files.next().ok_or_else(|| {
        TaskError::said(format!(
            "the plug-in left no report in {}; was the song long enough",
            folder.display()
        ))
    })?;
    println!("    its last report: {}", path.display());
    let text = std::fs::read_to_string(&path).map_err(|source| TaskError::File { path, source })?;
    serde_json::from_str(&text).map_err(TaskError::said)
}

/// What the command line says about the same files.
fn analyze(audio: &Audio) -> Result<Value, TaskError> {
    let mut command = Command::new(workspace::release_program("triage-cli"));
    command
        .arg("analyze")
        .arg(&audio.mix)
        .args(["--format", "json"]);
    for reference in &audio.references {
        command.arg("--reference").arg(reference);
    }
    serde_json::from_slice(&output_of(&mut command)?).map_err(TaskError::said)
}

fn output_of(command: &mut Command) -> Result<Vec<u8>, TaskError> {
    let output = command.output().map_err(TaskError::said)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(TaskError::said(format!(
        "{command:?}\n{}",
        String::from_utf8_lossy(&output.stderr).trim()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Demo, TaskError> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn no_file_means_the_demo_song() {
        let demo = parsed("").unwrap();
        assert_eq!((demo.audio, demo.view), (None, View::Terminal));
    }

    #[test]
    fn window_may_show_the_demo_song_or_a_mix() {
        let demo = parsed("--window").unwrap();
        assert_eq!((demo.audio, demo.view), (None, View::Window));
        let demo = parsed("mix.wav --window").unwrap();
        assert_eq!(demo.audio.unwrap().mix, PathBuf::from("mix.wav"));
        assert_eq!(demo.view, View::Window);
    }

    #[test]
    fn references_may_stand_before_and_after_the_mix() {
        let audio = parsed("--reference a.wav mix.wav --reference b.wav")
            .unwrap()
            .audio
            .unwrap();
        assert_eq!(audio.mix, PathBuf::from("mix.wav"));
        assert_eq!(audio.references, ["a.wav", "b.wav"].map(PathBuf::from));
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for line in [
            "--reference",
            "--reference a.wav",
            "a.wav b.wav",
            "a.wav --loud",
        ] {
            assert!(matches!(parsed(line), Err(TaskError::Usage(_))), "{line}");
        }
    }
}
