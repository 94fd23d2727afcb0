//! What the editor remembers while its window is closed. Nothing of it is saved with the project.

use crate::editor::event::Tab;
use crate::editor::meters::Needles;

/// What a person would be surprised to lose by closing the window.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The tab that was open.
    pub tab: Tab,
    /// Key of the selected issue.
    pub selected: Option<String>,
    /// Peak marks, clip lamps, and the last half minute of correlation.
    pub needles: Needles,
}
