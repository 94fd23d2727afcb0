//! The line below everything: the state of the mix in a sentence, and what is done with versions.

use nice_plug_vizia::ResizeGrip;
use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::event::Sheet;
use crate::editor::event::VersionEvent;
use crate::editor::state::Signals;
use crate::editor::versions::keeper::Capture;
use crate::editor::words;
use crate::model::history::Notice;

/// The line.
pub(super) fn line(cx: &mut Context, signals: Signals) {
    HStack::new(cx, move |cx| {
        sentence(cx, signals);
        capture(cx, signals);
        compare(cx, signals);
        Button::new(cx, |cx| Label::new(cx, "Report"))
            .id("report")
            .class("small-button")
            .disabled(signals.has_report.map(|has_report| !*has_report))
            .checked(signals.sheet.map(|sheet| *sheet == Some(Sheet::Report)))
            .on_press(|cx| cx.emit(EditorEvent::ToggleSheet(Sheet::Report)));
        ResizeGrip::new(cx);
    })
    .class("footer");
}

/// What went wrong, else what just happened, else how the mix stands.
fn sentence(cx: &mut Context, signals: Signals) {
    let said = Memo::new(move |_| {
        let complaint = signals.complaint.get();
        if !complaint.is_empty() {
            return (complaint, true);
        }
        match signals.history.notice.get() {
            Notice::None => (signals.verdict.get(), false),
            Notice::Done(text) => (words::sentence(&text), false),
            Notice::Failed(text) => (format!("Failed: {text}"), true),
        }
    });
    Label::new(cx, said.map(|(text, _)| text.clone()))
        .id("said")
        .class("verdict")
        .toggle_class("critical", said.map(|(_, is_failure)| *is_failure));
}

fn capture(cx: &mut Context, signals: Signals) {
    let state = signals.history.capture;
    Button::new(cx, move |cx| {
        let text = state.map(|state| match state {
            Capture::Nothing => "Nothing heard yet",
            Capture::Ready => "Capture version",
            Capture::UnderWay => "Capturing…",
        });
        Label::new(cx, text)
    })
    .id("capture")
    .class("small-button")
    .disabled(state.map(|state| *state != Capture::Ready))
    .on_press(|cx| cx.emit(VersionEvent::Capture));
}

fn compare(cx: &mut Context, signals: Signals) {
    Binding::new(cx, signals.history.compare, move |cx| {
        if let Some(text) = signals.history.compare.get() {
            Button::new(cx, move |cx| Label::new(cx, text))
                .id("compare")
                .class("small-button")
                .on_press(|cx| cx.emit(VersionEvent::CompareNewest));
        }
    });
}
