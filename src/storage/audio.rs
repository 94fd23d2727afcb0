//! Reads audio files, piece by piece: no file is ever in memory as a whole.

use std::fs::File;
use std::io::Read;
use std::io::Seek;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::path::PathBuf;

use crate::storage::aiff;
use crate::storage::audio_error::AudioError;
use crate::storage::audio_error::AudioFault;
use crate::storage::compressed;
use crate::storage::compressed::CompressedReader;
use crate::storage::pcm::PcmLayout;
use crate::storage::pcm::PcmReader;
use crate::storage::wav;

/// Lowest and highest sample rate of a file, Hz.
const SAMPLE_RATE_HZ: (f64, f64) = (8_000.0, 192_000.0);

/// Longest file, seconds.
const DURATION_MAX_S: f64 = 7_200.0;

/// Bytes from which every container is told.
const HEAD_BYTES: u64 = 12;

/// What an audio file is.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioInfo {
    /// Sample rate, Hz.
    pub sample_rate_hz: f64,
    /// 1 or 2.
    pub channels: u8,
    /// Length as the file claims; `None` where it does not tell.
    pub frames: Option<u64>,
    /// Whether the codec discards what it holds to be inaudible.
    pub is_lossy: bool,
    /// Average bit rate of what was read so far, kbit/s; `None` for uncompressed audio.
    pub bitrate_kbps: Option<f64>,
    /// Name of the codec.
    pub codec: String,
}

/// An audio file being read.
pub struct AudioReader {
    path: PathBuf,
    info: AudioInfo,
    source: Source,
    frames_read: u64,
}

enum Source {
    Pcm(PcmReader),
    Compressed(Box<CompressedReader>),
}

impl AudioReader {
    /// Opens a WAV, RF64, AIFF, FLAC, MP3, OGG Vorbis or M4A file of one or two channels, 8 to 192 kHz, at most
    /// two hours.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or is none of these. The text says what to do.
    pub fn open(path: &Path) -> Result<Self, AudioError> {
        open_source(path)
            .and_then(|(info, source)| {
                check_info(&info)?;
                Ok(Self {
                    path: path.to_owned(),
                    info,
                    source,
                    frames_read: 0,
                })
            })
            .map_err(|fault| at_path(path, fault))
    }

    /// What the file is.
    #[must_use]
    pub fn info(&self) -> &AudioInfo {
        &self.info
    }

    /// Appends the next frames to both planes and says how many; 0 at the end. Of a mono file both are the same.
    ///
    /// Samples come as they are stored: above full scale, NaN and infinite ones included.
    ///
    /// # Errors
    ///
    /// When the file is cut short, damaged, without any audio, longer than two hours, or the disk fails.
    pub fn read(&mut self, left: &mut Vec<f32>, right: &mut Vec<f32>) -> Result<usize, AudioError> {
        let frames = match &mut self.source {
            Source::Pcm(reader) => reader.read(left, right),
            Source::Compressed(reader) => guarded(|| reader.read(left, right)),
        }
        .map_err(|fault| at_path(&self.path, fault))?;
        if let Source::Compressed(reader) = &self.source {
            self.info.bitrate_kbps = reader.bitrate_kbps();
        }
        self.frames_read += frames as u64;
        if self.frames_read == 0 {
            return Err(at_path(&self.path, AudioFault::NoAudio));
        }
        check_duration(self.frames_read, self.info.sample_rate_hz)
            .map_err(|fault| at_path(&self.path, fault))?;
        Ok(frames)
    }
}

fn at_path(path: &Path, fault: AudioFault) -> AudioError {
    AudioError {
        path: path.to_owned(),
        fault,
    }
}

fn open_source(path: &Path) -> Result<(AudioInfo, Source), AudioFault> {
    // A pipe is never opened: that would wait for whoever writes into it.
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(AudioFault::Folder);
    }
    if !metadata.is_file() {
        return Err(AudioFault::NotRegular);
    }
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(AudioFault::Empty);
    }
    let layout = if wav::is_wav(&head) {
        wav::layout(&mut file)?
    } else if aiff::is_aiff(&head) {
        aiff::layout(&mut file)?
    } else {
        None
    };
    match layout {
        Some(layout) => open_pcm(file, layout),
        None => open_compressed(file, &head, path),
    }
}

fn open_pcm(file: File, layout: PcmLayout) -> Result<(AudioInfo, Source), AudioFault> {
    let info = AudioInfo {
        sample_rate_hz: layout.sample_rate_hz,
        channels: channels(usize::from(layout.channels))?,
        frames: Some(layout.frames),
        is_lossy: false,
        bitrate_kbps: None,
        codec: layout.format.name(),
    };
    Ok((info, Source::Pcm(PcmReader::new(file, layout)?)))
}

fn open_compressed(
    mut file: File,
    head: &[u8],
    path: &Path,
) -> Result<(AudioInfo, Source), AudioFault> {
    let extension = path.extension();
    if !compressed::is_known(head, extension) {
        return Err(AudioFault::NotAudio);
    }
    file.rewind()?;
    let reader = guarded(|| CompressedReader::open(file, head, extension))?;
    let facts = reader.facts();
    let info = AudioInfo {
        sample_rate_hz: facts.sample_rate_hz,
        channels: channels(facts.channels)?,
        frames: facts.frames,
        is_lossy: facts.is_lossy,
        bitrate_kbps: reader.bitrate_kbps(),
        codec: facts.codec.clone(),
    };
    Ok((info, Source::Compressed(Box::new(reader))))
}

/// Damaged files have made decoders panic. That must not end a host, so it becomes a fault of the file.
fn guarded<T>(decode: impl FnOnce() -> Result<T, AudioFault>) -> Result<T, AudioFault> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(decode));
    outcome.unwrap_or_else(|_| Err(AudioFault::Header("the decoder gave up on it".to_owned())))
}

fn channels(count: usize) -> Result<u8, AudioFault> {
    match count {
        0 => Err(AudioFault::NoAudio),
        1 => Ok(1),
        2 => Ok(2),
        more => Err(AudioFault::Channels(more)),
    }
}

fn check_info(info: &AudioInfo) -> Result<(), AudioFault> {
    let (lowest_hz, highest_hz) = SAMPLE_RATE_HZ;
    if !(lowest_hz..=highest_hz).contains(&info.sample_rate_hz) {
        return Err(AudioFault::SampleRate(info.sample_rate_hz as u64));
    }
    match info.frames {
        Some(0) => Err(AudioFault::NoAudio),
        Some(frames) => check_duration(frames, info.sample_rate_hz),
        None => Ok(()),
    }
}

fn check_duration(frames: u64, sample_rate_hz: f64) -> Result<(), AudioFault> {
    if frames as f64 > DURATION_MAX_S * sample_rate_hz {
        return Err(AudioFault::TooLong);
    }
    Ok(())
}
