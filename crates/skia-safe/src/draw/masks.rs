//! Coverage of clips and blurred shapes, kept from one frame to the next.

use std::cell::RefCell;
use std::sync::Arc;

use crate::cache::Cache;
use crate::draw::cut::Cut;
use crate::draw::outline::Outline;
use crate::draw::outline::trace;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::geometry::rect::IRect;
use crate::paint::Paint;
use crate::paint::PaintStyle;
use crate::path::Path;
use crate::path::map_rrect;
use crate::raster::blur::Scratch;
use crate::raster::blur::blur;
use crate::raster::blur::reach_px;
use crate::raster::mask::Mask;
use crate::raster::scan::Edges;
use crate::raster::scan::Scanner;
use crate::raster::scan::Span;
use crate::raster::stroke::Pen;

/// All masks of a thread together: some hundred shadows of an editor.
const BUDGET_BYTES: usize = 8 << 20;

/// Shapes of more pixels are cut to what can be seen and not kept.
const WHOLE_PIXELS_MAX: usize = 4 << 20;

/// Outlines of more steps are not worth comparing.
const KEY_WORDS_MAX: usize = 4096;

/// Steps per pixel that outlines are compared in: an eighth of what coverage can show.
const KEY_STEPS_PER_PX: f32 = 1024.0;

/// A shape whose coverage is wanted.
pub(super) struct Shape<'a> {
    pub outline: &'a Outline<'a>,
    pub paint: &'a Paint,
    pub matrix: &'a Matrix,
    pub sigma: f32,
    pub edges: Edges,
}

impl Shape<'_> {
    /// The device pixels it may cover.
    pub(super) fn device_bounds(&self) -> IRect {
        let reach = match self.paint.style {
            PaintStyle::Fill => 0.0,
            _ => Pen::new(self.paint, self.matrix).reach(),
        };
        let bounds = self.outline.bounds().with_outset((reach, reach));
        self.matrix
            .map_rect(bounds)
            .0
            .round_out()
            .with_outset(reach_px(self.sigma))
    }

    /// Its coverage where `visible` at least, from the cache if it was drawn before: at this place
    /// or any other a whole number of pixels away.
    pub(super) fn mask(&self, visible: IRect, scanner: &mut Scanner) -> Placed {
        let bounds = self.device_bounds();
        if bounds.pixels() > WHOLE_PIXELS_MAX {
            let seen = bounds.intersection(&visible.with_outset(reach_px(self.sigma)));
            return Placed {
                mask: Arc::new(self.draw(self.matrix, seen, scanner)),
                offset: (0, 0),
            };
        }
        let offset = (bounds.left, bounds.top);
        let origin = Point::new(-bounds.left as f32, -bounds.top as f32);
        let matrix = Matrix::translate(origin) * *self.matrix;
        let area = bounds.with_offset(-bounds.left, -bounds.top);
        let mask = MASKS.with_borrow_mut(|masks| match self.key(&matrix, &mut masks.key) {
            Keyed::No => Arc::new(self.draw(&matrix, area, scanner)),
            Keyed::Yes => masks.cache.get(masks.key.as_slice()).unwrap_or_else(|| {
                let mask = Arc::new(self.draw(&matrix, area, scanner));
                let size = mask.size_bytes() + masks.key.len() * 4;
                masks
                    .cache
                    .insert(masks.key.as_slice().into(), Arc::clone(&mask), size);
                mask
            }),
        });
        Placed { mask, offset }
    }

    /// Everything the coverage depends on, in integers.
    fn key(&self, matrix: &Matrix, key: &mut Vec<i32>) -> Keyed {
        key.clear();
        if self.paint.style != PaintStyle::Fill {
            return Keyed::No;
        }
        key.extend([self.edges as i32, self.sigma.to_bits().cast_signed()]);
        self.outline.visit(|segment| {
            if key.len() > KEY_WORDS_MAX {
                return;
            }
            segment.points(|p| {
                let p = matrix.map_point(p).times(KEY_STEPS_PER_PX);
                key.extend([p.x.round() as i32, p.y.round() as i32]);
            });
            // Separates a curve from three lines through its points.
            key.push(i32::MIN);
        });
        if key.len() > KEY_WORDS_MAX {
            Keyed::No
        } else {
            Keyed::Yes
        }
    }

    fn draw(&self, matrix: &Matrix, area: IRect, scanner: &mut Scanner) -> Mask {
        if self.sigma > 0.0 {
            return self.draw_blurred(matrix, area, scanner);
        }
        scanner.begin(area);
        trace(self.outline, self.paint, matrix, scanner, &mut Vec::new());
        let mut mask = Mask::new(area);
        scanner.finish(self.edges, |span| mask.push(span));
        mask.end()
    }

    /// Blurs a rounded rectangle without its even middle, which is put back afterwards: a shadow
    /// costs as much as its corners, however large it is.
    fn draw_blurred(&self, matrix: &Matrix, area: IRect, scanner: &mut Scanner) -> Mask {
        let is_filled = self.paint.style == PaintStyle::Fill;
        let rrect = self.outline.as_rrect().filter(|_| is_filled);
        let device = rrect.and_then(|rrect| map_rrect(&rrect, matrix));
        let cut = device.map(|rrect| (rrect, Cut::new(&rrect, area, reach_px(self.sigma))));
        let Some((rrect, cut)) = cut.filter(|(_, cut)| *cut != Cut::default()) else {
            let bytes = self.blurred(self.outline, matrix, area, scanner);
            return Mask::from_bytes(area, &bytes);
        };
        let small = Path::from_rrect(cut.shrink(&rrect));
        let outline = Outline::Path(&small);
        let bytes = self.blurred(
            &outline,
            &Matrix::new_identity(),
            cut.shrink_area(area),
            scanner,
        );
        cut.mask(area, &bytes)
    }

    /// One byte per pixel of `area`.
    fn blurred(
        &self,
        outline: &Outline,
        matrix: &Matrix,
        area: IRect,
        scanner: &mut Scanner,
    ) -> Vec<u8> {
        scanner.begin(area);
        trace(outline, self.paint, matrix, scanner, &mut Vec::new());
        let mut bytes = vec![[0u8; 1]; area.pixels()];
        scanner.finish(self.edges, |span| write(&mut bytes, area, span));
        let sigma = (self.sigma, self.sigma);
        let width = area.width().max(0) as usize;
        blur(&mut bytes, width, sigma, &mut Scratch::default());
        bytemuck::allocation::cast_vec(bytes)
    }
}

/// A mask and how far it is to be moved.
pub(super) struct Placed {
    pub mask: Arc<Mask>,
    pub offset: (i32, i32),
}

enum Keyed {
    Yes,
    No,
}

fn write(bytes: &mut [[u8; 1]], area: IRect, span: Span) {
    let start =
        (span.y - area.top) as usize * area.width() as usize + (span.left - area.left) as usize;
    let Some(row) = bytes.get_mut(start..start + (span.right - span.left) as usize) else {
        return;
    };
    match span.coverage {
        Some(coverage) => row
            .iter_mut()
            .zip(coverage)
            .for_each(|(byte, c)| *byte = [*c]),
        None => row.fill([255]),
    }
}

/// Forgets all masks.
pub(crate) fn purge() {
    MASKS.with_borrow_mut(|masks| masks.cache.clear());
}

struct Masks {
    cache: Cache<Box<[i32]>, Arc<Mask>>,
    key: Vec<i32>,
}

thread_local! {
    static MASKS: RefCell<Masks> = RefCell::new(Masks { cache: Cache::new(BUDGET_BYTES), key: Vec::new() });
}
