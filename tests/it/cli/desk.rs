//! A folder to work in, and what a person would put there.

use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use serde_json::Value;
use triage_testkit::signals::pink;
use triage_testkit::signals::sine;

use crate::wav_bytes::format_chunk;
use crate::wav_bytes::sine_16;
use crate::wav_bytes::wav;
use crate::wav_bytes::wav_16;

pub struct Desk {
    folder: tempfile::TempDir,
}

/// How samples are kept in a file.
#[derive(Clone, Copy)]
pub enum Samples {
    Int24,
    Float32,
}

impl Desk {
    /// A folder with a mix of ten seconds.
    pub fn new() -> Self {
        let desk = Self::empty();
        desk.add("mix.wav", 0.25);
        desk
    }

    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn add(&self, name: &str, amplitude: f64) {
        let samples = sine_16(48_000, 10.0, amplitude, 440.0);
        std::fs::write(self.path(name), wav_16(2, 48_000, &samples)).unwrap();
    }

    /// Saves one or two channels of the same length.
    pub fn save(&self, name: &str, samples: Samples, sample_rate_hz: u32, channels: &[&[f64]]) {
        let frames = channels[0].len();
        let interleaved = (0..frames).flat_map(|n| channels.iter().map(move |c| c[n]));
        let (tag, bits, data): (u16, u16, Vec<u8>) = match samples {
            Samples::Int24 => {
                let bytes = |x: f64| ((x * 8_388_608.0).round() as i32).to_le_bytes();
                (
                    1,
                    24,
                    interleaved
                        .flat_map(|x| bytes(x).into_iter().take(3))
                        .collect(),
                )
            }
            Samples::Float32 => {
                let bytes = |x: f64| (x as f32).to_le_bytes();
                (3, 32, interleaved.flat_map(bytes).collect())
            }
        };
        let format = format_chunk(tag, channels.len() as u16, sample_rate_hz, bits);
        std::fs::write(self.path(name), wav(&format, &data)).unwrap();
    }

    /// A stereo sine of 997 Hz, float.
    pub fn save_sine(&self, name: &str, sample_rate_hz: u32, seconds: f64, peak_dbfs: f64) {
        let frames = (f64::from(sample_rate_hz) * seconds).round() as usize;
        let tone = sine(f64::from(sample_rate_hz), 997.0, frames, peak_dbfs, 0.0);
        self.save(name, Samples::Float32, sample_rate_hz, &[&tone, &tone]);
    }

    /// Twelve seconds of half-correlated hits of pink noise with that peak: nothing about it is wrong but its level.
    pub fn save_noise(&self, name: &str, peak_dbfs: f64) {
        let [left, right] = noise(peak_dbfs);
        self.save(name, Samples::Float32, 48_000, &[&left, &right]);
    }

    pub fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_triage-cli"));
        command
            .args(line.split_whitespace())
            .current_dir(self.folder.path());
        command.output().unwrap()
    }

    /// Expects that exit code and those words on the standard error, and an answer only where there should be one.
    #[track_caller]
    pub fn check(&self, line: &str, exit_code: i32, said: &str) {
        let output = self.run(line);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(exit_code), "{line}: {stderr}");
        assert!(stderr.contains(said), "{line} said: {stderr}");
        if exit_code > 1 {
            assert!(output.stdout.is_empty(), "{line} printed an answer");
        }
    }

    /// What is printed where all goes well.
    #[track_caller]
    pub fn answer(&self, line: &str) -> String {
        let output = self.run(line);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The answer for programs.
    #[track_caller]
    pub fn report(&self, line: &str) -> Value {
        serde_json::from_str(&self.answer(&format!("{line} --format json"))).unwrap()
    }
}

pub fn noise(peak_dbfs: f64) -> [Vec<f64>; 2] {
    let frames = 12 * 48_000;
    let [middle, left, right] = [11, 12, 13].map(|seed| pink(frames, seed));
    let mix = |side: &[f64]| -> Vec<f64> { middle.iter().zip(side).map(|(m, s)| m + s).collect() };
    let pair = [mix(&left), mix(&right)].map(|channel| in_hits(&without_rumble(&channel)));
    let peak = pair
        .iter()
        .flatten()
        .fold(0.0f64, |peak, x| peak.max(x.abs()));
    let gain = 10f64.powf(peak_dbfs / 20.0) / peak;
    pair.map(|channel| channel.into_iter().map(|x| x * gain).collect())
}

/// Two hits per second: noise that never fades would count as compressed.
fn in_hits(samples: &[f64]) -> Vec<f64> {
    let gain = |n: usize| 0.1 + 0.9 * (-((n % 24_000) as f64) / 3_000.0).exp();
    samples
        .iter()
        .enumerate()
        .map(|(n, x)| x * gain(n))
        .collect()
}

/// Three high-passes of first order at 150 Hz: pink noise goes on below what one hears.
fn without_rumble(samples: &[f64]) -> Vec<f64> {
    let high_pass = |samples: &[f64]| -> Vec<f64> {
        let (mut before, mut held) = (0.0, 0.0);
        let next = |x: &f64| {
            held = 0.98 * held + x - before;
            before = *x;
            held
        };
        samples.iter().map(next).collect()
    };
    high_pass(&high_pass(&high_pass(samples)))
}

/// Names of the issues shown, most important first.
pub fn ids(report: &Value) -> Vec<&str> {
    let issues = report["issues"].as_array().unwrap();
    issues
        .iter()
        .map(|issue| issue["id"].as_str().unwrap())
        .collect()
}

/// The issue of that rule.
#[track_caller]
pub fn issue<'a>(report: &'a Value, id: &str) -> &'a Value {
    let issues = report["issues"].as_array().unwrap();
    let found = issues.iter().find(|issue| issue["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {:?}", ids(report)))
}

/// A number of the report by its path.
#[track_caller]
pub fn near(report: &Value, path: &str, expected: f64, tolerance: f64) {
    let found = report.pointer(path).and_then(Value::as_f64);
    let found = found.unwrap_or_else(|| panic!("{path} is not measured"));
    assert!(
        (found - expected).abs() <= tolerance,
        "{path}: {found}, expected {expected}"
    );
}

/// Numbers that cannot be told of this audio.
#[track_caller]
pub fn not_measured(report: &Value, metrics: &str) {
    for name in metrics.split_whitespace() {
        assert!(
            report["metrics"][name].is_null(),
            "{name}: {}",
            report["metrics"][name]
        );
    }
}
