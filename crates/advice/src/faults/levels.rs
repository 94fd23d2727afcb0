//! Faults of level and dynamics, and of single places.

use triage::model::report::Severity::Critical;
use triage::model::report::Severity::Important;
use triage::model::report::Severity::Polish;

use super::Damage;
use super::Fault;
use super::Needs;
use super::always;

pub(super) const FAULTS: &[Fault] = &[
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

const fn clipped(over_db: f64, then_db: f64) -> Damage {
    Damage::Clipped { over_db, then_db }
}
