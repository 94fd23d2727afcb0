//! Pixels to draw on.

use crate::draw::Canvas;
use crate::geometry::point::ISize;
use crate::geometry::point::Point;
use crate::geometry::rect::IRect;
use crate::image::Image;
use crate::paint::BlendMode;
use crate::paint::Paint;
use crate::raster::blit::Rows;
use crate::shader::SamplingOptions;

/// Columns and rows at most: what coverage can address exactly, and a gigabyte in all.
const SIDE_MAX: i32 = 16_384;

/// Making surfaces.
pub mod surfaces {
    use crate::geometry::point::ISize;
    use crate::surface::Surface;

    /// A surface in memory, transparent at first. `None` when it would be empty or above 16384
    /// pixels along a side.
    #[must_use]
    pub fn raster_n32_premul(size: impl Into<ISize>) -> Option<Surface> {
        Surface::new(size.into())
    }
}

/// Pixels in memory and the canvas that draws on them.
#[derive(Debug)]
pub struct Surface {
    canvas: Canvas,
    size: ISize,
    shown: Option<Shown>,
}

/// Where a surface was last drawn, when it hid all that was below: as long as nothing else is drawn
/// there, only what has changed needs to be drawn again.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct Shown {
    canvas: (u64, u64),
    place: (i32, i32),
}

impl Surface {
    fn new(size: ISize) -> Option<Self> {
        let fits = |side: i32| (1..=SIDE_MAX).contains(&side);
        let canvas = || Canvas::new(IRect::new(0, 0, size.width, size.height));
        (fits(size.width) && fits(size.height)).then(|| Self {
            canvas: canvas(),
            size,
            shown: None,
        })
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.size.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> i32 {
        self.size.height
    }

    /// What draws here.
    pub fn canvas(&mut self) -> &Canvas {
        &self.canvas
    }

    /// Another surface like this one, with nothing on it.
    #[must_use]
    pub fn new_surface_with_dimensions(&mut self, dim: impl Into<ISize>) -> Option<Self> {
        Self::new(dim.into())
    }

    /// What is on it now, as an image.
    #[must_use]
    pub fn image_snapshot(&mut self) -> Image {
        Image::from_pixels(self.size, self.canvas.state().base().pixels().into())
    }

    /// Draws it onto another canvas, which must not be its own.
    pub fn draw(
        &mut self,
        canvas: &Canvas,
        offset: impl Into<Point>,
        _sampling: impl Into<SamplingOptions>,
        paint: Option<&Paint>,
    ) {
        let default = Paint::default();
        let (paint, offset) = (paint.unwrap_or(&default), offset.into());
        let matrix = canvas.local_to_device_as_3x3();
        if !matrix.is_translate() {
            canvas.draw_image(self.image_snapshot(), offset, Some(paint));
            return;
        }
        let place = matrix.map_point(offset);
        // Whole pixels: a surface is a stack of rows, and half a pixel of blur helps nobody.
        self.draw_at(
            canvas,
            (place.x.round() as i32, place.y.round() as i32),
            paint,
        );
    }

    fn draw_at(&mut self, canvas: &Canvas, place: (i32, i32), paint: &Paint) {
        let mut target = canvas.state();
        let state = self.canvas.get_mut();
        let changed = state.take_changed();
        let bitmap = state.base();
        let hides =
            paint.alpha() == 255 && paint.blend_mode == BlendMode::SrcOver && target.is_open();
        let is_shown = hides
            && self.shown
                == Some(Shown {
                    canvas: target.stamp(),
                    place,
                });
        let part = if is_shown { changed } else { bitmap.area() };
        let rows = Rows {
            area: bitmap.area().with_offset(place.0, place.1),
            pixels: bitmap.pixels(),
        };
        target.draw_rows_within(rows, part.with_offset(place.0, place.1), paint);
        self.shown = (hides && bitmap.is_opaque(part)).then(|| Shown {
            canvas: target.stamp(),
            place,
        });
    }

    /// The pixels, to show them on a screen.
    pub fn peek_pixels(&mut self) -> Option<Pixmap<'_>> {
        let pixels = self.canvas.get_mut().base().pixels();
        Some(Pixmap {
            pixels,
            size: self.size,
        })
    }
}

/// Pixels to look at: premultiplied, four bytes each, row by row without gaps. On little-endian
/// machines blue comes first.
#[derive(Copy, Clone, Debug)]
pub struct Pixmap<'a> {
    pixels: &'a [u32],
    size: ISize,
}

impl<'a> Pixmap<'a> {
    /// Columns.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.size.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> i32 {
        self.size.height
    }

    /// Bytes from one row to the next.
    #[must_use]
    pub fn row_bytes(&self) -> usize {
        self.size.width as usize * 4
    }

    /// All of them.
    #[must_use]
    pub fn bytes(&self) -> Option<&'a [u8]> {
        Some(bytemuck::cast_slice(self.pixels))
    }
}
