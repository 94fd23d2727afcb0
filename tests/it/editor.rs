//! The built plug-in's editor in a host, on an X display of its own.
//!
//! Each case runs in a process of its own, as those of the host do, and must leave its standard error empty: a plug-in
//! that prints, or whose toolkit complains, has a fault that nobody would see in a DAW.

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use triage_testkit::display::Display;
use triage_testkit::display::server::Server;
use triage_testkit::host::editor::Editor;
use triage_testkit::host::editor::Opening;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;
use triage_testkit::host::music::music;
use triage_testkit::host::stream::Stream;
use triage_testkit::host::take::Recording;
use triage_testkit::host::take::Take;
use triage_testkit::wav;

use crate::host::Case;
use crate::host::rolling;

/// Room for an editor at twice its size.
const SCREEN: [u16; 2] = [2400, 1600];

/// Frames in one call, as most hosts are set up.
const CALL_FRAMES: usize = 512;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

/// Where a case takes place.
pub struct Desk<'a> {
    display: Display,
    display_name: String,
    library: Library,
    /// The folder for live reports.
    live: &'a Path,
}

/// Declares tests that run in a process and on a display of their own.
macro_rules! on_a_desk {
    ($(fn $name:ident($desk:ident) $body:block)*) => {
        $(
            #[test]
            fn $name() {
                fn body($desk: &$crate::editor::Desk<'_>) $body
                $crate::editor::on_a_desk(module_path!(), stringify!($name), body);
            }
        )*
    };
}

mod audio;
mod controls;
mod files;
mod keys;
mod lifecycle;
mod places;
mod size;

fn on_a_desk(module: &str, name: &str, body: fn(&Desk<'_>)) {
    let case = Case::new(module, name);
    if let Some(live) = case.is_here() {
        let display_name = std::env::var("DISPLAY").unwrap();
        return body(&Desk {
            display: Display::open(&display_name).unwrap(),
            display_name,
            library: crate::host::library(),
            live: &live,
        });
    }
    let [width, height] = SCREEN;
    let server = match Server::start(width, height) {
        Ok(server) => server,
        Err(error) => panic!("{error}"),
    };
    let live = tempfile::tempdir().unwrap();
    let printed = case.run(live.path(), &[("DISPLAY", server.name())]);
    assert_eq!(printed, "", "the plug-in or its toolkit complains");
}

impl Desk<'_> {
    fn instance(&self) -> Instance {
        Instance::new(&self.library).unwrap()
    }

    fn open<'a>(&'a self, instance: &'a mut Instance) -> Editor<'a> {
        Editor::open(instance, &self.display, Opening::default()).unwrap()
    }
}

/// Plays music as fast as a sound card would take it.
fn play_in_real_time(stream: &mut Stream, mix: &[Vec<f32>]) -> Recording {
    let take = Take {
        mix,
        side_chain: None,
        stretches: &rolling(mix[0].len()),
        calls: &[CALL_FRAMES],
    };
    let begun = Instant::now();
    let in_time = |played: usize| {
        let due = Duration::from_secs_f64(played as f64 / SAMPLE_RATE_HZ);
        std::thread::sleep(due.saturating_sub(begun.elapsed()));
    };
    stream.play(&take, in_time).unwrap()
}

/// So many seconds of music.
fn seconds_of_music(seconds: usize) -> [Vec<f32>; 2] {
    music(SAMPLE_RATE_HZ, seconds * SAMPLE_RATE_HZ as usize)
}

/// Twelve seconds of music as a file of this name.
fn song(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    wav::write_f32(&path, SAMPLE_RATE_HZ as u32, &seconds_of_music(12)).unwrap();
    path
}

/// Whether the project would be saved with a reference of this name.
fn has_reference(instance: &mut Instance, name: &str) -> bool {
    let project = instance.save().unwrap();
    String::from_utf8_lossy(&project).contains(name)
}

#[track_caller]
fn wait_for_reference(editor: &mut Editor<'_>, name: &str) {
    editor
        .wait("the reference to be loaded", |editor| {
            let is_there = has_reference(editor.instance(), name);
            Ok(is_there.then_some(()))
        })
        .unwrap();
}
