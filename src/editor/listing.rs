//! The list of what to fix next, in words: everything that is written in the left half of the editor.

mod doing;
mod later;

use crate::editor::words;
use crate::model::answer::Answer;
use crate::model::report::Basis;
use crate::model::report::Fix;
use crate::model::report::Issue;
use crate::model::report::Severity;
use crate::model::version::Intention;
use crate::printing::words::difference_unit;

/// What the person is at, besides what was measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work<'a> {
    /// Round of work; `None` while rounds are not counted.
    pub round: Option<u32>,
    /// The fixes that are being made.
    pub doing: &'a [Intention],
}

/// The list as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The issues, most important first.
    pub cards: Vec<Card>,
    /// Stands in place of the issues while there are none.
    pub empty: Option<Empty>,
    /// Fixes that are being made, of issues that the list does not hold now.
    pub doing: Vec<Intention>,
    /// What is kept back, and why; `None` when nothing is.
    pub hidden: Option<String>,
    /// Issues that are kept back, most important first.
    pub later: Vec<Waiting>,
    /// Issues the person set aside.
    pub ignored: Vec<Aside>,
    /// What limits the answer.
    pub notes: Vec<String>,
}

/// One issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What it is remembered by.
    pub key: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether a heading with the severity stands above it.
    pub is_first_of_severity: bool,
    /// What is wrong.
    pub title: String,
    /// The measurement behind it.
    pub evidence: String,
    /// What was measured against which limit, and how sure that is.
    pub measured: String,
    /// The moves, best first.
    pub moves: Vec<Move>,
    /// Where in the song.
    pub places: Vec<Spot>,
}

/// One move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What to do, and what to expect of it.
    pub text: String,
    /// Whether the person is at it.
    pub is_doing: bool,
    /// What the desk is told when the person begins or ends with it.
    pub intention: Intention,
}

/// An issue for later.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub title: String,
    /// The measurement behind it.
    pub evidence: String,
}

/// A place in the song that can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// As a clock reads.
    pub label: String,
    /// Begin, seconds.
    pub start_s: f64,
    /// End, seconds.
    pub end_s: f64,
}

/// An issue the person set aside.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// What it is remembered by.
    pub key: String,
    /// What was wrong.
    pub title: String,
}

/// Why the list is empty, and what to do about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Empty {
    /// In a few words.
    pub title: String,
    /// What to do, a line each.
    pub lines: Vec<String>,
}

/// From this much audible music on the numbers are settled, seconds.
const SETTLED_S: f64 = 30.0;

impl Listing {
    /// The list for an answer; without one, how to begin.
    #[must_use]
    pub fn of(answer: Option<&Answer>, work: &Work) -> Self {
        let Some(answer) = answer.filter(|answer| answer.report.coverage.heard_s > 0.0) else {
            return Self {
                empty: Some(no_signal()),
                ..Self::default()
            };
        };
        let report = &answer.report;
        let mut last = None;
        let cards: Vec<Card> = report
            .issues
            .iter()
            .map(|issue| {
                let is_first = last.replace(issue.severity) != Some(issue.severity);
                Card::of(issue, is_first, work.doing)
            })
            .collect();
        Self {
            empty: cards.is_empty().then(|| empty(answer)),
            doing: doing::elsewhere(work.doing, &report.issues),
            hidden: later::sentence(report, work.round),
            later: Waiting::all_of(&report.later),
            ignored: answer.ignored.iter().map(Aside::of).collect(),
            notes: report.notes.iter().map(|note| note_text(note)).collect(),
            cards,
        }
    }

    /// Whether both have the same parts, so that only words differ.
    #[must_use]
    pub fn has_same_parts(&self, other: &Self) -> bool {
        let parts = |listing: &Self| {
            let cards: Vec<_> = listing
                .cards
                .iter()
                .map(|card| {
                    let places: Vec<String> =
                        card.places.iter().map(|spot| spot.label.clone()).collect();
                    (card.key.clone(), card.severity, card.moves.len(), places)
                })
                .collect();
            let ignored: Vec<_> = listing
                .ignored
                .iter()
                .map(|aside| aside.key.clone())
                .collect();
            (cards, ignored, listing.notes.len())
        };
        self.empty == other.empty
            && self.hidden == other.hidden
            && self.later == other.later
            && self.doing == other.doing
            && parts(self) == parts(other)
    }
}

impl Card {
    fn of(issue: &Issue, is_first_of_severity: bool, doing: &[Intention]) -> Self {
        Self {
            key: issue.key.clone(),
            severity: issue.severity,
            is_first_of_severity,
            title: words::typeset(&issue.title),
            evidence: words::typeset(&issue.evidence),
            measured: measured(issue),
            moves: Move::all_of(issue, doing),
            places: issue
                .places
                .iter()
                .map(|place| Spot {
                    label: words::clock(place.start_s),
                    start_s: place.start_s,
                    end_s: place.end_s,
                })
                .collect(),
        }
    }
}

impl Move {
    fn all_of(issue: &Issue, doing: &[Intention]) -> Vec<Self> {
        let of_fix = |(at, fix): (usize, &Fix)| {
            let noted = doing::about(doing, issue, at);
            Self {
                text: move_text(issue, fix),
                is_doing: noted.is_some(),
                // The desk knows what it was told, and not how the numbers have changed since.
                intention: noted.cloned().unwrap_or_else(|| Intention {
                    key: issue.key.clone(),
                    title: issue.title.clone(),
                    fix: fix.clone(),
                }),
            }
        };
        issue.fixes.iter().enumerate().map(of_fix).collect()
    }
}

impl Waiting {
    /// What is only worth knowing waits for nothing.
    fn all_of(later: &[Issue]) -> Vec<Self> {
        let waiting = later
            .iter()
            .filter(|issue| issue.severity != Severity::Info);
        waiting.map(Self::of).collect()
    }

    fn of(issue: &Issue) -> Self {
        Self {
            severity: issue.severity,
            title: words::typeset(&issue.title),
            evidence: words::typeset(&issue.evidence),
        }
    }
}

impl Aside {
    fn of(issue: &Issue) -> Self {
        Self {
            key: issue.key.clone(),
            title: words::typeset(&issue.title),
        }
    }
}

/// One line on the state of the mix and what comes next.
#[must_use]
pub fn verdict(answer: Option<&Answer>) -> String {
    let Some(answer) = answer.filter(|answer| answer.report.coverage.heard_s > 0.0) else {
        return "Play the song, and what to fix next appears here.".to_owned();
    };
    let issues = &answer.report.issues;
    let counts: Vec<String> = [
        (Severity::Critical, "critical"),
        (Severity::Important, "important"),
        (Severity::Polish, "polish"),
    ]
    .into_iter()
    .filter_map(|(severity, word)| {
        let number = issues
            .iter()
            .filter(|issue| issue.severity == severity)
            .count();
        (number > 0).then(|| format!("{number} {word}"))
    })
    .collect();
    match issues.first() {
        Some(first) if first.severity != Severity::Info => {
            let next = words::typeset(&first.title);
            format!("{}. Next: {next}", counts.join(", "))
        }
        _ if answer.report.readiness.ready => {
            "Nothing left to fix, and ready for mastering. Your ears decide.".to_owned()
        }
        _ => empty(answer).title,
    }
}

fn no_signal() -> Empty {
    Empty {
        title: "No signal yet".to_owned(),
        lines: vec![
            "1. Put Triage last on the main track.".to_owned(),
            "2. Drop a reference you like on this window: a finished song that sounds the way yours should."
                .to_owned(),
            "3. Play the whole song. Triage listens and lists what to fix, most important first."
                .to_owned(),
        ],
    }
}

fn empty(answer: &Answer) -> Empty {
    let report = &answer.report;
    let hidden = report.hidden.critical + report.hidden.important + report.hidden.polish;
    let (title, lines) = if report.mix.active_s <= 0.0 {
        (
            "Only silence so far".to_owned(),
            vec![
                "Audio arrives, but nothing in it is audible. Is the main track muted?".to_owned(),
            ],
        )
    } else if report.mix.active_s < SETTLED_S {
        (
            format!("Measuring: {:.0} s of {SETTLED_S:.0} s", report.mix.active_s.floor()),
            vec!["Nothing wrong so far. The numbers settle from 30 s of music on; best is the whole song.".to_owned()],
        )
    } else if hidden > 0 {
        (
            "Nothing left in this round".to_owned(),
            vec![
                "Go on to the next round, or choose the focus All. What is kept back stands below."
                    .to_owned(),
            ],
        )
    } else {
        (
            "Nothing to fix".to_owned(),
            vec![
                "Everything Triage measures is in order. Listen once more: your ears decide."
                    .to_owned(),
            ],
        )
    };
    Empty { title, lines }
}

fn note_text(note: &str) -> String {
    words::sentence(&words::typeset(note))
}

fn measured(issue: &Issue) -> String {
    let metric = &issue.metric;
    let basis = match issue.basis {
        Basis::Measured => "measured",
        Basis::Inferred => "inferred",
    };
    let sureness = format!("{basis}, {:.0} % sure", issue.confidence * 100.0);
    let limit = words::quantity(metric.threshold, &metric.unit);
    let value = words::quantity(metric.value, &metric.unit);
    let name = words::metric(&metric.name);
    format!("{name}: {value}, limit {limit} ({sureness})")
}

/// A move, with what it should do where that is in the unit of the issue.
fn move_text(issue: &Issue, fix: &Fix) -> String {
    let text = words::typeset(&fix.text);
    match &fix.expected {
        Some(expected) if expected.metric == issue.metric.name => {
            let unit = difference_unit(&issue.metric.unit);
            format!("{text} (expect {})", words::signed(expected.change, unit))
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests;
