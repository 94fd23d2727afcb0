//! The references as the person handles them: files in, numbers kept with the project.

mod dialog;
mod loader;

use std::path::PathBuf;
use std::sync::Arc;

use nice_plug::prelude::ParentWindowHandle;

use crate::editor::desk::Desk;
use crate::model::history::History;
use crate::model::history::Side;
use crate::model::loading::References;
use crate::model::version::Intention;
use crate::model::version::VersionEdit;
use crate::model::version::VersionId;
use crate::plugin::params::TriageParams;
use crate::plugin::references::dialog::Dialog;
use crate::plugin::references::loader::Loader;

/// What the editor asks of the plug-in, answered by one instance.
///
/// Files are read on a thread that starts with the first of them and ends with the last. Dropping this gives up what is
/// being read.
#[derive(Debug)]
pub struct PluginDesk {
    params: Arc<TriageParams>,
    loader: Arc<Loader>,
    dialog: Dialog,
}

impl PluginDesk {
    /// Keeps what it reads in the parameters, from where the project and the worker take it.
    #[must_use]
    pub fn new(params: Arc<TriageParams>) -> Self {
        Self {
            loader: Arc::new(Loader::new(Arc::clone(&params))),
            dialog: Dialog::default(),
            params,
        }
    }

    /// Says over which window the next dialog opens; `None` once that window is gone.
    pub fn set_parent(&self, parent: Option<ParentWindowHandle>) {
        self.dialog.set_parent(parent);
    }
}

impl Desk for PluginDesk {
    fn references_revision(&self) -> u64 {
        self.loader.revision()
    }

    fn references(&self) -> References {
        self.loader.references()
    }

    fn add_references(&self, paths: Vec<PathBuf>) {
        self.loader.add(paths);
    }

    fn choose_references(&self) {
        self.dialog.open(&self.loader);
    }

    fn cancel_loading(&self) {
        self.loader.cancel();
    }

    fn remove_reference(&self, index: usize) {
        self.loader.remove(index);
    }

    fn ignore(&self, key: &str) {
        self.params.ignored.ignore(key);
    }

    fn restore(&self, key: &str) {
        self.params.ignored.restore(key);
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

impl Drop for PluginDesk {
    fn drop(&mut self) {
        self.loader.stop();
    }
}
