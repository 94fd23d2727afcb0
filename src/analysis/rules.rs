//! The rules: one file each, one row each in [`RULES`].
//!
//! A rule looks at the context and returns what it found. It also returns what is less than its hysteresis short of
//! being found, with an excess at or below zero: that keeps an issue alive that a person is already looking at.

use crate::analysis::context::Context;
use crate::analysis::finding::Finding;
use crate::model::settings::Focus;

mod boomy;
mod boxy;
mod clip_full_scale;
mod clip_over;
mod clip_source;
mod dc_offset;
mod dead_channel;
mod dropout;
mod dyn_inconsistent;
mod harsh;
mod headroom_low;
mod imbalance;
mod level_low;
mod lossy_source;
mod loudness_off;
mod low_end_stereo;
mod mono_loss;
mod muddy;
mod nan_inf;
mod narrow;
mod nasal;
mod no_air;
mod over_compressed;
mod phase;
mod resonance;
mod rumble;
mod sibilant;
mod sub_heavy;
mod thin;
mod tonal;
mod too_bright;
mod too_dark;
mod too_dynamic;
mod too_wide;
mod true_peak_over;
mod width;

pub(super) use crate::analysis::rules::headroom_low::PEAK_DBFS;
pub(super) use crate::analysis::rules::mono_loss::worst_within_db as mono_loss_within_db;
pub(super) use crate::analysis::rules::rumble::is_louder_than_sub as rumbles_louder_than_sub;
pub(super) use crate::analysis::rules::true_peak_over::MASTER_CEILING_DBTP;

/// One thing that can be wrong with a mix.
#[derive(Debug)]
pub(super) struct Rule {
    /// Name in reports.
    pub(super) id: &'static str,
    pub(super) family: Family,
    /// Active audio after which the verdict is as sure as it gets, seconds.
    pub(super) need_s: f64,
    /// Weight of the family in the ranking.
    pub(super) weight: f64,
    /// Focus sessions it belongs to, beside "all".
    pub(super) focus: &'static [Focus],
    pub(super) judge: fn(&Context) -> Vec<Finding>,
}

/// Rules that come and go in the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// Single events. Seen at once, judged however short the audio is, gone when the place was replayed without.
    Event,
    Headroom,
    Stereo,
    Tonal,
    Dynamics,
    Offset,
    /// Traces of earlier clipping: they fade as slowly as they are certain.
    Trace,
}

impl Family {
    /// Active audio for which a finding must hold before it is shown, and must be gone before it leaves, seconds.
    pub(super) fn hold_s(self) -> (f64, f64) {
        match self {
            Self::Event => (0.0, 0.0),
            Self::Headroom => (1.0, 5.0),
            Self::Stereo => (4.0, 6.0),
            Self::Tonal => (6.0, 8.0),
            Self::Dynamics => (10.0, 10.0),
            Self::Offset => (5.0, 5.0),
            Self::Trace => (0.0, 30.0),
        }
    }

    /// Whether a verdict needs some seconds of music.
    pub(super) fn needs_music(self) -> bool {
        !matches!(self, Self::Event | Self::Offset)
    }
}

/// Broken audio matters whatever one is working on.
const EVERY_FOCUS: [Focus; 4] = [Focus::LowEnd, Focus::Vocals, Focus::Stereo, Focus::Balance];

/// All rules, in the order of the list of issues in the documentation.
pub(super) static RULES: [Rule; 34] = [
    clip_over::RULE,
    clip_full_scale::RULE,
    clip_source::RULE,
    true_peak_over::RULE,
    headroom_low::RULE,
    level_low::RULE,
    loudness_off::RULE,
    over_compressed::RULE,
    too_dynamic::RULE,
    dyn_inconsistent::RULE,
    narrow::RULE,
    too_wide::RULE,
    phase::RULE,
    low_end_stereo::RULE,
    mono_loss::RULE,
    imbalance::RULE,
    too_dark::RULE,
    too_bright::RULE,
    muddy::RULE,
    boxy::RULE,
    nasal::RULE,
    harsh::RULE,
    sibilant::RULE,
    boomy::RULE,
    sub_heavy::RULE,
    thin::RULE,
    no_air::RULE,
    resonance::RULE,
    rumble::RULE,
    dc_offset::RULE,
    dead_channel::RULE,
    dropout::RULE,
    nan_inf::RULE,
    lossy_source::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_own_name() {
        let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RULES.len());
    }
}
