//! The versions of a project: captured by the worker, kept with the project and in a folder, compared, and shown.

mod archive;
mod comparing;
mod desktop;
mod folders;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::AcqRel;
use std::sync::atomic::Ordering::Release;
use std::time::SystemTime;

use uuid::Uuid;

use crate::analysis::session::Captured;
use crate::analysis::session::Session;
use crate::model::comparison::VerdictClass;
use crate::model::history::History;
use crate::model::history::Notice;
use crate::model::history::Side;
use crate::model::report::Issue;
use crate::model::report::Severity;
use crate::model::version::Extent;
use crate::model::version::Found;
use crate::model::version::Intention;
use crate::model::version::Mark;
use crate::model::version::Origin;
use crate::model::version::VERSION_SCHEMA;
use crate::model::version::Version;
use crate::model::version::VersionEdit;
use crate::model::version::VersionHead;
use crate::model::version::VersionId;
use crate::plugin::history::archive::Archive;
use crate::plugin::history::desktop::Desktop;
use crate::plugin::params::TriageParams;
use crate::plugin::state::history::Kept;
use crate::plugin::state::versioned::Versioned;
use crate::storage::save_report;
use crate::storage::versions::VersionStore;
use crate::storage::write_atomically;

pub(in crate::plugin) use crate::plugin::history::comparing::Heard;
pub(in crate::plugin) use crate::plugin::history::folders::Folders;

/// The versions of one instance. Shared by its window, its worker, and the thread that writes files.
#[derive(Debug)]
pub(in crate::plugin) struct Keeper {
    params: Arc<TriageParams>,
    folders: Folders,
    store: VersionStore,
    archive: Arc<Archive>,
    desk: Arc<Versioned<Desktop>>,
    /// A window asked since the worker last looked.
    is_watched: AtomicBool,
}

impl Keeper {
    /// Keeps versions in the project of these parameters and in these folders.
    pub(in crate::plugin) fn new(params: Arc<TriageParams>, folders: Folders) -> Self {
        Self {
            store: VersionStore::new(&folders.versions),
            params,
            folders,
            archive: Arc::default(),
            desk: Arc::default(),
            is_watched: AtomicBool::new(false),
        }
    }

    /// Grows whenever [`Keeper::history`] would answer differently.
    pub(in crate::plugin) fn revision(&self) -> u64 {
        self.is_watched.store(true, Release);
        self.desk.revision() + self.params.history.revision()
    }

    /// Whether a window has asked for the history since this was last asked.
    pub(in crate::plugin) fn is_watched(&self) -> bool {
        self.is_watched.swap(false, AcqRel)
    }

    /// What there is to show.
    pub(in crate::plugin) fn history(&self) -> History {
        self.find_older();
        self.look(Desktop::history)
    }

    /// Asks for a version to be captured.
    pub(in crate::plugin) fn ask_for_capture(&self) {
        self.desk.change(|desk| {
            desk.is_capturing = true;
            desk.notice = Notice::None;
        });
    }

    /// Whether a capture was asked for. The worker is to answer with [`Keeper::add`] or [`Keeper::refuse`].
    pub(in crate::plugin) fn wants_capture(&self) -> bool {
        self.desk.look(|desk| desk.is_capturing)
    }

    /// There is nothing to capture.
    pub(in crate::plugin) fn refuse(&self, reason: &str) {
        self.desk.change(|desk| {
            desk.is_capturing = false;
            desk.notice = Notice::Failed(reason.to_owned());
        });
    }

    /// Adds a version, compares it with the one before, and has it written.
    pub(in crate::plugin) fn add(
        &self,
        session: &Session,
        origin: Origin,
        extent: Extent,
    ) -> Arc<Version> {
        let captured = session.capture(self.params.next_iteration());
        let mut version = self.version(captured, origin, extent);
        let verdict = self.verdict_of(&version);
        version.head.verdict = verdict;
        let version = Arc::new(version);
        self.params
            .history
            .change(|kept| kept.add(Version::clone(&version)));
        self.desk.change(|desk| {
            desk.is_capturing = false;
            desk.captured(&version);
        });
        self.write_version(&version);
        version
    }

    /// Changes what a person wrote of a version.
    pub(in crate::plugin) fn edit(&self, id: VersionId, edit: &VersionEdit) {
        let all = self.history();
        let Some(found) = all.versions.iter().find(|head| head.id == id) else {
            return;
        };
        let at_unix_ms = unix_ms();
        let head = self
            .params
            .history
            .change(|kept| kept.edit(found, edit, at_unix_ms));
        self.desk.change(|desk| desk.edited(&head));
        let (store, desk) = (self.store.clone(), Arc::clone(&self.desk));
        self.send(Box::new(move || {
            if let Err(error) = store.save_head(&head) {
                let told = format!("{} is kept in the project only: {error}", head.name);
                desk.change(|desk| desk.notice = Notice::Failed(told));
            }
        }));
    }

    /// Takes a version out of the history.
    pub(in crate::plugin) fn delete(&self, id: VersionId) {
        self.params.history.change(|kept| kept.delete(id));
        self.desk.change(|desk| desk.deleted(id));
    }

    /// Brings back the version deleted last.
    pub(in crate::plugin) fn undo_delete(&self) {
        self.params.history.change(Kept::undo_delete);
        self.desk.change(|desk| desk.last_deleted = None);
    }

    /// Adds a version that this project did not know, and those it builds upon.
    pub(in crate::plugin) fn adopt(&self, id: VersionId) {
        let others = self.history().others;
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(head) = next.and_then(|id| others.iter().find(|head| head.id == id)) {
            if chain.len() > others.len() {
                break;
            }
            chain.push(head.clone());
            next = head.parent;
        }
        self.params.history.change(|kept| kept.adopt(chain));
    }

    /// Begins a fix or gives it up.
    pub(in crate::plugin) fn toggle_doing(&self, intention: Intention) {
        self.params
            .history
            .change(|kept| kept.toggle_doing(intention));
    }

    /// Compares these two from now on.
    pub(in crate::plugin) fn compare(&self, before: Side, after: Side) {
        self.desk.change(|desk| desk.choose((before, after)));
    }

    /// Writes a report for the person.
    pub(in crate::plugin) fn save_report(&self, title: &str, markdown: String) {
        let (folder, title) = (self.folders.reports.clone(), title.to_owned());
        let desk = Arc::clone(&self.desk);
        self.send(Box::new(move || {
            let told = match save_report(&folder, &title, &markdown) {
                Ok(path) => Notice::Done(format!("Report saved as {}", path.display())),
                Err(error) => Notice::Failed(format!("the report is not saved: {error}")),
            };
            desk.change(|desk| desk.notice = told);
        }));
    }

    /// Writes a file for whoever watches this instance.
    pub(in crate::plugin) fn write_beside(&self, path: PathBuf, text: String) {
        self.send(Box::new(move || {
            // The report itself is written to the same folder, and says what is wrong with it.
            let _ = write_atomically(&path, text.as_bytes());
        }));
    }

    fn version(&self, captured: Captured, origin: Origin, extent: Extent) -> Version {
        // The newest parts of two ids made within one millisecond differ by chance.
        let id = VersionId(Uuid::now_v7());
        let (parent, number, doing) = self.params.history.look(|kept| {
            let number = kept.heads.iter().map(|head| head.number).max();
            (kept.newest().cloned(), number, kept.doing.clone())
        });
        let number = number.unwrap_or(0).saturating_add(1);
        let metrics = &captured.report.metrics;
        let head = VersionHead {
            id,
            parent: parent.as_ref().map(|parent| parent.id),
            root: parent.as_ref().map_or(id, |parent| parent.root),
            number,
            name: format!("mix_v{number}"),
            note: String::new(),
            mark: Mark::None,
            captured_unix_s: unix_ms().div_euclid(1000),
            captured_local: local_time(),
            edited_unix_ms: unix_ms(),
            origin,
            extent,
            heard_s: captured.measurement.heard_s,
            integrated_lufs: metrics.integrated_lufs,
            true_peak_dbtp: metrics.true_peak_dbtp,
            found: found(&captured.report.issues, &captured.report.later),
            verdict: None,
        };
        let mut settings = captured.settings;
        // A round that follows from the number of versions is none that the person chose.
        settings.iteration = self.params.chosen_iteration();
        Version {
            schema: VERSION_SCHEMA.to_owned(),
            tool: captured.report.tool.clone(),
            head,
            settings,
            references: captured.references,
            profile: captured.profile,
            measurement: captured.measurement,
            report: captured.report,
            doing,
        }
    }

    /// Looks at both, without a copy: what the project keeps holds whole versions. The project is locked first.
    fn look<R>(&self, look: impl FnOnce(&Desktop, &Kept) -> R) -> R {
        let history = &self.params.history;
        history.look(|kept| self.desk.look(|desk| look(desk, kept)))
    }

    fn verdict_of(&self, version: &Version) -> Option<VerdictClass> {
        let before = self.whole(version.head.parent?)?;
        let ignored = self.params.ignored.keys().into_iter().collect();
        let heads = self.look(Desktop::chain);
        let comparison = comparing::versions(&heads, &before, version, &ignored);
        Some(comparison.verdict_class)
    }

    fn write_version(&self, version: &Arc<Version>) {
        let (store, desk) = (self.store.clone(), Arc::clone(&self.desk));
        let version = Arc::clone(version);
        self.send(Box::new(move || {
            let name = &version.head.name;
            let told = match store.save(&version) {
                Ok(()) => Notice::Done(format!("Captured {name}")),
                Err(error) => {
                    Notice::Failed(format!("{name} is kept in the project only: {error}"))
                }
            };
            desk.change(|desk| desk.notice = told);
        }));
    }

    fn send(&self, errand: archive::Errand) {
        if let Err(error) = self.archive.send(errand) {
            let told = format!("nothing can be written now: {error}; close other programs");
            self.desk.change(|desk| desk.notice = Notice::Failed(told));
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.archive.finish();
    }
}

fn found(issues: &[Issue], later: &[Issue]) -> Found {
    let number = |severity: Severity| {
        let all = issues.iter().chain(later);
        let of_it = all.filter(|issue| issue.severity == severity).count();
        u32::try_from(of_it).unwrap_or(u32::MAX)
    };
    Found {
        critical: number(Severity::Critical),
        important: number(Severity::Important),
        polish: number(Severity::Polish),
    }
}

/// Milliseconds since 1970 UTC, by the clock of the system.
fn unix_ms() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// The clock on the wall.
fn local_time() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests;
