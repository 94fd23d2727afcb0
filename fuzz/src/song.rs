//! A song with faults, as measured, to compare with what an input brings.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use triage::analysis::profile::from_measurement;
use triage::analysis::session::Captured;
use triage::analysis::session::Session;
use triage::analysis::versions::Doing;
use triage::analysis::versions::Inquiry;
use triage::analysis::versions::Take;
use triage::analysis::versions::compare;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::comparison::Alignment;
use triage::model::comparison::Comparison;
use triage::model::event::ClipEvent;
use triage::model::measurement::Measurement;
use triage::model::profile::Profile;
use triage::model::profile::ProfileSource;
use triage::model::report::ReferenceInfo;
use triage::model::settings::Settings;
use triage::model::version::Intention;
use triage::model::version::VERSION_SCHEMA;
use triage::model::version::Version;
use triage::model::version::VersionHead;
use triage::model::version::VersionId;

const SAMPLE_RATE_HZ: f64 = 44_100.0;
const SECONDS: f64 = 8.0;

/// Where the engine delivers to.
#[derive(Debug)]
pub struct Sink(pub Session);

impl MeterSink for Sink {
    fn block(&mut self, block: &MeterBlock) {
        self.0.push_block(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.push_event(event);
    }
}

/// Two versions of the song; the second one is louder.
pub fn versions() -> &'static [Version; 2] {
    static VERSIONS: OnceLock<[Version; 2]> = OnceLock::new();
    VERSIONS.get_or_init(|| [version(1, None), version(2, Some(id(1)))])
}

/// What the first version measured, as a reference.
pub fn profile() -> Profile {
    let source = ProfileSource {
        name: "song".to_owned(),
        path: Some("/music/song.flac".to_owned()),
        duration_s: SECONDS,
        sample_rate_hz: SAMPLE_RATE_HZ,
        warning: None,
    };
    from_measurement(&source, &versions()[0].measurement).expect("it has a spectrum")
}

/// What all versions of the song have in common.
pub fn root() -> VersionId {
    id(1)
}

/// The id that is the same everywhere but in its last digit.
pub fn id(number: u32) -> VersionId {
    VersionId::parse(&format!("0199aaaabbbb7cccaddd{number:012x}")).expect("32 digits")
}

/// One measurement against another, by these references, as the plug-in compares versions.
pub fn judge(
    [before, after]: [&Measurement; 2],
    profile: Option<&Profile>,
    references: &[ReferenceInfo],
    doing: &[Intention],
) -> Comparison {
    let take = |measurement| Take {
        measurement,
        file: None,
    };
    compare(&Inquiry {
        before: take(before),
        after: take(after),
        profile,
        references,
        settings: &Settings::default(),
        ignored: &BTreeSet::new(),
        alignment: Alignment::SONG,
        doing: Doing::Marked(doing),
        earlier: &[],
    })
}

fn version(number: u32, parent: Option<VersionId>) -> Version {
    let Captured {
        settings,
        references,
        profile,
        measurement,
        report,
    } = heard(number).capture(number);
    let doing = report.issues.first().and_then(|issue| {
        Some(Intention {
            key: issue.key.clone(),
            title: issue.title.clone(),
            fix: issue.fixes.first()?.clone(),
        })
    });
    Version {
        schema: VERSION_SCHEMA.to_owned(),
        tool: report.tool.clone(),
        head: VersionHead {
            id: id(number),
            parent,
            root: root(),
            number,
            name: format!("mix_v{number}"),
            captured_unix_s: 1_790_000_000 + i64::from(number),
            captured_local: "2026-11-22 16:05".to_owned(),
            heard_s: measurement.heard_s,
            integrated_lufs: report.metrics.integrated_lufs,
            ..VersionHead::default()
        },
        settings,
        references,
        profile,
        measurement,
        report,
        doing: doing.into_iter().collect(),
    }
}

fn heard(number: u32) -> Session {
    let config = MeterConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).expect("a common rate");
    let mut sink = Sink(Session::live(Settings::default()));
    let gain = 0.6 * number as f32;
    let (mut chance, mut low) = (1_u32, 0.0_f32);
    let frames = (SECONDS * SAMPLE_RATE_HZ) as usize;
    let [left, right]: [Vec<f32>; 2] = [0.8, 1.0].map(|balance| {
        let noise = (0..frames).map(|_| {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let white = chance as f32 / u32::MAX as f32 * 2.0 - 1.0;
            low += 0.05 * (white - low);
            balance * gain * (0.1 * white + 3.0 * low)
        });
        noise.collect()
    });
    engine.process(&left, &right, Position::Song(0), &mut sink);
    engine.finish(&mut sink);
    sink.0
}
