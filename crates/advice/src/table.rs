//! The score as a person reads it.

use std::fmt::Write;

use triage::model::report::Severity;

use crate::score::Row;
use crate::score::Score;
use crate::score::Share;
use crate::trial::Outcome;
use crate::trial::Trial;

/// Names of the strengths.
const STRENGTHS: [&str; 3] = ["slight", "plain", "gross"];

/// A table per yardstick.
#[must_use]
pub fn of(score: &Score) -> String {
    let mut table = format!(
        "\nCompared with {}\n{:<26}{:>9}{:>9}{:>9}{:>10}{:>9}{:>9}\n",
        score.yardstick.name(),
        "fault",
        "named",
        "first",
        "top 3",
        "severity",
        "fixed",
        "broke"
    );
    for row in score.faults.iter().chain([&score.all]) {
        table.push_str(&line(row));
    }
    let target = score.target;
    let _ = writeln!(
        table,
        "Undamaged songs: {} Critical or Important in {}\nTarget: first {} %, top three {} %, fixed {} %, at most {} \
         such issues per undamaged song: {}",
        score.alarms,
        score.songs,
        target.first,
        target.top_three,
        target.fixed,
        target.alarms_per_song,
        if score.is_reached {
            "reached"
        } else {
            "MISSED"
        }
    );
    table
}

fn line(row: &Row) -> String {
    let cell = |share: Share| {
        if share.of == 0 {
            "-".to_owned()
        } else {
            format!("{:.0} %", share.percent())
        }
    };
    format!(
        "{:<26}{:>9}{:>9}{:>9}{:>10}{:>9}{:>9}\n",
        row.fault,
        cell(row.named),
        cell(row.first),
        cell(row.top_three),
        cell(row.severity),
        cell(row.fixed),
        cell(row.broke)
    )
}

/// Everything that went wrong with one yardstick, line by line.
#[must_use]
pub fn misses(trials: &[Trial], score: &Score) -> String {
    let mut lines = String::new();
    for trial in trials {
        for alarm in &trial.alarms {
            if alarm.yardstick == score.yardstick && alarm.severity <= Severity::Important {
                let _ = writeln!(
                    lines,
                    "  {}: {:?} without cause: {}",
                    alarm.song, alarm.severity, alarm.title
                );
            }
        }
        for outcome in trial
            .outcomes
            .iter()
            .filter(|outcome| outcome.yardstick == score.yardstick)
        {
            for miss in misses_of(outcome) {
                let _ = writeln!(
                    lines,
                    "  {}, {} {}: {miss}",
                    outcome.song, STRENGTHS[outcome.strength], outcome.fault
                );
            }
        }
    }
    lines
}

fn misses_of(outcome: &Outcome) -> Vec<String> {
    let first = outcome.first.as_deref().unwrap_or("nothing");
    let mut misses = Vec::new();
    match outcome.rank {
        None => misses.push(format!(
            "not named, {first} leads, others {:?}",
            outcome.others
        )),
        Some(0) => {}
        Some(rank) => misses.push(format!("number {}, {first} leads", rank + 1)),
    }
    if let (Some(severity), false) = (outcome.severity, outcome.is_severity_right) {
        misses.push(format!("said to be {severity:?}"));
    }
    if let Some(moved) = &outcome.moved {
        if !moved.is_better {
            misses.push(format!("still {:?} after: {}", moved.severity, moved.text));
        }
        if !moved.broke.is_empty() {
            misses.push(format!("brought {:?}: {}", moved.broke, moved.text));
        }
    }
    misses
}
