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
    Capture,
    Edit(u32, VersionEdit),
    Delete(u32),
    UndoDelete,
    Adopt(u32),
    /// Numbers of the versions; 0 is what is heard now.
    Compare(u32, u32),
    Doing(String, String),
    Save(String, String),
}

#[derive(Debug, Default)]
pub struct Notebook {
    revision: AtomicU64,
    references: Mutex<References>,
    history_revision: AtomicU64,
    history: Mutex<History>,
    asked: Mutex<Vec<Asked>>,
}

impl Notebook {
    pub fn show(&self, references: References) {
        *self.references.lock().unwrap() = references;
        self.revision.fetch_add(1, SeqCst);
    }

    /// Changes what is known of the versions.
    pub fn tell(&self, change: impl FnOnce(&mut History)) {
        change(&mut self.history.lock().unwrap());
        self.history_revision.fetch_add(1, SeqCst);
    }

    /// The number of a version, for tests to name it by.
    fn number(&self, id: VersionId) -> u32 {
        let history = self.history.lock().unwrap();
        let mut heads = history.versions.iter().chain(history.others.iter());
        heads.find(|head| head.id == id).unwrap().number
    }

    fn side(&self, side: Side) -> u32 {
        match side {
            Side::Version(id) => self.number(id),
            Side::Live => 0,
        }
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
        self.history_revision.load(SeqCst)
    }

    fn history(&self) -> History {
        self.history.lock().unwrap().clone()
    }

    fn capture(&self) {
        self.note(Asked::Capture);
    }

    fn edit_version(&self, id: VersionId, edit: VersionEdit) {
        self.note(Asked::Edit(self.number(id), edit));
    }

    fn delete_version(&self, id: VersionId) {
        self.note(Asked::Delete(self.number(id)));
    }

    fn undo_delete(&self) {
        self.note(Asked::UndoDelete);
    }

    fn adopt_version(&self, id: VersionId) {
        self.note(Asked::Adopt(self.number(id)));
    }

    fn compare(&self, before: Side, after: Side) {
        self.note(Asked::Compare(self.side(before), self.side(after)));
    }

    fn toggle_doing(&self, intention: Intention) {
        self.note(Asked::Doing(intention.key, intention.fix.text));
    }

    fn save_report(&self, title: &str, markdown: String) {
        self.note(Asked::Save(title.to_owned(), markdown));
    }
}
