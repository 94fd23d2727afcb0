//! Files cut off at every byte: what came before stays readable.

use super::body;
use super::check_numbers;
use super::heads;
use super::journal;
use super::names;
use super::renamed;
use super::sample::version;
use super::store_of;

#[test]
fn journal_cut_anywhere_in_its_last_line_loses_that_line_alone() {
    let (folder, store) = store_of(2);
    store.save_head(&renamed(1, "one", 9)).unwrap();
    let before = std::fs::read(journal(folder.path())).unwrap().len();
    store.save_head(&renamed(2, "two", 9)).unwrap();
    let whole = std::fs::read(journal(folder.path())).unwrap();
    for length in before..=whole.len() {
        std::fs::write(journal(folder.path()), &whole[..length]).unwrap();
        // The last byte only ends the line.
        let is_whole = length + 1 >= whole.len();
        let second = if is_whole { "two" } else { "mix_v2" };
        let expected = ["one", second];
        let found = heads(&store);
        assert_eq!(found.len(), 2, "cut to {length}");
        assert_eq!(
            [&*found[0].name, &*found[1].name],
            expected,
            "cut to {length}"
        );
        // The next line does not merge with what is left of this one.
        store.save_head(&renamed(1, "next", 10)).unwrap();
        let found = heads(&store);
        assert_eq!(
            [&*found[0].name, &*found[1].name],
            ["next", second],
            "cut to {length}"
        );
    }
}

#[test]
fn journal_cut_anywhere_lists_every_version() {
    let (folder, store) = store_of(3);
    let whole = std::fs::read(journal(folder.path())).unwrap();
    let expected = heads(&store);
    for length in 0..whole.len() {
        std::fs::write(journal(folder.path()), &whole[..length]).unwrap();
        assert_eq!(heads(&store), expected, "cut to {length}");
        assert_eq!(heads(&store), expected, "written anew after {length}");
    }
}

#[test]
fn version_cut_anywhere_before_its_line_is_left_out_alone() {
    let (folder, store) = store_of(1);
    let known = std::fs::read(journal(folder.path())).unwrap();
    store.save(&version(2)).unwrap();
    let whole = std::fs::read(body(folder.path(), 2)).unwrap();
    // Every byte of begin and end, and every 61st between, which has no rhythm in common with the pieces.
    let lengths = (0..whole.len()).filter(|n| *n < 600 || n + 600 > whole.len() || n % 61 == 0);
    for length in lengths {
        std::fs::write(journal(folder.path()), &known).unwrap();
        std::fs::write(body(folder.path(), 2), &whole[..length]).unwrap();
        // All that the last byte does is end the line.
        let is_whole = length + 1 == whole.len();
        check_numbers(&store, if is_whole { 1..=2 } else { 1..=1 });
        assert_eq!(store.load(super::ROOT, super::id(2)).is_ok(), is_whole);
    }
}

#[test]
fn killed_between_version_and_line_loses_nothing() {
    let (folder, store) = store_of(1);
    let known = std::fs::read(journal(folder.path())).unwrap();
    store.save(&version(2)).unwrap();
    std::fs::write(journal(folder.path()), &known).unwrap();
    let expected = [version(1).head, version(2).head];
    assert_eq!(heads(&store), expected);
    let lines = std::fs::read_to_string(journal(folder.path())).unwrap();
    assert_eq!(lines.lines().count(), 2, "it has a line from now on");
    assert_eq!(heads(&store), expected);
    assert_eq!(names(&folder.path().join(super::ROOT.to_string())).len(), 4);
}
