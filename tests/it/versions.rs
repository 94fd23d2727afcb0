//! Two versions of a mix: what became better, what broke, and what is only a harmless re-export.

mod compare;
mod names;
mod noise;
mod numbers;
mod outcomes;
mod verdicts;

use std::collections::BTreeSet;

use triage::analysis::profile::from_measurements;
use triage::analysis::session::Session;
use triage::analysis::versions::Doing;
use triage::analysis::versions::Inquiry;
use triage::analysis::versions::Take;
use triage::analysis::versions::compare;
use triage::listen::SessionSink;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::model::comparison::Alignment;
use triage::model::comparison::Comparison;
use triage::model::comparison::VerdictClass;
use triage::model::measurement::Measurement;
use triage::model::profile::Profile;
use triage::model::profile::ProfileSource;
use triage::model::settings::Settings;
use triage::model::version::Intention;

/// Sample rate of the scenarios, Hz.
pub const RATE_HZ: f64 = 48_000.0;

/// What a whole file measures.
pub fn heard(mix: &[Vec<f64>; 2], sample_rate_hz: f64) -> Measurement {
    let mut listener = SessionSink(Session::new(Settings::default()));
    let config = MeterConfig {
        sample_rate_hz,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).unwrap();
    let [left, right] = mix
        .each_ref()
        .map(|channel| channel.iter().map(|x| *x as f32).collect::<Vec<_>>());
    for (index, (left, right)) in left.chunks(512).zip(right.chunks(512)).enumerate() {
        let position = Position::Song(index as i64 * 512);
        engine.process(left, right, position, &mut listener);
    }
    engine.finish(&mut listener);
    listener.0.measurement()
}

/// The only reference.
pub fn reference(measurement: Measurement) -> Profile {
    let source = ProfileSource {
        name: "reference".to_owned(),
        path: None,
        duration_s: measurement.heard_s,
        sample_rate_hz: measurement.sample_rate_hz,
        warning: None,
    };
    from_measurements("reference", &[(source, measurement)]).unwrap()
}

/// What a comparison may depend on beside the two versions.
pub struct Circumstances<'a> {
    pub settings: Settings,
    pub ignored: &'a [&'a str],
    pub doing: Option<&'a [Intention]>,
    pub earlier: &'a [VerdictClass],
}

pub const USUAL: Circumstances<'static> = Circumstances {
    settings: Settings {
        stage: triage::model::settings::Stage::Mix,
        focus: triage::model::settings::Focus::All,
        target: triage::model::settings::Target::Modern,
        iteration: None,
        main_fader_db: 0.0,
    },
    ignored: &[],
    doing: None,
    earlier: &[],
};

pub fn compared(
    versions: [&Measurement; 2],
    profile: Option<&Profile>,
    circumstances: &Circumstances,
) -> Comparison {
    let ignored: BTreeSet<String> = circumstances
        .ignored
        .iter()
        .map(|key| (*key).to_owned())
        .collect();
    let [before, after] = versions.map(|measurement| Take {
        measurement,
        file: None,
    });
    compare(&Inquiry {
        before,
        after,
        profile,
        references: &[],
        settings: &circumstances.settings,
        ignored: &ignored,
        alignment: Alignment::SONG,
        doing: circumstances.doing.map_or(Doing::Unknown, Doing::Marked),
        earlier: circumstances.earlier,
    })
}

/// Rules with a class, as `FIXED NARROW`, for a message or a comparison.
pub fn classes(comparison: &Comparison) -> Vec<String> {
    let lists = [
        &comparison.improvements,
        &comparison.regressed,
        &comparison.new,
    ];
    lists
        .into_iter()
        .flatten()
        .map(|entry| format!("{:?} {}", entry.class, entry.id))
        .collect()
}
