//! Plays a file through the engine, just as a host plays a song through the plug-in.

use std::path::Path;

use crate::analysis::session::Session;
use crate::cli::error::CliError;
use crate::cli::progress::Progress;
use crate::meter::ChannelLayout;
use crate::meter::MeterConfig;
use crate::meter::MeterEngine;
use crate::meter::MeterSink;
use crate::meter::Position;
use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::settings::Settings;
use crate::storage::AudioInfo;
use crate::storage::AudioReader;

/// A file that was heard from begin to end.
pub(super) struct Heard {
    /// What was measured.
    pub(super) session: Session,
    /// What kind of file it is.
    pub(super) info: AudioInfo,
    /// Its length, seconds.
    pub(super) duration_s: f64,
}

/// Decodes and measures a whole file.
pub(super) fn hear(path: &Path, settings: Settings) -> Result<Heard, CliError> {
    let mut reader = AudioReader::open(path)?;
    let progress = Progress::start(path, reader.info().frames);
    let config = MeterConfig {
        sample_rate_hz: reader.info().sample_rate_hz,
        layout: match reader.info().channels {
            1 => ChannelLayout::Mono,
            _ => ChannelLayout::Stereo,
        },
    };
    let mut engine = MeterEngine::new(&config).map_err(|source| CliError::Meter {
        path: path.to_owned(),
        source,
    })?;
    let mut sink = SessionSink(Session::new(settings));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut frames_heard = 0;
    loop {
        left.clear();
        right.clear();
        let frames = reader.read(&mut left, &mut right)?;
        if frames == 0 {
            break;
        }
        engine.process(&left, &right, Position::Unknown, &mut sink);
        frames_heard += frames as u64;
        progress.advance_to(frames_heard);
    }
    engine.finish(&mut sink);
    let duration_s = frames_heard as f64 / config.sample_rate_hz;
    let mut session = sink.0;
    session.set_file(&path.to_string_lossy(), duration_s);
    Ok(Heard {
        session,
        info: reader.info().clone(),
        duration_s,
    })
}

/// Hands what the engine finishes straight to the session: nothing can get lost on the way.
struct SessionSink(Session);

impl MeterSink for SessionSink {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_block(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push_event(event);
    }
}
