//! Which two versions are compared, by what, and when.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::session::Captured;
use crate::analysis::session::Session;
use crate::analysis::versions::Doing;
use crate::analysis::versions::Inquiry;
use crate::analysis::versions::Take;
use crate::analysis::versions::compare;
use crate::model::comparison::Alignment;
use crate::model::comparison::Comparison;
use crate::model::comparison::VerdictClass;
use crate::model::history::Notice;
use crate::model::history::Side;
use crate::model::version::Intention;
use crate::model::version::Version;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::plugin::history::Keeper;
use crate::plugin::state::history::Kept;

/// Whether anything was heard, or is judged otherwise, since the last comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plugin) enum Heard {
    AsBefore,
    Fresh,
}

/// Compares two captured versions, by what the later one was judged by.
pub(super) fn versions(
    chain: &[VersionHead],
    before: &Version,
    after: &Version,
    ignored: &BTreeSet<String>,
) -> Comparison {
    let place = chain.iter().position(|head| head.id == after.head.id);
    let mut settings = after.settings;
    let round = place.unwrap_or(chain.len()) + 1;
    settings.iteration = settings.iteration.or(u32::try_from(round).ok());
    compare(&Inquiry {
        before: take(before),
        after: take(after),
        profile: after.profile.as_ref(),
        references: &after.references,
        settings: &settings,
        ignored,
        alignment: Alignment::SONG,
        doing: doing(chain, before, after),
        earlier: &earlier(chain, before.head.id),
    })
}

/// Compares a captured version with what is heard now, by what that is judged by.
fn live(
    chain: &[VersionHead],
    before: &Version,
    now: &Captured,
    doing: &[Intention],
    ignored: &BTreeSet<String>,
) -> Comparison {
    compare(&Inquiry {
        before: take(before),
        after: Take {
            measurement: &now.measurement,
            file: None,
        },
        profile: now.profile.as_ref(),
        references: &now.references,
        settings: &now.settings,
        ignored,
        alignment: Alignment::SONG,
        doing: Doing::Marked(doing),
        earlier: &earlier(chain, before.head.id),
    })
}

fn take(version: &Version) -> Take<'_> {
    Take {
        measurement: &version.measurement,
        file: None,
    }
}

/// What was done between the two. Of versions further apart only the last step was noted with the later one.
fn doing<'a>(chain: &[VersionHead], before: &Version, after: &'a Version) -> Doing<'a> {
    let place = |id: VersionId| chain.iter().position(|head| head.id == id);
    let is_next = match (place(before.head.id), place(after.head.id)) {
        (Some(before), Some(after)) => after == before + 1,
        // One that is being captured is the last.
        (Some(before), None) => before + 1 == chain.len(),
        _ => false,
    };
    Doing::Marked(if is_next { &after.doing } else { &[] })
}

/// What the comparisons up to a version came to.
fn earlier(chain: &[VersionHead], before: VersionId) -> Vec<VerdictClass> {
    let place = chain.iter().position(|head| head.id == before);
    let up_to = place.map_or(0, |place| place + 1);
    chain[..up_to]
        .iter()
        .filter_map(|head| head.verdict)
        .collect()
}

impl Keeper {
    /// Makes the comparison that is shown, unless it is there. One with what is heard now is made anew when `heard` is
    /// fresh.
    pub(in crate::plugin) fn compare_now(&self, session: &Session, heard: Heard) {
        let ignored_revision = self.params.ignored.revision();
        let (chain, sides, doing) = self.look(|desk, kept| {
            let chain = desk.chain(kept);
            let sides = desk.sides(&chain);
            (chain, sides, kept.doing.clone())
        });
        let Some(sides) = sides else { return };
        let of = (sides, ignored_revision);
        let is_made = self.desk.look(|desk| desk.is_compared(of));
        if is_made && (sides.1 != Side::Live || heard == Heard::AsBefore) {
            return;
        }
        let comparison = match sides {
            (Side::Version(before), Side::Version(after)) => {
                let (Some(before), Some(after)) = (self.whole(before), self.whole(after)) else {
                    return;
                };
                versions(&chain, &before, &after, session.ignored())
            }
            (Side::Version(before), Side::Live) => {
                let Some(before) = self.whole(before) else {
                    return;
                };
                let now = session.capture(self.params.next_iteration());
                live(&chain, &before, &now, &doing, session.ignored())
            }
            (Side::Live, _) => return,
        };
        self.desk.change(|desk| desk.compared(of, comparison));
    }

    /// A whole version: at hand, in the project, or else sent for.
    pub(super) fn whole(&self, id: VersionId) -> Option<Arc<Version>> {
        if let Some(version) = self.desk.look(|desk| desk.whole(id)) {
            return Some(version);
        }
        let kept = self.params.history.look(|kept| {
            let found = kept.whole.iter().find(|version| version.head.id == id);
            found.cloned()
        });
        if let Some(version) = kept.map(Arc::new) {
            self.desk
                .change(|desk| desk.keep_at_hand(Arc::clone(&version)));
            return Some(version);
        }
        self.send_for(id);
        None
    }

    fn send_for(&self, id: VersionId) {
        let is_tried = self.desk.look(|desk| desk.missing.contains(&id));
        let root = self.params.history.look(Kept::root);
        let (Some(root), false) = (root, is_tried) else {
            return;
        };
        self.desk.change(|desk| desk.missing.insert(id));
        let (store, desk) = (self.store.clone(), Arc::clone(&self.desk));
        self.send(Box::new(move || {
            let loaded = store.load(root, id);
            desk.change(|desk| match loaded {
                Ok(version) => {
                    desk.missing.remove(&id);
                    desk.keep_at_hand(Arc::new(version));
                }
                Err(error) => {
                    desk.notice = Notice::Failed(format!("nothing to compare: {error}"));
                }
            });
        }));
    }

    /// Looks in the folder for what it knows of the song, once.
    pub(super) fn find_older(&self) {
        let Some(root) = self.params.history.look(Kept::root) else {
            return;
        };
        if self.desk.look(|desk| desk.looked_for == Some(root)) {
            return;
        }
        self.desk.change(|desk| desk.looked_for = Some(root));
        let (store, desk) = (self.store.clone(), Arc::clone(&self.desk));
        self.send(Box::new(move || match store.heads(root) {
            Ok(found) => desk.change(|desk| desk.found = Arc::new(found)),
            Err(error) => desk.change(|desk| {
                desk.notice =
                    Notice::Failed(format!("only the newest versions are shown: {error}"));
            }),
        }));
    }
}
