//! SVG documents.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use resvg::usvg::ImageHrefResolver;
use resvg::usvg::Options;
use resvg::usvg::Tree;
use resvg::usvg::fontdb::Source;

use crate::cache::Cache;
use crate::draw::Canvas;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::ISize;
use crate::geometry::point::Point;
use crate::geometry::point::Size;
use crate::geometry::rect::IRect;
use crate::image::Image;
use crate::paint::Paint;
use crate::raster::blit::Rows;
use crate::text::font::FontMgr;
use crate::wrapper::PointerWrapper;

/// Pictures of documents kept per thread: thousands of icons.
const BUDGET_BYTES: usize = 16 << 20;

/// Documents are drawn at most this many pixels along a side, and stretched from there.
const SIDE_MAX_PX: f32 = 4096.0;

/// Places between two pixels that documents are drawn at.
const SUBPIXELS: f32 = 4.0;

/// Skia's own names of what a document is placed in.
#[allow(non_snake_case)]
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct ContainerSize {
    /// Extent along x.
    pub fWidth: f32,
    /// Extent along y.
    pub fHeight: f32,
}

/// What [`Dom`] points to.
#[allow(non_snake_case)]
#[derive(Clone, Debug)]
pub struct DomInner {
    /// The size the document is drawn at: its own unless set.
    pub fContainerSize: ContainerSize,
    tree: Arc<Tree>,
    /// Never used for another document.
    id: u64,
}

/// A document that has been read. Clones share it, but each has its own container size.
#[derive(Clone, Debug)]
pub struct Dom(DomInner);

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
#[error("this is not an SVG document that can be drawn; check that it opens in a browser")]
pub struct LoadError(#[from] resvg::usvg::Error);

impl Dom {
    /// Reads a document. Its text is set in the fonts of the manager, then in those of the system.
    /// Pictures inside it are left out, as is anything it refers to outside.
    ///
    /// # Errors
    ///
    /// When the bytes are not an SVG document.
    pub fn from_bytes(svg: &[u8], font_mgr: impl Into<FontMgr>) -> Result<Self, LoadError> {
        static NEXT_ID: AtomicU64 = AtomicU64::new(0);
        let mut options = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        if has_text(svg) {
            let fonts = options.fontdb_mut();
            fonts.load_system_fonts();
            for typeface in font_mgr.into().embedded() {
                fonts.load_font_source(Source::Binary(Arc::new(typeface.blob)));
            }
        }
        let tree = Tree::from_data(svg, &options)?;
        let container = ContainerSize {
            fWidth: tree.size().width(),
            fHeight: tree.size().height(),
        };
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        Ok(Self(DomInner {
            fContainerSize: container,
            tree: Arc::new(tree),
            id,
        }))
    }

    /// Sets the size this handle draws the document at.
    pub fn set_container_size(&mut self, size: impl Into<Size>) {
        let size = size.into();
        if size.width > 0.0
            && size.height > 0.0
            && size.width.is_finite()
            && size.height.is_finite()
        {
            self.0.fContainerSize = ContainerSize {
                fWidth: size.width,
                fHeight: size.height,
            };
        }
    }

    /// Draws the document with its upper left corner at the origin.
    pub fn render(&self, canvas: &Canvas) {
        let mut state = canvas.state();
        let (own, container) = (self.0.tree.size(), self.0.fContainerSize);
        let fit = Matrix::scale((
            container.fWidth / own.width(),
            container.fHeight / own.height(),
        ));
        let outer = state.matrix();
        let matrix = outer * fit;
        if !matrix.is_finite() {
            return;
        }
        let is_upright = matrix.is_scale_translate() && matrix[0] > 0.0 && matrix[4] > 0.0;
        let scale = if is_upright {
            Point::new(matrix[0], matrix[4])
        } else {
            Point::new(1.0, 1.0).times(matrix.max_scale())
        };
        let place = if is_upright {
            Place::new(matrix.translation())
        } else {
            Place::default()
        };
        let Some(picture) = self.picture(scale, place) else {
            return;
        };
        let size = picture.image.size();
        if is_upright && picture.shrunk == 1.0 {
            let area = IRect::new(
                place.x,
                place.y,
                place.x + size.width,
                place.y + size.height,
            );
            return state.draw_rows(
                Rows {
                    area,
                    pixels: picture.image.pixels(),
                },
                &Paint::default(),
            );
        }
        let back = Matrix::scale((
            1.0 / (scale.x * picture.shrunk),
            1.0 / (scale.y * picture.shrunk),
        ));
        state.set_matrix(matrix * back);
        state.draw_image(&picture.image, Point::default(), &Paint::default());
        state.set_matrix(outer);
    }

    /// The document at a scale, from the cache if it was drawn so before.
    fn picture(&self, scale: Point, place: Place) -> Option<Picture> {
        let key = Key {
            id: self.0.id,
            scale: [scale.x.to_bits(), scale.y.to_bits()],
            subpixel: place.subpixel,
        };
        PICTURES.with_borrow_mut(|pictures| {
            let drawn = pictures.get(&key);
            drawn.or_else(|| {
                let picture = draw(&self.0.tree, scale, place)?;
                pictures.insert(key, picture.clone(), picture.image.pixels().len() * 4);
                Some(picture)
            })
        })
    }
}

impl PointerWrapper for Dom {
    type Inner = DomInner;

    fn inner(&self) -> &DomInner {
        &self.0
    }
}

/// Reading the fonts of the system takes long, and most documents are icons.
fn has_text(svg: &[u8]) -> bool {
    const ELEMENT: &[u8] = b"<text";
    // Compressed documents are not looked into; they start with these two bytes.
    svg.starts_with(&[0x1f, 0x8b]) || svg.windows(ELEMENT.len()).any(|window| window == ELEMENT)
}

/// A whole pixel, and how far right of and below it in parts of one.
#[derive(Copy, Clone, Default)]
struct Place {
    x: i32,
    y: i32,
    subpixel: [u8; 2],
}

impl Place {
    fn new(at: Point) -> Self {
        let split = |v: f32| {
            let parts = (v.clamp(-1.0e6, 1.0e6) * SUBPIXELS).round() as i32;
            (
                parts.div_euclid(SUBPIXELS as i32),
                parts.rem_euclid(SUBPIXELS as i32) as u8,
            )
        };
        let ((x, right), (y, below)) = (split(at.x), split(at.y));
        Self {
            x,
            y,
            subpixel: [right, below],
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    id: u64,
    scale: [u32; 2],
    subpixel: [u8; 2],
}

/// A drawn document.
#[derive(Clone)]
struct Picture {
    image: Image,
    /// How much smaller than asked for it was drawn; 1 unless it would have been huge.
    shrunk: f32,
}

thread_local! {
    static PICTURES: RefCell<Cache<Key, Picture>> = RefCell::new(Cache::new(BUDGET_BYTES));
}

/// Forgets all pictures.
pub(crate) fn purge() {
    PICTURES.with_borrow_mut(Cache::clear);
}

fn draw(tree: &Tree, scale: Point, place: Place) -> Option<Picture> {
    let (width, height) = (
        tree.size().width() * scale.x,
        tree.size().height() * scale.y,
    );
    let shrunk = (SIDE_MAX_PX / width.max(height)).min(1.0);
    let [right, below] = place.subpixel.map(|part| f32::from(part) / SUBPIXELS);
    let size = ISize::new(
        (width * shrunk + right).ceil() as i32,
        (height * shrunk + below).ceil() as i32,
    );
    let mut pixmap = Pixmap::new(
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    )?;
    let transform = Transform::from_row(scale.x * shrunk, 0.0, 0.0, scale.y * shrunk, right, below);
    resvg::render(tree, transform, &mut pixmap.as_mut());
    let pixel = |c: &[u8]| u32::from_be_bytes([c[3], c[0], c[1], c[2]]);
    let pixels = pixmap.data().chunks_exact(4).map(pixel).collect();
    Some(Picture {
        image: Image::from_pixels(size, pixels),
        shrunk,
    })
}
