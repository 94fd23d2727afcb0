//! Everything in Triage that reads bytes from outside, made to read bytes that nobody meant.
//!
//! Each target is one function from bytes to nothing that panics where a promise is broken. `cargo xtask fuzz` lets
//! libFuzzer look for such bytes, `tests/replay.rs` repeats what was found, in bounded memory and time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a target says that a promise is broken"
)]

pub mod arguments;
pub mod audio;
pub mod live;
pub mod plugin;
pub mod profile;
pub mod state;
pub mod versions;

mod bytes;
mod document;
mod song;

/// What the state of a project shares, as in the plug-in.
mod sync {
    pub(crate) use std::sync::Mutex;
    pub(crate) use std::sync::atomic::AtomicU64;
}

// The sources in `plugin` name their neighbours as the plug-in does.
pub use triage::analysis;
pub use triage::model;
pub use triage::storage;

/// One way in for bytes from outside.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Name of its program, and of its folders below `corpus` and `seeds`.
    pub name: &'static str,
    /// Reads the bytes and does with what they hold what Triage does with it.
    pub run: fn(&[u8]),
    /// Most memory that reading an input of 2 KB may take at a time, bytes.
    pub heap_bytes_max: usize,
}

const MIB: usize = 1 << 20;

/// All of them.
pub const TARGETS: [Target; 6] = [
    Target {
        name: "arguments",
        run: arguments::run,
        heap_bytes_max: 4 * MIB,
    },
    Target {
        name: "audio",
        run: audio::run,
        heap_bytes_max: 32 * MIB,
    },
    Target {
        name: "live",
        run: live::run,
        heap_bytes_max: 32 * MIB,
    },
    Target {
        name: "profile",
        run: profile::run,
        heap_bytes_max: 8 * MIB,
    },
    Target {
        name: "state",
        run: state::run,
        heap_bytes_max: 32 * MIB,
    },
    Target {
        name: "versions",
        run: versions::run,
        heap_bytes_max: 32 * MIB,
    },
];
