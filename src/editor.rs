//! What a person sees of Triage.
//!
//! The editor measures nothing: it shows what `model` says, in words and pictures. `state` fetches what is new, 30
//! times a second, and turns it into words (`listing`) and pictures (`meters`); the views show those and tell `state`
//! what the person does.

mod axis;
mod ballistics;
pub mod desk;
pub mod event;
mod levels;
mod listing;
mod loudness;
pub mod memory;
mod palette;
mod song;
mod spectrum;
mod stereo;
pub mod wiring;
mod words;

mod display;
mod footer;
mod header;
mod list;
mod live;
mod meters;
mod paint;
mod readiness;
mod references;
mod report;
#[cfg(test)]
mod sample;
mod settings;
mod sheets;
mod state;
mod tip;
mod versions;

use vizia_core::prelude::*;

use crate::editor::event::Tab;
use crate::editor::meters::Pictures;
use crate::editor::palette::THEME_COLOURS_CSS;
use crate::editor::state::Signals;
use crate::editor::state::State;
use crate::editor::wiring::Controls;
use crate::editor::wiring::Wiring;

/// Size of the window at first, logical pixels.
pub const SIZE: (f32, f32) = (1060.0, 680.0);

/// Narrower than this, titles of menus make way, logical pixels.
const NARROW: f32 = 1056.0;

/// Fonts of the editor. Figures are all of one width, so that changing numbers stand still.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../assets/fonts/Inter-SemiBold.otf"),
];

/// Builds the editor in a window.
pub fn build(cx: &mut Context, wiring: &Wiring, controls: &Controls) {
    for font in FONTS {
        cx.add_font_mem(font);
    }
    // A style sheet that is part of the program parses, and without it the editor would still work.
    let _ = cx.add_stylesheet(THEME_COLOURS_CSS);
    let _ = cx.add_stylesheet(include_str!("editor/theme.css"));
    let state = State::new(wiring.clone(), controls.clone());
    let (signals, pictures) = (state.signals(), state.pictures());
    state.build(cx);
    let controls = controls.clone();
    VStack::new(cx, move |cx| {
        header::line(cx, signals, &controls);
        HStack::new(cx, move |cx| {
            list::panel(cx, signals);
            right(cx, signals, pictures);
        })
        .class("body");
        footer::line(cx, signals);
        sheets::overlay(cx, signals, &controls);
        drop_veil(cx, signals);
    })
    .class("root")
    .toggle_class("narrow", signals.is_narrow)
    .on_geo_changed(move |cx, _| {
        let width = cx.bounds().w / cx.scale_factor();
        signals.is_narrow.set_if_changed(width < NARROW);
    });
}

/// The open tab.
fn right(cx: &mut Context, signals: Signals, pictures: Pictures) {
    VStack::new(cx, move |cx| {
        Binding::new(cx, signals.tab, move |cx| match signals.tab.get() {
            Tab::Live => live::tab(cx, pictures),
            Tab::Versions => versions::tab(cx, signals.history),
            Tab::Readiness => readiness::tab(cx, signals),
        });
    })
    .class("right");
}

/// Covers the window while files are dragged over it.
fn drop_veil(cx: &mut Context, signals: Signals) {
    Binding::new(cx, signals.is_drag_over, move |cx| {
        if signals.is_drag_over.get() {
            VStack::new(cx, |cx| {
                Label::new(cx, "Drop to compare your mix with it").class("empty-title");
            })
            .class("drop-veil")
            .position_type(PositionType::Absolute)
            .hoverable(false);
        }
    });
}
