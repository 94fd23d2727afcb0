//! Painting paragraphs.

use crate::draw::Canvas;
use crate::draw::outline::Outline;
use crate::draw::state::State;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::ISize;
use crate::geometry::point::Point;
use crate::geometry::rect::IRect;
use crate::image::Image;
use crate::paint::Paint;
use crate::paint::PaintStyle;
use crate::path::Path;
use crate::raster::blit::Rows;
use crate::text::decoration::draw_decorations;
use crate::text::glyphs;
use crate::text::glyphs::GlyphImage;
use crate::text::glyphs::GlyphPixels;
use crate::text::glyphs::SUBPIXELS;
use crate::text::laid::PlacedGlyph;
use crate::text::laid::Run;
use crate::text::paragraph::Paragraph;
use crate::text::style::TextStyle;

/// Larger glyphs are drawn from their outlines: there are few of them, and their pixels would fill
/// the cache.
const IMAGE_SIZE_MAX_PX: f32 = 128.0;

/// Letters reach out of their line by at most about this share of their size.
const OVERHANG: f32 = 1.0;

impl Paragraph {
    /// Paints the lines of the last layout with their upper left corner at `p`.
    pub fn paint(&self, canvas: &Canvas, p: impl Into<Point>) {
        let p = p.into();
        let mut state = canvas.state();
        let matrix = state.matrix();
        let local = matrix.pre_translate(p);
        if !local.is_finite() {
            return;
        }
        let visible = state.visible();
        let is_seen = |run: &&Run| {
            let overhang = run.font_size * OVERHANG;
            let area = local
                .map_rect(run.rect.with_outset((overhang, overhang)))
                .0
                .round_out();
            !area.intersection(&visible).is_empty()
        };
        state.set_matrix(local);
        let runs = &self.laid.runs;
        for run in runs.iter().filter(is_seen) {
            if let Some(background) = self.style(run).and_then(|style| style.background.as_ref()) {
                state.draw(&Outline::Path(&Path::rect(run.rect, None)), background);
            }
        }
        for run in runs.iter().filter(is_seen) {
            if let Some(style) = self.style(run) {
                let glyphs = self.laid.glyphs.get(run.glyphs.clone()).unwrap_or_default();
                draw_glyphs(&mut state, &local, run, glyphs, &style.foreground);
            }
        }
        for stretch in runs.chunk_by(|a, b| a.line == b.line && a.part == b.part) {
            if let (Some(first), Some(last)) = (stretch.first(), stretch.last())
                && let Some(style) = self
                    .style(first)
                    .filter(|style| !style.decoration.lines.is_empty())
            {
                draw_decorations(&mut state, first, (first.rect.left, last.rect.right), style);
            }
        }
        state.set_matrix(matrix);
    }

    fn style(&self, run: &Run) -> Option<&TextStyle> {
        let (_, style) = self
            .content
            .parts
            .get(run.part)
            .or(self.content.parts.last())?;
        Some(style)
    }
}

fn draw_glyphs(
    state: &mut State,
    matrix: &Matrix,
    run: &Run,
    glyphs: &[PlacedGlyph],
    paint: &Paint,
) {
    let scale = matrix[0];
    let is_upright =
        matrix.is_scale_translate() && scale > 0.0 && (matrix[4] - scale).abs() < 1.0e-4 * scale;
    let size = run.font_size * scale;
    let is_plain = paint.style == PaintStyle::Fill && paint.mask_filter.is_none();
    if is_upright && is_plain && size <= IMAGE_SIZE_MAX_PX {
        for glyph in glyphs {
            draw_image(state, matrix, run, glyph, (size, paint));
        }
    } else {
        for glyph in glyphs {
            draw_outline(state, matrix, run, glyph, paint);
        }
        state.set_matrix(*matrix);
    }
}

/// Draws a glyph from its pixels: at a quarter of a pixel along the line, on whole rows.
fn draw_image(
    state: &mut State,
    matrix: &Matrix,
    run: &Run,
    glyph: &PlacedGlyph,
    (size, paint): (f32, &Paint),
) {
    let place = matrix.map_point((glyph.x, glyph.y));
    let quarters = (place.x * SUBPIXELS as f32).round() as i32;
    let subpixel = quarters.rem_euclid(SUBPIXELS);
    let Some(image) = glyphs::image(&run.face, glyph.id, size, subpixel) else {
        return;
    };
    let origin = (quarters.div_euclid(SUBPIXELS), place.y.round() as i32);
    let area = device_area(&image, origin);
    match &image.pixels {
        GlyphPixels::Coverage(bytes) => state.draw_bytes(area, bytes, paint),
        GlyphPixels::Color(pixels) => state.draw_rows(Rows { area, pixels }, &opacity_of(paint)),
    }
}

fn device_area(image: &GlyphImage, (x, y): (i32, i32)) -> IRect {
    let (left, top) = (x.saturating_add(image.left), y.saturating_sub(image.top));
    IRect::new(
        left,
        top,
        left.saturating_add(image.width),
        top.saturating_add(image.height),
    )
}

/// A picture keeps its own colours.
fn opacity_of(paint: &Paint) -> Paint {
    let mut opacity = Paint::default();
    opacity
        .set_alpha_f(paint.color.a)
        .set_blend_mode(paint.blend_mode);
    opacity
}

/// Draws a glyph from its outline, or a turned picture.
fn draw_outline(state: &mut State, matrix: &Matrix, run: &Run, glyph: &PlacedGlyph, paint: &Paint) {
    let place = matrix.pre_translate(Point::new(glyph.x, glyph.y));
    if let Some(outline) = glyphs::outline(&run.face, glyph.id, run.font_size) {
        state.set_matrix(place);
        return state.draw(&Outline::Steps(&outline.steps, outline.bounds), paint);
    }
    let scale = matrix.max_scale();
    let size = (run.font_size * scale).min(IMAGE_SIZE_MAX_PX);
    let Some(image) = glyphs::image(&run.face, glyph.id, size, 0) else {
        return;
    };
    if let GlyphPixels::Color(pixels) = &image.pixels {
        let shrink = run.font_size / size;
        state.set_matrix(place * Matrix::scale((shrink, shrink)));
        let picture = Image::from_pixels(ISize::new(image.width, image.height), pixels.clone());
        let corner = Point::new(image.left as f32, -image.top as f32);
        state.draw_image(&picture, corner, &opacity_of(paint));
    }
}
