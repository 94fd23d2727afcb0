//! Outlines: lines and curves, or a rectangle or rounded rectangle known to be one.

pub(crate) mod arc;
mod boolean;
pub mod builder;
pub(crate) mod flatten;

use std::sync::Arc;

use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::geometry::rect::Rect;
use crate::geometry::rrect::RRect;

/// Which way round a closed outline goes.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum PathDirection {
    /// Clockwise on the screen.
    #[default]
    CW,
    /// Counter-clockwise on the screen.
    CCW,
}

/// How two areas combine into one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PathOp {
    /// What is in the first but not in the second.
    Difference,
    /// What is in both.
    Intersect,
    /// What is in either.
    Union,
    /// What is in one but not in both.
    XOR,
    /// What is in the second but not in the first.
    ReverseDifference,
}

/// One step of an outline.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Segment {
    Move(Point),
    Line(Point),
    Quad(Point, Point),
    Cubic(Point, Point, Point),
    Close,
}

impl Segment {
    /// The same step with every point changed by `change`.
    pub(crate) fn map(self, change: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Move(p) => Self::Move(change(p)),
            Self::Line(p) => Self::Line(change(p)),
            Self::Quad(c, p) => Self::Quad(change(c), change(p)),
            Self::Cubic(c, d, p) => Self::Cubic(change(c), change(d), change(p)),
            Self::Close => Self::Close,
        }
    }

    /// Calls `each` with every point of this step.
    pub(crate) fn points(&self, mut each: impl FnMut(Point)) {
        match *self {
            Self::Move(p) | Self::Line(p) => each(p),
            Self::Quad(c, p) => [c, p].into_iter().for_each(each),
            Self::Cubic(c, d, p) => [c, d, p].into_iter().for_each(each),
            Self::Close => {}
        }
    }
}

/// What an outline is made of. Rectangles stay rectangles, so that drawing them, which is most of
/// what an editor draws, allocates nothing and takes exact short cuts.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) enum Shape {
    #[default]
    Empty,
    Rect(Rect),
    RRect(RRect),
    /// Moved by the vector, so that moving a path shares its segments.
    Segments(Arc<[Segment]>, Vector),
}

/// An outline that cannot change any more; cheap to clone and to move.
#[derive(Clone, Debug, Default)]
pub struct Path {
    shape: Shape,
    bounds: Rect,
}

impl Path {
    /// The outline of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A rectangle.
    #[must_use]
    pub fn rect(rect: impl AsRef<Rect>, _dir: impl Into<Option<PathDirection>>) -> Self {
        Self::from_rrect(RRect::new_rect(rect.as_ref().sorted()))
    }

    /// A rounded rectangle.
    #[must_use]
    pub fn rrect(rect: impl AsRef<RRect>, _dir: impl Into<Option<PathDirection>>) -> Self {
        Self::from_rrect(*rect.as_ref())
    }

    /// A circle.
    #[must_use]
    pub fn circle(
        center: impl Into<Point>,
        radius: f32,
        _dir: impl Into<Option<PathDirection>>,
    ) -> Self {
        Self::from_rrect(circle(center.into(), radius))
    }

    pub(crate) fn from_rrect(rrect: RRect) -> Self {
        let bounds = *rrect.bounds();
        if !bounds.is_finite() {
            return Self::default();
        }
        let shape = if rrect.is_rect() {
            Shape::Rect(bounds)
        } else {
            Shape::RRect(rrect)
        };
        Self { shape, bounds }
    }

    /// Empty when any coordinate is infinite or NaN, as there would be nothing sensible to draw.
    pub(crate) fn from_segments(segments: &[Segment]) -> Self {
        let mut bounds: Option<Rect> = None;
        let mut is_finite = true;
        let mut include = |p: Point| {
            is_finite &= p.is_finite();
            let b = bounds.get_or_insert(Rect::new(p.x, p.y, p.x, p.y));
            *b = Rect::new(
                b.left.min(p.x),
                b.top.min(p.y),
                b.right.max(p.x),
                b.bottom.max(p.y),
            );
        };
        segments
            .iter()
            .for_each(|segment| segment.points(&mut include));
        match bounds {
            Some(bounds) if is_finite => Self {
                shape: Shape::Segments(segments.into(), Point::default()),
                bounds,
            },
            _ => Self::default(),
        }
    }

    /// The smallest rectangle around every point, control points included.
    #[must_use]
    pub fn bounds(&self) -> &Rect {
        &self.bounds
    }

    /// Whether there is no point in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shape == Shape::Empty
    }

    /// The outline moved by `d`.
    #[must_use]
    pub fn make_offset(&self, d: impl Into<Vector>) -> Self {
        let d = d.into();
        let bounds = self.bounds.with_offset(d);
        if !bounds.is_finite() {
            return Self::default();
        }
        let shape = match &self.shape {
            Shape::Empty => return Self::default(),
            Shape::Rect(rect) => Shape::Rect(rect.with_offset(d)),
            Shape::RRect(rrect) => Shape::RRect(rrect.with_offset(d)),
            Shape::Segments(segments, offset) => {
                Shape::Segments(Arc::clone(segments), offset.plus(d))
            }
        };
        Self { shape, bounds }
    }

    /// The outline with every point transformed.
    #[must_use]
    pub fn make_transform(&self, matrix: &Matrix) -> Self {
        if matrix.is_translate() {
            return self.make_offset(matrix.translation());
        }
        if let Some(mapped) = self.as_rrect().and_then(|rrect| map_rrect(&rrect, matrix)) {
            return Self::from_rrect(mapped);
        }
        let mut segments = Vec::new();
        self.visit(|segment| segments.push(segment.map(|p| matrix.map_point(p))));
        Self::from_segments(&segments)
    }

    /// The area that `op` makes of this and another; never `None`.
    #[must_use]
    pub fn op(&self, path: &Path, path_op: PathOp) -> Option<Self> {
        Some(boolean::combine(self, path, path_op))
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    pub(crate) fn as_rrect(&self) -> Option<RRect> {
        match &self.shape {
            Shape::Rect(rect) => Some(RRect::new_rect(rect)),
            Shape::RRect(rrect) => Some(*rrect),
            Shape::Empty | Shape::Segments(..) => None,
        }
    }

    /// Calls `each` with every step of the outline.
    pub(crate) fn visit(&self, mut each: impl FnMut(Segment)) {
        match &self.shape {
            Shape::Empty => {}
            Shape::Rect(rect) => {
                arc::rrect_segments(&RRect::new_rect(rect), PathDirection::CW, each);
            }
            Shape::RRect(rrect) => arc::rrect_segments(rrect, PathDirection::CW, each),
            Shape::Segments(segments, offset) => {
                segments
                    .iter()
                    .for_each(|segment| each(segment.map(|p| p.plus(*offset))));
            }
        }
    }
}

pub(crate) fn circle(center: Point, radius: f32) -> RRect {
    let r = if radius > 0.0 { radius } else { 0.0 };
    RRect::new_oval(Rect::new(
        center.x - r,
        center.y - r,
        center.x + r,
        center.y + r,
    ))
}

/// A rounded rectangle stays one under scaling without mirroring; `None` for other matrices.
pub(crate) fn map_rrect(rrect: &RRect, matrix: &Matrix) -> Option<RRect> {
    let scale = Point::new(matrix[0], matrix[4]);
    let keeps_corners = matrix.is_scale_translate() && scale.x > 0.0 && scale.y > 0.0;
    let radii = rrect
        .corner_radii()
        .map(|r| Point::new(r.x * scale.x, r.y * scale.y));
    keeps_corners.then(|| RRect::new_rect_radii(matrix.map_rect(rrect.bounds()).0, &radii))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_and_scaling_keep_a_rounded_rectangle_one() {
        let path = Path::rrect(
            RRect::new_rect_xy(Rect::new(0.0, 0.0, 10.0, 10.0), 2.0, 2.0),
            None,
        );
        let scaled = path
            .make_offset((1.0, 1.0))
            .make_transform(&Matrix::scale((2.0, 3.0)));
        let expected = RRect::new_rect_xy(Rect::new(2.0, 3.0, 22.0, 33.0), 4.0, 6.0);
        assert_eq!(*scaled.shape(), Shape::RRect(expected));
    }

    #[test]
    fn turning_maps_the_bounds() {
        let turned = Path::rect(Rect::new(0.0, 0.0, 4.0, 2.0), None)
            .make_transform(&Matrix::rotate_deg(90.0));
        let b = turned.bounds();
        assert!((b.left + 2.0).abs() < 1.0e-5 && (b.bottom - 4.0).abs() < 1.0e-5);
    }

    #[test]
    fn outlines_with_broken_coordinates_are_empty() {
        assert!(Path::rect(Rect::new(f32::NEG_INFINITY, 0.0, 4.0, 2.0), None).is_empty());
        assert!(Path::from_segments(&[Segment::Move(Point::new(f32::NAN, 0.0))]).is_empty());
        assert!(
            Path::circle((0.0, 0.0), 5.0, None)
                .make_offset((f32::INFINITY, 0.0))
                .is_empty()
        );
    }
}
