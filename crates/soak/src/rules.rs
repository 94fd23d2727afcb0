//! What "flat" means: the most of the last quarter against the most of the second, when the first has warmed up.

use crate::process::Holding;
use crate::soak::Rest;
use crate::tally::Check;
use crate::tally::Faults;

/// Allocated memory may differ by what one report and one queue of work more or less take.
pub const LIVE_SLACK_KIB: u64 = 512;

/// What one opening of the editor on X11 never gives back: the keymap that baseview 0.4.2 asks for and never drops
/// (`wrappers/xkbcommon.rs`), 63 KiB under Xvfb.
pub const EDITOR_LOSS_KIB: u64 = 64;

/// Resident memory also has the holes between what is held, after the C library has given back what it can.
pub const RESIDENT_SLACK_KIB: u64 = 8 * 1024;
/// The same as a share.
pub const RESIDENT_SLACK_PERCENT: u64 = 5;

/// The most that was held in each quarter.
#[must_use]
pub fn quarters(rests: &[Rest]) -> [Holding; 4] {
    std::array::from_fn(|quarter| {
        let of_it = rests.iter().filter(|rest| rest.quarter == quarter);
        of_it.fold(Holding::default(), |most, rest| most.most(rest.holding))
    })
}

/// The rules in words.
#[must_use]
pub fn words() -> [String; 3] {
    [
        format!(
            "allocated: the last quarter's most is at most {LIVE_SLACK_KIB} KiB above the second's, and \
             {EDITOR_LOSS_KIB} KiB for every editor opened in between, which baseview loses"
        ),
        format!(
            "resident: at most {RESIDENT_SLACK_PERCENT} % and {} MiB above it and the same for editors, after malloc_trim",
            RESIDENT_SLACK_KIB / 1024
        ),
        "threads and open files: not above it".to_owned(),
    ]
}

/// Holds the last quarter against the second.
pub fn check(rests: &[Rest], faults: &mut Faults) {
    let [_, second, _, last] = quarters(rests);
    let editors = |quarter: usize| {
        let of_it = rests.iter().filter(|rest| rest.quarter == quarter);
        of_it.map(|rest| rest.editors).max().unwrap_or(0)
    };
    let lost_kib = editors(3).saturating_sub(editors(1)) * EDITOR_LOSS_KIB;
    let mut hold = |check, what: &str, now: u64, before: u64, slack: u64| {
        if now > before + slack {
            faults.add(
                check,
                format!("{what}: {now} in the last quarter, {before} in the second, {slack} more allowed"),
            );
        }
    };
    let live_slack = LIVE_SLACK_KIB + lost_kib;
    let resident_slack =
        RESIDENT_SLACK_KIB + lost_kib + second.resident_kib * RESIDENT_SLACK_PERCENT / 100;
    hold(
        Check::Live,
        "KiB allocated",
        last.live_kib,
        second.live_kib,
        live_slack,
    );
    hold(
        Check::Resident,
        "KiB resident",
        last.resident_kib,
        second.resident_kib,
        resident_slack,
    );
    hold(Check::Threads, "threads", last.threads, second.threads, 0);
    hold(Check::Files, "open files", last.files, second.files, 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(second: Holding, last: Holding) -> Faults {
        let rests = [(0, Holding::default()), (1, second), (2, second), (3, last)];
        let mut faults = Faults::default();
        check(
            &rests.map(|(quarter, holding)| Rest {
                quarter,
                editors: 0,
                holding,
            }),
            &mut faults,
        );
        faults
    }

    #[test]
    fn leaks_are_found() {
        let held = Holding {
            resident_kib: 100_000,
            live_kib: 50_000,
            threads: 5,
            files: 9,
        };
        assert!(faults(held, held).is_empty());
        let leaks = [
            (
                Check::Live,
                Holding {
                    live_kib: 50_513,
                    ..held
                },
            ),
            (
                Check::Resident,
                Holding {
                    resident_kib: 113_193,
                    ..held
                },
            ),
            (Check::Threads, Holding { threads: 6, ..held }),
            (Check::Files, Holding { files: 10, ..held }),
        ];
        for (check, last) in leaks {
            assert_eq!(faults(held, last).of(check).len(), 1, "{check:?}");
        }
    }
}
