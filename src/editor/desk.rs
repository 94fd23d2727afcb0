//! What the editor asks of the plug-in around it. The plug-in implements it; the editor knows no more of it.

use std::path::PathBuf;

use crate::model::history::History;
use crate::model::history::Side;
use crate::model::loading::References;
use crate::model::version::Intention;
use crate::model::version::VersionEdit;
use crate::model::version::VersionId;

/// References, issues set aside, versions: what the person changes that is no parameter.
///
/// Called from the thread of the window. Nothing here waits: files are chosen and read on threads of their own.
pub trait Desk: Send + Sync + 'static {
    /// Grows whenever [`Desk::references`] would answer differently.
    fn references_revision(&self) -> u64;

    /// The references now.
    fn references(&self) -> References;

    /// Reads these files as further references, one after the other.
    fn add_references(&self, paths: Vec<PathBuf>);

    /// Opens the system's dialog to choose references. A second call while one is open does nothing.
    fn choose_references(&self);

    /// Gives up what is being read and what waits behind it.
    fn cancel_loading(&self);

    /// Takes a reference away, by its place in [`References::loaded`].
    fn remove_reference(&self, index: usize);

    /// Leaves an issue out of the list from now on, by its key.
    fn ignore(&self, key: &str);

    /// Takes it back in.
    fn restore(&self, key: &str);

    /// Grows whenever [`Desk::history`] would answer differently.
    fn history_revision(&self) -> u64;

    /// The versions of this project, and what comparing them came to.
    fn history(&self) -> History;

    /// Captures what is heard now as a version. A second call while one is under way does nothing.
    fn capture(&self);

    /// Changes name, note or mark of a version.
    fn edit_version(&self, id: VersionId, edit: VersionEdit);

    /// Takes a version out of the history. It can be brought back until the next one is deleted.
    fn delete_version(&self, id: VersionId);

    /// Brings back what was deleted last.
    fn undo_delete(&self);

    /// Adds one of [`History::others`], and those it builds upon, to this project.
    fn adopt_version(&self, id: VersionId);

    /// Compares these two from now on.
    fn compare(&self, before: Side, after: Side);

    /// Says that the person is working on a fix, or no longer is.
    fn toggle_doing(&self, intention: Intention);

    /// Writes a report to the folder of reports, under a name made from `title`. Where it went is told by
    /// [`History::notice`].
    fn save_report(&self, title: &str, markdown: String);
}
