//! Streams fifteen minutes of music through the built plug-in under RealtimeSanitizer, which ends the process at the
//! first call that may wait.
//!
//! `triage-rtsan PLUGIN.clap`. The sanitizer must have been linked in; whether it was is tried first, by a violation on
//! purpose in a process of its own.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::process::ExitCode;
use std::process::Stdio;

use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;
use triage_testkit::host::music::music;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

const SELF_TEST: &str = "violate";
const SAMPLE_RATE_HZ: f64 = 48_000.0;
const ROUND_S: usize = 60;
const ROUNDS: usize = 15;

fn main() -> ExitCode {
    rtsan_standalone::ensure_initialized();
    match std::env::args().nth(1).as_deref() {
        Some(SELF_TEST) => {
            violate();
            ExitCode::SUCCESS
        }
        Some(plugin) => match check(Path::new(plugin)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("triage-rtsan: {error}");
                ExitCode::FAILURE
            }
        },
        None => {
            eprintln!("usage: triage-rtsan PLUGIN.clap");
            ExitCode::from(2)
        }
    }
}

/// Allocates where that is forbidden. Never returns when the sanitizer is at work.
fn violate() {
    let _realtime = rtsan_standalone::ScopedSanitizeRealtime::default();
    std::hint::black_box(vec![0_u8; 4096]);
}

fn check(plugin: &Path) -> Result<(), Box<dyn Error>> {
    let violation = Command::new(std::env::current_exe()?)
        .arg(SELF_TEST)
        .stderr(Stdio::piped())
        .output()?;
    let told = String::from_utf8_lossy(&violation.stderr);
    if violation.status.success() || !told.contains("RealtimeSanitizer") {
        return Err(
            "an allocation on purpose went unnoticed: the sanitizer is not linked in, \
                    set RTSAN_ENABLE and RTSAN_LIB_PATH and build again"
                .into(),
        );
    }
    println!("self-test: an allocation in the realtime scope was caught");
    stream(plugin)
}

fn stream(plugin: &Path) -> Result<(), Box<dyn Error>> {
    let library = Library::load(plugin)?;
    let mut instance = Instance::new(&library)?;
    instance.set("Use side-chain", 1.0)?;
    let frames = ROUND_S * SAMPLE_RATE_HZ as usize;
    let audio = music(SAMPLE_RATE_HZ, frames);
    let mut stream = instance.start(SAMPLE_RATE_HZ, 2048)?;
    for round in 0..ROUNDS {
        let song_frame = i64::try_from(round * frames)?;
        // Play, loop, stop, and play without a transport.
        let stretches = [
            (frames / 2, Transport::Rolling(song_frame)),
            (frames / 4, Transport::Rolling(song_frame)),
            (frames / 8, Transport::Stopped(song_frame)),
            (frames / 8, Transport::Absent),
        ]
        .map(|(frames, transport)| Stretch { frames, transport });
        stream.change(instance.change("Reset", f64::from(round as u32 % 2))?);
        let take = Take {
            mix: &audio,
            side_chain: Some(&audio),
            stretches: &stretches,
            calls: &[512, 64, 1, 2048, 441, 0, 7],
        };
        let recording = stream.play(&take, |_| ())?;
        if !recording.equals(&audio) {
            return Err("the output differs from the input".into());
        }
    }
    instance.stop(stream);
    println!(
        "{} minutes of music: no call that may wait",
        ROUNDS * ROUND_S / 60
    );
    Ok(())
}
