//! What is known of the versions while the editor is open: fetches them, and passes on what a person does with them.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use vizia_core::prelude::*;

use crate::editor::desk::Desk;
use crate::editor::event::VersionEvent;
use crate::editor::versions::listing::Compared;
use crate::editor::versions::shelf;
use crate::editor::versions::shelf::Now;
use crate::editor::versions::shelf::Shelf;
use crate::editor::versions::sides;
use crate::editor::versions::sides::Sides;
use crate::model::history::History;
use crate::model::history::Notice;
use crate::model::history::Side;
use crate::model::version::VersionEdit;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;

/// For how long good news stand in the way of the verdict.
const NEWS_SHOWN: Duration = Duration::from_secs(8);

/// Whether a version can be captured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Capture {
    /// Nothing was heard yet.
    #[default]
    Nothing,
    /// It can.
    Ready,
    /// It is being captured.
    UnderWay,
}

/// What comparing came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Beside {
    /// Nothing is compared.
    #[default]
    Nothing,
    /// It is being compared.
    Pending,
    /// This.
    Done(Rc<Compared>),
}

/// What the views show of the versions. Copies share what they hold.
#[derive(Clone, Copy)]
pub struct HistorySignals {
    pub(super) shelf: Signal<Shelf>,
    pub(super) sides: Signal<Option<Sides>>,
    pub(super) beside: Signal<Beside>,
    /// The version whose name and note are shown.
    pub(super) selected: Signal<Option<VersionId>>,
    /// Grows when the fields of the selected version are to be written anew.
    pub(super) rewritten: Signal<u32>,
    /// What was deleted last.
    pub(super) deleted: Signal<Option<String>>,
    /// Versions this project does not know.
    pub(super) others: Signal<usize>,
    pub(super) are_others_shown: Signal<bool>,
    pub(in crate::editor) capture: Signal<Capture>,
    /// What the button says that compares the last two.
    pub(in crate::editor) compare: Signal<Option<String>>,
    /// The newest version.
    pub(in crate::editor) current: Signal<Option<String>>,
    pub(in crate::editor) notice: Signal<Notice>,
}

/// The versions of one open editor.
pub struct Keeper {
    signals: HistorySignals,
    history: History,
    revision: Option<u64>,
    /// Since when the notice is shown.
    told: Instant,
}

/// Whether the project is not as it was saved any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Project {
    /// The host should save it again.
    Changed,
    /// It is as it was.
    Same,
}

impl Keeper {
    /// Knows of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        let signals = HistorySignals {
            shelf: Signal::new(Shelf::default()),
            sides: Signal::new(None),
            beside: Signal::new(Beside::Nothing),
            selected: Signal::new(None),
            rewritten: Signal::new(0),
            deleted: Signal::new(None),
            others: Signal::new(0),
            are_others_shown: Signal::new(false),
            capture: Signal::new(Capture::Nothing),
            compare: Signal::new(None),
            current: Signal::new(None),
            notice: Signal::new(Notice::None),
        };
        Self {
            signals,
            history: History::default(),
            revision: None,
            told: Instant::now(),
        }
    }

    /// What the views show.
    #[must_use]
    pub fn signals(&self) -> HistorySignals {
        self.signals
    }

    /// Everything that is known.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The newest version.
    #[must_use]
    pub fn newest(&self) -> Option<&VersionHead> {
        self.history.versions.last()
    }

    /// Takes in what is new; answers whether there was anything.
    pub fn fetch(&mut self, now: Instant, desk: &dyn Desk) -> bool {
        if matches!(self.signals.notice.get(), Notice::Done(_)) && now - self.told >= NEWS_SHOWN {
            self.signals.notice.set(Notice::None);
        }
        let revision = desk.history_revision();
        if self.revision == Some(revision) {
            return false;
        }
        let is_first_look = self.revision.replace(revision).is_none();
        let history = desk.history();
        // What went well before the window opened is old news.
        let is_news = history.notice != self.history.notice
            && (!is_first_look || matches!(history.notice, Notice::Failed(_)));
        if is_news {
            self.tell(now, history.notice.clone());
        }
        let has_other_sides = history.sides != self.history.sides;
        self.history = history;
        if has_other_sides && let Some((_, after)) = self.history.sides {
            self.select(after);
        }
        self.show();
        true
    }

    /// Says what happened.
    pub fn tell(&mut self, now: Instant, notice: Notice) {
        self.told = now;
        self.signals.notice.set_if_changed(notice);
    }

    /// The person does something else: what was said was read.
    pub fn hush(&mut self) {
        self.signals.notice.set_if_changed(Notice::None);
    }

    /// The next notice is news, even when it is the same as the last one.
    pub fn await_notice(&mut self) {
        self.history.notice = Notice::None;
    }

    /// Whether there is anything to capture, and to compare as it is now.
    pub fn hear(&mut self, now: Now) {
        if self.signals.shelf.with(|shelf| shelf.now != now) {
            self.signals.shelf.update(|shelf| shelf.now = now);
        }
        let capture = match now {
            _ if self.history.is_capturing => Capture::UnderWay,
            Now::Silent => Capture::Nothing,
            Now::Heard => Capture::Ready,
        };
        self.signals.capture.set_if_changed(capture);
    }

    /// Does what the person wants. Answers whether that is kept in the project.
    pub fn act(&mut self, event: &VersionEvent, desk: &dyn Desk) -> Project {
        match event {
            VersionEvent::Capture => {
                // A press between two frames finds the button as it was.
                if self.signals.capture.get() == Capture::Ready {
                    desk.capture();
                }
            }
            VersionEvent::CompareNewest => {
                if let Some((before, after)) = sides::newest(&self.history.versions) {
                    self.compare(before, after, desk);
                }
            }
            VersionEvent::After(after) => self.choose_after(*after, desk),
            VersionEvent::Before(before) => self.choose_before(*before, desk),
            VersionEvent::ToggleOthers => {
                self.signals.are_others_shown.update(|is| *is = !*is);
                self.show();
            }
            VersionEvent::Edit(id, edit) => return self.edit(*id, edit, desk),
            VersionEvent::Delete(id) => {
                desk.delete_version(*id);
                return Project::Changed;
            }
            VersionEvent::UndoDelete => {
                desk.undo_delete();
                return Project::Changed;
            }
            VersionEvent::Adopt(id) => {
                desk.adopt_version(*id);
                return Project::Changed;
            }
        }
        Project::Same
    }

    fn choose_after(&mut self, after: Side, desk: &dyn Desk) {
        let now = self.signals.sides.get();
        match sides::with_after(&self.history.versions, now, after) {
            Some((before, after)) => self.compare(before, after, desk),
            None => self.select(after),
        }
    }

    fn choose_before(&mut self, before: VersionId, desk: &dyn Desk) {
        let now = self.signals.sides.get();
        let is_heard = self.signals.shelf.with(|shelf| shelf.now == Now::Heard);
        let live = is_heard.then_some((Side::Version(before), Side::Live));
        if let Some((before, after)) =
            sides::with_before(&self.history.versions, now, before).or(live)
        {
            self.compare(before, after, desk);
        }
    }

    fn compare(&mut self, before: Side, after: Side, desk: &dyn Desk) {
        self.select(after);
        if self.signals.sides.get() != Some((before, after)) {
            self.signals.sides.set(Some((before, after)));
            self.signals.beside.set_if_changed(Beside::Pending);
        }
        desk.compare(before, after);
    }

    fn select(&self, side: Side) {
        let id = match side {
            Side::Version(id) => Some(id),
            Side::Live => None,
        };
        self.signals.selected.set_if_changed(id);
    }

    fn edit(&self, id: VersionId, edit: &VersionEdit, desk: &dyn Desk) -> Project {
        let head = self.history.versions.iter().find(|head| head.id == id);
        let is_blank = matches!(edit, VersionEdit::Name(name) if name.trim().is_empty());
        if is_blank {
            self.signals.rewritten.update(|times| *times += 1);
        }
        // A field is submitted whenever it is left, also when nothing was typed.
        let is_same = head.is_none_or(|head| match edit {
            VersionEdit::Name(name) => is_blank || *name == head.name,
            VersionEdit::Note(note) => *note == head.note,
            VersionEdit::Mark(mark) => *mark == head.mark,
        });
        if is_same {
            return Project::Same;
        }
        desk.edit_version(id, edit.clone());
        Project::Changed
    }

    fn show(&self) {
        let (signals, history) = (&self.signals, &self.history);
        let others = if signals.are_others_shown.get() {
            Arc::clone(&history.others)
        } else {
            Arc::default()
        };
        signals.shelf.set_if_changed(Shelf {
            now: signals.shelf.with(|shelf| shelf.now),
            others,
            versions: Arc::clone(&history.versions),
        });
        signals.others.set_if_changed(history.others.len());
        let beside = beside(history);
        // What is heard now is compared again and again: until it is, the last comparison stays.
        let is_again = beside == Beside::Pending && signals.sides.get() == history.sides;
        let is_done = signals
            .beside
            .with(|shown| matches!(shown, Beside::Done(_)));
        if !(is_again && is_done) {
            signals.beside.set_if_changed(beside);
        }
        signals.sides.set_if_changed(history.sides);
        let deleted = history.deleted.as_ref().map(shelf::name);
        signals.deleted.set_if_changed(deleted);
        signals.compare.set_if_changed(compare_label(history));
        let newest = history.versions.last();
        signals.current.set_if_changed(newest.map(shelf::name));
        let is_there =
            |id: &Option<VersionId>| history.versions.iter().any(|head| Some(head.id) == *id);
        let is_live = matches!(history.sides, Some((_, Side::Live)));
        if !signals.selected.with(is_there) && !is_live {
            signals.selected.set_if_changed(newest.map(|head| head.id));
        }
    }
}

fn beside(history: &History) -> Beside {
    match (&history.sides, &history.comparison) {
        (None, _) => Beside::Nothing,
        (Some(_), None) => Beside::Pending,
        (Some(_), Some(comparison)) => Beside::Done(Rc::new(Compared::of(comparison))),
    }
}

fn compare_label(history: &History) -> Option<String> {
    match history.versions.as_slice() {
        [.., before, after] => Some(format!("Compare v{} v{}", before.number, after.number)),
        _ => None,
    }
}
