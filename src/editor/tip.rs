//! Definitions that appear over what the pointer rests on.

use vizia_core::prelude::*;

/// Explains a part of the editor in a sentence or two.
pub(super) fn on<'a, V: View>(handle: Handle<'a, V>, definition: &'static str) -> Handle<'a, V> {
    handle.tooltip(move |cx| {
        Tooltip::new(cx, move |cx| {
            Label::new(cx, definition).class("tip");
        })
    })
}
