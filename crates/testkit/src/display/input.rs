//! Hands: pointer, buttons, wheel and keys, through the XTEST extension.

use std::time::Duration;

use x11rb::protocol::xproto::BUTTON_PRESS_EVENT;
use x11rb::protocol::xproto::BUTTON_RELEASE_EVENT;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::InputFocus;
use x11rb::protocol::xproto::KEY_PRESS_EVENT;
use x11rb::protocol::xproto::KEY_RELEASE_EVENT;
use x11rb::protocol::xproto::MOTION_NOTIFY_EVENT;
use x11rb::protocol::xtest::ConnectionExt as _;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::keyboard::Key;
use crate::display::keyboard::Level;
use crate::display::keyboard::key_of;
use crate::display::window::WindowId;

/// Between two things a quick hand does: longer than two frames of an editor at 30 a second.
const HAND: Duration = Duration::from_millis(70);

/// Between pressing and letting go in a double click, which most systems want within 500 ms.
const QUICK: Duration = Duration::from_millis(20);

/// A button of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The first.
    Left,
    /// The wheel, pressed.
    Middle,
    /// The one for menus.
    Right,
}

/// A notch of the wheel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wheel {
    /// Away from the hand.
    Up,
    /// Towards the hand.
    Down,
}

/// A place in a window, pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The window.
    pub window: WindowId,
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

impl Button {
    fn number(self) -> u8 {
        match self {
            Self::Left => 1,
            Self::Middle => 2,
            Self::Right => 3,
        }
    }
}

impl Wheel {
    /// X counts the wheel as buttons.
    fn number(self) -> u8 {
        match self {
            Self::Up => 4,
            Self::Down => 5,
        }
    }
}

impl Display {
    /// Moves the pointer to a place.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn move_to(&self, point: Point) -> Result<(), DisplayError> {
        let (x, y) = self.on_screen(point)?;
        let root = self.screen.root;
        self.connection
            .xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, root, x, y, 0)?
            .check()?;
        self.pause(HAND)
    }

    /// Clicks at a place.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn click(&self, point: Point) -> Result<(), DisplayError> {
        self.click_with(Button::Left, point)
    }

    /// Clicks at a place with this button.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn click_with(&self, button: Button, point: Point) -> Result<(), DisplayError> {
        self.move_to(point)?;
        self.press_and_release(button.number())?;
        self.pause(HAND)
    }

    /// Clicks twice at a place.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn double_click(&self, point: Point) -> Result<(), DisplayError> {
        self.move_to(point)?;
        self.press_and_release(Button::Left.number())?;
        self.press_and_release(Button::Left.number())?;
        self.pause(HAND)
    }

    /// Presses at one place, moves in ten steps to another, and lets go.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn drag(&self, from: Point, to: Point) -> Result<(), DisplayError> {
        let button = Button::Left.number();
        self.move_to(from)?;
        self.fake(BUTTON_PRESS_EVENT, button)?;
        self.pause(HAND)?;
        let (from_x, from_y) = self.on_screen(from)?;
        let (to_x, to_y) = self.on_screen(to)?;
        let root = self.screen.root;
        for step in 1..=10_i32 {
            let between = |from: i16, to: i16| {
                let (from, to) = (i32::from(from), i32::from(to));
                i16::try_from(from + (to - from) * step / 10).unwrap_or_default()
            };
            let (x, y) = (between(from_x, to_x), between(from_y, to_y));
            self.connection
                .xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, root, x, y, 0)?
                .check()?;
            self.pause(QUICK)?;
        }
        self.pause(HAND)?;
        self.fake(BUTTON_RELEASE_EVENT, button)?;
        self.pause(HAND)
    }

    /// Turns the wheel at a place.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn scroll(&self, point: Point, wheel: Wheel, notches: u32) -> Result<(), DisplayError> {
        self.move_to(point)?;
        for _ in 0..notches {
            self.press_and_release(wheel.number())?;
        }
        self.pause(HAND)
    }

    /// Presses and releases a key: a single character, or a name such as `Return`, `Escape`, `space`.
    ///
    /// # Errors
    ///
    /// When the keyboard has no such key.
    pub fn key(&self, name: &str) -> Result<(), DisplayError> {
        let Key { code, level } = key_of(self, name)?;
        match level {
            Level::Plain => self.tap(code),
            Level::Shifted => self.held("Shift_L", || self.tap(code)),
        }?;
        self.pause(HAND)
    }

    /// The same with another key held, such as `Control_L`.
    ///
    /// # Errors
    ///
    /// When the keyboard has no such key.
    pub fn key_with(&self, modifier: &str, name: &str) -> Result<(), DisplayError> {
        self.held(modifier, || self.key(name))
    }

    /// Types a text.
    ///
    /// # Errors
    ///
    /// When a character cannot be typed.
    pub fn type_text(&self, text: &str) -> Result<(), DisplayError> {
        let mut bytes = [0; 4];
        for character in text.chars() {
            self.key(character.encode_utf8(&mut bytes))?;
        }
        Ok(())
    }

    /// Gives the keyboard to a window.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn focus(&self, window: WindowId) -> Result<(), DisplayError> {
        self.connection
            .set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?
            .check()?;
        Ok(())
    }

    /// The window that has the keyboard.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn focused(&self) -> Result<WindowId, DisplayError> {
        Ok(self.connection.get_input_focus()?.reply()?.focus)
    }

    fn held(
        &self,
        modifier: &str,
        meanwhile: impl FnOnce() -> Result<(), DisplayError>,
    ) -> Result<(), DisplayError> {
        let code = key_of(self, modifier)?.code;
        self.fake(KEY_PRESS_EVENT, code)?;
        let done = meanwhile();
        self.fake(KEY_RELEASE_EVENT, code)?;
        done
    }

    fn tap(&self, code: u8) -> Result<(), DisplayError> {
        self.fake(KEY_PRESS_EVENT, code)?;
        self.pause(QUICK)?;
        self.fake(KEY_RELEASE_EVENT, code)
    }

    fn press_and_release(&self, button: u8) -> Result<(), DisplayError> {
        self.fake(BUTTON_PRESS_EVENT, button)?;
        self.pause(QUICK)?;
        self.fake(BUTTON_RELEASE_EVENT, button)?;
        self.pause(QUICK)
    }

    fn fake(&self, what: u8, detail: u8) -> Result<(), DisplayError> {
        let root = self.screen.root;
        self.connection
            .xtest_fake_input(what, detail, 0, root, 0, 0, 0)?
            .check()?;
        Ok(())
    }

    fn pause(&self, time: Duration) -> Result<(), DisplayError> {
        self.sync()?;
        std::thread::sleep(time);
        Ok(())
    }

    pub(super) fn on_screen(&self, point: Point) -> Result<(i16, i16), DisplayError> {
        let area = self.area(point.window)?;
        let within = |edge: i32| i16::try_from(edge).unwrap_or(i16::MAX);
        Ok((within(area.x + point.x), within(area.y + point.y)))
    }
}
