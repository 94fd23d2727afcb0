//! A stretch of music that comes again and again, and what the engine alone says of it.

use triage::analysis::session::Session;
use triage::listen::SessionSink;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;
use triage::model::report::Report;
use triage::model::settings::Settings;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Transport;

use crate::error::SoakError;
use crate::material::Material;
use crate::material::SAMPLE_RATE_HZ;
use crate::plan::Piece;

/// Frames in a call of the engine alone.
const CALL_FRAMES: usize = 4096;

/// Frames that are played first, with the reset switch up, so that it can go down.
const LEAD_IN_FRAMES: usize = 64;

/// What the engine alone says of the music, read back from text as the plug-in's report is.
///
/// # Errors
///
/// When the rate cannot be measured, which it can.
pub fn expected(material: &Material) -> Result<Report, SoakError> {
    let said = |error: &dyn std::fmt::Display| SoakError::Said(error.to_string());
    let config = MeterConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
        layout: ChannelLayout::Stereo,
    };
    let mut engine = MeterEngine::new(&config).map_err(|error| said(&error))?;
    let mut alone = SessionSink(Session::new(Settings::default()));
    let [left, right] = &material.0;
    let calls = left.chunks(CALL_FRAMES).zip(right.chunks(CALL_FRAMES));
    for (number, (left, right)) in calls.enumerate() {
        let position = Position::Song((number * CALL_FRAMES) as i64);
        engine.process(left, right, position, &mut alone);
    }
    engine.finish(&mut alone);
    serde_json::to_string(&alone.0.report())
        .and_then(|text| serde_json::from_str(&text))
        .map_err(|error| said(&error))
}

/// The same music for a plug-in that has heard anything before: with the reset switch going down at its first frame.
#[must_use]
pub fn pieces(material: &Material) -> Vec<Piece> {
    let piece = |frames, transport, reset| Piece {
        from: 0,
        frames,
        stretches: vec![Stretch { frames, transport }],
        calls: vec![512, 8192, 1, 441],
        tempo_bpm: 120.0,
        change: Some(("Reset".to_owned(), reset)),
        has_reset: false,
        is_silent: false,
        spoiled: None,
    };
    vec![
        piece(LEAD_IN_FRAMES, Transport::Stopped(0), 0.0),
        piece(material.frames(), Transport::Rolling(0), 1.0),
    ]
}

/// In what two reports differ, by the names of their parts; empty when they are the same.
#[must_use]
pub fn difference(found: &Report, expected: &Report) -> String {
    if found == expected {
        return String::new();
    }
    let values = |report: &Report| serde_json::to_value(report).unwrap_or_default();
    let mut told = Vec::new();
    compare("report", &values(found), &values(expected), &mut told);
    told.truncate(6);
    told.join(", ")
}

fn compare(
    name: &str,
    found: &serde_json::Value,
    expected: &serde_json::Value,
    told: &mut Vec<String>,
) {
    match (found, expected) {
        (serde_json::Value::Object(found), serde_json::Value::Object(expected)) => {
            for (key, value) in found {
                let other = expected.get(key).unwrap_or(&serde_json::Value::Null);
                compare(&format!("{name}.{key}"), value, other, told);
            }
        }
        _ if found == expected => {}
        _ => {
            let short = |value: &serde_json::Value| -> String {
                value.to_string().chars().take(60).collect()
            };
            told.push(format!(
                "{name} is {}, not {}",
                short(found),
                short(expected)
            ));
        }
    }
}
