//! A desk that notes what it is asked for.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;

use triage::editor::desk::Desk;
use triage::model::history::History;
use triage::model::history::Side;
use triage::model::loading::References;
use triage::model::version::Intention;
use triage::model::version::VersionEdit;
use triage::model::version::VersionId;

/// What a person asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Add(Vec<PathBuf>),
    Choose,
    Cancel,
    Remove(usize),
    Ignore(String),
    Restore(String),
}

#[derive(Debug, Default)]
pub struct Notebook {
    revision: AtomicU64,
    references: Mutex<References>,
    asked: Mutex<Vec<Asked>>,
}

impl Notebook {
    pub fn show(&self, references: References) {
        *self.references.lock().unwrap() = references;
        self.revision.fetch_add(1, SeqCst);
    }

    pub fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    fn note(&self, asked: Asked) {
        self.asked.lock().unwrap().push(asked);
    }
}

impl Desk for Notebook {
    fn references_revision(&self) -> u64 {
        self.revision.load(SeqCst)
    }

    fn references(&self) -> References {
        self.references.lock().unwrap().clone()
    }

    fn add_references(&self, paths: Vec<PathBuf>) {
        self.note(Asked::Add(paths));
    }

    fn choose_references(&self) {
        self.note(Asked::Choose);
    }

    fn cancel_loading(&self) {
        self.note(Asked::Cancel);
    }

    fn remove_reference(&self, index: usize) {
        self.note(Asked::Remove(index));
    }

    fn ignore(&self, key: &str) {
        self.note(Asked::Ignore(key.to_owned()));
    }

    fn restore(&self, key: &str) {
        self.note(Asked::Restore(key.to_owned()));
    }

    fn history_revision(&self) -> u64 {
        0
    }

    fn history(&self) -> History {
        History::default()
    }

    fn capture(&self) {}

    fn edit_version(&self, _id: VersionId, _edit: VersionEdit) {}

    fn delete_version(&self, _id: VersionId) {}

    fn undo_delete(&self) {}

    fn adopt_version(&self, _id: VersionId) {}

    fn compare(&self, _before: Side, _after: Side) {}

    fn toggle_doing(&self, _intention: Intention) {}

    fn save_report(&self, _title: &str, _markdown: String) {}
}
