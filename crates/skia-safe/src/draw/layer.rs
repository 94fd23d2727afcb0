//! Saving and restoring, with and without layers.

use crate::draw::SaveLayerRec;
use crate::draw::state::Clip;
use crate::draw::state::Save;
use crate::draw::state::State;
use crate::effects::ImageFilter;
use crate::geometry::matrix::Matrix;
use crate::geometry::rect::IRect;
use crate::paint::BlendMode;
use crate::paint::Paint;
use crate::raster::bitmap::Bitmap;
use crate::raster::blit::Rows;
use crate::raster::blit::Source;
use crate::raster::blur::Scratch;
use crate::raster::blur::blur;
use crate::raster::blur::reach_px;

use std::cell::RefCell;

/// Bitmaps kept for the next layer, per thread. Layers rarely nest deeper.
const SPARE_BITMAPS_MAX: usize = 4;

/// Pixels that wait to be put back on those below.
#[derive(Debug)]
pub(crate) struct Layer {
    pub bitmap: Bitmap,
    paint: Paint,
    /// The matrix the layer was made with, which its filter is in terms of.
    matrix: Matrix,
}

impl State {
    pub(super) fn save_count(&self) -> usize {
        self.saves.len() + 1
    }

    pub(super) fn save(&mut self) -> usize {
        self.push_save(false)
    }

    fn push_save(&mut self, has_layer: bool) -> usize {
        let count = self.save_count();
        self.saves.push(Save {
            matrix: self.matrix,
            clip: self.clip,
            has_layer,
        });
        count
    }

    pub(super) fn save_layer(&mut self, rec: &SaveLayerRec) -> usize {
        let mut area = self.visible();
        if let Some(bounds) = rec.bounds {
            area = area.intersection(&self.matrix.map_rect(bounds).0.round_out());
        }
        let sigma = rec
            .paint
            .and_then(|paint| paint.image_filter.as_ref()?.device_sigma(&self.matrix));
        if let (Some(sigma), false) = (sigma, area.is_empty()) {
            // What is just outside shows inside once it is blurred.
            area = area.with_outset(reach(sigma));
        }
        let mut bitmap = spare_bitmap(area);
        if let Some(filter) = rec.backdrop {
            self.copy_backdrop(filter, &mut bitmap);
        }
        let count = self.push_save(true);
        let paint = rec.paint.cloned().unwrap_or_default();
        self.layers.push(Layer {
            bitmap,
            paint,
            matrix: self.matrix,
        });
        self.masks.truncate(self.clip.masks_to);
        self.clip = Clip {
            rect: area,
            masks_from: self.masks.len(),
            masks_to: self.masks.len(),
        };
        count
    }

    /// Fills a new layer with what is behind it.
    fn copy_backdrop(&self, filter: &ImageFilter, layer: &mut Bitmap) {
        let from = self.target();
        let filtered = filtered(from, from.area(), filter, &self.matrix, layer.area());
        let area = filtered.area().intersection(&layer.area());
        layer.mark(area);
        for y in area.top..area.bottom {
            let row = filtered.row(y, area.left, area.right);
            layer.row_mut(y, area.left, area.right).copy_from_slice(row);
        }
        keep_bitmap(filtered);
    }

    pub(super) fn restore(&mut self) {
        let Some(save) = self.saves.pop() else { return };
        self.matrix = save.matrix;
        self.clip = save.clip;
        self.masks.truncate(save.clip.masks_to);
        if let Some(layer) = self.layers.pop_if(|_| save.has_layer) {
            self.put_back(layer);
        }
    }

    pub(super) fn restore_to_count(&mut self, count: usize) {
        while self.save_count() > count.max(1) {
            self.restore();
        }
    }

    fn put_back(&mut self, layer: Layer) {
        let Layer {
            bitmap,
            paint,
            matrix,
        } = layer;
        let wanted = self.visible();
        match &paint.image_filter {
            None => self.composite(&bitmap, bitmap.dirty(), &paint),
            Some(filter) => {
                let filtered = filtered(&bitmap, bitmap.dirty(), filter, &matrix, wanted);
                self.composite(&filtered, filtered.area(), &paint);
                keep_bitmap(filtered);
            }
        }
        keep_bitmap(bitmap);
    }

    /// Blends the pixels of `area` with those below; where the mode asks for it, all that are visible.
    fn composite(&mut self, bitmap: &Bitmap, area: IRect, paint: &Paint) {
        let visible = self.visible();
        let source = Source::Rows(
            Rows {
                area: bitmap.area(),
                pixels: bitmap.pixels(),
            },
            paint.alpha(),
        );
        let covered = visible.intersection(&area);
        self.with_blitter(covered, source, paint.blend_mode, |blitter, _| {
            blitter.fill(covered);
        });
        if !paint.blend_mode.keeps_what_is_not_covered() {
            self.blend_transparent_around(covered, visible, paint.blend_mode);
        }
    }

    fn blend_transparent_around(&mut self, inner: IRect, outer: IRect, mode: BlendMode) {
        let inner = if inner.is_empty() {
            IRect::new(outer.left, outer.top, outer.left, outer.top)
        } else {
            inner
        };
        let around = [
            IRect::new(outer.left, outer.top, outer.right, inner.top),
            IRect::new(outer.left, inner.bottom, outer.right, outer.bottom),
            IRect::new(outer.left, inner.top, inner.left, inner.bottom),
            IRect::new(inner.right, inner.top, outer.right, inner.bottom),
        ];
        for area in around {
            self.with_blitter(area, Source::Solid(0), mode, |blitter, _| {
                blitter.fill(area);
            });
        }
    }
}

/// What a filter makes of the pixels `from` has in `covered`, as far as it is `wanted`.
fn filtered(
    from: &Bitmap,
    covered: IRect,
    filter: &ImageFilter,
    matrix: &Matrix,
    wanted: IRect,
) -> Bitmap {
    let sigma = filter.device_sigma(matrix);
    let reach = sigma.map_or(0, reach);
    let mut read = covered.intersection(&wanted.with_outset(reach));
    if let Some(crop) = filter.device_crop(matrix) {
        read = read.intersection(&crop);
    }
    if read.is_empty() {
        return Bitmap::default();
    }
    let area = read.with_outset(reach);
    let mut bitmap = spare_bitmap(area);
    bitmap.mark(area);
    for y in read.top..read.bottom {
        let row = from.row(y, read.left, read.right);
        let copy = bitmap.row_mut(y, read.left, read.right);
        if row.len() == copy.len() {
            copy.copy_from_slice(row);
        }
    }
    if let Some(sigma) = sigma {
        BLUR.with_borrow_mut(|scratch| {
            blur(bitmap.bytes_mut(), area.width() as usize, sigma, scratch);
        });
    }
    bitmap
}

fn reach((x, y): (f32, f32)) -> i32 {
    reach_px(x.max(y))
}

thread_local! {
    static SPARE: RefCell<Vec<Vec<u32>>> = const { RefCell::new(Vec::new()) };
    static BLUR: RefCell<Scratch<4>> = RefCell::default();
}

/// Forgets the memory kept for layers.
pub(crate) fn purge() {
    SPARE.take();
    BLUR.take();
}

fn spare_bitmap(area: IRect) -> Bitmap {
    let pixels = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
    Bitmap::reusing(pixels, area)
}

fn keep_bitmap(bitmap: Bitmap) {
    let pixels = bitmap.into_clean_pixels();
    SPARE.with_borrow_mut(|spare| {
        if spare.len() < SPARE_BITMAPS_MAX {
            spare.push(pixels);
        }
    });
}
