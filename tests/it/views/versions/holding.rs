//! Whatever the tab of versions is given, it holds: many versions, long texts, small windows.

use std::sync::Arc;

use nice_plug_vizia::offscreen::Drawn;
use triage::model::history::History;
use triage::model::history::Side;
use triage::model::version::Mark;

use crate::views::past;
use crate::views::trial;
use crate::views::versions::SIZE;
use crate::views::versions::with;

const SMALL: (u32, u32) = (760, 520);

#[test]
fn ten_thousand_versions_are_scrolled_and_compared() {
    let mut trial = with(SIZE, 1.0, past::history(10_000));
    assert!(trial.has("after-10000") && !trial.has("after-9000"));
    let (x, y, width, height) = trial.editor.bounds("after-9999").unwrap();
    trial.editor.move_to(x + width / 2.0, y + height / 2.0);
    let begin = std::time::Instant::now();
    for _ in 0..20 {
        trial.editor.scroll(0.0, -5.0);
        trial.editor.tick();
    }
    trial.settle();
    let spent_ms = begin.elapsed().as_millis();
    assert!(spent_ms < 5_000, "{spent_ms} ms for 35 frames");
    assert!(!trial.has("after-10000"), "it has scrolled away");
    trial.picture("versions-10000");
    trial.editor.move_to(5.0, 5.0);
    // What lit up under the pointer fades by the clock on the wall.
    std::thread::sleep(std::time::Duration::from_millis(300));
    trial.settle();
    assert_eq!(trial.editor.tick(), Drawn::Nothing);
    let shorter = past::history(2);
    trial.desk.tell(|history| *history = shorter);
    trial.settle();
    assert!(trial.has("after-1"), "a shorter list starts at its top");
}

#[test]
fn nothing_is_drawn_while_versions_stand_still() {
    let mut trial = with(SIZE, 1.0, past::eventful());
    trial.editor.move_to(5.0, 5.0);
    trial.settle();
    for _ in 0..30 {
        assert_eq!(trial.editor.tick(), Drawn::Nothing);
    }
}

/// Names, notes and titles as people may write them.
fn wild() -> History {
    let mut history = past::eventful();
    let versions = Arc::make_mut(&mut history.versions);
    versions[5].name = "W".repeat(80);
    versions[5].note = "A note of two thousand letters. ".repeat(62);
    versions[5].mark = Mark::Checkpoint;
    versions[4].name = "混音 🎛️ e\u{301}\u{202e}kcab\u{202c} \u{200f}مزيج\n2".to_owned();
    versions[3].name = "x".repeat(80);
    let mut comparison = past::comparison();
    comparison.verdict = "much to say, ".repeat(20);
    comparison.stop = Some(
        "nothing critical or important is left: what remains is taste. Export it and move on."
            .to_owned(),
    );
    comparison.new[0].text = "Unbroken".repeat(30);
    history.comparison = Some(Arc::new(comparison));
    history.deleted = Some(versions[3].clone());
    history
}

#[test]
fn long_and_odd_texts_stay_inside() {
    for (size, scale) in [(SIZE, 1.0), (SMALL, 1.0), (SIZE, 2.0)] {
        let mut trial = with(size, scale, wild());
        let (right, bottom) = (size.0 as f32, size.1 as f32);
        for id in [
            "version",
            "references",
            "settings",
            "undo-delete",
            "others",
            "after-6",
            "version-name",
            "delete",
            "capture",
            "compare",
            "report",
        ] {
            let (x, y, width, height) = trial.editor.bounds(id).unwrap();
            assert!(x >= 0.0 && x + width <= right, "{id} at {size:?}");
            assert!(y >= 0.0 && y + height <= bottom, "{id} at {size:?}");
        }
        let note = trial.height("note");
        assert!(note <= 100.0, "a note of {note} leaves no room");
        trial.picture(&format!("versions-wild-{}-{scale}x", size.0));
    }
}

/// Pictures for people, in `target/views`.
#[test]
fn every_state_of_versions_can_be_drawn() {
    for (size, scale, name) in [(SIZE, 1.0, "1x"), (SIZE, 2.0, "2x"), (SMALL, 1.0, "small")] {
        for (history, state) in [
            (History::default(), "none"),
            (past::history(1), "one"),
            (past::history(4), "some"),
            (past::eventful(), "eventful"),
        ] {
            let mut trial = with(size, scale, history);
            trial.picture(&format!("{name}-versions-{state}"));
        }
        let mut trial = with(size, scale, past::eventful());
        trial.click_id("others");
        let (x, y, ..) = trial.editor.bounds("comparison").unwrap();
        trial.editor.move_to(x + 50.0, y + 20.0);
        for _ in 0..12 {
            trial.editor.scroll(0.0, -5.0);
        }
        trial.settle();
        trial.picture(&format!("{name}-versions-end"));
        let issue = trial::demo_issues().remove(0);
        trial.desk.tell(|history| {
            history.doing = Arc::new(vec![trial::intention(&issue, 1)]);
            history.sides = Some((past::side(5), Side::Live));
            history.comparison = None;
            history.is_capturing = true;
        });
        trial.settle();
        trial.picture(&format!("{name}-versions-now"));
        trial.click_id("issue-CLIP_OVER");
        trial.click_id("report");
        trial.picture(&format!("{name}-report"));
    }
}
