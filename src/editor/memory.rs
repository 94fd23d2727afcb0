//! What the editor remembers while its window is closed. Nothing of it is saved with the project.

use crate::editor::event::Tab;

/// What a person would be surprised to lose by closing the window.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The tab that was open.
    pub tab: Tab,
    /// Key of the selected issue.
    pub selected: Option<String>,
    /// Clipping that was seen and acknowledged.
    pub acknowledged: Acknowledged,
}

/// Clipping up to which the person has pressed the lamps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acknowledged {
    /// Of which measurement; a reset begins another.
    pub generation: u32,
    /// Clip events until then.
    pub clip_events: u32,
    /// Whether each channel had been over full scale.
    pub channels: [bool; 2],
}
