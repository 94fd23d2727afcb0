//! What a mix is compared with: the numbers of one to twenty references, or of a built-in target. No audio.

use serde::{Deserialize, Serialize};

use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::center_hz;

/// Schema of the profile file this version writes, and the only one it reads.
pub const PROFILE_SCHEMA: &str = "triage.profile/1";

/// Most references in one profile.
pub const REFERENCES_MAX: usize = 20;

/// Where the numbers of a profile come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileBasis {
    /// Reference tracks, from files or a side-chain.
    #[default]
    Measured,
    /// A built-in curve: provisional, from published averages.
    BuiltIn,
}

/// The numbers a mix is compared with. Levels are in dB, aligned so that the median of 200 Hz - 5 kHz is 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// [`PROFILE_SCHEMA`].
    pub schema: String,
    /// What the person calls it.
    pub name: String,
    /// Measured or built in.
    pub basis: ProfileBasis,
    /// What it was measured from; empty for a built-in target.
    pub sources: Vec<ProfileSource>,
    /// Exact third-octave centres, Hz.
    pub center_hz: [f64; THIRD_OCTAVES],
    /// Median of the references per band, dB.
    pub median_db: [f64; THIRD_OCTAVES],
    /// Lower edge of the corridor per band, dB.
    pub low_db: [f64; THIRD_OCTAVES],
    /// Upper edge of the corridor per band, dB.
    pub high_db: [f64; THIRD_OCTAVES],
    /// Highest frequency at which all references carry sound, Hz; `None` when that is 20 kHz.
    pub bandwidth_hz: Option<f64>,
    /// Integrated loudness, LUFS.
    pub integrated_lufs: Option<f64>,
    /// Largest true peak, dBTP.
    pub true_peak_dbtp: Option<f64>,
    /// Peak-to-loudness ratio, dB.
    pub plr_db: Option<f64>,
    /// 5th percentile of the peak-to-short-term-loudness ratio, dB.
    pub psr_p5_db: Option<f64>,
    /// Median of the peak-to-short-term-loudness ratio, dB.
    pub psr_p50_db: Option<f64>,
    /// Loudness range, LU.
    pub loudness_range_lu: Option<f64>,
    /// Largest loudness change between neighbouring 8 s stretches, LU.
    pub loudness_jump_lu: Option<f64>,
    /// Broadband correlation.
    pub correlation: Option<f64>,
    /// Side over mid, 250 Hz - 12 kHz, dB.
    pub width_wide_db: Option<f64>,
    /// Side over mid, 20-120 Hz, dB.
    pub width_sublow_db: Option<f64>,
    /// Right over left, dB.
    pub balance_db: Option<f64>,
    /// 95th over 50th percentile of the 5-8 kHz level in 40 ms steps, dB.
    pub sibilance_spread_db: Option<f64>,
    /// Energy below 22.4 Hz against that of 40-160 Hz, dB.
    pub rumble_db: Option<f64>,
    /// What the fold to mono takes of the audible third-octave that loses most, dB: 0 for nothing, negative for a loss.
    pub mono_loss_band_db: Option<f64>,
}

impl Profile {
    /// A flat curve without width, with nothing else known: where every other profile begins.
    #[must_use]
    pub fn flat(name: &str, basis: ProfileBasis) -> Self {
        Self {
            schema: PROFILE_SCHEMA.to_owned(),
            name: name.to_owned(),
            basis,
            sources: Vec::new(),
            center_hz: std::array::from_fn(center_hz),
            median_db: [0.0; THIRD_OCTAVES],
            low_db: [0.0; THIRD_OCTAVES],
            high_db: [0.0; THIRD_OCTAVES],
            bandwidth_hz: None,
            integrated_lufs: None,
            true_peak_dbtp: None,
            plr_db: None,
            psr_p5_db: None,
            psr_p50_db: None,
            loudness_range_lu: None,
            loudness_jump_lu: None,
            correlation: None,
            width_wide_db: None,
            width_sublow_db: None,
            balance_db: None,
            sibilance_spread_db: None,
            rumble_db: None,
            mono_loss_band_db: None,
        }
    }
}

/// One reference in a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileSource {
    /// File name without folder and ending, or "side-chain".
    pub name: String,
    /// Path as given; `None` for a side-chain.
    pub path: Option<String>,
    /// Length, seconds.
    pub duration_s: f64,
    /// Sample rate, Hz.
    pub sample_rate_hz: f64,
    /// What makes it a poor reference, as a sentence; `None` when nothing does.
    pub warning: Option<String>,
}
