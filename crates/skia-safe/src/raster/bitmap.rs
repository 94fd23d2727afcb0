//! A rectangle of premultiplied pixels.

use crate::geometry::rect::IRect;
use crate::raster::blend::is_opaque;

/// Pixels of `area`, row by row. Outside `dirty` every pixel is transparent.
#[derive(Debug, Default)]
pub(crate) struct Bitmap {
    area: IRect,
    dirty: IRect,
    pixels: Vec<u32>,
}

impl Bitmap {
    /// Transparent pixels.
    pub(crate) fn new(area: IRect) -> Self {
        Self::reusing(Vec::new(), area)
    }

    /// Transparent pixels in memory used before, which must be all zero.
    pub(crate) fn reusing(mut pixels: Vec<u32>, area: IRect) -> Self {
        pixels.resize(area.pixels(), 0);
        Self {
            area,
            dirty: IRect::default(),
            pixels,
        }
    }

    /// The memory, made transparent again for [`Bitmap::reusing`].
    pub(crate) fn into_clean_pixels(mut self) -> Vec<u32> {
        let dirty = self.dirty;
        for y in dirty.top..dirty.bottom {
            self.row_mut(y, dirty.left, dirty.right).fill(0);
        }
        self.pixels
    }

    pub(crate) fn area(&self) -> IRect {
        self.area
    }

    /// The part that may hold anything but transparent pixels.
    pub(crate) fn dirty(&self) -> IRect {
        self.dirty
    }

    /// Remembers that `area` is about to be drawn on.
    pub(crate) fn mark(&mut self, area: IRect) {
        self.dirty = self.dirty.union(&area.intersection(&self.area));
    }

    pub(crate) fn pixels(&self) -> &[u32] {
        &self.pixels
    }

    /// Whether every pixel of `area`, which must be inside, hides what is below.
    pub(crate) fn is_opaque(&self, area: IRect) -> bool {
        (area.top..area.bottom).all(|y| is_opaque(self.row(y, area.left, area.right)))
    }

    /// Every pixel as blue, green, red, alpha; the order does not matter to a blur.
    pub(crate) fn bytes_mut(&mut self) -> &mut [[u8; 4]] {
        bytemuck::cast_slice_mut(&mut self.pixels)
    }

    /// Columns `left..right` of row `y`; empty when any of them is outside.
    pub(crate) fn row(&self, y: i32, left: i32, right: i32) -> &[u32] {
        let range = self.range(y, left, right);
        self.pixels.get(range).unwrap_or_default()
    }

    /// Columns `left..right` of row `y`; empty when any of them is outside.
    pub(crate) fn row_mut(&mut self, y: i32, left: i32, right: i32) -> &mut [u32] {
        let range = self.range(y, left, right);
        self.pixels.get_mut(range).unwrap_or_default()
    }

    fn range(&self, y: i32, left: i32, right: i32) -> std::ops::Range<usize> {
        let wanted = IRect::new(left, y, right, y + 1);
        if wanted.is_empty() || !self.area.contains(&wanted) {
            return 0..0;
        }
        let start = (y - self.area.top) as usize * self.area.width() as usize
            + (left - self.area.left) as usize;
        start..start + (right - left) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_outside_are_empty_rather_than_a_panic() {
        let mut bitmap = Bitmap::new(IRect::new(2, 2, 5, 4));
        assert_eq!(bitmap.row(2, 2, 5).len(), 3);
        assert!(bitmap.row(4, 2, 5).is_empty() && bitmap.row(2, 1, 5).is_empty());
        assert!(bitmap.row_mut(-9, 2, 5).is_empty());
    }

    #[test]
    fn memory_comes_back_transparent() {
        let mut bitmap = Bitmap::new(IRect::new(0, 0, 4, 4));
        bitmap.mark(IRect::new(1, 1, 9, 2));
        bitmap.row_mut(1, 1, 4).fill(7);
        assert!(bitmap.into_clean_pixels().iter().all(|p| *p == 0));
    }
}
