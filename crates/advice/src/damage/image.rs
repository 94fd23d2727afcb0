//! Faults of the stereo image.

use triage_testkit::signals::filter;
use triage_testkit::signals::low_pass;

use super::Stereo;
use super::db;
use super::high_pass;

/// Where the low end stops being one, Hz.
const LOW_END_HZ: f64 = 110.0;

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

/// Right channel upside down between two frequencies; without filters where they are the ends of the spectrum.
pub(super) fn inverted(song: &Stereo, rate_hz: f64, low_hz: f64, high_hz: f64) -> Stereo {
    let [left, right] = song;
    // What lies below a frequency, and the rest: together they are the channel.
    let below = |channel: &[f64], hz: f64| {
        if hz <= 0.0 {
            vec![0.0; channel.len()]
        } else if hz >= rate_hz / 2.0 {
            channel.to_vec()
        } else {
            filter(&low_pass(rate_hz, hz), channel)
        }
    };
    let (low, high) = (below(right, low_hz), below(right, high_hz));
    let turned = right
        .iter()
        .zip(low.iter().zip(&high))
        .map(|(sample, (low, high))| sample - 2.0 * (high - low))
        .collect();
    [left.clone(), turned]
}

/// Right channel multiplied by `factor` where the low end is.
pub(super) fn low_end_times(song: &Stereo, rate_hz: f64, factor: f64) -> Stereo {
    let low = filter(&low_pass(rate_hz, LOW_END_HZ), &song[1]);
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
