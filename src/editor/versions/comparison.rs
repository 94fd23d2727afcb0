//! What became better from one version to another.

use std::rc::Rc;

use vizia_core::prelude::*;

use crate::editor::versions::keeper::Beside;
use crate::editor::versions::keeper::HistorySignals;
use crate::editor::versions::listing;
use crate::editor::versions::listing::Achieved;
use crate::editor::versions::listing::Change;
use crate::editor::versions::listing::Compared;
use crate::editor::versions::listing::Group;
use crate::editor::versions::shelf;
use crate::editor::versions::teaching;
use crate::editor::words;
use crate::model::history::Side;

/// The comparison, or how to get one.
pub(super) fn beside(cx: &mut Context, history: HistorySignals) {
    Binding::new(cx, history.beside, move |cx| match history.beside.get() {
        Beside::Nothing => teaching::second_version(cx),
        Beside::Pending => teaching::comparing(cx),
        Beside::Done(compared) => {
            VStack::new(cx, move |cx| {
                title(cx, history);
                written(cx, &compared);
            })
            .id("comparison")
            .class("comparison");
        }
    });
}

/// Which versions are compared.
fn title(cx: &mut Context, history: HistorySignals) {
    let text = Memo::new(move |_| {
        let sides = history.sides.get();
        let name = |side| match side {
            Side::Live => "now".to_owned(),
            Side::Version(id) => history.shelf.with(|shelf| {
                let head = shelf.versions.iter().rev().find(|head| head.id == id);
                head.map_or_else(|| "a deleted version".to_owned(), shelf::name)
            }),
        };
        sides.map_or_else(String::new, |(before, after)| {
            format!("{} → {}", name(before), name(after))
        })
    });
    Label::new(cx, text).class("muted").class("cut");
}

fn written(cx: &mut Context, compared: &Rc<Compared>) {
    let class = compared.verdict_class;
    HStack::new(cx, |cx| {
        Label::new(cx, "VERDICT").class("group-head");
        Label::new(cx, listing::verdict(class))
            .class("strong")
            .class(listing::verdict_style(class));
    })
    .class("verdict-line");
    Label::new(cx, compared.verdict.clone())
        .class("strong")
        .class("wrap");
    if let Some(stop) = compared.stop.clone() {
        HStack::new(cx, move |cx| {
            Label::new(cx, "WHEN TO STOP").class("stop-word");
            Label::new(cx, stop).class("wrap");
        })
        .id("stop")
        .class("stop");
    }
    if let Some(limits) = compared.limits.clone() {
        Label::new(cx, limits)
            .class("important")
            .class("small")
            .class("wrap");
    }
    Label::new(cx, "If it sounds worse, trust your ears.")
        .class("muted")
        .class("wrap");
    for group in &compared.groups {
        issues(cx, group);
    }
    if !compared.outcomes.is_empty() {
        Label::new(cx, "EXPECTED AND ACHIEVED").class("group-head");
        for outcome in &compared.outcomes {
            achieved(cx, outcome);
        }
    }
    Label::new(cx, "NEXT PRIORITIES").class("group-head");
    if compared.next.is_empty() {
        Label::new(cx, "Nothing").class("muted");
    }
    for (place, title) in compared.next.iter().enumerate() {
        Label::new(cx, format!("{}. {title}", place + 1)).class("wrap");
    }
    changes(cx, &compared.changes);
}

fn issues(cx: &mut Context, group: &Group) {
    Label::new(cx, group.title).class("group-head");
    if group.lines.is_empty() {
        Label::new(cx, group.none).class("muted");
    }
    for line in &group.lines {
        let (shape, class) = match line.severity {
            Some(severity) => (words::shape(severity), words::severity_class(severity)),
            None => ("✓", "reference"),
        };
        let text = line.text.clone();
        HStack::new(cx, move |cx| {
            Label::new(cx, shape).class("line-shape").class(class);
            Label::new(cx, text).class("wrap");
        })
        .class("compared-line");
    }
}

fn achieved(cx: &mut Context, outcome: &Achieved) {
    let outcome = outcome.clone();
    VStack::new(cx, move |cx| {
        Label::new(cx, outcome.fix).class("wrap");
        Label::new(cx, words::sentence(&outcome.figures))
            .class(listing::result_style(outcome.result))
            .class("wrap");
        if !outcome.advice.is_empty() {
            Label::new(cx, format!("→ {}", outcome.advice)).class("wrap");
        }
    })
    .class("outcome");
}

fn changes(cx: &mut Context, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    Label::new(cx, "NUMBERS").class("group-head");
    HStack::new(cx, |cx| {
        Label::new(cx, "* more than a harmless new export changes")
            .class("muted")
            .class("small")
            .class("wrap");
        for title in ["before", "after", "change"] {
            Label::new(cx, title)
                .class("figure")
                .class("muted")
                .class("small");
        }
    })
    .class("change-line");
    for change in changes {
        let change = change.clone();
        let class = if change.is_significant {
            "significant"
        } else {
            "muted"
        };
        HStack::new(cx, move |cx| {
            let mark = if change.is_significant { "* " } else { "" };
            Label::new(cx, format!("{mark}{}", change.title))
                .class("wrap")
                .class(class);
            for figure in [change.before, change.after, change.change] {
                Label::new(cx, figure).class("figure").class(class);
            }
        })
        .class("change-line");
    }
}
