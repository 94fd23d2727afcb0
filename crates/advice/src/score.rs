//! Outcomes, counted and held against targets.

use serde::Serialize;
use triage::model::report::Severity;

use crate::faults;
use crate::trial::Outcome;
use crate::trial::Trial;
use crate::trial::Yardstick;

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// So many did.
    pub count: usize,
    /// Of so many.
    pub of: usize,
}

impl Share {
    fn of(outcomes: &[&Outcome], holds: impl Fn(&Outcome) -> bool) -> Self {
        Self {
            count: outcomes.iter().filter(|outcome| holds(outcome)).count(),
            of: outcomes.len(),
        }
    }

    /// Percent; all of nothing is everything.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "thousands at most")]
    pub fn percent(self) -> f64 {
        if self.of == 0 {
            100.0
        } else {
            100.0 * self.count as f64 / self.of as f64
        }
    }
}

/// How well a fault, or all of them, fared with one yardstick.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The fault; "all" for the sum.
    pub fault: &'static str,
    /// It is in the list.
    pub named: Share,
    /// It leads the list.
    pub first: Share,
    /// It is among the first three.
    pub top_three: Share,
    /// It is as bad as it should be, of those named.
    pub severity: Share,
    /// The first move helped, of those named whose first move has numbers.
    pub fixed: Share,
    /// The first move brought something Critical or Important, of the same.
    pub broke: Share,
}

/// What must be reached, percent.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Target {
    /// Among the first three.
    pub top_three: f64,
    /// First.
    pub first: f64,
    /// Helped by the first move.
    pub fixed: f64,
    /// Critical and Important issues on undamaged songs, at most, per song.
    pub alarms_per_song: f64,
}

/// All rows of one yardstick.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    /// What songs were compared with.
    pub yardstick: Yardstick,
    /// One row per fault.
    pub faults: Vec<Row>,
    /// All faults.
    pub all: Row,
    /// Critical and Important issues on undamaged songs.
    pub alarms: usize,
    /// Songs.
    pub songs: usize,
    /// What must be reached.
    pub target: Target,
    /// Whether it is.
    pub is_reached: bool,
}

/// Targets: with the undamaged song there is no excuse; another song differs by itself, and a published average is no
/// song at all.
fn target(yardstick: Yardstick) -> Target {
    match yardstick {
        Yardstick::Undamaged => Target {
            top_three: 97.0,
            first: 90.0,
            fixed: 90.0,
            alarms_per_song: 0.0,
        },
        Yardstick::OtherSong => Target {
            top_three: 88.0,
            first: 80.0,
            fixed: 90.0,
            alarms_per_song: 0.5,
        },
        Yardstick::BuiltIn => Target {
            top_three: 75.0,
            first: 55.0,
            fixed: 85.0,
            alarms_per_song: 1.0,
        },
    }
}

/// Counts everything that was compared with one yardstick.
#[must_use]
pub fn score(trials: &[Trial], yardstick: Yardstick) -> Score {
    let outcomes: Vec<&Outcome> = trials
        .iter()
        .flat_map(|trial| &trial.outcomes)
        .filter(|outcome| outcome.yardstick == yardstick)
        .collect();
    let of_fault = |name: &str| -> Vec<&Outcome> {
        outcomes
            .iter()
            .copied()
            .filter(|outcome| outcome.fault == name)
            .collect()
    };
    let faults = faults::all()
        .map(|fault| (fault.name, of_fault(fault.name)))
        .filter(|(_, outcomes)| !outcomes.is_empty())
        .map(|(name, outcomes)| row(name, &outcomes))
        .collect();
    let alarms = trials
        .iter()
        .flat_map(|trial| &trial.alarms)
        .filter(|alarm| alarm.yardstick == yardstick && alarm.severity <= Severity::Important)
        .count();
    let mut score = Score {
        yardstick,
        faults,
        all: row("all", &outcomes),
        alarms,
        songs: trials.len(),
        target: target(yardstick),
        is_reached: false,
    };
    score.is_reached = reaches(&score);
    score
}

fn row(fault: &'static str, outcomes: &[&Outcome]) -> Row {
    let named: Vec<&Outcome> = outcomes
        .iter()
        .copied()
        .filter(|outcome| outcome.rank.is_some())
        .collect();
    let moved: Vec<&Outcome> = named
        .iter()
        .copied()
        .filter(|outcome| outcome.moved.is_some())
        .collect();
    let of_moves = |holds: fn(&crate::trial::Moved) -> bool| {
        Share::of(&moved, |outcome| outcome.moved.as_ref().is_some_and(holds))
    };
    Row {
        fault,
        named: Share {
            count: named.len(),
            of: outcomes.len(),
        },
        first: Share::of(outcomes, |outcome| outcome.rank == Some(0)),
        top_three: Share::of(outcomes, |outcome| {
            outcome.rank.is_some_and(|rank| rank < 3)
        }),
        severity: Share::of(&named, |outcome| outcome.is_severity_right),
        fixed: of_moves(|moved| moved.is_better),
        broke: of_moves(|moved| !moved.broke.is_empty()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "thousands at most")]
fn reaches(score: &Score) -> bool {
    let Score { all, target, .. } = score;
    all.top_three.percent() >= target.top_three
        && all.first.percent() >= target.first
        && all.fixed.percent() >= target.fixed
        && score.alarms as f64 <= target.alarms_per_song * score.songs as f64
}
