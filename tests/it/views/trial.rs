//! An editor on a picture: answers go in, clicks as well, pixels come out.

use std::path::PathBuf;
use std::sync::Arc;

use nice_plug_vizia::detached;
use nice_plug_vizia::offscreen::Offscreen;
use triage::bridge::audio::AudioEnd;
use triage::bridge::connect;
use triage::bridge::worker::WorkerEnd;
use triage::editor;
use triage::editor::wiring::Wiring;
use triage::model::answer::Answer;
use triage::model::report::Basis;
use triage::model::report::Fix;
use triage::model::report::FixKind;
use triage::model::report::Issue;
use triage::model::report::IssueMetric;
use triage::model::report::Place;
use triage::model::report::Severity;
use triage::model::settings::Settings;
use triage::model::version::Intention;
use triage::plugin::editor::controls;
use triage::plugin::params::TriageParams;

use crate::views::desk::Notebook;

pub struct Trial {
    pub editor: Offscreen,
    pub audio: AudioEnd,
    pub desk: Arc<Notebook>,
    pub params: Arc<TriageParams>,
    wiring: Wiring,
    worker: WorkerEnd,
}

impl Trial {
    pub fn new(size_logical: (u32, u32), scale: f64) -> Self {
        let (audio, worker, end) = connect();
        let desk = Arc::new(Notebook::default());
        let params = Arc::new(TriageParams::default());
        let wiring = Wiring {
            end: Arc::new(std::sync::Mutex::new(end)),
            desk: desk.clone(),
            memory: Arc::default(),
        };
        let editor = open(size_logical, scale, &wiring, &params);
        let mut trial = Self {
            editor,
            audio,
            desk,
            params,
            wiring,
            worker,
        };
        trial.settle();
        trial
    }

    /// Closes the window and opens another one.
    pub fn reopen(&mut self) {
        self.editor = open((1060, 680), 1.0, &self.wiring, &self.params);
        self.settle();
    }

    /// Whether a part of that name is there.
    pub fn has(&mut self, id: &str) -> bool {
        self.editor.bounds(id).is_some()
    }

    /// How high the part of that name is, logical pixels.
    #[track_caller]
    pub fn height(&mut self, id: &str) -> f32 {
        self.editor.bounds(id).expect("no part of that name").3
    }

    /// Lets half a second pass: transitions end.
    pub fn settle(&mut self) {
        for _ in 0..15 {
            self.editor.tick();
        }
    }

    pub fn answer(&mut self, answer: &Answer) {
        self.worker.publish(Arc::new(answer.clone()));
        self.settle();
    }

    /// Clicks into the middle of the part of that name.
    #[track_caller]
    pub fn click_id(&mut self, id: &str) {
        let (x, y, width, height) = self.editor.bounds(id).expect("no part of that name");
        self.editor.click(x + width / 2.0, y + height / 2.0);
        self.settle();
    }

    /// Writes what is seen to `target/views`, for people.
    pub fn picture(&mut self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/views");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join(format!("{name}.png")),
            self.editor.png().unwrap(),
        )
        .unwrap();
    }
}

fn open(
    size_logical: (u32, u32),
    scale: f64,
    wiring: &Wiring,
    params: &Arc<TriageParams>,
) -> Offscreen {
    let (wiring, controls) = (wiring.clone(), controls(params, &detached()));
    Offscreen::new(size_logical, scale, move |cx| {
        editor::build(cx, &wiring, &controls);
    })
    .unwrap()
}

/// An issue as the demo song has it.
fn issue(key: &str, severity: Severity, title: &str, evidence: &str, moves: &[&str]) -> Issue {
    Issue {
        id: key.to_owned(),
        key: key.to_owned(),
        severity,
        priority: 1.0,
        confidence: 0.9,
        basis: Basis::Measured,
        title: title.to_owned(),
        evidence: evidence.to_owned(),
        places: Vec::new(),
        range_hz: None,
        stems: None,
        metric: IssueMetric {
            name: "width_wide_db".to_owned(),
            value: -13.02,
            threshold: -8.74,
            unit: "dB".to_owned(),
        },
        fixes: moves
            .iter()
            .map(|text| Fix {
                text: (*text).to_owned(),
                kind: FixKind::Manual,
                target: "mix".to_owned(),
                gain_db: None,
                frequency_hz: None,
                q: None,
                width_db: None,
                expected: None,
            })
            .collect(),
    }
}

/// The list of the demo song.
pub fn demo_issues() -> Vec<Issue> {
    let place = |start_s: f64| Place {
        start_s,
        end_s: start_s + 0.1,
    };
    let clipping = Issue {
        places: [45.0, 83.4, 154.1].map(place).to_vec(),
        ..issue(
            "CLIP_OVER",
            Severity::Critical,
            "Clipping at 0:45, 1:23 and 2:34",
            "215 samples over 0 dBFS, worst +1.3 dB, on bass notes; lost as soon as this is 16 or 24 bit",
            &[
                "Lower the bass by 3 dB, or the whole mix",
                "Lower the whole mix by 3 dB with a gain on Main, before Triage",
                "Compress the bass so that single notes do not stick out",
            ],
        )
    };
    let narrow = issue(
        "NARROW",
        Severity::Important,
        "Mix is narrow (stereo correlation 0.95)",
        "Sides -13.0 dB against the middle from 250 Hz to 12 kHz (correlation 0.91), reference -4.7 dB",
        &[
            "Widen 250 Hz-12 kHz: side +6 dB; keep below 120 Hz mono",
            "Pan doubles, guitars, pads and backing vocals further out; kick and bass stay in the middle",
        ],
    );
    let dark = Issue {
        range_hz: Some([5000.0, 16000.0]),
        ..issue(
            "TOO_DARK",
            Severity::Important,
            "Too dark: 5-16 kHz 5.2 dB below the reference",
            "On average -5.2 dB against the reference, down to -2.8 dB is usual, most at 10 kHz (-5.8 dB)",
            &["High shelf 6.3 kHz +4.5 dB on Main, or on drums and vocals"],
        )
    };
    vec![clipping, narrow, dark]
}

/// The move at that place of an issue, as the person sets out to make it.
pub fn intention(issue: &Issue, at: usize) -> Intention {
    Intention {
        key: issue.key.clone(),
        title: issue.title.clone(),
        fix: issue.fixes[at].clone(),
    }
}

/// An answer after so much music.
pub fn answer(heard_s: f64, issues: Vec<Issue>) -> Answer {
    let mut session = triage::analysis::session::Session::live(Settings::default());
    let mut answer = session.live_answer();
    answer.report.coverage.heard_s = heard_s;
    answer.report.mix.active_s = heard_s;
    answer.report.issues = issues;
    answer
}
