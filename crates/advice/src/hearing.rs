//! Samples through the engine, as the command line hears a file.

use serde_json::Value;
use triage::analysis::profile;
use triage::analysis::session::Session;
use triage::listen::SessionSink;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterError;
use triage::meter::Position;
use triage::model::measurement::Measurement;
use triage::model::profile::Profile;
use triage::model::profile::ProfileSource;
use triage::model::report::ReferenceInfo;
use triage::model::settings::Settings;
use triage_testkit::signals::to_f32;

use crate::damage::Stereo;

/// Frames that are handed over at once.
const FRAMES: usize = 4096;

/// Hears a whole song.
///
/// # Errors
///
/// When its sample rate cannot be measured.
pub fn hear(song: &Stereo, rate_hz: f64) -> Result<Session, MeterError> {
    let mut engine = MeterEngine::new(&MeterConfig {
        sample_rate_hz: rate_hz,
        layout: ChannelLayout::Stereo,
    })?;
    let mut sink = SessionSink(Session::new(Settings::default()));
    let [left, right] = [to_f32(&song[0]), to_f32(&song[1])];
    for (left, right) in left.chunks(FRAMES).zip(right.chunks(FRAMES)) {
        engine.process(left, right, Position::Unknown, &mut sink);
    }
    engine.finish(&mut sink);
    Ok(sink.0)
}

/// What a song says as a reference; `None` if nothing is audible in it.
#[must_use]
pub fn profile_of(name: &str, measurement: &Measurement, rate_hz: f64) -> Option<Profile> {
    let source = ProfileSource {
        name: name.to_owned(),
        path: None,
        duration_s: measurement.heard_s,
        sample_rate_hz: rate_hz,
        warning: None,
    };
    profile::from_measurement(&source, measurement)
}

/// The report as it is written for others: JSON. Without a profile, against the built-in target.
///
/// # Errors
///
/// When it cannot be written.
pub fn report(
    session: &mut Session,
    profile: Option<&Profile>,
) -> Result<Value, serde_json::Error> {
    let references = profile.map(|profile| ReferenceInfo {
        path: None,
        name: profile.name.clone(),
        warning: None,
    });
    session.set_references(references.into_iter().collect(), profile.cloned());
    serde_json::to_value(session.report())
}
