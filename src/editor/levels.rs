//! The level meters: peak and true peak per channel, and lamps that remember clipping.
//!
//! Readable from 210 x 76 logical pixels on.

mod draw;
mod picture;

pub use picture::LevelMeters;
pub use picture::LevelsPicture;

use std::rc::Rc;

use vizia_core::prelude::Canvas;
use vizia_core::prelude::Context;
use vizia_core::prelude::DrawContext;
use vizia_core::prelude::EmitContext;
use vizia_core::prelude::Event;
use vizia_core::prelude::EventContext;
use vizia_core::prelude::Handle;
use vizia_core::prelude::MouseButton;
use vizia_core::prelude::Signal;
use vizia_core::prelude::SignalGet;
use vizia_core::prelude::View;
use vizia_core::prelude::WindowEvent;

use crate::editor::display;
use crate::editor::paint::Layer;
use crate::editor::paint::Letters;
use crate::editor::paint::Sheet;

/// What the level meters mean, for a tooltip.
pub const DEFINITION: &str = "Bars: sample peak, dBFS; marks stay 1.5 s, then sink 20 dB/s. \
    Thin marks: true peak, dBTP, the level between the samples (BS.1770). Numbers: highest since the reset. \
    Lamps: samples above or stuck at full scale; click to put them out.";

/// What the person asks of the level meters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelsEvent {
    /// The clipping has been seen: lamps out, counts from zero.
    AcknowledgeClips,
}

/// Draws a [`LevelsPicture`]. A click emits [`LevelsEvent::AcknowledgeClips`].
pub struct LevelsView {
    picture: Signal<Rc<LevelsPicture>>,
    letters: Letters,
    ground: Layer<usize>,
}

impl LevelsView {
    /// Shows whatever the signal holds, drawn again when that has changed.
    pub fn new(cx: &mut Context, picture: Signal<Rc<LevelsPicture>>) -> Handle<'_, Self> {
        let view = Self {
            picture,
            letters: Letters::new(cx),
            ground: Layer::default(),
        };
        display::build(cx, "Levels", picture, view)
    }
}

impl View for LevelsView {
    fn element(&self) -> Option<&'static str> {
        Some("levels")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, _| {
            if let WindowEvent::MouseDown(MouseButton::Left) = event {
                cx.emit(LevelsEvent::AcknowledgeClips);
            }
        });
    }

    fn draw(&self, cx: &mut DrawContext, canvas: &Canvas) {
        let picture = self.picture.get_untracked();
        Sheet::of(cx, canvas, &self.letters, |sheet| {
            let rows = draw::Rows::of(sheet, picture.channels.len());
            self.ground
                .show(sheet, picture.channels.len(), |sheet| rows.ground(sheet));
            rows.meters(sheet, &picture);
        });
    }
}
