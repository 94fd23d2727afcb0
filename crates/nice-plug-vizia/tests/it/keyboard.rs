//! Keys belong to the host, except while text is being typed.

use crate::sample::open;
use nice_plug_vizia::offscreen::Offscreen;
use std::sync::Arc;
use std::sync::Mutex;
use vizia_core::prelude::*;

type Submitted = Arc<Mutex<Vec<String>>>;

/// A text box 200 x 32 at 0, 0; a button below it.
fn text_box() -> (Submitted, Offscreen) {
    let submitted = Submitted::default();
    let texts = submitted.clone();
    let view = open(1.0, move |cx| {
        let text = Signal::new(String::new());
        Textbox::new(cx, text)
            .on_submit(move |_, text: String, _| texts.lock().unwrap().push(text))
            .width(Pixels(200.0));
        Button::new(cx, |cx| Label::new(cx, "Elsewhere")).top(Pixels(100.0));
    });
    (submitted, view)
}

#[test]
fn space_bar_goes_to_the_host() {
    let (_, mut view) = text_box();
    assert_eq!(view.type_text(" "), 0);
    assert!(!view.key(Code::Space, Modifiers::empty()));
    assert!(!view.key(Code::Tab, Modifiers::empty()));
    assert!(!view.key(Code::ArrowLeft, Modifiers::empty()));
}

#[test]
fn space_bar_goes_to_the_host_after_a_button_was_clicked() {
    let (_, mut view) = text_box();
    view.click(20.0, 150.0);
    view.tick();
    assert_eq!(view.type_text(" "), 0);
    assert!(!view.key(Code::Enter, Modifiers::empty()));
}

#[test]
fn text_box_takes_keys_until_enter() {
    let (submitted, mut view) = text_box();
    view.click(20.0, 16.0);
    view.tick();
    assert_eq!(view.type_text("a mix"), 5);
    assert!(view.key(Code::Enter, Modifiers::empty()));
    assert_eq!(*submitted.lock().unwrap(), ["a mix"]);
    assert_eq!(view.type_text(" "), 0);
}

#[test]
fn escape_gives_the_keyboard_back() {
    let (submitted, mut view) = text_box();
    view.click(20.0, 16.0);
    view.type_text("ab");
    assert!(view.key(Code::Escape, Modifiers::empty()));
    assert_eq!(view.type_text(" "), 0);
    assert!(submitted.lock().unwrap().is_empty());
}

#[test]
fn click_elsewhere_submits_once_and_gives_the_keyboard_back() {
    let (submitted, mut view) = text_box();
    view.click(20.0, 16.0);
    view.tick();
    view.type_text("ab");
    view.tick();
    view.click(300.0, 250.0);
    view.tick();
    assert_eq!(view.type_text(" "), 0);
    assert_eq!(*submitted.lock().unwrap(), ["ab"]);
}

#[test]
fn shortcuts_and_function_keys_of_the_host_work_while_typing() {
    let (_, mut view) = text_box();
    view.click(20.0, 16.0);
    view.tick();
    assert!(!view.key(Code::KeyS, Modifiers::CTRL));
    assert!(!view.key(Code::F5, Modifiers::empty()));
    assert!(view.key(Code::KeyA, Modifiers::CTRL));
    assert!(view.key(Code::Backspace, Modifiers::empty()));
}

#[test]
fn text_of_any_script_can_be_typed() {
    let (submitted, mut view) = text_box();
    view.click(20.0, 16.0);
    view.tick();
    view.type_text("żółć 日本 мир 🎚");
    view.tick();
    view.key(Code::Enter, Modifiers::empty());
    assert_eq!(*submitted.lock().unwrap(), ["żółć 日本 мир 🎚"]);
}

#[test]
fn copied_text_can_be_pasted_even_without_a_clipboard() {
    let (submitted, mut view) = text_box();
    view.click(20.0, 16.0);
    view.tick();
    view.type_text("ab");
    view.key(Code::KeyA, Modifiers::CTRL);
    view.key(Code::KeyC, Modifiers::CTRL);
    view.key(Code::End, Modifiers::empty());
    view.key(Code::KeyV, Modifiers::CTRL);
    view.key(Code::Enter, Modifiers::empty());
    assert_eq!(*submitted.lock().unwrap(), ["abab"]);
}
