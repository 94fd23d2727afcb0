//! What a person sees of the history, and what was fetched for it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::comparison::Comparison;
use crate::model::history::History;
use crate::model::history::Notice;
use crate::model::history::Side;
use crate::model::version::Version;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::plugin::state::history::Kept;

/// Whole versions held at hand beside those of the project.
const AT_HAND_MAX: usize = 4;

/// The two sides of a comparison, the earlier first.
pub(super) type Sides = (Side, Side);

/// What a comparison was made of: the sides, and which of the changes of the set of ignored issues.
pub(super) type Compared = (Sides, u64);

/// Everything of the history that is not kept with the project.
#[derive(Debug, Default)]
pub(super) struct Desktop {
    pub(super) is_capturing: bool,
    pub(super) notice: Notice,
    pub(super) last_deleted: Option<VersionId>,
    /// What the folder knows of the song, and by which version it was looked for.
    pub(super) found: Arc<Vec<VersionHead>>,
    pub(super) looked_for: Option<VersionId>,
    /// What the person chose to compare.
    chosen: Option<Sides>,
    /// The newest comparison, and of what.
    comparison: Option<(Compared, Arc<Comparison>)>,
    at_hand: BTreeMap<VersionId, Arc<Version>>,
    /// Versions that could not be fetched: not tried again.
    pub(super) missing: BTreeSet<VersionId>,
}

impl Desktop {
    /// Everything there is to show.
    pub(super) fn history(&self, kept: &Kept) -> History {
        let chain = self.chain(kept);
        let sides = self.sides(&chain);
        let is_of_them = |(of, _): &&(Compared, Arc<Comparison>)| Some(of.0) == sides;
        let comparison = self.comparison.as_ref().filter(is_of_them);
        let deleted = kept.heads.iter().chain(self.found.iter());
        History {
            others: Arc::new(self.others(kept, &chain)),
            deleted: deleted
                .filter(|head| Some(head.id) == self.last_deleted)
                .find(|head| kept.deleted.last() == Some(&head.id))
                .cloned(),
            sides,
            comparison: comparison.map(|(_, comparison)| Arc::clone(comparison)),
            doing: Arc::new(kept.doing.clone()),
            notice: self.notice.clone(),
            is_capturing: self.is_capturing,
            versions: Arc::new(chain),
        }
    }

    /// The versions of the project, the first one first: those it keeps, and before them those that they build upon.
    pub(super) fn chain(&self, kept: &Kept) -> Vec<VersionHead> {
        let by_id: BTreeMap<VersionId, &VersionHead> =
            self.found.iter().map(|head| (head.id, head)).collect();
        let mut chain: Vec<VersionHead> = Vec::new();
        let mut older = kept.heads.first().and_then(|head| head.parent);
        while let Some(head) = older.and_then(|id| by_id.get(&id)) {
            // Parents come before their children; a file that says otherwise ends the search.
            let next = head
                .parent
                .filter(|parent| by_id.get(parent).is_some_and(|it| it.number < head.number));
            chain.push((*head).clone());
            older = next;
        }
        chain.reverse();
        chain.extend(kept.heads.iter().map(|head| {
            let written = by_id.get(&head.id);
            newer(head, written.copied()).clone()
        }));
        chain.retain(|head| !kept.deleted.contains(&head.id));
        chain
    }

    /// What is compared: what the person chose, as long as it is there, or else the last two versions.
    pub(super) fn sides(&self, chain: &[VersionHead]) -> Option<Sides> {
        let is_there = |side: &Side| match side {
            Side::Live => true,
            Side::Version(id) => chain.iter().any(|head| head.id == *id),
        };
        let chosen = self
            .chosen
            .filter(|(before, after)| is_there(before) && is_there(after));
        let newest = match chain {
            [.., before, after] => Some((Side::Version(before.id), Side::Version(after.id))),
            _ => None,
        };
        chosen.or(newest)
    }

    /// Compares these from now on.
    pub(super) fn choose(&mut self, sides: Sides) {
        self.chosen = Some(sides);
    }

    /// A version was captured: it is compared with the one before.
    pub(super) fn captured(&mut self, version: &Arc<Version>) {
        self.chosen = None;
        self.last_deleted = None;
        let mut found = Vec::clone(&self.found);
        found.push(version.head.clone());
        self.found = Arc::new(found);
        self.keep_at_hand(Arc::clone(version));
    }

    /// The person wrote something about a version.
    pub(super) fn edited(&mut self, head: &VersionHead) {
        let mut found = Vec::clone(&self.found);
        found
            .iter_mut()
            .filter(|known| known.id == head.id)
            .for_each(|known| *known = head.clone());
        self.found = Arc::new(found);
    }

    /// A version went, and can come back.
    pub(super) fn deleted(&mut self, id: VersionId) {
        self.last_deleted = Some(id);
    }

    /// A comparison was made.
    pub(super) fn compared(&mut self, of: Compared, comparison: Comparison) {
        self.comparison = Some((of, Arc::new(comparison)));
    }

    /// Whether the newest comparison is of these.
    pub(super) fn is_compared(&self, of: Compared) -> bool {
        self.comparison
            .as_ref()
            .is_some_and(|(made, _)| *made == of)
    }

    /// A whole version, if it is at hand.
    pub(super) fn whole(&self, id: VersionId) -> Option<Arc<Version>> {
        self.at_hand.get(&id).cloned()
    }

    /// Holds a whole version at hand; the oldest of too many goes.
    pub(super) fn keep_at_hand(&mut self, version: Arc<Version>) {
        self.at_hand.insert(version.head.id, version);
        while self.at_hand.len() > AT_HAND_MAX {
            // Ids begin with the time they were made at.
            self.at_hand.pop_first();
        }
    }

    fn others(&self, kept: &Kept, chain: &[VersionHead]) -> Vec<VersionHead> {
        let known: BTreeSet<VersionId> = chain
            .iter()
            .map(|head| head.id)
            .chain(kept.deleted.iter().copied())
            .collect();
        let others = self.found.iter().filter(|head| !known.contains(&head.id));
        others.cloned().collect()
    }
}

/// The state of a head that a person changed last.
fn newer<'a>(head: &'a VersionHead, written: Option<&'a VersionHead>) -> &'a VersionHead {
    match written {
        Some(written) if written.edited_unix_ms > head.edited_unix_ms => written,
        _ => head,
    }
}

#[cfg(test)]
mod tests;
