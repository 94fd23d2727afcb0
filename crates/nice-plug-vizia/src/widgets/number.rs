//! A parameter that is a number.

use crate::param::Direction;
use crate::param::Gesture;
use crate::param::ParamHandle;
use crate::param::Stride;
use vizia_core::binding::Binding;
use vizia_core::context::Context;
use vizia_core::context::EmitContext;
use vizia_core::context::EventContext;
use vizia_core::events::Event;
use vizia_core::modifiers::AbilityModifiers;
use vizia_core::modifiers::AccessibilityModifiers;
use vizia_core::prelude::MouseButton;
use vizia_core::prelude::Role;
use vizia_core::view::Handle;
use vizia_core::view::View;
use vizia_core::views::Label;
use vizia_core::views::TextEvent;
use vizia_core::views::Textbox;
use vizia_core::window::WindowEvent;
use vizia_reactive::Memo;
use vizia_reactive::Signal;
use vizia_reactive::SignalGet;
use vizia_reactive::SignalUpdate;

/// Logical pixels that the pointer travels for the whole range.
const TRAVEL: f32 = 200.0;
/// How much slower a drag is with the shift key.
const FINE: f32 = 0.1;

/// A number to drag up and down, or to turn with the wheel. A double click opens it for typing; a
/// click with Ctrl or Alt sets its default. The shift key makes both finer.
pub struct ParamNumber {
    handle: ParamHandle,
    is_typing: Signal<bool>,
    drag: Option<Drag>,
}

/// The pointer holds the number.
struct Drag {
    /// Begins with the first movement, as a click alone changes nothing.
    gesture: Option<Gesture>,
    /// Where the number would stand if it had no steps.
    normalized: f32,
    pointer_y: f32,
}

enum NumberEvent {
    Typed(String),
    Cancelled,
}

impl ParamNumber {
    /// Shows `handle` in words or with its unit.
    pub fn new(cx: &mut Context, handle: ParamHandle) -> Handle<'_, Self> {
        let signal = handle.signal(cx);
        let is_typing = Signal::new(false);
        let name = handle.name();
        let view = Self {
            handle: handle.clone(),
            is_typing,
            drag: None,
        };
        view.build(cx, move |cx| {
            Binding::new(cx, is_typing, move |cx| {
                if is_typing.get() {
                    text_box(cx, handle.text());
                } else {
                    let handle = handle.clone();
                    let text = Memo::new(move |_| handle.text_for(signal.get()));
                    Label::new(cx, text).hoverable(false);
                }
            });
        })
        .role(Role::SpinButton)
        .name(name)
    }

    fn press(&mut self, cx: &mut EventContext) {
        if cx.is_disabled() || self.is_typing.get() {
            return;
        }
        if cx.modifiers().ctrl() || cx.modifiers().alt() {
            self.handle.set(self.handle.default_normalized());
            return;
        }
        self.drag = Some(Drag {
            gesture: None,
            normalized: self.handle.normalized(),
            pointer_y: cx.mouse().cursor_y,
        });
        cx.capture();
        cx.lock_cursor_icon();
    }

    fn drag_to(&mut self, cx: &mut EventContext, pointer_y: f32) {
        let Some(drag) = &mut self.drag else { return };
        let speed = if cx.modifiers().shift() { FINE } else { 1.0 };
        let distance = (drag.pointer_y - pointer_y) / cx.scale_factor();
        drag.pointer_y = pointer_y;
        if distance == 0.0 {
            return;
        }
        drag.normalized = (drag.normalized + distance / TRAVEL * speed).clamp(0.0, 1.0);
        let gesture = drag.gesture.get_or_insert_with(|| self.handle.gesture());
        gesture.set(drag.normalized);
    }

    fn turn(&mut self, cx: &mut EventContext, lines: f32) {
        if cx.is_disabled() || self.drag.is_some() || lines == 0.0 {
            return;
        }
        let direction = if lines > 0.0 {
            Direction::Up
        } else {
            Direction::Down
        };
        let stride = if cx.modifiers().shift() {
            Stride::Fine
        } else {
            Stride::Coarse
        };
        let from = self.handle.normalized();
        self.handle
            .set(self.handle.neighbour(from, direction, stride));
    }

    fn let_go(&mut self, cx: &mut EventContext) {
        if self.drag.take().is_some() {
            cx.release();
            cx.unlock_cursor_icon();
        }
    }
}

impl View for ParamNumber {
    fn element(&self) -> Option<&'static str> {
        Some("param-number")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, meta| match event {
            WindowEvent::MouseDown(MouseButton::Left) => self.press(cx),
            WindowEvent::MouseMove(_, y) => self.drag_to(cx, *y),
            WindowEvent::MouseUp(MouseButton::Left) => self.let_go(cx),
            WindowEvent::MouseDoubleClick(MouseButton::Left) if !cx.is_disabled() => {
                self.let_go(cx);
                self.is_typing.set(true);
            }
            WindowEvent::MouseScroll(_, y) => {
                self.turn(cx, *y);
                meta.consume();
            }
            _ => {}
        });
        event.map(|event, _| {
            if let NumberEvent::Typed(text) = event
                && let Some(normalized) = self.handle.parse(text)
            {
                self.handle.set(normalized);
            }
            self.is_typing.set(false);
        });
    }
}

fn text_box(cx: &mut Context, text: String) {
    let text = Signal::new(text);
    let text_box = Textbox::new(cx, text)
        .on_submit(|cx, text: String, _| cx.emit(NumberEvent::Typed(text)))
        .on_cancel(|cx| cx.emit(NumberEvent::Cancelled));
    let entity = text_box.entity();
    cx.emit_to(entity, TextEvent::StartEdit);
}
