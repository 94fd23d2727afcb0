//! In the place of `triple_buffer`.
//!
//! Everything that was ever written stays where it is, and a number tells which is the newest. The reader finds it or, as
//! long as it does not know of it by another way, an older one, but never one older than it has found before.

use std::sync::Arc;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Release;

use loom::cell::UnsafeCell;
use loom::sync::atomic::AtomicUsize;

/// Most that one model writes.
const WRITTEN_MAX: usize = 8;

#[derive(Debug)]
struct Written<T> {
    all: Vec<UnsafeCell<T>>,
    newest: AtomicUsize,
}

// SAFETY: loom's cell tells when one thread writes what another one reads.
unsafe impl<T: Send> Sync for Written<T> {}

#[derive(Debug)]
pub struct Input<T> {
    written: Arc<Written<T>>,
    newest: usize,
}

#[derive(Debug)]
pub struct Output<T> {
    written: Arc<Written<T>>,
    found: T,
}

pub fn triple_buffer<T: Clone>(first: &T) -> (Input<T>, Output<T>) {
    let written = Arc::new(Written {
        all: (0..WRITTEN_MAX)
            .map(|_| UnsafeCell::new(first.clone()))
            .collect(),
        newest: AtomicUsize::new(0),
    });
    let input = Input {
        written: Arc::clone(&written),
        newest: 0,
    };
    let found = first.clone();
    (input, Output { written, found })
}

impl<T> Input<T> {
    pub fn write(&mut self, value: T) {
        self.newest += 1;
        // SAFETY: nobody reads what the number does not tell of yet.
        self.written.all[self.newest].with_mut(|place| unsafe { *place = value });
        self.written.newest.store(self.newest, Release);
    }
}

impl<T: Clone> Output<T> {
    pub fn read(&mut self) -> &T {
        let newest = self.written.newest.load(Acquire);
        // SAFETY: what the number tells of is never written again.
        self.found = self.written.all[newest].with(|place| unsafe { (*place).clone() });
        &self.found
    }
}
