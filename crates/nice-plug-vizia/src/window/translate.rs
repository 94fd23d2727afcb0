//! baseview's words for keys, buttons and pointers in vizia's.

use crate::core::Stroke;
use baseview::MouseButton as Button;
use baseview::MouseCursor;
use baseview::ScrollDelta;
use nice_plug_core::editor::Modifiers as HostModifiers;
use nice_plug_core::editor::VirtualKeyCode;
use std::str::FromStr;
use vizia_core::prelude::Code;
use vizia_core::prelude::Key;
use vizia_core::prelude::Modifiers;
use vizia_core::prelude::MouseButton;
use vizia_core::style::CursorIcon;

/// Pixels of a smooth wheel that make a line.
const PIXELS_PER_LINE: f32 = 20.0;

pub(super) fn button(button: Button) -> MouseButton {
    match button {
        Button::Left => MouseButton::Left,
        Button::Right => MouseButton::Right,
        Button::Middle => MouseButton::Middle,
        Button::Back => MouseButton::Other(4),
        Button::Forward => MouseButton::Other(5),
        Button::Other(number) => MouseButton::Other(u16::from(number)),
        _ => MouseButton::Other(0),
    }
}

pub(super) fn lines(delta: ScrollDelta) -> (f32, f32) {
    match delta {
        ScrollDelta::Lines { x, y } => (x, y),
        ScrollDelta::Pixels { x, y } => (x / PIXELS_PER_LINE, y / PIXELS_PER_LINE),
    }
}

pub(super) fn modifiers(modifiers: keyboard_types::Modifiers) -> Modifiers {
    use keyboard_types::Modifiers as Held;
    let pairs = [
        (Held::SHIFT, Modifiers::SHIFT),
        (Held::CONTROL, Modifiers::CTRL),
        (Held::ALT, Modifiers::ALT),
        (Held::META, Modifiers::SUPER),
    ];
    pairs
        .into_iter()
        .filter(|(held, _)| modifiers.contains(*held))
        .map(|(_, modifier)| modifier)
        .collect()
}

/// A key. baseview and vizia use different versions of the same crate, whose names are those of
/// W3C UI Events.
pub(super) fn stroke(event: &keyboard_types::KeyboardEvent) -> Stroke {
    Stroke {
        code: Code::from_str(&event.code.to_string()).unwrap_or(Code::Unidentified),
        key: Key::from_str(&event.key.to_string()).ok(),
        modifiers: modifiers(event.modifiers),
    }
}

/// A key that the host passes on; `None` for those that no text box understands.
pub(crate) fn host_stroke(key: VirtualKeyCode, held: HostModifiers) -> Option<Stroke> {
    let code = match key {
        VirtualKeyCode::Backspace => Code::Backspace,
        VirtualKeyCode::Tab => Code::Tab,
        VirtualKeyCode::Return => Code::Enter,
        VirtualKeyCode::NumpadEnter => Code::NumpadEnter,
        VirtualKeyCode::Escape => Code::Escape,
        VirtualKeyCode::Space => Code::Space,
        VirtualKeyCode::End => Code::End,
        VirtualKeyCode::Home => Code::Home,
        VirtualKeyCode::ArrowLeft => Code::ArrowLeft,
        VirtualKeyCode::ArrowUp => Code::ArrowUp,
        VirtualKeyCode::ArrowRight => Code::ArrowRight,
        VirtualKeyCode::ArrowDown => Code::ArrowDown,
        VirtualKeyCode::Delete => Code::Delete,
        _ => return None,
    };
    let command = if cfg!(target_os = "macos") {
        Modifiers::SUPER
    } else {
        Modifiers::CTRL
    };
    let pairs = [
        (HostModifiers::SHIFT, Modifiers::SHIFT),
        (HostModifiers::ALT, Modifiers::ALT),
        (HostModifiers::COMMAND, command),
        (HostModifiers::CONTROL, Modifiers::CTRL),
    ];
    let modifiers = pairs
        .into_iter()
        .filter(|(host, _)| held.contains(*host))
        .map(|(_, modifier)| modifier)
        .collect();
    let key = (code == Code::Space).then(|| Key::Character(" ".to_owned()));
    Some(Stroke {
        code,
        key,
        modifiers,
    })
}

pub(super) fn cursor(icon: CursorIcon) -> MouseCursor {
    match icon {
        CursorIcon::Hand => MouseCursor::Hand,
        CursorIcon::Text => MouseCursor::Text,
        CursorIcon::VerticalText => MouseCursor::VerticalText,
        CursorIcon::Crosshair => MouseCursor::Crosshair,
        CursorIcon::Help => MouseCursor::Help,
        CursorIcon::Wait => MouseCursor::Working,
        CursorIcon::Progress => MouseCursor::PtrWorking,
        CursorIcon::NotAllowed | CursorIcon::NoDrop => MouseCursor::NotAllowed,
        CursorIcon::Grab => MouseCursor::Hand,
        CursorIcon::Grabbing => MouseCursor::HandGrabbing,
        CursorIcon::Move => MouseCursor::Move,
        CursorIcon::AllScroll => MouseCursor::AllScroll,
        CursorIcon::Copy => MouseCursor::Copy,
        CursorIcon::EwResize | CursorIcon::EResize | CursorIcon::WResize => MouseCursor::EwResize,
        CursorIcon::NsResize | CursorIcon::NResize | CursorIcon::SResize => MouseCursor::NsResize,
        CursorIcon::NwseResize | CursorIcon::NwResize | CursorIcon::SeResize => {
            MouseCursor::NwseResize
        }
        CursorIcon::NeswResize | CursorIcon::NeResize | CursorIcon::SwResize => {
            MouseCursor::NeswResize
        }
        CursorIcon::ColResize => MouseCursor::ColResize,
        CursorIcon::RowResize => MouseCursor::RowResize,
        CursorIcon::None => MouseCursor::Hidden,
        _ => MouseCursor::Default,
    }
}
