//! The line above everything: what is judged, by what, and how much was heard.

use nice_plug_vizia::ParamHandle;
use nice_plug_vizia::ParamMenu;
use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::event::Sheet;
use crate::editor::references;
use crate::editor::state::Signals;
use crate::editor::tip;
use crate::editor::wiring::Controls;

const STAGE: &[&str] = &[
    "Mix: loudness is free and headroom is wanted. Master: loudness and ceiling are judged as well.",
];
const FOCUS: &[&str] =
    &["Work on one part at a time. Issues outside the focus are hidden, not gone."];
const ROUND: &[&str] = &[
    "Rounds 1 and 2 show critical issues only, 3 and 4 important ones too, from 5 on all. Not counted shows everything.",
];
const HEARD: &[&str] = &[
    "Song time heard since the last reset. Every place counts once, as it was heard last; what was not heard is not judged.",
];

/// The line.
pub(super) fn line(cx: &mut Context, signals: Signals, controls: &Controls) {
    let controls = controls.clone();
    HStack::new(cx, move |cx| {
        Label::new(cx, "Triage").class("brand");
        choice(cx, "", controls.stage.clone(), STAGE);
        choice(cx, "Focus", controls.focus.clone(), FOCUS);
        choice(cx, "Round", controls.iteration.clone(), ROUND);
        Element::new(cx).class("spacer");
        let heard = Label::new(cx, signals.heard).class("muted").class("heard");
        tip::on(heard, HEARD);
        let summary = Memo::new(move |_| {
            let side_chain = signals.side_chain.get();
            signals.references.with(|references| {
                references::summary(references, signals.progress.get(), side_chain)
            })
        });
        Button::new(cx, move |cx| Label::new(cx, summary))
            .id("references")
            .checked(signals.sheet.map(|sheet| *sheet == Some(Sheet::References)))
            .on_press(|cx| cx.emit(EditorEvent::ToggleSheet(Sheet::References)));
        Button::new(cx, |cx| Label::new(cx, "Settings"))
            .id("settings")
            .checked(signals.sheet.map(|sheet| *sheet == Some(Sheet::Settings)))
            .on_press(|cx| cx.emit(EditorEvent::ToggleSheet(Sheet::Settings)));
    })
    .class("header");
}

fn choice(
    cx: &mut Context,
    title: &'static str,
    param: ParamHandle,
    definitions: &'static [&'static str],
) {
    let group = HStack::new(cx, move |cx| {
        if !title.is_empty() {
            Label::new(cx, title).class("muted").class("choice-title");
        }
        ParamMenu::new(cx, param);
    })
    .class("choice");
    tip::on(group, definitions);
}
