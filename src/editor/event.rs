//! What the views tell the state of the editor.

use crate::model::history::Notice;
use crate::model::history::Side;
use crate::model::version::Intention;
use crate::model::version::VersionEdit;
use crate::model::version::VersionId;

/// The right side of the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Meters, spectrum and song.
    #[default]
    Live,
    /// The versions, and what became better from one to another.
    Versions,
    /// The list of what a mix needs before mastering.
    Readiness,
}

/// A sheet over the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// References and side-chain.
    References,
    /// Everything that is set once.
    Settings,
    /// Everything there is to say, to be copied or saved.
    Report,
}

/// What a person did.
#[derive(Clone, Debug, PartialEq)]
pub enum EditorEvent {
    /// Pressed an issue, by its key: it opens, or closes when it was open.
    ToggleIssue(String),
    /// Wants to see a place in the song, from and to, seconds.
    Show(f64, f64),
    /// Sets an issue aside, by its key.
    Ignore(String),
    /// Takes it back.
    Restore(String),
    /// Opens a tab.
    OpenTab(Tab),
    /// Opens a sheet, or closes it when it was open.
    ToggleSheet(Sheet),
    /// Closes the sheet.
    CloseSheet,
    /// Opens the dialog for references.
    ChooseReferences,
    /// Typed or pasted the path of a reference.
    AddReference(String),
    /// Takes a reference away, by its place.
    RemoveReference(usize),
    /// Gives up what is being read.
    CancelLoading,
    /// Wants everything heard forgotten.
    Reset,
    /// Begins with a move or ends with it, by the key of its issue and its place there.
    ToggleDoing(String, usize),
    /// Ends with a move whose issue is not in the list.
    StopDoing(Box<Intention>),
    /// Wants to see what is kept back, or no longer.
    ToggleLater,
    /// Wants the report in a file.
    SaveReport,
    /// Shall know this.
    Tell(Notice),
}

/// What a person did with versions.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionEvent {
    /// Keeps what is heard now.
    Capture,
    /// Wants the last two compared.
    CompareNewest,
    /// Chose the later side of the comparison.
    After(Side),
    /// Chose the earlier side.
    Before(VersionId),
    /// Wrote something.
    Edit(VersionId, VersionEdit),
    /// Takes a version out.
    Delete(VersionId),
    /// Brings back what was deleted last.
    UndoDelete,
    /// Adds a version that the project does not know.
    Adopt(VersionId),
    /// Wants to see such versions, or no longer.
    ToggleOthers,
}
