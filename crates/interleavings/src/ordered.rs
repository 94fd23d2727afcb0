//! What goes through queues: order, losses, restarts, and what flags tell about them.

use loom::thread;

use crate::Model;
use crate::bridge::AudioCommand;
use crate::bridge::connect;
use crate::bridge::worker::Listener;
use crate::bridge::worker::WorkerEnd;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;

pub const MODELS: [Model; 12] = [
    Model {
        name: "blocks-and-events-arrive-in-the-order-they-were-measured",
        room: 4,
        threads: order_is_kept,
    },
    Model {
        name: "event-before-any-block-waits-for-no-block",
        room: 4,
        threads: lone_events_arrive,
    },
    Model {
        name: "what-found-no-room-is-counted-once-and-the-rest-is-in-order",
        room: 1,
        threads: losses_are_counted,
    },
    Model {
        name: "events-behind-a-lost-block-still-arrive",
        room: 1,
        threads: events_behind_losses,
    },
    Model {
        name: "restart-is-told-once-and-hides-what-was-before",
        room: 4,
        threads: restart_hides,
    },
    Model {
        name: "events-from-before-a-restart-are-hidden-after-it",
        room: 4,
        threads: restart_hides_events,
    },
    Model {
        name: "losses-of-the-old-measurement-are-not-counted-in-the-new-one",
        room: 1,
        threads: losses_stay_in_their_generation,
    },
    Model {
        name: "side-chain-loses-nothing-and-keeps-its-order",
        room: 2,
        threads: side_chain,
    },
    Model {
        name: "offline-rendering-that-waits-loses-nothing",
        room: 1,
        threads: offline_waits,
    },
    Model {
        name: "all-of-a-rendering-is-in-once-it-is-known-to-be-over",
        room: 4,
        threads: end_of_rendering,
    },
    Model {
        name: "all-before-a-failure-is-in-once-the-failure-is-known",
        room: 4,
        threads: failure_is_last,
    },
    Model {
        name: "commands-arrive-in-order-or-are-refused",
        room: 1,
        threads: commands,
    },
];

/// What was heard, in order.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Heard {
    Restart,
    Block(u64),
    Clip(u32),
    Reference(u64),
    Dropped(u64),
}

use Heard::Block;
use Heard::Clip;
use Heard::Dropped;
use Heard::Reference;
use Heard::Restart;

#[derive(Default)]
struct Log(Vec<Heard>);

impl Listener for Log {
    fn restarted(&mut self) {
        self.0.push(Restart);
    }

    fn block(&mut self, block: &MeterBlock, _rendering: Rendering) {
        self.0.push(Block(block.sequence));
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push(Clip(event.serial));
    }

    fn reference_block(&mut self, block: &MeterBlock) {
        self.0.push(Reference(block.sequence));
    }

    fn dropped(&mut self, count: u64) {
        self.0.push(Dropped(count));
    }
}

impl Log {
    fn lost(&self) -> u64 {
        let counts = self.0.iter().filter_map(|heard| match heard {
            Dropped(count) => Some(*count),
            _ => None,
        });
        counts.sum()
    }

    fn arrived(&self) -> Vec<Heard> {
        let is_loss = |heard: &Heard| matches!(heard, Dropped(_));
        self.0
            .iter()
            .copied()
            .filter(|heard| !is_loss(heard))
            .collect()
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

/// Takes in all that is left once the audio thread is known to have ended.
fn drain(worker: &mut WorkerEnd, log: &mut Log) {
    while worker.drain(log) > 0 {}
}

fn order_is_kept() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_clip(&clip(0));
        audio.send_block(&block(0));
        audio.send_clip(&clip(1));
        audio.send_block(&block(1));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    assert_eq!(log.0, [Clip(0), Block(0), Clip(1), Block(1)]);
}

fn lone_events_arrive() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_clip(&clip(0));
        audio.send_clip(&clip(1));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    assert_eq!(log.0, [Clip(0), Clip(1)]);
}

fn losses_are_counted() {
    let sent = [Block(0), Clip(0), Block(1)];
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_block(&block(0));
        audio.send_clip(&clip(0));
        audio.send_block(&block(1));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    let arrived = log.arrived();
    assert_eq!(arrived.len() as u64 + log.lost(), sent.len() as u64);
    let mut following = sent.iter();
    assert!(
        arrived
            .iter()
            .all(|one| following.any(|other| other == one)),
        "{:?}",
        log.0
    );
}

fn events_behind_losses() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_block(&block(0));
        audio.send_block(&block(1));
        audio.send_clip(&clip(0));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    assert_eq!(log.arrived().last(), Some(&Clip(0)), "{:?}", log.0);
}

fn restart_hides() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_block(&block(0));
        audio.begin_generation();
        audio.send_clip(&clip(1));
        audio.send_block(&block(1));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    let restart = log.0.iter().position(|heard| *heard == Restart).unwrap();
    let (before, after) = log.0.split_at(restart);
    assert!([Block(0)].starts_with(before), "{:?}", log.0);
    assert_eq!(after, [Restart, Clip(1), Block(1)]);
}

fn restart_hides_events() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_clip(&clip(0));
        audio.begin_generation();
        audio.send_clip(&clip(1));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    let restart = log.0.iter().position(|heard| *heard == Restart).unwrap();
    let (before, after) = log.0.split_at(restart);
    assert!([Clip(0)].starts_with(before), "{:?}", log.0);
    assert_eq!(after, [Restart, Clip(1)]);
}

fn losses_stay_in_their_generation() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        // One block too many before, two after.
        audio.send_block(&block(0));
        audio.send_block(&block(1));
        audio.begin_generation();
        audio.send_block(&block(2));
        audio.send_block(&block(3));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    let restart = log.0.iter().position(|heard| *heard == Restart).unwrap();
    let all = std::mem::take(&mut log.0);
    let after = Log(all[restart + 1..].to_vec());
    assert_eq!(after.arrived().len() as u64 + after.lost(), 2, "{all:?}");
}

fn side_chain() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_reference_block(&block(0));
        audio.send_block(&block(0));
        audio.send_reference_block(&block(1));
    });
    let mut log = Log::default();
    worker.drain(&mut log);
    sender.join().unwrap();
    drain(&mut worker, &mut log);
    log.0.retain(|heard| *heard != Block(0));
    assert_eq!(log.0, [Reference(0), Reference(1)]);
}

fn offline_waits() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.set_rendering(Rendering::Offline);
        audio.send_block(&block(0));
        audio.send_block(&block(1));
    });
    let mut log = Log::default();
    while log.0.len() < 2 {
        if worker.drain(&mut log) == 0 {
            thread::yield_now();
        }
    }
    sender.join().unwrap();
    assert_eq!(log.0, [Block(0), Block(1)]);
}

fn end_of_rendering() {
    let (mut audio, mut worker, _editor) = connect();
    audio.set_rendering(Rendering::Offline);
    let sender = thread::spawn(move || {
        audio.send_block(&block(0));
        audio.send_clip(&clip(0));
        audio.end_rendering();
    });
    let mut log = Log::default();
    let is_over = !worker.is_rendering_offline();
    worker.drain(&mut log);
    assert!(!is_over || log.0 == [Block(0), Clip(0)], "{:?}", log.0);
    sender.join().unwrap();
}

fn failure_is_last() {
    let (mut audio, mut worker, _editor) = connect();
    let sender = thread::spawn(move || {
        audio.send_block(&block(0));
        audio.report_failure();
    });
    let mut log = Log::default();
    let has_failed = worker.has_failed();
    worker.drain(&mut log);
    assert!(!has_failed || log.0 == [Block(0)]);
    sender.join().unwrap();
    assert!(worker.has_failed());
}

fn commands() {
    let (mut audio, _worker, mut editor) = connect();
    let asking = thread::spawn(move || {
        let sent = (0..2).filter(|_| editor.send(AudioCommand::Reset).is_ok());
        sent.count()
    });
    let mut taken = usize::from(audio.next_command().is_some());
    taken += usize::from(audio.next_command().is_some());
    let sent = asking.join().unwrap();
    while audio.next_command().is_some() {
        taken += 1;
    }
    assert!(sent >= 1);
    assert_eq!(taken, sent);
}
