//! The loudness display: now, over the song, and against the references.
//!
//! Readable from 210 x 74 logical pixels on; below 290 x 90 with short names and one line for each number.

mod draw;
mod picture;

pub use picture::DEFINITIONS;
pub use picture::LoudnessPicture;

use std::rc::Rc;

use vizia_core::prelude::Canvas;
use vizia_core::prelude::Context;
use vizia_core::prelude::DrawContext;
use vizia_core::prelude::Handle;
use vizia_core::prelude::Signal;
use vizia_core::prelude::SignalGet;
use vizia_core::prelude::View;

use crate::editor::display;
use crate::editor::paint::Layer;
use crate::editor::paint::Letters;
use crate::editor::paint::Sheet;

/// Draws a [`LoudnessPicture`].
pub struct LoudnessView {
    picture: Signal<Rc<LoudnessPicture>>,
    letters: Letters,
    ground: Layer<[picture::Reading; 6]>,
}

impl LoudnessView {
    /// Shows whatever the signal holds, drawn again when that has changed.
    pub fn new(cx: &mut Context, picture: Signal<Rc<LoudnessPicture>>) -> Handle<'_, Self> {
        let view = Self {
            picture,
            letters: Letters::new(cx),
            ground: Layer::default(),
        };
        display::build(cx, "Loudness", picture, view)
    }
}

impl View for LoudnessView {
    fn element(&self) -> Option<&'static str> {
        Some("loudness")
    }

    fn draw(&self, cx: &mut DrawContext, canvas: &Canvas) {
        let picture = self.picture.get_untracked();
        Sheet::of(cx, canvas, &self.letters, |sheet| {
            let plan = draw::Plan::of(sheet);
            self.ground.show(sheet, picture.readings.clone(), |sheet| {
                plan.readings(sheet, &picture);
            });
            plan.strip(sheet, &picture);
        });
    }
}
