//! The line above everything: what is judged, by what, and how much was heard.

use nice_plug_vizia::ParamHandle;
use nice_plug_vizia::ParamMenu;
use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::event::Sheet;
use crate::editor::event::Tab;
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
    "Rounds 1 and 2 show critical issues only, 3 and 4 important ones too, from 5 on all. By versions, the round is the number of versions, and before the first everything is shown.",
];

/// The line.
pub(super) fn line(cx: &mut Context, signals: Signals, controls: &Controls) {
    let controls = controls.clone();
    HStack::new(cx, move |cx| {
        Label::new(cx, "Triage").class("brand");
        choice(cx, "Stage", controls.stage.clone(), STAGE);
        choice(cx, "Focus", controls.focus.clone(), FOCUS);
        choice(cx, "Round", controls.iteration.clone(), ROUND);
        tabs(cx, signals);
        Element::new(cx).class("spacer");
        version(cx, signals);
        reference(cx, signals);
        Button::new(cx, |cx| Label::new(cx, "Settings"))
            .id("settings")
            .checked(signals.sheet.map(|sheet| *sheet == Some(Sheet::Settings)))
            .on_press(|cx| cx.emit(EditorEvent::ToggleSheet(Sheet::Settings)));
    })
    .class("header");
}

/// A menu with its title, which leaves when the window is narrow.
fn choice(
    cx: &mut Context,
    title: &'static str,
    param: ParamHandle,
    definitions: &'static [&'static str],
) {
    Label::new(cx, title).class("muted").class("choice-title");
    tip::on(
        ParamMenu::new(cx, param).class("choice").id(title),
        definitions,
    );
}

fn tabs(cx: &mut Context, signals: Signals) {
    HStack::new(cx, move |cx| {
        for (tab, title, id) in [
            (Tab::Live, "Live", "tab-live"),
            (Tab::Versions, "Versions", "tab-versions"),
            (Tab::Readiness, "Ready?", "tab-ready"),
        ] {
            Button::new(cx, |cx| Label::new(cx, title))
                .id(id)
                .class("tab-button")
                .checked(signals.tab.map(move |open| *open == tab))
                .on_press(move |cx| cx.emit(EditorEvent::OpenTab(tab)));
        }
    })
    .class("tabs");
}

/// The newest version, by name.
fn version(cx: &mut Context, signals: Signals) {
    let name = Memo::new(move |_| {
        let current = signals.history.current.get();
        current.unwrap_or_else(|| "No version yet".to_owned())
    });
    Button::new(cx, move |cx| Label::new(cx, name).class("version-label"))
        .id("version")
        .class("quiet")
        .on_press(|cx| cx.emit(EditorEvent::OpenTab(Tab::Versions)));
}

fn reference(cx: &mut Context, signals: Signals) {
    let summary = Memo::new(move |_| {
        let (side_chain, progress) = (signals.side_chain.get(), signals.progress.get());
        signals
            .references
            .with(|references| references::summary(references, progress, side_chain))
    });
    Button::new(cx, move |cx| {
        Label::new(cx, summary).class("reference-name")
    })
    .id("references")
    .checked(signals.sheet.map(|sheet| *sheet == Some(Sheet::References)))
    .on_press(|cx| cx.emit(EditorEvent::ToggleSheet(Sheet::References)));
}
