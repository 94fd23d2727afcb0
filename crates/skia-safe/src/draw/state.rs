//! Matrix, clip and pixels of a canvas, and drawing with them.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use crate::draw::ClipOp;
use crate::draw::layer::Layer;
use crate::draw::masks::Placed;
use crate::draw::masks::Shape;
use crate::draw::outline::Outline;
use crate::draw::outline::trace;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::geometry::rect::IRect;
use crate::geometry::rect::Rect;
use crate::image::Image;
use crate::paint::BlendMode;
use crate::paint::Paint;
use crate::paint::PaintStyle;
use crate::path::Path;
use crate::raster::bitmap::Bitmap;
use crate::raster::blit::BlitScratch;
use crate::raster::blit::Blitter;
use crate::raster::blit::ClipMask;
use crate::raster::blit::Lets;
use crate::raster::blit::Rows;
use crate::raster::blit::Source;
use crate::raster::scan::Edges;
use crate::raster::scan::Scanner;
use crate::shader::FilterMode;

/// Where drawing is let through: a rectangle and some of the masks of the canvas.
#[derive(Copy, Clone, Debug)]
pub(super) struct Clip {
    pub rect: IRect,
    /// Masks before this one belong to states outside the current layer.
    pub masks_from: usize,
    pub masks_to: usize,
}

/// What [`State::restore`] goes back to.
#[derive(Debug)]
pub(super) struct Save {
    pub matrix: Matrix,
    pub clip: Clip,
    pub has_layer: bool,
}

/// Memory kept from one call to the next.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub scanner: Scanner,
    pub blit: BlitScratch,
    line: Vec<Point>,
}

/// See [`crate::Canvas`].
#[derive(Debug)]
pub(crate) struct State {
    /// Never used for another canvas.
    id: u64,
    base: Bitmap,
    /// How often the base was drawn on, and where since [`State::take_changed`].
    version: u64,
    changed: IRect,
    pub(super) layers: Vec<Layer>,
    pub(super) saves: Vec<Save>,
    pub(super) matrix: Matrix,
    pub(super) clip: Clip,
    pub(super) masks: Vec<ClipMask>,
    pub(super) work: Work,
}

impl State {
    pub(super) fn new(area: IRect) -> Self {
        static NEXT_ID: AtomicU64 = AtomicU64::new(0);
        Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            base: Bitmap::new(area),
            version: 0,
            changed: area,
            layers: Vec::new(),
            saves: Vec::new(),
            matrix: Matrix::new_identity(),
            clip: Clip {
                rect: area,
                masks_from: 0,
                masks_to: 0,
            },
            masks: Vec::new(),
            work: Work::default(),
        }
    }

    /// The pixels below all layers.
    pub(crate) fn base(&self) -> &Bitmap {
        &self.base
    }

    /// Tells this canvas, as it is drawn now, from any other and from itself at another time.
    pub(crate) fn stamp(&self) -> (u64, u64) {
        (self.id, self.version)
    }

    /// The pixels of the base that may have changed since this was last asked.
    pub(crate) fn take_changed(&mut self) -> IRect {
        std::mem::take(&mut self.changed)
    }

    /// Whether drawing goes straight to all of the base.
    pub(crate) fn is_open(&self) -> bool {
        let has_masks = self.clip.masks_from < self.clip.masks_to;
        self.layers.is_empty() && !has_masks && self.clip.rect.contains(&self.base.area())
    }

    pub(crate) fn matrix(&self) -> Matrix {
        self.matrix
    }

    pub(crate) fn set_matrix(&mut self, matrix: Matrix) {
        self.matrix = matrix;
    }

    pub(super) fn concat(&mut self, matrix: &Matrix) {
        self.matrix = self.matrix * *matrix;
    }

    pub(super) fn target(&self) -> &Bitmap {
        self.layers.last().map_or(&self.base, |layer| &layer.bitmap)
    }

    /// The pixels that drawing can change.
    pub(crate) fn visible(&self) -> IRect {
        self.clip.rect.intersection(&self.target().area())
    }

    pub(super) fn clip(&mut self, path: &Path, op: ClipOp, edges: Edges) {
        let visible = self.visible();
        if !self.matrix.is_finite() {
            return;
        }
        let outline = Outline::Path(path);
        if op == ClipOp::Intersect
            && let Some(rect) = self.whole_pixels(&outline, edges)
        {
            self.clip.rect = visible.intersection(&rect);
            return;
        }
        let fill = Paint::default();
        let shape = Shape {
            outline: &outline,
            paint: &fill,
            matrix: &self.matrix,
            sigma: 0.0,
            edges,
        };
        let bounds = shape.device_bounds();
        let reached = visible.intersection(&bounds);
        if op == ClipOp::Intersect {
            self.clip.rect = reached;
        }
        // Nothing left to draw on, or nothing that a difference could take away.
        if reached.is_empty() || path.is_empty() {
            return;
        }
        let Placed { mask, offset } = shape.mask(visible, &mut self.work.scanner);
        let lets = match op {
            ClipOp::Intersect => Lets::InsideThrough,
            ClipOp::Difference => Lets::OutsideThrough,
        };
        self.masks.truncate(self.clip.masks_to);
        self.masks.push(ClipMask { mask, offset, lets });
        self.clip.masks_to = self.masks.len();
    }

    /// The pixels an outline fills when it is a rectangle without partly covered ones.
    fn whole_pixels(&self, outline: &Outline, edges: Edges) -> Option<IRect> {
        if outline.is_empty() {
            return Some(IRect::default());
        }
        let rect = outline
            .as_rect()
            .filter(|_| self.matrix.is_scale_translate())?;
        let device = self.matrix.map_rect(rect).0;
        match edges {
            Edges::Smooth => device.snapped(),
            Edges::Stepped => Some(device.round()),
        }
    }

    pub(super) fn draw_paint(&mut self, paint: &Paint) {
        let mut area = self.visible();
        if paint.blend_mode.stays_inside_destination() {
            area = area.intersection(&self.target().dirty());
        }
        if let (false, Some(source)) = (paint.is_invisible(), source(paint, &self.matrix)) {
            self.with_blitter(area, source, paint.blend_mode, |blitter, _| {
                blitter.fill(area);
            });
        }
    }

    /// Draws an outline as its paint says.
    pub(crate) fn draw(&mut self, outline: &Outline, paint: &Paint) {
        if paint.is_invisible() || outline.is_empty() || !self.matrix.is_finite() {
            return;
        }
        let matrix = self.matrix;
        let sigma = paint
            .mask_filter
            .as_ref()
            .map_or(0.0, |filter| filter.device_sigma(&matrix));
        let edges = Edges::from(paint.anti_alias);
        let shape = Shape {
            outline,
            paint,
            matrix: &matrix,
            sigma,
            edges,
        };
        let visible = self.visible();
        let area = shape.device_bounds().intersection(&visible);
        let Some(source) = source(paint, &matrix).filter(|_| !area.is_empty()) else {
            return;
        };
        let whole = if paint.style == PaintStyle::Fill {
            self.whole_pixels(outline, edges)
        } else {
            None
        };
        if sigma > 0.0 {
            self.with_blitter(area, source, paint.blend_mode, |blitter, work| {
                let Placed { mask, offset } = shape.mask(visible, work.scanner);
                blitter.mask(&mask, offset);
            });
        } else if let Some(rect) = whole {
            self.with_blitter(area, source, paint.blend_mode, |blitter, _| {
                blitter.fill(rect);
            });
        } else {
            self.with_blitter(area, source, paint.blend_mode, |blitter, work| {
                work.scanner.begin(area);
                trace(outline, paint, &matrix, work.scanner, work.line);
                work.scanner.finish(edges, |span| blitter.span(span));
            });
        }
    }

    /// Draws through one byte of coverage per pixel of `area`, which is in device pixels.
    pub(crate) fn draw_bytes(&mut self, area: IRect, bytes: &[u8], paint: &Paint) {
        let visible = area.intersection(&self.visible());
        if let (false, Some(source)) = (visible.is_empty(), source(paint, &self.matrix)) {
            self.with_blitter(visible, source, paint.blend_mode, |blitter, _| {
                blitter.bytes(area, bytes);
            });
        }
    }

    /// Draws pixels that are where they should be on the device already.
    pub(crate) fn draw_rows(&mut self, rows: Rows, paint: &Paint) {
        self.draw_rows_within(rows, rows.area, paint);
    }

    /// Draws some of them.
    pub(crate) fn draw_rows_within(&mut self, rows: Rows, within: IRect, paint: &Paint) {
        let area = rows
            .area
            .intersection(&within)
            .intersection(&self.visible());
        let source = Source::Rows(rows, paint.alpha());
        if !area.is_empty() && !paint.is_invisible() {
            self.with_blitter(area, source, paint.blend_mode, |blitter, _| {
                blitter.fill(area);
            });
        }
    }

    pub(crate) fn draw_image(&mut self, image: &Image, at: Point, paint: &Paint) {
        let place = self.matrix.map_point(at);
        let whole = Point::new(place.x.round(), place.y.round());
        let size = Rect::from_xywh(0.0, 0.0, image.width() as f32, image.height() as f32);
        if self.matrix.is_translate() && whole == place {
            let area = size.with_offset(whole).round();
            return self.draw_rows(
                Rows {
                    area,
                    pixels: image.pixels(),
                },
                paint,
            );
        }
        let mut shaded = paint.clone();
        shaded.set_shader(image.to_shader(None, FilterMode::Linear, &Matrix::translate(at)));
        shaded.set_style(PaintStyle::Fill);
        let path = Path::rect(size.with_offset(at), None);
        self.draw(&Outline::Path(&path), &shaded);
    }

    /// Calls `draw` with what it needs to change the pixels of `area`.
    pub(super) fn with_blitter<'a>(
        &mut self,
        area: IRect,
        source: Source<'a>,
        mode: BlendMode,
        draw: impl FnOnce(&mut Blitter, Tools),
    ) {
        if self.layers.is_empty() {
            self.changed = self.changed.union(&area.intersection(&self.base.area()));
            self.version += 1;
        }
        let target = self
            .layers
            .last_mut()
            .map_or(&mut self.base, |layer| &mut layer.bitmap);
        target.mark(area);
        let masks = &self.masks[self.clip.masks_from..self.clip.masks_to];
        let Work {
            scanner,
            blit,
            line,
        } = &mut self.work;
        let mut blitter = Blitter {
            target,
            clip: area,
            masks,
            source,
            mode,
            scratch: blit,
        };
        draw(&mut blitter, Tools { scanner, line });
    }
}

/// Memory to find out what an outline covers.
pub(super) struct Tools<'a> {
    pub scanner: &'a mut Scanner,
    line: &'a mut Vec<Point>,
}

/// Where the colours of a paint come from; `None` when its shader has collapsed to nothing.
fn source<'a>(paint: &'a Paint, matrix: &Matrix) -> Option<Source<'a>> {
    match &paint.shader {
        None => Some(Source::Solid(paint.color.premultiplied())),
        Some(shader) => Some(Source::Shader(
            shader,
            shader.device_to_local(matrix)?,
            paint.alpha(),
        )),
    }
}
