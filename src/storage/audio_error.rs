//! Why an audio file could not be read, in words for the person at the desk.

use std::io;
use std::path::PathBuf;

/// An audio file that could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {fault}", path.display())]
pub struct AudioError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it, and what to do.
    pub fault: AudioFault,
}

/// What is wrong with an audio file.
#[derive(Debug, thiserror::Error)]
pub enum AudioFault {
    /// Nothing at that path.
    #[error("there is no such file; check the path")]
    Missing,
    /// A folder was given.
    #[error("it is a folder; name an audio file in it")]
    Folder,
    /// Neither a file nor a folder: a pipe, a socket, a device.
    #[error("it is not a regular file; save the audio to a file first")]
    NotRegular,
    /// The system refuses to open it.
    #[error("permission denied; make the file readable, or copy it to a folder of yours")]
    Denied(#[source] io::Error),
    /// The disk or network failed.
    #[error("{0}; check the disk, then try again")]
    Io(#[source] io::Error),
    /// Not one byte.
    #[error("the file is empty; export it again")]
    Empty,
    /// No known container.
    #[error("it is not an audio file that Triage knows; use WAV, AIFF, FLAC, MP3, OGG or M4A")]
    NotAudio,
    /// A known container with a codec that cannot be decoded.
    #[error("it holds {0}, which Triage cannot decode; convert it to WAV or FLAC")]
    Codec(String),
    /// A header that contradicts itself.
    #[error("its header is damaged ({0}); export it again")]
    Header(String),
    /// Neither mono nor stereo.
    #[error("it has {0} channels and Triage reads mono and stereo; export it as stereo")]
    Channels(usize),
    /// A rate outside 8-192 kHz.
    #[error("its sample rate is {0} Hz and Triage reads 8 to 192 kHz; convert it to 48 kHz")]
    SampleRate(u64),
    /// More than two hours.
    #[error("it is longer than 2 hours; cut it into songs")]
    TooLong,
    /// A sound file without sound.
    #[error("it holds no audio: its length is zero; export it again")]
    NoAudio,
    /// The file ends before the audio does.
    #[error(
        "it is cut short: it decodes up to {}{}; export or copy it again",
        clock(*decoded_s),
        of_clock(*expected_s)
    )]
    CutShort {
        /// Length of what decoded, seconds.
        decoded_s: f64,
        /// Length it claims, seconds; `None` where the container does not tell.
        expected_s: Option<f64>,
    },
    /// The stream is damaged.
    #[error("it is damaged: it decodes up to {} ({reason}); export or copy it again", clock(*decoded_s))]
    Corrupt {
        /// Length of what decoded, seconds.
        decoded_s: f64,
        /// What the decoder said.
        reason: String,
    },
}

impl From<io::Error> for AudioFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied(error),
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}

/// Time as minutes, seconds and tenths, rounded down: what is named has decoded.
fn clock(seconds: f64) -> String {
    let tenths = (seconds.max(0.0) * 10.0).floor() as u64;
    format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

fn of_clock(expected_s: Option<f64>) -> String {
    expected_s.map_or_else(String::new, |seconds| format!(" of {}", clock(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_file_names_both_times() {
        let error = AudioError {
            path: PathBuf::from("mix.wav"),
            fault: AudioFault::CutShort {
                decoded_s: 83.27,
                expected_s: Some(208.0),
            },
        };
        assert_eq!(
            error.to_string(),
            "cannot read mix.wav: it is cut short: it decodes up to 1:23.2 of 3:28.0; export or copy it again"
        );
    }
}
