//! The tab of versions and what belongs to it: what it asks of the desk, and that it holds whatever it is given.

mod holding;

use std::sync::Arc;

use triage::model::history::History;
use triage::model::history::Notice;
use triage::model::version::Mark;
use triage::model::version::VersionEdit;
use vizia_core::prelude::Code;
use vizia_core::prelude::Modifiers;

use crate::views::desk::Asked;
use crate::views::past;
use crate::views::trial;
use crate::views::trial::Trial;

const SIZE: (u32, u32) = (1060, 680);

/// An editor on the tab of versions, with that history.
fn with(size: (u32, u32), scale: f64, history: History) -> Trial {
    let mut trial = Trial::new(size, scale);
    trial.answer(&trial::answer(200.0, trial::demo_issues()));
    trial.desk.tell(|known| *known = history);
    trial.settle();
    trial.click_id("tab-versions");
    trial.desk.take();
    trial
}

/// Presses this and tells what the desk was asked, and whether the host was told to save.
#[track_caller]
fn pressed(trial: &mut Trial, id: &str) -> (Vec<Asked>, bool) {
    let edits = trial.params.edits.value();
    trial.click_id(id);
    (trial.desk.take(), trial.params.edits.value() != edits)
}

#[test]
fn nothing_heard_cannot_be_captured() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.click_id("capture");
    assert_eq!(trial.desk.take(), []);
    assert!(!trial.has("compare"), "there is nothing to compare");
}

#[test]
fn what_is_heard_is_captured_once() {
    let mut trial = with(SIZE, 1.0, past::history(1));
    assert_eq!(pressed(&mut trial, "capture").0, [Asked::Capture]);
    trial.desk.tell(|history| history.is_capturing = true);
    trial.settle();
    assert_eq!(pressed(&mut trial, "capture").0, []);
    trial.desk.tell(|history| history.is_capturing = false);
    trial.settle();
    assert_eq!(pressed(&mut trial, "capture").0, [Asked::Capture]);
}

#[test]
fn version_captured_by_an_export_changes_the_project() {
    let mut trial = with(SIZE, 1.0, past::history(2));
    let edits = trial.params.edits.value();
    trial
        .desk
        .tell(|history| history.versions = past::history(3).versions);
    trial.settle();
    assert_ne!(trial.params.edits.value(), edits);
}

#[test]
fn versions_of_an_opened_project_are_no_change() {
    let mut trial = Trial::new(SIZE, 1.0);
    let edits = trial.params.edits.value();
    trial.settle();
    trial.reopen();
    assert_eq!(trial.params.edits.value(), edits);
    trial.desk.tell(|history| *history = past::history(3));
    trial.reopen();
    assert_ne!(
        trial.params.edits.value(),
        edits,
        "captured while no window was open"
    );
}

#[test]
fn last_two_are_compared_with_one_press() {
    let mut trial = with(SIZE, 1.0, past::history(4));
    trial.click_id("tab-live");
    assert_eq!(
        pressed(&mut trial, "compare"),
        (vec![Asked::Compare(3, 4)], false)
    );
    assert!(trial.has("comparison"), "the tab of versions opens");
}

#[test]
fn comparison_stays_until_the_next_one_is_there() {
    let mut trial = with(SIZE, 1.0, past::history(4));
    trial.desk.tell(|history| history.comparison = None);
    trial.settle();
    assert!(trial.has("comparison"), "the same sides, compared again");
    trial.click_id("after-2");
    assert!(!trial.has("comparison"), "other sides");
}

#[test]
fn header_opens_the_versions() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.click_id("version");
    assert!(!trial.has("spectrum"));
}

#[test]
fn sides_are_chosen_in_the_table() {
    let mut trial = with(SIZE, 1.0, past::history(4));
    assert_eq!(
        pressed(&mut trial, "after-2"),
        (vec![Asked::Compare(3, 2)], false)
    );
    assert_eq!(pressed(&mut trial, "before-1").0, [Asked::Compare(1, 2)]);
    assert_eq!(pressed(&mut trial, "after-now").0, [Asked::Compare(1, 0)]);
}

#[test]
fn single_version_is_selected_and_compared_with_now() {
    let mut trial = with(SIZE, 1.0, past::history(1));
    assert_eq!(pressed(&mut trial, "after-1").0, []);
    assert!(trial.has("version-name"));
    assert_eq!(pressed(&mut trial, "after-now").0, [Asked::Compare(1, 0)]);
    assert!(!trial.has("version-name"), "what is heard now has no name");
    let mut trial = with(SIZE, 1.0, past::history(1));
    assert_eq!(pressed(&mut trial, "before-1").0, [Asked::Compare(1, 0)]);
}

#[test]
fn version_is_renamed_noted_marked_and_deleted() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    trial.click_id("version-name");
    trial.editor.key(Code::KeyA, Modifiers::CTRL);
    trial.editor.type_text("Loud");
    trial.editor.key(Code::Enter, Modifiers::empty());
    trial.settle();
    let name = VersionEdit::Name("Loud".to_owned());
    assert_eq!(trial.desk.take(), [Asked::Edit(3, name)]);
    trial.click_id("note");
    trial.editor.type_text("Less bass");
    trial.editor.key(Code::Enter, Modifiers::empty());
    trial.editor.type_text("more air");
    let (asked, _) = pressed(&mut trial, "checkpoint");
    let note = VersionEdit::Note("Less bass\nmore air".to_owned());
    let mark = VersionEdit::Mark(Mark::Checkpoint);
    assert_eq!(asked, [Asked::Edit(3, note), Asked::Edit(3, mark)]);
    assert_eq!(
        pressed(&mut trial, "delete"),
        (vec![Asked::Delete(3)], true)
    );
}

#[test]
fn half_typed_name_is_given_up_with_escape() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    trial.click_id("version-name");
    trial.editor.type_text("x");
    trial.editor.key(Code::Escape, Modifiers::empty());
    trial.settle();
    assert_eq!(trial.desk.take(), []);
}

#[test]
fn empty_name_and_untouched_fields_ask_for_nothing() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    trial.click_id("version-name");
    trial.click_id("note");
    trial.click_id("version-name");
    trial.editor.key(Code::KeyA, Modifiers::CTRL);
    trial.editor.key(Code::Delete, Modifiers::empty());
    trial.editor.key(Code::Enter, Modifiers::empty());
    trial.settle();
    assert_eq!(trial.desk.take(), []);
}

#[test]
fn typing_survives_what_happens_meanwhile() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    trial.click_id("note");
    trial.editor.type_text("Less ");
    trial.desk.tell(|history| {
        history.notice = Notice::Done("something else".to_owned());
        history.comparison = None;
    });
    trial.settle();
    assert!(trial.editor.is_editing_text());
    trial.editor.type_text("bass");
    trial.click_id("version");
    let note = VersionEdit::Note("Less bass".to_owned());
    assert_eq!(trial.desk.take(), [Asked::Edit(3, note)]);
}

#[test]
fn note_goes_to_the_version_it_was_typed_for() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    trial.click_id("note");
    trial.editor.type_text("third");
    let note = VersionEdit::Note("third".to_owned());
    assert_eq!(
        pressed(&mut trial, "after-1").0,
        [Asked::Edit(3, note), Asked::Compare(2, 1)]
    );
}

#[test]
fn deleted_version_can_be_brought_back() {
    let mut trial = with(SIZE, 1.0, past::eventful());
    assert_eq!(
        pressed(&mut trial, "undo-delete"),
        (vec![Asked::UndoDelete], true)
    );
    trial.desk.tell(|history| history.deleted = None);
    trial.settle();
    assert!(!trial.has("undo-delete"));
}

#[test]
fn version_of_another_copy_is_added() {
    let mut trial = with(SIZE, 1.0, past::eventful());
    assert!(!trial.has("adopt-22"), "they are not in the way");
    trial.click_id("others");
    assert_eq!(
        pressed(&mut trial, "adopt-22"),
        (vec![Asked::Adopt(22)], true)
    );
}

#[test]
fn move_is_marked_as_being_made() {
    let mut trial = with(SIZE, 1.0, past::history(1));
    trial.click_id("issue-CLIP_OVER");
    let (asked, is_edited) = pressed(&mut trial, "doing-1");
    let text = "Lower the whole mix by 3 dB with a gain on Main, before Triage";
    assert_eq!(
        asked,
        [Asked::Doing("CLIP_OVER".to_owned(), text.to_owned())]
    );
    assert!(is_edited);
    assert!(!trial.has("is-doing-1"));
    let issue = trial::demo_issues().remove(0);
    trial.desk.tell(|history| {
        history.doing = Arc::new(vec![trial::intention(&issue, 1)]);
    });
    trial.settle();
    let (x, y, ..) = trial.editor.bounds("issue-CLIP_OVER").unwrap();
    trial.editor.click(x + 20.0, y + 12.0);
    trial.settle();
    assert!(trial.has("is-doing-1"), "a closed issue shows it as well");
}

#[test]
fn move_whose_issue_left_can_be_ended() {
    let mut trial = with(SIZE, 1.0, past::history(1));
    let issue = trial::demo_issues().remove(0);
    trial.desk.tell(|history| {
        history.doing = Arc::new(vec![trial::intention(&issue, 0)]);
    });
    trial.answer(&trial::answer(200.0, Vec::new()));
    let (asked, _) = pressed(&mut trial, "no-longer-0");
    let text = issue.fixes[0].text.clone();
    assert_eq!(asked, [Asked::Doing("CLIP_OVER".to_owned(), text)]);
}

#[test]
fn issues_of_later_rounds_are_shown_when_asked_for() {
    let mut trial = Trial::new(SIZE, 1.0);
    let mut answer = trial::answer(200.0, trial::demo_issues());
    answer.report.later = answer.report.issues.split_off(1);
    answer.report.hidden.important = 2;
    trial.answer(&answer);
    assert!(!trial.has("later-0"));
    trial.click_id("later");
    assert!(trial.has("later-0") && trial.has("later-1"));
    trial.picture("later");
    trial.click_id("later");
    assert!(!trial.has("later-0"));
}

#[test]
fn report_is_copied_and_saved_as_it_was_opened() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    trial.click_id("report");
    assert!(trial.has("report-text"));
    let (asked, is_edited) = pressed(&mut trial, "save-report");
    let [Asked::Save(title, markdown)] = asked.as_slice() else {
        panic!("asked for {asked:?}");
    };
    assert_eq!(title, "mix_v3");
    assert!(markdown.contains("mix_v3"));
    assert!(!is_edited, "a file is no part of the project");
    trial.click_id("copy-report");
    trial.picture("report-copied");
    let text = markdown.clone();
    trial.click_id("close");
    trial.click_id("references");
    trial.click_id("path");
    trial.editor.key(Code::KeyV, Modifiers::CTRL);
    trial.editor.key(Code::Enter, Modifiers::empty());
    trial.settle();
    let pasted = trial.desk.take();
    let [Asked::Add(paths)] = pasted.as_slice() else {
        panic!("asked for {pasted:?}");
    };
    let first_line = text.lines().next().unwrap();
    assert!(
        paths[0].to_string_lossy().starts_with(first_line),
        "{paths:?}"
    );
}

/// What the line below everything says, as a picture.
fn said(trial: &mut Trial) -> Vec<u8> {
    trial.editor.move_to(5.0, 5.0);
    std::thread::sleep(std::time::Duration::from_millis(150));
    trial.settle();
    let (_, top, ..) = trial.editor.bounds("said").unwrap();
    let (pixels, width, _) = trial.editor.pixels();
    pixels[top as usize * width as usize * 4..].to_vec()
}

#[test]
fn failure_is_told_until_the_person_goes_on() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    let verdict = said(&mut trial);
    trial.desk.tell(|history| {
        history.notice = Notice::Failed("mix_v4 cannot be written: the disk is full".to_owned());
    });
    assert_ne!(said(&mut trial), verdict);
    trial.picture("failure");
    trial.click_id("version");
    assert_eq!(said(&mut trial), verdict);
    trial.desk.tell(|history| history.doing = Arc::default());
    assert_eq!(said(&mut trial), verdict, "old news stay away");
}

#[test]
fn what_went_well_before_the_window_opened_is_no_news() {
    let mut trial = with(SIZE, 1.0, past::history(3));
    let verdict = said(&mut trial);
    let done = Notice::Done("Captured mix_v3".to_owned());
    trial.desk.tell(|history| history.notice = done);
    assert_ne!(said(&mut trial), verdict);
    trial.reopen();
    assert_eq!(said(&mut trial), verdict);
}
