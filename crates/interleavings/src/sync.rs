//! In the place of `src/sync.rs`: loom's types, and stand-ins for those of crates that loom does not know.
//!
//! A stand-in promises what the documentation of the crate promises and not more, so that what holds with it holds with
//! the crate. The crates themselves are proven by their own tests.

mod float;
mod newest;
pub mod queue;

use std::time::Duration;

pub use loom::sync::Condvar;
pub use loom::sync::Mutex;
pub use loom::sync::MutexGuard;
pub use loom::sync::atomic::AtomicBool;
pub use loom::sync::atomic::AtomicU32;
pub use loom::sync::atomic::AtomicU64;
pub use loom::thread::Builder;

pub use crate::sync::float::AtomicF32;
pub use crate::sync::newest::Input;
pub use crate::sync::newest::Output;
pub use crate::sync::newest::triple_buffer;
pub use crate::sync::queue::ArrayQueue;

/// There is no time here: somebody else's turn.
pub fn sleep(_duration: Duration) {
    loom::thread::yield_now();
}
