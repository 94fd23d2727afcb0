//! The controls of parameters.

use crate::sample::Heard;
use crate::sample::Host;
use crate::sample::Sample;
use crate::sample::open;
use nice_plug_core::params::Param;
use nice_plug_vizia::ParamHandle;
use nice_plug_vizia::ParamMenu;
use nice_plug_vizia::ParamNumber;
use nice_plug_vizia::ParamSwitch;
use nice_plug_vizia::offscreen::Drawn;
use nice_plug_vizia::offscreen::Offscreen;
use std::sync::Arc;
use vizia_core::prelude::*;

/// A number 72 x 24 at 100, 100.
fn number(scale: f64) -> (Arc<Sample>, Arc<Host>, Offscreen) {
    let (params, (host, gui)) = (Sample::new(), Host::new());
    let handle = ParamHandle::new(&params, &gui, |params| &params.trim);
    let view = open(scale, |cx| {
        ParamNumber::new(cx, handle)
            .position_type(PositionType::Absolute)
            .left(Pixels(100.0))
            .top(Pixels(100.0));
    });
    (params, host, view)
}

/// A menu at 10, `top`.
fn menu(top: f32) -> (Arc<Sample>, Arc<Host>, Offscreen) {
    let (params, (host, gui)) = (Sample::new(), Host::new());
    let handle = ParamHandle::new(&params, &gui, |params| &params.genre);
    let view = open(1.0, move |cx| {
        ParamMenu::new(cx, handle)
            .position_type(PositionType::Absolute)
            .left(Pixels(10.0))
            .top(Pixels(top));
    });
    (params, host, view)
}

#[test]
fn drag_is_one_gesture() {
    let (params, host, mut view) = number(1.0);
    view.press(130.0, 110.0);
    for y in [105.0, 100.0, 90.0] {
        view.move_to(130.0, y);
        view.tick();
    }
    view.release();
    let heard = host.heard();
    assert_eq!(heard.first(), Some(&Heard::Begin));
    assert_eq!(heard.last(), Some(&Heard::End));
    let ends = heard.iter().filter(|heard| !matches!(heard, Heard::Set(_)));
    assert_eq!(ends.count(), 2);
    // 20 of 200 logical pixels are a tenth of 48 dB, from 6 dB on.
    assert!((params.trim.value() - 10.8).abs() < 1e-3);
}

#[test]
fn drag_goes_on_outside_the_window() {
    let (params, _host, mut view) = number(1.0);
    view.press(130.0, 110.0);
    view.move_to(130.0, 100.0);
    view.move_to(-50.0, -5000.0);
    assert_eq!(params.trim.value(), 24.0);
    view.release();
    view.move_to(130.0, 300.0);
    assert_eq!(params.trim.value(), 24.0);
}

#[test]
fn drag_is_as_long_on_a_dense_screen() {
    let (params, _host, mut view) = number(2.0);
    view.press(130.0, 110.0);
    view.move_to(130.0, 90.0);
    view.release();
    assert!((params.trim.value() - 10.8).abs() < 1e-3);
}

#[test]
fn click_alone_tells_the_host_nothing() {
    let (_params, host, mut view) = number(1.0);
    view.click(130.0, 110.0);
    assert_eq!(host.heard(), []);
}

#[test]
fn wheel_moves_a_number_one_step_per_gesture() {
    let (params, host, mut view) = number(1.0);
    let up = params
        .trim
        .next_normalized_step(params.trim.unmodulated_normalized_value(), false);
    view.move_to(130.0, 110.0);
    view.scroll(0.0, 1.0);
    assert_eq!(host.heard(), [Heard::Begin, Heard::Set(up), Heard::End]);
}

#[test]
fn control_click_sets_the_default() {
    let (params, host, mut view) = number(1.0);
    view.move_to(130.0, 110.0);
    view.scroll(0.0, 1.0);
    host.heard();
    view.hold(Modifiers::CTRL);
    view.click(130.0, 110.0);
    assert_eq!(params.trim.value(), 6.0);
    assert_eq!(host.heard().len(), 3);
}

#[test]
fn double_click_takes_a_typed_number() {
    let (params, host, mut view) = number(1.0);
    view.click(130.0, 110.0);
    view.click(130.0, 110.0);
    view.tick();
    assert!(view.is_editing_text());
    assert_eq!(view.type_text("-3.5"), 4);
    assert!(view.key(Code::Enter, Modifiers::empty()));
    assert!((params.trim.value() + 3.5).abs() < 1e-3);
    assert_eq!(host.heard().len(), 3);
    assert!(!view.is_editing_text());
}

#[test]
fn escape_forgets_a_typed_number() {
    let (params, host, mut view) = number(1.0);
    view.click(130.0, 110.0);
    view.click(130.0, 110.0);
    view.tick();
    view.type_text("-3.5");
    assert!(view.key(Code::Escape, Modifiers::empty()));
    assert_eq!(params.trim.value(), 6.0);
    assert_eq!(host.heard(), []);
    assert!(!view.is_editing_text());
}

#[test]
fn nonsense_typed_into_a_number_changes_nothing() {
    let (params, host, mut view) = number(1.0);
    view.click(130.0, 110.0);
    view.click(130.0, 110.0);
    view.tick();
    view.type_text("loud");
    view.key(Code::Enter, Modifiers::empty());
    assert_eq!(params.trim.value(), 6.0);
    assert_eq!(host.heard(), []);
}

#[test]
fn control_follows_the_host_within_a_frame() {
    let (params, _host, mut view) = number(1.0);
    assert_eq!(view.tick(), Drawn::Nothing);
    let ptr = params.trim.as_ptr();
    // SAFETY: `params` is alive.
    unsafe { ptr._internal_set_normalized_value(0.25) };
    assert_eq!(view.tick(), Drawn::Something);
    assert_eq!(view.tick(), Drawn::Nothing);
}

#[test]
fn switch_turns_with_a_click_anywhere_on_it() {
    let (params, (host, gui)) = (Sample::new(), Host::new());
    let handle = ParamHandle::new(&params, &gui, |params| &params.solo);
    let mut view = open(1.0, |cx| {
        ParamSwitch::new(cx, handle);
    });
    view.click(12.0, 12.0);
    assert_eq!(host.heard(), [Heard::Begin, Heard::Set(1.0), Heard::End]);
    view.tick();
    view.click(50.0, 12.0);
    assert!(!params.solo.value());
}

#[test]
fn menu_sets_the_clicked_step() {
    let (params, host, mut view) = menu(10.0);
    view.click(30.0, 20.0);
    view.tick();
    view.tick();
    // Six rows of 24 below the menu's 24, after the gap of 8: the fifth.
    view.click(30.0, 10.0 + 24.0 + 8.0 + 4.5 * 24.0);
    view.tick();
    assert_eq!(params.genre.value(), 4);
    assert_eq!(host.heard(), [Heard::Begin, Heard::Set(0.8), Heard::End]);
}

#[test]
fn menu_opens_upwards_at_the_lower_edge() {
    let (params, _host, mut view) = menu(260.0);
    view.click(30.0, 270.0);
    view.tick();
    view.tick();
    view.click(30.0, 260.0 - 8.0 - 4.5 * 24.0);
    view.tick();
    assert_eq!(params.genre.value(), 1);
    view.click(30.0, 270.0);
    view.tick();
    view.tick();
    view.click(30.0, 260.0 - 8.0 - 0.5 * 24.0);
    assert_eq!(params.genre.value(), 5);
}

#[test]
fn open_menu_takes_arrow_keys_but_not_the_space_bar() {
    let (params, _host, mut view) = menu(10.0);
    view.click(30.0, 20.0);
    view.tick();
    assert!(!view.key(Code::Space, Modifiers::empty()));
    assert!(view.key(Code::ArrowDown, Modifiers::empty()));
    assert!(view.key(Code::ArrowDown, Modifiers::empty()));
    assert!(view.key(Code::Enter, Modifiers::empty()));
    assert_eq!(params.genre.value(), 3);
    view.tick();
    assert!(!view.key(Code::ArrowDown, Modifiers::empty()));
}

#[test]
fn click_outside_closes_a_menu_and_sets_nothing() {
    let (params, host, mut view) = menu(10.0);
    view.click(30.0, 20.0);
    view.tick();
    view.click(350.0, 280.0);
    view.tick();
    assert!(!view.key(Code::ArrowDown, Modifiers::empty()));
    assert_eq!(params.genre.value(), 1);
    assert_eq!(host.heard(), []);
}
