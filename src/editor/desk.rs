//! What the editor asks of the plug-in around it. The plug-in implements it; the editor knows no more of it.

use std::path::PathBuf;

use crate::model::loading::References;

/// The references and the issues set aside: what the person changes that is no parameter.
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
}
