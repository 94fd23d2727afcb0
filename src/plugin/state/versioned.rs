//! Something that one thread changes and others follow.

use std::sync::PoisonError;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Release;

use crate::sync::AtomicU64;
use crate::sync::Mutex;

/// A thing, and how often it was changed. Not for the audio thread: there is a lock in it.
#[derive(Debug, Default)]
pub(in crate::plugin) struct Versioned<T> {
    thing: Mutex<T>,
    revision: AtomicU64,
}

impl<T> Versioned<T> {
    /// Grows with every change. Read it before the thing: a change in between is then found again, never missed.
    pub(in crate::plugin) fn revision(&self) -> u64 {
        self.revision.load(Acquire)
    }

    /// Looks at the thing.
    pub(in crate::plugin) fn look<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.thing.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the thing.
    pub(in crate::plugin) fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.thing.lock().unwrap_or_else(PoisonError::into_inner));
        self.revision.fetch_add(1, Release);
        result
    }
}
