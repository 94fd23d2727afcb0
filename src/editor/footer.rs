//! The line below everything: the state of the mix in a sentence.

use nice_plug_vizia::ResizeGrip;
use vizia_core::prelude::*;

use crate::editor::state::Signals;

/// The line.
pub(super) fn line(cx: &mut Context, signals: Signals) {
    HStack::new(cx, move |cx| {
        let text = Memo::new(move |_| {
            let complaint = signals.complaint.get();
            if complaint.is_empty() {
                signals.verdict.get()
            } else {
                complaint
            }
        });
        Label::new(cx, text)
            .class("verdict")
            .toggle_class("critical", signals.complaint.map(|text| !text.is_empty()));
        ResizeGrip::new(cx);
    })
    .class("footer");
}
