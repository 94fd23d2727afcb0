//! What the editor remembers while its window is closed. Nothing of it is saved with the project.

use crate::editor::event::Tab;
use crate::editor::meters::Needles;
use crate::model::version::VersionId;

/// What a person would be surprised to lose by closing the window.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The tab that was open.
    pub tab: Tab,
    /// Key of the selected issue.
    pub selected: Option<String>,
    /// The newest version that a window has shown, if there was one; `None` before the first window.
    pub newest_version: Option<Option<VersionId>>,
    /// Peak marks, clip lamps, and the last half minute of correlation.
    pub needles: Needles,
}
