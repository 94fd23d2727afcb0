//! The part of the state that is about versions, and about what is said of them.

use std::sync::Arc;

use vizia_core::prelude::*;

use crate::editor::event::Sheet;
use crate::editor::event::Tab;
use crate::editor::event::VersionEvent;
use crate::editor::report;
use crate::editor::state::State;
use crate::editor::versions::keeper::Project;
use crate::model::history::Notice;
use crate::model::version::Intention;

impl State {
    /// Takes in what became of the versions, and answers whether anything did.
    pub(super) fn fetch_history(&mut self, now: Instant) -> bool {
        let has_news = self.keeper.fetch(now, self.wiring.desk.as_ref());
        if has_news {
            let newest = self.keeper.newest().map(|head| head.id);
            let known = self.wiring.memory().newest_version.replace(newest);
            // An export may have been captured without any press in this window. What the project brought along when
            // the first window opened is no change.
            if known.is_some_and(|known| known != newest) {
                self.controls.mark_edited();
            }
        }
        has_news
    }

    /// Round of work: the person's, or else the number of versions.
    pub(super) fn round(&self) -> Option<u32> {
        let iteration = &self.controls.iteration;
        let last = iteration.step_count().unwrap_or(0) as f32;
        let set = (iteration.normalized() * last).round() as u32;
        let versions = u32::try_from(self.keeper.history().versions.len()).unwrap_or(u32::MAX);
        [set, versions].into_iter().find(|round| *round > 0)
    }

    pub(super) fn act_on_versions(&mut self, event: &VersionEvent) {
        self.signals.complaint.set_if_changed(String::new());
        self.keeper.hush();
        if *event == VersionEvent::CompareNewest {
            self.signals.tab.set_if_changed(Tab::Versions);
            self.signals.sheet.set_if_changed(None);
        }
        if self.keeper.act(event, self.wiring.desk.as_ref()) == Project::Changed {
            self.controls.mark_edited();
        }
        self.remember();
    }

    pub(super) fn tell(&mut self, notice: &Notice) {
        self.keeper.tell(Instant::now(), notice.clone());
    }

    pub(super) fn toggle_doing(&self, key: &str, at: usize) {
        let listing = self.signals.listing.get();
        let card = listing.cards.iter().find(|card| card.key == key);
        if let Some(step) = card.and_then(|card| card.moves.get(at)) {
            self.work_on(&step.intention);
        }
    }

    /// Begins with a move, or ends with it.
    pub(super) fn work_on(&self, intention: &Intention) {
        self.wiring.desk.toggle_doing(intention.clone());
        self.controls.mark_edited();
    }

    pub(super) fn toggle_sheet(&self, sheet: Sheet) {
        let open = (self.signals.sheet.get() != Some(sheet)).then_some(sheet);
        if let (Some(Sheet::Report), Some(answer)) = (open, &self.answer) {
            let text = report::markdown(&answer.report, self.round(), self.keeper.history());
            self.signals.report.set(Arc::from(text));
        }
        self.signals.sheet.set_if_changed(open);
    }

    pub(super) fn save_report(&mut self) {
        let newest = self.keeper.newest().map(|head| head.name.clone());
        let title = newest.unwrap_or_else(|| "mix".to_owned());
        let markdown = self.signals.report.get().to_string();
        self.keeper.await_notice();
        self.wiring.desk.save_report(&title, markdown);
    }
}
