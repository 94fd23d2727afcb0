//! What stands where there is nothing to show yet: how to get there.

use vizia_core::prelude::*;

use crate::editor::versions::keeper::HistorySignals;
use crate::editor::versions::table;

/// Before the first version.
pub(super) fn first_version(cx: &mut Context, history: HistorySignals) {
    VStack::new(cx, move |cx| {
        table::notes(cx, history);
        lines(
            cx,
            "No version yet",
            &[
                "1. Play the whole song, so that Triage has heard all of it.",
                "2. Press Capture version, below. An export of the song is captured by itself.",
                "3. Fix one to three things and capture again: Triage says what became better, what broke, and when to stop.",
            ],
        );
    })
    .class("panel")
    .class("version-scroll");
}

/// Before the second one.
pub(super) fn second_version(cx: &mut Context) {
    lines(
        cx,
        "One version so far",
        &[
            "Fix one to three things, then capture again.",
            "Mark the moves you make with Doing this: Triage compares what they should do with what they did.",
            "To see where you stand in between, click Now in the table.",
        ],
    );
}

/// A comparison that is on its way.
pub(super) fn comparing(cx: &mut Context) {
    lines(cx, "Comparing…", &[]);
}

fn lines(cx: &mut Context, title: &'static str, lines: &'static [&'static str]) {
    VStack::new(cx, move |cx| {
        Label::new(cx, title).class("empty-title");
        for line in lines {
            Label::new(cx, *line).class("muted").class("wrap");
        }
    })
    .class("empty");
}
