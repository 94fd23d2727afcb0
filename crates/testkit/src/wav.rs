//! WAV files of 32-bit float samples.

use std::path::Path;
use std::path::PathBuf;

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}: {source}; check that the folder exists and has room")]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong.
    pub source: hound::Error,
}

/// Writes channels of the same length as a 32-bit float WAV file, replacing what was there.
///
/// # Errors
///
/// When the file cannot be written.
pub fn write_f32(
    path: &Path,
    sample_rate_hz: u32,
    channels: &[Vec<f32>; 2],
) -> Result<(), WriteError> {
    write(path, sample_rate_hz, channels).map_err(|source| WriteError {
        path: path.to_owned(),
        source,
    })
}

fn write(
    path: &Path,
    sample_rate_hz: u32,
    [left, right]: &[Vec<f32>; 2],
) -> Result<(), hound::Error> {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: sample_rate_hz,
        bits_per_sample: 32,
        sample_format: hound::SampleFormat::Float,
    };
    let mut writer = hound::WavWriter::create(path, spec)?;
    for (&l, &r) in left.iter().zip(right) {
        writer.write_sample(l)?;
        writer.write_sample(r)?;
    }
    writer.finalize()
}
