//! The code of Triage that threads share, in every order in which threads can come to their turns.
//!
//! The files of the plug-in are compiled here as they are, with loom's atomics, locks and threads in the place of the
//! system's ([`sync`]). A model lets two or three threads use them and states what must hold at the end; loom repeats it
//! until every order of their steps, and every older value that an atomic may still show, has been had.
//! `THREADS.md` says which claim is proven by which model. Names as arguments choose models.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "models use a part of what they test, and a model that cannot go on should stop"
)]

mod merged;
mod ordered;
mod plugin;
/// The files of the plug-in as they are.
#[path = "../../../src"]
mod source {
    pub mod bridge;
    pub mod model;
    pub mod units;
}
mod sync;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

// As the files call each other.
use source::bridge;
use source::model;
use source::units;

/// What is claimed, and the threads that must not be able to break it.
struct Model {
    name: &'static str,
    /// Items for which every queue has room.
    room: usize,
    threads: fn(),
}

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let models = ordered::MODELS
        .iter()
        .chain(&merged::MODELS)
        .chain(&plugin::MODELS);
    let chosen =
        models.filter(|model| wanted.is_empty() || wanted.iter().any(|name| name == model.name));
    let (mut held, mut failed, mut all) = (0, 0, 0);
    for model in chosen {
        let (count, outcome) = explore(model);
        println!("{outcome} {count:>9} interleavings  {}", model.name);
        all += count;
        if outcome == "ok  " {
            held += 1;
        } else {
            failed += 1;
        }
    }
    println!("{held} models hold, {failed} fail; {all} interleavings");
    if failed == 0 && held > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Every order of the steps of one model; how many there were, and how it went.
fn explore(model: &Model) -> (usize, &'static str) {
    let count = Arc::new(AtomicUsize::new(0));
    let (counted, threads, room) = (Arc::clone(&count), model.threads, model.room);
    let begun = Instant::now();
    let run = std::thread::spawn(move || {
        sync::queue::set_room(room);
        let mut builder = loom::model::Builder::new();
        builder.max_branches = 20_000;
        builder.check(move || {
            counted.fetch_add(1, Relaxed);
            threads();
        });
    });
    let outcome = if run.join().is_ok() { "ok  " } else { "FAIL" };
    print!("{:>6.1} s ", begun.elapsed().as_secs_f64());
    (count.load(Relaxed), outcome)
}
