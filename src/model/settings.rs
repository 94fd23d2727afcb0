//! What the person chose.

use serde::{Deserialize, Serialize};

/// Where the song stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A mix to be mastered later: headroom is wanted, loudness is free.
    #[default]
    Mix,
    /// A finished master: loudness and ceiling are judged.
    Master,
}

/// The part of the mix being worked on; issues outside it are hidden, not gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Focus {
    /// Everything.
    #[default]
    All,
    /// Kick and bass: below about 200 Hz.
    LowEnd,
    /// Voice range, harshness, sibilance.
    Vocals,
    /// Width, phase, mono compatibility.
    Stereo,
    /// Tonal balance, loudness and left-right balance.
    Balance,
}

/// Built-in curve used when no reference is loaded. Provisional: published averages, not this song's genre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Average of popular music with today's bass.
    #[default]
    Modern,
    /// Pop.
    Pop,
    /// Electronic dance music.
    Electronic,
    /// Hip-hop.
    HipHop,
    /// Rock and metal.
    Rock,
    /// Jazz.
    Jazz,
    /// Folk and acoustic.
    Folk,
}

impl Target {
    /// All targets, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::Modern,
        Self::Pop,
        Self::Electronic,
        Self::HipHop,
        Self::Rock,
        Self::Jazz,
        Self::Folk,
    ];

    /// The name on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Pop => "pop",
            Self::Electronic => "electronic",
            Self::HipHop => "hip-hop",
            Self::Rock => "rock",
            Self::Jazz => "jazz",
            Self::Folk => "folk",
        }
    }
}

/// Everything that changes how a measurement is judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Mix or master.
    pub stage: Stage,
    /// Which issues are shown.
    pub focus: Focus,
    /// Built-in curve for when there is no reference.
    pub target: Target,
    /// Round of work, from 1: decides which severities are shown. `None` while rounds are not counted: everything is.
    pub iteration: Option<u32>,
    /// Gain after Triage, dB: the Main fader, which a plug-in on Main cannot see. Added to every absolute level.
    pub main_fader_db: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            stage: Stage::Mix,
            focus: Focus::All,
            target: Target::Modern,
            iteration: None,
            main_fader_db: 0.0,
        }
    }
}
