//! One mix being worked on: blocks in, report out. The plug-in's worker and the command line both run this.

use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::report::{ReferenceInfo, Report};
use crate::model::settings::Settings;

/// Everything heard of one mix, and what it is judged by.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
}

impl Session {
    /// A session that has heard nothing.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// What the person chose.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Judges everything, past and future, by other settings.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Says which file is being measured and how long it is, for the report. Without it the report is of a live mix.
    pub fn set_file(&mut self, _path: &str, _duration_s: f64) {}

    /// Compares with these references from now on. Without a profile the built-in target of the settings is used.
    pub fn set_references(&mut self, _references: Vec<ReferenceInfo>, _profile: Option<Profile>) {}

    /// Takes in the next 100 ms.
    pub fn push_block(&mut self, _block: &MeterBlock) {}

    /// Takes in clipping; a newer state of an event replaces the older one.
    pub fn push_event(&mut self, _event: &ClipEvent) {}

    /// Counts blocks and events that got lost on the way here.
    pub fn add_dropped(&mut self, _blocks: u64) {}

    /// Forgets what was heard; keeps settings and references.
    pub fn reset(&mut self) {}

    /// What has been measured of the song so far.
    #[must_use]
    pub fn measurement(&self) -> Measurement {
        Measurement::default()
    }

    /// The answer for all that was heard, judged afresh: same audio, same references, same list.
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        None
    }

    /// The answer as a person watches it: issues appear, change and leave calmly. Once the transport stands still it
    /// equals [`Session::report`].
    #[must_use]
    pub fn live_report(&mut self) -> Option<Report> {
        None
    }
}
