//! The versions in the order in which they are listed, newest first. Made for thousands: nothing is put into words
//! before it is seen.

use std::sync::Arc;

use crate::editor::words;
use crate::model::comparison::VerdictClass;
use crate::model::version::Extent;
use crate::model::version::Found;
use crate::model::version::Mark;
use crate::model::version::Origin;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// Whether what is heard now stands above the versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Now {
    /// Nothing was heard.
    #[default]
    Silent,
    /// There is something to compare.
    Heard,
}

/// All that is listed. Cheap to copy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// What is heard now.
    pub now: Now,
    /// Versions this project does not know; empty while they are not to be shown.
    pub others: Arc<Vec<VersionHead>>,
    /// The versions, the first one first.
    pub versions: Arc<Vec<VersionHead>>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// What is heard now.
    Now,
    /// A version that this project does not know.
    Other(Row),
    /// A version.
    Version(Row),
    /// Nothing: the list became shorter.
    Gone,
}

/// A version as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Itself.
    pub id: VersionId,
    /// Place in the history.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// When and how it was captured, and how loud it is.
    pub facts: String,
    /// Whether it is a checkpoint.
    pub mark: Mark,
    /// Issues found.
    pub found: Found,
    /// What it came to, beside the version before.
    pub verdict: Option<VerdictClass>,
}

impl Shelf {
    /// Lines.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.now == Now::Heard) + self.others.len() + self.versions.len()
    }

    /// Whether there is nothing to list but what is heard now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.others.is_empty() && self.versions.is_empty()
    }

    /// The line at that place, from above.
    #[must_use]
    pub fn item(&self, place: usize) -> Item {
        let below_now = match (self.now, place) {
            (Now::Heard, 0) => return Item::Now,
            (Now::Heard, place) => place - 1,
            (Now::Silent, place) => place,
        };
        if let Some(head) = self.others.iter().rev().nth(below_now) {
            return Item::Other(Row::of(head));
        }
        let place = below_now - self.others.len();
        let head = self.versions.iter().rev().nth(place);
        head.map_or(Item::Gone, |head| Item::Version(Row::of(head)))
    }
}

impl Row {
    fn of(head: &VersionHead) -> Self {
        Self {
            id: head.id,
            number: head.number,
            name: name(head),
            facts: facts(head),
            mark: head.mark,
            found: head.found,
            verdict: head.verdict,
        }
    }
}

/// What a version is called, in one line.
#[must_use]
pub fn name(head: &VersionHead) -> String {
    let name = one_line(&head.name);
    if name.is_empty() {
        format!("v{}", head.number)
    } else {
        name
    }
}

/// A text without anything that would break a line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn facts(head: &VersionHead) -> String {
    let mut facts = vec![format!("v{}", head.number)];
    if head.extent == Extent::Partial {
        facts.push(format!("partial {}", words::clock(head.heard_s)));
    }
    if let Some(integrated_lufs) = head.integrated_lufs {
        facts.push(words::quantity(integrated_lufs, "LUFS"));
    }
    if head.origin == Origin::Export {
        facts.push("export".to_owned());
    }
    if !head.captured_local.is_empty() {
        facts.push(head.captured_local.clone());
    }
    facts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::sample;

    #[test]
    fn newest_version_is_listed_first() {
        let shelf = Shelf {
            now: Now::Heard,
            others: Arc::new(vec![sample::head(9)]),
            versions: Arc::new(vec![sample::head(1), sample::head(2)]),
        };
        let numbers: Vec<Option<u32>> = (0..shelf.len())
            .map(|place| match shelf.item(place) {
                Item::Other(row) | Item::Version(row) => Some(row.number),
                Item::Now | Item::Gone => None,
            })
            .collect();
        assert_eq!(numbers, [None, Some(9), Some(2), Some(1)]);
        assert_eq!(shelf.item(4), Item::Gone);
    }

    #[test]
    fn facts_tell_what_is_special() {
        let mut head = sample::head(3);
        assert_eq!(facts(&head), "v3 · −14.2 LUFS · 2026-11-22 16:03");
        head.extent = Extent::Partial;
        head.origin = Origin::Export;
        head.integrated_lufs = None;
        assert_eq!(
            facts(&head),
            "v3 · partial 3:20 · export · 2026-11-22 16:03"
        );
    }

    #[test]
    fn names_stay_in_one_line() {
        let mut head = sample::head(3);
        head.name = "  more\nbass\u{2028}\t please ".to_owned();
        assert_eq!(name(&head), "more bass please");
        head.name = "\n".to_owned();
        assert_eq!(name(&head), "v3");
    }
}
