//! Errands, and the thread that starts with the first and ends with the last.

use std::sync::Arc;
use std::sync::Mutex;

use loom::thread;

use crate::plugin::history::archive::Archive;
use crate::plugin::history::archive::Errand;

/// What was done, in order. It is no part of the model, so its lock is the system's.
type Done = Arc<Mutex<Vec<u32>>>;

fn errand(number: u32, done: &Done) -> Errand {
    let done = Arc::clone(done);
    Box::new(move || done.lock().unwrap().push(number))
}

pub fn errands_are_done() {
    let (archive, done) = (Arc::new(Archive::default()), Done::default());
    archive.send(errand(1, &done)).unwrap();
    archive.send(errand(2, &done)).unwrap();
    archive.finish();
    assert_eq!(*done.lock().unwrap(), [1, 2]);
}

pub fn errands_of_two() {
    let (archive, done) = (Arc::new(Archive::default()), Done::default());
    let (other, others) = (Arc::clone(&archive), Arc::clone(&done));
    let sending = thread::spawn(move || other.send(errand(1, &others)).unwrap());
    archive.send(errand(2, &done)).unwrap();
    sending.join().unwrap();
    archive.finish();
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    assert_eq!(done, [1, 2]);
}

pub fn closing_waits() {
    let (archive, done) = (Arc::new(Archive::default()), Done::default());
    archive.finish();
    archive.send(errand(1, &done)).unwrap();
    archive.finish();
    assert_eq!(*done.lock().unwrap(), [1]);
    archive.send(errand(2, &done)).unwrap();
    archive.finish();
    assert_eq!(*done.lock().unwrap(), [1, 2]);
}
