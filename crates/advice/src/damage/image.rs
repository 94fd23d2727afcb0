//! Faults of the stereo image.

use std::f64::consts::PI;

use triage_testkit::signals::Biquad;
use triage_testkit::signals::filter;
use triage_testkit::signals::low_pass;

use super::Stereo;
use super::db;
use super::high_pass;

/// Where the low end stops being one, Hz.
const LOW_END_HZ: f64 = 150.0;

/// Sides louder by `gain_db`.
#[must_use]
pub fn with_sides(song: &Stereo, gain_db: f64) -> Stereo {
    from_middle_and_sides(song, |sides| {
        sides.iter().map(|side| side * db(gain_db)).collect()
    })
}

/// No sides below a frequency.
#[must_use]
pub fn mono_below(song: &Stereo, rate_hz: f64, frequency_hz: f64) -> Stereo {
    let section = high_pass(rate_hz, frequency_hz);
    from_middle_and_sides(song, |sides| filter(&[section, section], sides))
}

/// Right channel upside down above a frequency: an all-pass of first order. At 0 Hz all of it is.
pub(super) fn inverted(song: &Stereo, rate_hz: f64, above_hz: f64) -> Stereo {
    let corner = (PI * above_hz / rate_hz).tan();
    let pole = (corner - 1.0) / (corner + 1.0);
    let turn = Biquad {
        b: [pole, 1.0, 0.0],
        a: [pole, 0.0],
    };
    [song[0].clone(), filter(&[turn], &song[1])]
}

/// Right channel multiplied by `factor` where the low end is. There and back through the filter, which turns no phase.
pub(super) fn low_end_times(song: &Stereo, rate_hz: f64, factor: f64) -> Stereo {
    let sections = low_pass(rate_hz, LOW_END_HZ);
    let mut low = filter(&sections, &song[1]);
    low.reverse();
    let mut low = filter(&sections, &low);
    low.reverse();
    let right = song[1]
        .iter()
        .zip(&low)
        .map(|(sample, low)| sample + (factor - 1.0) * low);
    [song[0].clone(), right.collect()]
}

/// Right channel late.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a hundred frames at most"
)]
pub(super) fn late(song: &Stereo, rate_hz: f64, late_ms: f64) -> Stereo {
    let frames = (late_ms * rate_hz / 1000.0).round() as usize;
    let kept = song[1].len().saturating_sub(frames);
    let right = std::iter::repeat_n(0.0, frames).chain(song[1][..kept].iter().copied());
    [song[0].clone(), right.collect()]
}

fn from_middle_and_sides(song: &Stereo, change: impl Fn(&[f64]) -> Vec<f64>) -> Stereo {
    let [left, right] = song;
    let sides: Vec<f64> = left.iter().zip(right).map(|(l, r)| (l - r) / 2.0).collect();
    let changed = change(&sides);
    let middle = left.iter().zip(right).map(|(l, r)| (l + r) / 2.0);
    middle
        .zip(changed)
        .map(|(middle, side)| (middle + side, middle - side))
        .unzip::<f64, f64, Vec<_>, Vec<_>>()
        .into()
}
