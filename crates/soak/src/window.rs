//! Somebody opens the editor, pulls at its corner, and closes it.

use std::path::Path;
use std::time::Duration;

use triage_testkit::display::Display;
use triage_testkit::host::HostError;
use triage_testkit::host::editor::Editor;
use triage_testkit::host::editor::Opening;
use triage_testkit::host::instance::Instance;

use crate::chance::Chance;
use crate::tally::EDITORS;
use crate::tally::Events;

/// How long it is looked at between two things that are done.
const LOOK: Duration = Duration::from_millis(60);

/// The display of this process; `None` where there is none.
#[must_use]
pub fn display() -> Option<Display> {
    let name = std::env::var("DISPLAY").ok()?;
    Display::open(&name).ok()
}

/// Opens the editor until it shows something, handles it, and closes it.
///
/// # Errors
///
/// When it refuses, or shows nothing.
pub fn use_editor(
    instance: &mut Instance,
    display: &Display,
    chance: &mut Chance,
    events: &mut Events,
) -> Result<(), HostError> {
    events.count(EDITORS);
    let opening = Opening {
        scale: chance.pick([None, Some(1.0), Some(1.5)]),
        ..Opening::default()
    };
    let mut editor = Editor::open(instance, display, opening)?;
    if let Err(error) = editor.drawn() {
        // What is there instead tells more than that it is not there.
        let folder = std::env::var_os("TRIAGE_LIVE_DIR").unwrap_or_default();
        let path = Path::new(&folder).join("editor.png");
        editor.picture()?.write_png(&path)?;
        println!(
            "    {opening:?}, the editor says {:?}, its window is {:?}: see {}",
            editor.size(),
            editor.view_size(),
            path.display()
        );
        return Err(error);
    }
    for _ in 0..1 + chance.below(3) {
        let width = chance.between(700.0, 1600.0);
        editor.resize(width as u32, (width * 0.65) as u32)?;
        events.count("editor sizes");
        editor.run_for(LOOK)?;
    }
    if chance.one_in(3) {
        editor.hide()?;
        editor.run_for(LOOK)?;
        editor.show()?;
    }
    if chance.one_in(4) {
        editor.set_scale(chance.pick([1.0, 1.25, 2.0]))?;
        editor.run_for(LOOK)?;
    }
    editor.run_for(LOOK)
}
