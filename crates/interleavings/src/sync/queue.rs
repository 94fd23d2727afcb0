//! In the place of `crossbeam::queue::ArrayQueue`, for one sender and one receiver, as all queues of the bridge are.
//!
//! A ring with two counters. It promises less than crossbeam's: whoever does not know of an item by another way may find
//! the queue empty for a while, and whoever does not know that an item was taken may find it full. What crosses from
//! sender to receiver is what the sender did before it pushed, and back, what the receiver did before it took.
//!
//! Neither end reads its own counter through loom: loom 0.7.3 knows of each atomic only who came to it last, so a thread
//! that reads what it is about to write hides from it that another one has read the same before.

use std::cell::Cell;
use std::sync::atomic::AtomicUsize as Private;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::Ordering::Release;

use loom::cell::UnsafeCell;
use loom::sync::atomic::AtomicUsize;

thread_local! {
    static ROOM: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// No queue that is made from now on has more room: queues of hundreds are not full after a few steps.
pub fn set_room(room: usize) {
    ROOM.set(room);
}

#[derive(Debug)]
pub struct ArrayQueue<T> {
    places: Vec<UnsafeCell<Option<T>>>,
    taken: AtomicUsize,
    pushed: AtomicUsize,
    /// What the receiver knows that it has taken, and the sender that it has pushed.
    taken_here: Private,
    pushed_here: Private,
}

// SAFETY: loom's cell tells when two threads are in one place at once, which would be a fault of this file or of a
// second sender or receiver.
unsafe impl<T: Send> Sync for ArrayQueue<T> {}

impl<T> ArrayQueue<T> {
    pub fn new(capacity: usize) -> Self {
        let room = capacity.min(ROOM.get());
        Self {
            places: (0..room).map(|_| UnsafeCell::new(None)).collect(),
            taken: AtomicUsize::new(0),
            pushed: AtomicUsize::new(0),
            taken_here: Private::new(0),
            pushed_here: Private::new(0),
        }
    }

    pub fn capacity(&self) -> usize {
        self.places.len()
    }

    pub fn push(&self, item: T) -> Result<(), T> {
        let pushed = self.pushed_here.load(Relaxed);
        if pushed - self.taken.load(Acquire) == self.capacity() {
            return Err(item);
        }
        // SAFETY: the receiver has left this place, or its number would not be free.
        self.places[pushed % self.capacity()].with_mut(|place| unsafe { *place = Some(item) });
        self.pushed_here.store(pushed + 1, Relaxed);
        self.pushed.store(pushed + 1, Release);
        Ok(())
    }

    pub fn pop(&self) -> Option<T> {
        let taken = self.taken_here.load(Relaxed);
        if self.pushed.load(Acquire) == taken {
            return None;
        }
        // SAFETY: the sender has left this place, or it would not be counted.
        let item =
            self.places[taken % self.capacity()].with_mut(|place| unsafe { (*place).take() });
        self.taken_here.store(taken + 1, Relaxed);
        self.taken.store(taken + 1, Release);
        item
    }
}
