//! Where a scene is played: one plug-in, its editor, and hands.

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use triage_testkit::display::Display;
use triage_testkit::display::drag::Drag;
use triage_testkit::display::input::Point;
use triage_testkit::display::picture::Picture;
use triage_testkit::host::HostError;
use triage_testkit::host::editor::Editor;
use triage_testkit::host::stream::Stream;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

use super::scenes::Act;
use super::sounds::Dropped;
use super::sounds::Sound;
use super::sounds::Sounds;

const CALL_FRAMES: usize = 512;

/// Times real time at which music is heard: slow enough that the plug-in's worker loses nothing.
const PACE: f64 = 100.0;

/// Where files are held and dropped: anywhere will do.
const MIDDLE: [i32; 2] = [380, 260];

/// The plug-in answers within a second, and the list may wait two more before it changes.
const SETTLE: Duration = Duration::from_millis(3_500);

/// One plug-in with an open editor.
pub(super) struct Stage<'a> {
    pub(super) editor: Editor<'a>,
    pub(super) display: &'a Display,
    pub(super) sounds: &'a Sounds,
    /// Size of the editor, logical pixels.
    pub(super) size: [u32; 2],
    pub(super) scale: f64,
    /// The frame of the song where playing goes on.
    pub(super) song_frame: i64,
}

impl<'a> Stage<'a> {
    /// Does all that a scene asks for; the picture is taken at the end, or while music plays where the scene says so.
    pub(super) fn play(&mut self, acts: &[Act]) -> Result<Picture, HostError> {
        self.editor.drawn()?;
        for act in acts {
            match act {
                Act::PhotographWhile(sound) => return self.photograph_while(*sound),
                Act::Hold(files) => return self.photograph_holding(files),
                act => self.act(act)?,
            }
        }
        // A pointer that rests does so for the picture; any other only lights up what is under it.
        if !acts.iter().any(|act| matches!(act, Act::Hover(_))) {
            self.park()?;
        }
        self.editor.picture()
    }

    fn act(&mut self, act: &Act) -> Result<(), HostError> {
        match act {
            Act::Hear(sound) => self.hear(*sound),
            Act::Drop(files) => self.drop_files(files),
            Act::Click(place) => Ok(self.display.click(self.at(*place))?),
            Act::Hover(place) => Ok(self.display.move_to(self.at(*place))?),
            Act::Type(text) => Ok(self.display.type_text(text)?),
            Act::Hold(_) => Ok(()),
            Act::Set(name, value) => self.set(name, *value),
            Act::Wait(milliseconds) => self.editor.run_for(Duration::from_millis(*milliseconds)),
            Act::PhotographWhile(_) => Ok(()),
        }
    }

    /// Plays faster than a sound card would, with the transport rolling, and lets the editor catch up. Not as a
    /// rendering, which would become a version.
    fn hear(&mut self, sound: Sound) -> Result<(), HostError> {
        let mix = self.sounds.audio(sound);
        let mut stream = self.start()?;
        let song_frame = self.song_frame;
        let pace_hz = PACE * self.sounds.sample_rate_hz();
        let begun = Instant::now();
        let in_time = move |played: usize| {
            let due = Duration::from_secs_f64(played as f64 / pace_hz);
            std::thread::sleep(due.saturating_sub(begun.elapsed()));
        };
        let played = std::thread::scope(|scope| {
            let player = scope.spawn(|| play(&mut stream, &mix, song_frame, in_time));
            while !player.is_finished() {
                self.editor.run_for(Duration::from_millis(20))?;
            }
            player.join().unwrap_or(Err(HostError::Missing("player")))
        });
        self.song_frame += i64::try_from(mix[0].len()).unwrap_or_default();
        self.editor.instance().stop(stream);
        played?;
        self.editor.run_for(SETTLE)
    }

    /// Plays as fast as a sound card does, and takes the picture a little before the end.
    fn photograph_while(&mut self, sound: Sound) -> Result<Picture, HostError> {
        let mix = self.sounds.audio(sound);
        let sample_rate_hz = self.sounds.sample_rate_hz();
        let length = Duration::from_secs_f64(mix[0].len() as f64 / sample_rate_hz);
        self.park()?;
        let mut stream = self.start()?;
        let song_frame = self.song_frame;
        let picture = std::thread::scope(|scope| {
            let begun = Instant::now();
            let in_time = move |played: usize| {
                let due = Duration::from_secs_f64(played as f64 / sample_rate_hz);
                std::thread::sleep(due.saturating_sub(begun.elapsed()));
            };
            let (stream, mix) = (&mut stream, &mix);
            let player = scope.spawn(move || play(stream, mix, song_frame, in_time));
            self.editor
                .run_for(length.saturating_sub(Duration::from_millis(300)))?;
            let picture = self.editor.picture();
            player.join().unwrap_or(Err(HostError::Missing("player")))?;
            picture
        });
        self.editor.instance().stop(stream);
        picture
    }

    fn start(&mut self) -> Result<Stream, HostError> {
        let sample_rate_hz = self.sounds.sample_rate_hz();
        self.editor.instance().start(sample_rate_hz, CALL_FRAMES)
    }

    fn drop_files(&mut self, files: &[Dropped]) -> Result<(), HostError> {
        let drag = self.pick_up(files)?;
        drag.drop_at(self.at(MIDDLE))?;
        // Reading a song takes a few seconds.
        self.editor.run_for(2 * SETTLE)
    }

    fn photograph_holding(&mut self, files: &[Dropped]) -> Result<Picture, HostError> {
        let mut drag = self.pick_up(files)?;
        drag.over(self.at(MIDDLE))?;
        drag.over(self.at([MIDDLE[0] + 9, MIDDLE[1]]))?;
        self.editor.run_for(Duration::from_millis(300))?;
        self.editor.picture()
    }

    fn pick_up(&self, files: &[Dropped]) -> Result<Drag<'a>, HostError> {
        let mut paths = Vec::new();
        for file in files {
            let path = self.sounds.file(*file);
            paths.push(path.map_err(|error| HostError::Audio(error.to_string()))?);
        }
        let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
        Ok(Drag::begin(self.display, &paths)?)
    }

    fn set(&mut self, name: &str, value: f64) -> Result<(), HostError> {
        self.editor.instance().set(name, value)?;
        self.editor.run_for(Duration::from_millis(300))
    }

    /// Takes the pointer away, so that nothing lights up under it.
    fn park(&mut self) -> Result<(), HostError> {
        let window = self.editor.host_window().id();
        let outside = Point {
            window,
            x: -30,
            y: -30,
        };
        self.display.move_to(outside)?;
        self.editor.run_for(Duration::from_millis(300))
    }

    /// A place in logical pixels; negative ones count from the right and lower edge.
    fn at(&self, place: [i32; 2]) -> Point {
        let from_edge = |at: i32, length: u32| {
            let length = i32::try_from(length).unwrap_or_default();
            let logical = if at < 0 { length + at } else { at };
            (f64::from(logical) * self.scale).round() as i32
        };
        let [x, y] = place;
        let [width, height] = self.size;
        self.editor.at(from_edge(x, width), from_edge(y, height))
    }
}

fn play(
    stream: &mut Stream,
    mix: &[Vec<f32>],
    song_frame: i64,
    progress: impl FnMut(usize),
) -> Result<(), HostError> {
    let stretch = Stretch {
        frames: mix[0].len(),
        transport: Transport::Rolling(song_frame),
    };
    let take = Take {
        mix,
        side_chain: None,
        stretches: &[stretch],
        calls: &[CALL_FRAMES],
    };
    stream.play(&take, progress).map(|_| ())
}
