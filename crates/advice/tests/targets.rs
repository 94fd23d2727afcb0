//! A part of the benchmark that is quick enough for every change: two songs of opposite kinds, every fault, plain to hear.
#![allow(clippy::unwrap_used, reason = "tests")]

use triage_advice::score;
use triage_advice::score::Score;
use triage_advice::songs;
use triage_advice::table;
use triage_advice::trial;
use triage_advice::trial::Plan;
use triage_advice::trial::Trial;
use triage_advice::trial::Yardstick;
use triage_testkit::songbook::Character;

const PLAN: Plan = Plan {
    faults: &[],
    strengths: &[1],
    yardsticks: &[Yardstick::Undamaged],
};

fn tried(character: Character) -> Trial {
    trial::run(&songs::of_character(character), &PLAN).unwrap()
}

/// The score, and everything that went wrong, in words.
fn scored(trials: &[Trial]) -> (Score, String) {
    let score = score::score(trials, Yardstick::Undamaged);
    let words = format!("{}{}", table::of(&score), table::misses(trials, &score));
    (score, words)
}

#[test]
fn plain_faults_are_named_ranked_and_cured_by_the_first_move() {
    let trials: Vec<Trial> = std::thread::scope(|scope| {
        [Character::DenseRock, Character::SparseAcoustic]
            .map(|character| scope.spawn(move || tried(character)))
            .map(|thread| thread.join().unwrap())
            .into()
    });
    let (score, words) = scored(&trials);
    assert!(
        score.all.named.of > 50,
        "hardly anything was tried\n{words}"
    );
    assert!(score.all.fixed.of > 30, "hardly any move was made\n{words}");
    assert!(score.is_reached, "{words}");
}

#[test]
fn what_is_not_said_is_a_miss() {
    let mut trial = trial::run(
        &songs::of_character(Character::SoloVoice),
        &Plan {
            faults: &["imbalance"],
            ..PLAN
        },
    )
    .unwrap();
    let (score, words) = scored(std::slice::from_ref(&trial));
    assert!(score.is_reached, "{words}");
    for outcome in &mut trial.outcomes {
        outcome.rank = None;
    }
    let (score, words) = scored(std::slice::from_ref(&trial));
    assert!(!score.is_reached, "{words}");
    assert!(words.contains("imbalance: not named"), "{words}");
}
