//! Hands, eyes and selections on a display of one's own.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

use triage_testkit::display::Display;
use triage_testkit::display::clipboard::Copied;
use triage_testkit::display::drag::Drag;
use triage_testkit::display::input::Point;
use triage_testkit::display::server::Server;
use triage_testkit::display::window::Area;
use triage_testkit::display::window::BARE_RGB;
use triage_testkit::display::window::Window;

const AREA: Area = Area {
    x: 20,
    y: 30,
    width: 200,
    height: 100,
};

/// Runs a case with a window on a display of its own; says what to install where there is none.
#[track_caller]
fn on_a_display(case: impl FnOnce(&str, &Display, &Window<'_>)) {
    let server = match Server::start(640, 480) {
        Ok(server) => server,
        Err(error) => panic!("{error}"),
    };
    let display = Display::open(server.name()).unwrap();
    let window = Window::open(&display, "a window", AREA).unwrap();
    case(server.name(), &display, &window);
}

#[test]
fn typed_characters_arrive_in_turn() {
    on_a_display(|_, display, window| {
        display.type_text("aZ9 -é…").unwrap();
        let keys = window.take_keys().unwrap();
        // Names are those without Shift.
        assert_eq!(
            keys,
            ["a", "Shift_L", "z", "9", "space", "-", "é", "…"].map(str::to_owned)
        );
    });
}

#[test]
fn named_keys_arrive_by_their_names() {
    on_a_display(|_, display, window| {
        for key in ["Return", "Escape", "space", "Left", "F1"] {
            display.key(key).unwrap();
        }
        let keys = window.take_keys().unwrap();
        assert_eq!(keys, ["Return", "Escape", "space", "Left", "F1"]);
    });
}

#[test]
fn bare_window_shows_the_bare_colour() {
    on_a_display(|_, display, window| {
        let picture = display.picture(window.id()).unwrap();
        assert_eq!([picture.width, picture.height], [AREA.width, AREA.height]);
        assert_eq!(picture.count(BARE_RGB), picture.rgb.len());
        assert_eq!(display.area(window.id()).unwrap(), AREA);
    });
}

#[test]
fn copied_text_can_be_pasted() {
    on_a_display(|name, display, _| {
        let _copied = Copied::offer(name, "−3,5 dB …").unwrap();
        assert_eq!(display.clipboard().unwrap().as_deref(), Some("−3,5 dB …"));
    });
}

#[test]
fn empty_clipboard_holds_no_text() {
    on_a_display(|_, display, _| assert_eq!(display.clipboard().unwrap(), None));
}

#[test]
fn files_over_a_window_that_knows_no_dragging_are_refused() {
    on_a_display(|_, display, window| {
        let path = std::path::Path::new("/tmp");
        let drag = Drag::begin(display, &[path]).unwrap();
        let place = Point {
            window: window.id(),
            x: 50,
            y: 50,
        };
        let refused = triage_testkit::display::drag::Reception::Refused;
        assert_eq!(drag.drop_at(place).unwrap(), refused);
    });
}

#[test]
fn picture_survives_as_png() {
    on_a_display(|_, display, window| {
        let picture = display.picture(window.id()).unwrap();
        let path = std::env::temp_dir().join(format!("testkit-{}.png", std::process::id()));
        picture.write_png(&path).unwrap();
        let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(bytes, picture.rgb.as_flattened());
    });
}

#[test]
fn hosts_find_what_every_desktop_has() {
    on_a_display(|_, display, window| {
        display.furnish().unwrap();
        let screen = display.screen_picture().unwrap();
        assert_eq!((screen.width, screen.height), (640, 480));
        // The window and what is around it.
        assert_eq!(screen.colours(), 2);
        assert!(display.area(window.id()).is_ok());
    });
}
