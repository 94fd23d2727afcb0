//! The session of one instance, fed from the audio thread and kept up with the choices of the person.

use std::sync::Arc;
use std::time::Instant;

use crate::analysis::session::Session;
use crate::analysis::session::SideChain;
use crate::bridge::worker::Listener;
use crate::bridge::worker::WorkerEnd;
use crate::model::answer::Answer;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;
use crate::model::report::Report;
use crate::plugin::params::TriageParams;
use crate::plugin::pass::Export;
use crate::plugin::pass::PassWatch;

/// Stands in the report when metering has given up.
const FAILURE_NOTE: &str = "metering stopped after an internal error and the audio passes unchanged; \
                            insert Triage again, and please report how it came about";

/// What has been heard and what it is judged by.
#[derive(Debug)]
pub(super) struct Listening {
    end: WorkerEnd,
    session: Session,
    passes: PassWatch,
    exports: Vec<Export>,
    side_chain: SideChain,
    reference_revision: u64,
    ignored_revision: u64,
    has_failed: bool,
}

impl Listening {
    /// Has heard nothing. Follows the references from the first [`Listening::follow`] on.
    pub(super) fn new(end: WorkerEnd, params: &TriageParams) -> Self {
        Self {
            end,
            session: Session::live(params.settings()),
            passes: PassWatch::default(),
            exports: Vec::new(),
            side_chain: SideChain::Ignore,
            reference_revision: 0,
            ignored_revision: 0,
            has_failed: false,
        }
    }

    /// Takes in what the audio thread has handed over; returns how much it was.
    pub(super) fn take_in(&mut self) -> usize {
        // Asked before: what it sent while it rendered is then taken in below.
        let rendering = if self.end.is_rendering_offline() {
            Rendering::Offline
        } else {
            Rendering::RealTime
        };
        let at = Instant::now();
        let taken = self.end.drain(&mut Feed {
            session: &mut self.session,
            passes: &mut self.passes,
            exports: &mut self.exports,
            at,
        });
        if taken == 0 {
            let export = self.passes.idle(&self.session, rendering, at);
            self.exports.extend(export);
        }
        taken
    }

    /// Nothing more will come: an export that is under way is over.
    pub(super) fn finish(&mut self) {
        let export = self.passes.end(&self.session);
        self.exports.extend(export);
    }

    /// The exports that went through since this was last asked.
    pub(super) fn take_exports(&mut self) -> Vec<Export> {
        std::mem::take(&mut self.exports)
    }

    /// Everything heard, and what is said of it.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// Takes over what the person or the host changed; returns whether anything did.
    pub(super) fn follow(&mut self, params: &TriageParams) -> bool {
        let mut has_changed = false;
        let settings = params.settings();
        if *self.session.settings() != settings {
            self.session.set_settings(settings);
            has_changed = true;
        }
        let side_chain = params.use_of_side_chain();
        if self.side_chain != side_chain {
            self.side_chain = side_chain;
            self.session.set_use_side_chain(side_chain);
            has_changed = true;
        }
        // The revision is read first: a change in between is then found again, never missed.
        let revision = params.references.revision();
        if self.reference_revision != revision {
            self.reference_revision = revision;
            let (references, profile) = params.references.combined();
            self.session.set_references(references, profile);
            has_changed = true;
        }
        let revision = params.ignored.revision();
        if self.ignored_revision != revision {
            self.ignored_revision = revision;
            self.session.set_ignored(params.ignored.keys());
            has_changed = true;
        }
        let has_failed = self.end.has_failed();
        if self.has_failed != has_failed {
            self.has_failed = has_failed;
            has_changed = true;
        }
        has_changed
    }

    /// Shows the calm answer to the view.
    pub(super) fn show_live(&mut self) {
        let answer = self.session.live_answer();
        self.show(answer);
    }

    /// Shows the judgement of everything to the view, and returns it.
    pub(super) fn show_whole(&mut self) -> Arc<Answer> {
        self.show(self.session.answer())
    }

    /// The judgement of everything.
    pub(super) fn whole(&self) -> Report {
        self.noted(self.session.report())
    }

    fn show(&mut self, mut answer: Answer) -> Arc<Answer> {
        answer.report = self.noted(answer.report);
        let answer = Arc::new(answer);
        self.end.publish(Arc::clone(&answer));
        answer
    }

    fn noted(&self, mut report: Report) -> Report {
        if self.has_failed {
            report.notes.insert(0, FAILURE_NOTE.to_owned());
        }
        report
    }
}

/// Hands what was measured on to the session, and to that of an export.
struct Feed<'a> {
    session: &'a mut Session,
    passes: &'a mut PassWatch,
    exports: &'a mut Vec<Export>,
    at: Instant,
}

impl Listener for Feed<'_> {
    fn restarted(&mut self) {
        self.session.reset();
        self.passes.restarted();
    }

    fn block(&mut self, block: &MeterBlock, rendering: Rendering) {
        self.session.push_block(block);
        let export = self.passes.block(self.session, block, rendering, self.at);
        self.exports.extend(export);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.session.push_event(event);
        self.passes.clip(event);
    }

    fn reference_block(&mut self, block: &MeterBlock) {
        self.session.push_reference_block(block);
        self.passes.reference_block(block);
    }

    fn dropped(&mut self, count: u64) {
        self.session.add_dropped(count);
        self.passes.dropped(count);
    }
}
