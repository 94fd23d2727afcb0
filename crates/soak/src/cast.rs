//! The instances of a soak.

use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use triage::model::report::Report;
use triage_testkit::host::HostError;
use triage_testkit::host::instance::Instance;
use triage_testkit::host::instance::Rendering;
use triage_testkit::host::library::Library;
use triage_testkit::host::stream::Stream;

use crate::chance::Chance;
use crate::error::SoakError;
use crate::material::SAMPLE_RATE_HZ;
use crate::plan::CALL_FRAMES_MAX;
use crate::plan::Piece;
use crate::plan::Planner;
use crate::player::Cue;
use crate::player::Part;
use crate::tally::Events;

/// Rates that hosts offer, the usual ones more than once, and two that cannot be measured.
const RATES_HZ: [f64; 18] = [
    44_100.0, 44_100.0, 44_100.0, 48_000.0, 48_000.0, 48_000.0, 88_200.0, 96_000.0, 96_000.0,
    176_400.0, 192_000.0, 384_000.0, 32_000.0, 22_050.0, 16_000.0, 8_000.0, 4_000.0, 768_000.0,
];

/// An instance and how it is set up.
pub struct Actor {
    /// What it is called in messages.
    pub name: String,
    /// The plug-in.
    pub instance: Instance,
    /// Sample rate.
    pub sample_rate_hz: f64,
    /// How audio comes.
    pub rendering: Rendering,
    /// Its place among all that ever ran in this process, which its file of reports is named after.
    number: Option<u32>,
    position: i64,
}

impl Actor {
    /// A new instance, which has not run yet.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn new(name: String, library: &Library) -> Result<Self, HostError> {
        Ok(Self {
            name,
            instance: Instance::new(library)?,
            sample_rate_hz: SAMPLE_RATE_HZ,
            rendering: Rendering::Realtime,
            number: None,
            position: 0,
        })
    }

    /// Changes what can only be changed while it does not run.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn set_up(&mut self, chance: &mut Chance, events: &mut Events) -> Result<(), HostError> {
        if chance.one_in(3) {
            self.sample_rate_hz = chance.pick(RATES_HZ);
            events.count("sample rates chosen");
        }
        if chance.one_in(3) {
            let layouts = self.instance.layouts();
            if let Some(layout) = layouts.get(chance.below(layouts.len())) {
                self.instance.select(layout)?;
                events.count("layouts chosen");
            }
        }
        Ok(())
    }

    /// Says how audio comes from now on.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn render(&mut self, rendering: Rendering, events: &mut Events) -> Result<(), HostError> {
        if self.rendering != rendering {
            events.count("changes between offline and real time");
        }
        self.rendering = rendering;
        self.instance.set_rendering(rendering)
    }

    /// Goes back to the first layout and the rate of the music.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn settle(&mut self, events: &mut Events) -> Result<(), HostError> {
        self.sample_rate_hz = SAMPLE_RATE_HZ;
        if let Some(layout) = self.instance.layouts().first() {
            self.instance.select(layout)?;
        }
        self.render(Rendering::Realtime, events)
    }

    /// Decides what it plays.
    ///
    /// # Errors
    ///
    /// When it has no ports.
    pub fn plan(
        &mut self,
        frames: usize,
        chance: &mut Chance,
        events: &mut Events,
    ) -> Result<Part, HostError> {
        let parameters = self.instance.parameters();
        let planner = Planner {
            chance,
            events,
            sample_rate_hz: self.sample_rate_hz,
            rendering: self.rendering,
            parameters: &parameters,
            position: self.position,
        };
        let pieces = planner.pieces(frames);
        self.position = pieces
            .last()
            .map_or(0, |piece| piece.from + piece.frames as i64);
        self.part(pieces)
    }

    /// Pieces, with the changes in them made.
    ///
    /// # Errors
    ///
    /// When it has no ports, or a parameter is missing.
    pub fn part(&mut self, pieces: Vec<Piece>) -> Result<Part, HostError> {
        let ports = self.instance.ports()?;
        let cue = |piece: Piece| {
            let change = piece.change.as_ref();
            let change = change.map(|(name, value)| self.instance.change(name, *value));
            Ok(Cue {
                change: change.transpose()?,
                piece,
            })
        };
        let cues: Result<Vec<Cue>, HostError> = pieces.into_iter().map(cue).collect();
        Ok(Part {
            cues: cues?,
            channels: ports.inputs.first().map_or(0, |port| port.channels),
            has_side_chain: ports.inputs.len() > 1,
            sample_rate_hz: self.sample_rate_hz,
        })
    }

    /// Starts the audio. `started` is how many instances have ever run.
    ///
    /// # Errors
    ///
    /// When it refuses.
    pub fn start(&mut self, started: &mut u32) -> Result<Stream, HostError> {
        if self.number.is_none() {
            *started += 1;
            self.number = Some(*started);
        }
        self.instance.start(self.sample_rate_hz, CALL_FRAMES_MAX)
    }

    /// Whether its audio can be measured at all.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        (8_000.0..=384_000.0).contains(&self.sample_rate_hz)
    }

    /// What it wrote after a moment; `None` as long as it has not.
    ///
    /// # Errors
    ///
    /// When what it wrote is no report.
    pub fn report_after(
        &self,
        moment: SystemTime,
        live: &Path,
    ) -> Result<Option<Report>, SoakError> {
        let Some(path) = self.report_path(live) else {
            return Ok(None);
        };
        let written_at = std::fs::metadata(&path).and_then(|metadata| metadata.modified());
        if !written_at.is_ok_and(|written_at| written_at > moment) {
            return Ok(None);
        }
        let wrong = |reason: String| SoakError::Report {
            path: path.clone(),
            reason,
        };
        let text = std::fs::read(&path).map_err(|error| wrong(error.to_string()))?;
        serde_json::from_slice(&text)
            .map(Some)
            .map_err(|error| wrong(error.to_string()))
    }

    /// Goes, with what it wrote.
    pub fn leave(self, live: &Path) {
        let path = self.report_path(live);
        drop(self.instance);
        if let Some(path) = path {
            for ending in ["json", "md", "compare.json"] {
                // It may never have written any.
                let _ = std::fs::remove_file(path.with_extension(ending));
            }
        }
    }

    fn report_path(&self, live: &Path) -> Option<PathBuf> {
        let number = self.number?;
        Some(live.join(format!("triage-{}-{number}.json", std::process::id())))
    }
}
