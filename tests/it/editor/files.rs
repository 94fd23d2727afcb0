//! References dropped on the editor.

use std::path::Path;

use triage_testkit::display::drag::Drag;
use triage_testkit::display::drag::Reception;
use triage_testkit::host::instance::Instance;
use triage_testkit::wav;

use crate::editor::SAMPLE_RATE_HZ;
use crate::editor::seconds_of_music;

/// Whether the project would be saved with a reference of this name.
fn has_reference(instance: &mut Instance, name: &str) -> bool {
    let project = instance.save().unwrap();
    String::from_utf8_lossy(&project).contains(name)
}

/// Twelve seconds of music as a file.
fn song(path: &Path) {
    let music = seconds_of_music(12);
    wav::write_f32(path, SAMPLE_RATE_HZ as u32, &music).unwrap();
}

on_a_desk! {
    fn dropped_file_becomes_a_reference(desk) {
        let path = desk.live.join("my reference – 100%.wav");
        song(&path);
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        let place = editor.at(500, 300);
        let drag = Drag::begin(&desk.display, &[&path]).unwrap();
        assert_eq!(drag.drop_at(place).unwrap(), Reception::Taken);
        editor
            .wait("the reference to be loaded", |editor| {
                let is_there = has_reference(editor.instance(), "my reference");
                Ok(is_there.then_some(()))
            })
            .unwrap();
    }

    fn file_that_is_held_over_the_editor_changes_how_it_looks_and_no_more(desk) {
        let path = desk.live.join("held.wav");
        song(&path);
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        let before = editor.drawn().unwrap();
        let mut drag = Drag::begin(&desk.display, &[&path]).unwrap();
        assert_eq!(drag.over(editor.at(500, 300)).unwrap(), Reception::Taken);
        drag.over(editor.at(520, 310)).unwrap();
        editor
            .wait("the editor to show that it takes the file", |editor| {
                let is_other = editor.picture()?.difference(&before) > 100;
                Ok(is_other.then_some(()))
            })
            .unwrap();
        drag.leave().unwrap();
        desk.display.move_to(editor.at(2, 2)).unwrap();
        editor
            .wait("the editor to look as before", |editor| {
                Ok((editor.picture()?.difference(&before) == 0).then_some(()))
            })
            .unwrap();
        assert!(!has_reference(editor.instance(), "held.wav"));
    }
}
