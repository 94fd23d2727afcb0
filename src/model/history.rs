//! The versions of one project, as a person sees them.

use std::sync::Arc;

use crate::model::comparison::Comparison;
use crate::model::version::Intention;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A captured version.
    Version(VersionId),
    /// What is heard now.
    Live,
}

/// Everything there is to show. Cheap to copy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The versions of this project, the first one first, without deleted ones.
    pub versions: Arc<Vec<VersionHead>>,
    /// Versions of the same song that this project, as it was saved, does not know: captured after it was saved, or in
    /// a copy of it.
    pub others: Arc<Vec<VersionHead>>,
    /// The version deleted last, while it can be brought back.
    pub deleted: Option<VersionHead>,
    /// What is compared, earlier side first; `None` while there is nothing to compare.
    pub sides: Option<(Side, Side)>,
    /// The comparison of them; `None` while it is being made.
    pub comparison: Option<Arc<Comparison>>,
    /// The fixes the person is working on.
    pub doing: Arc<Vec<Intention>>,
    /// What happened last that a person should know; empty while nothing did.
    pub notice: Notice,
    /// Whether a capture is under way.
    pub is_capturing: bool,
}

/// A sentence about what happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Notice {
    /// Nothing.
    #[default]
    None,
    /// It worked: "Captured mix_v3".
    Done(String),
    /// It did not: what failed, on which file, what to do.
    Failed(String),
}
