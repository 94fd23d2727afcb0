//! The stereo display: goniometer, correlation over half a minute, width per third-octave, loss in mono.
//!
//! Readable from 210 x 140 logical pixels on.

mod draw;
mod picture;

pub use picture::StereoPicture;
pub use picture::StereoStill;
pub use picture::correlation;

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

/// What the stereo display means, for a tooltip.
pub const DEFINITION: &str = "Correlation of left and right over 0.6 s: +1 mono, 0 unrelated, below 0 it thins out in \
    mono; the curve shows the lowest of each quarter second of the last 30 s. Dots: left and right samples, mono \
    upright. Width: side over mid energy per third-octave of everything heard, dB; green: the references. \
    In mono: change of loudness when both channels are summed.";

/// Draws a [`StereoPicture`].
pub struct StereoView {
    picture: Signal<Rc<StereoPicture>>,
    letters: Letters,
    ground: Layer<Rc<StereoStill>>,
}

impl StereoView {
    /// Shows whatever the signal holds, drawn again when that has changed.
    pub fn new(cx: &mut Context, picture: Signal<Rc<StereoPicture>>) -> Handle<'_, Self> {
        let view = Self {
            picture,
            letters: Letters::new(cx),
            ground: Layer::default(),
        };
        display::build(cx, "Stereo", picture, view)
    }
}

impl View for StereoView {
    fn element(&self) -> Option<&'static str> {
        Some("stereo")
    }

    fn draw(&self, cx: &mut DrawContext, canvas: &Canvas) {
        let picture = self.picture.get_untracked();
        Sheet::of(cx, canvas, &self.letters, |sheet| {
            let plan = draw::Plan::of(sheet);
            let still = &picture.still;
            self.ground
                .show(sheet, Rc::clone(still), |sheet| plan.ground(sheet, still));
            plan.scope(sheet, &picture);
            plan.correlation(sheet, &picture);
        });
    }
}
