//! The worker thread: takes in what was heard, judges it, and shows and writes the answer.
//!
//! Each instance has its own, and nobody wakes it: it looks for work a few dozen times a second. The framework's
//! background tasks would be woken from the audio thread through a lock, share one thread among all instances, and end
//! that thread for all of them when one instance goes away with a task still queued (nice-plug 0.4.2,
//! `event_loop/background_thread.rs`).

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Release;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use crate::analysis::judge::JUDGED_FROM_S;
use crate::bridge::worker::WorkerEnd;
use crate::model::version::Extent;
use crate::model::version::Origin;
use crate::model::version::Version;
use crate::plugin::history::Heard;
use crate::plugin::history::Keeper;
use crate::plugin::listening::Listening;
use crate::plugin::live::LiveFile;
use crate::plugin::params::TriageParams;

/// Pause while audio comes in. At a thousand times real time a queue of 102 s holds ten of these.
const PAUSE_BUSY: Duration = Duration::from_millis(10);

/// Pause while none does.
const PAUSE_IDLE: Duration = Duration::from_millis(50);

/// Without audio for so long, the pauses get longer and what was heard is judged as a whole.
const IDLE_AFTER: Duration = Duration::from_millis(500);

/// A view shows a new answer five times a second at most.
const JUDGE_EVERY: Duration = Duration::from_millis(200);

/// Judging may take a tenth of one processor at most, however long the song is.
const JUDGE_SHARE: u32 = 10;

/// A comparison with what is heard now follows it once a second.
const COMPARE_EVERY: Duration = Duration::from_secs(1);

/// What a person is told who captures silence.
const TOO_LITTLE_MUSIC: &str =
    "there is nothing to capture yet: play at least three seconds of the song, better all of it";

/// The running worker. Dropping it ends the thread, after what was heard until then has been judged and written.
#[derive(Debug)]
pub struct Worker {
    must_stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `None` when the system has no thread to give: audio passes, nothing is judged.
    #[must_use]
    pub(super) fn start(
        end: WorkerEnd,
        params: Arc<TriageParams>,
        keeper: Arc<Keeper>,
    ) -> Option<Self> {
        let must_stop = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&must_stop);
        // Opened here and not by the thread, so that instances are numbered as they were started.
        let live = LiveFile::from_environment();
        let thread = std::thread::Builder::new()
            .name("triage-worker".to_owned())
            .spawn(move || run(&stop, Rounds::new(end, params, keeper, live)))
            .ok()?;
        Some(Self {
            must_stop,
            thread: Some(thread),
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.must_stop.store(true, Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A panic in there was caught, and the system's own words for it are on standard error.
            let _ = thread.join();
        }
    }
}

fn run(must_stop: &AtomicBool, mut rounds: Rounds) {
    // Nothing that goes wrong here may take the host down; without a worker the audio passes all the same.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        while !must_stop.load(Acquire) {
            rounds.turn();
            std::thread::park_timeout(rounds.pause());
        }
        rounds.finish();
    }));
}

/// When to judge what was heard.
struct Rounds {
    listening: Listening,
    params: Arc<TriageParams>,
    keeper: Arc<Keeper>,
    live: Option<LiveFile>,
    /// Something came since the last answer.
    is_due: bool,
    /// Something came since the last judgement of the whole.
    is_whole_due: bool,
    /// Something came since the last comparison.
    is_compare_due: bool,
    heard_at: Instant,
    judge_at: Instant,
    compare_at: Instant,
}

impl Rounds {
    fn new(
        end: WorkerEnd,
        params: Arc<TriageParams>,
        keeper: Arc<Keeper>,
        live: Option<LiveFile>,
    ) -> Self {
        let now = Instant::now();
        Self {
            listening: Listening::new(end, &params),
            params,
            keeper,
            live,
            is_due: true,
            is_whole_due: true,
            is_compare_due: true,
            heard_at: now,
            judge_at: now,
            compare_at: now,
        }
    }

    /// Takes in what is waiting and judges it when it is time.
    fn turn(&mut self) {
        self.take_in();
        self.capture();
        let now = Instant::now();
        if now >= self.judge_at {
            if self.is_idle() {
                self.judge_whole(now);
            } else {
                self.judge_live(now);
            }
            self.judge_at = now + JUDGE_EVERY.max(now.elapsed() * JUDGE_SHARE);
        }
        if self.keeper.is_watched() && now >= self.compare_at {
            self.compare(now);
        }
    }

    /// Judges what nobody has seen yet, for the file. The view is gone.
    fn finish(&mut self) {
        while self.take_in() > 0 {}
        self.listening.finish();
        self.capture();
        // A version more is a round more.
        self.take_in();
        self.judge_whole(Instant::now());
    }

    fn take_in(&mut self) -> usize {
        // What ends in what is taken in now is judged by what was chosen before it ended.
        let has_changed = self.listening.follow(&self.params);
        let taken = self.listening.take_in();
        if taken > 0 {
            self.heard_at = Instant::now();
        }
        if has_changed || taken > 0 {
            self.is_due = true;
            self.is_whole_due = true;
            self.is_compare_due = true;
        }
        taken
    }

    /// Makes versions of exports that went through, and of what is heard when the person asks for it.
    fn capture(&mut self) {
        for export in self.listening.take_exports() {
            let version = self
                .keeper
                .add(&export.session, Origin::Export, export.extent);
            self.tell(&version);
        }
        if !self.keeper.wants_capture() {
            return;
        }
        let session = self.listening.session();
        let measurement = session.measurement();
        let extent = match measurement.dropped_blocks {
            0 => Extent::Whole,
            _ => Extent::Partial,
        };
        if measurement.active_s < JUDGED_FROM_S {
            self.keeper.refuse(TOO_LITTLE_MUSIC);
        } else {
            let version = self.keeper.add(session, Origin::Manual, extent);
            self.tell(&version);
        }
    }

    /// Writes what there is to say of a new version beside the file of reports.
    fn tell(&mut self, version: &Version) {
        if self.live.is_some() {
            self.keeper
                .compare_now(self.listening.session(), Heard::Fresh);
        }
        if let Some(live) = &self.live {
            live.tell(version, &self.keeper);
        }
    }

    /// While audio comes in, the view gets calm answers and the file, now and then, the plain one.
    fn judge_live(&mut self, now: Instant) {
        if !std::mem::take(&mut self.is_due) {
            return;
        }
        self.listening.show_live();
        if let Some(live) = self.live.as_mut().filter(|live| live.takes_one(now)) {
            live.write(&self.listening.whole(), now);
        }
    }

    /// Once no more comes in, view and file get the same answer.
    fn judge_whole(&mut self, now: Instant) {
        if !std::mem::take(&mut self.is_whole_due) {
            return;
        }
        self.is_due = false;
        let answer = self.listening.show_whole();
        if let Some(live) = &mut self.live {
            live.write(&answer.report, now);
        }
    }

    fn compare(&mut self, now: Instant) {
        let heard = if std::mem::take(&mut self.is_compare_due) {
            Heard::Fresh
        } else {
            Heard::AsBefore
        };
        self.keeper.compare_now(self.listening.session(), heard);
        self.compare_at = now + COMPARE_EVERY.max(now.elapsed() * JUDGE_SHARE);
    }

    fn is_idle(&self) -> bool {
        self.heard_at.elapsed() >= IDLE_AFTER
    }

    fn pause(&self) -> Duration {
        if self.is_idle() {
            PAUSE_IDLE
        } else {
            PAUSE_BUSY
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bridge::connect;
    use crate::bridge::editor::EditorEnd;
    use crate::model::answer::Answer;
    use crate::model::answer::Song;
    use crate::model::block::MeterBlock;
    use crate::model::report::Report;
    use crate::plugin::history::Folders;

    /// What the view shows once it satisfies `wanted`; fails after two seconds, the time a person is promised.
    #[track_caller]
    fn shown(editor: &mut EditorEnd, wanted: impl Fn(&Report) -> bool) -> Arc<Answer> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(2) {
            if let Some(answer) = editor.answer().filter(|answer| wanted(&answer.report)) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("not shown within two seconds");
    }

    fn start(end: WorkerEnd, params: Arc<TriageParams>) -> Option<Worker> {
        let folders = Folders::within(std::env::temp_dir().join("triage-worker-tests"));
        let keeper = Keeper::new(Arc::clone(&params), folders);
        Worker::start(end, params, Arc::new(keeper))
    }

    #[test]
    fn view_gets_a_report_before_any_audio() {
        let (_audio, end, mut editor) = connect();
        let _worker = start(end, Arc::default()).unwrap();
        let answer = shown(&mut editor, |_| true);
        assert_eq!(answer.report.coverage.heard_s, 0.0);
        assert_eq!(answer.song, Song::default());
    }

    #[test]
    fn failed_metering_stands_in_the_report() {
        let (mut audio, end, mut editor) = connect();
        let _worker = start(end, Arc::default()).unwrap();
        audio.report_failure();
        shown(&mut editor, |report| {
            report
                .notes
                .iter()
                .any(|note| note.contains("internal error"))
        });
    }

    #[test]
    fn lost_blocks_stand_in_the_report() {
        let (mut audio, end, mut editor) = connect();
        for sequence in 0..(crate::bridge::BLOCKS_WAITING_MAX as u64 + 9) {
            audio.send_block(&MeterBlock {
                sequence,
                sample_rate_hz: 48_000.0,
                channels: 2,
                frames: 4_800,
                ..MeterBlock::default()
            });
        }
        let _worker = start(end, Arc::default()).unwrap();
        shown(&mut editor, |report| report.coverage.dropped_blocks == 9);
    }

    #[test]
    fn dropping_it_ends_the_thread() {
        let (_audio, end, _editor) = connect();
        let params = Arc::<TriageParams>::default();
        let worker = start(end, Arc::clone(&params)).unwrap();
        drop(worker);
        assert_eq!(Arc::strong_count(&params), 1);
    }
}
