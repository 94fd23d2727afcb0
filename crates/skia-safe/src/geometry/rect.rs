//! Rectangles, in fractions of a pixel and in whole pixels.

use crate::geometry::point::Vector;

/// Beyond this many pixels from the origin nothing is drawn; keeps integer arithmetic exact.
const DEVICE_LIMIT_PX: f32 = 1.0e6;

/// An axis-aligned rectangle. Empty unless `left < right` and `top < bottom`.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Rect {
    /// Smaller x.
    pub left: f32,
    /// Smaller y.
    pub top: f32,
    /// Larger x.
    pub right: f32,
    /// Larger y.
    pub bottom: f32,
}

impl Rect {
    /// The rectangle with these four edges.
    #[must_use]
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// The rectangle with its corner at `x`, `y`, `w` wide and `h` high.
    #[must_use]
    pub fn from_xywh(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self::new(x, y, x + w, y + h)
    }

    /// Left edge.
    #[must_use]
    pub fn x(&self) -> f32 {
        self.left
    }

    /// Top edge.
    #[must_use]
    pub fn y(&self) -> f32 {
        self.top
    }

    /// Left edge.
    #[must_use]
    pub fn left(&self) -> f32 {
        self.left
    }

    /// Top edge.
    #[must_use]
    pub fn top(&self) -> f32 {
        self.top
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.right
    }

    /// Bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.bottom
    }

    /// Extent along x; negative when the edges are swapped.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Extent along y; negative when the edges are swapped.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Middle along x.
    #[must_use]
    pub fn center_x(&self) -> f32 {
        // Halved first, so that two huge edges do not overflow.
        self.left * 0.5 + self.right * 0.5
    }

    /// Middle along y.
    #[must_use]
    pub fn center_y(&self) -> f32 {
        self.top * 0.5 + self.bottom * 0.5
    }

    /// Whether nothing is inside; true for rectangles with a NaN edge too.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !(self.left < self.right && self.top < self.bottom)
    }

    /// Every edge moved inwards.
    #[must_use]
    pub fn with_inset(&self, delta: impl Into<Vector>) -> Self {
        let d = delta.into();
        Self::new(
            self.left + d.x,
            self.top + d.y,
            self.right - d.x,
            self.bottom - d.y,
        )
    }

    /// Every edge moved outwards.
    #[must_use]
    pub fn with_outset(&self, delta: impl Into<Vector>) -> Self {
        self.with_inset(delta.into().times(-1.0))
    }

    /// The rectangle moved by `delta`.
    #[must_use]
    pub fn with_offset(&self, delta: impl Into<Vector>) -> Self {
        let d = delta.into();
        Self::new(
            self.left + d.x,
            self.top + d.y,
            self.right + d.x,
            self.bottom + d.y,
        )
    }

    pub(crate) fn is_finite(&self) -> bool {
        [self.left, self.top, self.right, self.bottom]
            .iter()
            .all(|edge| edge.is_finite())
    }

    /// The same rectangle with its edges in order.
    pub(crate) fn sorted(&self) -> Self {
        Self::new(
            self.left.min(self.right),
            self.top.min(self.bottom),
            self.left.max(self.right),
            self.top.max(self.bottom),
        )
    }

    pub(crate) fn intersection(&self, other: &Self) -> Self {
        Self::new(
            self.left.max(other.left),
            self.top.max(other.top),
            self.right.min(other.right),
            self.bottom.min(other.bottom),
        )
    }

    pub(crate) fn contains_rect(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// The smallest rectangle of whole pixels around `self`.
    pub(crate) fn round_out(&self) -> IRect {
        IRect::new(
            to_device(self.left.floor()),
            to_device(self.top.floor()),
            to_device(self.right.ceil()),
            to_device(self.bottom.ceil()),
        )
    }

    /// The pixels whose centres are inside `self`.
    pub(crate) fn round(&self) -> IRect {
        let nearest = |edge: f32| to_device((edge - 0.5).ceil());
        IRect::new(
            nearest(self.left),
            nearest(self.top),
            nearest(self.right),
            nearest(self.bottom),
        )
    }

    /// The whole-pixel rectangle `self` differs from by less than can be seen, if there is one.
    pub(crate) fn snapped(&self) -> Option<IRect> {
        // A 64th of a pixel changes 255 steps of coverage by at most four.
        const INVISIBLE_PX: f32 = 1.0 / 64.0;
        let near = |edge: f32| (edge - edge.round()).abs() < INVISIBLE_PX;
        let all_near = near(self.left) && near(self.top) && near(self.right) && near(self.bottom);
        all_near.then(|| self.round())
    }
}

impl AsRef<Rect> for Rect {
    fn as_ref(&self) -> &Rect {
        self
    }
}

/// Clamps a whole coordinate into what `i32` arithmetic can add up; NaN becomes zero.
fn to_device(edge: f32) -> i32 {
    edge.clamp(-DEVICE_LIMIT_PX, DEVICE_LIMIT_PX) as i32
}

/// A rectangle of whole pixels; `right` and `bottom` are one past the last pixel.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct IRect {
    /// First column.
    pub left: i32,
    /// First row.
    pub top: i32,
    /// One past the last column.
    pub right: i32,
    /// One past the last row.
    pub bottom: i32,
}

impl IRect {
    /// The rectangle with these four edges.
    #[must_use]
    pub const fn new(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }

    /// Whether it has no pixel.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// Number of pixels.
    pub(crate) fn pixels(&self) -> usize {
        if self.is_empty() {
            0
        } else {
            self.width() as usize * self.height() as usize
        }
    }

    pub(crate) fn intersection(&self, other: &Self) -> Self {
        Self::new(
            self.left.max(other.left),
            self.top.max(other.top),
            self.right.min(other.right),
            self.bottom.min(other.bottom),
        )
    }

    /// The smallest rectangle around both; an empty one adds nothing.
    pub(crate) fn union(&self, other: &Self) -> Self {
        match (self.is_empty(), other.is_empty()) {
            (true, _) => *other,
            (_, true) => *self,
            _ => Self::new(
                self.left.min(other.left),
                self.top.min(other.top),
                self.right.max(other.right),
                self.bottom.max(other.bottom),
            ),
        }
    }

    pub(crate) fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    pub(crate) fn with_offset(&self, dx: i32, dy: i32) -> Self {
        Self::new(
            self.left + dx,
            self.top + dy,
            self.right + dx,
            self.bottom + dy,
        )
    }

    pub(crate) fn with_outset(&self, by: i32) -> Self {
        Self::new(
            self.left - by,
            self.top - by,
            self.right + by,
            self.bottom + by,
        )
    }

    pub(crate) fn to_rect(self) -> Rect {
        Rect::new(
            self.left as f32,
            self.top as f32,
            self.right as f32,
            self.bottom as f32,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_takes_the_pixels_whose_centres_are_inside() {
        assert_eq!(
            Rect::new(0.4, 0.6, 2.5, 3.6).round(),
            IRect::new(0, 1, 2, 4)
        );
    }

    #[test]
    fn a_rectangle_with_nan_is_empty_and_rounds_without_panic() {
        let broken = Rect::new(f32::NAN, 0.0, 10.0, f32::INFINITY);
        assert!(broken.is_empty());
        assert_eq!(broken.round_out().left, 0);
    }

    #[test]
    fn the_union_with_an_empty_rectangle_changes_nothing() {
        let full = IRect::new(3, 4, 5, 6);
        assert_eq!(full.union(&IRect::default()), full);
        assert_eq!(IRect::default().union(&full), full);
    }
}
