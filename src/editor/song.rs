//! The song by position: how loud, where it clips, where the issues are, what was heard.
//!
//! Readable from 300 x 84 logical pixels on.

mod draw;
mod picture;

pub use picture::SongMap;
pub use picture::SongPicture;

use std::cell::Cell;
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
use crate::editor::display::Pointer;
use crate::editor::paint::Layer;
use crate::editor::paint::Letters;
use crate::editor::paint::Sheet;

/// What the song display means, for a tooltip.
pub const DEFINITION: &str = "Loudness of every 3 s of the song, ungated, LUFS. Hatched: not heard yet. \
    Red triangles: clipped samples. Marks above: issues, by severity. Click to see what is at a place.";

/// What the person asks of the song display.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SongEvent {
    /// Show what is at this position, seconds.
    Show(f64),
}

/// Draws a [`SongPicture`]. A click emits [`SongEvent::Show`].
pub struct SongView {
    picture: Signal<Rc<SongPicture>>,
    letters: Letters,
    ground: Layer<Rc<SongMap>>,
    pointer: Pointer,
    plan: Cell<Option<draw::Plan>>,
}

impl SongView {
    /// Shows whatever the signal holds, drawn again when that has changed.
    pub fn new(cx: &mut Context, picture: Signal<Rc<SongPicture>>) -> Handle<'_, Self> {
        let view = Self {
            picture,
            letters: Letters::new(cx),
            ground: Layer::default(),
            pointer: Pointer::default(),
            plan: Cell::new(None),
        };
        display::build(cx, "Song", picture, view)
    }
}

impl View for SongView {
    fn element(&self) -> Option<&'static str> {
        Some("song")
    }

    fn event(&mut self, cx: &mut EventContext, event: &mut Event) {
        event.map(|event, _| {
            self.pointer.follow(cx, event);
            if let WindowEvent::MouseDown(MouseButton::Left) = event {
                let place = self.plan.get().zip(self.pointer.place_px());
                if let Some(position_s) = place.and_then(|(plan, at)| plan.position_s(at)) {
                    cx.emit(SongEvent::Show(position_s));
                }
            }
        });
    }

    fn draw(&self, cx: &mut DrawContext, canvas: &Canvas) {
        let picture = self.picture.get_untracked();
        Sheet::of(cx, canvas, &self.letters, |sheet| {
            let map = &picture.map;
            let plan = draw::Plan::of(sheet, map.span_s);
            self.plan.set(Some(plan));
            self.ground
                .show(sheet, Rc::clone(map), |sheet| plan.ground(sheet, map));
            plan.playhead(sheet, picture.playhead_s);
            if let Some(pointer_px) = self.pointer.place_px() {
                plan.read_out(sheet, map, pointer_px);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nice_plug_vizia::offscreen::Offscreen;
    use std::sync::mpsc;

    struct Ear(mpsc::Sender<SongEvent>);

    impl View for Ear {
        fn event(&mut self, _: &mut EventContext, event: &mut Event) {
            event.map(|event, _| self.0.send(*event).unwrap());
        }
    }

    #[test]
    fn click_asks_for_the_place_under_the_pointer() {
        let (sender, heard) = mpsc::channel();
        let mut window = Offscreen::new((400, 100), 1.0, move |cx| {
            let picture = SongPicture {
                map: Rc::new(SongMap::of(None, None)),
                playhead_s: None,
            };
            Ear(sender).build(cx, |cx| {
                SongView::new(cx, Signal::new(Rc::new(picture)));
            });
        })
        .unwrap();
        window.tick();
        // The plot reaches from 42 to 390, and an empty song from 0 to 30 s.
        window.click(216.0, 60.0);
        assert_eq!(heard.try_recv(), Ok(SongEvent::Show(15.0)));
        // The header is no place in the song.
        window.click(216.0, 5.0);
        assert!(heard.try_recv().is_err());
    }
}
