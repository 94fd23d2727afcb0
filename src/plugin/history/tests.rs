use super::*;
use crate::model::version::NOTE_CHARS_MAX;
use crate::plugin::sample::session;
use crate::plugin::state::history::Kept;
use crate::storage::is_file;
use std::path::Path;

/// An instance that keeps its versions in that folder.
fn keeper(folder: &Path) -> Keeper {
    Keeper::new(Arc::default(), Folders::within(folder.to_owned()))
}

fn captured(keeper: &Keeper) -> VersionId {
    let version = keeper.add(&session(5), Origin::Manual, Extent::Whole);
    keeper.archive.finish();
    version.head.id
}

/// A copy of the project, opened by another instance.
fn copy_of(keeper: &Keeper, folder: &Path) -> Keeper {
    let copy = self::keeper(folder);
    let kept = keeper.params.history.look(Clone::clone);
    copy.params.history.change(|own| *own = kept);
    copy
}

/// What there is to show once the folder was looked through.
fn shown(keeper: &Keeper) -> History {
    let _ = keeper.history();
    keeper.archive.finish();
    keeper.history()
}

fn names(heads: &[VersionHead]) -> Vec<&str> {
    heads.iter().map(|head| head.name.as_str()).collect()
}

#[test]
fn version_is_kept_in_the_project_and_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    let first = captured(&keeper);
    let second = captured(&keeper);
    let history = keeper.history();
    assert_eq!(names(&history.versions), ["mix_v1", "mix_v2"]);
    assert_eq!(history.versions[1].parent, Some(first));
    assert_eq!(history.notice, Notice::Done("Captured mix_v2".to_owned()));
    assert!(!history.is_capturing);
    let written = keeper.store.load(first, second).unwrap();
    assert_eq!(written.head, history.versions[1]);
    assert_eq!(
        Some(&written),
        keeper
            .params
            .history
            .look(|kept| kept.whole.last().cloned())
            .as_ref()
    );
}

#[test]
fn same_mix_again_is_no_measurable_change() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    captured(&keeper);
    captured(&keeper);
    let verdicts: Vec<_> = keeper
        .history()
        .versions
        .iter()
        .map(|head| head.verdict)
        .collect();
    assert_eq!(verdicts, [None, Some(VerdictClass::NoChange)]);
}

#[test]
fn folder_in_which_nothing_can_be_written_is_named_and_costs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("data");
    write_atomically(&blocked, b"a file").unwrap();
    let keeper = keeper(&blocked);
    captured(&keeper);
    let history = keeper.history();
    assert_eq!(names(&history.versions), ["mix_v1"]);
    let Notice::Failed(told) = history.notice else {
        panic!("{:?}", history.notice);
    };
    assert!(
        told.starts_with("mix_v1 is kept in the project only: "),
        "{told}"
    );
    assert!(told.contains(&*blocked.to_string_lossy()), "{told}");
}

#[test]
fn project_that_was_not_saved_is_offered_what_was_captured_since() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    captured(&keeper);
    let saved = copy_of(&keeper, folder.path());
    captured(&keeper);
    let third = captured(&keeper);
    drop(keeper);
    let history = shown(&saved);
    assert_eq!(names(&history.versions), ["mix_v1"]);
    assert_eq!(names(&history.others), ["mix_v2", "mix_v3"]);
    saved.adopt(third);
    let history = shown(&saved);
    assert_eq!(names(&history.versions), ["mix_v1", "mix_v2", "mix_v3"]);
    assert!(history.others.is_empty());
}

#[test]
fn copies_go_separate_ways() {
    let folder = tempfile::tempdir().unwrap();
    let one = keeper(folder.path());
    captured(&one);
    let other = copy_of(&one, folder.path());
    let mine = captured(&one);
    let theirs = captured(&other);
    assert_ne!(mine, theirs);
    assert_eq!(shown(&one).versions.last().map(|head| head.id), Some(mine));
    assert_eq!(
        shown(&other).versions.last().map(|head| head.id),
        Some(theirs)
    );
}

#[test]
fn note_outlives_a_project_that_was_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    let first = captured(&keeper);
    let saved = copy_of(&keeper, folder.path());
    let note = "bass 3 dB lower ".to_owned() + &"x".repeat(NOTE_CHARS_MAX);
    keeper.edit(first, &VersionEdit::Note(note));
    keeper.archive.finish();
    drop(keeper);
    let history = shown(&saved);
    assert!(history.versions[0].note.starts_with("bass 3 dB lower x"));
    assert_eq!(history.versions[0].note.len(), NOTE_CHARS_MAX);
}

#[test]
fn deleted_version_stays_away_until_it_is_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    captured(&keeper);
    let second = captured(&keeper);
    keeper.delete(second);
    let history = shown(&keeper);
    assert_eq!(names(&history.versions), ["mix_v1"]);
    assert!(history.others.is_empty());
    assert_eq!(history.deleted.map(|head| head.id), Some(second));
    keeper.undo_delete();
    assert_eq!(names(&shown(&keeper).versions), ["mix_v1", "mix_v2"]);
    keeper.delete(second);
    captured(&keeper);
    assert_eq!(
        names(&shown(&keeper).versions),
        ["mix_v1", "mix_v3"],
        "no name twice"
    );
}

#[test]
fn comparison_is_of_the_last_two_and_then_of_what_the_person_chose() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    let session = session(5);
    let first = captured(&keeper);
    keeper.compare_now(&session, Heard::Fresh);
    assert_eq!(keeper.history().sides, None, "nothing to compare with");
    keeper.compare(Side::Version(first), Side::Live);
    keeper.compare_now(&session, Heard::Fresh);
    assert!(keeper.history().comparison.is_some());
    let second = captured(&keeper);
    assert!(keeper.history().comparison.is_none(), "of other sides");
    keeper.compare_now(&session, Heard::AsBefore);
    let history = keeper.history();
    assert_eq!(
        history.sides,
        Some((Side::Version(first), Side::Version(second)))
    );
    assert!(history.comparison.is_some());
}

#[test]
fn version_of_long_ago_is_fetched_from_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    let first = captured(&keeper);
    for _ in 0..5 {
        captured(&keeper);
    }
    let kept = keeper.params.history.look(Kept::clone);
    assert!(kept.whole.iter().all(|version| version.head.id != first));
    drop(keeper);
    let again = self::keeper(folder.path());
    again.params.history.change(|own| *own = kept);
    again.compare(Side::Version(first), Side::Live);
    let session = session(5);
    again.compare_now(&session, Heard::Fresh);
    again.archive.finish();
    again.compare_now(&session, Heard::Fresh);
    assert!(again.history().comparison.is_some());
}

#[test]
fn report_is_saved_under_its_title_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = keeper(folder.path());
    keeper.save_report("mix_v1", "# Hello".to_owned());
    keeper.archive.finish();
    let Notice::Done(told) = keeper.history().notice else {
        panic!("{:?}", keeper.history().notice);
    };
    let path = Path::new(told.strip_prefix("Report saved as ").unwrap());
    assert!(
        is_file(path) && path.ends_with("reports/mix_v1.md"),
        "{told}"
    );
}
