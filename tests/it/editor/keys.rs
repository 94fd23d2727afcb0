//! Who gets the keys: the host, unless a text is being edited.

use triage_testkit::host::editor::Editor;

/// What hosts start and stop, undo and save with.
const HOST_KEYS: [&str; 6] = ["space", "Return", "r", "0", "Left", "F1"];

/// Presses each key over the editor; all must reach the host, and nothing else.
#[track_caller]
fn check_keys_reach_the_host(editor: &mut Editor<'_>, display: &triage_testkit::display::Display) {
    let _ = editor.host_window().take_keys().unwrap();
    for key in HOST_KEYS {
        display.key(key).unwrap();
        let reached = editor
            .wait("the key to reach the host", |editor| {
                let keys = editor.host_window().take_keys()?;
                Ok((!keys.is_empty()).then_some(keys))
            })
            .unwrap();
        assert_eq!(reached, [key]);
    }
}

on_a_desk! {
    fn keys_over_the_editor_reach_the_host(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        desk.display.move_to(editor.at(600, 300)).unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
    }

    fn keys_reach_the_host_after_a_click_into_the_editor(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        desk.display.click(editor.at(600, 300)).unwrap();
        check_keys_reach_the_host(&mut editor, &desk.display);
    }
}
