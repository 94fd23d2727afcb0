use super::*;
use crate::analysis::session::Session;
use crate::model::measurement::Cell;
use crate::model::measurement::Measurement;
use crate::model::report::Fix;
use crate::model::report::FixKind;
use crate::model::settings::Settings;
use crate::model::version::Mark;
use uuid::Uuid;

fn id(number: u32) -> VersionId {
    VersionId(Uuid::from_u128(u128::from(number)))
}

fn version(number: u32) -> Version {
    let captured = Session::live(Settings::default()).capture(1);
    Version {
        schema: VERSION_SCHEMA.to_owned(),
        tool: captured.report.tool.clone(),
        head: VersionHead {
            id: id(number),
            parent: (number > 1).then(|| id(number - 1)),
            root: id(1),
            number,
            name: format!("mix_v{number}"),
            captured_unix_s: i64::from(number),
            ..VersionHead::default()
        },
        settings: captured.settings,
        references: captured.references,
        profile: captured.profile,
        measurement: captured.measurement,
        report: captured.report,
        doing: Vec::new(),
    }
}

fn intention(key: &str, text: &str) -> Intention {
    Intention {
        key: key.to_owned(),
        title: "Too dark".to_owned(),
        fix: Fix {
            text: text.to_owned(),
            kind: FixKind::Manual,
            target: "mix".to_owned(),
            gain_db: None,
            frequency_hz: None,
            q: None,
            width_db: None,
            expected: None,
        },
    }
}

fn saved(cell: &HistoryCell) -> String {
    cell.map(|stored| serde_json::to_string(stored).unwrap())
}

fn loaded(json: &str) -> HistoryCell {
    let cell = HistoryCell::default();
    cell.change(|kept| kept.add(version(9)));
    cell.set(serde_json::from_str(json).unwrap());
    cell
}

#[test]
fn history_comes_back_with_the_project() {
    let cell = HistoryCell::default();
    cell.change(|kept| {
        for number in 1..=3 {
            kept.add(version(number));
        }
        kept.delete(id(2));
        kept.toggle_doing(intention("TOO_DARK", "High shelf"));
    });
    let back = loaded(&saved(&cell));
    assert_eq!(back.look(Clone::clone), cell.look(Clone::clone));
    assert_eq!(back.count(), 2);
}

#[test]
fn measured_levels_keep_their_short_digits() {
    let mut whole = version(1);
    let cell_of_song = Cell {
        start_s: 0.0,
        end_s: 3.0,
        active_s: 3.0,
        loudness: None,
        true_peak: None,
        psr_min: None,
        third_octave_db: [-34.2; 31],
        correlation: None,
        balance: None,
        correlation_wide: None,
        width_wide: None,
        width_sublow: None,
    };
    whole.measurement = Measurement {
        cells: vec![cell_of_song],
        ..Measurement::default()
    };
    let cell = HistoryCell::default();
    cell.change(|kept| kept.add(whole));
    let json = saved(&cell);
    assert!(json.contains("-34.2,"), "not -34.20000076293945");
    assert_eq!(loaded(&json).look(Clone::clone), cell.look(Clone::clone));
}

#[test]
fn what_is_damaged_counts_as_none_and_what_is_newer_is_written_back() {
    for json in [
        "null",
        "[]",
        "7",
        r#"{"format":1}"#,
        r#"{"format":1,"heads":[7]}"#,
    ] {
        assert_eq!(loaded(json).look(Clone::clone), Kept::default(), "{json}");
    }
    let newer = r#"{"format":2,"trees":[1,2]}"#;
    let cell = loaded(newer);
    assert_eq!(cell.count(), 0);
    assert_eq!(saved(&cell), newer);
    cell.change(|kept| kept.add(version(1)));
    assert!(saved(&cell).starts_with(r#"{"format":1"#));
}

#[test]
fn project_stays_small_however_many_versions_there_are() {
    let cell = HistoryCell::default();
    for number in 1..=1_000 {
        cell.change(|kept| kept.add(version(number)));
    }
    let kept = cell.look(Clone::clone);
    assert_eq!(kept.heads.len(), HEADS_MAX);
    assert_eq!(kept.whole.len(), WHOLE_MAX);
    assert_eq!(cell.count(), 1_000, "the round goes by all of them");
    assert!(saved(&cell).len() < 512 * 1024);
}

#[test]
fn deleted_version_comes_back_until_the_next_is_deleted() {
    let mut kept = Kept::default();
    (1..=3).for_each(|number| kept.add(version(number)));
    kept.delete(id(3));
    assert_eq!(kept.newest().map(|head| head.number), Some(2));
    kept.undo_delete();
    assert_eq!(kept.newest().map(|head| head.number), Some(3));
}

#[test]
fn edits_are_cut_and_each_is_newer_than_the_one_before() {
    let mut kept = Kept::default();
    kept.add(version(1));
    let head = kept.heads[0].clone();
    let long = "x".repeat(NAME_CHARS_MAX + 9);
    let named = kept.edit(&head, &VersionEdit::Name(format!(" {long} ")), 5);
    assert_eq!(named.name.len(), NAME_CHARS_MAX);
    let unnamed = kept.edit(&head, &VersionEdit::Name("  ".to_owned()), 5);
    assert_eq!(unnamed.name, named.name);
    assert!(
        unnamed.edited_unix_ms > named.edited_unix_ms,
        "although the clock stood still"
    );
    let marked = kept.edit(&head, &VersionEdit::Mark(Mark::Checkpoint), 0);
    assert_eq!(kept.heads, [marked]);
}

#[test]
fn of_each_issue_one_fix_is_worked_on_and_a_capture_ends_it() {
    let mut kept = Kept::default();
    kept.toggle_doing(intention("TOO_DARK", "High shelf"));
    kept.toggle_doing(intention("NARROW", "Widen"));
    kept.toggle_doing(intention("TOO_DARK", "Exciter"));
    assert_eq!(kept.doing.len(), 2);
    kept.toggle_doing(intention("NARROW", "Widen"));
    assert_eq!(kept.doing, [intention("TOO_DARK", "Exciter")]);
    kept.add(version(1));
    assert_eq!(kept.doing, []);
}
