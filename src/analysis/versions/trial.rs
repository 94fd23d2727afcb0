//! How a fix turned out: what it should have changed beside what changed.

use crate::model::comparison::Class;
use crate::model::comparison::OutcomeClass;

/// Shares of the expected change: from here on it is part of it, all of it, too much.
const PARTIAL: f64 = 0.25;
const HIT: f64 = 0.75;
const OVERSHOOT: f64 = 1.5;

/// Rounding noise of a difference, which must not decide.
const HAIR: f64 = 1e-9;

/// One fix, tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    pub(super) expected: f64,
    pub(super) achieved: f64,
    /// What the number changes for no reason.
    pub(super) limit: f64,
    /// What became of the issue; `None` where neither version has it.
    pub(super) class: Option<Class>,
    pub(super) is_opposite_there: bool,
    /// Whether the number went past the reference, most of the way to the opposite fault.
    pub(super) has_passed: bool,
}

impl Trial {
    pub(super) fn is_fixed(&self) -> bool {
        matches!(self.class, Some(Class::Fixed))
    }

    /// Whether anything changed that can be told from noise.
    fn has_moved(&self) -> bool {
        self.achieved.abs() > HAIR && self.achieved.abs() >= self.limit - HAIR
    }

    pub(super) fn is_wrong_way(&self) -> bool {
        self.has_moved() && self.achieved * self.expected < 0.0
    }

    /// Share of the expected change.
    pub(super) fn share(&self) -> f64 {
        self.achieved / self.expected
    }

    /// How a fix turned out that says what it should do.
    pub(super) fn result(&self) -> OutcomeClass {
        if !self.has_moved() || self.is_wrong_way() {
            return OutcomeClass::Missed;
        }
        let share = self.share();
        match share {
            _ if self.is_opposite_there => OutcomeClass::Overshoot,
            share if self.has_passed && share > OVERSHOOT + HAIR => OutcomeClass::Overshoot,
            _ if self.is_fixed() => OutcomeClass::Hit,
            share if share < PARTIAL - HAIR => OutcomeClass::Missed,
            share if share < HIT - HAIR => OutcomeClass::Partial,
            share if share <= OVERSHOOT + HAIR => OutcomeClass::Hit,
            _ => OutcomeClass::Overshoot,
        }
    }

    /// How a fix turned out that promised no number: by the issue.
    pub(super) fn result_of_issue(&self) -> OutcomeClass {
        match self.class {
            _ if self.is_opposite_there && !self.is_wrong_way() => OutcomeClass::Overshoot,
            Some(Class::Fixed) => OutcomeClass::Hit,
            Some(Class::Improved) => OutcomeClass::Partial,
            _ => OutcomeClass::Missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STILL_THERE: Trial = Trial {
        expected: 4.0,
        achieved: 0.0,
        limit: 0.3,
        class: Some(Class::Remaining),
        is_opposite_there: false,
        has_passed: false,
    };

    #[track_caller]
    fn check(achieved: f64, trial: Trial, expected: OutcomeClass) {
        let trial = Trial { achieved, ..trial };
        assert_eq!(trial.result(), expected, "{trial:?}");
    }

    #[test]
    fn classes_begin_at_a_quarter_three_quarters_and_one_and_a_half() {
        check(0.99, STILL_THERE, OutcomeClass::Missed);
        check(1.0, STILL_THERE, OutcomeClass::Partial);
        check(2.99, STILL_THERE, OutcomeClass::Partial);
        check(3.0, STILL_THERE, OutcomeClass::Hit);
        check(6.0, STILL_THERE, OutcomeClass::Hit);
        check(6.01, STILL_THERE, OutcomeClass::Overshoot);
    }

    #[test]
    fn noise_and_the_wrong_way_are_missed() {
        let small = Trial {
            expected: 0.5,
            ..STILL_THERE
        };
        check(0.29, small, OutcomeClass::Missed);
        check(0.3, small, OutcomeClass::Partial);
        check(-4.0, STILL_THERE, OutcomeClass::Missed);
        check(0.0, STILL_THERE, OutcomeClass::Missed);
    }

    #[test]
    fn fixed_is_a_hit_however_much_it_took_unless_the_opposite_is_there() {
        let fixed = Trial {
            class: Some(Class::Fixed),
            ..STILL_THERE
        };
        check(0.8, fixed, OutcomeClass::Hit);
        check(9.0, fixed, OutcomeClass::Hit);
        let too_far = Trial {
            is_opposite_there: true,
            ..fixed
        };
        check(4.0, too_far, OutcomeClass::Overshoot);
        check(-4.0, too_far, OutcomeClass::Missed);
    }

    #[test]
    fn fix_without_a_number_is_judged_by_the_issue() {
        let of = |class| {
            Trial {
                class,
                ..STILL_THERE
            }
            .result_of_issue()
        };
        assert_eq!(of(Some(Class::Fixed)), OutcomeClass::Hit);
        assert_eq!(of(Some(Class::Improved)), OutcomeClass::Partial);
        assert_eq!(of(Some(Class::Remaining)), OutcomeClass::Missed);
        assert_eq!(of(None), OutcomeClass::Missed);
    }
}
