//! The faults as sound.

mod defects;
mod image;
mod limiter;

use std::f64::consts::TAU;

use triage_testkit::signals::Biquad;
use triage_testkit::signals::band_pass;
use triage_testkit::signals::filter;
use triage_testkit::signals::rbj;

use crate::faults::Band;
use crate::faults::Damage;
use crate::faults::Fault;
use crate::faults::Needs;

pub use image::mono_below;
pub use image::with_sides;

/// Both channels.
pub type Stereo = [Vec<f64>; 2];

/// Highest sample of every song before anything happens to it, and after what should change its level in no way, dBFS:
/// the headroom a mix has.
const PEAK_DBFS: f64 = -6.0;

/// Most that is asked of the limiter, dB.
const DRIVE_MAX_DB: f64 = 20.0;

/// A bell this narrow rings.
const RING_Q: f64 = 10.0;

/// A song as a mix that is ready to be worked on.
#[must_use]
pub fn with_headroom(song: &Stereo) -> Stereo {
    to_peak(song, PEAK_DBFS)
}

/// The song with the fault.
#[must_use]
pub fn apply(damage: Damage, song: &Stereo, rate_hz: f64) -> Stereo {
    apply_after(damage, song, rate_hz, 0.0)
}

/// The song with the fault, had `gain_db` come before its clipper or limiter; where there is neither, after it.
#[must_use]
pub fn apply_after(damage: Damage, song: &Stereo, rate_hz: f64, gain_db: f64) -> Stereo {
    match damage {
        Damage::Clipped { over_db, then_db } => {
            let driven = gained(&to_peak(song, over_db), gain_db);
            each(&driven, |sample| sample.clamp(-1.0, 1.0) * db(then_db))
        }
        Damage::Squashed(lost_db) => {
            let drive_db = drive_for(song, rate_hz, lost_db) + gain_db;
            to_peak(&limiter::limited(song, rate_hz, drive_db), PEAK_DBFS)
        }
        _ => gained(&spoilt(damage, song, rate_hz), gain_db),
    }
}

fn spoilt(damage: Damage, song: &Stereo, rate_hz: f64) -> Stereo {
    let spoilt = match damage {
        Damage::PeakAt(peak_dbfs) => return to_peak(song, peak_dbfs),
        Damage::Quiet(rms_dbfs) => return gained(song, rms_dbfs - rms_db(song)),
        Damage::Clipped { .. } | Damage::Squashed(_) => song.clone(),
        Damage::Jump(louder_db) => defects::with_jump(song, rate_hz, louder_db),
        Damage::Equalised(band) => equalised(song, rate_hz, band),
        Damage::Sides(gain_db) => with_sides(song, gain_db),
        Damage::Inverted(above_hz) => image::inverted(song, rate_hz, above_hz),
        Damage::LowEnd(factor) => image::low_end_times(song, rate_hz, factor),
        Damage::Late(late_ms) => image::late(song, rate_hz, late_ms),
        Damage::LeftLower(lower_db) => balanced(song, lower_db),
        Damage::Rumble(level_db) => defects::with_rumble(song, rate_hz, level_db),
        Damage::RightSilent(share) => return defects::right_silent(song, share),
        Damage::Offset(offset) => return each(song, |sample| sample + offset),
        Damage::Gaps(gaps) => return defects::with_gaps(song, rate_hz, gaps),
        Damage::NotNumbers(count) => return defects::with_not_numbers(song, count),
    };
    to_peak(&spoilt, PEAK_DBFS)
}

/// The song through an equaliser band.
#[must_use]
pub fn equalised(song: &Stereo, rate_hz: f64, band: Band) -> Stereo {
    let section = rbj(band.shape, rate_hz, band.frequency_hz, band.gain_db, band.q);
    filtered(song, &[section])
}

/// The song above a frequency, 12 dB/oct, Butterworth.
#[must_use]
pub fn above(song: &Stereo, rate_hz: f64, corner_hz: f64) -> Stereo {
    filtered(song, &[high_pass(rate_hz, corner_hz)])
}

/// Right channel louder than the left one by so much more, dB, half of it on each side.
#[must_use]
pub fn balanced(song: &Stereo, right_up_db: f64) -> Stereo {
    let turned = |channel: &[f64], gain_db: f64| -> Vec<f64> {
        channel.iter().map(|sample| sample * db(gain_db)).collect()
    };
    [
        turned(&song[0], -right_up_db / 2.0),
        turned(&song[1], right_up_db / 2.0),
    ]
}

/// The song at another level.
#[must_use]
pub fn gained(song: &Stereo, gain_db: f64) -> Stereo {
    each(song, |sample| sample * db(gain_db))
}

/// Whether the song can have the fault: with sound of at least -45 dB of all it has where the fault would be, and a
/// correlation of at least 0.6 there where it takes one.
#[must_use]
pub fn is_possible(fault: &Fault, step: usize, song: &Stereo, rate_hz: f64) -> bool {
    const AUDIBLE_DB: f64 = -45.0;
    const ALIKE_MIN: f64 = 0.6;
    // Sides 40 dB below the middle.
    const MONO: f64 = 0.9998;
    let between = |low_hz: f64, high_hz: f64| {
        filtered(
            song,
            &band_pass(rate_hz, low_hz, high_hz.min(0.45 * rate_hz)),
        )
    };
    let sounds = |band: &Stereo| rms_db(band) - rms_db(song) > AUDIBLE_DB;
    if let Damage::Equalised(band) = fault.steps[step].0
        && band.q > RING_Q
    {
        return sounds(&between(band.frequency_hz * 0.94, band.frequency_hz * 1.06));
    }
    match fault.needs {
        Needs::Nothing => true,
        Needs::Sides => correlation(song) < MONO,
        Needs::Sound(low_hz, high_hz) => sounds(&between(low_hz, high_hz)),
        Needs::Alike(low_hz, high_hz) => {
            let band = between(low_hz, high_hz);
            sounds(&band) && correlation(&band) >= ALIKE_MIN
        }
    }
}

fn correlation([left, right]: &Stereo) -> f64 {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    product(left, right)
        / (product(left, left) * product(right, right))
            .sqrt()
            .max(1e-18)
}

/// The drive of the limiter that brings peaks closer to the average by `lost_db`.
fn drive_for(song: &Stereo, rate_hz: f64, lost_db: f64) -> f64 {
    let crest_db = |song: &Stereo| peak_db(song) - rms_db(song);
    let aim_db = crest_db(song) - lost_db;
    let (mut low_db, mut high_db) = (0.0, DRIVE_MAX_DB);
    for _ in 0..9 {
        let middle_db = (low_db + high_db) / 2.0;
        if crest_db(&limiter::limited(song, rate_hz, middle_db)) > aim_db {
            low_db = middle_db;
        } else {
            high_db = middle_db;
        }
    }
    high_db
}

fn filtered(song: &Stereo, sections: &[Biquad]) -> Stereo {
    [filter(sections, &song[0]), filter(sections, &song[1])]
}

/// Robert Bristow-Johnson, "Audio EQ cookbook", with the Q of a Butterworth filter.
fn high_pass(rate_hz: f64, corner_hz: f64) -> Biquad {
    let w = TAU * corner_hz / rate_hz;
    let (alpha, cos) = (w.sin() * std::f64::consts::FRAC_1_SQRT_2, w.cos());
    let a0 = 1.0 + alpha;
    Biquad {
        b: [
            (1.0 + cos) / 2.0 / a0,
            -(1.0 + cos) / a0,
            (1.0 + cos) / 2.0 / a0,
        ],
        a: [-2.0 * cos / a0, (1.0 - alpha) / a0],
    }
}

fn to_peak(song: &Stereo, peak_dbfs: f64) -> Stereo {
    gained(song, peak_dbfs - peak_db(song))
}

fn each(song: &Stereo, change: impl Fn(f64) -> f64) -> Stereo {
    [0, 1].map(|channel: usize| song[channel].iter().map(|&sample| change(sample)).collect())
}

fn peak_db(song: &Stereo) -> f64 {
    let peak = song
        .iter()
        .flatten()
        .fold(0.0f64, |peak, sample| peak.max(sample.abs()));
    20.0 * peak.max(1e-9).log10()
}

fn rms_db(song: &Stereo) -> f64 {
    let energy: f64 = song.iter().flatten().map(|sample| sample * sample).sum();
    let samples = song[0].len() + song[1].len();
    #[expect(clippy::cast_precision_loss, reason = "songs are minutes long")]
    let mean = energy / samples.max(1) as f64;
    10.0 * mean.max(1e-18).log10()
}

fn db(gain_db: f64) -> f64 {
    10f64.powf(gain_db / 20.0)
}
