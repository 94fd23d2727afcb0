//! A parameter with a few named steps.

use crate::param::MENU_ELEMENT;
use crate::param::ParamHandle;
use vizia_core::binding::Binding;
use vizia_core::context::Context;
use vizia_core::context::EmitContext;
use vizia_core::context::EventContext;
use vizia_core::events::Event;
use vizia_core::icons::ICON_CHEVRON_DOWN;
use vizia_core::modifiers::AbilityModifiers;
use vizia_core::modifiers::AccessibilityModifiers;
use vizia_core::modifiers::ActionModifiers;
use vizia_core::modifiers::StyleModifiers;
use vizia_core::prelude::Code;
use vizia_core::prelude::Role;
use vizia_core::view::Handle;
use vizia_core::view::View;
use vizia_core::views::Label;
use vizia_core::views::Placement;
use vizia_core::views::Popover;
use vizia_core::views::PopoverModifiers;
use vizia_core::views::Svg;
use vizia_core::window::WindowEvent;
use vizia_reactive::Memo;
use vizia_reactive::Signal;
use vizia_reactive::SignalGet;
use vizia_reactive::SignalUpdate;

/// A drop-down with all steps of a parameter.
///
/// Open, it takes the arrow keys, Enter and Escape; closed, it takes no key.
pub struct ParamMenu {
    handle: ParamHandle,
    is_open: Signal<bool>,
}

enum MenuEvent {
    Chosen(usize),
    Closed,
}

impl ParamMenu {
    /// Shows the step at which `handle` stands.
    pub fn new(cx: &mut Context, handle: ParamHandle) -> Handle<'_, Self> {
        let signal = handle.signal(cx);
        let is_open = Signal::new(false);
        let name = handle.name();
        let view = Self {
            handle: handle.clone(),
            is_open,
        };
        view.build(cx, move |cx| {
            let shown = handle.clone();
            let text = Memo::new(move |_| shown.text_for(signal.get()));
            Label::new(cx, text).hoverable(false);
            Svg::new(cx, ICON_CHEVRON_DOWN).hoverable(false);
            Binding::new(cx, is_open, move |cx| {
                if is_open.get() {
                    popup(cx, &handle);
                }
            });
        })
        .role(Role::ComboBox)
        .name(name)
    }
}

impl View for ParamMenu {
    fn element(&self) -> Option<&'static str> {
        Some("param-menu")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, meta| match event {
            WindowEvent::Press { .. } if meta.target == cx.current() && !cx.is_disabled() => {
                self.is_open.set(true);
            }
            _ => {}
        });
        event.map(|event, meta| {
            if let MenuEvent::Chosen(step) = event {
                self.handle.set(normalized(&self.handle, *step));
            }
            self.is_open.set(false);
            meta.consume();
        });
    }
}

/// The open list.
struct MenuList {
    marked: Signal<usize>,
    step_last: usize,
}

impl View for MenuList {
    fn element(&self) -> Option<&'static str> {
        Some(MENU_ELEMENT)
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, _| {
            let WindowEvent::KeyDown(code, _) = event else {
                return;
            };
            let marked = self.marked.get();
            match code {
                Code::ArrowUp => self.marked.set(marked.saturating_sub(1)),
                Code::ArrowDown => self.marked.set((marked + 1).min(self.step_last)),
                Code::Home => self.marked.set(0),
                Code::End => self.marked.set(self.step_last),
                Code::Enter | Code::NumpadEnter => cx.emit(MenuEvent::Chosen(marked)),
                Code::Escape => cx.emit(MenuEvent::Closed),
                _ => {}
            }
        });
    }
}

fn popup(cx: &mut Context, handle: &ParamHandle) {
    Popover::new(cx, |cx| {
        let step_last = handle.step_count().unwrap_or(0);
        let step = (handle.normalized() * step_last as f32).round() as usize;
        let marked = Signal::new(step);
        let list = MenuList { marked, step_last }
            .build(cx, |cx| {
                for step in 0..=step_last {
                    let text = handle.text_for(normalized(handle, step));
                    Label::new(cx, text)
                        .class("menu-item")
                        .toggle_class("marked", Memo::new(move |_| marked.get() == step))
                        .on_press(move |cx| cx.emit(MenuEvent::Chosen(step)));
                }
            })
            .focusable(true)
            .role(Role::ListBox)
            .entity();
        cx.with_current(list, |cx| cx.focus_with_visibility(false));
    })
    .show_arrow(false)
    .placement(Placement::BottomStart)
    .z_index(200)
    .on_blur(|cx| cx.emit(MenuEvent::Closed));
}

fn normalized(handle: &ParamHandle, step: usize) -> f32 {
    match handle.step_count() {
        Some(step_count) if step_count > 0 => step as f32 / step_count as f32,
        _ => handle.normalized(),
    }
}
