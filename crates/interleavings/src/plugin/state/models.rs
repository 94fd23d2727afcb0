//! One thread changes, others follow.

use std::sync::Arc;

use loom::thread;

use crate::plugin::state::versioned::Versioned;

pub fn change_is_found() {
    let cell = Arc::new(Versioned::<u32>::default());
    let host = Arc::clone(&cell);
    let changing = thread::spawn(move || {
        host.change(|thing| *thing = 1);
        host.change(|thing| *thing = 2);
    });
    let (mut seen, mut known) = (0, 0);
    let mut follow = || {
        let revision = cell.revision();
        if revision != seen {
            seen = revision;
            known = cell.look(|thing| *thing);
        }
        known
    };
    let first = follow();
    let second = follow();
    assert!(first <= second);
    changing.join().unwrap();
    assert_eq!(follow(), 2);
}

pub fn both_changes_stand() {
    let cell = Arc::new(Versioned::<u32>::default());
    let other = Arc::clone(&cell);
    let changing = thread::spawn(move || other.change(|thing| *thing += 1));
    cell.change(|thing| *thing += 10);
    changing.join().unwrap();
    assert_eq!(cell.look(|thing| *thing), 11);
    assert_eq!(cell.revision(), 2);
}
