//! A limiter as they sit on the ends of buses, to be pushed too far.

use std::collections::VecDeque;

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

/// Falls in time for the lowest gain ahead, and comes back slowly: no top is ever followed, so none becomes flat.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a few hundred frames"
)]
fn smoothed(wanted: &[f64], rate_hz: f64) -> Vec<f64> {
    let ahead = ((AHEAD_S * rate_hz) as usize).max(1);
    let release = (-1.0 / (RELEASE_S * rate_hz)).exp();
    let mut gain = 1.0f64;
    let mut held = lowest_ahead(wanted, ahead);
    for lowest in &mut held {
        gain = (1.0 - release).mul_add(1.0 - gain, gain).min(*lowest);
        *lowest = gain;
    }
    // The mean over the frames before goes straight down to each low gain, and is there when its peak comes.
    let mut sum = ahead as f64;
    (0..held.len())
        .map(|n| {
            sum += held[n] - if n >= ahead { held[n - ahead] } else { 1.0 };
            sum / ahead as f64
        })
        .collect()
}

/// The lowest gain of each frame and the `ahead` frames after it.
fn lowest_ahead(wanted: &[f64], ahead: usize) -> Vec<f64> {
    let mut candidates: VecDeque<usize> = VecDeque::new();
    let mut lowest = vec![1.0; wanted.len()];
    for n in (0..wanted.len()).rev() {
        while candidates
            .back()
            .is_some_and(|&later| wanted[later] >= wanted[n])
        {
            candidates.pop_back();
        }
        candidates.push_back(n);
        if candidates.front().is_some_and(|&first| first > n + ahead) {
            candidates.pop_front();
        }
        lowest[n] = candidates.front().map_or(1.0, |&first| wanted[first]);
    }
    lowest
}
