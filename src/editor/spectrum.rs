//! The spectrum: the whole song beside the corridor of the references, and what plays now.
//!
//! Readable from 380 x 120 logical pixels on.

mod curve;
mod draw;
mod picture;

pub use picture::LiveAlignment;
pub use picture::SpectrumPicture;
pub use picture::SpectrumStill;

use std::rc::Rc;

use vizia_core::prelude::Canvas;
use vizia_core::prelude::Context;
use vizia_core::prelude::DrawContext;
use vizia_core::prelude::Event;
use vizia_core::prelude::EventContext;
use vizia_core::prelude::Handle;
use vizia_core::prelude::Signal;
use vizia_core::prelude::SignalGet;
use vizia_core::prelude::View;

use crate::editor::display;
use crate::editor::display::Pointer;
use crate::editor::paint::Layer;
use crate::editor::paint::Letters;
use crate::editor::paint::Sheet;

/// What the spectrum means, for a tooltip.
pub const DEFINITION: &str = "White: the mix, average of everything heard, per third-octave (left plus right power). \
    Green: range and median of the references. Grey: what plays now, 1/6 octave wide, 0.3 s average. \
    All in dB relative to their own median from 200 Hz to 5 kHz, so loudness does not count, only balance.";

/// Draws a [`SpectrumPicture`].
pub struct SpectrumView {
    picture: Signal<Rc<SpectrumPicture>>,
    letters: Letters,
    ground: Layer<Rc<SpectrumStill>>,
    pointer: Pointer,
}

impl SpectrumView {
    /// Shows whatever the signal holds, drawn again when that has changed.
    pub fn new(cx: &mut Context, picture: Signal<Rc<SpectrumPicture>>) -> Handle<'_, Self> {
        let view = Self {
            picture,
            letters: Letters::new(cx),
            ground: Layer::default(),
            pointer: Pointer::default(),
        };
        display::build(cx, "Spectrum", picture, view)
    }
}

impl View for SpectrumView {
    fn element(&self) -> Option<&'static str> {
        Some("spectrum")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, _| self.pointer.follow(cx, event));
    }

    fn draw(&self, cx: &mut DrawContext, canvas: &Canvas) {
        let picture = self.picture.get_untracked();
        Sheet::of(cx, canvas, &self.letters, |sheet| {
            let plot = draw::Plot::of(sheet);
            let still = &picture.still;
            self.ground
                .show(sheet, Rc::clone(still), |sheet| plot.ground(sheet, still));
            if let Some(live) = &picture.live {
                plot.live(sheet, live);
            }
            plot.mix(sheet, still);
            plot.lit_label(sheet, still);
            if let Some(pointer_px) = self.pointer.place_px() {
                plot.read_out(sheet, still, pointer_px);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nice_plug_vizia::offscreen::Drawn;
    use nice_plug_vizia::offscreen::Offscreen;
    use std::sync::mpsc;
    use vizia_core::prelude::SignalUpdate;

    fn picture(level_db: f64) -> Rc<SpectrumPicture> {
        let still = SpectrumStill {
            mix_db: vec![Some(level_db); 31],
            ..SpectrumStill::default()
        };
        Rc::new(SpectrumPicture {
            still: Rc::new(still),
            live: None,
        })
    }

    #[test]
    fn only_a_changed_picture_is_drawn_again() {
        let (sender, receiver) = mpsc::channel();
        let mut window = Offscreen::new((400, 150), 1.0, move |cx| {
            let signal = Signal::new(picture(0.0));
            SpectrumView::new(cx, signal);
            sender.send(signal).unwrap();
        })
        .unwrap();
        let signal = receiver.recv().unwrap();
        while window.tick() == Drawn::Something {}
        signal.set(picture(0.0));
        assert_eq!(window.tick(), Drawn::Nothing);
        signal.set(picture(3.0));
        assert_eq!(window.tick(), Drawn::Something);
    }
}
