//! Files held over the window.

/// Files have come over the window (`true`), or have left it or been dropped (`false`).
///
/// Goes to the models and the view at the root. Dropped files follow, each as a
/// `WindowEvent::Drop`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DragOver(pub bool);
