//! The thread that reads and writes in the folders of the person.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use crate::sync::Builder;
use crate::sync::Condvar;
use crate::sync::Mutex;
use crate::sync::MutexGuard;

/// How long closing waits for what is still to be written. A network share that hangs must not hang the host.
const CLOSE_MAX: Duration = Duration::from_secs(2);

/// Something to be done with files.
pub(super) type Errand = Box<dyn FnOnce() + Send>;

/// Does errands in the order they came, on a thread that starts with the first and ends with the last.
#[derive(Default)]
pub(super) struct Archive {
    queue: Mutex<Queue>,
    is_done: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Errand>,
    is_running: bool,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let waiting = self.lock().waiting.len();
        write!(formatter, "Archive({waiting} waiting)")
    }
}

impl Archive {
    /// Has it done soon.
    ///
    /// # Errors
    ///
    /// When the system has no thread to give; then it is not done.
    pub(super) fn send(self: &Arc<Self>, errand: Errand) -> std::io::Result<()> {
        let must_start = {
            let mut queue = self.lock();
            queue.waiting.push_back(errand);
            !std::mem::replace(&mut queue.is_running, true)
        };
        if !must_start {
            return Ok(());
        }
        let archive = Arc::clone(self);
        let thread = Builder::new().name("triage-archive".to_owned());
        let started = thread.spawn(move || archive.work());
        started.map(drop).inspect_err(|_| {
            let mut queue = self.lock();
            queue.is_running = false;
            queue.waiting.clear();
        })
    }

    /// Waits, for two seconds at most, until everything is done.
    pub(super) fn finish(&self) {
        let deadline = Instant::now() + CLOSE_MAX;
        let mut queue = self.lock();
        while queue.is_running {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            let waited = self.is_done.wait_timeout(queue, left);
            queue = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn work(&self) {
        while let Some(errand) = self.next() {
            // Whatever goes wrong with one file, the host and the other files go on.
            let _ = catch_unwind(AssertUnwindSafe(errand));
        }
    }

    fn next(&self) -> Option<Errand> {
        let mut queue = self.lock();
        let errand = queue.waiting.pop_front();
        if errand.is_none() {
            queue.is_running = false;
            self.is_done.notify_all();
        }
        errand
    }

    /// A poisoned lock only means that a thread died between two simple assignments: the queue is still whole.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::SeqCst;

    #[test]
    fn errands_are_done_in_order_also_after_one_that_panics() {
        let archive = Arc::new(Archive::default());
        let done = Arc::new(Mutex::new(Vec::new()));
        for number in 0..20 {
            let done = Arc::clone(&done);
            let errand = move || {
                assert_ne!(number, 7, "this one fails on purpose");
                done.lock().unwrap().push(number);
            };
            archive.send(Box::new(errand)).unwrap();
        }
        archive.finish();
        let expected: Vec<i32> = (0..20).filter(|&number| number != 7).collect();
        assert_eq!(*done.lock().unwrap(), expected);
    }

    #[test]
    fn it_works_again_after_it_came_to_rest() {
        let archive = Arc::new(Archive::default());
        let count = Arc::new(AtomicU32::new(0));
        for expected in 1..=3 {
            let counted = Arc::clone(&count);
            let errand = move || {
                counted.fetch_add(1, SeqCst);
            };
            archive.send(Box::new(errand)).unwrap();
            archive.finish();
            assert_eq!(count.load(SeqCst), expected);
        }
    }
}
