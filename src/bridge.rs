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
use crate::sync::triple_buffer;

/// Blocks of the mix that wait for the worker at most: 102 s of audio, 2 MiB.
///
/// Twenty-five seconds would do for a host that plays; a host that renders without saying so (or a test) pushes
/// minutes of song through in a second, while the worker may not get the processor for a tenth of it.
pub const BLOCKS_WAITING_MAX: usize = 768;

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
    let (frames_in, frames_out) = triple_buffer(&MeterFrame::default());
    let (answers_in, answers_out) = triple_buffer(&None);
    (
        AudioEnd::new(Arc::clone(&shared), frames_in),
        WorkerEnd::new(Arc::clone(&shared), answers_in),
        EditorEnd::new(shared, frames_out, answers_out),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bridge::worker::Listener;
    use crate::model::block::MeterBlock;
    use crate::model::block::Rendering;
    use crate::model::event::ClipEvent;

    /// What was heard, in order.
    #[derive(Debug, PartialEq)]
    enum Heard {
        Restart,
        Block(u64),
        Clip(u32),
        Reference(u64),
        Dropped(u64),
    }

    #[derive(Default)]
    struct Log(Vec<Heard>);

    impl Listener for Log {
        fn restarted(&mut self) {
            self.0.push(Heard::Restart);
        }

        fn block(&mut self, block: &MeterBlock, _rendering: Rendering) {
            self.0.push(Heard::Block(block.sequence));
        }

        fn clip(&mut self, event: &ClipEvent) {
            self.0.push(Heard::Clip(event.serial));
        }

        fn reference_block(&mut self, block: &MeterBlock) {
            self.0.push(Heard::Reference(block.sequence));
        }

        fn dropped(&mut self, count: u64) {
            self.0.push(Heard::Dropped(count));
        }
    }

    fn block(sequence: u64) -> MeterBlock {
        MeterBlock {
            sequence,
            ..MeterBlock::default()
        }
    }

    fn clip(serial: u32) -> ClipEvent {
        ClipEvent {
            serial,
            ..ClipEvent::default()
        }
    }

    fn drained(worker: &mut WorkerEnd) -> Vec<Heard> {
        let mut log = Log::default();
        worker.drain(&mut log);
        log.0
    }

    #[test]
    fn blocks_and_events_arrive_in_the_order_they_were_measured() {
        let (mut audio, mut worker, _editor) = connect();
        audio.send_clip(&clip(0));
        audio.send_block(&block(0));
        audio.send_clip(&clip(1));
        audio.send_clip(&clip(2));
        audio.send_block(&block(1));
        audio.send_block(&block(2));
        audio.send_clip(&clip(3));
        assert_eq!(
            drained(&mut worker),
            [
                Heard::Clip(0),
                Heard::Block(0),
                Heard::Clip(1),
                Heard::Clip(2),
                Heard::Block(1),
                Heard::Block(2),
                Heard::Clip(3),
            ]
        );
    }

    #[test]
    fn what_found_no_room_is_counted() {
        let (mut audio, mut worker, _editor) = connect();
        let lost = 7;
        for sequence in 0..(BLOCKS_WAITING_MAX as u64 + lost) {
            audio.send_block(&block(sequence));
        }
        let heard = drained(&mut worker);
        assert_eq!(heard.len(), BLOCKS_WAITING_MAX + 1);
        assert_eq!(heard.last(), Some(&Heard::Dropped(lost)));
        assert_eq!(drained(&mut worker), [], "losses are told once");
    }

    #[test]
    fn events_after_lost_blocks_still_arrive() {
        let (mut audio, mut worker, _editor) = connect();
        for sequence in 0..=BLOCKS_WAITING_MAX as u64 {
            audio.send_block(&block(sequence));
        }
        audio.send_clip(&clip(5));
        assert!(
            drained(&mut worker).contains(&Heard::Clip(5)) || {
                // A queue's length has been taken: the rest comes next time.
                drained(&mut worker).contains(&Heard::Clip(5))
            }
        );
    }

    #[test]
    fn restart_hides_what_was_measured_before() {
        let (mut audio, mut worker, _editor) = connect();
        audio.send_block(&block(0));
        audio.send_clip(&clip(0));
        audio.begin_generation();
        audio.send_block(&block(1));
        assert_eq!(drained(&mut worker), [Heard::Restart, Heard::Block(1)]);
    }

    #[test]
    fn losses_before_a_restart_are_not_counted_after_it() {
        let (mut audio, mut worker, _editor) = connect();
        for sequence in 0..=BLOCKS_WAITING_MAX as u64 {
            audio.send_block(&block(sequence));
        }
        audio.begin_generation();
        assert_eq!(drained(&mut worker), [Heard::Restart]);
        for sequence in 0..=BLOCKS_WAITING_MAX as u64 {
            audio.send_block(&block(sequence));
        }
        assert_eq!(drained(&mut worker).last(), Some(&Heard::Dropped(1)));
    }

    #[test]
    fn restart_is_told_although_nothing_follows() {
        let (mut audio, mut worker, _editor) = connect();
        audio.send_block(&block(0));
        assert_eq!(drained(&mut worker), [Heard::Block(0)]);
        audio.begin_generation();
        assert_eq!(drained(&mut worker), [Heard::Restart]);
    }

    #[test]
    fn side_chain_arrives_beside_the_mix() {
        let (mut audio, mut worker, _editor) = connect();
        audio.send_reference_block(&block(0));
        audio.send_block(&block(0));
        assert_eq!(drained(&mut worker), [Heard::Block(0), Heard::Reference(0)]);
    }

    #[test]
    fn offline_rendering_waits_for_the_worker() {
        let (mut audio, mut worker, _editor) = connect();
        let count = 4 * BLOCKS_WAITING_MAX as u64;
        audio.set_rendering(Rendering::Offline);
        let mut log = Log::default();
        std::thread::scope(|scope| {
            let sender = scope.spawn(move || {
                for sequence in 0..count {
                    audio.send_block(&block(sequence));
                }
            });
            while !sender.is_finished() {
                worker.drain(&mut log);
            }
            while worker.drain(&mut log) > 0 {}
        });
        assert!((0..count).map(Heard::Block).eq(log.0));
    }

    #[test]
    fn dead_worker_does_not_hold_up_rendering_twice() {
        let (mut audio, _worker, _editor) = connect();
        audio.set_rendering(Rendering::Offline);
        let started = std::time::Instant::now();
        for sequence in 0..(BLOCKS_WAITING_MAX as u64 + 100) {
            audio.send_block(&block(sequence));
        }
        // Half a second of patience in all, twice that on a busy machine.
        assert!(started.elapsed().as_secs_f64() < 5.0);
    }

    #[test]
    fn threads_lose_nothing_between_them_and_keep_the_order() {
        let (mut audio, mut worker, _editor) = connect();
        let count = 50_000;
        audio.set_rendering(Rendering::Offline);
        let mut log = Log::default();
        std::thread::scope(|scope| {
            let sender = scope.spawn(move || {
                for sequence in 0..count {
                    audio.send_clip(&clip(sequence));
                    audio.send_block(&block(u64::from(sequence)));
                }
            });
            while !sender.is_finished() {
                worker.drain(&mut log);
            }
            while worker.drain(&mut log) > 0 {}
        });
        let expected =
            (0..count).flat_map(|serial| [Heard::Clip(serial), Heard::Block(u64::from(serial))]);
        assert!(expected.eq(log.0));
    }

    #[test]
    fn peak_between_two_looks_is_not_lost() {
        let (mut audio, _worker, mut editor) = connect();
        for peak in [0.2, 0.9, 0.1] {
            audio.send_block(&MeterBlock {
                sample_peak: [peak, 0.0],
                true_peak: [peak * 1.1, 0.0],
                ..MeterBlock::default()
            });
        }
        let extremes = editor.take_extremes();
        assert_eq!(extremes.sample_peak, [0.9, 0.0]);
        assert_eq!(extremes.true_peak, [0.9 * 1.1, 0.0]);
        assert_eq!(editor.take_extremes().sample_peak, [0.0, 0.0]);
    }

    #[test]
    fn clips_between_two_looks_are_counted_once() {
        let (mut audio, _worker, mut editor) = connect();
        let frame = |measured_frames, clip_events, clipped_samples| MeterFrame {
            sample_rate_hz: 48_000.0,
            measured_frames,
            clip_events,
            clipped_samples,
            ..MeterFrame::default()
        };
        audio.publish(&frame(480, 1, 3));
        audio.publish(&frame(960, 2, 10));
        let extremes = editor.take_extremes();
        assert_eq!((extremes.clip_events, extremes.clipped_samples), (2, 10));
        audio.begin_generation();
        audio.publish(&frame(480, 1, 1));
        let extremes = editor.take_extremes();
        assert_eq!((extremes.clip_events, extremes.clipped_samples), (1, 1));
    }

    #[test]
    fn view_sees_the_newest_frame_with_its_generation() {
        let (mut audio, _worker, mut editor) = connect();
        audio.begin_generation();
        let mut frame = MeterFrame {
            sample_rate_hz: 48_000.0,
            ..MeterFrame::default()
        };
        for measured_frames in [480, 960, 1440] {
            frame.measured_frames = measured_frames;
            audio.publish(&frame);
        }
        assert_eq!(editor.frame().measured_frames, 1440);
        assert_eq!(editor.frame().generation, 1);
    }

    #[test]
    fn view_never_sees_half_a_frame() {
        let (mut audio, _worker, mut editor) = connect();
        let writer = std::thread::spawn(move || {
            for step in 1..=20_000_u64 {
                let level = step as f32;
                audio.publish(&MeterFrame {
                    sample_rate_hz: 48_000.0,
                    measured_frames: step * 480,
                    momentary_lufs: level,
                    spectrum: [level; crate::model::bands::FINE_BANDS],
                    ..MeterFrame::default()
                });
            }
        });
        while !writer.is_finished() {
            let frame = editor.frame();
            if frame.measured_frames > 0 {
                let level = (frame.measured_frames / 480) as f32;
                assert_eq!(frame.momentary_lufs, level);
                assert!(frame.spectrum.iter().all(|power| *power == level));
            }
        }
        writer.join().unwrap();
    }

    #[test]
    fn command_that_finds_no_room_is_refused() {
        let (mut audio, _worker, mut editor) = connect();
        for _ in 0..COMMANDS_WAITING_MAX {
            assert_eq!(editor.send(AudioCommand::Reset), Ok(()));
        }
        assert_eq!(editor.send(AudioCommand::Reset), Err(SendError::Full));
        assert_eq!(audio.next_command(), Some(AudioCommand::Reset));
        assert_eq!(editor.send(AudioCommand::Reset), Ok(()));
    }

    #[test]
    fn queues_of_one_instance_stay_within_five_mebibytes() {
        let blocks = BLOCKS_WAITING_MAX + REFERENCE_BLOCKS_WAITING_MAX;
        let bytes = blocks * (size_of::<MeterBlock>() + 16)
            + EVENTS_WAITING_MAX * (size_of::<ClipEvent>() + 16);
        assert!(bytes < 5 << 20, "{bytes} bytes");
    }
}
