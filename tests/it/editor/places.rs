//! Where things are in the editor of 1060 x 680 at 1x, without a reference: pixels from its upper left corner.

use triage_testkit::display::input::Point;
use triage_testkit::host::editor::Editor;

pub type Place = [i32; 2];

pub const STAGE_MENU: Place = [167, 22];
pub const FOCUS_MENU: Place = [321, 22];
pub const ROUND_MENU: Place = [437, 22];
pub const REFERENCES: Place = [923, 23];
pub const SETTINGS: Place = [1016, 23];

pub const LIVE_TAB: Place = [516, 23];
pub const VERSIONS_TAB: Place = [578, 23];
pub const READINESS_TAB: Place = [651, 23];
pub const SPECTRUM: Place = [700, 220];

/// On the sheet of references.
pub const PATH: Place = [800, 199];
pub const SIDE_CHAIN: Place = [681, 246];
pub const TARGET_MENU: Place = [990, 332];

/// On the sheet of settings.
pub const MAIN_FADER: Place = [1002, 120];
pub const FORGET: Place = [1002, 205];
pub const RESET_ON_PLAY: Place = [681, 279];
pub const ZOOM_150: Place = [861, 349];

/// A place in an open editor.
pub fn on(editor: &Editor<'_>, [x, y]: Place) -> Point {
    editor.at(x, y)
}
