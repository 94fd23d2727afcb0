//! Files from outside: damaged, of another program, too large, no files at all.

use std::path::Path;

use serde_json::Value;
use serde_json::json;

use triage::storage::versions::VersionError;
use triage::storage::versions::VersionStore;

use super::ROOT;
use super::body;
use super::check_numbers;
use super::heads;
use super::id;
use super::journal;
use super::names;
use super::renamed;
use super::sample::version;
use super::store_of;

/// Puts something else in the place of version 2 and loads that.
fn load_instead(bytes: &[u8]) -> VersionError {
    let (folder, store) = store_of(2);
    std::fs::write(body(folder.path(), 2), bytes).unwrap();
    check_numbers(&store, [1, 2]);
    // Without the journal it is left out, or listed if only its inside is wrong.
    std::fs::remove_file(journal(folder.path())).unwrap();
    assert_eq!(heads(&store)[0].number, 1);
    store.load(ROOT, id(2)).unwrap_err()
}

#[track_caller]
fn check_damaged(change: impl Fn(&mut Value)) {
    let mut json = serde_json::to_value(version(2)).unwrap();
    change(&mut json);
    let error = load_instead(json.to_string().as_bytes());
    assert!(matches!(error, VersionError::Damaged { .. }), "{error}");
}

#[track_caller]
fn check_text(bytes: &[u8], expected: &str) {
    let error = load_instead(bytes).to_string();
    assert!(error.starts_with("cannot read version "), "{error}");
    assert!(error.contains(expected), "{error}");
    assert!(error.contains("00002-"), "the file is named: {error}");
}

#[test]
fn damage_is_named_with_the_file_and_what_to_do() {
    check_text(b"", "it is damaged (EOF while parsing");
    check_text(b"RIFF....WAVE", "bring the file back from a backup");
    check_text(b"{}", "missing field `schema`");
    check_text(b"{\"schema\": \"other/1\"}", "it is not of Triage");
    check_text(&vec![b' '; (8 << 20) + 1], "it is larger than 8 MiB");
    check_text(
        b"{\"schema\": \"triage.version/1\"}",
        "missing field `tool`",
    );
}

#[test]
fn format_of_a_later_program_asks_for_an_update() {
    check_text(
        b"{\"schema\": \"triage.version/2\", \"all\": \"else\", \"is\": {\"new\": 1}}",
        "it has format triage.version/2, this program reads triage.version/1; update Triage",
    );
}

#[test]
fn other_files_of_triage_are_told_apart() {
    check_text(
        b"{\"schema\": \"triage.report/1\"}",
        "it is a triage.report/1 file, not a version",
    );
}

#[test]
fn numbers_that_no_song_has_are_refused() {
    check_damaged(|json| json["measurement"]["channels"] = json!(3));
    check_damaged(|json| json["measurement"]["heard_s"] = Value::Null);
    check_damaged(|json| json["measurement"]["span_s"] = json!([5.0, 1.0]));
    check_damaged(|json| json["measurement"]["cells"][0]["start_s"] = json!(1e12));
    check_damaged(|json| json["measurement"]["cells"][0]["third_octave_db"][0] = json!(1e300));
    check_damaged(|json| {
        json["measurement"]["cells"]
            .as_array_mut()
            .unwrap()
            .reverse();
    });
    check_damaged(|json| {
        let cell = json["measurement"]["cells"][0].clone();
        json["measurement"]["cells"] = vec![cell; 4_097].into();
    });
    check_damaged(|json| json["profile"]["center_hz"][3] = json!(1.0));
    check_damaged(|json| json["head"]["note"] = json!("n".repeat(40_000)));
    check_damaged(|json| json["report"]["issues"] = json!("loud"));
}

#[test]
fn version_in_the_place_of_another_is_refused() {
    check_damaged(|json| json["head"]["id"] = json!(id(7)));
    check_damaged(|json| json["head"]["root"] = json!(id(7)));
}

#[test]
fn deep_and_wide_files_are_refused_without_taking_memory() {
    check_text(&b"[".repeat(4 << 20), "more parts than any version");
    let text = serde_json::to_string(&version(2)).unwrap();
    let with_clashes = |inside: &str| text.replacen("\"clashes\":[", inside, 1).into_bytes();
    let deep = format!("\"clashes\":[{}{}", "[".repeat(60_000), "]".repeat(60_000));
    check_text(&with_clashes(&deep), "recursion limit exceeded");
    let wide = format!("\"clashes\":[0{}", ",0".repeat(2 << 20));
    check_text(&with_clashes(&wide), "more parts than any version");
}

#[test]
fn unknown_fields_are_passed_over() {
    let (folder, store) = store_of(1);
    let mut json = serde_json::to_value(version(1)).unwrap();
    json["new"] = json!({"in": ["a", "later", "build"]});
    json["head"]["colour"] = json!("red");
    std::fs::write(body(folder.path(), 1), json.to_string()).unwrap();
    assert_eq!(store.load(ROOT, id(1)).unwrap(), version(1));
    let line = json!({"schema": "triage.version-head/1", "by": "x", "head": json["head"]});
    std::fs::write(journal(folder.path()), format!("{line}\n")).unwrap();
    assert_eq!(heads(&store), [version(1).head]);
}

#[test]
fn lines_of_a_later_program_are_passed_over_and_kept() {
    let (folder, store) = store_of(1);
    let later = json!({"schema": "triage.version-head/2", "head": {"id": id(1), "called": "x"}});
    let text = format!("{later}\n");
    std::fs::write(journal(folder.path()), &text).unwrap();
    assert_eq!(heads(&store), [version(1).head], "from its own file");
    assert_eq!(
        std::fs::read_to_string(journal(folder.path())).unwrap(),
        text,
        "what the later program knows is not overwritten"
    );
}

#[test]
fn nonsense_in_the_journal_is_passed_over() {
    let (folder, store) = store_of(2);
    store.save_head(&renamed(2, "named", 9)).unwrap();
    let mut bytes = b"\n\n[]\nnull\n{}\n\xff\xfe\n\0\0\0\0\n".to_vec();
    bytes.extend(std::fs::read(journal(folder.path())).unwrap());
    bytes.extend([b'x'; 300_000]);
    std::fs::write(journal(folder.path()), bytes).unwrap();
    assert_eq!(heads(&store), [version(1).head, renamed(2, "named", 9)]);
    store.save_head(&renamed(1, "after", 9)).unwrap();
    assert_eq!(heads(&store)[0].name, "after");
}

#[test]
fn file_names_that_are_no_versions_are_passed_over() {
    let (folder, store) = store_of(1);
    let song = folder.path().join(ROOT.to_string());
    let bytes = std::fs::read(body(folder.path(), 1)).unwrap();
    let hyphenated = id(2).0.hyphenated();
    for name in [
        "notes.txt".to_owned(),
        format!("-{}.json", id(2)),
        format!("x-{}.json", id(2)),
        format!("00002-{hyphenated}.json"),
        format!(
            "00002-{}.json",
            id(2).to_string().to_uppercase().replace('0', "O")
        ),
        "00002-..json".to_owned(),
    ] {
        std::fs::write(song.join(name), &bytes).unwrap();
    }
    check_numbers(&store, [1]);
}

#[test]
fn file_in_the_place_of_the_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, b"in the way").unwrap();
    let store = VersionStore::new(&blocked);
    check_unwritable(&store, &blocked);
    // The folder of the song itself.
    let store = VersionStore::new(folder.path());
    std::fs::write(folder.path().join(ROOT.to_string()), b"in the way").unwrap();
    check_unwritable(&store, folder.path());
}

#[track_caller]
fn check_unwritable(store: &VersionStore, path: &Path) {
    for error in [
        store.save(&version(1)).unwrap_err(),
        store.save_head(&version(1).head).unwrap_err(),
    ] {
        let text = error.to_string();
        assert!(matches!(error, VersionError::Write(_)), "{text}");
        assert!(text.contains(path.to_str().unwrap()), "{text}");
        assert!(!text.contains("os error"), "{text}");
    }
    let error = store.heads(ROOT).unwrap_err();
    assert!(matches!(error, VersionError::Read { .. }), "{error}");
    assert!(store.load(ROOT, id(1)).is_err());
}

#[test]
fn journal_that_is_a_folder_hides_no_version() {
    let (folder, store) = store_of(1);
    std::fs::remove_file(journal(folder.path())).unwrap();
    std::fs::create_dir(journal(folder.path())).unwrap();
    check_numbers(&store, [1]);
    store.save(&version(2)).unwrap();
    check_numbers(&store, [1, 2]);
    let error = store
        .save_head(&renamed(1, "x", 9))
        .unwrap_err()
        .to_string();
    assert!(error.contains("move that away"), "{error}");
}

#[test]
fn missing_version_is_told() {
    let (folder, store) = store_of(1);
    let error = store.load(ROOT, id(5)).unwrap_err();
    assert!(matches!(error, VersionError::Missing(_)), "{error}");
    std::fs::remove_dir_all(folder.path()).unwrap();
    assert!(store.load(ROOT, id(1)).is_err());
    assert!(heads(&store).is_empty());
    store.save(&version(2)).unwrap();
    check_numbers(&store, [2]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_opened() {
    let (folder, store) = store_of(3);
    let outside = folder.path().join("outside.json");
    std::fs::rename(body(folder.path(), 2), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, body(folder.path(), 2)).unwrap();
    std::fs::remove_file(body(folder.path(), 3)).unwrap();
    make_pipe(&body(folder.path(), 3));
    check_numbers(&store, [1]);
    assert!(store.load(ROOT, id(2)).is_err());
    assert!(store.load(ROOT, id(3)).is_err());

    let song = folder.path().join(ROOT.to_string());
    for name in ["journal.jsonl", "lock"] {
        std::fs::remove_file(song.join(name)).unwrap();
        make_pipe(&song.join(name));
    }
    check_numbers(&store, [1]);
    assert!(store.save_head(&version(1).head).is_err());
    store.save(&version(4)).unwrap();
    check_numbers(&store, [1, 4]);
    assert_eq!(names(&song).len(), 6);
}

#[cfg(unix)]
fn make_pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}
