//! What the editor costs: processor time, the wait for its first frame, memory, and the size of the plug-in.

mod host;
mod process;
mod show;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::bundle;
use crate::step::TaskError;
use crate::step::timed;
use crate::workspace;
use crate::x11;

pub use host::host;

/// The task by which the bench starts itself again as a host.
pub const HOST_TASK: &str = "bench-editor-host";

/// Room for the editor at twice its size.
const SCREEN: [u16; 2] = [2400, 1600];

/// One run of the plug-in in a process of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    name: &'static str,
    /// What is played: the demo song, or silence with the transport stopped.
    sound: &'static str,
    /// Scale of the editor; `None` for a closed one.
    scale: Option<f64>,
}

const RUNS: [Run; 5] = [
    run("closed, playing", "song", None),
    run("closed, stopped", "silence", None),
    run("open at 1x, playing", "song", Some(1.0)),
    run("open at 2x, playing", "song", Some(2.0)),
    run("open at 1x, stopped", "silence", Some(1.0)),
];

const fn run(name: &'static str, sound: &'static str, scale: Option<f64>) -> Run {
    Run { name, sound, scale }
}

/// What a run measured.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cost {
    /// Of all threads of the process, host and song player included, as a share of one core.
    process_ratio: f64,
    /// Of the threads that came with the editor.
    editor_ratio: f64,
    /// From the call that opens the editor to the first frame in its window.
    first_frame_ms: f64,
    /// Resident memory that came with the editor.
    editor_memory_mb: f64,
    /// Threads that came with the editor and did not go with it.
    threads_left: f64,
    /// Resident memory of a host process with the plug-in and nothing to play yet.
    plugin_memory_mb: f64,
}

/// Measures the editor; `--json` adds all figures on the last line.
///
/// # Errors
///
/// When it does not build, cannot be opened, or there is no X server.
pub fn run_all(arguments: &[String]) -> Result<(), TaskError> {
    let wants_json = match arguments {
        [] => false,
        [only] if only == "--json" => true,
        _ => {
            return Err(TaskError::Usage(
                "bench editor takes only --json".to_owned(),
            ));
        }
    };
    let bundles = bundle::run()?;
    let server = x11::server(SCREEN)?;
    let mut costs = Vec::new();
    for run in RUNS {
        let scale = run
            .scale
            .map_or("closed".to_owned(), |scale| scale.to_string());
        let clap = bundles.clap.display().to_string();
        let printed = timed(run.name, || {
            x11::run_again(&server, HOST_TASK, &[&clap, run.sound, &scale])
        })?;
        costs.push(cost(&printed)?);
    }
    let size_mb = stripped_mb(&bundles.clap)?;
    let [playing, stopped, at_1x, at_2x, still] = costs.as_slice() else {
        return Err(TaskError::said("a run is missing"));
    };
    let figures = show::figures(&show::Costs {
        playing,
        stopped,
        at_1x,
        at_2x,
        still,
        size_mb,
    });
    show::table(&figures);
    if wants_json {
        println!("{}", show::json(&figures));
    }
    Ok(())
}

fn cost(printed: &str) -> Result<Cost, TaskError> {
    let last = printed.lines().last().unwrap_or_default();
    let json: Value = serde_json::from_str(last).map_err(TaskError::said)?;
    let figure = |name: &str| json[name].as_f64().unwrap_or_default();
    Ok(Cost {
        process_ratio: figure("process_ratio"),
        editor_ratio: figure("editor_ratio"),
        first_frame_ms: figure("first_frame_ms"),
        editor_memory_mb: figure("editor_memory_mb"),
        threads_left: figure("threads_left"),
        plugin_memory_mb: figure("plugin_memory_mb"),
    })
}

/// The size of the plug-in without symbols, as it is shipped, in megabytes.
fn stripped_mb(clap: &Path) -> Result<f64, TaskError> {
    let stripped = workspace::target().join("bundled/Triage.stripped");
    let status = Command::new("strip")
        .arg("-o")
        .args([stripped.as_path(), clap])
        .status()
        .map_err(|source| TaskError::Start {
            program: "strip".to_owned(),
            source,
        })?;
    if !status.success() {
        return Err(TaskError::said(format!(
            "strip does not take {}",
            clap.display()
        )));
    }
    let bytes = std::fs::metadata(&stripped)
        .and_then(|metadata| std::fs::remove_file(&stripped).map(|()| metadata.len()))
        .map_err(|source| TaskError::File {
            path: stripped,
            source,
        })?;
    Ok(bytes as f64 / 1e6)
}
