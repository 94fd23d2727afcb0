//! What is done to the songs, in three strengths each, and what must be said about it.
//!
//! The gains of the tonal faults are not tuned to any song: they are what makes the mean of the region, computed from the
//! response of the filter alone, exceed its limit by about 0.4, 2.8 and 5.5 dB, the middles of Polish, Important and
//! Critical.

mod balance;
mod image;
mod levels;

use triage::model::report::Severity;
use triage_testkit::signals::Shape;

/// One way to spoil a song.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// What a producer would call it.
    pub name: &'static str,
    /// Issues that name it, the fittest first.
    pub issues: &'static [&'static str],
    /// What the song must have for the fault to be there at all.
    pub needs: Needs,
    /// Slight, plain and gross, each with the mildest and the severest class that is right.
    pub steps: [(Damage, Severity, Severity); 3],
}

/// What a song must have for a fault to be there at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Needs {
    /// Any song can have it.
    Nothing,
    /// Two channels that differ.
    Sides,
    /// Sound between two frequencies, Hz.
    Sound(f64, f64),
    /// Sound between two frequencies, Hz, of which both channels have much the same.
    Alike(f64, f64),
}

/// What happens to the samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Damage {
    /// Turned up until the highest sample is here, dBFS.
    PeakAt(f64),
    /// Turned down until the root mean square is here, dBFS.
    Quiet(f64),
    /// Turned up until the highest sample would be so far over full scale, dB, cut off there, and turned by another gain, dB.
    Clipped {
        /// Over full scale before the cut, dB.
        over_db: f64,
        /// Gain after it, dB.
        then_db: f64,
    },
    /// Pressed into a limiter until peaks are so much closer to the average, dB.
    Squashed(f64),
    /// Fifteen seconds in the middle louder by this, dB.
    Jump(f64),
    /// An equaliser band.
    Equalised(Band),
    /// Sides louder by this, dB.
    Sides(f64),
    /// Right channel upside down above a frequency, Hz; all of it from 0 Hz.
    Inverted(f64),
    /// Right channel below 150 Hz multiplied by this.
    LowEnd(f64),
    /// Right channel late by this, ms.
    Late(f64),
    /// Left channel lower by this, dB.
    LeftLower(f64),
    /// A constant added.
    Offset(f64),
    /// Right channel silent for this share of the song, in its middle.
    RightSilent(f64),
    /// So many gaps of 8 ms.
    Gaps(usize),
    /// Noise at 10-18 Hz so far below the low end, 40-160 Hz, dB.
    Rumble(f64),
    /// So many samples that are no numbers.
    NotNumbers(usize),
}

/// An equaliser band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Bell or shelf.
    pub shape: Shape,
    /// Centre or corner, Hz.
    pub frequency_hz: f64,
    /// Gain, dB.
    pub gain_db: f64,
    /// Quality factor.
    pub q: f64,
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Fault> + Clone {
    levels::FAULTS
        .iter()
        .chain(balance::FAULTS)
        .chain(image::FAULTS)
}

/// A fault that is of the same class at every strength.
const fn always(damages: [Damage; 3], severity: Severity) -> [(Damage, Severity, Severity); 3] {
    let [slight, plain, gross] = damages;
    [
        (slight, severity, severity),
        (plain, severity, severity),
        (gross, severity, severity),
    ]
}
