//! Windows: those a host makes, and what a plug-in puts into them.

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::AtomEnum;
use x11rb::protocol::xproto::ConfigureWindowAux;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::CreateWindowAux;
use x11rb::protocol::xproto::EventMask;
use x11rb::protocol::xproto::InputFocus;
use x11rb::protocol::xproto::MapState;
use x11rb::protocol::xproto::PropMode;
use x11rb::protocol::xproto::WindowClass;
use x11rb::wrapper::ConnectionExt as _;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::keyboard;

/// The identifier of a window on the server.
pub type WindowId = u32;

/// Where a window is, in pixels of the screen, and how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A top-level window as a host makes for an editor. Gone when dropped.
pub struct Window<'d> {
    display: &'d Display,
    id: WindowId,
}

/// What a host's window is filled with: a colour that no editor has, so that uncovered parts are seen.
pub const BARE_RGB: [u8; 3] = [0xff, 0x00, 0xff];

impl<'d> Window<'d> {
    /// Makes a window, shows it and gives it the keyboard.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub fn open(display: &'d Display, title: &str, area: Area) -> Result<Self, DisplayError> {
        let connection = &display.connection;
        let id = connection.generate_id()?;
        let [red, green, blue] = BARE_RGB;
        let settings = CreateWindowAux::new()
            .background_pixel(u32::from_be_bytes([0, red, green, blue]))
            // Where there is no window manager, it must not move the window either.
            .override_redirect(1)
            .event_mask(EventMask::KEY_PRESS);
        connection.create_window(
            display.screen.root_depth,
            id,
            display.screen.root,
            short(area.x),
            short(area.y),
            length(area.width),
            length(area.height),
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &settings,
        )?;
        let window = Self { display, id };
        let (name, text) = (AtomEnum::WM_NAME, AtomEnum::STRING);
        connection.change_property8(PropMode::REPLACE, id, name, text, title.as_bytes())?;
        connection.map_window(id)?.check()?;
        connection
            .set_input_focus(InputFocus::PARENT, id, x11rb::CURRENT_TIME)?
            .check()?;
        Ok(window)
    }

    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> WindowId {
        self.id
    }

    /// Makes it larger or smaller.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), DisplayError> {
        let size = ConfigureWindowAux::new().width(width).height(height);
        self.display
            .connection
            .configure_window(self.id, &size)?
            .check()?;
        Ok(())
    }

    /// Has the server remove it with everything inside, behind the back of whoever drew there.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub fn destroy(&self) -> Result<(), DisplayError> {
        self.display.connection.destroy_window(self.id)?.check()?;
        Ok(())
    }

    /// Takes the keys that reached this window since the last look, as X names them: those an editor inside did not
    /// keep.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn take_keys(&self) -> Result<Vec<String>, DisplayError> {
        self.display.sync()?;
        let mut keys = Vec::new();
        let own_key = |event: &Event| match event {
            Event::KeyPress(press) if press.event == self.id => Some(press.detail),
            _ => None,
        };
        while let Some(code) = self.display.take_event(own_key)? {
            keys.push(keyboard::name_of(self.display, code)?);
        }
        Ok(keys)
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // It may be gone already, alone or with the server.
        if let Ok(request) = self.display.connection.destroy_window(self.id) {
            let _ = request.check();
        }
    }
}

impl Display {
    /// The windows inside a window that are shown, lowest first.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn children(&self, window: WindowId) -> Result<Vec<WindowId>, DisplayError> {
        let inside = self.connection.query_tree(window)?.reply()?.children;
        let mut shown = Vec::new();
        for child in inside {
            let attributes = self.connection.get_window_attributes(child)?.reply()?;
            if attributes.map_state == MapState::VIEWABLE {
                shown.push(child);
            }
        }
        Ok(shown)
    }

    /// The windows of the whole screen that are shown, lowest first: one of a menu or tooltip is the last.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn top_windows(&self) -> Result<Vec<WindowId>, DisplayError> {
        self.children(self.screen.root)
    }

    /// Where a window is.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn area(&self, window: WindowId) -> Result<Area, DisplayError> {
        let size = self.connection.get_geometry(window)?.reply()?;
        let root = self.screen.root;
        let place = self
            .connection
            .translate_coordinates(window, root, 0, 0)?
            .reply()?;
        Ok(Area {
            x: i32::from(place.dst_x),
            y: i32::from(place.dst_y),
            width: u32::from(size.width),
            height: u32::from(size.height),
        })
    }
}

fn short(coordinate: i32) -> i16 {
    i16::try_from(coordinate).unwrap_or_default()
}

fn length(pixels: u32) -> u16 {
    u16::try_from(pixels).unwrap_or(u16::MAX)
}
