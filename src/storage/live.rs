//! The report of a running plug-in as a file that is always up to date, for assistants and scripts to watch.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use crate::storage::atomic::WriteError;
use crate::storage::atomic::write_atomically;

/// At most one file per second: a reader needs no more, and disks last longer.
const INTERVAL: Duration = Duration::from_secs(1);

/// How long to leave a folder alone that could not be written to.
const RETRY_INTERVAL: Duration = Duration::from_secs(15);

/// How long closing waits for the last write. A network share that hangs must not hang the host.
const CLOSE_MAX: Duration = Duration::from_secs(2);

/// How the file fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReportStatus {
    /// Nothing was written yet.
    #[default]
    Waiting,
    /// The newest report that was due is on disk.
    Written,
    /// It could not be written, for this reason; tried again now and then.
    Failed(String),
}

/// Writes the newest report to `<folder>/<stem>.json`, at most once a second, on a thread of its own.
///
/// The last report given is written even when dropped right after; dropping waits two seconds at most.
#[derive(Debug)]
pub struct LiveReportWriter {
    path: PathBuf,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    newest: Option<Vec<u8>>,
    status: ReportStatus,
    is_closing: bool,
    is_closed: bool,
}

impl LiveReportWriter {
    /// Starts the thread. Nothing is written before the first report; the folder is created then.
    ///
    /// # Errors
    ///
    /// When the stem is no plain file name, or the system has no thread to spare.
    pub fn start(folder: &Path, file_stem: &str) -> Result<Self, WriteError> {
        let path = folder.join(format!("{file_stem}.json"));
        let is_plain = !file_stem.is_empty() && !file_stem.contains(['/', '\\', ':', '\0']);
        let fault = |source| WriteError {
            path: path.clone(),
            source,
        };
        if !is_plain {
            return Err(fault(std::io::ErrorKind::InvalidInput.into()));
        }
        let shared = Arc::new(Shared::default());
        let (thread_shared, thread_path) = (Arc::clone(&shared), path.clone());
        let thread = std::thread::Builder::new()
            .name("triage report".to_owned())
            .spawn(move || thread_shared.run(&thread_path))
            .map_err(fault)?;
        Ok(Self {
            path,
            shared,
            thread: Some(thread),
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Hands over a report as it shall stand in the file. One that was not written yet is replaced. Does not wait.
    pub fn send(&self, report: impl Into<Vec<u8>>) {
        self.shared.lock().newest = Some(report.into());
        self.shared.changed.notify_all();
    }

    /// How the file fares. A failure stays until a write succeeds.
    #[must_use]
    pub fn status(&self) -> ReportStatus {
        self.shared.lock().status.clone()
    }
}

impl Drop for LiveReportWriter {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.is_closing = true;
        self.shared.changed.notify_all();
        let deadline = Instant::now() + CLOSE_MAX;
        while !state.is_closed {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // The thread is stuck in the system; it ends by itself when the system lets go.
                return;
            }
            state = self.shared.wait(state, left);
        }
        drop(state);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// A poisoned lock only means that a thread died between two simple assignments: the state is still whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, timeout: Duration) -> MutexGuard<'a, State> {
        self.changed
            .wait_timeout(state, timeout)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    fn run(&self, path: &Path) {
        let mut not_before = Instant::now();
        while let Some(report) = self.next_report(not_before) {
            let outcome = write(path, &report);
            let pause = if outcome.is_ok() {
                INTERVAL
            } else {
                RETRY_INTERVAL
            };
            not_before = Instant::now() + pause;
            self.settle(report, outcome);
        }
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Waits for a report and for its time. `None` once closing and nothing is left to write.
    fn next_report(&self, not_before: Instant) -> Option<Vec<u8>> {
        let mut state = self.lock();
        loop {
            let early = not_before.saturating_duration_since(Instant::now());
            if state.is_closing || (early.is_zero() && state.newest.is_some()) {
                return state.newest.take();
            }
            let timeout = if state.newest.is_some() {
                early
            } else {
                RETRY_INTERVAL
            };
            state = self.wait(state, timeout);
        }
    }

    /// Remembers how it went. What failed is kept for the next try, unless there is something newer or no next try.
    fn settle(&self, report: Vec<u8>, outcome: Result<(), WriteError>) {
        let mut state = self.lock();
        state.status = match outcome {
            Ok(()) => ReportStatus::Written,
            Err(error) => {
                if state.newest.is_none() && !state.is_closing {
                    state.newest = Some(report);
                }
                ReportStatus::Failed(error.to_string())
            }
        };
    }
}

fn write(path: &Path, report: &[u8]) -> Result<(), WriteError> {
    if let Some(folder) = path.parent() {
        // Whether this worked shows at the write, which says it better.
        let _ = std::fs::create_dir_all(folder);
    }
    write_atomically(path, report)
}
