//! Who gets the keys on X11.
//!
//! baseview asks for the keys pressed over its window and drops those that the editor ignores, so that none would ever
//! reach the host. This asks for them only while the editor wants them; at all other times the server itself passes
//! them on to the window around it, as if the editor were not there.

use baseview::WindowContext;
use raw_window_handle::HasDisplayHandle;
use raw_window_handle::HasWindowHandle;
use raw_window_handle::RawDisplayHandle;
use raw_window_handle::RawWindowHandle;
use std::cell::Cell;
use x11rb::connection::Connection;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::ChangeWindowAttributesAux;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::EventMask;
use x11rb::protocol::xproto::InputFocus;
use x11rb::xcb_ffi::XCBConnection;

/// Asks for keys and lets go of them, on the connection of the window: every connection asks for itself.
pub(super) struct KeyGate {
    connection: XCBConnection,
    window: u32,
    without_keys: EventMask,
    /// The window that had the keyboard before the editor wanted keys.
    keyboard_before: Cell<Option<u32>>,
    /// Keeps the connection open as long as this value.
    _window: baseview::PlatformHandle,
}

impl KeyGate {
    /// A closed gate. `None` where there is no X server behind the window, and keys stay with it.
    pub(super) fn of(window: &WindowContext) -> Option<Self> {
        let handle = window.platform_handle();
        let RawWindowHandle::Xcb(id) = handle.window_handle().ok()?.as_raw() else {
            return None;
        };
        let RawDisplayHandle::Xcb(display) = handle.display_handle().ok()?.as_raw() else {
            return None;
        };
        let raw = display.connection?.as_ptr();
        // SAFETY: the handle, which this value keeps, keeps the connection open, and it is not closed from here.
        let connection = unsafe { XCBConnection::from_raw_xcb_connection(raw, false) }.ok()?;
        let window = id.window.get();
        let asked_for = connection
            .get_window_attributes(window)
            .ok()?
            .reply()
            .ok()?
            .your_event_mask;
        let gate = Self {
            connection,
            window,
            without_keys: asked_for.remove(EventMask::KEY_PRESS | EventMask::KEY_RELEASE),
            keyboard_before: Cell::new(None),
            _window: handle,
        };
        gate.ask(gate.without_keys);
        Some(gate)
    }

    /// Keys go to the editor. Called before it takes the keyboard.
    pub(super) fn open(&self) {
        self.ask(self.without_keys | EventMask::KEY_PRESS | EventMask::KEY_RELEASE);
        self.keyboard_before.set(self.keyboard().ok());
    }

    /// Keys go to the host, and the keyboard with them if the editor has it.
    pub(super) fn close(&self) {
        self.ask(self.without_keys);
        // A server that does not answer is gone.
        let _gone = self.give_back();
    }

    fn ask(&self, events: EventMask) {
        let wish = ChangeWindowAttributesAux::new().event_mask(events);
        let asked = self.connection.change_window_attributes(self.window, &wish);
        if let Ok(request) = asked {
            // The window may be gone already.
            request.ignore_error();
        }
        let _gone = self.connection.flush();
    }

    fn keyboard(&self) -> Result<u32, ReplyError> {
        Ok(self.connection.get_input_focus()?.reply()?.focus)
    }

    /// To the window that had it, which is not always one around the editor: GTK keeps a hidden one for it.
    fn give_back(&self) -> Result<(), ReplyError> {
        let before = self.keyboard_before.take();
        if self.keyboard()? != self.window {
            return Ok(());
        }
        let to = match before {
            Some(other) if other != self.window => other,
            _ => self.connection.query_tree(self.window)?.reply()?.parent,
        };
        self.connection
            .set_input_focus(InputFocus::PARENT, to, x11rb::CURRENT_TIME)?
            .ignore_error();
        Ok(self.connection.flush()?)
    }
}
