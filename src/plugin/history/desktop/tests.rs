use super::*;
use uuid::Uuid;

fn id(number: u128) -> VersionId {
    VersionId(Uuid::from_u128(number))
}

/// A version with that id, after that parent.
fn head(own: u128, parent: Option<u128>, number: u32) -> VersionHead {
    VersionHead {
        id: id(own),
        parent: parent.map(id),
        root: id(1),
        number,
        name: format!("mix_v{number}"),
        ..VersionHead::default()
    }
}

fn kept(heads: Vec<VersionHead>) -> Kept {
    let mut kept = Kept::default();
    kept.heads = heads;
    kept
}

fn numbers(heads: &[VersionHead]) -> Vec<u32> {
    heads.iter().map(|head| head.number).collect()
}

#[test]
fn versions_older_than_the_project_keeps_come_from_the_folder() {
    let all: Vec<VersionHead> = (1..=5)
        .map(|number| {
            head(
                u128::from(number),
                (number > 1).then(|| u128::from(number) - 1),
                number,
            )
        })
        .collect();
    let desk = Desktop {
        found: Arc::new(all.clone()),
        ..Desktop::default()
    };
    let history = desk.history(&kept(all[3..].to_vec()));
    assert_eq!(numbers(&history.versions), [1, 2, 3, 4, 5]);
    assert_eq!(numbers(&history.others), [0; 0]);
}

#[test]
fn copies_of_a_project_share_what_they_had_and_nothing_else() {
    // Both go on from v2: one has captured 3, the other 13 and 14.
    let one = kept(vec![
        head(1, None, 1),
        head(2, Some(1), 2),
        head(3, Some(2), 3),
    ]);
    let other = kept(vec![
        head(1, None, 1),
        head(2, Some(1), 2),
        head(13, Some(2), 3),
        head(14, Some(13), 4),
    ]);
    let found = [&one.heads[..], &other.heads[2..]].concat();
    let desk = Desktop {
        found: Arc::new(found),
        ..Desktop::default()
    };
    let (mine, theirs) = (desk.history(&one), desk.history(&other));
    assert_eq!(mine.versions.last().map(|head| head.id), Some(id(3)));
    assert_eq!(numbers(&mine.others), [3, 4]);
    assert_eq!(theirs.versions.last().map(|head| head.id), Some(id(14)));
    assert_eq!(numbers(&theirs.others), [3]);
}

#[test]
fn deleted_version_is_neither_shown_nor_offered() {
    let mut project = kept(vec![head(1, None, 1), head(2, Some(1), 2)]);
    project.delete(id(2));
    let mut desk = Desktop {
        found: Arc::new(project.heads.clone()),
        ..Desktop::default()
    };
    desk.deleted(id(2));
    let history = desk.history(&project);
    assert_eq!(numbers(&history.versions), [1]);
    assert!(history.others.is_empty());
    assert_eq!(history.deleted.map(|head| head.id), Some(id(2)));
}

#[test]
fn note_that_was_written_last_counts() {
    let mine = head(1, None, 1);
    let written = VersionHead {
        note: "after the crash".to_owned(),
        edited_unix_ms: 7,
        ..mine.clone()
    };
    let desk = Desktop {
        found: Arc::new(vec![written.clone()]),
        ..Desktop::default()
    };
    assert_eq!(desk.chain(&kept(vec![mine.clone()])), [written]);
    let mine = VersionHead {
        edited_unix_ms: 8,
        ..mine
    };
    assert_eq!(desk.chain(&kept(vec![mine.clone()])), [mine]);
}

#[test]
fn last_two_are_compared_until_the_person_chooses() {
    let chain: Vec<VersionHead> = (1..=3)
        .map(|number| head(u128::from(number), None, number))
        .collect();
    let side = |number| Side::Version(id(number));
    let mut desk = Desktop::default();
    assert_eq!(desk.sides(&[]), None);
    assert_eq!(desk.sides(&chain[..1]), None);
    assert_eq!(desk.sides(&chain), Some((side(2), side(3))));
    desk.choose((side(1), side(3)));
    assert_eq!(desk.sides(&chain), Some((side(1), side(3))));
    assert_eq!(
        desk.sides(&chain[..2]),
        Some((side(1), side(2))),
        "v3 is gone"
    );
}

#[test]
fn parents_that_go_round_in_circles_end_the_search() {
    let found = vec![head(1, Some(2), 1), head(2, Some(1), 1)];
    let desk = Desktop {
        found: Arc::new(found),
        ..Desktop::default()
    };
    let chain = desk.chain(&kept(vec![head(3, Some(2), 3)]));
    assert!(chain.len() <= 3);
}
