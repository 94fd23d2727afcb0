//! The versions of a project, as it keeps them: all that a list shows of the newest hundred, the newest few whole, and
//! what the person is working on. The folder of versions has the rest.

use nice_plug::params::persist::PersistentField;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use crate::model::version::Intention;
use crate::model::version::NAME_CHARS_MAX;
use crate::model::version::NOTE_CHARS_MAX;
use crate::model::version::VERSION_SCHEMA;
use crate::model::version::Version;
use crate::model::version::VersionEdit;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::plugin::state::versioned::Versioned;
use crate::storage::versions::check_version;

/// Format of the saved history this version writes, and the only one it reads.
const FORMAT: u64 = 1;

/// Most versions by what a list shows of them, most of them whole, and most deleted ones that are remembered as such.
const HEADS_MAX: usize = 100;
const WHOLE_MAX: usize = 3;
const DELETED_MAX: usize = 400;

/// What whole versions may take up in a project, bytes of JSON.
const WHOLE_BYTES_MAX: usize = 384 * 1024;

/// Most fixes a person can be working on.
const DOING_MAX: usize = 12;

/// Holds the history for the host, which saves and loads it, and for all that show it and add to it.
#[derive(Debug, Default)]
pub struct HistoryCell(Versioned<Kept>);

/// What a project knows of its versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The versions of this project in the order they were captured, deleted ones included.
    pub heads: Vec<VersionHead>,
    /// The newest of them, whole.
    pub whole: Vec<Version>,
    /// Those that were deleted, the last one last.
    pub deleted: Vec<VersionId>,
    /// What the person is working on.
    pub doing: Vec<Intention>,
    /// What a newer Triage saved, to be written back as it was until something changes here.
    newer: Option<Value>,
}

/// As it is saved.
#[doc(hidden)]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Saved {
    format: u64,
    heads: Vec<VersionHead>,
    whole: Vec<Version>,
    deleted: Vec<VersionId>,
    doing: Vec<Intention>,
}

/// What stands in a project. A [`Value`] would hold every `f32` with the digits of an `f64`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stored {
    /// This version's.
    Ours(Box<Saved>),
    /// Anything else.
    Other(Value),
}

impl HistoryCell {
    /// Grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.0.revision()
    }

    /// Looks at it.
    pub fn look<R>(&self, look: impl FnOnce(&Kept) -> R) -> R {
        self.0.look(look)
    }

    /// Changes it.
    pub fn change<R>(&self, change: impl FnOnce(&mut Kept) -> R) -> R {
        self.0.change(|kept| {
            kept.newer = None;
            change(kept)
        })
    }

    /// How many versions there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.look(|kept| {
            let newest = kept.shown().last().map(|head| head.number);
            let listed = u32::try_from(kept.shown().count()).unwrap_or(u32::MAX);
            // Of more than a hundred only the number of the newest still tells.
            newest.map_or(0, |number| {
                if kept.heads.len() < HEADS_MAX {
                    listed
                } else {
                    number
                }
            })
        })
    }
}

impl Kept {
    /// The versions that were not deleted.
    pub fn shown(&self) -> impl Iterator<Item = &VersionHead> {
        let is_shown = |head: &&VersionHead| !self.deleted.contains(&head.id);
        self.heads.iter().filter(is_shown)
    }

    /// What all versions of the song have in common; `None` before the first.
    #[must_use]
    pub fn root(&self) -> Option<VersionId> {
        self.heads.first().map(|head| head.root)
    }

    /// The version that the next one will follow.
    #[must_use]
    pub fn newest(&self) -> Option<&VersionHead> {
        self.shown().last()
    }

    /// Adds a version that was just captured. What was being worked on went into it.
    pub fn add(&mut self, version: Version) {
        self.heads.push(version.head.clone());
        self.whole.push(version);
        self.doing.clear();
        self.shorten();
    }

    /// Adds versions that were captured elsewhere.
    pub fn adopt(&mut self, heads: Vec<VersionHead>) {
        for head in heads {
            self.deleted.retain(|id| *id != head.id);
            if !self.heads.iter().any(|known| known.id == head.id) {
                self.heads.push(head);
            }
        }
        self.heads
            .sort_by_key(|head| (head.captured_unix_s, head.number));
        self.shorten();
    }

    /// Changes what a person wrote; returns the head as it is then. One that is not kept here is taken from `found`.
    pub fn edit(
        &mut self,
        found: &VersionHead,
        edit: &VersionEdit,
        at_unix_ms: i64,
    ) -> VersionHead {
        let kept = self.heads.iter_mut().find(|head| head.id == found.id);
        let mut head = kept.as_deref().unwrap_or(found).clone();
        match edit {
            VersionEdit::Name(name) if name.trim().is_empty() => {}
            VersionEdit::Name(name) => head.name = cut(name.trim(), NAME_CHARS_MAX),
            VersionEdit::Note(note) => head.note = cut(note.trim_end(), NOTE_CHARS_MAX),
            VersionEdit::Mark(mark) => head.mark = *mark,
        }
        head.edited_unix_ms = at_unix_ms.max(head.edited_unix_ms.saturating_add(1));
        if let Some(kept) = kept {
            *kept = head.clone();
        }
        head
    }

    /// Takes a version out of the history.
    pub fn delete(&mut self, id: VersionId) {
        self.deleted.retain(|known| *known != id);
        self.deleted.push(id);
        let surplus = self.deleted.len().saturating_sub(DELETED_MAX);
        self.deleted.drain(..surplus);
    }

    /// Brings back what was deleted last.
    pub fn undo_delete(&mut self) {
        self.deleted.pop();
    }

    /// Begins a fix, or gives it up. Of each issue one fix is worked on.
    pub fn toggle_doing(&mut self, intention: Intention) {
        let was_there = self.doing.contains(&intention);
        self.doing.retain(|known| known.key != intention.key);
        if !was_there {
            self.doing.push(intention);
            let surplus = self.doing.len().saturating_sub(DOING_MAX);
            self.doing.drain(..surplus);
        }
    }

    fn shorten(&mut self) {
        let surplus = self.heads.len().saturating_sub(HEADS_MAX);
        self.heads.drain(..surplus);
        let surplus = self.whole.len().saturating_sub(WHOLE_MAX);
        self.whole.drain(..surplus);
        // The newest one is what the next capture is compared with, but a project has an end.
        let bytes = |whole: &[Version]| serde_json::to_vec(whole).map_or(0, |json| json.len());
        while bytes(&self.whole) > WHOLE_BYTES_MAX {
            self.whole.remove(0);
        }
    }

    fn saved(&self) -> Stored {
        match &self.newer {
            Some(newer) => Stored::Other(newer.clone()),
            None => Stored::Ours(Box::new(Saved {
                format: FORMAT,
                heads: self.heads.clone(),
                whole: self.whole.clone(),
                deleted: self.deleted.clone(),
                doing: self.doing.clone(),
            })),
        }
    }

    /// What was saved, if it can be used: half a history would be taken for the whole.
    fn read(stored: Stored) -> Self {
        match stored {
            Stored::Ours(saved) if saved.is_usable() => Self {
                heads: saved.heads,
                whole: saved.whole,
                deleted: saved.deleted,
                doing: saved.doing,
                newer: None,
            },
            Stored::Ours(saved) if saved.format > FORMAT => {
                Self::of_newer(serde_json::to_value(saved).unwrap_or_default())
            }
            Stored::Other(value) if value["format"].as_u64().is_some_and(|it| it > FORMAT) => {
                Self::of_newer(value)
            }
            Stored::Ours(_) | Stored::Other(_) => Self::default(),
        }
    }

    fn of_newer(value: Value) -> Self {
        Self {
            newer: Some(value),
            ..Self::default()
        }
    }
}

impl Saved {
    fn is_usable(&self) -> bool {
        self.format == FORMAT
            && self.heads.len() <= HEADS_MAX
            && self.whole.len() <= WHOLE_MAX
            && self.deleted.len() <= DELETED_MAX
            && self.doing.len() <= DOING_MAX
            && self
                .whole
                .iter()
                .all(|version| version.schema == VERSION_SCHEMA && check_version(version).is_ok())
    }
}

/// The first so many characters.
fn cut(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max).collect()
}

impl PersistentField<'_, Stored> for HistoryCell {
    fn set(&self, new_value: Stored) {
        self.0.change(|kept| *kept = Kept::read(new_value));
    }

    fn map<F, R>(&self, f: F) -> R
    where
        F: Fn(&Stored) -> R,
    {
        f(&self.0.look(Kept::saved))
    }
}

#[cfg(test)]
mod tests;
