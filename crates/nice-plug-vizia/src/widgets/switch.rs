//! A parameter that is on or off.

use crate::param::ParamHandle;
use vizia_core::context::Context;
use vizia_core::context::EventContext;
use vizia_core::events::Event;
use vizia_core::modifiers::AbilityModifiers;
use vizia_core::modifiers::AccessibilityModifiers;
use vizia_core::prelude::Role;
use vizia_core::view::Handle;
use vizia_core::view::View;
use vizia_core::views::Label;
use vizia_core::views::Switch;
use vizia_core::window::WindowEvent;
use vizia_reactive::Memo;
use vizia_reactive::SignalGet;

/// A switch with the name of its parameter; a click anywhere on it turns it.
pub struct ParamSwitch {
    handle: ParamHandle,
}

impl ParamSwitch {
    /// Shows `handle`, whose upper half is on.
    pub fn new(cx: &mut Context, handle: ParamHandle) -> Handle<'_, Self> {
        let signal = handle.signal(cx);
        let is_on = Memo::new(move |_| signal.get() >= 0.5);
        let name = handle.name();
        Self { handle }
            .build(cx, |cx| {
                Switch::new(cx, is_on).hoverable(false).navigable(false);
                Label::new(cx, name.clone()).hoverable(false);
            })
            .role(Role::Switch)
            .name(name)
    }
}

impl View for ParamSwitch {
    fn element(&self) -> Option<&'static str> {
        Some("param-switch")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, _| match event {
            WindowEvent::Press { .. } if !cx.is_disabled() => {
                let is_on = self.handle.normalized() >= 0.5;
                self.handle.set(if is_on { 0.0 } else { 1.0 });
            }
            _ => {}
        });
    }
}
