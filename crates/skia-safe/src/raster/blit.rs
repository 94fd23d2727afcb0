//! Spans of coverage through the clips into pixels.

use std::sync::Arc;

use crate::geometry::matrix::Matrix;
use crate::geometry::rect::IRect;
use crate::paint::BlendMode;
use crate::raster::bitmap::Bitmap;
use crate::raster::blend;
use crate::raster::mask::Mask;
use crate::raster::pixel::mul;
use crate::raster::scan::Span;
use crate::shader::Shader;
use crate::shader::fade;

/// Where colours come from.
#[derive(Copy, Clone)]
pub(crate) enum Source<'a> {
    /// One premultiplied pixel.
    Solid(u32),
    /// A shader, the way back into its coordinates, and an opacity of 0 to 255.
    Shader(&'a Shader, Matrix, u32),
    /// Pixels of `Rows`, with an opacity of 0 to 255.
    Rows(Rows<'a>, u32),
}

/// Pixels of an area of the device.
#[derive(Copy, Clone)]
pub(crate) struct Rows<'a> {
    pub area: IRect,
    pub pixels: &'a [u32],
}

impl Rows<'_> {
    fn row(&self, y: i32, left: i32, right: i32) -> &[u32] {
        let wanted = IRect::new(left, y, right, y + 1);
        if wanted.is_empty() || !self.area.contains(&wanted) {
            return &[];
        }
        let start = (y - self.area.top) as usize * self.area.width() as usize
            + (left - self.area.left) as usize;
        self.pixels
            .get(start..start + (right - left) as usize)
            .unwrap_or_default()
    }
}

/// Whether a mask lets drawing through where it covers or where it does not.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lets {
    InsideThrough,
    OutsideThrough,
}

/// A mask that limits drawing, and how far it is moved.
#[derive(Clone, Debug)]
pub(crate) struct ClipMask {
    pub mask: Arc<Mask>,
    pub offset: (i32, i32),
    pub lets: Lets,
}

/// Memory for [`Blitter`], kept from one shape to the next.
#[derive(Debug, Default)]
pub(crate) struct BlitScratch {
    colors: Vec<u32>,
    coverage: Vec<Vec<u8>>,
}

/// Draws spans of one shape.
pub(crate) struct Blitter<'a> {
    pub target: &'a mut Bitmap,
    pub clip: IRect,
    pub masks: &'a [ClipMask],
    pub source: Source<'a>,
    pub mode: BlendMode,
    pub scratch: &'a mut BlitScratch,
}

impl Blitter<'_> {
    /// Every pixel of an area.
    pub(crate) fn fill(&mut self, area: IRect) {
        let area = area.intersection(&self.clip);
        for y in area.top..area.bottom {
            self.span(Span {
                y,
                left: area.left,
                right: area.right,
                coverage: None,
            });
        }
    }

    /// Everything a mask covers, moved by `dx`, `dy`.
    pub(crate) fn mask(&mut self, mask: &Mask, (dx, dy): (i32, i32)) {
        let area = mask.area().with_offset(dx, dy).intersection(&self.clip);
        for y in area.top..area.bottom {
            mask.spans(y - dy, area.left - dx, area.right - dx, |span| {
                self.span(Span {
                    y,
                    left: span.left + dx,
                    right: span.right + dx,
                    coverage: span.coverage,
                });
            });
        }
    }

    /// One byte of coverage per pixel of an area.
    pub(crate) fn bytes(&mut self, area: IRect, bytes: &[u8]) {
        let rows = bytes.chunks_exact(area.width().max(1) as usize);
        let visible = area.top.max(self.clip.top)..area.bottom.min(self.clip.bottom);
        for (y, row) in (area.top..area.bottom).zip(rows) {
            if visible.contains(&y) {
                self.span(Span {
                    y,
                    left: area.left,
                    right: area.right,
                    coverage: Some(row),
                });
            }
        }
    }

    /// One span.
    pub(crate) fn span(&mut self, span: Span) {
        let (left, right) = (
            span.left.max(self.clip.left),
            span.right.min(self.clip.right),
        );
        if left < right && span.y >= self.clip.top && span.y < self.clip.bottom {
            self.through(0, narrowed(span, left, right));
        }
    }

    /// Passes a span through the masks from `depth` on.
    fn through(&mut self, depth: usize, span: Span) {
        let masks = self.masks;
        let Some(ClipMask {
            mask,
            offset: (dx, dy),
            lets,
        }) = masks.get(depth)
        else {
            return self.blend(span);
        };
        let mut open_from = span.left;
        mask.spans(span.y - dy, span.left - dx, span.right - dx, |masked| {
            let part = narrowed(span, masked.left + dx, masked.right + dx);
            if *lets == Lets::OutsideThrough && open_from < part.left {
                self.through(depth + 1, narrowed(span, open_from, part.left));
            }
            open_from = part.right;
            match (lets, masked.coverage) {
                (Lets::InsideThrough, None) => self.through(depth + 1, part),
                (Lets::OutsideThrough, None) => {}
                (Lets::InsideThrough, Some(bytes)) => {
                    self.partly(depth + 1, part, bytes.iter().copied());
                }
                (Lets::OutsideThrough, Some(bytes)) => {
                    self.partly(depth + 1, part, bytes.iter().map(|c| 255 - c));
                }
            }
        });
        if *lets == Lets::OutsideThrough && open_from < span.right {
            self.through(depth + 1, narrowed(span, open_from, span.right));
        }
    }

    /// Passes a span on with its coverage multiplied by a mask's.
    fn partly(&mut self, depth: usize, span: Span, mask: impl Iterator<Item = u8>) {
        let mut product = self.scratch.coverage.pop().unwrap_or_default();
        product.clear();
        match span.coverage {
            None => product.extend(mask),
            Some(coverage) => product.extend(mask.zip(coverage).map(|(a, b)| mul(a, *b))),
        }
        self.through(
            depth,
            Span {
                coverage: Some(&product),
                ..span
            },
        );
        self.scratch.coverage.push(product);
    }

    fn blend(&mut self, span: Span) {
        let Span {
            y,
            left,
            right,
            coverage,
        } = span;
        let row = self.target.row_mut(y, left, right);
        match self.source {
            Source::Solid(color) => blend::solid(row, color, coverage, self.mode),
            Source::Rows(rows, 255) => {
                blend::pixels(row, rows.row(y, left, right), coverage, self.mode);
            }
            Source::Rows(rows, alpha) => {
                self.scratch.colors.clear();
                self.scratch
                    .colors
                    .extend_from_slice(rows.row(y, left, right));
                fade(&mut self.scratch.colors, alpha);
                blend::pixels(row, &self.scratch.colors, coverage, self.mode);
            }
            Source::Shader(shader, inverse, alpha) => {
                self.scratch.colors.resize(row.len(), 0);
                shader.fill_row(&inverse, (left, y), &mut self.scratch.colors);
                fade(&mut self.scratch.colors, alpha);
                blend::pixels(row, &self.scratch.colors, coverage, self.mode);
            }
        }
    }
}

/// The part of a span between two columns inside it.
fn narrowed(span: Span, left: i32, right: i32) -> Span {
    let part = (left - span.left).max(0) as usize..(right - span.left).max(0) as usize;
    let coverage = span
        .coverage
        .map(|bytes| bytes.get(part).unwrap_or_default());
    Span {
        left,
        right,
        coverage,
        ..span
    }
}
