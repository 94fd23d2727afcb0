//! The report as a file, for scripts and assistants: `TRIAGE_LIVE_DIR` names the folder.
//!
//! Each instance keeps `triage-<process>-<number>.json` up to date, and with every captured version writes the state
//! of the song to `….md` and the comparison with the version before to `….compare.json`. The file stays when the plug-in goes, so that the
//! last answer can be read afterwards.

use std::path::Path;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use std::time::Instant;

use crate::model::report::Report;
use crate::model::version::Version;
use crate::plugin::history::Keeper;
use crate::printing;
use crate::printing::Song;
use crate::storage::LiveReportWriter;

/// The variable that names the folder.
const FOLDER_VARIABLE: &str = "TRIAGE_LIVE_DIR";

/// The writer writes no more often; judging the whole song for nothing would be a waste.
const WRITE_EVERY: Duration = Duration::from_secs(1);

/// The file of one instance.
#[derive(Debug)]
pub(super) struct LiveFile {
    writer: LiveReportWriter,
    written_at: Option<Instant>,
}

impl LiveFile {
    /// The file in the folder that the environment names; `None` when it names none, or none that can be used.
    pub(super) fn from_environment() -> Option<Self> {
        let folder = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty())?;
        match LiveReportWriter::start(Path::new(&folder), &next_stem()) {
            Ok(writer) => Some(Self {
                writer,
                written_at: None,
            }),
            Err(error) => {
                // Whoever set the variable looks at a terminal; a view has nothing to do with it.
                eprintln!("triage: no live reports: {error}");
                None
            }
        }
    }

    /// Whether a second has passed since the last report.
    pub(super) fn takes_one(&self, now: Instant) -> bool {
        self.written_at
            .is_none_or(|written_at| now.duration_since(written_at) >= WRITE_EVERY)
    }

    /// Says what a new version came to: all of it as Markdown, and the comparison with the version before as JSON.
    pub(super) fn tell(&self, version: &Version, keeper: &Keeper) {
        let history = keeper.history();
        let markdown = printing::song_markdown(&Song {
            report: &version.report,
            round: Some(version.report.iteration),
            history: &history,
        });
        keeper.write_beside(self.writer.path().with_extension("md"), markdown);
        let comparison = history
            .comparison
            .and_then(|comparison| serde_json::to_string_pretty(&*comparison).ok());
        if let Some(json) = comparison {
            keeper.write_beside(
                self.writer.path().with_extension("compare.json"),
                json + "\n",
            );
        }
    }

    /// Hands a report to the writer.
    pub(super) fn write(&mut self, report: &Report, now: Instant) {
        self.written_at = Some(now);
        // A report holds nothing that JSON cannot: numbers that are none are `None`.
        if let Ok(json) = serde_json::to_vec_pretty(report) {
            self.writer.send(json);
        }
    }
}

/// Unlike that of any other instance in this process or another.
fn next_stem() -> String {
    static INSTANCES: AtomicU32 = AtomicU32::new(1);
    let instance = INSTANCES.fetch_add(1, Relaxed);
    format!("triage-{}-{instance}", std::process::id())
}
