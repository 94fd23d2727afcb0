//! The list as a person watches it: issues appear, change and leave calmly.
//!
//! Time is audible audio, so that a stopped transport neither raises nor clears anything.

use std::collections::BTreeMap;

use crate::analysis::judge::Judged;
use crate::model::report::Issue;
use crate::model::report::Severity;

/// The order changes at most this often, seconds.
const REORDER_S: f64 = 2.0;

/// Two issues swap places only when the lower one matters more by this factor.
const REORDER_RATIO: f64 = 1.1;

/// What is remembered of each key between two evaluations.
#[derive(Debug, Default)]
pub(super) struct Watch {
    entries: BTreeMap<String, Entry>,
    order: Vec<String>,
    reordered_s: f64,
}

#[derive(Debug)]
struct Entry {
    judged: Judged,
    phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    /// Holds, but not for long enough.
    Candidate { since_s: f64 },
    /// Shown. `milder_since_s` runs while it is less severe than shown.
    Active {
        severity: Severity,
        milder_since_s: Option<f64>,
    },
    /// Shown, but gone; leaves when it stays gone.
    Clearing { severity: Severity, since_s: f64 },
}

impl Watch {
    /// Whether the key is on the list now.
    pub(super) fn shows(&self, key: &str) -> bool {
        self.entries
            .get(key)
            .is_some_and(|entry| entry.shown_severity().is_some())
    }

    /// Takes in what the rules say at a moment of audible time, and returns what is to be shown.
    ///
    /// `found` is what holds (excess above 0) or nearly holds.
    pub(super) fn update(&mut self, now_s: f64, found: Vec<Judged>) -> Vec<Judged> {
        let mut found: BTreeMap<String, Judged> = found
            .into_iter()
            .map(|judged| (judged.finding.key.clone(), judged))
            .collect();
        self.entries
            .retain(|key, entry| entry.step(now_s, found.remove(key)));
        for (key, judged) in found.into_iter().filter(|(_, judged)| judged.is_entered()) {
            let phase = Phase::Candidate { since_s: now_s };
            let mut entry = Entry { judged, phase };
            entry.promote(now_s);
            self.entries.insert(key, entry);
        }
        self.entries.values().filter_map(Entry::shown).collect()
    }

    /// Forgets the past: what holds is shown, nothing else.
    pub(super) fn settle(&mut self, now_s: f64, found: &[Judged]) {
        self.entries = found
            .iter()
            .filter(|judged| judged.is_entered())
            .map(|judged| {
                let severity = judged.finding.severity;
                let phase = Phase::Active {
                    severity,
                    milder_since_s: None,
                };
                (
                    judged.finding.key.clone(),
                    Entry {
                        judged: judged.clone(),
                        phase,
                    },
                )
            })
            .collect();
        self.order.clear();
        self.reordered_s = now_s;
    }

    /// Puts ranked issues into the order in which they are shown: steady, and changed only for a reason.
    pub(super) fn calm_order(&mut self, now_s: f64, ranked: Vec<Issue>) -> Vec<Issue> {
        let priorities: BTreeMap<String, f64> = ranked
            .iter()
            .map(|issue| (issue.key.clone(), issue.priority))
            .collect();
        let priority = |key: &String| priorities.get(key).copied().unwrap_or(0.0);
        self.order.retain(|key| priorities.contains_key(key));
        for issue in &ranked {
            if !self.order.contains(&issue.key) {
                let place = self
                    .order
                    .iter()
                    .position(|key| priority(key) < issue.priority);
                self.order
                    .insert(place.unwrap_or(self.order.len()), issue.key.clone());
            }
        }
        if now_s - self.reordered_s >= REORDER_S {
            self.reordered_s = now_s;
            reorder(&mut self.order, priority);
        }
        let place = |issue: &Issue| self.order.iter().position(|key| *key == issue.key);
        let mut calm = ranked;
        calm.sort_by_key(place);
        calm
    }
}

impl Entry {
    /// Moves on by one evaluation; false when the entry is done.
    fn step(&mut self, now_s: f64, judged: Option<Judged>) -> bool {
        let (_, off_s) = self.judged.rule.family.hold_s();
        let is_entered = judged.as_ref().is_some_and(Judged::is_entered);
        let holds_on = judged.is_some();
        let severity = judged
            .as_ref()
            .filter(|j| j.is_entered())
            .map(|j| j.finding.severity);
        if let Some(judged) = judged {
            self.judged = judged;
        }
        match self.phase {
            Phase::Candidate { .. } if !is_entered => return false,
            Phase::Candidate { .. } => self.promote(now_s),
            Phase::Active {
                severity: shown,
                milder_since_s,
            } if holds_on => {
                self.phase = next_severity(shown, severity, milder_since_s, now_s, off_s);
            }
            Phase::Active { severity, .. } => {
                self.phase = Phase::Clearing {
                    severity,
                    since_s: now_s,
                };
            }
            Phase::Clearing { severity, .. } if holds_on => {
                self.phase = Phase::Active {
                    severity,
                    milder_since_s: None,
                };
            }
            Phase::Clearing { .. } => {}
        }
        !matches!(self.phase, Phase::Clearing { since_s, .. } if now_s - since_s >= off_s)
    }

    /// A candidate that held long enough is shown.
    fn promote(&mut self, now_s: f64) {
        let (on_s, _) = self.judged.rule.family.hold_s();
        if matches!(self.phase, Phase::Candidate { since_s } if now_s - since_s >= on_s) {
            let severity = self.judged.finding.severity;
            self.phase = Phase::Active {
                severity,
                milder_since_s: None,
            };
        }
    }

    fn shown_severity(&self) -> Option<Severity> {
        match self.phase {
            Phase::Candidate { .. } => None,
            Phase::Active { severity, .. } | Phase::Clearing { severity, .. } => Some(severity),
        }
    }

    fn shown(&self) -> Option<Judged> {
        let severity = self.shown_severity()?;
        let mut judged = self.judged.clone();
        judged.finding.severity = severity;
        Some(judged)
    }
}

/// Severity rises at once, and falls when it stayed lower for `off_s`. Within the hysteresis it stays.
fn next_severity(
    shown: Severity,
    now: Option<Severity>,
    milder_since_s: Option<f64>,
    now_s: f64,
    off_s: f64,
) -> Phase {
    // The derived order puts the most severe first.
    match now {
        Some(severity) if severity > shown => {
            let since_s = milder_since_s.unwrap_or(now_s);
            if now_s - since_s >= off_s {
                Phase::Active {
                    severity,
                    milder_since_s: None,
                }
            } else {
                Phase::Active {
                    severity: shown,
                    milder_since_s: Some(since_s),
                }
            }
        }
        Some(severity) => Phase::Active {
            severity,
            milder_since_s: None,
        },
        None => Phase::Active {
            severity: shown,
            milder_since_s,
        },
    }
}

/// Lets issues rise past neighbours that matter clearly less.
fn reorder(order: &mut [String], priority: impl Fn(&String) -> f64) {
    for last in 1..order.len() {
        let mut place = last;
        while place > 0 && priority(&order[place]) > REORDER_RATIO * priority(&order[place - 1]) {
            order.swap(place, place - 1);
            place -= 1;
        }
    }
}

#[cfg(test)]
mod tests;
