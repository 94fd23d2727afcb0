//! The same files with the types that they are shipped with, and their own unit tests: small enough to be built under
//! ThreadSanitizer, which `cargo xtask tsan` does. Models know no more than their stand-ins; this runs the real queues.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests use a part of what they test, and one that cannot go on should stop"
)]

#[path = "../../../src"]
mod source {
    pub mod bridge;
    pub mod model;
    pub mod sync;
    pub mod units;
}

#[path = "../../../src/plugin"]
mod plugin {
    pub mod state {
        pub mod versioned;
    }
    pub mod history {
        pub mod archive;
    }

    mod tests {
        use std::sync::Arc;

        use crate::plugin::state::versioned::Versioned;

        #[test]
        fn follower_ends_with_the_last_of_many_changes() {
            let cell = Arc::new(Versioned::<u64>::default());
            let changing = Arc::clone(&cell);
            let host = std::thread::spawn(move || {
                for number in 1..=20_000 {
                    changing.change(|thing| *thing = number);
                }
            });
            let (mut seen, mut known) = (0, 0);
            while known < 20_000 {
                let revision = cell.revision();
                if revision != seen {
                    seen = revision;
                    let newer = cell.look(|thing| *thing);
                    assert!(newer >= known);
                    known = newer;
                }
            }
            host.join().unwrap();
        }
    }
}

use source::bridge;
use source::model;
use source::sync;
use source::units;

mod extremes {
    use crate::bridge::connect;
    use crate::model::block::MeterBlock;
    use crate::model::frame::MeterFrame;

    #[test]
    fn many_looks_see_every_peak_once_and_all_clips() {
        let (mut audio, _worker, mut editor) = connect();
        let steps = 20_000_u32;
        let sender = std::thread::spawn(move || {
            for step in 1..=steps {
                audio.send_block(&MeterBlock {
                    sample_peak: [step as f32, 0.0],
                    ..MeterBlock::default()
                });
                audio.publish(&MeterFrame {
                    sample_rate_hz: 48_000.0,
                    measured_frames: u64::from(step) * 480,
                    clip_events: step,
                    ..MeterFrame::default()
                });
            }
        });
        let (mut peak, mut clips) = (0.0, 0);
        while !sender.is_finished() {
            let extremes = editor.take_extremes();
            assert!(extremes.sample_peak[0] == 0.0 || extremes.sample_peak[0] > peak);
            peak = extremes.sample_peak[0].max(peak);
            clips += extremes.clip_events;
        }
        sender.join().unwrap();
        let extremes = editor.take_extremes();
        assert_eq!(extremes.sample_peak[0].max(peak), steps as f32);
        assert_eq!(clips + extremes.clip_events, steps);
    }
}
