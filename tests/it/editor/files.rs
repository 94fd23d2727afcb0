//! References dropped on the editor.

use triage_testkit::display::drag::Drag;
use triage_testkit::display::drag::Reception;

use crate::editor::has_reference;
use crate::editor::places;
use crate::editor::places::on;
use crate::editor::song;
use crate::editor::wait_for_reference;

on_a_desk! {
    fn dropped_file_becomes_a_reference(desk) {
        let path = song(desk.live, "my reference – 100%.wav");
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        let drag = Drag::begin(&desk.display, &[&path]).unwrap();
        let place = on(&editor, places::SPECTRUM);
        assert_eq!(drag.drop_at(place).unwrap(), Reception::Taken);
        wait_for_reference(&mut editor, "my reference");
    }

    fn several_files_become_several_references(desk) {
        let paths = ["one.wav", "two.wav", "three.wav"].map(|name| song(desk.live, name));
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        let drag = Drag::begin(&desk.display, &paths.each_ref().map(AsRef::as_ref)).unwrap();
        let place = on(&editor, places::SPECTRUM);
        assert_eq!(drag.drop_at(place).unwrap(), Reception::Taken);
        for name in ["one", "two", "three"] {
            wait_for_reference(&mut editor, name);
        }
    }

    fn new_reference_is_something_to_save(desk) {
        let path = song(desk.live, "to be saved.wav");
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        let _ = editor.instance().take_told();
        let drag = Drag::begin(&desk.display, &[&path]).unwrap();
        drag.drop_at(on(&editor, places::SPECTRUM)).unwrap();
        wait_for_reference(&mut editor, "to be saved");
        editor
            .wait("the host to be told that there is something to save", |editor| {
                let told = editor.instance().take_told();
                let is_told = told.dirty > 0 || !told.touches.is_empty();
                Ok(is_told.then_some(()))
            })
            .unwrap();
    }

    fn file_that_is_held_over_the_editor_changes_how_it_looks_and_no_more(desk) {
        let path = song(desk.live, "held.wav");
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
