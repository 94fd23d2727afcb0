//! Faults of the stereo image.

use triage::model::report::Severity::Critical;
use triage::model::report::Severity::Important;
use triage::model::report::Severity::Polish;

use super::Damage;
use super::Fault;
use super::Needs;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "narrow",
        issues: &["NARROW"],
        needs: Needs::Sides,
        steps: [
            (Damage::Sides(-5.0), Polish, Important),
            (Damage::Sides(-8.0), Important, Important),
            (Damage::Sides(-15.0), Important, Important),
        ],
    },
    Fault {
        name: "too wide",
        issues: &["TOO_WIDE", "PHASE"],
        needs: Needs::Sides,
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
];
