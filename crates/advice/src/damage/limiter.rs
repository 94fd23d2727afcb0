//! A limiter as they sit on the ends of buses, to be pushed too far.

use super::Stereo;
use super::db;

/// How far it looks ahead, and how soon it lets go, seconds.
const AHEAD_S: f64 = 0.002;
const RELEASE_S: f64 = 0.08;

/// The song, `drive_db` louder, held to the peak it had. Both channels are turned together.
pub fn limited(song: &Stereo, rate_hz: f64, drive_db: f64) -> Stereo {
    let [left, right] = song;
    let ceiling = song
        .iter()
        .flatten()
        .fold(0.0f64, |peak, sample| peak.max(sample.abs()));
    let drive = db(drive_db);
    let wanted: Vec<f64> = left
        .iter()
        .zip(right)
        .map(|(l, r)| ceiling / (drive * l.abs().max(r.abs())).max(ceiling))
        .collect();
    let gains = smoothed(&wanted, rate_hz);
    let turned = |channel: &[f64]| -> Vec<f64> {
        channel
            .iter()
            .zip(&gains)
            .map(|(sample, gain)| (sample * drive * gain).clamp(-ceiling, ceiling))
            .collect()
    };
    [turned(left), turned(right)]
}

/// Falls in time for the lowest gain ahead, and comes back slowly.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few hundred frames"
)]
fn smoothed(wanted: &[f64], rate_hz: f64) -> Vec<f64> {
    let ahead = (AHEAD_S * rate_hz) as usize;
    let release = (-1.0 / (RELEASE_S * rate_hz)).exp();
    // Straight down towards each low gain, over the frames before it.
    let mut gains = wanted.to_vec();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred frames")]
    let step = 1.0 / ahead.max(1) as f64;
    for n in (0..gains.len().saturating_sub(1)).rev() {
        gains[n] = gains[n].min(gains[n + 1] + step);
    }
    let mut gain = 1.0f64;
    for wanted in &mut gains {
        gain = (1.0 - release).mul_add(1.0 - gain, gain).min(*wanted);
        *wanted = gain;
    }
    gains
}
