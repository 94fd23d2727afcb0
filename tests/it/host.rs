//! The built CLAP plug-in in a host.
//!
//! Each case runs in a process of its own: the folder for live reports is an environment variable, threads are counted
//! for the whole process, and a plug-in that crashes should fail its own test only.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use triage::model::report::Report;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::library::Library;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

/// Tells a child process which case to run.
const CASE_VARIABLE: &str = "TRIAGE_HOST_CASE";

/// Declares tests that run in a process of their own, with a folder for live reports.
macro_rules! hosted {
    ($(fn $name:ident($live:ident: &Path) $body:block)*) => {
        $(
            #[test]
            fn $name() {
                fn body($live: &std::path::Path) $body
                $crate::host::in_own_process(module_path!(), stringify!($name), body);
            }
        )*
    };
}

mod agreement;
mod audio_side;
mod earlier;
mod guide;
mod lifecycle;
mod pass_through;
mod state;
mod transport;
mod versions;

fn in_own_process(module: &str, name: &str, body: fn(&Path)) {
    let case = Case::new(module, name);
    if let Some(live) = case.is_here() {
        return body(&live);
    }
    let live = tempfile::tempdir().unwrap();
    case.run(live.path(), &[]);
}

/// A test that runs in a process of its own.
pub(crate) struct Case(String);

impl Case {
    pub(crate) fn new(module: &str, name: &str) -> Self {
        let module = module.split_once("::").map_or(module, |(_, path)| path);
        Self(format!("{module}::{name}"))
    }

    /// The folder for live reports, when this is the process in which the case runs.
    pub(crate) fn is_here(&self) -> Option<PathBuf> {
        let is_here = std::env::var(CASE_VARIABLE).is_ok_and(|wanted| wanted == self.0);
        is_here.then(|| PathBuf::from(std::env::var_os("TRIAGE_LIVE_DIR").unwrap()))
    }

    /// Runs the case in a new process, which must succeed, and returns what it wrote to its standard error.
    pub(crate) fn run(&self, live: &Path, environment: &[(&str, &str)]) -> String {
        let case = &self.0;
        plugin_path();
        let child = Command::new(std::env::current_exe().unwrap())
            .args([case, "--exact", "--nocapture"])
            .env(CASE_VARIABLE, case)
            .env("TRIAGE_LIVE_DIR", live)
            .env("TRIAGE_DATA_DIR", live.join("data"))
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&child.stderr).into_owned();
        assert!(
            child.status.success(),
            "{case}: {}\n{}{error}",
            child.status,
            String::from_utf8_lossy(&child.stdout),
        );
        error
    }
}

/// The bundle that ships; `TRIAGE_CLAP` names another.
pub(crate) fn plugin_path() -> PathBuf {
    let path = std::env::var_os("TRIAGE_CLAP").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bundled/Triage.clap"),
        PathBuf::from,
    );
    assert!(
        path.exists(),
        "{} is missing; run `cargo xtask bundle` first",
        path.display()
    );
    path
}

pub(crate) fn library() -> Library {
    Library::load(&plugin_path()).unwrap()
}

/// One stretch of the song from its beginning.
pub(crate) fn rolling(frames: usize) -> [Stretch; 1] {
    [Stretch {
        frames,
        transport: Transport::Rolling(0),
    }]
}

/// Plays `mix` from the beginning of the song and ends the audio.
fn play_song(instance: &mut Instance, sample_rate_hz: f64, mix: &[Vec<f32>]) {
    let mut stream = instance.start(sample_rate_hz, 512).unwrap();
    let take = Take {
        mix,
        side_chain: None,
        stretches: &rolling(mix[0].len()),
        calls: &[512],
    };
    stream.play(&take, |_| ()).unwrap();
    instance.stop(stream);
}

/// The report of the `number`th instance that ran in this process. Final once that instance is gone.
pub(crate) fn report(live: &Path, number: u32) -> Report {
    let name = format!("triage-{}-{number}.json", std::process::id());
    let json = std::fs::read_to_string(live.join(name)).unwrap();
    serde_json::from_str(&json).unwrap()
}
