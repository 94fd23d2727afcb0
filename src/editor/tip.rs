//! Definitions that appear over what the pointer rests on.

use vizia_core::prelude::*;

/// Explains a part of the editor, in a few paragraphs.
pub(super) fn on<'a, V: View>(
    handle: Handle<'a, V>,
    definitions: &'static [&'static str],
) -> Handle<'a, V> {
    handle.tooltip(move |cx| {
        Tooltip::new(cx, move |cx| {
            VStack::new(cx, move |cx| {
                for definition in definitions {
                    Label::new(cx, *definition).class("tip");
                }
            })
            .class("tips");
        })
    })
}
