//! What the meters are given.

use std::process::Command;

use triage_testkit::signals;
use triage_testkit::song;

use crate::PeersError;

/// Frames per block: a usual buffer of a studio.
pub const BLOCK_FRAMES: usize = 512;

/// Rate that files are converted to.
const FILE_RATE_HZ: u32 = 48_000;

/// Some audio.
#[derive(Debug)]
pub struct Material {
    /// What it is.
    pub name: String,
    /// What its figures are called in the JSON.
    pub prefix: &'static str,
    /// Sample rate.
    pub sample_rate_hz: f64,
    /// Left and right.
    pub channels: [Vec<f32>; 2],
}

impl Material {
    /// Whole blocks, left and right.
    pub fn blocks(&self) -> impl Iterator<Item = [&[f32]; 2]> {
        let [left, right] = &self.channels;
        left.chunks_exact(BLOCK_FRAMES)
            .zip(right.chunks_exact(BLOCK_FRAMES))
            .map(|(left, right)| [left, right])
    }
}

/// The demo song, noise, and the file if there is one.
pub fn materials(file: Option<&String>) -> Result<Vec<Material>, PeersError> {
    let demo = song::demo();
    let noise = |seed| signals::to_f32(&signals::pink(30 * 48_000, seed));
    let mut materials = vec![
        Material {
            name: "demo song, played at 48 kHz".to_owned(),
            prefix: "",
            sample_rate_hz: 48_000.0,
            channels: demo.mix.map(|channel| {
                let begin = channel.len() / 5;
                channel.into_iter().skip(begin).take(60 * 48_000).collect()
            }),
        },
        Material {
            name: "pink noise".to_owned(),
            prefix: "noise_",
            sample_rate_hz: 48_000.0,
            channels: [noise(1), noise(2)],
        },
    ];
    if let Some(path) = file {
        materials.push(Material {
            name: path.clone(),
            prefix: "file_",
            sample_rate_hz: f64::from(FILE_RATE_HZ),
            channels: decoded(path)?,
        });
    }
    Ok(materials)
}

/// A file through ffmpeg, which reads everything.
fn decoded(path: &str) -> Result<[Vec<f32>; 2], PeersError> {
    let rate = FILE_RATE_HZ.to_string();
    let output = Command::new("ffmpeg")
        .args([
            "-v", "error", "-i", path, "-f", "f32le", "-ac", "2", "-ar", &rate, "-",
        ])
        .output()
        .map_err(|error| {
            PeersError::said(format!(
                "cannot start ffmpeg, which reads {path}: {error}; apt-get install ffmpeg"
            ))
        })?;
    if !output.status.success() {
        return Err(PeersError::said(format!(
            "{path}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )));
    }
    let sample = |bytes: &[u8]| <[u8; 4]>::try_from(bytes).map_or(0.0, f32::from_le_bytes);
    let frames = output.stdout.chunks_exact(8);
    Ok([
        frames.clone().map(|frame| sample(&frame[..4])).collect(),
        frames.map(|frame| sample(&frame[4..])).collect(),
    ])
}
