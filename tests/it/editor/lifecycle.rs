//! Editors come and go, once and many times, one and several.

use std::time::Duration;

use triage_testkit::host::editor::Editor;
use triage_testkit::host::editor::Opening;

/// What the process and the display hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    threads: usize,
    files: usize,
    memory_kb: i64,
}

impl Held {
    fn now() -> Self {
        let count = |folder: &str| std::fs::read_dir(folder).unwrap().count();
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let memory = status.lines().find(|line| line.starts_with("VmRSS:"));
        let memory_kb = memory.unwrap().split_whitespace().nth(1).unwrap();
        Self {
            threads: count("/proc/self/task"),
            files: count("/proc/self/fd"),
            memory_kb: memory_kb.parse().unwrap(),
        }
    }
}

/// Memory that allocators and font caches may keep after fifty openings; an editor that stays behind each time would
/// keep at least its surface of 2.8 MB every time.
const GROWTH_KB_MAX: i64 = 20_000;

on_a_desk! {
    fn fifty_openings_leave_nothing_behind(desk) {
        let mut instance = desk.instance();
        let mut open_and_close = || {
            let mut editor = desk.open(&mut instance);
            editor.drawn().unwrap();
        };
        // What a process loads once, such as fonts, is loaded by the first few.
        (0..5).for_each(|_| open_and_close());
        let before = Held::now();
        (0..50).for_each(|_| open_and_close());
        // A thread that was told to end may take a moment.
        std::thread::sleep(Duration::from_millis(200));
        let after = Held::now();
        assert_eq!(after.threads, before.threads);
        assert_eq!(after.files, before.files);
        let growth_kb = after.memory_kb - before.memory_kb;
        assert!(growth_kb < GROWTH_KB_MAX, "{growth_kb} kB stay");
        assert!(desk.display.top_windows().unwrap().is_empty(), "a window stays");
    }

    fn three_editors_live_side_by_side(desk) {
        let mut instances = [desk.instance(), desk.instance(), desk.instance()];
        let places = [[0, 0], [1100, 0], [0, 720]];
        let mut editors: Vec<Editor<'_>> = instances
            .iter_mut()
            .zip(places)
            .map(|(instance, place)| {
                let opening = Opening { place, ..Opening::default() };
                Editor::open(instance, &desk.display, opening).unwrap()
            })
            .collect();
        for editor in &mut editors {
            editor.drawn().unwrap();
        }
        // The one in the middle goes; the others must not notice.
        drop(editors.remove(1));
        for editor in &mut editors {
            editor.resize(900, 600).unwrap();
            editor.run_for(Duration::from_millis(300)).unwrap();
            editor.drawn().unwrap();
        }
    }

    fn hidden_editor_comes_back(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        editor.hide().unwrap();
        editor.wait("the editor to hide", |editor| Ok(editor.view()?.is_none().then_some(()))).unwrap();
        editor.show().unwrap();
        editor.drawn().unwrap();
    }

    fn plug_in_can_go_with_its_editor_open(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        editor.abandon();
        drop(instance);
        desk.display.sync().unwrap();
    }

    fn window_of_the_host_can_go_before_the_editor(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        editor.host_window().destroy().unwrap();
        editor.run_for(Duration::from_millis(300)).unwrap();
        drop(editor);
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
    }
}
