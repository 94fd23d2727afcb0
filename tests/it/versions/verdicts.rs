//! When to stop, and what is next.

use triage::model::comparison::Comparison;
use triage::model::comparison::VerdictClass;

use super::Circumstances;
use super::USUAL;
use super::compared;
use crate::scenarios;
use crate::scenarios::measurement;
use crate::scenarios::rows;

fn after(names: [&str; 2], round: Option<u32>, earlier: &[VerdictClass]) -> Comparison {
    let [before, after] = names.map(|name| measurement(&rows()[name]));
    let profile = scenarios::profile(&scenarios::base());
    let mut circumstances = Circumstances { earlier, ..USUAL };
    circumstances.settings.iteration = round;
    compared([&before, &after], Some(&profile), &circumstances)
}

const DARK: [&str; 2] = ["high shelf -6 dB 4 kHz"; 2];

#[test]
fn clean_mix_is_a_reason_to_stop() {
    let comparison = after(["side x0.25", "base"], None, &[]);
    assert!(
        comparison
            .stop
            .unwrap()
            .contains("Nothing critical or important")
    );
    assert!(comparison.next.is_empty());
}

#[test]
fn rounds_are_counted_from_the_versions_where_nobody_set_them() {
    use VerdictClass::Improvement;
    use VerdictClass::NoChange;
    let earlier = [Improvement, Improvement, NoChange];
    // Three comparisons before this one are four versions, and this is the fifth.
    assert!(after(DARK, None, &earlier).stop.is_some());
    assert!(after(DARK, None, &earlier[1..]).stop.is_none());
    assert!(after(DARK, Some(4), &earlier).stop.is_none());
    assert!(after(DARK, Some(5), &earlier).stop.is_some());
}

#[test]
fn next_are_the_first_issues_of_the_list() {
    let comparison = after(["base", "tanh drive +24"], None, &[]);
    let listed: Vec<String> = comparison
        .after
        .issues
        .iter()
        .map(|issue| issue.title.clone())
        .collect();
    assert_eq!(comparison.next, listed[..3]);
}
