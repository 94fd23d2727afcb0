//! What stands still, drawn once and shown many times.

use std::cell::RefCell;

use vizia_core::vg::SamplingOptions;
use vizia_core::vg::Surface;
use vizia_core::vg::surfaces;

use crate::editor::paint::Sheet;
use crate::editor::palette;

/// A picture of the part of a view that seldom changes. `K` is what it depends on besides size and scale.
pub struct Layer<K> {
    drawn: RefCell<Option<Drawn<K>>>,
}

struct Drawn<K> {
    content: K,
    scale: f32,
    surface: Surface,
}

impl<K> Default for Layer<K> {
    fn default() -> Self {
        Self {
            drawn: RefCell::new(None),
        }
    }
}

impl<K: PartialEq> Layer<K> {
    /// Shows the layer over the whole sheet; `paint` draws it anew, on the ground of a panel, when the content or the
    /// size has changed.
    pub fn show(&self, sheet: &Sheet, content: K, paint: impl FnOnce(&Sheet)) {
        let mut drawn = self.drawn.borrow_mut();
        let size = (sheet.width as i32, sheet.height as i32);
        let is_current = drawn.as_ref().is_some_and(|drawn| {
            drawn.content == content
                && drawn.scale == sheet.scale
                && (drawn.surface.width(), drawn.surface.height()) == size
        });
        if !is_current {
            *drawn = surface(sheet, drawn.take(), size, paint).map(|surface| Drawn {
                content,
                scale: sheet.scale,
                surface,
            });
        }
        if let Some(drawn) = drawn.as_mut() {
            let sampling = SamplingOptions::default();
            drawn.surface.draw(sheet.canvas, (0.0, 0.0), sampling, None);
        }
    }
}

fn surface<K>(
    sheet: &Sheet,
    old: Option<Drawn<K>>,
    size: (i32, i32),
    paint: impl FnOnce(&Sheet),
) -> Option<Surface> {
    let reusable = old
        .map(|old| old.surface)
        .filter(|surface| (surface.width(), surface.height()) == size);
    let mut surface = reusable.or_else(|| surfaces::raster_n32_premul(size))?;
    let canvas = surface.canvas();
    canvas.clear(palette::PANEL);
    paint(&Sheet {
        canvas,
        letters: sheet.letters,
        ..*sheet
    });
    Some(surface)
}
