//! What became of an issue: decided by how far its number is beyond the threshold before and after.

use crate::model::comparison::Class;
use crate::model::report::Severity;

/// An issue became less or more when its excess did by this share.
const SHARE: f64 = 0.25;

/// Rounding noise of a difference, which must not decide.
const HAIR: f64 = 1e-9;

/// How an issue stands in one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// On the list.
    Shown,
    /// Its threshold is crossed, but a stronger issue says so already, or it is too unsure to be said.
    Quiet,
    /// Its threshold is not crossed, but the one at which it would leave the list is not either.
    Near,
    /// The rule says nothing.
    Absent,
}

/// An issue in one version.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct State {
    pub(super) presence: Presence,
    /// `None` where it is absent.
    pub(super) severity: Option<Severity>,
    /// How far the number is beyond the threshold; where the issue is absent, the number was looked up.
    pub(super) excess: Option<f64>,
}

/// What became of it, and why it remains if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) class: Class,
    pub(super) is_borderline: bool,
}

impl State {
    /// Whether the threshold is crossed, by the rule or, where another issue keeps the rule from judging, by the number.
    fn is_there(&self) -> bool {
        match self.presence {
            Presence::Shown | Presence::Quiet => true,
            Presence::Near => false,
            Presence::Absent => self.excess.is_some_and(|excess| excess > HAIR),
        }
    }
}

/// What became of an issue whose number changes by up to `limit` for no reason. `None` where neither version shows it.
pub(super) fn fate(before: &State, after: &State, limit: f64) -> Option<Fate> {
    if before.presence != Presence::Shown && after.presence != Presence::Shown {
        return None;
    }
    let change = before
        .excess
        .zip(after.excess)
        .map(|(before, after)| after - before);
    let fate = match (before.is_there(), after.is_there()) {
        (true, true) => plain(grade(before, after, change, limit)),
        (true, false) => gone(before, after, change, limit),
        (false, _) => came(change, limit),
    };
    Some(fate)
}

fn plain(class: Class) -> Fate {
    Fate {
        class,
        is_borderline: false,
    }
}

/// It crossed a threshold by less than can be told, or is not beyond the other one yet.
pub(super) const BORDERLINE: Fate = Fate {
    class: Class::Remaining,
    is_borderline: true,
};

/// It is there in both.
fn grade(before: &State, after: &State, change: Option<f64>, limit: f64) -> Class {
    let turn = match (before.severity, after.severity) {
        (Some(before), Some(after)) => after.cmp(&before),
        _ => std::cmp::Ordering::Equal,
    };
    let Some(change) = change else {
        return by_severity(turn);
    };
    let needed = needed(before, limit);
    let is_real = change.abs() > limit + HAIR;
    if change < -HAIR && (change <= -needed || (turn.is_gt() && is_real)) {
        Class::Improved
    } else if change > HAIR && (change >= needed || (turn.is_lt() && is_real)) {
        // Where another issue keeps the rule quiet, that one already says that it became worse.
        if after.presence == Presence::Absent {
            Class::Remaining
        } else {
            Class::Regressed
        }
    } else {
        Class::Remaining
    }
}

/// Two numbers that cannot be compared. The derived order of severities puts the most severe first.
fn by_severity(turn: std::cmp::Ordering) -> Class {
    match turn {
        std::cmp::Ordering::Less => Class::Regressed,
        std::cmp::Ordering::Equal => Class::Remaining,
        std::cmp::Ordering::Greater => Class::Improved,
    }
}

/// Change of the excess from which an issue became less or more.
fn needed(before: &State, limit: f64) -> f64 {
    let share = before.excess.map_or(0.0, |excess| SHARE * excess.abs());
    limit.max(share) - HAIR
}

/// It was there and is not any more.
fn gone(before: &State, after: &State, change: Option<f64>, limit: f64) -> Fate {
    let is_clear = change.is_none_or(|change| change < -limit - HAIR);
    match after.presence {
        Presence::Absent if is_clear => plain(Class::Fixed),
        // Until the number is beyond the second threshold the issue would stay on the list: it became less.
        Presence::Near if change.is_some_and(|change| change <= -needed(before, limit)) => Fate {
            class: Class::Improved,
            is_borderline: true,
        },
        _ => BORDERLINE,
    }
}

/// It was not there.
fn came(change: Option<f64>, limit: f64) -> Fate {
    if change.is_none_or(|change| change > limit + HAIR) {
        plain(Class::New)
    } else {
        BORDERLINE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: f64 = 0.3;

    fn state(presence: Presence, severity: Option<Severity>, excess: Option<f64>) -> State {
        State {
            presence,
            severity,
            excess,
        }
    }

    fn shown(excess: f64) -> State {
        state(Presence::Shown, Some(Severity::Important), Some(excess))
    }

    fn near(excess: f64) -> State {
        state(Presence::Near, Some(Severity::Polish), Some(excess))
    }

    fn absent(excess: impl Into<Option<f64>>) -> State {
        state(Presence::Absent, None, excess.into())
    }

    #[track_caller]
    fn check(before: State, after: State, class: Class) {
        let found = fate(&before, &after, LIMIT).map(|fate| fate.class);
        assert_eq!(found, Some(class), "{before:?} {after:?}");
    }

    #[test]
    fn fixed_is_beyond_the_threshold_at_which_it_would_leave() {
        check(shown(2.0), absent(-1.0), Class::Fixed);
        check(shown(2.0), absent(None), Class::Fixed);
        check(shown(0.2), near(-0.05), Class::Remaining);
    }

    #[test]
    fn crossing_a_threshold_by_less_than_the_limit_is_no_change() {
        // Excess 0.2 to -0.1 is 0.3: exactly the limit.
        check(shown(0.2), absent(-0.1), Class::Remaining);
        check(shown(0.2), absent(-0.11), Class::Fixed);
        check(near(-0.1), shown(0.2), Class::Remaining);
        check(near(-0.1), shown(0.21), Class::New);
        check(absent(-0.1), shown(0.2), Class::Remaining);
        let crossed = fate(&near(-0.1), &shown(0.2), LIMIT).unwrap();
        assert!(crossed.is_borderline);
    }

    #[test]
    fn less_and_more_begin_at_a_quarter_of_the_excess() {
        check(shown(4.0), shown(3.0), Class::Improved);
        check(shown(4.0), shown(3.01), Class::Remaining);
        check(shown(4.0), shown(5.0), Class::Regressed);
        check(shown(4.0), shown(4.99), Class::Remaining);
    }

    #[test]
    fn less_and_more_begin_at_the_limit_where_a_quarter_is_below_it() {
        check(shown(0.4), shown(0.1), Class::Improved);
        check(shown(0.4), shown(0.11), Class::Remaining);
        check(shown(0.4), shown(0.7), Class::Regressed);
        check(shown(0.4), shown(0.69), Class::Remaining);
    }

    #[test]
    fn other_severity_counts_where_the_number_changed_by_more_than_the_limit() {
        let critical = |excess| state(Presence::Shown, Some(Severity::Critical), Some(excess));
        check(critical(4.6), shown(4.4), Class::Remaining);
        check(critical(4.7), shown(4.3), Class::Improved);
        check(shown(4.3), critical(4.7), Class::Regressed);
    }

    #[test]
    fn hardly_inside_is_less_and_not_gone() {
        check(shown(2.0), near(-0.2), Class::Improved);
    }

    #[test]
    fn what_a_stronger_issue_kept_quiet_is_neither_fixed_nor_new() {
        let quiet = |excess| state(Presence::Quiet, Some(Severity::Important), Some(excess));
        check(shown(2.0), quiet(2.0), Class::Remaining);
        check(quiet(2.0), shown(2.0), Class::Remaining);
        check(quiet(2.0), shown(1.0), Class::Improved);
        assert_eq!(fate(&quiet(2.0), &quiet(1.0), LIMIT), None);
    }

    #[test]
    fn rule_that_could_not_judge_does_not_make_an_issue_fixed_new_or_worse() {
        check(shown(2.0), absent(2.5), Class::Remaining);
        check(absent(4.8), shown(2.2), Class::Improved);
        check(absent(2.2), shown(2.2), Class::Remaining);
    }

    #[test]
    fn exact_numbers_have_no_noise() {
        let exact = |before: f64, after: f64| {
            fate(&shown(before), &shown(after), 0.0)
                .map(|fate| fate.class)
                .unwrap()
        };
        assert_eq!(exact(3.0, 3.0), Class::Remaining);
        assert_eq!(exact(4.0, 3.0), Class::Improved);
        assert_eq!(exact(5.0, 4.0), Class::Remaining);
        assert_eq!(exact(4.0, 5.0), Class::Regressed);
    }

    #[test]
    fn numbers_that_cannot_be_compared_leave_the_severity() {
        let spikes = state(Presence::Shown, Some(Severity::Polish), None);
        check(shown(2.0), spikes, Class::Improved);
        check(spikes, spikes, Class::Remaining);
        check(spikes, shown(2.0), Class::Regressed);
    }
}
