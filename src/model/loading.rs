//! The references as the person sees them: which are loaded, which are on their way, what went wrong.

/// All references of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct References {
    /// In the order they were added.
    pub loaded: Vec<LoadedReference>,
    /// The one that is being read.
    pub loading: Option<Loading>,
    /// What could not be read and why, newest last, in words for the person; cleared by the next attempt.
    pub problems: Vec<String>,
}

/// A reference whose numbers are known.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedReference {
    /// What to call it.
    pub name: String,
    /// Where its audio is; `None` for one that never had a file.
    pub path: Option<String>,
    /// What makes it a poor reference.
    pub warning: Option<String>,
    /// The audio is gone from its place. The numbers are kept, and it goes on serving.
    pub is_missing: bool,
    /// Integrated loudness, LUFS.
    pub integrated_lufs: Option<f64>,
    /// Length, seconds.
    pub duration_s: f64,
}

/// A reference on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Loading {
    /// File name.
    pub name: String,
    /// Share that has been read, 0 to 1.
    pub progress: f32,
    /// How many wait behind it.
    pub waiting: usize,
}
