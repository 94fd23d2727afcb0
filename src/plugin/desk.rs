//! What the window asks of the plug-in around it.

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
use crate::plugin::history::Folders;
use crate::plugin::history::Keeper;
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
    keeper: Arc<Keeper>,
}

impl PluginDesk {
    /// Keeps what it reads in the parameters, from where the project and the worker take it.
    #[must_use]
    pub fn new(params: Arc<TriageParams>) -> Self {
        Self {
            loader: Arc::new(Loader::new(Arc::clone(&params))),
            dialog: Dialog::default(),
            keeper: Arc::new(Keeper::new(Arc::clone(&params), Folders::of_user())),
            params,
        }
    }

    /// The versions, for the worker.
    pub(in crate::plugin) fn keeper(&self) -> Arc<Keeper> {
        Arc::clone(&self.keeper)
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
        self.keeper.revision()
    }

    fn history(&self) -> History {
        self.keeper.history()
    }

    fn capture(&self) {
        self.keeper.ask_for_capture();
    }

    fn edit_version(&self, id: VersionId, edit: VersionEdit) {
        self.keeper.edit(id, &edit);
    }

    fn delete_version(&self, id: VersionId) {
        self.keeper.delete(id);
    }

    fn undo_delete(&self) {
        self.keeper.undo_delete();
    }

    fn adopt_version(&self, id: VersionId) {
        self.keeper.adopt(id);
    }

    fn compare(&self, before: Side, after: Side) {
        self.keeper.compare(before, after);
    }

    fn toggle_doing(&self, intention: Intention) {
        self.keeper.toggle_doing(intention);
    }

    fn save_report(&self, title: &str, markdown: String) {
        self.keeper.save_report(title, markdown);
    }
}

impl Drop for PluginDesk {
    fn drop(&mut self) {
        self.loader.stop();
    }
}
