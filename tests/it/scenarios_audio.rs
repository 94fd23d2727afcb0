//! The twenty damaged mixes as sound: through the engine and the session, at once and as a person would watch them.
//!
//! The expected issues come from the independent reference implementation (`tests/vectors/scenarios.csv`).

use triage::analysis::profile::from_measurements;
use triage::analysis::session::Session;
use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::MeterSink;
use triage::meter::Position;
use triage::model::block::MeterBlock;
use triage::model::event::ClipEvent;
use triage::model::profile::Profile;
use triage::model::profile::ProfileSource;
use triage::model::report::ReferenceInfo;
use triage::model::settings::Settings;
use triage_testkit::signals;

use crate::scenarios::as_in_the_table;
use crate::scenarios::rows;

const SAMPLE_RATE_HZ: f64 = 48_000.0;

/// Feeds a session, and lets the live list follow as the plug-in's worker does.
struct Listener {
    session: Session,
}

impl MeterSink for Listener {
    fn block(&mut self, block: &MeterBlock) {
        self.session.push_block(block);
        let _ = self.session.live_report();
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.session.push_event(event);
    }
}

/// A session that has heard the whole mix with the transport rolling.
fn hear(mix: &[Vec<f64>; 2], references: Option<&Profile>) -> Session {
    let mut listener = Listener {
        session: Session::new(Settings::default()),
    };
    if let Some(profile) = references {
        let base = ReferenceInfo {
            path: None,
            name: "base".to_owned(),
            warning: None,
        };
        listener
            .session
            .set_references(vec![base], Some(profile.clone()));
    }
    let config = MeterConfig {
        sample_rate_hz: SAMPLE_RATE_HZ,
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
    listener.session
}

fn profile() -> Profile {
    let source = ProfileSource {
        name: "base".to_owned(),
        path: None,
        duration_s: 60.0,
        sample_rate_hz: SAMPLE_RATE_HZ,
        warning: None,
    };
    let base = hear(&signals::scenario("base"), None);
    from_measurements("base", &[(source, base.measurement())]).unwrap()
}

#[test]
fn sound_has_exactly_the_issues_of_its_damage_and_the_live_list_ends_with_the_same() {
    let profile = profile();
    for (name, row) in rows() {
        let mut session = hear(&signals::scenario(&name), Some(&profile));
        let expected = &row["expected_issues"];
        let settled = as_in_the_table(&session.report().issues);
        assert_eq!(settled, *expected, "{name}");
        let live = as_in_the_table(&session.live_report().issues);
        assert_eq!(live, *expected, "{name}, live");
    }
}
