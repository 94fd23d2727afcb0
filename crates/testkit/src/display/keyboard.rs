//! Which key types what.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::ConnectionExt as _;

use crate::display::Display;
use crate::display::DisplayError;

/// Keys with a name instead of a character, and their keysyms (X.Org keysymdef.h).
const NAMED: [(&str, u32); 19] = [
    ("BackSpace", 0xff08),
    ("Tab", 0xff09),
    ("Return", 0xff0d),
    ("Escape", 0xff1b),
    ("Home", 0xff50),
    ("Left", 0xff51),
    ("Up", 0xff52),
    ("Right", 0xff53),
    ("Down", 0xff54),
    ("Page_Up", 0xff55),
    ("Page_Down", 0xff56),
    ("End", 0xff57),
    ("F1", 0xffbe),
    ("Shift_L", 0xffe1),
    ("Control_L", 0xffe3),
    ("Alt_L", 0xffe9),
    ("Delete", 0xffff),
    ("space", 0x20),
    ("KP_Enter", 0xff8d),
];

/// A key, and whether Shift must be down for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) code: u8,
    pub(super) level: Level,
}

/// Which of its signs a key types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Plain,
    Shifted,
}

/// The key of a name such as `Return`, or of a single character.
pub(super) fn key_of(display: &Display, name: &str) -> Result<Key, DisplayError> {
    let keysym = keysym_of(name).ok_or_else(|| DisplayError::NoKey(name.to_owned()))?;
    let layout = Layout::read(display)?;
    layout
        .find(keysym)
        .map_or_else(|| layout.assign(display, keysym), Ok)
}

/// What a key is called: its name, or the character it types without Shift.
pub(super) fn name_of(display: &Display, code: u8) -> Result<String, DisplayError> {
    let layout = Layout::read(display)?;
    let keysym = layout.keysym(code);
    let named = NAMED.iter().find(|(_, known)| *known == keysym);
    Ok(match (named, char_of(keysym)) {
        (Some((name, _)), _) => (*name).to_owned(),
        (None, Some(character)) => character.to_string(),
        (None, None) => format!("{keysym:#x}"),
    })
}

fn keysym_of(name: &str) -> Option<u32> {
    if let Some((_, keysym)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*keysym);
    }
    let mut characters = name.chars();
    let only = characters.next().filter(|_| characters.next().is_none())?;
    Some(match u32::from(only) {
        latin @ (0x20..=0x7e | 0xa0..=0xff) => latin,
        // X11 protocol, appendix A: keysyms of Unicode characters.
        other => 0x0100_0000 | other,
    })
}

fn char_of(keysym: u32) -> Option<char> {
    char::from_u32(keysym & 0x00ff_ffff).filter(|character| !character.is_control())
}

/// All keysyms of all keys, as the server has them.
struct Layout {
    first_code: u8,
    per_key: usize,
    keysyms: Vec<u32>,
}

impl Layout {
    fn read(display: &Display) -> Result<Self, DisplayError> {
        let setup = display.connection.setup();
        let count = setup.max_keycode - setup.min_keycode + 1;
        let mapping = display
            .connection
            .get_keyboard_mapping(setup.min_keycode, count)?
            .reply()?;
        Ok(Self {
            first_code: setup.min_keycode,
            per_key: usize::from(mapping.keysyms_per_keycode),
            keysyms: mapping.keysyms,
        })
    }

    fn keysym(&self, code: u8) -> u32 {
        let key = usize::from(code - self.first_code);
        self.keysyms.get(key * self.per_key).copied().unwrap_or(0)
    }

    fn find(&self, keysym: u32) -> Option<Key> {
        for (offset, signs) in self.keysyms.chunks(self.per_key).enumerate() {
            let level = match signs.iter().take(2).position(|sign| *sign == keysym) {
                Some(0) => Level::Plain,
                Some(_) => Level::Shifted,
                None => continue,
            };
            let code = self.first_code + u8::try_from(offset).ok()?;
            return Some(Key { code, level });
        }
        None
    }

    /// Gives the character to the last key that types nothing, as input methods do.
    fn assign(&self, display: &Display, keysym: u32) -> Result<Key, DisplayError> {
        let free = self
            .keysyms
            .chunks(self.per_key)
            .rposition(|signs| signs.iter().all(|sign| *sign == 0))
            .and_then(|offset| u8::try_from(offset).ok())
            .ok_or_else(|| DisplayError::NoKey(format!("{keysym:#x}")))?;
        let code = self.first_code + free;
        display
            .connection
            .change_keyboard_mapping(1, code, 2, &[keysym, keysym])?
            .check()?;
        Ok(Key {
            code,
            level: Level::Plain,
        })
    }
}
