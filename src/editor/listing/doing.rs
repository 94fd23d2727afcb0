//! Which moves of the list the person is making.

use crate::model::report::FixKind;
use crate::model::report::Issue;
use crate::model::version::Intention;

/// What was noted about the move at that place of an issue.
pub(super) fn about<'a>(doing: &'a [Intention], issue: &Issue, at: usize) -> Option<&'a Intention> {
    doing
        .iter()
        .find(|intention| place(intention, issue) == Some(at))
}

/// What was noted about moves that none of these issues has.
pub(super) fn elsewhere(doing: &[Intention], issues: &[Issue]) -> Vec<Intention> {
    let is_elsewhere =
        |intention: &&Intention| issues.iter().all(|issue| place(intention, issue).is_none());
    doing.iter().filter(is_elsewhere).cloned().collect()
}

/// Which move of the issue is meant. The numbers in a move change while the song plays: then it is known by what kind
/// of move it is, and on what. Moves in words alone have only their words.
fn place(intention: &Intention, issue: &Issue) -> Option<usize> {
    if intention.key != issue.key {
        return None;
    }
    let noted = &intention.fix;
    let by_words = issue.fixes.iter().position(|fix| fix.text == noted.text);
    by_words.or_else(|| {
        issue.fixes.iter().position(|fix| {
            noted.kind != FixKind::Manual && fix.kind == noted.kind && fix.target == noted.target
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::sample;
    use crate::model::report::Severity;

    fn noted(issue: &Issue) -> Intention {
        Intention {
            key: issue.key.clone(),
            title: issue.title.clone(),
            fix: issue.fixes[0].clone(),
        }
    }

    #[test]
    fn move_is_known_again_when_its_numbers_change() {
        let mut issue = sample::issue("A", Severity::Critical);
        let doing = [noted(&issue)];
        issue.fixes[0].text = "Lower the mix by 2.5 dB".to_owned();
        assert_eq!(about(&doing, &issue, 0), Some(&doing[0]));
        issue.fixes[0].target = "bass".to_owned();
        assert_eq!(about(&doing, &issue, 0), None);
        assert_eq!(elsewhere(&doing, &[issue]), doing);
    }

    #[test]
    fn move_of_another_issue_is_another_move() {
        let doing = [noted(&sample::issue("A", Severity::Critical))];
        let other = sample::issue("B", Severity::Critical);
        assert_eq!(about(&doing, &other, 0), None);
        assert_eq!(elsewhere(&doing, &[]), doing);
    }

    #[test]
    fn words_tell_two_moves_of_one_kind_apart() {
        let mut issue = sample::issue("A", Severity::Critical);
        let mut second = issue.fixes[0].clone();
        second.text = "Lower the mix before the limiter".to_owned();
        issue.fixes.push(second);
        let mut intention = noted(&issue);
        intention.fix = issue.fixes[1].clone();
        let doing = [intention];
        assert_eq!(about(&doing, &issue, 0), None);
        assert_eq!(about(&doing, &issue, 1), Some(&doing[0]));
    }
}
