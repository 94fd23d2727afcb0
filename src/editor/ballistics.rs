//! How readings move on the screen: peaks that jump up and sink, lamps that stay lit, the last half minute.
//!
//! All of it depends on time only, not on how often the screen is drawn.

use std::collections::VecDeque;

/// How long a peak stands still before it sinks, seconds.
pub const HOLD_S: f32 = 1.5;

/// How fast a level sinks, dB per second: IEC 60268-18 type meters fall 20 dB in 1.7 s, a little slower.
pub const FALL_DB_PER_S: f32 = 20.0;

/// A level that jumps up at once and sinks at [`FALL_DB_PER_S`], and a mark that first stands for [`HOLD_S`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeakNeedle {
    level_db: f32,
    hold_db: f32,
    held_s: f32,
}

impl Default for PeakNeedle {
    fn default() -> Self {
        Self {
            level_db: f32::NEG_INFINITY,
            hold_db: f32::NEG_INFINITY,
            held_s: 0.0,
        }
    }
}

impl PeakNeedle {
    /// Takes the highest reading of the time since the last call, dB; `-inf` for silence.
    pub fn advance(&mut self, peak_db: f32, elapsed_s: f32) {
        let elapsed_s = elapsed_s.max(0.0);
        self.level_db = (self.level_db - FALL_DB_PER_S * elapsed_s).max(peak_db);
        // Only the part of the step after the hold ran out makes the mark sink.
        let before_s = self.held_s;
        self.held_s += elapsed_s;
        let sinking_s = (self.held_s - HOLD_S.max(before_s)).max(0.0);
        self.hold_db -= FALL_DB_PER_S * sinking_s;
        if peak_db >= self.hold_db {
            self.hold_db = peak_db;
            self.held_s = 0.0;
        }
    }

    /// The level to draw, dB; `-inf` for silence.
    #[must_use]
    pub const fn level_db(&self) -> f32 {
        self.level_db
    }

    /// The mark to draw, dB; `-inf` for silence.
    #[must_use]
    pub const fn hold_db(&self) -> f32 {
        self.hold_db
    }
}

/// Slots of a [`Recent`].
pub const RECENT_SLOTS: usize = 120;

/// Length of one slot, seconds: 120 of them are 30 s.
pub const RECENT_SLOT_S: f32 = 0.25;

/// The lowest readings of the last 30 s, oldest first; what stands still while nothing plays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recent {
    slots: VecDeque<Option<f32>>,
    filled_s: f32,
}

impl Recent {
    /// Takes a reading that held for this long; `None` where there was nothing to read.
    pub fn advance(&mut self, reading: Option<f32>, elapsed_s: f32) {
        self.filled_s += elapsed_s.clamp(0.0, RECENT_SLOT_S * RECENT_SLOTS as f32);
        if self.slots.is_empty() {
            self.slots.push_back(None);
        }
        if let Some(newest) = self.slots.back_mut() {
            *newest = lower(*newest, reading);
        }
        while self.filled_s >= RECENT_SLOT_S {
            self.filled_s -= RECENT_SLOT_S;
            self.slots.push_back(reading);
        }
        let excess = self.slots.len().saturating_sub(RECENT_SLOTS);
        self.slots.drain(..excess);
    }

    /// The readings, oldest first, at most [`RECENT_SLOTS`].
    #[must_use]
    pub fn readings(&self) -> Vec<Option<f32>> {
        self.slots.iter().copied().collect()
    }

    /// Forgets all of it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

fn lower(one: Option<f32>, other: Option<f32>) -> Option<f32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SILENCE: f32 = f32::NEG_INFINITY;

    #[track_caller]
    fn check(seconds: &[f32], level_db: f32, hold_db: f32) {
        let mut needle = PeakNeedle::default();
        needle.advance(-6.0, 0.0);
        for &elapsed_s in seconds {
            needle.advance(SILENCE, elapsed_s);
        }
        assert!((needle.level_db() - level_db).abs() < 1e-3, "{needle:?}");
        assert!((needle.hold_db() - hold_db).abs() < 1e-3, "{needle:?}");
    }

    #[test]
    fn level_sinks_twenty_decibels_a_second() {
        check(&[1.0], -26.0, -6.0);
        check(&[0.5, 0.25], -21.0, -6.0);
    }

    #[test]
    fn mark_stands_for_one_and_a_half_seconds_and_sinks_then() {
        check(&[1.5], -36.0, -6.0);
        check(&[2.0], -46.0, -16.0);
        check(&[1.0, 1.0, 1.0], -66.0, -36.0);
    }

    #[test]
    fn frame_rate_does_not_show() {
        check(&[1.0 / 30.0; 60], -46.0, -16.0);
        check(&[1.0 / 7.0; 14], -46.0, -16.0);
    }

    #[test]
    fn higher_peak_takes_over_at_once() {
        let mut needle = PeakNeedle::default();
        needle.advance(-20.0, 0.03);
        needle.advance(-3.0, 0.03);
        assert_eq!((needle.level_db(), needle.hold_db()), (-3.0, -3.0));
    }

    #[test]
    fn lower_peak_waits_below_the_mark() {
        let mut needle = PeakNeedle::default();
        needle.advance(-3.0, 0.0);
        needle.advance(-10.0, 1.0);
        assert_eq!((needle.level_db(), needle.hold_db()), (-10.0, -3.0));
    }

    #[test]
    fn silence_stays_silent() {
        let mut needle = PeakNeedle::default();
        needle.advance(SILENCE, 1.0);
        assert_eq!(needle.level_db(), SILENCE);
    }

    #[test]
    fn recent_readings_reach_back_thirty_seconds() {
        let mut recent = Recent::default();
        for frame in 0..2000 {
            recent.advance(Some(if frame == 0 { -1.0 } else { 1.0 }), 1.0 / 30.0);
        }
        assert_eq!(recent.readings().len(), RECENT_SLOTS);
        assert!(
            recent
                .readings()
                .iter()
                .all(|reading| *reading == Some(1.0))
        );
    }

    #[test]
    fn short_dip_is_not_lost_between_slots() {
        let mut recent = Recent::default();
        for frame in 0..30 {
            recent.advance(Some(if frame == 10 { -0.9 } else { 0.8 }), 1.0 / 30.0);
        }
        let lowest = recent.readings().into_iter().flatten().fold(1.0, f32::min);
        assert_eq!(lowest, -0.9);
    }
}
