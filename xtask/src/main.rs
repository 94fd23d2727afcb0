//! The tasks of the project. `cargo xtask` without a task lists them.

mod advice;
mod bench;
mod bundle;
mod check;
mod demo;
#[cfg(target_os = "linux")]
mod editor_bench;
mod fuzz;
#[cfg(target_os = "linux")]
mod hosts;
mod licences;
mod peers;
mod rtsan;
#[cfg(target_os = "linux")]
mod screenshots;
mod soak;
mod step;
mod threads;
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
  advice [--json] [--misses] [--fault NAME]... [SONG SONG...]
                                    how often the engine names known faults, and whether its first move cures them
  hosts [--json] [NAME]...          the VST3 in pedalboard and DawDreamer (Linux; needs python3-venv, PyPI, Xvfb)
  peers [--json]                    what the engine costs beside other meters (needs LV2 development files)
  rtsan                             fifteen minutes of music through the plug-in under RealtimeSanitizer
  fuzz [--minutes N] [--keep] [TARGET]...
                                    random bytes into everything that reads any, a minute each (needs a C++ compiler);
                                    --keep keeps the fewest that reach as much in fuzz/corpus
  soak [--hours N] [--seed S] [--json]
                                    hours of audio (1) through the plug-in, with everything that hosts do at random:
                                    memory, threads, heap on the audio thread, drift
  interleavings [MODEL]...          what threads share, in every order in which they can come to their turns
  tsan                              the same code with the real queues under ThreadSanitizer (Linux)
  miri                              the same under Miri, where the toolchain has it";

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
        "screenshots" | "screenshots-host" | "bench-editor-host" | "hosts" | "hosts-picture" => {
            with_window(task, rest)
        }
        "advice" => advice::run(rest),
        "peers" => peers::run(rest),
        "fuzz" => fuzz::run(rest),
        "soak" => soak::run(rest),
        // The demo starts itself again in a process with its own environment.
        demo::HOST_TASK => demo::host(rest),
        "test" | "check" | "bundle" | "rtsan" | "licences" | "tsan" | "miri"
            if !rest.is_empty() =>
        {
            Err(TaskError::Usage(format!("{task} takes no arguments")))
        }
        "test" => check::test(),
        "check" => check::check(),
        "bundle" => bundle::run().map(|_| ()),
        "rtsan" => rtsan::run(),
        "interleavings" => threads::interleavings(rest),
        "tsan" => threads::tsan(),
        "miri" => threads::miri(),
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
        "hosts" => hosts::run(rest),
        hosts::CAMERA_TASK => hosts::photograph(rest),
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
