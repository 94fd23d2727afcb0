//! Versions on disk: what was kept comes back, whatever happens to the program, the disk and the files.

mod damage;
mod killed;
mod numbers;
mod reports;
mod sample;
mod torn;

use std::path::Path;

use triage::model::version::Mark;
use triage::model::version::VersionHead;
use triage::model::version::VersionId;
use triage::storage::versions::VersionStore;
use uuid::Uuid;

use sample::ROOT;
use sample::id;
use sample::version;

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn journal(folder: &Path) -> std::path::PathBuf {
    folder.join(ROOT.to_string()).join("journal.jsonl")
}

fn body(folder: &Path, number: u32) -> std::path::PathBuf {
    folder
        .join(ROOT.to_string())
        .join(format!("{number:05}-{}.json", id(number)))
}

/// A store in a new folder with versions 1 to `count`.
fn store_of(count: u32) -> (tempfile::TempDir, VersionStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = VersionStore::new(folder.path());
    for number in 1..=count {
        store.save(&version(number)).unwrap();
    }
    (folder, store)
}

#[track_caller]
fn check_numbers(store: &VersionStore, expected: impl IntoIterator<Item = u32>) {
    let numbers: Vec<u32> = heads(store).iter().map(|head| head.number).collect();
    assert_eq!(numbers, expected.into_iter().collect::<Vec<_>>());
}

#[track_caller]
fn heads(store: &VersionStore) -> Vec<VersionHead> {
    store.heads(ROOT).unwrap()
}

fn renamed(number: u32, name: &str, edited_unix_ms: i64) -> VersionHead {
    VersionHead {
        name: name.to_owned(),
        edited_unix_ms,
        ..version(number).head
    }
}

#[test]
fn song_that_was_never_kept_has_no_versions() {
    let (folder, store) = store_of(0);
    assert!(heads(&store).is_empty());
    let nowhere = VersionStore::new(&folder.path().join("not/there"));
    assert!(heads(&nowhere).is_empty());
    assert!(names(folder.path()).is_empty(), "looking makes nothing");
}

#[test]
fn version_comes_back_bit_for_bit() {
    let (folder, store) = store_of(3);
    for number in 1..=3 {
        assert_eq!(store.load(ROOT, id(number)).unwrap(), version(number));
    }
    let expected: Vec<_> = (1..=3).map(|number| version(number).head).collect();
    assert_eq!(heads(&store), expected);
    let song = folder.path().join(ROOT.to_string());
    assert_eq!(
        names(&song),
        [
            format!("00001-{}.json", id(1)),
            format!("00002-{}.json", id(2)),
            format!("00003-{}.json", id(3)),
            "journal.jsonl".to_owned(),
            "lock".to_owned(),
        ]
    );
}

#[test]
fn songs_do_not_mix() {
    let (_folder, store) = store_of(1);
    let mut other = version(2);
    other.head.root = VersionId(Uuid::from_u128(77));
    store.save(&other).unwrap();
    check_numbers(&store, [1]);
    assert_eq!(store.heads(other.head.root).unwrap(), [other.head.clone()]);
    assert!(store.load(ROOT, other.head.id).is_err());
}

#[test]
fn order_is_that_of_capture() {
    let (_folder, store) = store_of(0);
    for number in [3, 1, 2] {
        store.save(&version(number)).unwrap();
    }
    check_numbers(&store, [1, 2, 3]);
}

#[test]
fn newest_edit_counts_in_whatever_order_it_was_written() {
    let (_folder, store) = store_of(2);
    store.save_head(&renamed(1, "late", 300)).unwrap();
    store.save_head(&renamed(1, "early", 200)).unwrap();
    assert_eq!(heads(&store)[0].name, "late");
    store
        .save_head(&renamed(1, "same moment, written last", 300))
        .unwrap();
    assert_eq!(heads(&store)[0].name, "same moment, written last");
    assert_eq!(heads(&store)[1], version(2).head);
}

#[test]
fn version_is_written_once() {
    let (folder, store) = store_of(1);
    let before = std::fs::read(body(folder.path(), 1)).unwrap();
    let mut other = version(1);
    other.head.note = "something else".to_owned();
    let error = store.save(&other).unwrap_err().to_string();
    assert!(error.contains("it is kept already"), "{error}");
    let edited = VersionHead {
        mark: Mark::Checkpoint,
        edited_unix_ms: 5,
        ..version(1).head
    };
    store.save_head(&edited).unwrap();
    assert_eq!(std::fs::read(body(folder.path(), 1)).unwrap(), before);
    assert_eq!(heads(&store), [edited]);
}

#[test]
fn versions_that_the_journal_knows_are_not_opened() {
    let (folder, store) = store_of(2);
    std::fs::write(body(folder.path(), 2), b"would be left out if it were read").unwrap();
    check_numbers(&store, [1, 2]);
}

#[test]
fn line_without_its_file_waits_for_it() {
    let (folder, store) = store_of(2);
    let away = folder.path().join("away");
    std::fs::rename(body(folder.path(), 2), &away).unwrap();
    store.save_head(&renamed(1, "one", 9)).unwrap();
    check_numbers(&store, [1]);
    std::fs::rename(&away, body(folder.path(), 2)).unwrap();
    check_numbers(&store, [1, 2]);
}

#[test]
fn lost_journal_is_written_anew_from_the_versions() {
    let (folder, store) = store_of(3);
    store.save_head(&renamed(2, "a name", 9)).unwrap();
    let expected: Vec<_> = (1..=3).map(|number| version(number).head).collect();
    std::fs::remove_file(journal(folder.path())).unwrap();
    assert_eq!(heads(&store), expected, "as they were captured");
    let text = std::fs::read_to_string(journal(folder.path())).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert_eq!(heads(&store), expected);
    assert_eq!(
        std::fs::read_to_string(journal(folder.path())).unwrap(),
        text
    );
}

#[test]
fn version_copied_under_another_number_is_the_same_version() {
    let (folder, store) = store_of(1);
    store.save_head(&renamed(1, "a name", 9)).unwrap();
    let copy = body(folder.path(), 1).with_file_name(format!("00009-{}.json", id(1)));
    std::fs::copy(body(folder.path(), 1), copy).unwrap();
    assert_eq!(heads(&store), [renamed(1, "a name", 9)]);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let (folder, _) = store_of(0);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let store = VersionStore::new(folder.path());
            scope.spawn(move || {
                for number in 1..=10 {
                    let number = writer * 10 + number;
                    store.save(&version(number)).unwrap();
                    store.save_head(&renamed(number, "named", 7)).unwrap();
                    store.heads(ROOT).unwrap();
                }
            });
        }
    });
    let store = VersionStore::new(folder.path());
    check_numbers(&store, 1..=40);
    assert!(heads(&store).iter().all(|head| head.name == "named"));
    let left = names(&folder.path().join(ROOT.to_string()));
    assert_eq!(left.len(), 42, "40 versions, journal, lock: {left:?}");
}

#[test]
fn what_killed_writers_left_is_cleared_by_the_next() {
    let (folder, store) = store_of(1);
    let song = folder.path().join(ROOT.to_string());
    for serial in 0..5 {
        std::fs::write(song.join(format!(".triage-{serial}-0.tmp")), b"{\"schema").unwrap();
    }
    std::fs::write(song.join("mine.tmp"), b"not of Triage").unwrap();
    store.save(&version(2)).unwrap();
    check_numbers(&store, [1, 2]);
    let left = names(&song);
    assert!(!left.iter().any(|name| name.starts_with('.')), "{left:?}");
    assert!(left.contains(&"mine.tmp".to_owned()));
}
