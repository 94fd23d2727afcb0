//! Plays a file through the engine, just as a host plays a song through the plug-in. The command line hears mixes and
//! references this way, and so does the plug-in its references.

pub mod align;

use std::ops::ControlFlow;
use std::path::Path;
use std::path::PathBuf;

use crate::analysis::session::Session;
use crate::meter::ChannelLayout;
use crate::meter::MeterConfig;
use crate::meter::MeterEngine;
use crate::meter::MeterError;
use crate::meter::MeterSink;
use crate::meter::Position;
use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::measurement::Measurement;
use crate::model::profile::ProfileSource;
use crate::model::settings::Settings;
use crate::storage::AudioError;
use crate::storage::AudioInfo;
use crate::storage::AudioReader;

/// Lossy references should have at least this, kbit/s.
const LOSSY_KBPS_MIN: f64 = 256.0;

/// A stream sold as 256 kbit/s averages a few percent less: containers and quiet passages take their part.
const LOSSY_KBPS_TOLERANCE: f64 = 0.97;

/// A file that was heard from begin to end.
#[derive(Debug)]
pub struct Heard {
    /// What was measured.
    pub session: Session,
    /// What kind of file it is.
    pub info: AudioInfo,
    /// Its length, as far as it was read, seconds.
    pub duration_s: f64,
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Frames heard.
    pub frames: u64,
    /// Frames in all, as the file claims; `None` where it does not tell.
    pub frames_total: Option<u64>,
}

/// Why a file was not heard to its end.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// It cannot be read.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The engine cannot measure it.
    #[error("cannot measure {}: {source}", path.display())]
    Meter {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        source: MeterError,
    },
    /// A reference in which there is nothing to hear.
    #[error("cannot compare with {}: no music is audible in it; choose another reference", .0.display())]
    Silent(PathBuf),
    /// A version in which there is nothing to hear.
    #[error("cannot compare {}: no music is audible in it; check the export", .0.display())]
    NoMusic(PathBuf),
    /// Whoever watched had it given up.
    #[error("gave up reading {}", .0.display())]
    GivenUp(PathBuf),
}

/// Decodes and measures a whole file. `watch` is told before the first frame and some hundred times a minute of audio,
/// and may have it given up.
///
/// # Errors
///
/// When the file cannot be read or measured, or was given up.
pub fn hear(
    path: &Path,
    settings: Settings,
    watch: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Heard, ListenError> {
    measure(path, settings, None, watch)
}

/// Decodes and measures what lies between two times of a file, in seconds from its begin, as if the rest were not there.
/// Places are told by the clock of the file.
///
/// # Errors
///
/// As [`hear`].
pub fn hear_range(
    path: &Path,
    settings: Settings,
    range_s: [f64; 2],
    watch: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Heard, ListenError> {
    measure(path, settings, Some(range_s), watch)
}

fn measure(
    path: &Path,
    settings: Settings,
    range_s: Option<[f64; 2]>,
    watch: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Heard, ListenError> {
    let mut reader = AudioReader::open(path)?;
    let sample_rate_hz = reader.info().sample_rate_hz;
    let frame = |time_s: f64| (time_s.max(0.0) * sample_rate_hz).round() as u64;
    let range = range_s.map(|[start_s, end_s]| frame(start_s)..frame(end_s));
    let mut engine = engine(path, reader.info())?;
    let mut sink = SessionSink(Session::new(settings));
    let frames = decode(&mut reader, path, watch, |first, left, right| {
        let Some(range) = &range else {
            engine.process(left, right, Position::Unknown, &mut sink);
            return ControlFlow::Continue(());
        };
        let inside = |frame: u64| (frame.saturating_sub(first) as usize).min(left.len());
        let (start, end) = (inside(range.start), inside(range.end));
        if start < end {
            let position = Position::Song((first + start as u64) as i64);
            engine.process(&left[start..end], &right[start..end], position, &mut sink);
        }
        if first + left.len() as u64 >= range.end {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    engine.finish(&mut sink);
    let duration_s = frames as f64 / sample_rate_hz;
    let mut session = sink.0;
    session.set_file(&path.to_string_lossy(), duration_s);
    Ok(Heard {
        session,
        info: reader.info().clone(),
        duration_s,
    })
}

/// Hands a file on piece by piece, each with the number of its first frame, until it ends or there was enough. Says how
/// many frames were read.
fn decode(
    reader: &mut AudioReader,
    path: &Path,
    mut watch: impl FnMut(Progress) -> ControlFlow<()>,
    mut take: impl FnMut(u64, &[f32], &[f32]) -> ControlFlow<()>,
) -> Result<u64, ListenError> {
    let mut progress = Progress {
        frames: 0,
        frames_total: reader.info().frames,
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        if watch(progress).is_break() {
            return Err(ListenError::GivenUp(path.to_owned()));
        }
        left.clear();
        right.clear();
        let frames = reader.read(&mut left, &mut right)?;
        if frames == 0 {
            return Ok(progress.frames);
        }
        let is_enough = take(progress.frames, &left, &right).is_break();
        progress.frames += frames as u64;
        if is_enough {
            return Ok(progress.frames);
        }
    }
}

/// Measures a reference.
///
/// # Errors
///
/// As [`hear`], and when no music is audible in it.
pub fn hear_reference(
    path: &Path,
    watch: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<(ProfileSource, Measurement), ListenError> {
    let heard = hear(path, Settings::default(), watch)?;
    let measurement = heard.session.measurement();
    if measurement.spectrum.is_none() {
        return Err(ListenError::Silent(path.to_owned()));
    }
    let source = ProfileSource {
        name: name_of(path),
        path: Some(path.to_string_lossy().into_owned()),
        duration_s: heard.duration_s,
        sample_rate_hz: heard.info.sample_rate_hz,
        warning: lossy_warning(&heard.info),
    };
    Ok((source, measurement))
}

/// What a file is called: without folder and ending.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_stem()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn engine(path: &Path, info: &AudioInfo) -> Result<MeterEngine, ListenError> {
    let config = MeterConfig {
        sample_rate_hz: info.sample_rate_hz,
        layout: match info.channels {
            1 => ChannelLayout::Mono,
            _ => ChannelLayout::Stereo,
        },
    };
    MeterEngine::new(&config).map_err(|source| ListenError::Meter {
        path: path.to_owned(),
        source,
    })
}

/// Why a lossy file makes a poor reference: its top octave is not what was mastered.
fn lossy_warning(info: &AudioInfo) -> Option<String> {
    let bitrate_kbps = info.bitrate_kbps.filter(|_| info.is_lossy)?;
    (bitrate_kbps < LOSSY_KBPS_MIN * LOSSY_KBPS_TOLERANCE).then(|| {
        format!(
            "{} at {bitrate_kbps:.0} kbit/s: below {LOSSY_KBPS_MIN:.0} kbit/s the treble is not what was mastered; \
             use a lossless copy",
            info.codec
        )
    })
}

/// Hands what the engine finishes straight to the session: nothing can get lost on the way.
#[derive(Debug)]
pub struct SessionSink(pub Session);

impl MeterSink for SessionSink {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_block(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push_event(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bitrate_kbps: f64, is_lossy: bool, is_warned: bool) {
        let info = AudioInfo {
            sample_rate_hz: 44_100.0,
            channels: 2,
            frames: None,
            is_lossy,
            bitrate_kbps: Some(bitrate_kbps),
            codec: "MP3".to_owned(),
        };
        assert_eq!(lossy_warning(&info).is_some(), is_warned);
    }

    #[test]
    fn only_lossy_references_below_256_kbps_are_warned_of() {
        check(128.0, true, true);
        check(192.0, true, true);
        check(252.0, true, false);
        check(320.0, true, false);
        check(128.0, false, false);
    }

    #[test]
    fn file_is_called_by_its_name_without_folder_and_ending() {
        assert_eq!(
            name_of(Path::new("/music/A song.final.wav")),
            "A song.final"
        );
        assert_eq!(name_of(Path::new("/")), "/");
    }
}
