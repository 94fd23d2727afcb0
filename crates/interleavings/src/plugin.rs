//! What the plug-in shares between the host's threads and its own.

pub mod history;
pub mod state;

use crate::Model;

pub const MODELS: [Model; 5] = [
    Model {
        name: "a-change-is-found-by-who-follows-revisions",
        room: 1,
        threads: state::models::change_is_found,
    },
    Model {
        name: "changes-of-two-threads-both-stand",
        room: 1,
        threads: state::models::both_changes_stand,
    },
    Model {
        name: "every-errand-is-done-once-and-in-order",
        room: 1,
        threads: history::models::errands_are_done,
    },
    Model {
        name: "errands-of-two-threads-are-all-done",
        room: 1,
        threads: history::models::errands_of_two,
    },
    Model {
        name: "closing-waits-for-the-last-errand",
        room: 1,
        threads: history::models::closing_waits,
    },
];
