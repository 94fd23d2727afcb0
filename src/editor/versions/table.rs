//! The table of versions. Only what is visible has views.

use vizia_core::prelude::*;

use crate::editor::event::VersionEvent;
use crate::editor::versions::keeper::HistorySignals;
use crate::editor::versions::listing;
use crate::editor::versions::shelf::Item;
use crate::editor::versions::shelf::Row;
use crate::editor::versions::shelf::Shelf;
use crate::editor::words;
use crate::model::comparison::VerdictClass;
use crate::model::history::Side;
use crate::model::report::Severity;
use crate::model::version::Found;
use crate::model::version::Mark;

/// Height of a row, logical pixels; the style sheet has the same.
const ROW: f32 = 42.0;

/// What stands above the table: versions the project does not know, and what was just deleted.
pub(super) fn notes(cx: &mut Context, history: HistorySignals) {
    Binding::new(cx, history.deleted, move |cx| {
        if let Some(name) = history.deleted.get() {
            note(cx, "deleted", format!("Deleted {name}"), move |cx| {
                Button::new(cx, |cx| Label::new(cx, "Undo delete"))
                    .id("undo-delete")
                    .class("small-button")
                    .on_press(|cx| cx.emit(VersionEvent::UndoDelete));
            });
        }
    });
    Binding::new(cx, history.others, move |cx| {
        let count = history.others.get();
        if count == 0 {
            return;
        }
        let text = format!(
            "Captured in another copy or after the last save: {}",
            words::count(count, "version")
        );
        note(cx, "others-note", text, move |cx| {
            Button::new(cx, move |cx| {
                let is_shown = history.are_others_shown;
                let text = is_shown.map(|is_shown| if *is_shown { "Hide" } else { "Show" });
                Label::new(cx, text)
            })
            .id("others")
            .class("small-button")
            .on_press(|cx| cx.emit(VersionEvent::ToggleOthers));
        });
    });
}

fn note(
    cx: &mut Context,
    id: &'static str,
    text: String,
    button: impl FnOnce(&mut Context) + 'static,
) {
    HStack::new(cx, move |cx| {
        Label::new(cx, text).class("small").class("cut");
        button(cx);
    })
    .id(id)
    .class("version-note");
}

/// The table.
pub(super) fn table(cx: &mut Context, history: HistorySignals) {
    HStack::new(cx, |cx| {
        Label::new(cx, "Compare").class("side-column");
        Label::new(cx, "Version").class("cut");
        Label::new(cx, "Found").class("found-column");
        Label::new(cx, "Verdict").class("verdict-column");
    })
    .class("version-head");
    VirtualList::new_generic(
        cx,
        history.shelf,
        Shelf::len,
        Shelf::item,
        ROW,
        move |cx, _, item| row(cx, history, item),
    )
    .class("version-rows");
}

fn row(cx: &mut Context, history: HistorySignals, item: Memo<Item>) -> Handle<'_, HStack> {
    HStack::new(cx, move |cx| {
        Binding::new(cx, item, move |cx| match item.get() {
            Item::Now => now(cx, history),
            Item::Other(row) => other(cx, &row),
            Item::Version(row) => version(cx, history, &row),
            Item::Gone => {}
        });
    })
    .class("version-row")
}

/// A line that becomes the later side when it is pressed.
fn line(
    cx: &mut Context,
    history: HistorySignals,
    side: Side,
    id: String,
    content: impl FnOnce(&mut Context) + 'static,
) {
    let is_selected = match side {
        Side::Version(id) => history.selected.map(move |selected| *selected == Some(id)),
        Side::Live => history
            .sides
            .map(|sides| matches!(sides, Some((_, Side::Live)))),
    };
    HStack::new(cx, content)
        .id(id)
        .class("version-line")
        .toggle_class("open", is_selected)
        .navigable(true)
        .role(Role::Button)
        .on_press(move |cx| cx.emit(VersionEvent::After(side)));
}

fn now(cx: &mut Context, history: HistorySignals) {
    line(cx, history, Side::Live, "after-now".to_owned(), move |cx| {
        HStack::new(cx, move |cx| {
            let is_after = history
                .sides
                .map(|sides| matches!(sides, Some((_, Side::Live))));
            Binding::new(cx, is_after, move |cx| {
                if is_after.get() {
                    after_tag(cx);
                }
            });
        })
        .class("side-column");
        names(
            cx,
            "Now".to_owned(),
            "What is heard, not captured yet".to_owned(),
            Mark::None,
        );
    });
}

fn version(cx: &mut Context, history: HistorySignals, row: &Row) {
    let row = row.clone();
    let (id, number) = (row.id, row.number);
    line(
        cx,
        history,
        Side::Version(id),
        format!("after-{number}"),
        move |cx| {
            let this = Side::Version(id);
            let role = Memo::new(move |_| match history.sides.get() {
                Some((before, _)) if before == this => Some(Part::Before),
                Some((_, after)) if after == this => Some(Part::After),
                _ => None,
            });
            HStack::new(cx, move |cx| {
                Binding::new(cx, role, move |cx| {
                    if role.get() == Some(Part::After) {
                        after_tag(cx);
                        return;
                    }
                    Button::new(cx, |cx| Label::new(cx, "Before"))
                        .id(format!("before-{number}"))
                        .class("small-button")
                        .class("side")
                        .checked(role.get() == Some(Part::Before))
                        .on_press(move |cx| cx.emit(VersionEvent::Before(id)));
                });
            })
            .class("side-column");
            names(cx, row.name.clone(), row.facts.clone(), row.mark);
            judged(cx, row.found, row.verdict);
        },
    );
}

/// What was found, and what that came to beside the version before.
fn judged(cx: &mut Context, found: Found, verdict: Option<VerdictClass>) {
    let (text, class) = match verdict {
        Some(class) => (listing::verdict(class), listing::verdict_style(class)),
        None => ("–", "muted"),
    };
    HStack::new(cx, move |cx| {
        counts(cx, found);
        Label::new(cx, text)
            .class("verdict-column")
            .class(class)
            .hoverable(false);
    })
    .class("judged")
    .hoverable(false);
}

/// What a version is in the comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    After,
}

fn after_tag(cx: &mut Context) {
    Label::new(cx, "After").class("after-tag").hoverable(false);
}

fn other(cx: &mut Context, row: &Row) {
    let row = row.clone();
    HStack::new(cx, move |cx| {
        let id = row.id;
        names(cx, row.name.clone(), row.facts.clone(), row.mark);
        counts(cx, row.found);
        Button::new(cx, |cx| Label::new(cx, "Add to this project"))
            .id(format!("adopt-{}", row.number))
            .class("small-button")
            .on_press(move |cx| cx.emit(VersionEvent::Adopt(id)));
    })
    .class("version-line")
    .class("other");
}

fn names(cx: &mut Context, name: String, facts: String, mark: Mark) {
    VStack::new(cx, move |cx| {
        HStack::new(cx, move |cx| {
            if mark == Mark::Checkpoint {
                Label::new(cx, "★ checkpoint")
                    .class("checkpoint-tag")
                    .hoverable(false);
            }
            Label::new(cx, name)
                .class("strong")
                .class("cut")
                .hoverable(false);
        })
        .class("version-name")
        .hoverable(false);
        Label::new(cx, facts)
            .class("muted")
            .class("facts")
            .class("cut")
            .hoverable(false);
    })
    .class("version-names")
    .hoverable(false);
}

/// Shape and number of each severity.
fn counts(cx: &mut Context, found: Found) {
    HStack::new(cx, move |cx| {
        for (severity, number) in [
            (Severity::Critical, found.critical),
            (Severity::Important, found.important),
            (Severity::Polish, found.polish),
        ] {
            let class = if number == 0 {
                "muted"
            } else {
                words::severity_class(severity)
            };
            Label::new(cx, format!("{} {}", words::shape(severity), number.min(99)))
                .class(class)
                .class("small")
                .hoverable(false);
        }
    })
    .class("found-column")
    .hoverable(false);
}
