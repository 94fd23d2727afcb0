//! Files dragged over a window and dropped, as a file manager does it: the source's side of the X drag-and-drop
//! protocol, version 5 (freedesktop.org, XDND).

use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use x11rb::protocol::Event;
use x11rb::protocol::xproto::Atom;
use x11rb::protocol::xproto::AtomEnum;
use x11rb::protocol::xproto::ClientMessageEvent;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::EventMask;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::input::Point;
use crate::display::selection::Content;
use crate::display::window::WindowId;

/// The protocol's version, in the byte where `XdndEnter` carries it.
const VERSION: u32 = 5 << 24;

/// A window that does not answer within this time has hung.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the window under the pointer does with the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// It takes them.
    Taken,
    /// It does not want them.
    Refused,
}

/// Files held over windows. Dropping the value lets go of them outside of everything.
pub struct Drag<'d> {
    display: &'d Display,
    source: WindowId,
    target: Option<WindowId>,
    uri_list: String,
    atoms: Atoms,
}

struct Atoms {
    selection: Atom,
    uri_list: Atom,
    copy: Atom,
    aware: Atom,
    enter: Atom,
    position: Atom,
    status: Atom,
    leave: Atom,
    drop: Atom,
    finished: Atom,
}

impl Atoms {
    fn of(display: &Display) -> Result<Self, DisplayError> {
        let atom = |name| display.atom(name);
        Ok(Self {
            selection: atom("XdndSelection")?,
            uri_list: atom("text/uri-list")?,
            copy: atom("XdndActionCopy")?,
            aware: atom("XdndAware")?,
            enter: atom("XdndEnter")?,
            position: atom("XdndPosition")?,
            status: atom("XdndStatus")?,
            leave: atom("XdndLeave")?,
            drop: atom("XdndDrop")?,
            finished: atom("XdndFinished")?,
        })
    }
}

impl<'d> Drag<'d> {
    /// Picks up files.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub fn begin(display: &'d Display, files: &[&Path]) -> Result<Self, DisplayError> {
        let source = display.hidden_window()?;
        let atoms = Atoms::of(display)?;
        let drag = Self {
            display,
            source,
            target: None,
            uri_list: files.iter().map(|path| uri(path)).collect(),
            atoms,
        };
        let time = display.time(source)?;
        display
            .connection
            .set_selection_owner(source, drag.atoms.selection, time)?
            .check()?;
        Ok(drag)
    }

    /// Holds them over a place, and returns what the window there would do with them.
    ///
    /// # Errors
    ///
    /// When the window there does not answer.
    pub fn over(&mut self, point: Point) -> Result<Reception, DisplayError> {
        self.display.move_to(point)?;
        let (x, y) = self.display.on_screen(point)?;
        let target = self.aware_at(x, y)?;
        if self.target != target {
            self.leave()?;
            self.target = target;
            self.send(self.atoms.enter, [VERSION, self.atoms.uri_list, 0, 0])?;
        }
        if target.is_none() {
            return Ok(Reception::Refused);
        }
        let place = (u32::from(x.unsigned_abs()) << 16) | u32::from(y.unsigned_abs());
        let time = self.display.time(self.source)?;
        self.send(self.atoms.position, [0, place, time, self.atoms.copy])?;
        self.answer(self.atoms.status)
    }

    /// Goes away from where they are without dropping them.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn leave(&mut self) -> Result<(), DisplayError> {
        if self.target.is_some() {
            self.send(self.atoms.leave, [0; 4])?;
        }
        self.target = None;
        Ok(())
    }

    /// Drops them at a place.
    ///
    /// # Errors
    ///
    /// When the window there does not answer.
    pub fn drop_at(mut self, point: Point) -> Result<Reception, DisplayError> {
        // A hand never arrives at once: the second position is answered once the files are known.
        if self.over(point)? == Reception::Refused {
            return Ok(Reception::Refused);
        }
        self.over(point)?;
        let time = self.display.time(self.source)?;
        self.send(self.atoms.drop, [0, time, 0, 0])?;
        let reception = self.answer(self.atoms.finished)?;
        self.target = None;
        Ok(reception)
    }

    /// The outermost window at a place that knows about dragging.
    fn aware_at(&self, x: i16, y: i16) -> Result<Option<WindowId>, DisplayError> {
        let connection = &self.display.connection;
        let root = self.display.screen.root;
        let mut window = root;
        loop {
            let inside = connection
                .translate_coordinates(root, window, x, y)?
                .reply()?;
            if inside.child == x11rb::NONE {
                return Ok(None);
            }
            window = inside.child;
            let version = connection
                .get_property(false, window, self.atoms.aware, AtomEnum::ATOM, 0, 1)?
                .reply()?;
            if version.value_len > 0 {
                return Ok(Some(window));
            }
        }
    }

    fn send(&self, kind: Atom, [a, b, c, d]: [u32; 4]) -> Result<(), DisplayError> {
        let Some(target) = self.target else {
            return Ok(());
        };
        let message = ClientMessageEvent::new(32, target, kind, [self.source, a, b, c, d]);
        self.display
            .connection
            .send_event(false, target, EventMask::NO_EVENT, message)?
            .check()?;
        Ok(())
    }

    /// Waits for a message, handing out the files meanwhile.
    fn answer(&self, kind: Atom) -> Result<Reception, DisplayError> {
        let what = "an answer to dragged files";
        let flags = self.display.wait(what, PATIENCE, || {
            self.hand_out()?;
            self.display.take_event(|event| match event {
                Event::ClientMessage(message)
                    if message.type_ == kind && message.window == self.source =>
                {
                    Some(message.data.as_data32()[1])
                }
                _ => None,
            })
        })?;
        Ok(if flags & 1 == 1 {
            Reception::Taken
        } else {
            Reception::Refused
        })
    }

    fn hand_out(&self) -> Result<(), DisplayError> {
        let request = self.display.take_request(self.source)?;
        let Some(request) = request else {
            return Ok(());
        };
        let is_known = request.target == self.atoms.uri_list;
        let list = is_known.then_some(Content::Text(&self.uri_list));
        self.display.hand_over(&request, list)
    }
}

impl Drop for Drag<'_> {
    fn drop(&mut self) {
        // Nothing is left to be done for a server that is gone.
        let _ = self.leave();
        if let Ok(request) = self.display.connection.destroy_window(self.source) {
            let _ = request.check();
        }
    }
}

/// A file as a line of a `text/uri-list` (RFC 2483, RFC 8089): all but plain characters as percent and two digits.
fn uri(path: &Path) -> String {
    let mut line = String::from("file://");
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            line.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(line, "%{byte:02X}");
        }
    }
    line + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uri_has_spaces_and_other_scripts_as_percent_codes() {
        assert_eq!(
            uri(Path::new("/tmp/my mix – 100%.wav")),
            "file:///tmp/my%20mix%20%E2%80%93%20100%25.wav\r\n"
        );
    }
}
