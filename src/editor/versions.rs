//! The tab of versions: all of them, the one that is selected, and what became better from one to another.

mod comparison;
mod details;
mod figures;
pub(super) mod keeper;
mod listing;
pub(super) mod shelf;
mod sides;
mod table;
pub(super) mod teaching;

use vizia_core::prelude::*;

use crate::editor::versions::keeper::HistorySignals;
use crate::editor::versions::shelf::Shelf;

/// The tab.
pub(super) fn tab(cx: &mut Context, history: HistorySignals) {
    let is_empty = Memo::new(move |_| history.shelf.with(Shelf::is_empty));
    VStack::new(cx, move |cx| {
        Binding::new(cx, is_empty, move |cx| {
            if is_empty.get() {
                teaching::first_version(cx, history);
            } else {
                VStack::new(cx, move |cx| {
                    table::notes(cx, history);
                    table::table(cx, history);
                })
                .class("panel")
                .class("version-table");
                ScrollView::new(cx, move |cx| {
                    VStack::new(cx, move |cx| {
                        details::selected(cx, history);
                        comparison::beside(cx, history);
                    })
                    .class("version-lower");
                })
                .show_horizontal_scrollbar(false)
                .class("panel")
                .class("version-scroll");
            }
        });
    })
    .class("versions");
}
