//! What programs take for granted on a display because every desktop has it.

use x11rb::protocol::xproto::ConnectionExt as _;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::picture::Picture;

/// Names that a window manager makes known. JUCE looks them up, and puts up with none that is missing.
const NAMES: [&str; 22] = [
    "UTF8_STRING",
    "WM_CHANGE_STATE",
    "WM_DELETE_WINDOW",
    "WM_PROTOCOLS",
    "WM_STATE",
    "WM_TAKE_FOCUS",
    "_HINT",
    "_MOTIF_WM_HINTS",
    "_NET_ACTIVE_WINDOW",
    "_NET_FRAME_EXTENTS",
    "_NET_WM_ICON",
    "_NET_WM_ICON_NAME",
    "_NET_WM_NAME",
    "_NET_WM_PID",
    "_NET_WM_PING",
    "_NET_WM_STATE",
    "_NET_WM_STATE_ABOVE",
    "_NET_WM_STATE_HIDDEN",
    "_NET_WM_USER_TIME",
    "_NET_WM_WINDOW_TYPE",
    "_NET_WM_WINDOW_TYPE_NORMAL",
    "_XEMBED_INFO",
];

/// Who keeps the settings of the desktop. JUCE reads them from the owner's window, and ends when there is no owner.
const SETTINGS: &str = "_XSETTINGS_S0";

impl Display {
    /// Makes the display one on which hosts can open windows, for as long as this connection lasts. There is no window
    /// manager: windows have no frames, and one that opens is shown where it likes.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub fn furnish(&self) -> Result<(), DisplayError> {
        for name in NAMES {
            self.atom(name)?;
        }
        let owner = self.hidden_window()?;
        self.connection
            .set_selection_owner(owner, self.atom(SETTINGS)?, x11rb::CURRENT_TIME)?
            .check()?;
        Ok(())
    }

    /// A picture of the whole screen.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn screen_picture(&self) -> Result<Picture, DisplayError> {
        self.picture(self.screen.root)
    }
}
