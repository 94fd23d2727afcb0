//! What threads share, named in one place.
//!
//! The code that lets threads work together takes its atomics, queues, locks and threads from here and from nowhere
//! else. `crates/interleavings` compiles the same files with other types of the same names, to try every order in which
//! threads can come to their turns; `THREADS.md` lists what is shown there.

pub(crate) use std::sync::Condvar;
pub(crate) use std::sync::Mutex;
pub(crate) use std::sync::MutexGuard;
pub(crate) use std::sync::atomic::AtomicBool;
pub(crate) use std::sync::atomic::AtomicU32;
pub(crate) use std::sync::atomic::AtomicU64;
pub(crate) use std::thread::Builder;
pub(crate) use std::thread::sleep;

pub(crate) use atomic_float::AtomicF32;
pub(crate) use crossbeam::queue::ArrayQueue;
pub(crate) use triple_buffer::Input;
pub(crate) use triple_buffer::Output;
pub(crate) use triple_buffer::triple_buffer;
