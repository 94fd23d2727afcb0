//! Rounded rectangles.

use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::geometry::rect::Rect;

/// Names for the corners of an [`RRect`], clockwise from the upper left.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Corner {
    /// Left and top edge.
    UpperLeft,
    /// Right and top edge.
    UpperRight,
    /// Right and bottom edge.
    LowerRight,
    /// Left and bottom edge.
    LowerLeft,
}

/// A rectangle with an elliptical arc at each corner.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct RRect {
    rect: Rect,
    radii: [Vector; 4],
}

impl RRect {
    /// Square corners.
    #[must_use]
    pub fn new_rect(rect: impl AsRef<Rect>) -> Self {
        Self {
            rect: *rect.as_ref(),
            radii: [Point::default(); 4],
        }
    }

    /// The ellipse that fills `oval`.
    #[must_use]
    pub fn new_oval(oval: impl AsRef<Rect>) -> Self {
        let oval = *oval.as_ref();
        Self::new_rect_xy(oval, oval.width() * 0.5, oval.height() * 0.5)
    }

    /// The same radii at every corner.
    #[must_use]
    pub fn new_rect_xy(rect: impl AsRef<Rect>, x_rad: f32, y_rad: f32) -> Self {
        Self::new_rect_radii(rect, &[Point::new(x_rad, y_rad); 4])
    }

    /// Radii per corner, clockwise from the upper left. Radii that do not fit beside each other are
    /// shrunk together, as CSS asks; a corner with a radius of zero or less is square.
    #[must_use]
    pub fn new_rect_radii(rect: impl AsRef<Rect>, radii: &[Vector; 4]) -> Self {
        let rect = rect.as_ref().sorted();
        let positive = |r: &Vector| {
            if r.x > 0.0 && r.y > 0.0 && r.is_finite() {
                *r
            } else {
                Point::default()
            }
        };
        let radii = radii.each_ref().map(positive);
        let shrink = shrink_to_fit(&rect, &radii);
        Self {
            rect,
            radii: radii.map(|r| r.times(shrink)),
        }
    }

    /// The rectangle around it.
    #[must_use]
    pub fn bounds(&self) -> &Rect {
        &self.rect
    }

    /// The rectangle around it.
    #[must_use]
    pub fn rect(&self) -> &Rect {
        &self.rect
    }

    /// Extent along x.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.rect.width()
    }

    /// Extent along y.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.rect.height()
    }

    /// Radii along x and y of one corner.
    #[must_use]
    pub fn radii(&self, corner: Corner) -> Vector {
        self.radii[corner as usize]
    }

    /// Whether every corner is square.
    #[must_use]
    pub fn is_rect(&self) -> bool {
        self.radii.iter().all(|r| r.x == 0.0 || r.y == 0.0)
    }

    /// Every edge moved outwards and every round corner grown by as much. Square corners stay square.
    #[must_use]
    pub fn with_outset(&self, delta: impl Into<Vector>) -> Self {
        let d = delta.into();
        let grown = self
            .radii
            .map(|r| if r.x > 0.0 && r.y > 0.0 { r.plus(d) } else { r });
        let mut rect = self.rect.with_outset(d);
        // Insetting by more than half leaves the centre line, not a swapped rectangle.
        if rect.left > rect.right {
            (rect.left, rect.right) = (self.rect.center_x(), self.rect.center_x());
        }
        if rect.top > rect.bottom {
            (rect.top, rect.bottom) = (self.rect.center_y(), self.rect.center_y());
        }
        Self::new_rect_radii(rect, &grown)
    }

    /// Every edge moved inwards and every round corner shrunk by as much.
    #[must_use]
    pub fn with_inset(&self, delta: impl Into<Vector>) -> Self {
        self.with_outset(delta.into().times(-1.0))
    }

    /// The rounded rectangle moved by `delta`.
    #[must_use]
    pub fn with_offset(&self, delta: impl Into<Vector>) -> Self {
        Self {
            rect: self.rect.with_offset(delta),
            radii: self.radii,
        }
    }

    pub(crate) fn corner_radii(&self) -> &[Vector; 4] {
        &self.radii
    }

    /// Whether every corner is part of a circle, so that its outline offsets to arcs again.
    pub(crate) fn has_circular_corners(&self) -> bool {
        self.radii
            .iter()
            .all(|r| (r.x - r.y).abs() <= 1.0e-4 * r.x.max(1.0))
    }
}

impl AsRef<RRect> for RRect {
    fn as_ref(&self) -> &RRect {
        self
    }
}

/// CSS Backgrounds and Borders 3, 5.5: all radii shrink by the smallest ratio of a side's length to
/// the sum of the two radii on it.
fn shrink_to_fit(rect: &Rect, radii: &[Vector; 4]) -> f32 {
    let [ul, ur, lr, ll] = radii;
    let sides = [
        (rect.width(), ul.x + ur.x),
        (rect.height(), ur.y + lr.y),
        (rect.width(), lr.x + ll.x),
        (rect.height(), ll.y + ul.y),
    ];
    let ratio = |(length, taken): (f32, f32)| if taken > length { length / taken } else { 1.0 };
    sides.into_iter().map(ratio).fold(1.0, f32::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radii_that_overlap_shrink_together() {
        // 20 wide with radii 20 and 20 on each side: the ratio is one half.
        let rr = RRect::new_rect_xy(Rect::new(0.0, 0.0, 20.0, 100.0), 20.0, 20.0);
        assert_eq!(rr.radii(Corner::UpperLeft), Point::new(10.0, 10.0));
    }

    #[test]
    fn outset_grows_round_corners_and_keeps_square_ones() {
        let radii = [
            Point::new(4.0, 4.0),
            Point::default(),
            Point::default(),
            Point::default(),
        ];
        let rr =
            RRect::new_rect_radii(Rect::new(0.0, 0.0, 50.0, 50.0), &radii).with_outset((2.0, 2.0));
        assert_eq!(*rr.bounds(), Rect::new(-2.0, -2.0, 52.0, 52.0));
        assert_eq!(rr.radii(Corner::UpperLeft), Point::new(6.0, 6.0));
        assert_eq!(rr.radii(Corner::LowerRight), Point::default());
    }

    #[test]
    fn an_inset_past_the_middle_collapses_to_it() {
        let rr = RRect::new_rect(Rect::new(0.0, 0.0, 4.0, 10.0)).with_inset((3.0, 3.0));
        assert_eq!(*rr.bounds(), Rect::new(2.0, 3.0, 2.0, 7.0));
    }
}
