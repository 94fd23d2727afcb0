//! Frames, sizes and what views ask of the window.

use crate::sample::open;
use nice_plug_vizia::FrameTick;
use nice_plug_vizia::ResizeGrip;
use nice_plug_vizia::WindowRequest;
use nice_plug_vizia::offscreen::Drawn;
use nice_plug_vizia::offscreen::Offscreen;
use vizia_core::prelude::*;

struct Counter(Signal<usize>);

impl Model for Counter {
    fn event(&mut self, _cx: &mut EventContext, event: &mut Event) {
        event.map(|_: &FrameTick, _| self.0.update(|frames| *frames += 1));
        event.map(|event: &WindowEvent, _| {
            if let WindowEvent::Drop(DropData::File(_)) = event {
                self.0.update(|files| *files += 1000);
            }
        });
    }
}

fn counter() -> (Signal<usize>, Offscreen) {
    let (sender, receiver) = std::sync::mpsc::channel();
    let view = Offscreen::new((400, 300), 1.0, move |cx| {
        let frames = Signal::new(0);
        Counter(frames).build(cx);
        sender.send(frames).unwrap();
    });
    (receiver.recv().unwrap(), view.unwrap())
}

#[test]
fn every_frame_ticks_the_root_once() {
    let (frames, mut view) = counter();
    for _ in 0..5 {
        view.tick();
    }
    assert_eq!(frames.get_untracked(), 5);
}

#[test]
fn every_dropped_file_arrives_at_the_root() {
    let (files, mut view) = counter();
    for name in ["one.wav", "zwei.flac", "три.mp3"] {
        view.drop_file(name);
    }
    assert_eq!(files.get_untracked(), 3000);
}

#[test]
fn nothing_is_drawn_when_nothing_has_changed() {
    let mut view = open(1.0, |cx| {
        Label::new(cx, "still");
    });
    assert!((0..30).all(|_| view.tick() == Drawn::Nothing));
}

#[test]
fn picture_has_the_size_in_pixels_of_the_screen() {
    for (scale, expected) in [(0.75, (300, 225)), (1.0, (400, 300)), (1.5, (600, 450))] {
        let mut view = open(scale, |_| {});
        let (pixels, width, height) = view.pixels();
        assert_eq!((width, height), expected);
        assert_eq!(pixels.len(), (width * height * 4) as usize);
    }
}

#[test]
fn resized_picture_is_the_one_of_a_window_of_that_size() {
    let build = |cx: &mut Context| {
        Label::new(cx, "The same everywhere");
        Element::new(cx)
            .size(Stretch(1.0))
            .background_color(Color::rgb(1, 2, 3));
    };
    let mut fresh = Offscreen::new((500, 350), 1.25, build).unwrap();
    fresh.tick();
    let mut resized = open(2.0, build);
    resized.resize((500, 350), 1.25).unwrap();
    resized.tick();
    resized.tick();
    assert!(fresh.pixels() == resized.pixels());
}

#[test]
fn impossible_size_is_refused_and_the_picture_stays() {
    let mut view = open(1.0, |_| {});
    assert!(view.resize((0, 10), 1.0).is_err());
    assert!(view.resize((40_000, 10), 1.0).is_err());
    assert_eq!((view.pixels().1, view.pixels().2), (400, 300));
}

#[test]
fn grip_asks_for_the_size_under_the_pointer() {
    let mut view = open(1.5, |cx| {
        ResizeGrip::new(cx);
    });
    view.press(392.0, 292.0);
    view.move_to(500.0, 350.0);
    view.release();
    view.move_to(600.0, 600.0);
    let wanted = WindowRequest::Resize {
        width: 508.0,
        height: 358.0,
    };
    assert_eq!(view.requests(), [wanted]);
}

#[test]
fn png_can_be_read_back() {
    let mut view = open(1.0, |cx| {
        Element::new(cx)
            .size(Stretch(1.0))
            .background_color(Color::rgb(10, 20, 30));
    });
    let picture = image::load_from_memory(&view.png().unwrap())
        .unwrap()
        .to_rgb8();
    assert_eq!(picture.dimensions(), (400, 300));
    assert_eq!(picture.get_pixel(200, 150).0, [10, 20, 30]);
}
