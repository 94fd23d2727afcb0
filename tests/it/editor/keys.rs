//! Who gets the keys: the host, unless a text is being edited.

use std::time::Duration;

use triage_testkit::display::Display;
use triage_testkit::display::clipboard::Copied;
use triage_testkit::host::editor::Editor;

use crate::editor::places;
use crate::editor::places::on;
use crate::editor::song;

/// What hosts start and stop, undo and save with.
const HOST_KEYS: [&str; 6] = ["space", "Return", "r", "0", "Left", "F1"];

/// Long enough for two frames and everything they cause.
const SETTLE: Duration = Duration::from_millis(300);

/// Presses each key; all must reach the host, and nothing else.
#[track_caller]
fn check_keys_reach_the_host(editor: &mut Editor<'_>, display: &Display) {
    let _ = editor.host_window().take_keys().unwrap();
    for key in HOST_KEYS {
        display.key(key).unwrap();
        editor.run_for(SETTLE).unwrap();
        let reached = editor.host_window().take_keys().unwrap();
        assert_eq!(reached, [key], "keys that reached the host");
    }
}

/// Opens the sheet of references and clicks into the box for a path.
fn begin_to_type(editor: &mut Editor<'_>, display: &Display) {
    for place in [places::REFERENCES, places::PATH] {
        display.click(on(editor, place)).unwrap();
        editor.run_for(SETTLE).unwrap();
    }
    let _ = editor.host_window().take_keys().unwrap();
}

on_a_desk! {
    fn keys_over_the_editor_reach_the_host(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        desk.display.move_to(on(&editor, places::SPECTRUM)).unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
    }

    fn keys_reach_the_host_after_a_click_into_the_editor(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        desk.display.click(on(&editor, places::SPECTRUM)).unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
    }

    fn keys_reach_the_host_after_a_choice_from_a_menu(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        desk.display.click(on(&editor, places::FOCUS_MENU)).unwrap();
        editor.run_for(SETTLE).unwrap();
        desk.display.key("Down").unwrap();
        desk.display.key("Return").unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
    }

    fn typed_text_stays_in_the_editor(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        begin_to_type(&mut editor, &desk.display);
        let before = editor.picture().unwrap();
        desk.display.type_text("a b").unwrap();
        editor.run_for(SETTLE).unwrap();
        assert_eq!(editor.host_window().take_keys().unwrap(), Vec::<String>::new());
        assert!(editor.picture().unwrap().difference(&before) > 20, "nothing was typed");
    }

    fn keys_reach_the_host_again_after_a_text_was_typed(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        begin_to_type(&mut editor, &desk.display);
        desk.display.type_text("a b").unwrap();
        desk.display.key("Escape").unwrap();
        editor.run_for(SETTLE).unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
        // Also where the pointer has left the editor: the keyboard itself was given back.
        desk.display.move_to(editor.at(-20, -20)).unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
    }

    fn typed_path_becomes_a_reference(desk) {
        let path = song(desk.live, "typed.wav");
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        begin_to_type(&mut editor, &desk.display);
        desk.display.type_text(&path.display().to_string()).unwrap();
        desk.display.key("Return").unwrap();
        crate::editor::wait_for_reference(&mut editor, "typed");
    }

    fn pasted_path_becomes_a_reference(desk) {
        let path = song(desk.live, "pasted – ü.wav");
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        begin_to_type(&mut editor, &desk.display);
        let _copied = Copied::offer(&desk.display_name, &path.display().to_string()).unwrap();
        desk.display.key_with("Control_L", "v").unwrap();
        editor.run_for(SETTLE).unwrap();
        desk.display.key("Return").unwrap();
        crate::editor::wait_for_reference(&mut editor, "pasted");
    }

    fn typed_text_can_be_copied_to_another_program(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        begin_to_type(&mut editor, &desk.display);
        desk.display.type_text("to be copied").unwrap();
        desk.display.key_with("Control_L", "a").unwrap();
        desk.display.key_with("Control_L", "c").unwrap();
        editor.run_for(SETTLE).unwrap();
        assert_eq!(desk.display.clipboard().unwrap().as_deref(), Some("to be copied"));
    }
}
