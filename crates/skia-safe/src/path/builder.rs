//! Building outlines step by step.

use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::geometry::rect::Rect;
use crate::geometry::rrect::RRect;
use crate::path::Path;
use crate::path::PathDirection;
use crate::path::Segment;
use crate::path::arc::Ellipse;
use crate::path::arc::EndpointArc;
use crate::path::arc::rrect_segments;
use crate::path::circle;

/// Which of the two arcs between two points on an ellipse.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ArcSize {
    /// At most half of it.
    Small,
    /// At least half of it.
    Large,
}

/// Collects the steps of an outline; [`PathBuilder::detach`] makes it a [`Path`].
#[derive(Clone, Debug, Default)]
pub struct PathBuilder {
    /// Set while a single rounded rectangle is all there is, so that the path stays one.
    only: Option<RRect>,
    segments: Vec<Segment>,
    start: Point,
    last: Point,
}

impl PathBuilder {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a new line at `pt`.
    pub fn move_to(&mut self, pt: impl Into<Point>) -> &mut Self {
        self.push(Segment::Move(pt.into()));
        self
    }

    /// A straight line to `pt`.
    pub fn line_to(&mut self, pt: impl Into<Point>) -> &mut Self {
        self.draw(Segment::Line(pt.into()))
    }

    /// A curve to `p2`, pulled towards `p1`.
    pub fn quad_to(&mut self, p1: impl Into<Point>, p2: impl Into<Point>) -> &mut Self {
        self.draw(Segment::Quad(p1.into(), p2.into()))
    }

    /// A curve to `p3` that leaves towards `p1` and arrives from `p2`.
    pub fn cubic_to(
        &mut self,
        p1: impl Into<Point>,
        p2: impl Into<Point>,
        p3: impl Into<Point>,
    ) -> &mut Self {
        self.draw(Segment::Cubic(p1.into(), p2.into(), p3.into()))
    }

    /// Ends the current line where it started.
    pub fn close(&mut self) -> &mut Self {
        self.write_out();
        if !matches!(self.segments.last(), None | Some(Segment::Close)) {
            self.push(Segment::Close);
        }
        self
    }

    /// An arc of the ellipse in `oval`, clockwise from `start_angle_deg` (zero is to the right).
    /// Joined to the current line unless `force_move_to` is set or nothing was drawn yet.
    pub fn arc_to(
        &mut self,
        oval: impl AsRef<Rect>,
        start_angle_deg: f32,
        sweep_angle_deg: f32,
        force_move_to: bool,
    ) -> &mut Self {
        let oval = oval.as_ref();
        let center = Point::new(oval.center_x(), oval.center_y());
        let radii = Point::new(oval.width() * 0.5, oval.height() * 0.5);
        let ellipse = Ellipse {
            center,
            radii,
            rotation_rad: 0.0,
        };
        let start_rad = start_angle_deg.to_radians();
        let first = ellipse.point(start_rad);
        self.write_out();
        if force_move_to || self.segments.is_empty() {
            self.push(Segment::Move(first));
        } else if first != self.last {
            self.draw(Segment::Line(first));
        }
        let sweep_rad = sweep_angle_deg.clamp(-360.0, 360.0).to_radians();
        if sweep_rad != 0.0 {
            ellipse.arc(start_rad, sweep_rad, |segment| self.push(segment));
        }
        self
    }

    /// SVG's elliptical arc, to `dxdy` from the current point.
    #[expect(clippy::too_many_arguments, reason = "skia-safe's signature")]
    pub fn r_arc_to(
        &mut self,
        r: impl Into<Vector>,
        x_axis_rotate: f32,
        large_arc: ArcSize,
        sweep: PathDirection,
        dxdy: impl Into<Vector>,
    ) -> &mut Self {
        self.begin();
        let from = self.last;
        let to = from.plus(dxdy.into());
        let rotation_rad = x_axis_rotate.to_radians();
        let arc = EndpointArc {
            from,
            to,
            radii: r.into(),
            rotation_rad,
            size: large_arc,
            sweep,
        };
        match arc.centered() {
            Some((ellipse, start, swept)) => {
                ellipse.arc(start, swept, |segment| self.push(segment));
            }
            None => self.push(Segment::Line(to)),
        }
        self
    }

    /// An arc on its own.
    pub fn add_arc(
        &mut self,
        oval: impl AsRef<Rect>,
        start_angle_deg: f32,
        sweep_angle_deg: f32,
    ) -> &mut Self {
        self.arc_to(oval, start_angle_deg, sweep_angle_deg, true)
    }

    /// A rectangle.
    pub fn add_rect(
        &mut self,
        rect: impl AsRef<Rect>,
        dir: impl Into<Option<PathDirection>>,
        start_index: impl Into<Option<usize>>,
    ) -> &mut Self {
        self.add_rrect(RRect::new_rect(rect.as_ref().sorted()), dir, start_index)
    }

    /// The ellipse that fills `rect`.
    pub fn add_oval(
        &mut self,
        rect: impl AsRef<Rect>,
        dir: impl Into<Option<PathDirection>>,
        start_index: impl Into<Option<usize>>,
    ) -> &mut Self {
        self.add_rrect(RRect::new_oval(rect), dir, start_index)
    }

    /// A circle.
    pub fn add_circle(
        &mut self,
        center: impl Into<Point>,
        radius: f32,
        dir: impl Into<Option<PathDirection>>,
    ) -> &mut Self {
        self.add_rrect(circle(center.into(), radius), dir, None)
    }

    /// A rounded rectangle. Where on it the outline starts makes no difference to a closed one.
    pub fn add_rrect(
        &mut self,
        rect: impl AsRef<RRect>,
        dir: impl Into<Option<PathDirection>>,
        _start_index: impl Into<Option<usize>>,
    ) -> &mut Self {
        let direction = dir.into().unwrap_or_default();
        if self.is_empty() && direction == PathDirection::CW {
            self.only = Some(*rect.as_ref());
        } else {
            self.write_out();
            rrect_segments(rect.as_ref(), direction, |segment| self.push(segment));
        }
        self
    }

    /// Moves everything so far by `d`.
    pub fn offset(&mut self, d: impl Into<Vector>) -> &mut Self {
        let d = d.into();
        self.only = self.only.map(|rrect| rrect.with_offset(d));
        for segment in &mut self.segments {
            *segment = segment.map(|p| p.plus(d));
        }
        self.start = self.start.plus(d);
        self.last = self.last.plus(d);
        self
    }

    /// The finished outline; the builder starts again with nothing.
    #[must_use]
    pub fn detach(&mut self) -> Path {
        let path = self.snapshot();
        self.only = None;
        self.segments.clear();
        (self.start, self.last) = (Point::default(), Point::default());
        path
    }

    /// The outline so far.
    #[must_use]
    pub fn snapshot(&self) -> Path {
        match self.only {
            Some(rrect) => Path::from_rrect(rrect),
            None => Path::from_segments(&self.segments),
        }
    }

    fn is_empty(&self) -> bool {
        self.only.is_none() && self.segments.is_empty()
    }

    /// Turns the single rounded rectangle into steps, because more are to come.
    fn write_out(&mut self) {
        if let Some(rrect) = self.only.take() {
            rrect_segments(&rrect, PathDirection::CW, |segment| self.push(segment));
        }
    }

    /// Lines need a point to start from: the last one, or where a closed line began.
    fn begin(&mut self) {
        self.write_out();
        if matches!(self.segments.last(), None | Some(Segment::Close)) {
            self.push(Segment::Move(self.start));
        }
    }

    fn draw(&mut self, segment: Segment) -> &mut Self {
        self.begin();
        self.push(segment);
        self
    }

    fn push(&mut self, segment: Segment) {
        self.write_out();
        match segment {
            Segment::Move(p) => (self.start, self.last) = (p, p),
            Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) => self.last = p,
            Segment::Close => self.last = self.start,
        }
        self.segments.push(segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Shape;

    #[test]
    fn a_single_rectangle_stays_one_and_a_second_makes_it_an_outline() {
        let mut builder = PathBuilder::new();
        builder
            .add_rect(Rect::new(0.0, 0.0, 2.0, 2.0), None, None)
            .offset((1.0, 0.0));
        assert_eq!(
            *builder.snapshot().shape(),
            Shape::Rect(Rect::new(1.0, 0.0, 3.0, 2.0))
        );
        builder.add_circle((5.0, 5.0), 1.0, None);
        let path = builder.detach();
        assert!(matches!(path.shape(), Shape::Segments(..)));
        assert_eq!(*path.bounds(), Rect::new(1.0, 0.0, 6.0, 6.0));
        assert!(builder.detach().is_empty());
    }

    #[test]
    fn a_line_after_close_starts_where_the_closed_one_did() {
        let mut builder = PathBuilder::new();
        builder
            .move_to((1.0, 2.0))
            .line_to((3.0, 4.0))
            .close()
            .line_to((5.0, 6.0));
        assert_eq!(builder.segments[3], Segment::Move(Point::new(1.0, 2.0)));
    }

    #[test]
    fn an_arc_ends_where_its_angle_says() {
        let mut builder = PathBuilder::new();
        builder.arc_to(Rect::new(0.0, 0.0, 10.0, 10.0), 0.0, 90.0, true);
        assert!(builder.last.minus(Point::new(5.0, 10.0)).length() < 1.0e-4);
    }
}
