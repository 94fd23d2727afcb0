//! How large an editor is, and who decides it.

use std::time::Duration;

use triage_testkit::host::editor::Editor;
use triage_testkit::host::editor::Opening;
use triage_testkit::host::told::ResizePolicy;

/// What the design says: the size an editor starts with and the smallest it can have, logical pixels.
const START: [u32; 2] = [1060, 680];
const SMALLEST: [u32; 2] = [760, 520];

/// Long enough for two frames and everything they cause.
const SETTLE: Duration = Duration::from_millis(300);

fn scaled([width, height]: [u32; 2], scale: f64) -> [u32; 2] {
    [width, height].map(|length| (f64::from(length) * scale).round() as u32)
}

/// The host's window, the editor's and what it says about itself are of one size, and the editor fills it.
#[track_caller]
fn check_size(editor: &mut Editor<'_>, expected: [u32; 2]) {
    editor.run_for(SETTLE).unwrap();
    let picture = editor.drawn().unwrap();
    assert_eq!(
        [picture.width, picture.height],
        expected,
        "the host's window"
    );
    assert_eq!(editor.size().unwrap(), expected, "what the plug-in says");
    assert_eq!(editor.view_size().unwrap(), expected, "the editor's window");
}

on_a_desk! {
    fn new_editor_has_the_size_of_the_design(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        assert!(editor.can_resize());
        check_size(&mut editor, START);
    }

    fn host_can_make_it_larger_and_smaller(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        for size in [[1400, 900], [800, 560], [1061, 681], START] {
            assert_eq!(editor.resize(size[0], size[1]).unwrap(), size);
            check_size(&mut editor, size);
        }
    }

    fn host_cannot_make_it_too_small(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        assert_eq!(editor.resize(100, 100).unwrap(), SMALLEST);
        check_size(&mut editor, SMALLEST);
    }

    fn dragging_the_corner_asks_the_host(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        let corner = editor.at(START[0] as i32 - 6, START[1] as i32 - 6);
        let further = editor.at(START[0] as i32 + 94, START[1] as i32 + 54);
        desk.display.drag(corner, further).unwrap();
        editor.run_for(SETTLE).unwrap();
        let asked = editor.instance().take_told().resize_requests;
        let last = asked.last().copied().expect("the host was not asked");
        assert_eq!(last, [START[0] + 100, START[1] + 60]);
        check_size(&mut editor, last);
    }

    fn host_may_refuse_another_size(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        editor.set_resize_policy(ResizePolicy::Refuse);
        let corner = editor.at(START[0] as i32 - 6, START[1] as i32 - 6);
        let further = editor.at(START[0] as i32 + 94, START[1] as i32 + 54);
        desk.display.drag(corner, further).unwrap();
        editor.run_for(SETTLE).unwrap();
        assert!(!editor.instance().take_told().resize_requests.is_empty());
        check_size(&mut editor, START);
    }

    fn scale_of_the_host_makes_it_larger(desk) {
        for scale in [1.0, 1.25, 1.5, 2.0] {
            let mut instance = desk.instance();
            let opening = Opening { scale: Some(scale), ..Opening::default() };
            let mut editor = Editor::open(&mut instance, &desk.display, opening).unwrap();
            check_size(&mut editor, scaled(START, scale));
        }
    }

    fn opened_again_it_fills_its_window_at_any_scale(desk) {
        for scales in [[1.5, 1.5], [1.5, 1.0], [1.0, 1.5], [2.0, 1.25]] {
            let mut instance = desk.instance();
            for scale in scales {
                let opening = Opening { scale: Some(scale), ..Opening::default() };
                let mut editor = Editor::open(&mut instance, &desk.display, opening).unwrap();
                check_size(&mut editor, scaled(START, scale));
            }
        }
    }

    fn scale_may_change_while_it_is_open(desk) {
        let mut instance = desk.instance();
        let opening = Opening { scale: Some(1.0), ..Opening::default() };
        let mut editor = Editor::open(&mut instance, &desk.display, opening).unwrap();
        editor.drawn().unwrap();
        for scale in [2.0, 1.0] {
            editor.set_scale(scale).unwrap();
            check_size(&mut editor, scaled(START, scale));
        }
    }

    fn size_is_remembered_from_one_opening_to_the_next(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        editor.resize(1200, 800).unwrap();
        editor.run_for(SETTLE).unwrap();
        drop(editor);
        let mut editor = desk.open(&mut instance);
        check_size(&mut editor, [1200, 800]);
    }

    fn size_is_saved_with_the_project(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        editor.resize(1200, 800).unwrap();
        editor.run_for(SETTLE).unwrap();
        drop(editor);
        let project = instance.save().unwrap();
        let mut later = desk.instance();
        later.load(&project).unwrap();
        let mut editor = desk.open(&mut later);
        check_size(&mut editor, [1200, 800]);
    }
}
