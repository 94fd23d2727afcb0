//! The tasks of the project. `cargo xtask` without a task lists them.

mod bench;
mod bundle;
mod check;
mod demo;
#[cfg(target_os = "linux")]
mod editor_bench;
mod licences;
mod peers;
mod rtsan;
#[cfg(target_os = "linux")]
mod screenshots;
mod soak;
mod step;
mod workspace;
#[cfg(target_os = "linux")]
mod x11;

use std::process::ExitCode;

use crate::step::TaskError;

const USAGE: &str = "\
Usage: cargo xtask TASK

  demo [MIX [--reference FILE]...]  build the plug-in, play a song through it, show what it says, and compare with
                                    the command line; without MIX, a song with known faults is made
  demo --window [MIX ...]           play it in the plug-in's own window, at the speed of the music
  test                              everything that must hold before a change lands
  check                             the same without the tests
  bundle                            build the plug-in for release, ready to copy to a plug-in folder
  bench [--json]                    what the engine costs, by criterion
  bench editor [--json]             what the editor costs while a song plays (Linux; needs Xvfb)
  screenshots [--out DIR] [NAME]... the editor in all its states as PNG files (Linux; needs Xvfb)
  peers [--json]                    what the engine costs beside other meters (needs LV2 development files)
  rtsan                             fifteen minutes of music through the plug-in under RealtimeSanitizer
  soak [--hours N] [--seed S] [--json]
                                    hours of audio (1) through the plug-in, with everything that hosts do at random:
                                    memory, threads, heap on the audio thread, drift";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        return usage("no task given");
    };
    let done = workspace::enter().and_then(|()| run(task, rest));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(TaskError::Usage(reason)) => usage(&reason),
        Err(error) => {
            eprintln!("\nxtask {task}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage(reason: &str) -> ExitCode {
    eprintln!("xtask: {reason}\n\n{USAGE}");
    ExitCode::from(2)
}

fn run(task: &str, rest: &[String]) -> Result<(), TaskError> {
    match task {
        "demo" => demo::run(rest),
        "bench" if rest.first().is_some_and(|what| what == "editor") => {
            with_window(task, &rest[1..])
        }
        "bench" => bench::run(rest),
        "screenshots" | "screenshots-host" | "bench-editor-host" => with_window(task, rest),
        "peers" => peers::run(rest),
        "soak" => soak::run(rest),
        // The demo starts itself again in a process with its own environment.
        demo::HOST_TASK => demo::host(rest),
        "test" | "check" | "bundle" | "rtsan" | "licences" if !rest.is_empty() => {
            Err(TaskError::Usage(format!("{task} takes no arguments")))
        }
        "test" => check::test(),
        "check" => check::check(),
        "bundle" => bundle::run().map(|_| ()),
        "rtsan" => rtsan::run(),
        "licences" => licences::check().map(|told| println!("{told}")),
        _ => Err(TaskError::Usage(format!("no task is called {task}"))),
    }
}

/// The tasks that open the editor, which the testkit can do on X displays.
#[cfg(target_os = "linux")]
fn with_window(task: &str, rest: &[String]) -> Result<(), TaskError> {
    match task {
        "screenshots" => screenshots::run(rest),
        // Both start themselves again, in a process that has the display.
        screenshots::HOST_TASK => screenshots::host(rest),
        editor_bench::HOST_TASK => editor_bench::host(rest),
        _ => editor_bench::run_all(rest),
    }
}

#[cfg(not(target_os = "linux"))]
fn with_window(task: &str, _rest: &[String]) -> Result<(), TaskError> {
    Err(TaskError::said(format!(
        "{task} opens the editor on an X display, which needs Linux"
    )))
}
