//! What was done, and what was found wrong.

use std::collections::BTreeMap;

/// What is checked all along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The output is the input.
    Audio,
    /// The audio thread leaves the heap alone.
    Heap,
    /// No block is lost on the way to the analysis.
    Blocks,
    /// There is a new answer after every scene.
    Alive,
    /// Metering has not given up.
    Metering,
    /// Music that comes again is judged as the engine alone judges it.
    Agreement,
    /// An editor takes its threads with it.
    Editor,
    /// Allocated memory does not grow.
    Live,
    /// Resident memory does not grow.
    Resident,
    /// Threads do not become more.
    Threads,
    /// Open files do not become more.
    Files,
}

impl Check {
    /// All, in the order in which they are shown, with what they promise.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Audio, "output equals input, bit for bit"),
        (Self::Heap, "no use of the heap on the audio thread"),
        (Self::Blocks, "no block dropped"),
        (Self::Alive, "a new answer after every scene"),
        (Self::Metering, "metering never gave up"),
        (
            Self::Agreement,
            "the same music is judged as by the engine alone",
        ),
        (Self::Editor, "a closed editor leaves no thread"),
        (Self::Live, "allocated memory is flat"),
        (Self::Resident, "resident memory is flat"),
        (Self::Threads, "the number of threads is flat"),
        (Self::Files, "the number of open files is flat"),
    ];
}

/// How many faults of a kind are told in full.
const TOLD_MAX: usize = 5;

/// What was found wrong.
#[derive(Clone, Debug, Default)]
pub struct Faults(BTreeMap<Check, Vec<String>>);

impl Faults {
    /// Notes a fault, and says so at once.
    pub fn add(&mut self, check: Check, what: String) {
        let of_kind = self.0.entry(check).or_default();
        if of_kind.len() < TOLD_MAX {
            println!("    WRONG: {what}");
        }
        of_kind.push(what);
    }

    /// What is wrong with this.
    #[must_use]
    pub fn of(&self, check: Check) -> &[String] {
        self.0.get(&check).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The event of an editor.
pub const EDITORS: &str = "editors opened and closed";

/// How often each thing was done.
#[derive(Clone, Debug, Default)]
pub struct Events(BTreeMap<&'static str, u64>);

impl Events {
    /// One more.
    pub fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    /// How often it was done.
    #[must_use]
    pub fn times(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(what, times)| (*what, *times))
    }
}
