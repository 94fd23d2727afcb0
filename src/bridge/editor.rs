//! The editor's end: looks at the meters and the answer, sends commands.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use crate::bridge::AudioCommand;
use crate::bridge::SendError;
use crate::bridge::shared::Shared;
use crate::model::answer::Answer;
use crate::model::frame::MeterFrame;
use crate::sync::Output;

/// The highest readings and new clipping since the last look: nothing between two looks is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extremes {
    /// Largest sample magnitude per channel, linear.
    pub sample_peak: [f32; 2],
    /// Largest true peak per channel, linear.
    pub true_peak: [f32; 2],
    /// Clip events that began.
    pub clip_events: u32,
    /// Clipped samples.
    pub clipped_samples: u64,
}

/// What the editor owns.
#[derive(Debug)]
pub struct EditorEnd {
    shared: Arc<Shared>,
    frames: Output<MeterFrame>,
    answers: Output<Option<Arc<Answer>>>,
}

impl EditorEnd {
    pub(super) fn new(
        shared: Arc<Shared>,
        frames: Output<MeterFrame>,
        answers: Output<Option<Arc<Answer>>>,
    ) -> Self {
        Self {
            shared,
            frames,
            answers,
        }
    }

    /// The newest coherent picture of the meters.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn frame(&mut self) -> &MeterFrame {
        self.frames.read()
    }

    /// The newest answer; `None` before the first.
    ///
    /// # Real-time
    ///
    /// Not safe: may free an older answer.
    pub fn answer(&mut self) -> Option<Arc<Answer>> {
        self.answers.read().clone()
    }

    /// Takes down the extremes since the last look.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn take_extremes(&mut self) -> Extremes {
        let shared = &self.shared;
        Extremes {
            sample_peak: std::array::from_fn(|channel| {
                shared.sample_peak[channel].swap(0.0, Relaxed)
            }),
            true_peak: std::array::from_fn(|channel| shared.true_peak[channel].swap(0.0, Relaxed)),
            clip_events: shared.clip_events.swap(0, Relaxed),
            clipped_samples: shared.clipped_samples.swap(0, Relaxed),
        }
    }

    /// Asks the audio thread for something; it is done when the host next processes audio.
    ///
    /// # Errors
    ///
    /// When the audio thread has not taken the last [`COMMANDS_WAITING_MAX`](crate::bridge::COMMANDS_WAITING_MAX).
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn send(&mut self, command: AudioCommand) -> Result<(), SendError> {
        self.shared
            .commands
            .push(command)
            .map_err(|_| SendError::Full)
    }
}
