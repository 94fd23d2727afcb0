//! The editor without a window: what it shows, and what it does when it is used.

mod desk;
mod past;
mod trial;
mod versions;

use std::path::PathBuf;

use nice_plug_vizia::WindowRequest;
use nice_plug_vizia::offscreen::Drawn;
use triage::bridge::AudioCommand;
use triage::model::block::Clock;
use triage::model::frame::MeterFrame;
use triage::model::loading::LoadedReference;
use triage::model::loading::Loading;
use triage::model::loading::References;
use triage::plugin::params::FocusChoice;
use triage::plugin::params::StageChoice;
use vizia_core::prelude::Code;
use vizia_core::prelude::Modifiers;

use crate::views::desk::Asked;
use crate::views::trial::Trial;

const SIZE: (u32, u32) = (1060, 680);

/// An editor that shows the list of the demo song.
fn with_issues() -> Trial {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.answer(&trial::answer(200.0, trial::demo_issues()));
    trial
}

fn loaded(name: &str) -> LoadedReference {
    LoadedReference {
        name: name.to_owned(),
        path: None,
        warning: None,
        is_missing: false,
        integrated_lufs: Some(-9.8),
        duration_s: 200.0,
    }
}

#[test]
fn pressed_issue_opens_and_closes() {
    let mut trial = with_issues();
    let closed = trial.height("issue-CLIP_OVER");
    trial.click_id("issue-CLIP_OVER");
    assert!(trial.height("issue-CLIP_OVER") > closed + 50.0);
    let (x, y, ..) = trial.editor.bounds("issue-CLIP_OVER").unwrap();
    trial.editor.click(x + 20.0, y + 12.0);
    trial.settle();
    assert_eq!(trial.height("issue-CLIP_OVER"), closed);
}

#[test]
fn open_issue_stays_open_when_the_window_is_reopened() {
    let mut trial = with_issues();
    trial.click_id("issue-NARROW");
    let open = trial.height("issue-NARROW");
    trial.reopen();
    assert_eq!(trial.height("issue-NARROW"), open);
}

#[test]
fn ignored_issue_is_told_to_the_project() {
    let mut trial = with_issues();
    let edits = trial.params.edits.value();
    trial.click_id("issue-CLIP_OVER");
    trial.click_id("ignore");
    assert_eq!(trial.desk.take(), [Asked::Ignore("CLIP_OVER".to_owned())]);
    assert_ne!(
        trial.params.edits.value(),
        edits,
        "the host must hear of it"
    );
}

#[test]
fn ignored_issue_can_be_taken_back() {
    let mut trial = Trial::new(SIZE, 1.0);
    let mut answer = trial::answer(200.0, Vec::new());
    answer.ignored = trial::demo_issues();
    trial.answer(&answer);
    trial.click_id("restore-TOO_DARK");
    assert_eq!(trial.desk.take(), [Asked::Restore("TOO_DARK".to_owned())]);
}

#[test]
fn typed_path_is_added_with_enter() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.click_id("references");
    trial.click_id("path");
    assert!(trial.editor.is_editing_text());
    trial.editor.type_text("/music/my song.wav");
    trial.editor.key(Code::Enter, Modifiers::empty());
    trial.settle();
    assert_eq!(
        trial.desk.take(),
        [Asked::Add(vec![PathBuf::from("/music/my song.wav")])]
    );
}

#[test]
fn keys_belong_to_the_host_unless_text_is_typed() {
    let mut trial = with_issues();
    trial.click_id("issue-CLIP_OVER");
    for code in [Code::Space, Code::Enter, Code::KeyR, Code::ArrowLeft] {
        assert!(!trial.editor.key(code, Modifiers::empty()), "{code:?}");
    }
    trial.click_id("references");
    trial.click_id("path");
    assert!(trial.editor.key(Code::Space, Modifiers::empty()));
    trial.editor.key(Code::Escape, Modifiers::empty());
    trial.settle();
    assert!(!trial.editor.key(Code::Space, Modifiers::empty()));
}

#[test]
fn dropped_file_is_added() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.editor.move_to(300.0, 300.0);
    trial.editor.drop_file("/music/a.flac");
    trial.settle();
    assert_eq!(
        trial.desk.take(),
        [Asked::Add(vec![PathBuf::from("/music/a.flac")])]
    );
    assert!(trial.has("choose"), "the sheet shows how it goes");
}

#[test]
fn references_are_chosen_removed_and_given_up() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.desk.show(References {
        loaded: vec![loaded("First"), loaded("Second")],
        loading: Some(Loading {
            name: "third.wav".to_owned(),
            progress: 0.4,
            waiting: 1,
        }),
        problems: vec!["fourth.wav is empty".to_owned()],
    });
    trial.settle();
    trial.click_id("references");
    trial.click_id("remove-1");
    trial.click_id("cancel");
    trial.click_id("choose");
    assert_eq!(
        trial.desk.take(),
        [Asked::Remove(1), Asked::Cancel, Asked::Choose]
    );
}

#[test]
fn finished_reference_marks_the_project_as_changed() {
    let mut trial = Trial::new(SIZE, 1.0);
    let edits = trial.params.edits.value();
    trial.desk.show(References {
        loading: Some(Loading {
            name: "a.wav".to_owned(),
            progress: 0.5,
            waiting: 0,
        }),
        ..References::default()
    });
    trial.settle();
    assert_eq!(trial.params.edits.value(), edits);
    trial.desk.show(References {
        loaded: vec![loaded("a")],
        ..References::default()
    });
    trial.settle();
    assert_ne!(trial.params.edits.value(), edits);
}

#[test]
fn reset_reaches_the_audio_thread() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.click_id("settings");
    trial.click_id("reset");
    assert_eq!(trial.audio.next_command(), Some(AudioCommand::Reset));
}

#[test]
fn zoom_is_asked_of_the_window() {
    let mut trial = Trial::new(SIZE, 1.0);
    trial.click_id("settings");
    trial.click_id("zoom-150");
    assert_eq!(trial.editor.requests(), [WindowRequest::Zoom(1.5)]);
}

#[test]
fn menus_and_switches_set_the_parameters() {
    let mut trial = Trial::new(SIZE, 1.0);
    for (menu, steps) in [("Stage", 1), ("Focus", 3)] {
        trial.click_id(menu);
        for _ in 0..steps {
            trial.editor.key(Code::ArrowDown, Modifiers::empty());
        }
        trial.editor.key(Code::Enter, Modifiers::empty());
        trial.settle();
    }
    assert_eq!(trial.params.stage.value(), StageChoice::Master);
    assert_eq!(trial.params.focus.value(), FocusChoice::Stereo);
    trial.click_id("references");
    trial.click_id("side-chain");
    assert!(trial.params.side_chain.value());
    trial.click_id("settings");
    trial.click_id("reset-on-play");
    assert!(trial.params.reset_on_play.value());
}

#[test]
fn nothing_is_drawn_when_nothing_changed() {
    let mut trial = with_issues();
    trial.editor.move_to(5.0, 5.0);
    trial.settle();
    for _ in 0..30 {
        assert_eq!(trial.editor.tick(), Drawn::Nothing);
    }
}

#[test]
fn moving_meters_are_drawn() {
    let mut trial = with_issues();
    let mut frame = MeterFrame {
        sample_rate_hz: 48_000.0,
        channels: 2,
        ..MeterFrame::default()
    };
    for step in 1..10_u64 {
        frame.measured_frames = step * 480;
        frame.spectrum.fill(1e-4);
        frame.spectrum[100] = 1e-3 * step as f32;
        trial.audio.publish(&frame);
        // Averages are drawn with every second frame.
        let drawn = [trial.editor.tick(), trial.editor.tick()];
        assert!(drawn.contains(&Drawn::Something), "frame {step}");
    }
}

#[test]
fn every_part_of_the_header_is_inside_the_smallest_window() {
    let mut trial = Trial::new((760, 520), 1.0);
    trial.desk.show(References {
        loaded: vec![loaded(
            "A reference with a name that is far too long for a button",
        )],
        ..References::default()
    });
    trial.answer(&trial::answer(200.0, trial::demo_issues()));
    let mut right_before = 0.0;
    for id in [
        "Stage",
        "Focus",
        "Round",
        "tab-live",
        "tab-versions",
        "tab-ready",
        "version",
        "references",
        "settings",
    ] {
        let (left, top, width, height) = trial.editor.bounds(id).unwrap();
        assert!(left >= right_before, "{id} overlaps its neighbour");
        assert!(top >= 0.0 && top + height <= 44.0, "{id} leaves the header");
        right_before = left + width;
    }
    assert!(
        right_before <= 760.0 - 8.0,
        "the header ends at {right_before}"
    );
    for id in ["spectrum", "levels", "loudness", "stereo", "song"] {
        let (left, top, width, height) = trial.editor.bounds(id).unwrap();
        assert!(
            left + width <= 760.0 && top + height <= 520.0 - 32.0,
            "{id}"
        );
    }
}

/// Pictures for people, in `target/views`.
#[test]
fn every_state_can_be_drawn_at_every_scale() {
    for (size, scale, name) in [
        (SIZE, 1.0, "1x"),
        (SIZE, 2.0, "2x"),
        ((760, 520), 1.0, "small"),
        ((760, 520), 0.75, "tiny"),
    ] {
        let mut trial = Trial::new(size, scale);
        trial.picture(&format!("{name}-empty"));
        trial.answer(&trial::answer(200.0, trial::demo_issues()));
        trial.click_id("issue-CLIP_OVER");
        trial.picture(&format!("{name}-open"));
        trial.click_id("references");
        trial.picture(&format!("{name}-references"));
        trial.click_id("settings");
        trial.picture(&format!("{name}-settings"));
        trial.click_id("close");
        trial.click_id("tab-ready");
        trial.picture(&format!("{name}-ready"));
        let (pixels, width, height) = trial.editor.pixels();
        assert_eq!(pixels.len(), (width * height * 4) as usize);
        assert!(pixels.iter().any(|byte| *byte > 128), "{name} is not empty");
    }
}

#[test]
fn silence_while_the_transport_stands_draws_nothing() {
    let mut trial = with_issues();
    trial.editor.move_to(5.0, 5.0);
    // The button that captures lights up, by the clock on the wall.
    std::thread::sleep(std::time::Duration::from_millis(200));
    trial.settle();
    let mut frame = MeterFrame {
        sample_rate_hz: 48_000.0,
        channels: 2,
        clock: Clock::Stopped,
        ..MeterFrame::default()
    };
    let mut drawn = 0;
    for step in 1..90_u64 {
        frame.measured_frames = step * 1600;
        trial.audio.publish(&frame);
        let is_drawn = trial.editor.tick() == Drawn::Something;
        drawn += u32::from(is_drawn && step > 30);
    }
    assert_eq!(drawn, 0);
}
