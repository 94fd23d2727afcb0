//! What the three ends have in common: queues, extremes and counters.

use crate::bridge::AudioCommand;
use crate::bridge::BLOCKS_WAITING_MAX;
use crate::bridge::COMMANDS_WAITING_MAX;
use crate::bridge::EVENTS_WAITING_MAX;
use crate::bridge::REFERENCE_BLOCKS_WAITING_MAX;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;
use crate::sync::ArrayQueue;
use crate::sync::AtomicBool;
use crate::sync::AtomicF32;
use crate::sync::AtomicU32;
use crate::sync::AtomicU64;

/// A clip event and how many blocks were sent before it, so that both can be read in the order they were measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct TicketedEvent {
    pub(super) blocks_before: u64,
    pub(super) event: ClipEvent,
}

/// A block and its number among all that were sent, lost ones included.
#[derive(Clone, Copy, Debug)]
pub(super) struct TicketedBlock {
    pub(super) ticket: u64,
    pub(super) rendering: Rendering,
    pub(super) block: MeterBlock,
}

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) blocks: ArrayQueue<TicketedBlock>,
    pub(super) reference_blocks: ArrayQueue<MeterBlock>,
    pub(super) events: ArrayQueue<TicketedEvent>,
    pub(super) commands: ArrayQueue<AudioCommand>,
    /// Blocks sent, lost ones included. Raised after the block was queued.
    pub(super) blocks_sent: AtomicU64,
    /// The generation that is being measured, above 32 bits for the blocks and events of it that found no room since the
    /// worker last looked: one number, so that nothing is counted as lost of a measurement that it was no part of.
    pub(super) dropped: AtomicU64,
    /// The generation that is being measured.
    pub(super) generation: AtomicU32,
    /// Metering gave up after an internal error.
    pub(super) has_failed: AtomicBool,
    /// The host renders offline, or says so.
    pub(super) is_rendering_offline: AtomicBool,
    pub(super) sample_peak: [AtomicF32; 2],
    pub(super) true_peak: [AtomicF32; 2],
    pub(super) clip_events: AtomicU32,
    pub(super) clipped_samples: AtomicU64,
}

/// The part of [`Shared::dropped`] that tells the generation.
pub(super) const DROPPED_GENERATION: u64 = !(u32::MAX as u64);

impl Shared {
    pub(super) fn new() -> Self {
        Self {
            blocks: ArrayQueue::new(BLOCKS_WAITING_MAX),
            reference_blocks: ArrayQueue::new(REFERENCE_BLOCKS_WAITING_MAX),
            events: ArrayQueue::new(EVENTS_WAITING_MAX),
            commands: ArrayQueue::new(COMMANDS_WAITING_MAX),
            blocks_sent: AtomicU64::new(0),
            dropped: AtomicU64::new(0),
            generation: AtomicU32::new(0),
            has_failed: AtomicBool::new(false),
            is_rendering_offline: AtomicBool::new(false),
            sample_peak: [AtomicF32::new(0.0), AtomicF32::new(0.0)],
            true_peak: [AtomicF32::new(0.0), AtomicF32::new(0.0)],
            clip_events: AtomicU32::new(0),
            clipped_samples: AtomicU64::new(0),
        }
    }
}
