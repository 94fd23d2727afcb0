//! Stand-in while the real one is being written elsewhere: remembers nothing but what was counted.

use crate::model::block::Clock;
use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::measurement::Measurement;

/// The song as heard.
#[derive(Debug, Default)]
pub struct Programme {
    dropped_blocks: u64,
    clock: Clock,
}

impl Programme {
    /// Nothing heard.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next 100 ms.
    pub fn push_block(&mut self, block: &MeterBlock) {
        self.clock = block.clock;
    }

    /// Takes in clipping.
    pub fn push_event(&mut self, _event: &ClipEvent) {}

    /// Counts losses.
    pub fn add_dropped(&mut self, blocks: u64) {
        self.dropped_blocks += blocks;
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        *self = Self::new();
    }

    /// What has been measured.
    #[must_use]
    pub fn measurement(&self) -> Measurement {
        Measurement {
            dropped_blocks: self.dropped_blocks,
            ..Measurement::default()
        }
    }

    /// Whether the transport moves.
    #[must_use]
    pub fn is_rolling(&self) -> bool {
        self.clock != Clock::Stopped
    }

    /// Song time heard, seconds.
    #[must_use]
    pub fn heard_s(&self) -> f64 {
        0.0
    }
}
