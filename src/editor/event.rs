//! What the views tell the state of the editor.

/// The right side of the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Meters, spectrum and song.
    #[default]
    Live,
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
}
