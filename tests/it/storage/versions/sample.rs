//! Versions as a session makes them, from ten seconds of a mix.

use std::sync::OnceLock;

use triage::analysis::session::Session;
use triage::listen::SessionSink;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
use triage::model::report::ReferenceInfo;
use triage::model::settings::Settings;
use triage::model::version::Found;
use triage::model::version::Intention;
use triage::model::version::VERSION_SCHEMA;
use triage::model::version::Version;
use triage::model::version::VersionHead;
use triage::model::version::VersionId;
use triage_testkit::signals;
use uuid::Uuid;

/// The song of all versions here.
pub const ROOT: VersionId = id(1);

const RATE_HZ: f64 = 48_000.0;

/// Plays audio at 48 kHz to a session.
pub fn heard(left: &[f32], right: &[f32]) -> Session {
    let config = MeterConfig {
        sample_rate_hz: RATE_HZ,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).unwrap();
    let mut sink = SessionSink(Session::new(Settings::default()));
    engine.process(left, right, Position::Unknown, &mut sink);
    engine.finish(&mut sink);
    sink.0
}

/// Ten seconds of a mix that clips.
fn session() -> &'static Session {
    static SESSION: OnceLock<Session> = OnceLock::new();
    SESSION.get_or_init(|| {
        let mix = signals::drive(&signals::pseudo_mix(RATE_HZ, 10.0), 9.0);
        let over = |channel: &Vec<f64>| -> Vec<f32> {
            let samples = signals::to_f32(channel);
            samples.iter().map(|sample| sample * 1.5).collect()
        };
        let [left, right] = [over(&mix[0]), over(&mix[1])];
        heard(&left, &right)
    })
}

pub const fn id(number: u32) -> VersionId {
    VersionId(Uuid::from_u128(
        0x019a_0000_0000_7000_8000_0000_0000_0000 + number as u128,
    ))
}

/// A version made from what a session heard.
pub fn version_of(number: u32, session: &Session) -> Version {
    let report = session.report();
    let measurement = session.measurement();
    let head = VersionHead {
        id: id(number),
        parent: number.checked_sub(1).filter(|n| *n > 0).map(id),
        root: ROOT,
        number,
        name: format!("mix_v{number}"),
        note: "kick -2 dB; \"Bässe\"\nsnare | `up`".to_owned(),
        captured_unix_s: 1_795_000_000 + i64::from(number) * 600,
        captured_local: "2026-11-22 16:05".to_owned(),
        heard_s: measurement.heard_s,
        integrated_lufs: report.metrics.integrated_lufs,
        true_peak_dbtp: report.metrics.true_peak_dbtp,
        found: Found {
            critical: 1,
            ..Found::default()
        },
        ..VersionHead::default()
    };
    let doing = report.issues.first().map(|issue| Intention {
        key: issue.key.clone(),
        title: issue.title.clone(),
        fix: issue.fixes[0].clone(),
    });
    Version {
        schema: VERSION_SCHEMA.to_owned(),
        tool: report.tool.clone(),
        head,
        settings: *session.settings(),
        references: vec![ReferenceInfo {
            path: Some("/music/a reference.wav".to_owned()),
            name: "a reference".to_owned(),
            warning: None,
        }],
        profile: Some(Profile::flat("a reference", ProfileBasis::Measured)),
        measurement,
        report,
        doing: doing.into_iter().collect(),
    }
}

/// The version of that number.
pub fn version(number: u32) -> Version {
    static VERSION: OnceLock<Version> = OnceLock::new();
    numbered(VERSION.get_or_init(|| version_of(1, session())), number)
}

/// The first version under another number.
pub fn numbered(one: &Version, number: u32) -> Version {
    let mut version = one.clone();
    version.head = VersionHead {
        id: id(number),
        parent: number.checked_sub(1).filter(|n| *n > 0).map(id),
        number,
        name: format!("mix_v{number}"),
        captured_unix_s: one.head.captured_unix_s + i64::from(number) * 600,
        ..one.head.clone()
    };
    version
}
