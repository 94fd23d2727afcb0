//! The sheet of references: files, side-chain, and what stands in for them.

use std::rc::Rc;

use nice_plug_vizia::ParamMenu;
use nice_plug_vizia::ParamSwitch;
use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::state::Signals;
use crate::editor::wiring::Controls;
use crate::editor::words;
use crate::model::answer::SideChainState;
use crate::model::loading::LoadedReference;
use crate::model::loading::Loading;
use crate::model::loading::References;

/// How a track gets to the side-chain, as Ableton Live names things.
const STEPS: [&str; 3] = [
    "1. Put the reference on an audio track of its own.",
    "2. Set that track's output to Sends Only, so that it is not heard twice.",
    "3. Choose that track as the side-chain input of Triage, and play.",
];

/// What the button in the header says.
#[must_use]
pub(super) fn summary(
    references: &References,
    progress: f32,
    side_chain: SideChainState,
) -> String {
    match (
        side_chain,
        references.loaded.as_slice(),
        &references.loading,
    ) {
        (SideChainState::InUse, ..) => "Reference: side-chain".to_owned(),
        (_, _, Some(_)) => format!("Reading a reference: {:.0} %", progress * 100.0),
        (_, [], None) => "No reference".to_owned(),
        (_, [only], None) => format!("Reference: {}", shortened(&only.name)),
        (_, several, None) => format!("{} references", several.len()),
    }
}

/// A name that leaves room for the rest of the header.
fn shortened(name: &str) -> String {
    const LETTERS: usize = 18;
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let start: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", start.trim_end())
}

/// How the side-chain stands, in a sentence.
fn side_chain_text(state: SideChainState) -> String {
    match state {
        SideChainState::Off => {
            "Off. Switch it on to compare with another track of your project.".to_owned()
        }
        SideChainState::NoSignal => "No signal on the side-chain. In Ableton Live:".to_owned(),
        SideChainState::Measuring { heard_s, needed_s } => format!(
            "Measuring {:.0} s of {needed_s:.0} s. Keep the reference playing.",
            heard_s.floor()
        ),
        SideChainState::InUse => {
            "In use: the mix is compared with what arrives on the side-chain.".to_owned()
        }
    }
}

/// Everything on the sheet.
pub(super) fn body(cx: &mut Context, signals: Signals, controls: &Controls) {
    Binding::new(cx, signals.references, move |cx| {
        let references = signals.references.get();
        VStack::new(cx, move |cx| files(cx, signals, &references)).class("block");
    });
    adding(cx);
    Element::new(cx).class("rule");
    ParamSwitch::new(cx, controls.side_chain.clone()).id("side-chain");
    Binding::new(cx, signals.side_chain, move |cx| {
        let state = signals.side_chain.get();
        VStack::new(cx, move |cx| {
            Label::new(cx, side_chain_text(state))
                .class("muted")
                .class("wrap");
            if state == SideChainState::NoSignal {
                for step in STEPS {
                    Label::new(cx, step).class("wrap");
                }
            }
        })
        .class("block");
    });
    Element::new(cx).class("rule");
    HStack::new(cx, |cx| {
        Label::new(cx, "Without a reference, compare with").class("wrap");
        ParamMenu::new(cx, controls.target.clone()).id("target");
    })
    .class("setting");
    Label::new(
        cx,
        "Built-in curves are averages of published music and provisional. A reference you like is better.",
    )
    .class("muted")
    .class("small")
    .class("wrap");
}

fn files(cx: &mut Context, signals: Signals, references: &Rc<References>) {
    if references.loaded.is_empty() && references.loading.is_none() {
        Label::new(
            cx,
            "Drop one to three finished songs anywhere on this window: songs that sound the way yours should.",
        )
        .class("wrap");
    }
    for (index, reference) in references.loaded.iter().enumerate() {
        loaded(cx, index, reference);
    }
    if let Some(loading) = &references.loading {
        in_progress(cx, signals, loading);
    }
    for problem in &references.problems {
        Label::new(cx, words::sentence(problem))
            .class("critical")
            .class("wrap");
    }
}

fn loaded(cx: &mut Context, index: usize, reference: &LoadedReference) {
    let name = reference.name.clone();
    let mut facts = Vec::new();
    if let Some(integrated_lufs) = reference.integrated_lufs {
        facts.push(words::quantity(integrated_lufs, "LUFS"));
    }
    if reference.duration_s > 0.0 {
        facts.push(words::clock(reference.duration_s));
    }
    let facts = facts.join(", ");
    let missing = reference
        .is_missing
        .then(|| "The file is gone; its numbers are kept and go on serving.".to_owned());
    let warnings: Vec<String> = missing
        .into_iter()
        .chain(reference.warning.as_deref().map(words::sentence))
        .collect();
    HStack::new(cx, move |cx| {
        VStack::new(cx, move |cx| {
            Label::new(cx, name).class("strong").class("wrap");
            Label::new(cx, facts).class("muted").class("small");
            for warning in warnings {
                Label::new(cx, warning)
                    .class("important")
                    .class("small")
                    .class("wrap");
            }
        })
        .class("block");
        Button::new(cx, |cx| Label::new(cx, "Remove"))
            .id(format!("remove-{index}"))
            .class("small-button")
            .on_press(move |cx| cx.emit(EditorEvent::RemoveReference(index)));
    })
    .class("setting");
}

fn in_progress(cx: &mut Context, signals: Signals, loading: &Loading) {
    let name = match loading.waiting {
        0 => format!("Reading {}", loading.name),
        waiting => format!("Reading {}, {waiting} more to come", loading.name),
    };
    HStack::new(cx, move |cx| {
        VStack::new(cx, move |cx| {
            Label::new(cx, name).class("wrap");
            HStack::new(cx, move |cx| {
                let share = Memo::new(move |_| Units::Percentage(signals.progress.get() * 100.0));
                Element::new(cx).class("progress-bar").width(share);
            })
            .class("progress");
        })
        .class("block");
        Button::new(cx, |cx| Label::new(cx, "Cancel"))
            .id("cancel")
            .class("small-button")
            .on_press(|cx| cx.emit(EditorEvent::CancelLoading));
    })
    .class("setting");
}

fn adding(cx: &mut Context) {
    Button::new(cx, |cx| Label::new(cx, "Choose files…"))
        .id("choose")
        .on_press(|cx| cx.emit(EditorEvent::ChooseReferences));
    let path = Signal::new(String::new());
    HStack::new(cx, move |cx| {
        Textbox::new(cx, path)
            .id("path")
            .placeholder("…or paste the path of a file")
            .width(Stretch(1.0))
            .on_edit(move |_, text| path.set(text))
            .on_submit(move |cx, text, is_enter| {
                if is_enter && !text.trim().is_empty() {
                    cx.emit(EditorEvent::AddReference(text));
                    path.set(String::new());
                }
            });
        Button::new(cx, |cx| Label::new(cx, "Add"))
            .id("add")
            .on_press(move |cx| {
                let text = path.get();
                if !text.trim().is_empty() {
                    cx.emit(EditorEvent::AddReference(text));
                    path.set(String::new());
                }
            });
    })
    .class("row");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> LoadedReference {
        LoadedReference {
            name: name.to_owned(),
            path: None,
            warning: None,
            is_missing: false,
            integrated_lufs: None,
            duration_s: 0.0,
        }
    }

    fn summary_of(names: &[&str], side_chain: SideChainState) -> String {
        let references = References {
            loaded: names.iter().map(|name| named(name)).collect(),
            ..References::default()
        };
        summary(&references, 0.0, side_chain)
    }

    #[test]
    fn header_names_what_the_mix_is_compared_with() {
        assert_eq!(summary_of(&[], SideChainState::Off), "No reference");
        assert_eq!(
            summary_of(&["Song"], SideChainState::Off),
            "Reference: Song"
        );
        assert_eq!(summary_of(&["A", "B"], SideChainState::Off), "2 references");
        assert_eq!(
            summary_of(&["A"], SideChainState::InUse),
            "Reference: side-chain"
        );
        assert_eq!(
            summary_of(&["A"], SideChainState::NoSignal),
            "Reference: A",
            "a silent side-chain replaces nothing"
        );
    }

    #[test]
    fn long_names_leave_room_for_the_header() {
        assert_eq!(
            shortened("A song of quite some length"),
            "A song of quite s…"
        );
    }
}
