//! Glyphs as coverage, colour or outline, kept in bounded caches.

use std::cell::RefCell;
use std::sync::Arc;

use swash::FontRef;
use swash::scale::Render;
use swash::scale::ScaleContext;
use swash::scale::Scaler;
use swash::scale::Source;
use swash::scale::StrikeWith;
use swash::scale::image::Content;
use swash::zeno::Angle;
use swash::zeno::Command;
use swash::zeno::Format;
use swash::zeno::PathData;
use swash::zeno::Transform;
use swash::zeno::Vector;

use crate::cache::Cache;
use crate::geometry::point::Point;
use crate::geometry::rect::Rect;
use crate::path::Segment;
use crate::raster::pixel::premultiply;
use crate::text::face::Face;

/// Coverage and colour of glyphs: some ten thousand at the sizes of an editor.
const IMAGE_BUDGET_BYTES: usize = 4 << 20;

/// Outlines of glyphs, for turned, stroked and very large text.
const OUTLINE_BUDGET_BYTES: usize = 2 << 20;

/// Places between two pixels that glyphs are drawn at.
pub(crate) const SUBPIXELS: i32 = 4;

/// A synthetic bold adds this share of the size to every stem, as most systems do.
const BOLD_SHARE: f32 = 1.0 / 24.0;

/// A glyph of a face at a size, a part of a pixel from the left.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
struct Key {
    face: u32,
    size_bits: u32,
    glyph: u16,
    subpixel: u16,
}

/// The pixels of a glyph, placed relative to its origin on the baseline.
#[derive(Debug)]
pub(crate) struct GlyphImage {
    pub left: i32,
    pub top: i32,
    pub width: i32,
    pub height: i32,
    pub pixels: GlyphPixels,
}

/// Coverage to be coloured, or colours of its own.
#[derive(Debug)]
pub(crate) enum GlyphPixels {
    Coverage(Box<[u8]>),
    Color(Arc<[u32]>),
}

/// The outline of a glyph, y down, and the rectangle around it.
#[derive(Debug)]
pub(crate) struct GlyphOutline {
    pub steps: Box<[Segment]>,
    pub bounds: Rect,
}

struct Glyphs {
    context: ScaleContext,
    images: Cache<Key, Option<Arc<GlyphImage>>>,
    outlines: Cache<Key, Option<Arc<GlyphOutline>>>,
}

thread_local! {
    static GLYPHS: RefCell<Glyphs> = RefCell::new(Glyphs {
        context: ScaleContext::new(),
        images: Cache::new(IMAGE_BUDGET_BYTES),
        outlines: Cache::new(OUTLINE_BUDGET_BYTES),
    });
}

/// Forgets all glyphs.
pub(crate) fn purge() {
    GLYPHS.with_borrow_mut(|glyphs| {
        glyphs.images.clear();
        glyphs.outlines.clear();
    });
}

/// The pixels of a glyph; `None` for blanks and for fonts that cannot be read.
pub(crate) fn image(face: &Face, glyph: u16, size: f32, subpixel: i32) -> Option<Arc<GlyphImage>> {
    let key = Key {
        face: face.id,
        size_bits: size.to_bits(),
        glyph,
        subpixel: subpixel as u16,
    };
    GLYPHS.with_borrow_mut(|glyphs| {
        glyphs.images.get(&key).unwrap_or_else(|| {
            let image = render(&mut glyphs.context, face, &key, size).map(Arc::new);
            let bytes = image.as_ref().map_or(0, |image| image.size_bytes());
            glyphs
                .images
                .insert(key, image.clone(), bytes + size_of::<(Key, GlyphImage)>());
            image
        })
    })
}

/// The outline of a glyph; `None` for blanks and for glyphs that are pictures.
pub(crate) fn outline(face: &Face, glyph: u16, size: f32) -> Option<Arc<GlyphOutline>> {
    let key = Key {
        face: face.id,
        size_bits: size.to_bits(),
        glyph,
        subpixel: 0,
    };
    GLYPHS.with_borrow_mut(|glyphs| {
        glyphs.outlines.get(&key).unwrap_or_else(|| {
            let outline = trace(&mut glyphs.context, face, glyph, size).map(Arc::new);
            let steps = outline.as_ref().map_or(0, |outline| outline.steps.len());
            let bytes = steps * size_of::<Segment>() + size_of::<(Key, GlyphOutline)>();
            glyphs.outlines.insert(key, outline.clone(), bytes);
            outline
        })
    })
}

impl GlyphImage {
    fn size_bytes(&self) -> usize {
        match &self.pixels {
            GlyphPixels::Coverage(bytes) => bytes.len(),
            GlyphPixels::Color(pixels) => pixels.len() * 4,
        }
    }
}

fn scaler<'a>(context: &'a mut ScaleContext, face: &'a Face, size: f32) -> Option<Scaler<'a>> {
    let font = FontRef::from_index(face.font.data.as_ref(), face.font.index as usize)?;
    let id = [face.font.data.id(), u64::from(face.font.index)];
    let coordinates = face.coordinates.iter().copied();
    Some(
        context
            .builder_with_id(font, id)
            .size(size)
            .hint(false)
            .normalized_coords(coordinates)
            .build(),
    )
}

fn slant(face: &Face) -> Option<Transform> {
    let slant_deg = face.look.slant_deg();
    (slant_deg != 0).then(|| Transform::skew(Angle::from_degrees(slant_deg as f32), Angle::ZERO))
}

fn render(context: &mut ScaleContext, face: &Face, key: &Key, size: f32) -> Option<GlyphImage> {
    let mut scaler = scaler(context, face, size)?;
    let sources = [
        Source::ColorOutline(0),
        Source::ColorBitmap(StrikeWith::BestFit),
        Source::Outline,
    ];
    let mut render = Render::new(&sources);
    let offset = f32::from(key.subpixel) / SUBPIXELS as f32;
    render
        .format(Format::Alpha)
        .offset(Vector::new(offset, 0.0))
        .transform(slant(face));
    if face.look.is_bold() {
        render.embolden(size * BOLD_SHARE);
    }
    let image = render.render(&mut scaler, key.glyph)?;
    let place = image.placement;
    let (width, height) = (place.width as i32, place.height as i32);
    if width == 0 || height == 0 {
        return None;
    }
    let pixels = match image.content {
        Content::Color => {
            let straight = image
                .data
                .chunks_exact(4)
                .map(|c| premultiply([c[0], c[1], c[2], c[3]]));
            GlyphPixels::Color(straight.collect())
        }
        Content::Mask | Content::SubpixelMask => GlyphPixels::Coverage(image.data.into()),
    };
    Some(GlyphImage {
        left: place.left,
        top: place.top,
        width,
        height,
        pixels,
    })
}

fn trace(context: &mut ScaleContext, face: &Face, glyph: u16, size: f32) -> Option<GlyphOutline> {
    let mut scaler = scaler(context, face, size)?;
    if scaler.has_color_outlines() && scaler.scale_color_outline(glyph).is_some() {
        return None;
    }
    let mut outline = scaler.scale_outline(glyph)?;
    if face.look.is_bold() {
        outline.embolden(size * BOLD_SHARE, size * BOLD_SHARE);
    }
    if let Some(slant) = slant(face) {
        outline.transform(&slant);
    }
    let point = |v: Vector| Point::new(v.x, -v.y);
    let step = |command: Command| match command {
        Command::MoveTo(p) => Segment::Move(point(p)),
        Command::LineTo(p) => Segment::Line(point(p)),
        Command::QuadTo(c, p) => Segment::Quad(point(c), point(p)),
        Command::CurveTo(c, d, p) => Segment::Cubic(point(c), point(d), point(p)),
        Command::Close => Segment::Close,
    };
    let steps: Box<[Segment]> = outline.path().commands().map(step).collect();
    let bounds = outline.bounds();
    let bounds = Rect::new(bounds.min.x, -bounds.max.y, bounds.max.x, -bounds.min.y);
    (!steps.is_empty() && bounds.is_finite()).then_some(GlyphOutline { steps, bounds })
}
