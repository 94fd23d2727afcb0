//! A whole file: `triage-cli analyze` beside ffmpeg's EBU R128 filter.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use serde_json::Map;
use serde_json::Value;
use triage_testkit::song;
use triage_testkit::wav;

use crate::PeersError;

/// Runs of each program; the fastest counts.
const RUNS: usize = 3;

/// Length of the file.
const LENGTH_S: usize = 300;

/// Processor time of both programs on the same five minutes; empty when one of them is missing.
pub fn compare() -> Result<Map<String, Value>, PeersError> {
    let Some(cli) = beside_this_program("triage-cli") else {
        eprintln!("no triage-cli beside this program: cargo build --release --bin triage-cli");
        return Ok(Map::new());
    };
    if processor_s().is_none() || !is_installed("ffmpeg") {
        eprintln!("no comparison on files: it needs Linux and ffmpeg (apt-get install ffmpeg)");
        return Ok(Map::new());
    }
    let file = five_minutes()?;
    let (mut ours_s, mut theirs_s) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        ours_s = ours_s.min(cost_s(
            Command::new(&cli)
                .arg("analyze")
                .arg(&file)
                .args(["--format", "json"]),
        )?);
        theirs_s = theirs_s.min(cost_s(
            Command::new("ffmpeg")
                .args(["-v", "error", "-nostdin", "-i"])
                .arg(&file)
                .args(["-af", "ebur128=peak=true", "-f", "null", "-"]),
        )?);
    }
    let _ = std::fs::remove_file(&file);
    println!(
        "\nfive minutes of stereo from a file, processor time: triage-cli {ours_s:.2} s, ffmpeg ebur128 with true peak {theirs_s:.2} s"
    );
    let figures = [
        ("analyze_cpu_s", ours_s),
        ("ffmpeg_cpu_s", theirs_s),
        ("analyze_ratio", ours_s / theirs_s),
    ];
    Ok(figures
        .map(|(name, figure)| (name.to_owned(), ((figure * 1000.0).round() / 1000.0).into()))
        .into_iter()
        .collect())
}

/// The demo song, repeated, as a file.
fn five_minutes() -> Result<PathBuf, PeersError> {
    let demo = song::demo();
    let frames = LENGTH_S * demo.sample_rate_hz as usize;
    let channels = demo
        .mix
        .map(|channel| channel.iter().copied().cycle().take(frames).collect());
    let path = std::env::temp_dir().join(format!("triage-peers-{}.wav", std::process::id()));
    wav::write_f32(&path, demo.sample_rate_hz, &channels).map_err(PeersError::said)?;
    Ok(path)
}

fn beside_this_program(name: &str) -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let path = own.parent().map(|folder: &Path| folder.join(name))?;
    path.exists().then_some(path)
}

fn is_installed(program: &str) -> bool {
    Command::new(program)
        .arg("-version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// Processor time of a program, user and system.
fn cost_s(command: &mut Command) -> Result<f64, PeersError> {
    let before = processor_s().unwrap_or_default();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(PeersError::said)?;
    let after = processor_s().unwrap_or_default();
    if output.status.success() {
        return Ok(after - before);
    }
    Err(PeersError::said(format!(
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    )))
}

/// Processor time of all programs this one has waited for.
fn processor_s() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in parentheses, which may hold spaces, field 3 follows; 16 and 17 are the children's user and
    // system time in hundredths of a second (proc(5)).
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let hundredths = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    Some((hundredths(16)? + hundredths(17)?) / 100.0)
}
