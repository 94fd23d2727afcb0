//! Faults of the tonal balance.

use triage::model::report::Severity::Critical;
use triage::model::report::Severity::Important;
use triage::model::report::Severity::Polish;
use triage_testkit::signals::Shape;
use triage_testkit::signals::Shape::Bell;
use triage_testkit::signals::Shape::HighShelf;
use triage_testkit::signals::Shape::LowShelf;

use super::Band;
use super::Damage;
use super::Fault;
use super::Needs;
use super::always;

const SHELF_Q: f64 = 0.707;

pub(super) const FAULTS: &[Fault] = &[
    tonal(
        "dark",
        &["TOO_DARK"],
        (4000.0, 16_000.0),
        (HighShelf, 4500.0, SHELF_Q),
        [-3.5, -6.5, -9.5],
    ),
    tonal(
        "bright",
        &["TOO_BRIGHT"],
        (4000.0, 16_000.0),
        (HighShelf, 4500.0, SHELF_Q),
        [3.5, 6.0, 9.5],
    ),
    tonal(
        "muddy",
        &["MUDDY"],
        (180.0, 440.0),
        (Bell, 280.0, 1.0),
        [3.5, 6.5, 11.0],
    ),
    tonal(
        "boxy",
        &["BOXY"],
        (360.0, 900.0),
        (Bell, 570.0, 1.2),
        [3.5, 7.5, 13.0],
    ),
    tonal(
        "nasal",
        &["NASAL"],
        (700.0, 1800.0),
        (Bell, 1130.0, 1.2),
        [4.5, 8.5, 14.0],
    ),
    tonal(
        "harsh",
        &["HARSH"],
        (2200.0, 5500.0),
        (Bell, 3500.0, 1.0),
        [3.5, 7.0, 11.0],
    ),
    tonal(
        "sibilant",
        &["SIBILANT", "HARSH", "TOO_BRIGHT"],
        (4500.0, 9000.0),
        (Bell, 6300.0, 1.4),
        [4.5, 7.5, 11.5],
    ),
    tonal(
        "boomy",
        &["BOOMY", "SUB_HEAVY"],
        (70.0, 180.0),
        (Bell, 113.0, 1.2),
        [4.5, 8.0, 11.5],
    ),
    tonal(
        "thin",
        &["THIN"],
        (60.0, 180.0),
        (LowShelf, 180.0, SHELF_Q),
        [-4.0, -7.0, -10.0],
    ),
    tonal(
        "sub heavy",
        &["SUB_HEAVY", "BOOMY"],
        (22.0, 56.0),
        (LowShelf, 55.0, SHELF_Q),
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
];

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
    (shape, frequency_hz, q): (Shape, f64, f64),
    [slight_db, plain_db, gross_db]: [f64; 3],
) -> Fault {
    Fault {
        name,
        issues,
        needs: Needs::Sound(needs_hz.0, needs_hz.1),
        steps: [
            (
                equalised(shape, (frequency_hz, q), slight_db),
                Polish,
                Polish,
            ),
            (
                equalised(shape, (frequency_hz, q), plain_db),
                Important,
                Important,
            ),
            (
                equalised(shape, (frequency_hz, q), gross_db),
                Critical,
                Critical,
            ),
        ],
    }
}
