//! What a comparison comes to, and when to stop.

use crate::analysis::judge::JUDGED_FROM_S;
use crate::analysis::versions::changes::Change;
use crate::analysis::versions::version::Version;
use crate::analysis::versions::wording;
use crate::model::comparison::Class;
use crate::model::comparison::VerdictClass;
use crate::model::report::Severity;

/// From this round on, two rounds that changed next to nothing are enough.
const ROUNDS_ENOUGH: usize = 5;

/// From this round on, more rounds hardly pay.
const ROUNDS_MANY: usize = 7;

/// Most issues a sentence names.
const NAMED_MAX: usize = 3;

/// The class of the verdict.
///
/// Polish never breaks a version, nor does its cure make up for something that broke; alone it is a slight improvement.
pub(super) fn class(changes: &[Change]) -> VerdictClass {
    let fixed = || of(changes, &[Class::Fixed]).filter(|change| change.matters());
    let fixes = fixed().count();
    let fixes_critical = fixed().any(|change| change.severity() == Severity::Critical);
    let breaks = broken(changes).next().is_some();
    let cured = || of(changes, &[Class::Fixed, Class::Improved]);
    match (fixes, breaks) {
        (1.., true) => VerdictClass::Mixed,
        (0, true) if cured().any(Change::matters) => VerdictClass::Mixed,
        (0, true) => VerdictClass::Worse,
        (2.., false) => VerdictClass::Significant,
        (1, false) if fixes_critical => VerdictClass::Significant,
        (1, false) => VerdictClass::Improvement,
        (0, false) if cured().any(|change| change.severity() != Severity::Info) => {
            VerdictClass::Slight
        }
        (0, false) => VerdictClass::NoChange,
    }
}

/// What broke.
pub(super) fn broken(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(|change| change.breaks())
}

fn of<'a>(changes: &'a [Change], classes: &'a [Class]) -> impl Iterator<Item = &'a Change> {
    changes
        .iter()
        .filter(|change| classes.contains(&change.class()))
}

/// The verdict in plain words.
pub(super) fn sentence(class: VerdictClass, changes: &[Change]) -> String {
    let mattering = |class: Class| names(of(changes, &[class]).filter(|change| change.matters()));
    let all = |class: Class| names(of(changes, &[class]));
    match class {
        VerdictClass::Significant => {
            let fixed = mattering(Class::Fixed);
            format!(
                "Significant improvement: {} fixed, nothing broke",
                claims(&fixed)
            )
        }
        VerdictClass::Improvement => {
            let fixed = mattering(Class::Fixed);
            format!("Improvement: {} fixed, nothing broke", claims(&fixed))
        }
        VerdictClass::Slight => {
            let better = names(of(changes, &[Class::Fixed, Class::Improved]));
            format!(
                "Slight improvement: {} better, nothing broke",
                claims(&better)
            )
        }
        VerdictClass::Mixed => {
            let fixed = mattering(Class::Fixed);
            let good = if fixed.is_empty() {
                format!("{} better", claims(&mattering(Class::Improved)))
            } else {
                format!("{} fixed", claims(&fixed))
            };
            format!(
                "Mixed: {good}, but {}; adjust and export again",
                breakage(changes)
            )
        }
        VerdictClass::NoChange => {
            let worse = [all(Class::New), all(Class::Regressed)].concat();
            if worse.is_empty() {
                "No measurable change: make a stronger change".to_owned()
            } else {
                format!(
                    "No measurable improvement, and a little more {}: make a stronger change elsewhere",
                    list(&worse)
                )
            }
        }
        VerdictClass::Worse => {
            format!("Worse: {}; roll back", breakage(changes))
        }
    }
}

/// What issues are called in a sentence, each once.
fn names<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for change in changes {
        let name = wording::noun(&change.entry.id);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What broke: "harshness is new and mud is worse".
pub(super) fn breakage(changes: &[Change]) -> String {
    let part = |class: Class, word: &str| {
        let names = names(broken(changes).filter(|change| change.class() == class));
        (!names.is_empty()).then(|| format!("{} {word}", claims(&names)))
    };
    let parts = [part(Class::New, "new"), part(Class::Regressed, "worse")];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" and ")
}

/// "clipping is", "clipping and mud are".
fn claims(names: &[&str]) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", list(names))
}

/// "mud", "mud and boom", "mud, boom, rumble and 2 more".
fn list(names: &[&str]) -> String {
    let more = names.len().saturating_sub(NAMED_MAX);
    if more > 0 {
        return format!("{} and {more} more", names[..NAMED_MAX].join(", "));
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// What the stop rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course<'a> {
    /// Round of the later version, from 1.
    pub(super) round: usize,
    /// Verdicts before this one, the first one first.
    pub(super) earlier: &'a [VerdictClass],
    pub(super) verdict: VerdictClass,
    /// The most severe issue left; `None` where nothing is.
    pub(super) worst: Option<Severity>,
}

/// The most severe issue of a version that the person did not set aside; nothing is known of one without music.
pub(super) fn worst(version: &Version, is_ignored: impl Fn(&str) -> bool) -> Option<Severity> {
    if version.context.measurement.active_s < JUDGED_FROM_S {
        return Some(Severity::Important);
    }
    let issues = version
        .issues
        .iter()
        .filter(|issue| !is_ignored(&issue.key));
    issues.map(|issue| issue.severity).min()
}

/// Why to stop; `None` while going on is worth it.
pub(super) fn stop(course: &Course) -> Option<String> {
    if course.worst.is_none_or(|worst| worst > Severity::Important) {
        return Some("Nothing critical or important is left: good enough, move on".to_owned());
    }
    let is_small =
        |verdict: &VerdictClass| matches!(verdict, VerdictClass::Slight | VerdictClass::NoChange);
    let stalls = is_small(&course.verdict) && course.earlier.last().is_some_and(is_small);
    let why = if course.round >= ROUNDS_ENOUGH && stalls {
        "The last two rounds changed next to nothing"
    } else if course.round >= ROUNDS_MANY {
        "More rounds hardly pay after so many"
    } else {
        return None;
    };
    Some(if course.worst == Some(Severity::Critical) {
        format!("{why}: fix what is critical, then stop")
    } else {
        format!("{why}: good enough, move on")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::comparison::Entry;

    use Class::Fixed;
    use Class::Improved;
    use Class::New;
    use Class::Regressed;
    use Class::Remaining;
    use Severity::Critical;
    use Severity::Important;
    use Severity::Info;
    use Severity::Polish;

    fn change(id: &str, class: Class, severity: Severity) -> Change {
        Change {
            entry: Entry {
                key: id.to_owned(),
                id: id.to_owned(),
                class,
                text: String::new(),
                before: None,
                after: None,
            },
            keys: [None, None],
            severities: [Some(severity); 2],
            rank: 0,
        }
    }

    #[track_caller]
    fn check(all: &[(Class, Severity)], expected: VerdictClass) {
        let all: Vec<Change> = all
            .iter()
            .map(|(class, severity)| change("MUDDY", *class, *severity))
            .collect();
        assert_eq!(class(&all), expected);
    }

    #[test]
    fn verdict_follows_the_table() {
        check(&[(Fixed, Critical)], VerdictClass::Significant);
        check(
            &[(Fixed, Important), (Fixed, Important)],
            VerdictClass::Significant,
        );
        check(
            &[(Fixed, Important), (Improved, Critical)],
            VerdictClass::Improvement,
        );
        check(&[(Improved, Critical)], VerdictClass::Slight);
        check(&[(Fixed, Polish)], VerdictClass::Slight);
        check(&[(Fixed, Critical), (New, Important)], VerdictClass::Mixed);
        check(
            &[(Improved, Important), (Regressed, Critical)],
            VerdictClass::Mixed,
        );
        check(&[(New, Important)], VerdictClass::Worse);
        check(
            &[(Regressed, Important), (Remaining, Critical)],
            VerdictClass::Worse,
        );
        check(&[(Remaining, Critical)], VerdictClass::NoChange);
        check(&[], VerdictClass::NoChange);
    }

    #[test]
    fn polish_and_what_is_only_worth_knowing_break_nothing() {
        check(&[(New, Polish)], VerdictClass::NoChange);
        check(
            &[(Fixed, Important), (Regressed, Polish)],
            VerdictClass::Improvement,
        );
        check(&[(Fixed, Info), (New, Info)], VerdictClass::NoChange);
        check(&[(Fixed, Polish), (New, Critical)], VerdictClass::Worse);
    }

    #[test]
    fn ring_that_was_there_breaks_nothing_and_a_new_one_does() {
        let ring = |class| [change("RESONANCE", class, Important)];
        assert_eq!(super::class(&ring(Regressed)), VerdictClass::NoChange);
        assert_eq!(super::class(&ring(New)), VerdictClass::Worse);
    }

    #[test]
    fn sentences_name_what_happened() {
        let all = [
            change("CLIP_OVER", Fixed, Critical),
            change("HARSH", New, Important),
            change("MUDDY", Regressed, Important),
        ];
        assert_eq!(
            sentence(VerdictClass::Mixed, &all),
            "Mixed: clipping is fixed, but harshness is new and mud is worse; adjust and export again"
        );
        assert_eq!(
            sentence(VerdictClass::Significant, &all[..1]),
            "Significant improvement: clipping is fixed, nothing broke"
        );
        assert_eq!(
            sentence(VerdictClass::Worse, &all[1..2]),
            "Worse: harshness is new; roll back"
        );
        assert_eq!(
            sentence(VerdictClass::NoChange, &[]),
            "No measurable change: make a stronger change"
        );
    }

    #[track_caller]
    fn stops(
        round: usize,
        last: [VerdictClass; 2],
        worst: Option<Severity>,
        expected: Option<&str>,
    ) {
        let course = Course {
            round,
            earlier: &last[..1],
            verdict: last[1],
            worst,
        };
        let reason = stop(&course);
        match expected {
            None => assert_eq!(reason, None),
            Some(part) => assert!(
                reason.as_ref().is_some_and(|it| it.contains(part)),
                "{reason:?}"
            ),
        }
    }

    #[test]
    fn work_ends_when_nothing_that_matters_is_left() {
        use VerdictClass::Significant;
        stops(
            2,
            [Significant; 2],
            None,
            Some("Nothing critical or important"),
        );
        stops(
            2,
            [Significant; 2],
            Some(Polish),
            Some("Nothing critical or important"),
        );
        stops(2, [Significant; 2], Some(Important), None);
    }

    #[test]
    fn work_ends_after_two_idle_rounds_from_the_fifth_on() {
        use VerdictClass::Improvement;
        use VerdictClass::NoChange;
        use VerdictClass::Slight;
        stops(
            5,
            [Slight, NoChange],
            Some(Important),
            Some("last two rounds"),
        );
        stops(4, [Slight, NoChange], Some(Important), None);
        stops(5, [Improvement, NoChange], Some(Important), None);
        stops(5, [NoChange, Improvement], Some(Important), None);
    }

    #[test]
    fn work_ends_after_seven_rounds_but_not_with_a_critical_issue() {
        use VerdictClass::Improvement;
        stops(6, [Improvement; 2], Some(Important), None);
        stops(7, [Improvement; 2], Some(Important), Some("good enough"));
        stops(
            7,
            [Improvement; 2],
            Some(Critical),
            Some("fix what is critical, then stop"),
        );
    }
}
