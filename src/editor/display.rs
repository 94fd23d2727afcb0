//! What the drawn displays have in common: they are pictures with a name, drawn again when they changed, and some follow
//! the pointer.

use std::rc::Rc;

use vizia_core::prelude::AccessibilityModifiers;
use vizia_core::prelude::Context;
use vizia_core::prelude::EventContext;
use vizia_core::prelude::Handle;
use vizia_core::prelude::Memo;
use vizia_core::prelude::Role;
use vizia_core::prelude::Signal;
use vizia_core::prelude::SignalGet;
use vizia_core::prelude::View;
use vizia_core::prelude::WindowEvent;

/// Builds a display of whatever the signal holds, drawn again when that has changed.
pub fn build<'a, V, P>(
    cx: &'a mut Context,
    name: &'static str,
    picture: Signal<Rc<P>>,
    display: V,
) -> Handle<'a, V>
where
    V: View,
    P: PartialEq + 'static,
{
    display.build(cx, |_| {}).role(Role::Image).name(name).bind(
        Memo::new(move |_| picture.get()),
        |mut view| {
            view.needs_redraw();
        },
    )
}

/// Where the pointer is on a display.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pointer {
    place_px: Option<(f32, f32)>,
}

impl Pointer {
    /// Pixels from the upper left corner of the display; `None` while the pointer is elsewhere.
    #[must_use]
    pub const fn place_px(&self) -> Option<(f32, f32)> {
        self.place_px
    }

    /// Follows the pointer, and has the display drawn again where that matters.
    pub fn follow(&mut self, cx: &mut EventContext, event: &WindowEvent) {
        match event {
            WindowEvent::MouseMove(x, y) => {
                let bounds = cx.bounds();
                self.place_px = Some((x - bounds.x, y - bounds.y));
                cx.needs_redraw();
            }
            WindowEvent::MouseOut | WindowEvent::MouseLeave if self.place_px.is_some() => {
                self.place_px = None;
                cx.needs_redraw();
            }
            _ => {}
        }
    }
}
