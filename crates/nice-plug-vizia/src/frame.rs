//! The beat that a window gives to its views.

use std::time::Duration;
use std::time::Instant;

/// The timer behind the frames. baseview on X11 counts it from the end of one frame to the begin of
/// the next, and drawing takes about 5 ms: 30 frames per second, as smooth as a meter needs. A
/// faster timer that waits for deadlines keeps time better but costs a percent of a core in a
/// window where nothing moves.
pub(crate) const BEAT: Duration = Duration::from_millis(28);

/// Beats that follow each other faster had been waiting in a queue, and are left out.
pub(crate) const FRAME_MIN: Duration = Duration::from_millis(20);

/// One frame of time has passed: fetch new data now.
///
/// Goes to the models and the view at the root of the window, about 30 times a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameTick {
    /// When this frame began.
    pub now: Instant,
}
