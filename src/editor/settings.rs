//! The sheet of settings: everything that is set once.

use nice_plug_vizia::ParamNumber;
use nice_plug_vizia::ParamSwitch;
use nice_plug_vizia::WindowRequest;
use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::wiring::Controls;

/// Sizes that are offered, percent.
const ZOOMS_PERCENT: [u32; 6] = [75, 100, 125, 150, 175, 200];

/// Everything on the sheet.
pub(super) fn body(cx: &mut Context, controls: &Controls) {
    HStack::new(cx, |cx| {
        Label::new(cx, "Main fader").class("wrap");
        ParamNumber::new(cx, controls.main_fader.clone()).id("main-fader");
    })
    .class("setting");
    explanation(
        cx,
        "A plug-in sits before the fader of its track. Tell Triage where that fader stands, and every level counts what leaves it.",
    );
    Element::new(cx).class("rule");
    HStack::new(cx, |cx| {
        Label::new(cx, "What was heard so far").class("wrap");
        Button::new(cx, |cx| Label::new(cx, "Forget it"))
            .id("reset")
            .on_press(|cx| cx.emit(EditorEvent::Reset));
    })
    .class("setting");
    explanation(
        cx,
        "After a fix it is enough to play the changed part again: every place counts as it was heard last.",
    );
    ParamSwitch::new(cx, controls.reset_on_play.clone()).id("reset-on-play");
    Element::new(cx).class("rule");
    Label::new(cx, "Size of this window");
    HStack::new(cx, |cx| {
        for percent in ZOOMS_PERCENT {
            Button::new(cx, |cx| Label::new(cx, format!("{percent} %")))
                .id(format!("zoom-{percent}"))
                .class("small-button")
                .on_press(move |cx| cx.emit(WindowRequest::Zoom(f64::from(percent) / 100.0)));
        }
    })
    .class("spots");
    Element::new(cx).class("rule");
    explanation(
        cx,
        concat!(
            "Triage ",
            env!("CARGO_PKG_VERSION"),
            ". It changes no audio and uses no network. Your ears decide."
        ),
    );
}

fn explanation(cx: &mut Context, text: &'static str) {
    Label::new(cx, text)
        .class("muted")
        .class("small")
        .class("wrap");
}
