//! Which keys the window keeps. A host's space bar must start the transport, so keys stay only
//! with a text box that is being edited, or with an open menu.

use crate::core::Core;
use crate::param::MENU_ELEMENT;
use vizia_core::context::EmitContext;
use vizia_core::context::EventContext;
use vizia_core::prelude::Code;
use vizia_core::prelude::Entity;
use vizia_core::prelude::GenerationalId;
use vizia_core::prelude::Key;
use vizia_core::prelude::Modifiers;
use vizia_core::prelude::TextEvent;
use vizia_core::window::WindowEvent;

/// Whether the host should look at a key as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The editor has used it.
    Yes,
    /// It belongs to the host.
    No,
}

/// What to do with a half-typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Submit it.
    Keeping,
    /// Forget it.
    Discarding,
}

/// A key going down or up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stroke {
    pub(crate) code: Code,
    pub(crate) key: Option<Key>,
    pub(crate) modifiers: Modifiers,
}

impl Stroke {
    /// The characters it types, unless it is a shortcut or a named key.
    fn text(&self) -> Option<&str> {
        let is_alt_gr = self.modifiers.ctrl() && self.modifiers.alt();
        let is_shortcut = (self.modifiers.ctrl() && !is_alt_gr) || self.modifiers.logo();
        match &self.key {
            Some(Key::Character(text)) if !is_shortcut => Some(text),
            _ => None,
        }
    }

    /// Shortcuts of the host, such as saving, work while a text is being edited, too.
    fn belongs_to_host(&self) -> bool {
        let is_shortcut = self.modifiers.ctrl() || self.modifiers.logo();
        let is_editing = matches!(
            self.code,
            Code::KeyA
                | Code::KeyC
                | Code::KeyV
                | Code::KeyX
                | Code::ArrowLeft
                | Code::ArrowRight
                | Code::Backspace
                | Code::Delete
                | Code::Home
                | Code::End
        );
        is_shortcut && !is_editing || is_function_key(self.code)
    }
}

impl Core {
    /// Text is being typed, so the keyboard is the editor's.
    pub(crate) fn is_editing_text(&self) -> bool {
        self.cx.focused_element() == Some("textbox")
    }

    /// Keys are for the editor now, and not for the host.
    pub(crate) fn wants_keys(&self) -> bool {
        self.is_editing_text() || self.is_menu_open()
    }

    fn is_menu_open(&self) -> bool {
        self.cx.focused_element() == Some(MENU_ELEMENT)
    }

    /// A key goes down.
    pub(crate) fn key_down(&mut self, stroke: &Stroke) -> Taken {
        self.set_modifiers(stroke.modifiers);
        if self.is_editing_text() {
            self.type_stroke(stroke)
        } else if self.is_menu_open() && is_menu_key(stroke.code) {
            self.send(WindowEvent::KeyDown(stroke.code, stroke.key.clone()));
            Taken::Yes
        } else {
            Taken::No
        }
    }

    /// A key goes up: it belongs to whoever had its press.
    pub(crate) fn key_up(&mut self, stroke: &Stroke) -> Taken {
        self.set_modifiers(stroke.modifiers);
        let is_ours = self.is_editing_text() && !stroke.belongs_to_host();
        if is_ours { Taken::Yes } else { Taken::No }
    }

    fn type_stroke(&mut self, stroke: &Stroke) -> Taken {
        if let Some(text) = stroke.text() {
            for character in text.chars() {
                self.send(WindowEvent::CharInput(character));
            }
            return Taken::Yes;
        }
        if stroke.belongs_to_host() {
            return Taken::No;
        }
        let is_single_line = !self.is_focus_multiline();
        match stroke.code {
            Code::Escape => {
                self.send(WindowEvent::KeyDown(Code::Escape, Some(Key::Escape)));
                self.leave_text_box(Leave::Discarding);
            }
            Code::Enter | Code::NumpadEnter if is_single_line => {
                // The key on the number pad means the same, but vizia knows the other one only.
                self.send(WindowEvent::KeyDown(Code::Enter, Some(Key::Enter)));
                self.leave_text_box(Leave::Discarding);
            }
            Code::Tab => {
                self.submit_text();
                self.send(WindowEvent::KeyDown(Code::Tab, Some(Key::Tab)));
            }
            code => self.send(WindowEvent::KeyDown(code, stroke.key.clone())),
        }
        Taken::Yes
    }

    fn is_focus_multiline(&mut self) -> bool {
        let focused = self.cx.focused();
        let cx = EventContext::new(self.cx.context());
        cx.get_entities_by_class("multiline").contains(&focused)
    }

    fn submit_text(&mut self) {
        let focused = self.cx.focused();
        self.cx.0.emit_to(focused, TextEvent::Submit(false));
        self.update();
    }

    /// Gives the keyboard back to the host.
    pub(crate) fn leave_text_box(&mut self, leave: Leave) {
        if !self.is_editing_text() {
            return;
        }
        if leave == Leave::Keeping {
            self.submit_text();
        }
        self.cx
            .0
            .with_current(Entity::root(), |cx| cx.focus_with_visibility(false));
        self.update();
    }
}

fn is_menu_key(code: Code) -> bool {
    matches!(
        code,
        Code::ArrowUp
            | Code::ArrowDown
            | Code::Home
            | Code::End
            | Code::Enter
            | Code::NumpadEnter
            | Code::Escape
    )
}

fn is_function_key(code: Code) -> bool {
    matches!(
        code,
        Code::F1
            | Code::F2
            | Code::F3
            | Code::F4
            | Code::F5
            | Code::F6
            | Code::F7
            | Code::F8
            | Code::F9
            | Code::F10
            | Code::F11
            | Code::F12
    )
}
