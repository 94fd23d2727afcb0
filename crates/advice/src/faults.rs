//! What is done to the songs, in three strengths each, and what must be said about it.
//!
//! The gains of the tonal faults are not tuned to any song: they are what makes the mean of the region, computed from the
//! response of the filter alone, exceed its limit by about 0.4, 2.8 and 5.5 dB, the middles of Polish, Important and
//! Critical.

use triage::model::report::Severity;
use triage::model::report::Severity::Critical;
use triage::model::report::Severity::Important;
use triage::model::report::Severity::Polish;
use triage_testkit::signals::Shape;
use triage_testkit::signals::Shape::Bell;
use triage_testkit::signals::Shape::HighShelf;
use triage_testkit::signals::Shape::LowShelf;

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

const SHELF_Q: f64 = 0.707;

/// All of them.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "overs",
        issues: &["CLIP_OVER"],
        needs: Needs::Nothing,
        steps: always(
            [
                Damage::PeakAt(0.3),
                Damage::PeakAt(1.5),
                Damage::PeakAt(4.0),
            ],
            Critical,
        ),
    },
    Fault {
        name: "clipped",
        issues: &["CLIP_FS"],
        needs: Needs::Nothing,
        steps: always(
            [clipped(3.0, 0.0), clipped(5.0, 0.0), clipped(9.0, 0.0)],
            Critical,
        ),
    },
    Fault {
        name: "clipped, then turned down",
        issues: &["CLIP_SOURCE"],
        needs: Needs::Nothing,
        steps: always(
            [clipped(4.0, -6.0), clipped(7.0, -6.0), clipped(10.0, -6.0)],
            Important,
        ),
    },
    Fault {
        name: "no headroom",
        issues: &["HEADROOM_LOW", "TRUE_PEAK_OVER"],
        needs: Needs::Nothing,
        steps: [
            (Damage::PeakAt(-2.0), Polish, Polish),
            (Damage::PeakAt(-0.5), Important, Important),
            (Damage::PeakAt(-0.1), Important, Important),
        ],
    },
    Fault {
        name: "too quiet",
        issues: &["LEVEL_LOW"],
        needs: Needs::Nothing,
        steps: always(
            [
                Damage::Quiet(-40.0),
                Damage::Quiet(-44.0),
                Damage::Quiet(-50.0),
            ],
            Polish,
        ),
    },
    Fault {
        name: "squashed",
        issues: &["OVER_COMPRESSED"],
        needs: Needs::Nothing,
        steps: [
            (Damage::Squashed(5.0), Important, Critical),
            (Damage::Squashed(6.5), Important, Critical),
            (Damage::Squashed(8.0), Important, Critical),
        ],
    },
    Fault {
        name: "a part too loud",
        issues: &["DYN_INCONSISTENT", "TOO_DYNAMIC"],
        needs: Needs::Nothing,
        steps: always(
            [Damage::Jump(12.0), Damage::Jump(15.0), Damage::Jump(18.0)],
            Polish,
        ),
    },
    tonal(
        "dark",
        &["TOO_DARK"],
        (4000.0, 16_000.0),
        HighShelf,
        (4500.0, SHELF_Q),
        [-3.5, -6.5, -9.5],
    ),
    tonal(
        "bright",
        &["TOO_BRIGHT"],
        (4000.0, 16_000.0),
        HighShelf,
        (4500.0, SHELF_Q),
        [3.5, 6.0, 9.5],
    ),
    tonal(
        "muddy",
        &["MUDDY"],
        (180.0, 440.0),
        Bell,
        (280.0, 1.0),
        [3.5, 6.5, 11.0],
    ),
    tonal(
        "boxy",
        &["BOXY"],
        (360.0, 900.0),
        Bell,
        (570.0, 1.2),
        [3.5, 7.5, 13.0],
    ),
    tonal(
        "nasal",
        &["NASAL"],
        (700.0, 1800.0),
        Bell,
        (1130.0, 1.2),
        [4.5, 8.5, 14.0],
    ),
    tonal(
        "harsh",
        &["HARSH"],
        (2200.0, 5500.0),
        Bell,
        (3500.0, 1.0),
        [3.5, 7.0, 11.0],
    ),
    tonal(
        "sibilant",
        &["SIBILANT", "HARSH", "TOO_BRIGHT"],
        (4500.0, 9000.0),
        Bell,
        (6300.0, 1.4),
        [4.5, 7.5, 11.5],
    ),
    tonal(
        "boomy",
        &["BOOMY", "SUB_HEAVY"],
        (70.0, 180.0),
        Bell,
        (113.0, 1.2),
        [4.5, 8.0, 11.5],
    ),
    tonal(
        "thin",
        &["THIN"],
        (60.0, 180.0),
        LowShelf,
        (180.0, SHELF_Q),
        [-4.0, -7.0, -10.0],
    ),
    tonal(
        "sub heavy",
        &["SUB_HEAVY", "BOOMY"],
        (22.0, 56.0),
        LowShelf,
        (55.0, SHELF_Q),
        [5.5, 8.5, 12.0],
    ),
    Fault {
        name: "no air",
        issues: &["NO_AIR", "TOO_DARK"],
        needs: Needs::Sound(9000.0, 17_000.0),
        steps: [
            (
                equalised(HighShelf, (10_500.0, SHELF_Q), -5.5),
                Polish,
                Polish,
            ),
            (
                equalised(HighShelf, (10_500.0, SHELF_Q), -9.0),
                Important,
                Important,
            ),
            (
                equalised(HighShelf, (10_500.0, SHELF_Q), -13.0),
                Important,
                Important,
            ),
        ],
    },
    Fault {
        name: "a ring",
        issues: &["RESONANCE"],
        needs: Needs::Sound(600.0, 3500.0),
        steps: [
            (equalised(Bell, (620.0, 12.0), 11.0), Polish, Important),
            (equalised(Bell, (1750.0, 12.0), 13.0), Polish, Important),
            (equalised(Bell, (3200.0, 12.0), 16.0), Polish, Important),
        ],
    },
    Fault {
        name: "rumble",
        issues: &["RUMBLE"],
        needs: Needs::Sound(40.0, 160.0),
        steps: always(
            [
                Damage::Rumble(-16.0),
                Damage::Rumble(-12.0),
                Damage::Rumble(-8.0),
            ],
            Polish,
        ),
    },
    Fault {
        name: "narrow",
        issues: &["NARROW"],
        needs: Needs::Nothing,
        steps: [
            (Damage::Sides(-5.0), Polish, Important),
            (Damage::Sides(-8.0), Important, Important),
            (Damage::Sides(-15.0), Important, Important),
        ],
    },
    Fault {
        name: "too wide",
        issues: &["TOO_WIDE", "PHASE"],
        needs: Needs::Nothing,
        steps: [
            (Damage::Sides(5.0), Polish, Critical),
            (Damage::Sides(8.0), Important, Critical),
            (Damage::Sides(12.0), Important, Critical),
        ],
    },
    Fault {
        name: "polarity",
        issues: &["PHASE", "TOO_WIDE", "MONO_LOSS"],
        needs: Needs::Alike(250.0, 4000.0),
        steps: [
            (Damage::Inverted(800.0), Important, Critical),
            (Damage::Inverted(300.0), Important, Critical),
            (Damage::Inverted(0.0), Critical, Critical),
        ],
    },
    Fault {
        name: "stereo low end",
        issues: &["LOW_END_STEREO", "PHASE"],
        needs: Needs::Alike(30.0, 110.0),
        steps: [
            (Damage::LowEnd(0.4), Important, Important),
            (Damage::LowEnd(0.1), Important, Critical),
            (Damage::LowEnd(-0.5), Critical, Critical),
        ],
    },
    Fault {
        name: "one side late",
        issues: &["MONO_LOSS", "PHASE", "TOO_WIDE", "LOW_END_STEREO"],
        needs: Needs::Alike(250.0, 4000.0),
        steps: [
            (Damage::Late(0.4), Polish, Critical),
            (Damage::Late(0.8), Polish, Critical),
            (Damage::Late(1.5), Polish, Critical),
        ],
    },
    Fault {
        name: "imbalance",
        issues: &["IMBALANCE"],
        needs: Needs::Nothing,
        steps: [
            (Damage::LeftLower(2.2), Polish, Polish),
            (Damage::LeftLower(4.0), Important, Important),
            (Damage::LeftLower(7.0), Important, Important),
        ],
    },
    Fault {
        name: "dead channel",
        issues: &["DEAD_CHANNEL"],
        needs: Needs::Nothing,
        steps: always(
            [
                Damage::RightSilent(0.15),
                Damage::RightSilent(0.5),
                Damage::RightSilent(1.0),
            ],
            Critical,
        ),
    },
    Fault {
        name: "DC offset",
        issues: &["DC_OFFSET"],
        needs: Needs::Nothing,
        steps: [
            (Damage::Offset(0.005), Polish, Polish),
            (Damage::Offset(0.02), Important, Important),
            (Damage::Offset(0.05), Important, Important),
        ],
    },
    Fault {
        name: "drop-outs",
        issues: &["DROPOUT"],
        needs: Needs::Nothing,
        steps: always(
            [Damage::Gaps(2), Damage::Gaps(5), Damage::Gaps(12)],
            Important,
        ),
    },
    Fault {
        name: "broken samples",
        issues: &["NAN_INF"],
        needs: Needs::Nothing,
        steps: always(
            [
                Damage::NotNumbers(1),
                Damage::NotNumbers(5),
                Damage::NotNumbers(50),
            ],
            Critical,
        ),
    },
];

/// A fault that is of the same class at every strength.
const fn always(damages: [Damage; 3], severity: Severity) -> [(Damage, Severity, Severity); 3] {
    let [slight, plain, gross] = damages;
    [
        (slight, severity, severity),
        (plain, severity, severity),
        (gross, severity, severity),
    ]
}

const fn clipped(over_db: f64, then_db: f64) -> Damage {
    Damage::Clipped { over_db, then_db }
}

const fn equalised(shape: Shape, (frequency_hz, q): (f64, f64), gain_db: f64) -> Damage {
    Damage::Equalised(Band {
        shape,
        frequency_hz,
        gain_db,
        q,
    })
}

/// A fault of the tonal balance, from Polish to Critical.
const fn tonal(
    name: &'static str,
    issues: &'static [&'static str],
    needs_hz: (f64, f64),
    shape: Shape,
    place: (f64, f64),
    [slight_db, plain_db, gross_db]: [f64; 3],
) -> Fault {
    Fault {
        name,
        issues,
        needs: Needs::Sound(needs_hz.0, needs_hz.1),
        steps: [
            (equalised(shape, place, slight_db), Polish, Polish),
            (equalised(shape, place, plain_db), Important, Important),
            (equalised(shape, place, gross_db), Critical, Critical),
        ],
    }
}
