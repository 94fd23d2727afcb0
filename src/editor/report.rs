//! The sheet with everything there is to say, as Markdown: to be read, copied for an assistant, or saved.

use vizia_core::prelude::*;

use crate::editor::event::EditorEvent;
use crate::editor::state::Signals;
use crate::model::history::History;
use crate::model::history::Notice;
use crate::model::report::Report;
use crate::printing;

/// Letters that are shown; what comes after them is copied and saved all the same.
const SHOWN_CHARS: usize = 12_000;

/// The report as it stands.
#[must_use]
pub(super) fn markdown(report: &Report, round: Option<u32>, history: &History) -> String {
    printing::song_markdown(&printing::Song {
        report,
        round,
        history,
    })
}

/// The part of a text that is shown, and what is said of the rest.
fn shown(text: &str) -> (String, Option<String>) {
    let Some((end, _)) = text.char_indices().nth(SHOWN_CHARS) else {
        return (text.to_owned(), None);
    };
    let end = text[..end].rfind('\n').unwrap_or(end);
    let rest = text[end..].lines().filter(|line| !line.is_empty()).count();
    let rest = format!("{rest} more lines are in what is copied and saved.");
    (text[..end].to_owned(), Some(rest))
}

/// Everything on the sheet but the report itself.
pub(super) fn buttons(cx: &mut Context, signals: Signals) {
    Button::new(cx, |cx| Label::new(cx, "Copy for assistant"))
        .id("copy-report")
        .class("small-button")
        .on_press(move |cx| {
            let notice = match cx.set_clipboard(signals.report.get().to_string()) {
                Ok(()) => Notice::Done("Copied. Paste it to whoever helps you.".to_owned()),
                Err(_) => Notice::Failed(
                    "the clipboard cannot be reached; save the report instead".to_owned(),
                ),
            };
            cx.emit(EditorEvent::Tell(notice));
        });
    Button::new(cx, |cx| Label::new(cx, "Save"))
        .id("save-report")
        .class("small-button")
        .on_press(|cx| cx.emit(EditorEvent::SaveReport));
}

/// The report.
pub(super) fn body(cx: &mut Context, signals: Signals) {
    Binding::new(cx, signals.report, move |cx| {
        let (text, rest) = signals.report.with(|report| shown(report));
        Label::new(cx, text).id("report-text").class("report-text");
        if let Some(rest) = rest {
            Label::new(cx, rest).class("muted").class("wrap");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_reports_are_shown_in_part_and_say_so() {
        let (text, rest) = shown("short\n");
        assert_eq!((text.as_str(), rest), ("short\n", None));
        let long = "– twenty letters –.\n".repeat(1_000);
        let (text, rest) = shown(&long);
        assert!(text.chars().count() <= SHOWN_CHARS);
        assert!(text.ends_with('.'), "the last line is whole");
        let kept = text.lines().count();
        assert_eq!(
            rest.unwrap(),
            format!(
                "{} more lines are in what is copied and saved.",
                1_000 - kept
            )
        );
    }
}
