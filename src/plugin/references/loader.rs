//! Reads references in the background, one after the other.

use std::collections::BTreeSet;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::AcqRel;
use std::sync::atomic::Ordering::Acquire;
use std::sync::atomic::Ordering::Release;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use crate::analysis::profile::from_measurement;
use crate::listen::ListenError;
use crate::listen::Progress;
use crate::listen::hear_reference;
use crate::model::loading::LoadedReference;
use crate::model::loading::Loading;
use crate::model::loading::References;
use crate::model::profile::Profile;
use crate::model::profile::ProfileSource;
use crate::model::profile::REFERENCES_MAX;
use crate::plugin::params::TriageParams;
use crate::plugin::state::references::Refusal;
use crate::plugin::state::versioned::Versioned;
use crate::storage::is_file;
use crate::storage::is_same_file;

/// Progress is told in steps of this size: finer than a bar can show, coarser than every 8192 frames.
const PROGRESS_STEP: f32 = 0.01;

/// A thread that hangs in a file on a dead network is left behind after this.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// Most complaints kept. Hundreds of files may be dropped at once, and nobody reads so many lines.
const PROBLEMS_MAX: usize = 20;

/// The references of one instance, and the thread that reads them.
#[derive(Debug)]
pub(in crate::plugin) struct Loader {
    params: Arc<TriageParams>,
    desk: Versioned<Desktop>,
    /// Raised to have everything given up that was asked for before.
    round: AtomicU64,
    must_stop: AtomicBool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What the person sees of the loading, and what is still to be done.
#[derive(Debug, Default)]
struct Desktop {
    waiting: VecDeque<PathBuf>,
    loading: Option<Loading>,
    problems: Vec<String>,
    /// Paths of references whose audio is gone.
    missing: BTreeSet<String>,
    /// The references by which `missing` was last looked for, and whether that is still to be done.
    checked_revision: u64,
    must_check: bool,
    is_running: bool,
}

/// The next thing to do.
enum Task {
    Check,
    Read { path: PathBuf, round: u64 },
}

impl Loader {
    pub(in crate::plugin) fn new(params: Arc<TriageParams>) -> Self {
        Self {
            params,
            desk: Versioned::default(),
            round: AtomicU64::new(0),
            must_stop: AtomicBool::new(false),
            thread: Mutex::new(None),
        }
    }

    /// Grows whenever the references or the way to them change.
    pub(in crate::plugin) fn revision(&self) -> u64 {
        self.desk.revision() + self.params.references.revision()
    }

    /// The references now. Once the project has brought others, their files are looked for in the background.
    pub(in crate::plugin) fn references(self: &Arc<Self>) -> References {
        self.look_for_files();
        let sources = self.params.references.profiles().into_iter();
        let sources = sources.flat_map(|profile| {
            let integrated_lufs = profile.integrated_lufs;
            let sources = profile.sources.into_iter();
            sources.map(move |source| (source, integrated_lufs))
        });
        self.desk.look(|desk| References {
            loaded: sources
                .map(|(source, integrated_lufs)| desk.loaded(source, integrated_lufs))
                .collect(),
            loading: desk.loading.clone(),
            problems: desk.problems.clone(),
        })
    }

    /// Reads further files.
    pub(in crate::plugin) fn add(self: &Arc<Self>, paths: Vec<PathBuf>) {
        if self.must_stop.load(Acquire) {
            return;
        }
        self.desk.change(|desk| {
            desk.problems.clear();
            desk.waiting.extend(paths);
            desk.count_waiting();
        });
        self.wake();
    }

    /// Gives up what is being read and what waits.
    pub(in crate::plugin) fn cancel(&self) {
        self.desk.change(|desk| {
            // Within the lock, or a file that has just been read would still be added.
            self.round.fetch_add(1, AcqRel);
            desk.waiting.clear();
            desk.loading = None;
        });
    }

    /// Takes a reference away, by its place in the list.
    pub(in crate::plugin) fn remove(&self, index: usize) {
        let gone = self.params.references.remove(index);
        self.desk.change(|desk| {
            if gone.len() > 1 {
                let names: Vec<&str> = gone.iter().map(|source| source.name.as_str()).collect();
                desk.complain(format!(
                    "an older version kept these references as one, so they went together: {}; add those you want again",
                    names.join(", ")
                ));
            }
        });
    }

    /// Tells the person what went wrong.
    pub(in crate::plugin) fn complain(&self, problem: String) {
        self.desk.change(|desk| desk.complain(problem));
    }

    /// Ends the thread; what it reads is given up.
    pub(in crate::plugin) fn stop(&self) {
        self.must_stop.store(true, Release);
        self.cancel();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(thread) = thread else { return };
        let asked_at = Instant::now();
        while !thread.is_finished() {
            if asked_at.elapsed() > STOP_WITHIN {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        // A panic in there was caught and told already.
        let _ = thread.join();
    }

    fn look_for_files(self: &Arc<Self>) {
        let revision = self.params.references.revision();
        if self.desk.look(|desk| desk.checked_revision == revision) {
            return;
        }
        self.desk.change(|desk| {
            desk.checked_revision = revision;
            desk.must_check = true;
        });
        self.wake();
    }

    /// Starts the thread unless it runs.
    fn wake(self: &Arc<Self>) {
        let must_start = self
            .desk
            .change(|desk| !std::mem::replace(&mut desk.is_running, true));
        if !must_start {
            return;
        }
        let loader = Arc::clone(self);
        let thread = std::thread::Builder::new().name("triage-references".to_owned());
        match thread.spawn(move || loader.work()) {
            Ok(thread) => {
                *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
            }
            Err(error) => self.desk.change(|desk| {
                desk.is_running = false;
                desk.waiting.clear();
                desk.complain(format!(
                    "no reference can be read now: {error}; try again later"
                ));
            }),
        }
    }

    fn work(&self) {
        while let Some(task) = self.next_task() {
            // Whatever a file does to a decoder, the host and the other files go on.
            let done = catch_unwind(AssertUnwindSafe(|| self.perform(&task)));
            if let (Err(_), Task::Read { path, round }) = (done, &task) {
                let path = path.display();
                let problem = format!("cannot read {path}: internal error; convert it to WAV");
                self.finish(*round, |desk| desk.complain(problem));
            }
        }
    }

    /// The next thing to do; with none left the thread is over.
    fn next_task(&self) -> Option<Task> {
        self.desk.change(|desk| {
            if self.must_stop.load(Acquire) {
                desk.is_running = false;
                return None;
            }
            if std::mem::take(&mut desk.must_check) {
                return Some(Task::Check);
            }
            let Some(path) = desk.waiting.pop_front() else {
                desk.is_running = false;
                return None;
            };
            desk.begin(&path);
            let round = self.round.load(Acquire);
            Some(Task::Read { path, round })
        })
    }

    fn perform(&self, task: &Task) {
        match task {
            Task::Check => self.check_files(),
            Task::Read { path, round } => {
                let read = self.read(path, *round);
                self.finish(*round, |desk| match read {
                    Ok(profile) => self.keep(profile, path, desk),
                    Err(problem) => desk.complain(problem),
                });
            }
        }
    }

    /// Ends a file, unless it was given up meanwhile.
    fn finish(&self, round: u64, end: impl FnOnce(&mut Desktop)) {
        self.desk.change(|desk| {
            if self.round.load(Acquire) == round {
                desk.loading = None;
                end(desk);
            }
        });
    }

    fn keep(&self, profile: Profile, path: &Path, desk: &mut Desktop) {
        if let Err(refusal) = self.params.references.add(profile) {
            desk.complain(refused(path, refusal));
        }
    }

    fn read(&self, path: &Path, round: u64) -> Result<Profile, String> {
        let sources = self.sources();
        if sources.len() >= REFERENCES_MAX {
            return Err(refused(path, Refusal::TooMany));
        }
        let is_same = |source: &ProfileSource| {
            let known = source.path.as_deref().map(Path::new);
            known.is_some_and(|known| known == path || is_same_file(known, path))
        };
        if sources.iter().any(is_same) {
            return Err(format!(
                "{} is among the references already",
                path.display()
            ));
        }
        let (source, measurement) = hear_reference(path, |progress| self.watch(progress, round))
            .map_err(|error| error.to_string())?;
        from_measurement(&source, &measurement)
            .ok_or_else(|| ListenError::Silent(path.to_owned()).to_string())
    }

    /// Shows how far the file is, and has it given up when nobody wants it any more.
    fn watch(&self, progress: Progress, round: u64) -> ControlFlow<()> {
        if self.must_stop.load(Acquire) || self.round.load(Acquire) != round {
            return ControlFlow::Break(());
        }
        let total = progress.frames_total.filter(|&total| total > 0);
        let share = total
            .map_or(0.0, |total| progress.frames as f32 / total as f32)
            .min(1.0);
        let shown = self
            .desk
            .look(|desk| desk.loading.as_ref().map(|now| now.progress));
        if shown.is_some_and(|shown| share >= shown + PROGRESS_STEP) {
            self.desk.change(|desk| {
                if let Some(loading) = &mut desk.loading {
                    loading.progress = share;
                }
            });
        }
        ControlFlow::Continue(())
    }

    fn check_files(&self) {
        let paths = self.sources().into_iter().filter_map(|source| source.path);
        let missing = paths.filter(|path| !is_file(Path::new(path))).collect();
        self.desk.change(|desk| desk.missing = missing);
    }

    fn sources(&self) -> Vec<ProfileSource> {
        let profiles = self.params.references.profiles();
        profiles
            .into_iter()
            .flat_map(|profile| profile.sources)
            .collect()
    }
}

fn refused(path: &Path, refusal: Refusal) -> String {
    format!("cannot add {}: {refusal}", path.display())
}

impl Desktop {
    fn begin(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        self.loading = Some(Loading {
            name: name.to_string_lossy().into_owned(),
            progress: 0.0,
            waiting: self.waiting.len(),
        });
    }

    fn count_waiting(&mut self) {
        if let Some(loading) = &mut self.loading {
            loading.waiting = self.waiting.len();
        }
    }

    fn complain(&mut self, problem: String) {
        self.problems.push(problem);
        let surplus = self.problems.len().saturating_sub(PROBLEMS_MAX);
        self.problems.drain(..surplus);
    }

    fn loaded(&self, source: ProfileSource, integrated_lufs: Option<f64>) -> LoadedReference {
        let is_missing = source
            .path
            .as_ref()
            .is_some_and(|path| self.missing.contains(path));
        LoadedReference {
            name: source.name,
            path: source.path,
            warning: source.warning,
            is_missing,
            integrated_lufs,
            duration_s: source.duration_s,
        }
    }
}
