//! The host process of the demo: the built plug-in, a rolling transport, and the whole song at full speed.

use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;

use serde_json::Value;
use serde_json::json;
use triage::storage::AudioReader;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;
use triage_testkit::host::stream::Stream;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

use crate::step::TaskError;

/// Frames in one call, as most hosts are set up.
const CALL_FRAMES: usize = 512;

/// The framework keeps the length of the state in front of it.
const STATE_HEAD_BYTES: usize = 8;

/// Plays a mix through a plug-in: `PLUGIN.clap MIX [PROFILE.json REFERENCE...]`.
///
/// # Errors
///
/// When a file cannot be read or the plug-in fails.
pub fn host(arguments: &[String]) -> Result<(), TaskError> {
    let [clap, mix, rest @ ..] = arguments else {
        return Err(TaskError::Usage(
            "demo-host needs a plug-in and a mix".to_owned(),
        ));
    };
    let song = Song::read(Path::new(mix))?;
    let library = Library::load(Path::new(clap)).map_err(TaskError::said)?;
    let mut instance = Instance::new(&library).map_err(TaskError::said)?;
    select_layout(&mut instance, song.channels.len())?;
    if let Some(profile) = rest.first() {
        load_references(&mut instance, Path::new(profile))?;
    }
    let mut stream = instance
        .start(song.sample_rate_hz, CALL_FRAMES)
        .map_err(TaskError::said)?;
    let unchanged = play(&mut stream, &song);
    instance.stop(stream);
    match unchanged? {
        true => println!("    what came out is what went in, bit for bit"),
        false => return Err(TaskError::said("the plug-in changed the audio")),
    }
    Ok(())
}

/// A decoded file, a vector for each channel.
struct Song {
    sample_rate_hz: f64,
    channels: Vec<Vec<f32>>,
}

impl Song {
    fn read(path: &Path) -> Result<Self, TaskError> {
        let mut reader = AudioReader::open(path).map_err(TaskError::said)?;
        let info = reader.info().clone();
        let (mut left, mut right) = (Vec::new(), Vec::new());
        while reader
            .read(&mut left, &mut right)
            .map_err(TaskError::said)?
            > 0
        {}
        let mut channels = vec![left, right];
        channels.truncate(usize::from(info.channels));
        Ok(Self {
            sample_rate_hz: info.sample_rate_hz,
            channels,
        })
    }
}

/// Takes the plug-in's own layout for one channel; stereo is what it starts with.
fn select_layout(instance: &mut Instance, channels: usize) -> Result<(), TaskError> {
    if channels == 2 {
        return Ok(());
    }
    let layouts = instance.layouts();
    let mono = layouts
        .iter()
        .find(|layout| layout.name.to_lowercase().contains("mono"))
        .ok_or_else(|| TaskError::said("the plug-in has no mono layout"))?;
    instance.select(mono).map_err(TaskError::said)
}

/// Gives the plug-in its references the way a saved project does.
fn load_references(instance: &mut Instance, path: &Path) -> Result<(), TaskError> {
    let text = std::fs::read_to_string(path).map_err(|source| TaskError::File {
        path: path.to_owned(),
        source,
    })?;
    let profile: Value = serde_json::from_str(&text).map_err(TaskError::said)?;
    let state = instance.save().map_err(TaskError::said)?;
    let saved = state.get(STATE_HEAD_BYTES..).unwrap_or_default();
    let mut fields: Value = serde_json::from_slice(saved).map_err(TaskError::said)?;
    let references = json!({"format": 1, "references": profile["sources"], "profile": profile});
    fields["fields"]["references"] = json!(references.to_string());
    let json = serde_json::to_vec(&fields).map_err(TaskError::said)?;
    let mut state = (json.len() as u64).to_le_bytes().to_vec();
    state.extend_from_slice(&json);
    instance.load(&state).map_err(TaskError::said)
}

/// Plays the song from its first frame, and returns whether the plug-in left it as it was.
fn play(stream: &mut Stream, song: &Song) -> Result<bool, TaskError> {
    let frames = song.channels.first().map_or(0, Vec::len);
    let rolling = Stretch {
        frames,
        transport: Transport::Rolling(0),
    };
    let take = Take {
        mix: &song.channels,
        side_chain: None,
        stretches: &[rolling],
        calls: &[CALL_FRAMES],
    };
    let mut bar = Progress::new(frames, song.sample_rate_hz);
    let recording = stream
        .play(&take, |played| bar.show(played))
        .map_err(TaskError::said)?;
    bar.end();
    Ok(recording.equals(&song.channels))
}

/// How far the song has been played, on one line of a terminal, or now and then in a log.
struct Progress {
    frames: usize,
    sample_rate_hz: f64,
    shown: Option<usize>,
    steps: usize,
}

impl Progress {
    fn new(frames: usize, sample_rate_hz: f64) -> Self {
        let steps = if std::io::stdout().is_terminal() {
            100
        } else {
            4
        };
        Self {
            frames: frames.max(1),
            sample_rate_hz,
            shown: None,
            steps,
        }
    }

    fn show(&mut self, played: usize) {
        let step = played * self.steps / self.frames;
        if self.shown == Some(step) {
            return;
        }
        self.shown = Some(step);
        let line = format!(
            "    {} of {} played",
            self.clock(played),
            self.clock(self.frames)
        );
        if self.steps == 100 {
            print!("\r{line}");
            // A progress line that could not be shown is no reason to stop the music.
            let _ = std::io::stdout().flush();
        } else {
            println!("{line}");
        }
    }

    fn end(&self) {
        if self.steps == 100 {
            println!();
        }
    }

    fn clock(&self, frames: usize) -> String {
        let seconds = (frames as f64 / self.sample_rate_hz) as u64;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}
