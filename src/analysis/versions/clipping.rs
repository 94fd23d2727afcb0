//! Clipping is one thing in three disguises: samples above full scale in a float file, cut off at full scale in any
//! other, and turned down afterwards. Only when none of them is left it is fixed.

use crate::analysis::text;
use crate::analysis::versions::classify;
use crate::analysis::versions::classify::Fate;
use crate::analysis::versions::classify::Presence;
use crate::analysis::versions::classify::State;
use crate::analysis::versions::limits;
use crate::analysis::versions::limits::Rates;
use crate::analysis::versions::version::Version;
use crate::analysis::versions::wording;
use crate::model::comparison::Class;
use crate::model::measurement::Clip;
use crate::model::report::Issue;
use crate::units::Dbfs;

/// The rules, most telling first.
pub(super) const RULES: [&str; 3] = ["CLIP_OVER", "CLIP_FS", "CLIP_SOURCE"];

/// Highest sample a file of 16 bit can hold, and a little for rounding, dBFS.
const FULL_SCALE_DBFS: f64 = -0.001;

/// Clipping in one version.
#[derive(Clone, Debug)]
pub(super) struct Clipping<'a> {
    /// The issue that says so; `None` without clipping.
    pub(super) issue: Option<&'a Issue>,
    /// Stretches of clipping.
    instances: u32,
    /// Those that no harmless re-export makes: runs at full scale, and samples over it by more than the limit.
    clear: u32,
    /// Largest sample; `None` for silence.
    peak_dbfs: Option<f64>,
    is_over: bool,
    is_flat: bool,
    reaches_full_scale: bool,
}

/// Clipping of a version, without what the person set aside.
pub(super) fn of<'a>(
    version: &'a Version,
    rates: Rates,
    is_ignored: impl Fn(&str) -> bool,
) -> Clipping<'a> {
    let issue = |id: &str| {
        let mut issues = version.issues.iter();
        issues.find(|issue| issue.id == id && !is_ignored(&issue.key))
    };
    let [over, full_scale, flat] = RULES.map(issue);
    let measurement = version.context.measurement;
    let totals = measurement.clip_totals;
    // Below full scale after the Main fader the listed events decide, else the exact totals.
    let listed = version.context.overs();
    let trim_db = version.context.trim_db();
    let is_clear = |clip: &&&Clip| clip.sample_peak.value() + trim_db > peak_limit_db(rates);
    let clear = listed.iter().filter(is_clear).count() as u32;
    let overs = listed.len() as u32;
    let overs = if version.context.trim_db() == 0.0 {
        overs.max(totals.over_events)
    } else {
        overs
    };
    let runs = (version.context.full_scale_runs().len() as u32).max(totals.full_scale_events);
    let peak_dbfs = measurement.levels.sample_peak.map(Dbfs::value);
    Clipping {
        issue: over
            .into_iter()
            .chain(full_scale)
            .min_by_key(|issue| issue.severity)
            .or(flat),
        instances: over.map_or(0, |_| overs) + full_scale.map_or(0, |_| runs),
        clear: over.map_or(0, |_| clear) + full_scale.map_or(0, |_| runs),
        peak_dbfs,
        is_over: over.is_some(),
        is_flat: flat.is_some(),
        reaches_full_scale: peak_dbfs.is_some_and(|peak_dbfs| peak_dbfs >= FULL_SCALE_DBFS),
    }
}

/// What became of it, with the line that says so; `None` where neither version clips.
pub(super) fn fate(before: &Clipping, after: &Clipping, rates: Rates) -> Option<(Fate, String)> {
    let named = |class, name: &str, detail: &str| {
        let fate = Fate {
            class,
            is_borderline: false,
        };
        Some((fate, wording::headed(class, name, detail)))
    };
    let instances = |number: u32| text::count(u64::from(number), "instance");
    let (was, now) = (before.instances, after.instances);
    let counted = format!(" (was {}, now {now})", instances(was));
    let is_real = has_moved(before, after, rates);
    let borderline = || {
        let line = wording::headed(
            Class::Remaining,
            "Clipping",
            &format!(" (was {}, now {now}, borderline)", instances(was)),
        );
        Some((classify::BORDERLINE, line))
    };
    match (was > 0, now > 0) {
        (true, true) => named(grade(before, after, is_real), "Clipping", &counted),
        (true, false) if after.is_flat => named(
            Class::Improved,
            "Clipping",
            &format!(
                " (was {}, now only turned down: the peaks are still flat)",
                instances(was)
            ),
        ),
        (true, false) if after.reaches_full_scale => named(
            Class::Remaining,
            "Clipping",
            &format!(
                " (was {}, now none, but it still reaches full scale)",
                instances(was)
            ),
        ),
        (true, false) if before.clear == 0 && !is_real => borderline(),
        (true, false) => named(Class::Fixed, "Clipping", &counted),
        (false, true) if before.is_flat => named(
            Class::Regressed,
            "Clipping",
            &format!(" (flat peaks before, now {} at full scale)", instances(now)),
        ),
        (false, true) if after.clear == 0 && !is_real => borderline(),
        (false, true) => named(Class::New, "Clipping", &format!(" ({})", instances(now))),
        (false, false) => {
            let class = flat_tops(before.is_flat, after.is_flat, rates)?;
            named(class, wording::name("CLIP_SOURCE"), "")
        }
    }
}

/// How far a harmless re-export moves the largest sample, dB.
fn peak_limit_db(rates: Rates) -> f64 {
    limits::limit("sample_peak_dbfs", rates).unwrap_or(0.0)
}

/// Whether the largest sample changed by more than a harmless re-export moves it.
fn has_moved(before: &Clipping, after: &Clipping, rates: Rates) -> bool {
    let peaks = before.peak_dbfs.zip(after.peak_dbfs);
    peaks.is_none_or(|(was, now)| (now - was).abs() > peak_limit_db(rates))
}

/// Both versions clip. At full scale a converter or a codec moves single samples over the edge and back: unless the
/// peak changed as well, only what is clearly over it is counted.
fn grade(before: &Clipping, after: &Clipping, is_real: bool) -> Class {
    let state = |clipping: &Clipping| State {
        presence: Presence::Shown,
        severity: clipping.issue.map(|issue| issue.severity),
        excess: Some(f64::from(if is_real {
            clipping.instances
        } else {
            clipping.clear
        })),
    };
    let (was, now) = (state(before), state(after));
    let class = classify::fate(&was, &now, 0.0).map_or(Class::Remaining, |fate| fate.class);
    // What counts as clipped depends on the file: short overs leave no trace when they are cut off.
    let is_other_kind = before.is_over != after.is_over;
    match class {
        Class::Improved if is_other_kind => Class::Remaining,
        Class::Remaining if now.severity < was.severity && !is_other_kind => Class::Regressed,
        Class::Remaining if now.severity > was.severity && !is_other_kind => Class::Improved,
        class => class,
    }
}

/// Only flat tops, the trace of earlier clipping. Another sample rate rounds them off, which repairs nothing.
fn flat_tops(before: bool, after: bool, rates: Rates) -> Option<Class> {
    match (before, after, rates) {
        (true, true, _) | (true, false, Rates::Different) => Some(Class::Remaining),
        (true, false, Rates::Same) => Some(Class::Fixed),
        (false, true, Rates::Same) => Some(Class::New),
        (false, true, Rates::Different) | (false, false, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Clipping<'static> = Clipping {
        issue: None,
        instances: 0,
        clear: 0,
        peak_dbfs: Some(-3.0),
        is_over: false,
        is_flat: false,
        reaches_full_scale: false,
    };

    fn over(instances: u32) -> Clipping<'static> {
        Clipping {
            instances,
            clear: instances,
            peak_dbfs: Some(1.0),
            is_over: true,
            reaches_full_scale: true,
            ..NONE
        }
    }

    const FLAT: Clipping<'static> = Clipping {
        is_flat: true,
        ..NONE
    };

    #[track_caller]
    fn check(before: &Clipping, after: &Clipping, expected: &str) {
        let line = fate(before, after, Rates::Same).map(|(_, line)| line);
        assert_eq!(line.unwrap_or_default(), expected);
    }

    #[test]
    fn instances_are_counted() {
        check(&over(3), &NONE, "Clipping FIXED (was 3 instances, now 0)");
        check(
            &over(4),
            &over(3),
            "Clipping IMPROVED (was 4 instances, now 3)",
        );
        check(
            &over(3),
            &over(3),
            "Clipping REMAINS (was 3 instances, now 3)",
        );
        check(&over(1), &over(2), "Clipping WORSE (was 1 instance, now 2)");
        check(&NONE, &over(1), "NEW: Clipping (1 instance)");
        check(&NONE, &NONE, "");
    }

    #[test]
    fn clipping_that_was_only_turned_down_or_cut_off_is_not_fixed() {
        let class = |after: &Clipping| fate(&over(3), after, Rates::Same).unwrap().0.class;
        assert_eq!(class(&FLAT), Class::Improved);
        let cut = Clipping {
            reaches_full_scale: true,
            ..NONE
        };
        assert_eq!(class(&cut), Class::Remaining);
        let runs = Clipping {
            instances: 1,
            clear: 1,
            ..cut
        };
        assert_eq!(class(&runs), Class::Remaining);
    }

    #[test]
    fn single_samples_that_a_re_export_moves_over_the_edge_are_no_change() {
        let edge = |instances, peak_dbfs| Clipping {
            instances,
            clear: 0,
            peak_dbfs: Some(peak_dbfs),
            is_over: instances > 0,
            reaches_full_scale: peak_dbfs >= 0.0,
            ..NONE
        };
        let class = |before: &Clipping, after: &Clipping, rates| {
            fate(before, after, rates).unwrap().0.class
        };
        // A codec: 0.1 dB of the limit of 0.2.
        assert_eq!(
            class(&edge(0, -0.02), &edge(1, 0.08), Rates::Same),
            Class::Remaining
        );
        assert_eq!(
            class(&edge(1, 0.08), &edge(0, -0.02), Rates::Same),
            Class::Remaining
        );
        assert_eq!(
            class(&edge(11, 0.1), &edge(22, 0.15), Rates::Same),
            Class::Remaining
        );
        // A converter: 0.3 dB of the limit of 0.5.
        assert_eq!(
            class(&edge(11, 0.1), &edge(28, 0.4), Rates::Different),
            Class::Remaining
        );
        assert_eq!(
            class(&edge(11, 0.1), &edge(28, 0.4), Rates::Same),
            Class::Regressed
        );
        // Half a decibel louder is nothing that a re-export does.
        assert_eq!(
            class(&edge(0, -0.4), &edge(1, 0.1), Rates::Same),
            Class::New
        );
    }

    #[test]
    fn another_sample_rate_repairs_no_flat_tops_and_makes_none() {
        assert_eq!(
            flat_tops(true, false, Rates::Different),
            Some(Class::Remaining)
        );
        assert_eq!(flat_tops(false, true, Rates::Different), None);
        assert_eq!(flat_tops(true, false, Rates::Same), Some(Class::Fixed));
        assert_eq!(flat_tops(false, true, Rates::Same), Some(Class::New));
    }
}
