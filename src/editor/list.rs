//! FIX NEXT: the left side of the editor.

mod below;

use std::rc::Rc;

use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::listing::Card;
use crate::editor::listing::Empty;
use crate::editor::listing::Listing;
use crate::editor::state::Signals;
use crate::editor::words;

/// The panel with the list.
pub(super) fn panel(cx: &mut Context, signals: Signals) {
    VStack::new(cx, move |cx| {
        head(cx, signals);
        ScrollView::new(cx, move |cx| {
            // Rebuilt when issues come and go; changing numbers only change the labels.
            Binding::new(cx, signals.parts, move |cx| {
                let parts = signals.parts.get();
                VStack::new(cx, |cx| content(cx, signals, &parts)).class("list");
            });
        })
        .show_horizontal_scrollbar(false)
        .height(Stretch(1.0));
    })
    .class("panel")
    .class("list-panel");
}

fn head(cx: &mut Context, signals: Signals) {
    HStack::new(cx, move |cx| {
        Label::new(cx, "FIX NEXT").class("strong");
        let count = Memo::new(move |_| {
            signals.listing.with(|listing| match listing.cards.len() {
                0 => String::new(),
                number => words::count(number, "issue"),
            })
        });
        Label::new(cx, count).class("muted").class("small");
    })
    .class("list-head");
}

fn content(cx: &mut Context, signals: Signals, parts: &Rc<Listing>) {
    if let Some(why) = &parts.empty {
        empty(cx, why);
    }
    for (index, part) in parts.cards.iter().enumerate() {
        if part.is_first_of_severity {
            severity_head(cx, part);
        }
        issue(cx, signals, index, part);
    }
    below::doing(cx, parts);
    below::later(cx, signals, parts);
    if !parts.ignored.is_empty() {
        below::ignored(cx, parts);
    }
    for index in 0..parts.notes.len() {
        let note = Memo::new(move |_| {
            signals
                .listing
                .with(|listing| listing.notes.get(index).cloned().unwrap_or_default())
        });
        Label::new(cx, note)
            .class("muted")
            .class("small")
            .class("aside");
    }
}

fn empty(cx: &mut Context, why: &Empty) {
    VStack::new(cx, |cx| {
        Label::new(cx, why.title.clone()).class("empty-title");
        for line in &why.lines {
            Label::new(cx, line.clone()).class("muted").class("wrap");
        }
    })
    .class("empty");
}

fn severity_head(cx: &mut Context, part: &Card) {
    let class = words::severity_class(part.severity);
    HStack::new(cx, |cx| {
        Label::new(cx, words::shape(part.severity)).class(class);
        Label::new(cx, words::severity(part.severity)).class(class);
    })
    .class("severity-head");
}

/// One word of a card that changes while the card stays.
fn word(
    signals: Signals,
    index: usize,
    pick: impl Fn(&Card) -> Option<&String> + 'static,
) -> Memo<String> {
    Memo::new(move |_| {
        signals.listing.with(|listing| {
            let card = listing.cards.get(index);
            card.and_then(&pick).cloned().unwrap_or_default()
        })
    })
}

fn issue(cx: &mut Context, signals: Signals, index: usize, part: &Card) {
    let key = part.key.clone();
    let id = format!("issue-{key}");
    let part = part.clone();
    let is_open = {
        let key = key.clone();
        signals
            .selected
            .map(move |selected| selected.as_ref() == Some(&key))
    };
    VStack::new(cx, move |cx| {
        Label::new(cx, word(signals, index, |card| Some(&card.title)))
            .class("strong")
            .class("wrap")
            .hoverable(false);
        Label::new(cx, word(signals, index, |card| Some(&card.evidence)))
            .class("muted")
            .class("small")
            .class("wrap")
            .hoverable(false);
        Binding::new(cx, is_open, move |cx| {
            if is_open.get() {
                details(cx, signals, index, &part);
            } else {
                steps(cx, signals, index);
            }
        });
    })
    .class("issue")
    .id(id)
    .toggle_class("open", is_open)
    .navigable(true)
    .role(Role::Button)
    .on_press(move |cx| cx.emit(EditorEvent::ToggleIssue(key.clone())));
}

/// What a closed issue shows of its moves: the best one, and those that are being made.
fn steps(cx: &mut Context, signals: Signals, index: usize) {
    let shown = Memo::new(move |_| {
        signals.listing.with(|listing| {
            let moves = listing.cards.get(index).map(|card| card.moves.as_slice());
            let each = moves.unwrap_or_default().iter().enumerate();
            each.filter(|(at, step)| *at == 0 || step.is_doing)
                .map(|(at, step)| (at, step.is_doing))
                .collect::<Vec<_>>()
        })
    });
    Binding::new(cx, shown, move |cx| {
        for (at, is_doing) in shown.get() {
            step(cx, signals, index, at, move |cx| {
                if is_doing {
                    Label::new(cx, "✓ Doing this")
                        .id(format!("is-doing-{at}"))
                        .class("doing-tag")
                        .hoverable(false);
                }
            })
            .hoverable(false);
        }
    });
}

/// One move.
fn step(
    cx: &mut Context,
    signals: Signals,
    index: usize,
    at: usize,
    end: impl FnOnce(&mut Context) + 'static,
) -> Handle<'_, HStack> {
    HStack::new(cx, move |cx| {
        Label::new(cx, "→").class("move-mark").hoverable(false);
        let text = word(signals, index, move |card| {
            card.moves.get(at).map(|step| &step.text)
        });
        Label::new(cx, text).class("wrap").hoverable(false);
        end(cx);
    })
    .class("row")
}

/// Says whether the person is making a move.
fn doing_toggle(cx: &mut Context, signals: Signals, index: usize, at: usize, key: String) {
    let is_doing = Memo::new(move |_| {
        signals.listing.with(|listing| {
            let moves = listing.cards.get(index).map(|card| card.moves.as_slice());
            let step = moves.and_then(|moves| moves.get(at));
            step.is_some_and(|step| step.is_doing)
        })
    });
    Button::new(cx, move |cx| {
        let text = is_doing.map(|is| if *is { "✓ Doing this" } else { "Doing this" });
        Label::new(cx, text)
    })
    .id(format!("doing-{at}"))
    .class("small-button")
    .class("doing")
    .checked(is_doing)
    .on_press(move |cx| cx.emit(EditorEvent::ToggleDoing(key.clone(), at)));
}

/// What an open issue shows besides.
fn details(cx: &mut Context, signals: Signals, index: usize, part: &Card) {
    for at in 0..part.moves.len() {
        let (key, row_key) = (part.key.clone(), part.key.clone());
        // The toggle is in this row, so the row is under the pointer and not the issue.
        step(cx, signals, index, at, move |cx| {
            doing_toggle(cx, signals, index, at, key);
        })
        .on_press(move |cx| cx.emit(EditorEvent::ToggleIssue(row_key.clone())));
    }
    Label::new(cx, word(signals, index, |card| Some(&card.measured)))
        .class("muted")
        .class("small")
        .class("wrap")
        .hoverable(false);
    HStack::new(cx, |cx| {
        for spot in &part.places {
            let (start_s, end_s) = (spot.start_s, spot.end_s);
            let label = format!("Show {}", spot.label);
            Button::new(cx, |cx| Label::new(cx, label))
                .id(format!("show-{}", spot.label))
                .class("small-button")
                .on_press(move |cx| cx.emit(EditorEvent::Show(start_s, end_s)));
        }
        let key = part.key.clone();
        Button::new(cx, |cx| Label::new(cx, "Ignore"))
            .id("ignore")
            .class("small-button")
            .on_press(move |cx| cx.emit(EditorEvent::Ignore(key.clone())));
    })
    .class("spots");
}
