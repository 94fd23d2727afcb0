//! The state of an open editor: fetches what is new, keeps what is selected, and passes on what a person does.

mod history;

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use nice_plug_vizia::DragOver;
use nice_plug_vizia::FrameTick;
use vizia_core::prelude::*;

use crate::bridge::AudioCommand;
use crate::editor::event::EditorEvent;
use crate::editor::event::Sheet;
use crate::editor::event::Tab;
use crate::editor::event::VersionEvent;
use crate::editor::levels::LevelsEvent;
use crate::editor::listing;
use crate::editor::listing::Listing;
use crate::editor::listing::Work;
use crate::editor::meters::Meters;
use crate::editor::meters::Pictures;
use crate::editor::song::SongEvent;
use crate::editor::versions::keeper::HistorySignals;
use crate::editor::versions::keeper::Keeper;
use crate::editor::versions::shelf::Now;
use crate::editor::wiring::Controls;
use crate::editor::wiring::Wiring;
use crate::editor::words;
use crate::model::answer::Answer;
use crate::model::answer::SideChainState;
use crate::model::loading::References;
use crate::model::report::Check;
use crate::model::report::Place;

/// A click in the song finds an issue this near, seconds: two cells.
const NEAR_S: f64 = 6.0;

/// What the views show. Copies share what they hold.
#[derive(Clone, Copy)]
pub(super) struct Signals {
    /// The list, with the numbers of the moment.
    pub(super) listing: Signal<Rc<Listing>>,
    /// The list as it was when its parts last changed.
    pub(super) parts: Signal<Rc<Listing>>,
    /// Key of the open issue.
    pub(super) selected: Signal<Option<String>>,
    pub(super) tab: Signal<Tab>,
    pub(super) sheet: Signal<Option<Sheet>>,
    pub(super) verdict: Signal<String>,
    pub(super) checks: Signal<Rc<Vec<Check>>>,
    pub(super) references: Signal<Rc<References>>,
    /// Share of the reference being read, 0 to 1.
    pub(super) progress: Signal<f32>,
    pub(super) side_chain: Signal<SideChainState>,
    /// A sentence about something that just went wrong; empty while nothing did.
    pub(super) complaint: Signal<String>,
    /// What is kept back is shown all the same.
    pub(super) is_later_shown: Signal<bool>,
    /// The report as it was when its sheet was opened.
    pub(super) report: Signal<Arc<str>>,
    /// There is something to report.
    pub(super) has_report: Signal<bool>,
    pub(super) history: HistorySignals,
    pub(super) is_drag_over: Signal<bool>,
    /// The window has no room for more than it needs.
    pub(super) is_narrow: Signal<bool>,
}

/// The model at the root of the editor.
pub(super) struct State {
    wiring: Wiring,
    controls: Controls,
    signals: Signals,
    meters: Meters,
    keeper: Keeper,
    /// The one place of the selected issue that is lit; all are while it is `None`.
    shown_place: Option<Place>,
    answer: Option<Arc<Answer>>,
    references_revision: Option<u64>,
}

impl Signals {
    fn new(wiring: &Wiring, history: HistorySignals) -> Self {
        let memory = wiring.memory();
        let listing = Rc::new(Listing::of(None, &Work::default()));
        Self {
            listing: Signal::new(Rc::clone(&listing)),
            parts: Signal::new(listing),
            selected: Signal::new(memory.selected.clone()),
            tab: Signal::new(memory.tab),
            sheet: Signal::new(None),
            verdict: Signal::new(listing::verdict(None)),
            checks: Signal::new(Rc::default()),
            references: Signal::new(Rc::default()),
            progress: Signal::new(0.0),
            side_chain: Signal::new(SideChainState::Off),
            complaint: Signal::new(String::new()),
            is_later_shown: Signal::new(false),
            report: Signal::new(Arc::from("")),
            has_report: Signal::new(false),
            history,
            is_drag_over: Signal::new(false),
            is_narrow: Signal::new(false),
        }
    }
}

impl State {
    pub(super) fn new(wiring: Wiring, controls: Controls) -> Self {
        let keeper = Keeper::new();
        let signals = Signals::new(&wiring, keeper.signals());
        let meters = Meters::new(wiring.memory().needles.clone());
        let mut state = Self {
            wiring,
            controls,
            signals,
            meters,
            keeper,
            shown_place: None,
            answer: None,
            references_revision: None,
        };
        state.fetch(Instant::now());
        state
    }

    pub(super) fn signals(&self) -> Signals {
        self.signals
    }

    pub(super) fn pictures(&self) -> Pictures {
        self.meters.pictures()
    }

    /// One frame of time: takes in what is new.
    fn fetch(&mut self, now: Instant) {
        let (frame, extremes, answer) = {
            let mut end = self.wiring.end();
            (*end.frame(), end.take_extremes(), end.answer())
        };
        let is_new = match (&self.answer, &answer) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            (old, new) => old.is_some() != new.is_some(),
        };
        let has_news = self.fetch_history(now);
        if is_new {
            self.answer = answer;
        }
        if is_new || has_news {
            self.show_answer();
        }
        self.meters
            .show_frame(now, &frame, &extremes, self.answer.as_deref());
        self.fetch_references();
    }

    fn fetch_references(&mut self) {
        let revision = self.wiring.desk.references_revision();
        if self.references_revision == Some(revision) {
            return;
        }
        let mut references = self.wiring.desk.references();
        // Progress has a signal of its own: the sheet is not made anew for every percent.
        let progress = references
            .loading
            .as_mut()
            .map_or(0.0, |loading| std::mem::take(&mut loading.progress));
        self.signals.progress.set_if_changed(progress);
        // A short file may be read between two frames: what counts is that there are others than before.
        let is_first_look = self.references_revision.is_none();
        let is_other = self
            .signals
            .references
            .with(|old| old.loaded != references.loaded);
        if is_other && !is_first_look {
            self.controls.mark_edited();
        }
        self.references_revision = Some(revision);
        self.signals.references.set_if_changed(Rc::new(references));
    }

    fn show_answer(&mut self) {
        let work = Work {
            round: self.round(),
            doing: &self.keeper.history().doing,
        };
        let answer = self.answer.as_deref();
        let signals = &self.signals;
        let listing = Rc::new(Listing::of(answer, &work));
        let has_same_parts = signals.parts.with(|parts| parts.has_same_parts(&listing));
        signals.listing.set_if_changed(Rc::clone(&listing));
        if !has_same_parts {
            signals.parts.set(listing);
        }
        signals.verdict.set_if_changed(listing::verdict(answer));
        let is_heard = answer.is_some_and(|answer| answer.report.coverage.heard_s > 0.0);
        signals.has_report.set_if_changed(answer.is_some());
        self.keeper
            .hear(if is_heard { Now::Heard } else { Now::Silent });
        let checks = answer.map(|answer| answer.report.readiness.checks.clone());
        signals
            .checks
            .set_if_changed(Rc::new(checks.unwrap_or_default()));
        let side_chain = answer.map(|answer| answer.side_chain);
        signals
            .side_chain
            .set_if_changed(side_chain.unwrap_or_default());
        self.show_selected();
    }

    fn show_selected(&mut self) {
        let answer = self.answer.as_deref();
        let key = self.signals.selected.get();
        let issues = answer.map(|answer| answer.report.issues.as_slice());
        let mut selected = issues
            .unwrap_or_default()
            .iter()
            .find(|issue| key.as_ref() == Some(&issue.key))
            .cloned();
        if let (Some(issue), Some(place)) = (&mut selected, self.shown_place) {
            issue.places = vec![place];
        }
        self.meters.show_answer(answer, selected.as_ref());
    }

    /// Opens the issue at or next to a position in the song.
    fn open_nearest(&mut self, position_s: f64) {
        let distance_s = |place: &Place| {
            let before_s = place.start_s - position_s;
            let after_s = position_s - place.end_s;
            before_s.max(after_s).max(0.0)
        };
        let issues = self.answer.as_deref().map(|answer| &answer.report.issues);
        let places = issues.into_iter().flatten().flat_map(|issue| {
            let key = issue.key.clone();
            issue.places.iter().map(move |place| (key.clone(), *place))
        });
        let nearest = places
            .filter(|(_, place)| distance_s(place) <= NEAR_S)
            .min_by(|(_, one), (_, other)| distance_s(one).total_cmp(&distance_s(other)));
        if let Some((key, place)) = nearest {
            self.signals.selected.set_if_changed(Some(key));
            self.shown_place = Some(place);
            self.show_selected();
        }
    }

    fn act(&mut self, event: &EditorEvent) {
        self.signals.complaint.set_if_changed(String::new());
        self.keeper.hush();
        let signals = self.signals;
        match event {
            EditorEvent::ToggleIssue(key) => self.toggle_issue(key),
            EditorEvent::Show(start_s, end_s) => {
                signals.tab.set_if_changed(Tab::Live);
                signals.sheet.set_if_changed(None);
                self.shown_place = Some(Place {
                    start_s: *start_s,
                    end_s: *end_s,
                });
                self.show_selected();
            }
            EditorEvent::Ignore(key) => {
                self.wiring.desk.ignore(key);
                self.controls.mark_edited();
            }
            EditorEvent::Restore(key) => {
                self.wiring.desk.restore(key);
                self.controls.mark_edited();
            }
            EditorEvent::OpenTab(tab) => {
                signals.tab.set_if_changed(*tab);
                signals.sheet.set_if_changed(None);
            }
            EditorEvent::ToggleSheet(sheet) => self.toggle_sheet(*sheet),
            EditorEvent::CloseSheet => signals.sheet.set_if_changed(None),
            EditorEvent::ChooseReferences => self.wiring.desk.choose_references(),
            EditorEvent::AddReference(path) => self.add_references(vec![path_of(path)]),
            EditorEvent::RemoveReference(index) => {
                self.wiring.desk.remove_reference(*index);
            }
            EditorEvent::CancelLoading => self.wiring.desk.cancel_loading(),
            EditorEvent::Reset => self.reset(),
            EditorEvent::ToggleDoing(key, at) => self.toggle_doing(key, *at),
            EditorEvent::StopDoing(intention) => self.work_on(intention),
            EditorEvent::ToggleLater => signals.is_later_shown.update(|is| *is = !*is),
            EditorEvent::SaveReport => self.save_report(),
            EditorEvent::Tell(notice) => self.tell(notice),
        }
        self.remember();
    }

    fn toggle_issue(&mut self, key: &str) {
        let is_open = self.signals.selected.get().as_deref() == Some(key);
        self.signals
            .selected
            .set((!is_open).then(|| key.to_owned()));
        self.shown_place = None;
        self.show_selected();
    }

    fn add_references(&self, paths: Vec<PathBuf>) {
        self.signals.sheet.set_if_changed(Some(Sheet::References));
        self.wiring.desk.add_references(paths);
    }

    fn reset(&mut self) {
        let sent = self.wiring.end().send(AudioCommand::Reset);
        if let Err(error) = sent {
            self.signals
                .complaint
                .set(words::sentence(&error.to_string()));
        }
    }

    /// Keeps what the next window shall begin with.
    fn remember(&self) {
        let mut memory = self.wiring.memory();
        memory.tab = self.signals.tab.get();
        memory.selected = self.signals.selected.get();
    }
}

impl Drop for State {
    fn drop(&mut self) {
        self.wiring.memory().needles = self.meters.needles();
    }
}

impl Model for State {
    fn event(&mut self, _cx: &mut EventContext, event: &mut Event) {
        event.map(|tick: &FrameTick, _| self.fetch(tick.now));
        event.map(|editor_event: &EditorEvent, _| self.act(editor_event));
        event.map(|event: &VersionEvent, _| self.act_on_versions(event));
        event.map(|window_event: &WindowEvent, _| {
            if let WindowEvent::Drop(DropData::File(path)) = window_event {
                self.add_references(vec![path.clone()]);
            }
        });
        event.map(|drag: &DragOver, _| self.signals.is_drag_over.set_if_changed(drag.0));
        event.map(|LevelsEvent::AcknowledgeClips, _| self.meters.acknowledge());
        event.map(|SongEvent::Show(position_s), _| self.open_nearest(*position_s));
    }
}

/// A path as people paste it: in quotes, as a URL of a file, with blanks around it.
fn path_of(text: &str) -> PathBuf {
    let text = text
        .trim()
        .trim_matches(|letter| matches!(letter, '"' | '\''));
    PathBuf::from(text.strip_prefix("file://").unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_paths_may_be_quoted() {
        for text in [
            "/a/b c.wav",
            " \"/a/b c.wav\" ",
            "'/a/b c.wav'",
            "file:///a/b c.wav",
        ] {
            assert_eq!(path_of(text), PathBuf::from("/a/b c.wav"));
        }
    }
}
