//! The worker's end: takes in what was measured, in order, and shows answers to the editor.

use std::sync::Arc;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Relaxed;

use crate::bridge::shared::DROPPED_GENERATION;
use crate::bridge::shared::Shared;
use crate::bridge::shared::TicketedEvent;
use crate::model::answer::Answer;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;
use crate::sync::Input;

/// Takes in what the audio thread measured.
pub trait Listener {
    /// What follows is measured from nothing: forget what came before.
    fn restarted(&mut self);
    /// 100 ms of the mix, and how the host was calling then.
    fn block(&mut self, block: &MeterBlock, rendering: Rendering);
    /// The newest state of a clip event.
    fn clip(&mut self, event: &ClipEvent);
    /// 100 ms of the side-chain.
    fn reference_block(&mut self, block: &MeterBlock);
    /// So many blocks and events found no room and are lost.
    fn dropped(&mut self, count: u64);
}

/// What the worker owns.
#[derive(Debug)]
pub struct WorkerEnd {
    shared: Arc<Shared>,
    answers: Input<Option<Arc<Answer>>>,
    generation: u32,
    /// An event that was sent after blocks which had not been taken in yet.
    early: Option<TicketedEvent>,
}

impl WorkerEnd {
    pub(super) fn new(shared: Arc<Shared>, answers: Input<Option<Arc<Answer>>>) -> Self {
        Self {
            shared,
            answers,
            generation: 0,
            early: None,
        }
    }

    /// Hands over what is waiting, blocks and clip events of the mix in the order they were measured. Returns how much
    /// it was.
    ///
    /// Ends when the queues have been empty once or a queue's length has been taken, whichever is first.
    ///
    /// # Real-time
    ///
    /// Not safe: the listener may do anything.
    pub fn drain(&mut self, listener: &mut impl Listener) -> usize {
        let mut taken = 0;
        let generation = self.shared.generation.load(Acquire);
        self.enter(generation, listener);
        // Read before the queue is found empty: blocks up to this number are then taken in or lost, so that events sent
        // before it are not early any more.
        let blocks_sent = self.shared.blocks_sent.load(Acquire);
        let mut is_empty = false;
        while taken < self.shared.blocks.capacity() {
            let Some(ticketed) = self.shared.blocks.pop() else {
                is_empty = true;
                break;
            };
            taken += self.hand_over_events(ticketed.ticket, listener);
            if self.enter(ticketed.block.generation, listener) == Age::Current {
                listener.block(&ticketed.block, ticketed.rendering);
            }
            taken += 1;
        }
        if is_empty {
            taken += self.hand_over_events(blocks_sent, listener);
        }
        taken += self.hand_over_reference(listener);
        taken + self.hand_over_losses(listener)
    }

    /// Whether metering has given up after an internal error.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.shared.has_failed.load(Acquire)
    }

    /// Whether the host renders offline now, or says so. What it sent before may still wait to be drained.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn is_rendering_offline(&self) -> bool {
        self.shared.is_rendering_offline.load(Acquire)
    }

    /// Shows an answer to the editor.
    ///
    /// # Real-time
    ///
    /// Not safe: frees an older answer.
    pub fn publish(&mut self, answer: Arc<Answer>) {
        self.answers.write(Some(answer));
    }

    fn hand_over_events(&mut self, blocks_taken: u64, listener: &mut impl Listener) -> usize {
        let mut taken = 0;
        while let Some(ticketed) = self.early.take().or_else(|| self.shared.events.pop()) {
            if ticketed.blocks_before > blocks_taken {
                self.early = Some(ticketed);
                break;
            }
            if self.enter(ticketed.event.generation, listener) == Age::Current {
                listener.clip(&ticketed.event);
            }
            taken += 1;
        }
        taken
    }

    fn hand_over_reference(&mut self, listener: &mut impl Listener) -> usize {
        let mut taken = 0;
        while taken < self.shared.reference_blocks.capacity() {
            let Some(block) = self.shared.reference_blocks.pop() else {
                break;
            };
            if self.enter(block.generation, listener) == Age::Current {
                listener.reference_block(&block);
            }
            taken += 1;
        }
        taken
    }

    fn hand_over_losses(&mut self, listener: &mut impl Listener) -> usize {
        let dropped = self.shared.dropped.fetch_and(DROPPED_GENERATION, Relaxed);
        let count = dropped & !DROPPED_GENERATION;
        if count == 0 || self.enter((dropped >> 32) as u32, listener) == Age::Outdated {
            return 0;
        }
        listener.dropped(count);
        1
    }

    /// Goes on to a newer generation; an older one is what was still queued when the measurement was restarted.
    fn enter(&mut self, generation: u32, listener: &mut impl Listener) -> Age {
        let ahead = generation.wrapping_sub(self.generation);
        if ahead == 0 {
            return Age::Current;
        }
        if ahead > u32::MAX / 2 {
            return Age::Outdated;
        }
        self.generation = generation;
        listener.restarted();
        Age::Current
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Age {
    Current,
    Outdated,
}
