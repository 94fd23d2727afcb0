//! The folder of a song's versions, with whatever is in it.
//!
//! Edits of an input that begins with `~` are of two versions, `a` and `b`, and of a line each in the journal, `ja` and
//! `jb`. Any other input is a list of files: a byte for which one, two for its length, and its bytes.

use std::path::Path;
use std::sync::OnceLock;

use triage::model::version::VersionHead;
use triage::storage::versions::VersionStore;

use crate::bytes::Bytes;
use crate::document;
use crate::document::Document;
use crate::song;

/// Makes the folder, lists what is in it, reads everything, and writes to it.
pub fn run(data: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let song = folder.path().join(song::root().to_string());
    std::fs::create_dir(&song).expect("a folder");
    match document::edits(data) {
        Some(edits) => write_edited(&song, edits),
        None => write_files(&song, Bytes(data)),
    }
    let store = VersionStore::new(folder.path());
    let heads = store.heads(song::root()).expect("the folder can be read");
    let again = store.heads(song::root()).expect("and again");
    assert_eq!(again, heads, "listing them changes them");
    for head in &heads {
        read(&store, head);
    }
    write(&store, &heads);
}

fn read(store: &VersionStore, head: &VersionHead) {
    match store.load(song::root(), head.id) {
        Ok(version) => {
            let live = &song::versions()[1];
            let comparison = song::judge(
                [&version.measurement, &live.measurement],
                version.profile.as_ref(),
                &version.references,
                &version.doing,
            );
            serde_json::to_string(&comparison).expect("numbers");
            assert!(!triage::printing::comparison_text(&comparison, None).is_empty());
            assert!(!triage::printing::report_text(&version.report, None).is_empty());
        }
        Err(error) => assert!(!error.to_string().is_empty(), "an error without a word"),
    }
}

fn write(store: &VersionStore, heads: &[VersionHead]) {
    let mut version = song::versions()[1].clone();
    version.head.id = song::id(7);
    // Something may be in the way, which is no fault of the store.
    if store.save(&version).is_ok() {
        let found = store
            .load(song::root(), version.head.id)
            .expect("it is kept");
        assert_eq!(found, version, "kept and read, it is another");
    }
    if let Some(head) = heads.first() {
        let head = VersionHead {
            note: "louder".to_owned(),
            edited_unix_ms: i64::MAX,
            ..head.clone()
        };
        if store.save_head(&head).is_ok() {
            let heads = store.heads(song::root()).expect("the folder can be read");
            let found = heads.iter().find(|found| found.id == head.id);
            assert_eq!(found, Some(&head), "written and listed, it is another");
        }
    }
}

struct Documents {
    bodies: [Document; 2],
    lines: [Document; 2],
}

fn write_edited(song: &Path, edits: &[u8]) {
    static DOCUMENTS: OnceLock<Documents> = OnceLock::new();
    let documents = DOCUMENTS.get_or_init(|| {
        let versions = song::versions();
        let body = |number: usize| serde_json::to_string(&versions[number]).expect("numbers");
        let line = |number: usize| {
            let head = serde_json::to_string(&versions[number].head).expect("numbers");
            format!(r#"{{"schema":"triage.version-head/1","head":{head}}}"#)
        };
        Documents {
            bodies: [0, 1].map(|number| Document::new(body(number))),
            lines: [0, 1].map(|number| Document::new(line(number))),
        }
    });
    let [a, b] = &documents.bodies;
    put(&song.join(name(1, 1)), &a.edited(edits, "a/"));
    put(&song.join(name(2, 2)), &b.edited(edits, "b/"));
    let [a, b] = &documents.lines;
    let journal = [a.edited(edits, "ja/"), b.edited(edits, "jb/")];
    put(&song.join("journal.jsonl"), &journal.join(&b'\n'));
}

fn write_files(song: &Path, mut bytes: Bytes) {
    while !bytes.is_empty() {
        let which = bytes.u8();
        let length = usize::from(bytes.u16());
        let content = bytes.take(length);
        match which % 8 {
            0 => put(&song.join("journal.jsonl"), content),
            1 => put(&song.join(name(1, 1)), content),
            2 => put(&song.join(name(2, 2)), content),
            3 => put(&song.join(name(99_999, 1)), content),
            4 => put(&song.join(".triage-1-2.tmp"), content),
            5 => put(&song.join("lock"), content),
            6 => named(song, content),
            // A folder where a version would be.
            _ => drop(std::fs::create_dir(song.join(name(7, 7)))),
        }
    }
}

/// A file that is called by its own first line.
fn named(song: &Path, content: &[u8]) {
    let line = content.split(|&byte| byte == b'\n').next();
    let name = String::from_utf8_lossy(line.unwrap_or_default());
    if !name.contains(['/', '\\', '\0']) {
        put(&song.join(name.as_ref()), content);
    }
}

fn name(number: u32, id: u32) -> String {
    format!("{number:05}-{}.json", song::id(id))
}

/// A name that the system refuses, or that is there already as a folder, is no file.
fn put(path: &Path, content: &[u8]) {
    let _ = std::fs::write(path, content);
}
