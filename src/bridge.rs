//! Lock-free channels between the threads of the plug-in.
//!
//! Three ends, one for each thread, made together by [`connect`]. The audio thread never waits for the others and
//! nothing waits for it: what must all arrive goes through bounded queues that count what they had no room for, what is
//! only interesting when new goes through triple buffers, and extremes are merged until somebody looks.

pub mod audio;
pub mod editor;
pub mod worker;

mod shared;

use std::sync::Arc;

use crate::bridge::audio::AudioEnd;
use crate::bridge::editor::EditorEnd;
use crate::bridge::shared::Shared;
use crate::bridge::worker::WorkerEnd;
use crate::model::frame::MeterFrame;

/// Blocks of the mix that wait for the worker at most: 102 s of audio, 2 MiB.
///
/// Twenty-five seconds would do for a host that plays; a host that renders without saying so (or a test) pushes
/// minutes of song through in a second, while the worker may not get the processor for a tenth of it.
pub const BLOCKS_WAITING_MAX: usize = 1024;

/// Blocks of the side-chain that wait for the worker at most. Two engines run then, so audio comes at half the pace.
pub const REFERENCE_BLOCKS_WAITING_MAX: usize = 512;

/// Clip event states that wait for the worker at most: four for each waiting block.
pub const EVENTS_WAITING_MAX: usize = 4096;

/// Commands that wait for the audio thread at most.
pub const COMMANDS_WAITING_MAX: usize = 32;

/// What a view can ask of the audio thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AudioCommand {
    /// Forget everything measured so far.
    Reset,
}

/// Why something could not be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The audio thread has not taken the last ones, usually because the host is not processing.
    #[error("the audio is not running, so Triage cannot be told now; start playback and try again")]
    Full,
}

/// Makes the three ends of one plug-in instance.
///
/// # Real-time
///
/// Not safe: allocates the queues, about 4 MiB.
#[must_use]
pub fn connect() -> (AudioEnd, WorkerEnd, EditorEnd) {
    let shared = Arc::new(Shared::new());
    let (frames_in, frames_out) = triple_buffer::triple_buffer(&MeterFrame::default());
    let (reports_in, reports_out) = triple_buffer::triple_buffer(&None);
    (
        AudioEnd::new(Arc::clone(&shared), frames_in),
        WorkerEnd::new(Arc::clone(&shared), reports_in),
        EditorEnd::new(shared, frames_out, reports_out),
    )
}
