//! Moves, as they stand in the report's JSON, carried out by filters that the engine knows nothing of.

use serde_json::Value;
use triage_testkit::signals::Shape;
use triage_testkit::signals::filter;
use triage_testkit::signals::low_pass;

use crate::damage;
use crate::damage::Stereo;
use crate::faults::Band;
use crate::faults::Damage;

/// Where sides begin, Hz: the contract of `side_gain`.
const SIDES_FROM_HZ: f64 = 250.0;

/// A spoilt song: how it came about, and how it sounds.
#[derive(Clone, Copy, Debug)]
pub struct Spoilt<'a> {
    /// What was done.
    pub damage: Damage,
    /// Before it was done.
    pub whole: &'a Stereo,
    /// After it was done.
    pub song: &'a Stereo,
    /// Sample rate, Hz.
    pub rate_hz: f64,
}

/// The song after the move; `None` for moves without numbers, which only a person can make.
#[must_use]
pub fn apply(fix: &Value, spoilt: &Spoilt) -> Option<Stereo> {
    let Spoilt {
        damage,
        whole,
        song,
        rate_hz,
    } = *spoilt;
    let number = |name: &str| fix[name].as_f64();
    match fix["kind"].as_str()? {
        // What feeds a clipper or limiter, or how far it is driven: done again with that much less.
        "gain" => Some(damage::apply_after(
            damage,
            whole,
            rate_hz,
            number("gain_db")?,
        )),
        // Automation is for hands.
        "dynamics" if matches!(damage, Damage::Squashed(_)) => Some(damage::apply_after(
            damage,
            whole,
            rate_hz,
            number("gain_db")?,
        )),
        "bell" => equalised(fix, Shape::Bell, song, rate_hz),
        "low_shelf" => equalised(fix, Shape::LowShelf, song, rate_hz),
        "high_shelf" => equalised(fix, Shape::HighShelf, song, rate_hz),
        "high_pass" => Some(damage::above(song, rate_hz, number("frequency_hz")?)),
        "side_gain" => Some(with_sides(song, rate_hz, number("width_db")?)),
        "mono_below" => Some(damage::mono_below(song, rate_hz, number("frequency_hz")?)),
        "balance" => Some(damage::balanced(song, number("gain_db")?)),
        _ => None,
    }
}

fn equalised(fix: &Value, shape: Shape, song: &Stereo, rate_hz: f64) -> Option<Stereo> {
    let band = Band {
        shape,
        frequency_hz: fix["frequency_hz"].as_f64()?,
        gain_db: fix["gain_db"].as_f64()?,
        q: fix["q"].as_f64()?,
    };
    Some(damage::equalised(song, rate_hz, band))
}

/// Sides louder by `gain_db` where they begin and above.
fn with_sides(song: &Stereo, rate_hz: f64, gain_db: f64) -> Stereo {
    let [left, right] = song;
    let sides: Vec<f64> = left.iter().zip(right).map(|(l, r)| (l - r) / 2.0).collect();
    let low = filter(&low_pass(rate_hz, SIDES_FROM_HZ), &sides);
    let gain = 10f64.powf(gain_db / 20.0) - 1.0;
    let added: Vec<f64> = sides
        .iter()
        .zip(&low)
        .map(|(side, low)| gain * (side - low))
        .collect();
    let turned = |channel: &[f64], sign: f64| -> Vec<f64> {
        channel
            .iter()
            .zip(&added)
            .map(|(sample, added)| sample + sign * added)
            .collect()
    };
    [turned(left, 1.0), turned(right, -1.0)]
}
