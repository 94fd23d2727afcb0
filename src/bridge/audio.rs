//! The audio thread's end: hands over what was measured, takes commands.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::Ordering::Release;
use std::time::Duration;

use crate::bridge::AudioCommand;
use crate::bridge::shared::Shared;
use crate::bridge::shared::TicketedBlock;
use crate::bridge::shared::TicketedEvent;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;
use crate::model::frame::MeterFrame;
use crate::sync::ArrayQueue;
use crate::sync::Input;
use crate::sync::sleep;

/// How long one shortage of room may hold up an offline rendering. Emptying the queues takes the worker a few
/// milliseconds, so half a second without room means that it is gone; then rendering goes on and losses are counted.
const OFFLINE_WAIT_MS: u32 = 500;

/// What the audio thread owns. Everything it hands over is stamped with its own generation, so that a new engine
/// continues the count of the one before.
#[derive(Debug)]
pub struct AudioEnd {
    shared: Arc<Shared>,
    frames: Input<MeterFrame>,
    generation: u32,
    blocks_sent: u64,
    dropped: u32,
    rendering: Rendering,
    wait_ms: u32,
    wait_ms_left: u32,
    published: MeterFrame,
}

impl AudioEnd {
    pub(super) fn new(shared: Arc<Shared>, frames: Input<MeterFrame>) -> Self {
        Self {
            shared,
            frames,
            generation: 0,
            blocks_sent: 0,
            dropped: 0,
            rendering: Rendering::RealTime,
            wait_ms: 0,
            wait_ms_left: 0,
            published: MeterFrame::default(),
        }
    }

    /// Says how the host is calling from now on. Offline, a shortage of room is waited for: nobody listens, and a
    /// complete report is worth more. Only a hint, as some hosts leave it on: with room to spare there is no difference.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn set_rendering(&mut self, rendering: Rendering) {
        self.rendering = rendering;
        self.wait_ms = match rendering {
            Rendering::RealTime => 0,
            Rendering::Offline => OFFLINE_WAIT_MS,
        };
        self.wait_ms_left = self.wait_ms;
        let is_offline = rendering == Rendering::Offline;
        self.shared.is_rendering_offline.store(is_offline, Release);
    }

    /// The host stops calling: a rendering, if it was one, is over.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn end_rendering(&mut self) {
        self.shared.is_rendering_offline.store(false, Release);
    }

    /// Begins a measurement from nothing: whatever is handed over from now on does not mix with what came before.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn begin_generation(&mut self) {
        self.generation = self.generation.wrapping_add(1);
        self.dropped = 0;
        self.published = MeterFrame::default();
        let none_dropped = u64::from(self.generation) << 32;
        self.shared.dropped.swap(none_dropped, Relaxed);
        self.shared.generation.store(self.generation, Release);
    }

    /// Hands 100 ms of the mix to the worker, and their peaks to the editor.
    ///
    /// # Real-time
    ///
    /// Safe, but for [`Rendering::Offline`], which may sleep.
    pub fn send_block(&mut self, block: &MeterBlock) {
        for channel in 0..2 {
            self.shared.sample_peak[channel].fetch_max(block.sample_peak[channel], Relaxed);
            self.shared.true_peak[channel].fetch_max(block.true_peak[channel], Relaxed);
        }
        let mut ticketed = TicketedBlock {
            ticket: self.blocks_sent,
            rendering: self.rendering,
            block: *block,
        };
        ticketed.block.generation = self.generation;
        let queued = push(&self.shared.blocks, ticketed, &mut self.wait_ms_left);
        self.note(queued);
        self.blocks_sent += 1;
        self.shared.blocks_sent.store(self.blocks_sent, Release);
    }

    /// Hands the state of a clip event to the worker. It stays in order with the blocks.
    ///
    /// # Real-time
    ///
    /// Safe, but for [`Rendering::Offline`], which may sleep.
    pub fn send_clip(&mut self, event: &ClipEvent) {
        let mut ticketed = TicketedEvent {
            blocks_before: self.blocks_sent,
            event: *event,
        };
        ticketed.event.generation = self.generation;
        let queued = push(&self.shared.events, ticketed, &mut self.wait_ms_left);
        self.note(queued);
    }

    /// Hands 100 ms of the side-chain to the worker.
    ///
    /// # Real-time
    ///
    /// Safe, but for [`Rendering::Offline`], which may sleep.
    pub fn send_reference_block(&mut self, block: &MeterBlock) {
        let mut block = *block;
        block.generation = self.generation;
        let queued = push(&self.shared.reference_blocks, block, &mut self.wait_ms_left);
        self.note(queued);
    }

    /// Shows the meters to the editor, a hundred times a second at most.
    ///
    /// # Real-time
    ///
    /// Safe. Copies one frame when it is due.
    pub fn publish(&mut self, frame: &MeterFrame) {
        let advanced = frame
            .measured_frames
            .saturating_sub(self.published.measured_frames);
        let is_new_engine = frame.sample_rate_hz != self.published.sample_rate_hz;
        if !is_new_engine && (advanced as f64) < frame.sample_rate_hz / 100.0 {
            return;
        }
        // A frame's counts only grow within a generation; views want what came since their last look.
        let events = frame.clip_events.saturating_sub(self.published.clip_events);
        let samples = frame
            .clipped_samples
            .saturating_sub(self.published.clipped_samples);
        self.shared.clip_events.fetch_add(events, Relaxed);
        self.shared.clipped_samples.fetch_add(samples, Relaxed);
        self.published = *frame;
        self.published.generation = self.generation;
        self.published.dropped = self.dropped;
        self.frames.write(self.published);
    }

    /// The oldest thing the editor asks for.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn next_command(&mut self) -> Option<AudioCommand> {
        self.shared.commands.pop()
    }

    /// Says that metering has given up after an internal error. The report will tell.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn report_failure(&mut self) {
        self.shared.has_failed.store(true, Release);
    }

    fn note(&mut self, queued: Queued) {
        match queued {
            Queued::Yes => self.wait_ms_left = self.wait_ms,
            Queued::No => {
                self.dropped = self.dropped.saturating_add(1);
                self.shared.dropped.fetch_add(1, Relaxed);
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Queued {
    Yes,
    No,
}

/// Queues, waiting for room while there is patience left.
fn push<T>(queue: &ArrayQueue<T>, mut item: T, wait_ms_left: &mut u32) -> Queued {
    loop {
        item = match queue.push(item) {
            Ok(()) => return Queued::Yes,
            Err(rejected) => rejected,
        };
        if *wait_ms_left == 0 {
            return Queued::No;
        }
        *wait_ms_left -= 1;
        sleep(Duration::from_millis(1));
    }
}
