//! Drawing on a view: whole pixels, cached text, cached layers.
//!
//! Coordinates are physical pixels from the view's top left corner; [`Sheet::px`] makes them from logical ones.

mod layer;
mod letters;

pub use layer::Layer;
pub use letters::Face;
pub use letters::Letters;

use vizia_core::prelude::Canvas;
use vizia_core::prelude::DrawContext;
use vizia_core::vg::ClipOp;
use vizia_core::vg::Color;
use vizia_core::vg::Paint;
use vizia_core::vg::PaintJoin;
use vizia_core::vg::PaintStyle;
use vizia_core::vg::PathBuilder;
use vizia_core::vg::RRect;
use vizia_core::vg::Rect;

use crate::editor::palette;
use crate::model::report::Severity;

/// Which point of a text is given; vertically it is always the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Left,
    /// Its middle.
    Centre,
    /// Its right end.
    Right,
}

impl Anchor {
    fn left(self, x: f32, width: f32) -> f32 {
        match self {
            Self::Left => x,
            Self::Centre => x - width / 2.0,
            Self::Right => x - width,
        }
    }
}

/// A text of a scale.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// Where the anchor is, pixels.
    pub x: f32,
    /// What is written.
    pub text: &'a str,
    /// Which point of it is at `x`.
    pub anchor: Anchor,
}

/// What a view draws on.
pub struct Sheet<'a> {
    canvas: &'a Canvas,
    letters: &'a Letters,
    width: f32,
    height: f32,
    scale: f32,
}

impl<'a> Sheet<'a> {
    /// Draws a view: `paint` gets a sheet as large as the view, and nothing it draws leaves the view.
    pub fn of(
        cx: &DrawContext,
        canvas: &'a Canvas,
        letters: &'a Letters,
        paint: impl FnOnce(&Sheet),
    ) {
        let bounds = cx.bounds();
        let (left, top) = (bounds.x.round(), bounds.y.round());
        let sheet = Sheet {
            canvas,
            letters,
            width: (bounds.x + bounds.w).round() - left,
            height: (bounds.y + bounds.h).round() - top,
            scale: cx.scale_factor(),
        };
        if sheet.width < 1.0 || sheet.height < 1.0 {
            return;
        }
        canvas.save();
        canvas.translate((left, top));
        canvas.clip_rect(sheet.rect(), ClipOp::Intersect, false);
        paint(&sheet);
        canvas.restore();
    }

    /// All of it.
    #[must_use]
    pub fn rect(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, self.height)
    }

    /// Physical pixels of a logical length, whole.
    #[must_use]
    pub fn px(&self, logical: f32) -> f32 {
        (logical * self.scale).round()
    }

    /// Thickness of a thin line, physical pixels.
    #[must_use]
    pub fn hair(&self) -> f32 {
        self.scale.floor().max(1.0)
    }

    /// Fills a rectangle, its edges on whole pixels.
    pub fn fill(&self, rect: Rect, colour: Color) {
        let rect = Rect::new(
            rect.left.round(),
            rect.top.round(),
            rect.right.round(),
            rect.bottom.round(),
        );
        let mut paint = Paint::default();
        paint.set_color(colour);
        self.canvas.draw_rect(rect, &paint);
    }

    /// Fills a rectangle with round corners; the radius is logical.
    pub fn fill_round(&self, rect: Rect, radius: f32, colour: Color) {
        let radius = radius * self.scale;
        self.canvas
            .draw_rrect(RRect::new_rect_xy(rect, radius, radius), &smooth(colour));
    }

    /// Fills the ground of something that lies above the rest.
    pub fn card(&self, rect: Rect) {
        self.fill_round(rect, 4.0, palette::OUTLINE);
        let rim = self.hair();
        self.fill_round(rect.with_inset((rim, rim)), 3.0, palette::RAISED);
    }

    /// Draws a thin level line.
    pub fn level_line(&self, (left, right): (f32, f32), y: f32, colour: Color) {
        let top = y.round();
        self.fill(Rect::new(left, top, right, top + self.hair()), colour);
    }

    /// Draws a thin upright line.
    pub fn upright_line(&self, x: f32, (top, bottom): (f32, f32), colour: Color) {
        let left = x.round();
        self.fill(Rect::new(left, top, left + self.hair(), bottom), colour);
    }

    /// Draws a line through points; its width is logical.
    pub fn stroke(&self, points: &[(f32, f32)], width: f32, colour: Color) {
        let mut paint = smooth(colour);
        paint
            .set_style(PaintStyle::Stroke)
            .set_stroke_width(width * self.scale)
            .set_stroke_join(PaintJoin::Bevel);
        let mut path = PathBuilder::new();
        trace(&mut path, points);
        self.canvas.draw_path(&path.detach(), &paint);
    }

    /// Fills the shape whose corners are the points.
    pub fn fill_shape(&self, points: &[(f32, f32)], colour: Color) {
        let mut path = PathBuilder::new();
        trace(&mut path, points);
        path.close();
        self.canvas.draw_path(&path.detach(), &smooth(colour));
    }

    /// Fills a disc; the radius is physical.
    pub fn fill_disc(&self, centre: (f32, f32), radius: f32, colour: Color) {
        self.canvas.draw_circle(centre, radius, &smooth(colour));
    }

    /// Draws the part of something that lies within the rectangle.
    pub fn within(&self, rect: Rect, paint: impl FnOnce()) {
        self.canvas.save();
        self.canvas.clip_rect(rect, ClipOp::Intersect, false);
        paint();
        self.canvas.restore();
    }

    /// Writes one line and returns its width.
    pub fn text(&self, text: &str, face: Face, (x, y): (f32, f32), anchor: Anchor) -> f32 {
        let line = self.letters.line(text, face, self.scale);
        let width = line.max_intrinsic_width();
        let left = anchor.left(x, width);
        // On whole pixels, every line of a size looks the same.
        line.paint(
            self.canvas,
            (left.round(), (y - line.height() / 2.0).round()),
        );
        width
    }

    /// Writes pieces one after the other from the left, this far apart, and returns where they end.
    #[must_use]
    pub fn texts(&self, pieces: &[(&str, Face)], (x, y): (f32, f32), gap: f32) -> f32 {
        pieces.iter().fold(x, |x, (text, face)| {
            x + self.text(text, *face, (x, y), Anchor::Left) + gap
        })
    }

    /// Writes the labels of a scale, the most important first: one that would touch another is left out.
    pub fn labels(&self, labels: &[Label], face: Face, y: f32) {
        let gap = self.px(5.0);
        let mut taken: Vec<(f32, f32)> = Vec::with_capacity(labels.len());
        for label in labels {
            let width = self.text_width(label.text, face);
            let left = label.anchor.left(label.x, width);
            let is_free = |(from, to): &(f32, f32)| left > to + gap || left + width + gap < *from;
            if taken.iter().all(is_free) {
                self.text(label.text, face, (label.x, y), label.anchor);
                taken.push((left, left + width));
            }
        }
    }

    /// How wide a line would be.
    #[must_use]
    pub fn text_width(&self, text: &str, face: Face) -> f32 {
        self.letters
            .line(text, face, self.scale)
            .max_intrinsic_width()
    }

    /// Writes one line, the end left out with an ellipsis when there is no room for it.
    pub fn text_within(&self, text: &str, face: Face, (x, y): (f32, f32), width: f32) {
        if self.text_width(text, face) <= width {
            self.text(text, face, (x, y), Anchor::Left);
            return;
        }
        let line = self.letters.cut(text, face, self.scale, width);
        line.paint(self.canvas, (x.round(), (y - line.height() / 2.0).round()));
    }

    /// Writes a text in the middle of a rectangle, in as many lines as it takes.
    pub fn note(&self, text: &str, face: Face, rect: Rect) {
        let block = self
            .letters
            .block(text, face, self.scale, rect.width().floor());
        let top = rect.top + (rect.height() - block.height()) / 2.0;
        block.paint(self.canvas, (rect.left.round(), top.max(rect.top).round()));
    }

    /// Draws the mark of a severity: square, triangle, disc, bar. Colour and shape both tell.
    pub fn severity_mark(&self, severity: Severity, (x, y): (f32, f32), size: f32) {
        let (half, colour) = (size / 2.0, palette::severity(severity));
        match severity {
            Severity::Critical => self.fill_shape(
                &[
                    (x - half, y - half),
                    (x + half, y - half),
                    (x + half, y + half),
                    (x - half, y + half),
                ],
                colour,
            ),
            Severity::Important => self.fill_shape(
                &[
                    (x, y - half),
                    (x + half * 1.15, y + half),
                    (x - half * 1.15, y + half),
                ],
                colour,
            ),
            Severity::Polish => self.fill_disc((x, y), half, colour),
            Severity::Info => self.fill_shape(
                &[
                    (x - half * 0.35, y - half),
                    (x + half * 0.35, y - half),
                    (x + half * 0.35, y + half),
                    (x - half * 0.35, y + half),
                ],
                colour,
            ),
        }
    }
}

/// A paint with smooth edges.
#[must_use]
pub fn smooth(colour: Color) -> Paint {
    let mut paint = Paint::default();
    paint.set_anti_alias(true).set_color(colour);
    paint
}

/// The colour, seen through.
#[must_use]
pub fn faded(colour: Color, opacity_ratio: f32) -> Color {
    let alpha = (opacity_ratio.clamp(0.0, 1.0) * 255.0).round() as u8;
    Color::from_argb(alpha, colour.r(), colour.g(), colour.b())
}

fn trace(path: &mut PathBuilder, points: &[(f32, f32)]) {
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*point);
        } else {
            path.line_to(*point);
        }
    }
}
