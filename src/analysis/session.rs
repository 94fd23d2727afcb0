//! One mix being worked on: blocks in, report out. The plug-in's worker and the command line both run this.

use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::report::{
    Bands, Coverage, Hidden, Metrics, MixInfo, REPORT_SCHEMA, Readiness, ReferenceInfo, Report,
    Tool,
};
use crate::model::settings::Settings;

/// Whether the side-chain serves as the reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SideChain {
    /// Once enough of it was heard.
    Use,
    /// Never.
    #[default]
    Ignore,
}

/// Everything heard of one mix, and what it is judged by.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    references: Vec<ReferenceInfo>,
    profile: Option<Profile>,
    newest: Option<MeterBlock>,
    frames: u64,
    peak: f32,
    reference_frames: u64,
    side_chain: SideChain,
    dropped: u64,
}

impl Session {
    /// A session that has heard nothing.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            references: Vec::new(),
            profile: None,
            newest: None,
            frames: 0,
            peak: 0.0,
            reference_frames: 0,
            side_chain: SideChain::Ignore,
            dropped: 0,
        }
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
    pub fn set_references(&mut self, references: Vec<ReferenceInfo>, profile: Option<Profile>) {
        self.references = references;
        self.profile = profile;
    }

    /// Takes in the next 100 ms.
    pub fn push_block(&mut self, block: &MeterBlock) {
        self.newest = Some(*block);
        self.frames += u64::from(block.frames);
        self.peak = self
            .peak
            .max(block.sample_peak[0])
            .max(block.sample_peak[1]);
    }

    /// Takes in clipping; a newer state of an event replaces the older one.
    pub fn push_event(&mut self, _event: &ClipEvent) {}

    /// Takes in the next 100 ms of the side-chain.
    pub fn push_reference_block(&mut self, block: &MeterBlock) {
        self.reference_frames += u64::from(block.frames);
    }

    /// Whether the side-chain serves as the reference from now on.
    pub fn set_use_side_chain(&mut self, side_chain: SideChain) {
        self.side_chain = side_chain;
    }

    /// Counts blocks and events that got lost on the way here.
    pub fn add_dropped(&mut self, blocks: u64) {
        self.dropped += blocks;
    }

    /// Forgets what was heard; keeps settings and references.
    pub fn reset(&mut self) {
        let references = std::mem::take(&mut self.references);
        let profile = self.profile.take();
        let side_chain = self.side_chain;
        *self = Self::new(self.settings);
        self.set_references(references, profile);
        self.set_use_side_chain(side_chain);
    }

    /// What has been measured of the song so far.
    #[must_use]
    pub fn measurement(&self) -> Measurement {
        Measurement::default()
    }

    /// The answer for all that was heard, judged afresh: same audio, same references, same list.
    #[must_use]
    pub fn report(&self) -> Report {
        let rate = self.newest.map_or(0.0, |block| block.sample_rate_hz);
        let heard_s = if rate > 0.0 {
            self.frames as f64 / rate
        } else {
            0.0
        };
        Report {
            schema: REPORT_SCHEMA.to_owned(),
            tool: Tool {
                name: "Triage".to_owned(),
                version: String::new(),
            },
            mix: MixInfo {
                path: None,
                duration_s: heard_s,
                sample_rate_hz: rate,
                channels: self.newest.map_or(0, |block| block.channels),
                active_s: heard_s,
            },
            stage: self.settings.stage,
            iteration: self.settings.iteration,
            focus: self.settings.focus,
            references: if self.side_chain == SideChain::Use
                && self.reference_frames as f64 > 10.0 * rate
            {
                vec![ReferenceInfo {
                    path: None,
                    name: "side-chain".to_owned(),
                    warning: None,
                }]
            } else {
                self.references.clone()
            },
            target: self
                .profile
                .is_none()
                .then(|| self.settings.target.name().to_owned()),
            metrics: Metrics {
                sample_peak_dbfs: (self.peak > 0.0).then(|| 20.0 * f64::from(self.peak).log10()),
                ..Metrics::default()
            },
            bands: Bands::default(),
            regions: std::collections::BTreeMap::new(),
            issues: Vec::new(),
            hidden: Hidden::default(),
            clashes: Vec::new(),
            readiness: Readiness::default(),
            coverage: Coverage {
                heard_s,
                dropped_blocks: self.dropped,
            },
            notes: if self.side_chain == SideChain::Use {
                vec![format!("side-chain: {} frames", self.reference_frames)]
            } else {
                Vec::new()
            },
        }
    }

    /// The answer as a person watches it: issues appear, change and leave calmly. Once the transport stands still it
    /// equals [`Session::report`].
    #[must_use]
    pub fn live_report(&mut self) -> Report {
        self.report()
    }
}
