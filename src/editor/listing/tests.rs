use super::*;
use crate::editor::sample;

fn listed(answer: &Answer) -> Listing {
    Listing::of(Some(answer), &Work::default())
}

#[test]
fn nothing_heard_teaches_how_to_begin() {
    let listing = Listing::of(None, &Work::default());
    assert_eq!(listing.empty.unwrap().title, "No signal yet");
    let silent = listed(&sample::answer(0.0, Vec::new()));
    assert_eq!(silent.empty.unwrap().title, "No signal yet");
}

#[test]
fn few_seconds_are_measured_not_praised() {
    let answer = sample::answer(12.4, Vec::new());
    let empty = listed(&answer).empty.unwrap();
    assert_eq!(empty.title, "Measuring: 12 s of 30 s");
    assert_eq!(verdict(Some(&answer)), "Measuring: 12 s of 30 s");
}

#[test]
fn silence_is_not_called_a_good_mix() {
    let mut answer = sample::answer(60.0, Vec::new());
    answer.report.mix.active_s = 0.0;
    let empty = listed(&answer).empty.unwrap();
    assert_eq!(empty.title, "Only silence so far");
}

#[test]
fn kept_back_issues_are_told() {
    let mut answer = sample::answer(60.0, Vec::new());
    answer.report.hidden.polish = 2;
    let listing = listed(&answer);
    assert_eq!(listing.empty.unwrap().title, "Nothing left in this round");
    assert_eq!(listing.hidden.unwrap(), "2 Polish issues wait for round 5");
}

#[test]
fn each_severity_has_one_heading() {
    let issues = vec![
        sample::issue("A", Severity::Critical),
        sample::issue("B", Severity::Important),
        sample::issue("C", Severity::Important),
    ];
    let answer = sample::answer(60.0, issues);
    let heads: Vec<bool> = listed(&answer)
        .cards
        .iter()
        .map(|card| card.is_first_of_severity)
        .collect();
    assert_eq!(heads, [true, true, false]);
    assert_eq!(
        verdict(Some(&answer)),
        "1 critical, 2 important. Next: A at 0:45"
    );
}

#[test]
fn card_tells_measurement_limit_and_expectation() {
    let answer = sample::answer(60.0, vec![sample::issue("A", Severity::Critical)]);
    let card = listed(&answer).cards.remove(0);
    assert_eq!(
        card.measured,
        "Integrated loudness: −5.2 LUFS, limit −2.8 LUFS (measured, 90 % sure)"
    );
    assert_eq!(card.moves[0].text, "Lower the mix by 3 dB (expect −3.0 LU)");
    assert_eq!(card.evidence, "On average −5.2 dB against the reference");
    assert_eq!(card.places[0].label, "0:45");
}

#[test]
fn changed_numbers_keep_the_parts() {
    let before = listed(&sample::answer(
        60.0,
        vec![sample::issue("A", Severity::Polish)],
    ));
    let mut issue = sample::issue("A", Severity::Polish);
    issue.evidence = "On average -5.3 dB against the reference".to_owned();
    let after = listed(&sample::answer(60.2, vec![issue]));
    assert_ne!(before, after);
    assert!(before.has_same_parts(&after));
    let other = listed(&sample::answer(
        60.0,
        vec![sample::issue("B", Severity::Polish)],
    ));
    assert!(!before.has_same_parts(&other));
}

#[test]
fn issue_set_aside_is_still_named() {
    let mut answer = sample::answer(60.0, Vec::new());
    answer.ignored = vec![sample::issue("A", Severity::Polish)];
    assert_eq!(listed(&answer).ignored[0].title, "A at 0:45");
}

#[test]
fn move_being_made_is_marked_and_keeps_the_parts() {
    let answer = sample::answer(60.0, vec![sample::issue("A", Severity::Critical)]);
    let before = listed(&answer);
    let noted = &before.cards[0].moves[0];
    assert!(!noted.is_doing);
    let doing = [noted.intention.clone()];
    let work = Work {
        round: None,
        doing: &doing,
    };
    let after = Listing::of(Some(&answer), &work);
    assert!(after.cards[0].moves[0].is_doing);
    assert!(after.doing.is_empty());
    assert!(before.has_same_parts(&after));
}

#[test]
fn move_of_an_issue_that_left_is_still_named() {
    let answer = sample::answer(60.0, vec![sample::issue("A", Severity::Critical)]);
    let doing = [listed(&answer).cards[0].moves[0].intention.clone()];
    let work = Work {
        round: None,
        doing: &doing,
    };
    let listing = Listing::of(Some(&sample::answer(60.0, Vec::new())), &work);
    assert_eq!(listing.doing, doing);
}
