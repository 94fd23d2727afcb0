//! Faults of single places, and noises that do not belong to the music.

use triage_testkit::signals::band_pass;
use triage_testkit::signals::filter;
use triage_testkit::signals::white;

use super::Stereo;
use super::db;
use super::rms_db;

/// Length of the part that is too loud, and of a gap, seconds.
const PART_S: f64 = 15.0;
const GAP_S: f64 = 0.008;

/// Where rumble lives, Hz.
const RUMBLE_HZ: (f64, f64) = (10.0, 18.0);

/// What it is measured against, Hz.
const LOW_END_HZ: (f64, f64) = (40.0, 160.0);

/// A part in the middle louder by `louder_db`.
pub(super) fn with_jump(song: &Stereo, rate_hz: f64, louder_db: f64) -> Stereo {
    let frames = song[0].len();
    let part = frames_in(PART_S, rate_hz).min(frames);
    let start = (frames - part) / 2;
    edited(song, |channel| {
        for sample in &mut channel[start..start + part] {
            *sample *= db(louder_db);
        }
    })
}

/// Low noise, the same on both sides.
pub(super) fn with_rumble(song: &Stereo, rate_hz: f64, level_db: f64) -> Stereo {
    let band = band_pass(rate_hz, RUMBLE_HZ.0, RUMBLE_HZ.1);
    let noise = filter(&band.repeat(2), &white(song[0].len(), 77));
    let noise_db = rms_db(&[noise.clone(), noise.clone()]);
    let low_end = band_pass(rate_hz, LOW_END_HZ.0, LOW_END_HZ.1);
    let low_end_db = rms_db(&[filter(&low_end, &song[0]), filter(&low_end, &song[1])]);
    let gain = db(low_end_db + level_db - noise_db);
    edited(song, |channel| {
        for (sample, noise) in channel.iter_mut().zip(&noise) {
            *sample += gain * noise;
        }
    })
}

/// Right channel silent in the middle, for a share of the song.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "songs are minutes long"
)]
pub(super) fn right_silent(song: &Stereo, share: f64) -> Stereo {
    let silent = (song[1].len() as f64 * share) as usize;
    let mut right = song[1].clone();
    let start = (right.len() - silent) / 2;
    right[start..start + silent].fill(0.0);
    [song[0].clone(), right]
}

/// Gaps in both channels, evenly over the song, moved to where it sounds.
pub(super) fn with_gaps(song: &Stereo, rate_hz: f64, gaps: usize) -> Stereo {
    let gap = frames_in(GAP_S, rate_hz);
    let starts: Vec<usize> = (1..=gaps)
        .map(|n| {
            loudest_near(
                song,
                song[0].len() * n / (gaps + 1),
                frames_in(1.0, rate_hz),
            )
        })
        .collect();
    edited(song, |channel| {
        for &start in &starts {
            let end = (start + gap).min(channel.len());
            channel[start..end].fill(0.0);
        }
    })
}

/// Samples that are no numbers, in the left channel.
pub(super) fn with_not_numbers(song: &Stereo, count: usize) -> Stereo {
    let mut broken = song.clone();
    let frames = broken[0].len();
    for n in 1..=count {
        broken[0][frames * n / (count + 1)] = f64::NAN;
    }
    broken
}

/// The frame of the highest sample within `reach` frames of a place.
fn loudest_near(song: &Stereo, frame: usize, reach: usize) -> usize {
    let end = (frame + reach).min(song[0].len());
    (frame..end)
        .max_by(|&a, &b| song[0][a].abs().total_cmp(&song[0][b].abs()))
        .unwrap_or(frame)
}

fn edited(song: &Stereo, edit: impl Fn(&mut [f64])) -> Stereo {
    let mut edited = song.clone();
    edited.iter_mut().for_each(|channel| edit(channel));
    edited
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds of audio"
)]
fn frames_in(seconds: f64, rate_hz: f64) -> usize {
    (seconds * rate_hz).round() as usize
}
