//! The beat that a window gives to its views.

use std::time::Duration;
use std::time::Instant;

/// Time between two frames: 30 per second, as smooth as a meter needs.
pub(crate) const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 30);

/// One frame of time has passed: fetch new data now.
///
/// Goes to the models and the view at the root of the window, 30 times a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameTick {
    /// When this frame began.
    pub now: Instant,
}
