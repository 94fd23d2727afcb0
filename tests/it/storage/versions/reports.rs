//! Reports beside the versions: named by their titles, none in the place of another.

use triage::storage::save_report;

use super::names;

#[test]
fn reports_of_one_title_are_numbered() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("not/yet/there");
    for text in ["one", "two", "three"] {
        let path = save_report(&reports, "My song: mix/v3?", text).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
    assert_eq!(
        names(&reports),
        [
            "My song mix v3 2.md",
            "My song mix v3 3.md",
            "My song mix v3.md"
        ]
    );
}

#[test]
fn reports_written_at_once_get_names_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let folder = folder.path();
            scope.spawn(move || {
                let text = format!("by {writer}");
                let path = save_report(folder, "song", &text).unwrap();
                assert_eq!(std::fs::read_to_string(path).unwrap(), text);
            });
        }
    });
    assert_eq!(names(folder.path()).len(), 8);
}

#[test]
fn longest_title_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    for title in ["夜".repeat(500), "𝕏".repeat(500), "a".repeat(500)] {
        for _ in 0..2 {
            save_report(folder.path(), &title, "text").unwrap();
        }
    }
}

#[test]
fn title_cannot_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    for title in ["../../x", "/etc/x", "..", "C:\\x", "\0", ".ssh/x"] {
        let path = save_report(folder.path(), title, "text").unwrap();
        assert_eq!(path.parent(), Some(folder.path()), "{title:?}");
        assert!(path.is_file());
    }
}

#[test]
fn folder_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, b"in the way").unwrap();
    let inside = save_report(&blocked.join("reports"), "song", "text").unwrap_err();
    let text = inside.to_string();
    assert!(
        text.contains("song.md: a part of the path is not a folder"),
        "{text}"
    );
    let itself = save_report(&blocked, "song", "text").unwrap_err();
    assert!(itself.to_string().contains("move that away"), "{itself}");
    assert_eq!(names(folder.path()), ["file"]);
}
