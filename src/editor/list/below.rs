//! What stands below the list: moves being made elsewhere, issues for later, issues set aside.

use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::listing::Listing;
use crate::editor::listing::Waiting;
use crate::editor::state::Signals;
use crate::editor::words;

/// Moves being made whose issues the list does not hold now.
pub(super) fn doing(cx: &mut Context, parts: &Listing) {
    if parts.doing.is_empty() {
        return;
    }
    head(cx, "WORKING ON");
    for (at, intention) in parts.doing.iter().enumerate() {
        let text = words::typeset(&intention.fix.text);
        let title = words::typeset(&intention.title);
        let intention = intention.clone();
        HStack::new(cx, move |cx| {
            VStack::new(cx, move |cx| {
                Label::new(cx, text).class("small").class("wrap");
                Label::new(cx, title)
                    .class("muted")
                    .class("small")
                    .class("wrap");
            })
            .class("stacked");
            Button::new(cx, |cx| Label::new(cx, "No longer"))
                .id(format!("no-longer-{at}"))
                .class("small-button")
                .on_press(move |cx| {
                    cx.emit(EditorEvent::StopDoing(Box::new(intention.clone())));
                });
        })
        .class("ignored-row");
    }
}

/// What is kept back, and the issues themselves once the person wants to see them.
pub(super) fn later(cx: &mut Context, signals: Signals, parts: &Listing) {
    let Some(hidden) = parts.hidden.clone() else {
        return;
    };
    let waiting = parts.later.clone();
    let is_shown = signals.is_later_shown;
    HStack::new(cx, |cx| {
        Label::new(cx, hidden)
            .class("muted")
            .class("small")
            .class("wrap");
        if !waiting.is_empty() {
            Button::new(cx, move |cx| {
                let text = is_shown.map(|is_shown| if *is_shown { "Hide" } else { "Show anyway" });
                Label::new(cx, text)
            })
            .id("later")
            .class("small-button")
            .on_press(|cx| cx.emit(EditorEvent::ToggleLater));
        }
    })
    .class("ignored-row")
    .class("apart");
    Binding::new(cx, is_shown, move |cx| {
        if is_shown.get() && !waiting.is_empty() {
            head(cx, "LATER");
            for (at, issue) in waiting.iter().enumerate() {
                waiting_issue(cx, at, issue);
            }
        }
    });
}

fn waiting_issue(cx: &mut Context, at: usize, issue: &Waiting) {
    let severity = issue.severity;
    let (title, evidence) = (issue.title.clone(), issue.evidence.clone());
    HStack::new(cx, move |cx| {
        Label::new(cx, words::shape(severity))
            .class("small")
            .class(words::severity_class(severity));
        VStack::new(cx, move |cx| {
            Label::new(cx, title).class("muted").class("wrap");
            Label::new(cx, evidence)
                .class("muted")
                .class("small")
                .class("wrap");
        })
        .class("stacked");
    })
    .id(format!("later-{at}"))
    .class("waiting-row");
}

/// Issues the person set aside.
pub(super) fn ignored(cx: &mut Context, parts: &Listing) {
    head(cx, "IGNORED");
    for aside in &parts.ignored {
        HStack::new(cx, |cx| {
            Label::new(cx, aside.title.clone())
                .class("muted")
                .class("small")
                .class("wrap");
            let key = aside.key.clone();
            Button::new(cx, |cx| Label::new(cx, "Take back"))
                .id(format!("restore-{}", aside.key))
                .class("small-button")
                .on_press(move |cx| cx.emit(EditorEvent::Restore(key.clone())));
        })
        .class("ignored-row");
    }
}

fn head(cx: &mut Context, title: &'static str) {
    HStack::new(cx, move |cx| {
        Label::new(cx, title).class("muted");
    })
    .class("severity-head");
}
