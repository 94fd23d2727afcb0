//! What a person writes of the selected version.

use vizia_core::prelude::*;

use crate::editor::event::VersionEvent;
use crate::editor::versions::keeper::HistorySignals;
use crate::model::version::Mark;
use crate::model::version::VersionEdit;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// Name, note and mark of the selected version. Made anew when another one is selected, and at no other time: nothing
/// that happens in between takes away what is being typed.
pub(super) fn selected(cx: &mut Context, history: HistorySignals) {
    let key = Memo::new(move |_| (history.selected.get(), history.rewritten.get()));
    Binding::new(cx, key, move |cx| {
        if let (Some(id), _) = key.get() {
            VStack::new(cx, move |cx| fields(cx, history, id)).class("details");
        }
    });
}

/// Something of that version, as it is now.
fn of<T: Clone + Default + PartialEq + 'static>(
    history: HistorySignals,
    id: VersionId,
    pick: impl Fn(&VersionHead) -> T + 'static,
) -> Memo<T> {
    Memo::new(move |_| {
        history.shelf.with(|shelf| {
            // Most often the newest one is selected.
            let head = shelf.versions.iter().rev().find(|head| head.id == id);
            head.map(&pick).unwrap_or_default()
        })
    })
}

fn fields(cx: &mut Context, history: HistorySignals, id: VersionId) {
    let name = of(history, id, |head| head.name.clone());
    let note = of(history, id, |head| head.note.clone());
    let is_checkpoint = of(history, id, |head| head.mark == Mark::Checkpoint);
    HStack::new(cx, move |cx| {
        Textbox::new(cx, name)
            .id("version-name")
            .name("Name of the version")
            .width(Stretch(1.0))
            .on_submit(move |cx, text: String, _| {
                cx.emit(VersionEvent::Edit(id, VersionEdit::Name(text)));
            });
        Button::new(cx, move |cx| {
            let text = is_checkpoint.map(|is| if *is { "★ Checkpoint" } else { "Checkpoint" });
            Label::new(cx, text)
        })
        .id("checkpoint")
        .class("small-button")
        .checked(is_checkpoint)
        .on_press(move |cx| {
            let mark = if is_checkpoint.get() {
                Mark::None
            } else {
                Mark::Checkpoint
            };
            cx.emit(VersionEvent::Edit(id, VersionEdit::Mark(mark)));
        });
        Button::new(cx, |cx| Label::new(cx, "Delete"))
            .id("delete")
            .class("small-button")
            .on_press(move |cx| cx.emit(VersionEvent::Delete(id)));
    })
    .class("details-line");
    Textbox::new_multiline(cx, note, true)
        .id("note")
        .class("note")
        .name("Note on the version")
        .placeholder("What did you change?")
        .on_submit(move |cx, text: String, _| {
            cx.emit(VersionEvent::Edit(id, VersionEdit::Note(text)));
        });
}
