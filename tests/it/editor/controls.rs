//! Every control of the editor under a hand: what the host is told, and what becomes of it.

use std::time::Duration;

use triage_testkit::display::Display;
use triage_testkit::host::editor::Editor;
use triage_testkit::host::told::Touch;

use crate::editor::CALL_FRAMES;
use crate::editor::SAMPLE_RATE_HZ;
use crate::editor::places;
use crate::editor::places::Place;
use crate::editor::places::on;
use crate::editor::play_in_real_time;
use crate::editor::seconds_of_music;
use crate::host::report;
use crate::host::rolling;

/// Long enough for two frames and everything they cause.
const SETTLE: Duration = Duration::from_millis(300);

/// Parameters travel as single precision shares of their range, of up to 10 steps.
const ROUNDING: f64 = 1e-6;

fn click(editor: &mut Editor<'_>, display: &Display, place: Place) {
    display.click(on(editor, place)).unwrap();
    editor.run_for(SETTLE).unwrap();
}

/// What the host was told must be one gesture that ends there.
#[track_caller]
fn check_gesture(editor: &mut Editor<'_>, name: &str, expected: f64) {
    editor.run_for(SETTLE).unwrap();
    let touches = editor.instance().take_told().touches;
    let [Touch::Begins(begun), moves @ .., Touch::Ends(ended)] = touches.as_slice() else {
        panic!("{name}: no gesture but {touches:?}");
    };
    assert_eq!([begun.as_str(), ended.as_str()], [name, name]);
    assert!(
        moves
            .iter()
            .all(|touch| matches!(touch, Touch::Moves(moved, _) if moved == name))
    );
    let Some(Touch::Moves(_, last)) = moves.last() else {
        panic!("{name}: a gesture without a movement");
    };
    let now = editor.instance().value(name).unwrap();
    for value in [*last, now] {
        assert!(
            (value - expected).abs() < ROUNDING,
            "{name}: {value} instead of {expected}"
        );
    }
}

/// The framework hands parameters that are no steps to CLAP hosts as a share of their range, here -60 to +12 dB.
fn main_fader_share(level_db: f64) -> f64 {
    (level_db + 60.0) / 72.0
}

/// Opens a menu and takes the entry below the one that is set.
#[track_caller]
fn check_menu(editor: &mut Editor<'_>, display: &Display, place: Place, name: &str) {
    let before = editor.instance().value(name).unwrap();
    click(editor, display, place);
    display.key("Down").unwrap();
    display.key("Return").unwrap();
    check_gesture(editor, name, before + 1.0);
}

#[track_caller]
fn check_switch(editor: &mut Editor<'_>, display: &Display, place: Place, name: &str) {
    for expected in [1.0, 0.0] {
        click(editor, display, place);
        check_gesture(editor, name, expected);
    }
}

on_a_desk! {
    fn choice_from_a_menu_is_one_gesture(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        check_menu(&mut editor, &desk.display, places::STAGE_MENU, "Stage");
        check_menu(&mut editor, &desk.display, places::FOCUS_MENU, "Focus");
        check_menu(&mut editor, &desk.display, places::ROUND_MENU, "Iteration");
        click(&mut editor, &desk.display, places::REFERENCES);
        check_menu(&mut editor, &desk.display, places::TARGET_MENU, "Target");
    }

    fn switches_are_one_gesture_each_way(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        click(&mut editor, &desk.display, places::REFERENCES);
        check_switch(&mut editor, &desk.display, places::SIDE_CHAIN, "Use side-chain");
        click(&mut editor, &desk.display, places::SETTINGS);
        check_switch(&mut editor, &desk.display, places::RESET_ON_PLAY, "Reset on play");
    }

    fn number_can_be_typed(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        click(&mut editor, &desk.display, places::SETTINGS);
        desk.display.double_click(on(&editor, places::MAIN_FADER)).unwrap();
        editor.run_for(SETTLE).unwrap();
        desk.display.key_with("Control_L", "a").unwrap();
        desk.display.type_text("-3.5").unwrap();
        desk.display.key("Return").unwrap();
        check_gesture(&mut editor, "Main fader", main_fader_share(-3.5));
    }

    fn number_can_be_dragged_in_one_gesture(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        click(&mut editor, &desk.display, places::SETTINGS);
        let [x, y] = places::MAIN_FADER;
        desk.display.drag(editor.at(x, y), editor.at(x, y + 40)).unwrap();
        editor.run_for(SETTLE).unwrap();
        // 40 of the 200 pixels that are the whole range.
        check_gesture(&mut editor, "Main fader", main_fader_share(0.0) - 0.2);
    }

    fn parameters_move_while_music_plays(desk) {
        let mut instance = desk.instance();
        let mix = seconds_of_music(4);
        let mut stream = instance.start(SAMPLE_RATE_HZ, CALL_FRAMES).unwrap();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        std::thread::scope(|scope| {
            let audio = scope.spawn(|| play_in_real_time(&mut stream, &mix));
            check_menu(&mut editor, &desk.display, places::FOCUS_MENU, "Focus");
            audio.join().unwrap();
        });
        drop(editor);
        instance.stop(stream);
    }

    fn editor_follows_what_the_host_changes(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        let before = editor.drawn().unwrap();
        editor.instance().set("Focus", 2.0).unwrap();
        editor
            .wait("the menu to show the other focus", |editor| {
                Ok((editor.picture()?.difference(&before) > 20).then_some(()))
            })
            .unwrap();
        assert!(editor.instance().take_told().touches.is_empty(), "it answers a change with one");
    }

    fn size_can_be_chosen(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        click(&mut editor, &desk.display, places::SETTINGS);
        click(&mut editor, &desk.display, places::ZOOM_150);
        assert_eq!(editor.instance().take_told().resize_requests, [[1590, 1020]]);
        editor.drawn().unwrap();
        assert_eq!(editor.view_size().unwrap(), [1590, 1020]);
    }

    fn what_was_heard_can_be_forgotten(desk) {
        let mut instance = desk.instance();
        let mix = seconds_of_music(5);
        let mut stream = instance.start(SAMPLE_RATE_HZ, CALL_FRAMES).unwrap();
        play_in_real_time(&mut stream, &mix);
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        click(&mut editor, &desk.display, places::SETTINGS);
        click(&mut editor, &desk.display, places::FORGET);
        drop(editor);
        let second = mix.map(|channel| channel[..SAMPLE_RATE_HZ as usize].to_vec());
        play_in_real_time(&mut stream, &second);
        instance.stop(stream);
        drop(instance);
        let heard_s = report(desk.live, 1).coverage.heard_s;
        assert!((heard_s - 1.0).abs() < 0.05, "{heard_s} s");
    }

    fn tabs_and_sheets_come_and_go(desk) {
        let mut instance = desk.instance();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        let rest = [places::SPECTRUM[0], 665];
        click(&mut editor, &desk.display, rest);
        let live = editor.picture().unwrap();
        for (there, back) in [
            (places::READINESS_TAB, places::LIVE_TAB),
            (places::VERSIONS_TAB, places::LIVE_TAB),
            (places::REFERENCES, places::REFERENCES),
            (places::SETTINGS, places::SETTINGS),
        ] {
            click(&mut editor, &desk.display, there);
            let other = editor.picture().unwrap();
            assert!(other.difference(&live) > 1_000, "{there:?} shows nothing");
            click(&mut editor, &desk.display, back);
            desk.display.move_to(on(&editor, rest)).unwrap();
            editor
                .wait("the meters to be back", |editor| {
                    Ok((editor.picture()?.difference(&live) == 0).then_some(()))
                })
                .unwrap();
        }
    }

    fn nothing_breaks_under_clicks_everywhere(desk) {
        let mut instance = desk.instance();
        let mut stream = instance.start(SAMPLE_RATE_HZ, CALL_FRAMES).unwrap();
        let mix = seconds_of_music(30);
        let take = triage_testkit::host::take::Take {
            mix: &mix,
            side_chain: None,
            stretches: &rolling(mix[0].len()),
            calls: &[CALL_FRAMES],
        };
        stream.play(&take, |_| ()).unwrap();
        let mut editor = desk.open(&mut instance);
        editor.drawn().unwrap();
        for (row, y) in (10..680).step_by(57).enumerate() {
            // Sheets open and close on the way.
            let way = [places::REFERENCES, places::SETTINGS, places::VERSIONS_TAB, places::READINESS_TAB, places::LIVE_TAB];
            click(&mut editor, &desk.display, way[row % way.len()]);
            for x in (10..1060).step_by(75) {
                desk.display.click(editor.at(x, y)).unwrap();
                editor.serve().unwrap();
            }
            desk.display.key("Escape").unwrap();
        }
        editor.run_for(SETTLE).unwrap();
        let picture = editor.picture().unwrap();
        assert!(!picture.is_uniform());
        drop(editor);
        instance.stop(stream);
    }
}
