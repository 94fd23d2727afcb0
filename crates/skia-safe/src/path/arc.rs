//! Arcs and rounded rectangles as cubic curves.

use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::geometry::rrect::RRect;
use crate::path::PathDirection;
use crate::path::Segment;
use crate::path::builder::ArcSize;

/// The distance of the control points that makes a cubic a quarter circle to within 0.03 % of its
/// radius: `4/3 * tan(90°/4)`.
const QUARTER_CIRCLE: f32 = 0.552_284_8;

/// An ellipse seen from its centre.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Ellipse {
    pub center: Point,
    pub radii: Vector,
    pub rotation_rad: f32,
}

impl Ellipse {
    /// The point at an angle, measured clockwise from the right before rotation.
    pub(crate) fn point(&self, angle_rad: f32) -> Point {
        let (sin, cos) = angle_rad.sin_cos();
        self.place(Point::new(cos, sin))
    }

    /// Where a point of the unit circle goes.
    fn place(&self, unit: Point) -> Point {
        let scaled = Point::new(unit.x * self.radii.x, unit.y * self.radii.y);
        self.center.plus(rotated(scaled, self.rotation_rad))
    }

    /// Curves from `start_rad` on through `sweep_rad`.
    pub(crate) fn arc(&self, start_rad: f32, sweep_rad: f32, mut each: impl FnMut(Segment)) {
        let pieces = (sweep_rad.abs() / std::f32::consts::FRAC_PI_2 - 1.0e-4)
            .ceil()
            .clamp(1.0, 8.0);
        let step = sweep_rad / pieces;
        let handle = 4.0 / 3.0 * (step / 4.0).tan();
        for piece in 0..pieces as usize {
            let angle = start_rad + step * piece as f32;
            let (s0, c0) = angle.sin_cos();
            let (s1, c1) = (angle + step).sin_cos();
            each(Segment::Cubic(
                self.place(Point::new(c0 - handle * s0, s0 + handle * c0)),
                self.place(Point::new(c1 + handle * s1, s1 - handle * c1)),
                self.place(Point::new(c1, s1)),
            ));
        }
    }
}

fn rotated(p: Point, angle_rad: f32) -> Point {
    if angle_rad == 0.0 {
        return p;
    }
    let (sin, cos) = angle_rad.sin_cos();
    Point::new(p.x * cos - p.y * sin, p.x * sin + p.y * cos)
}

/// An arc given by its end points, as in SVG 1.1, appendix F.6.
#[derive(Copy, Clone, Debug)]
pub(crate) struct EndpointArc {
    pub from: Point,
    pub to: Point,
    pub radii: Vector,
    pub rotation_rad: f32,
    pub size: ArcSize,
    pub sweep: PathDirection,
}

impl EndpointArc {
    /// The ellipse, the angle it starts at and how far it goes; `None` for a straight line.
    pub(crate) fn centered(&self) -> Option<(Ellipse, f32, f32)> {
        let (mut rx, mut ry) = (self.radii.x.abs(), self.radii.y.abs());
        // F.6.5.1: half the distance, turned into the ellipse's own axes.
        let half = rotated(self.from.minus(self.to).times(0.5), -self.rotation_rad);
        if !(rx > 0.0 && ry > 0.0) || half == Point::default() {
            return None;
        }
        // F.6.6.3: radii too small to reach are scaled up.
        let reach = Point::new(half.x / rx, half.y / ry).length();
        if reach > 1.0 {
            (rx, ry) = (rx * reach, ry * reach);
        }
        // F.6.5.2, with everything divided by the radii, which turns the ellipse into a unit circle.
        let unit = Point::new(half.x / rx, half.y / ry);
        let squared = unit.dot(unit);
        let distance = ((1.0 - squared) / squared).max(0.0).sqrt();
        let is_same = (self.size == ArcSize::Large) == (self.sweep == PathDirection::CW);
        let distance = if is_same { -distance } else { distance };
        let unit_center = Point::new(unit.y * distance, -unit.x * distance);
        let middle = self.from.plus(self.to).times(0.5);
        let center = middle.plus(rotated(
            Point::new(unit_center.x * rx, unit_center.y * ry),
            self.rotation_rad,
        ));
        let angle = |p: Point| p.y.atan2(p.x);
        let start = angle(unit.minus(unit_center));
        let swept = angle(unit.times(-1.0).minus(unit_center)) - start;
        let ellipse = Ellipse {
            center,
            radii: Point::new(rx, ry),
            rotation_rad: self.rotation_rad,
        };
        Some((ellipse, start, directed(swept, self.sweep)))
    }
}

/// The same angle, between zero and a full turn in the given direction.
fn directed(angle_rad: f32, direction: PathDirection) -> f32 {
    let turn = std::f32::consts::TAU;
    match direction {
        PathDirection::CW if angle_rad < 0.0 => angle_rad + turn,
        PathDirection::CCW if angle_rad > 0.0 => angle_rad - turn,
        _ => angle_rad,
    }
}

/// The closed outline of a rounded rectangle; square corners are single points.
pub(crate) fn rrect_segments(
    rrect: &RRect,
    direction: PathDirection,
    mut each: impl FnMut(Segment),
) {
    let corners = corners(rrect);
    let order: [usize; 4] = match direction {
        PathDirection::CW => [0, 1, 2, 3],
        PathDirection::CCW => [3, 2, 1, 0],
    };
    for (position, index) in order.into_iter().enumerate() {
        let Corner {
            mut before,
            apex,
            mut after,
        } = corners[index];
        if direction == PathDirection::CCW {
            std::mem::swap(&mut before, &mut after);
        }
        each(if position == 0 {
            Segment::Move(before)
        } else {
            Segment::Line(before)
        });
        if before != after {
            let handle = |end: Point| end.toward(apex, QUARTER_CIRCLE);
            each(Segment::Cubic(handle(before), handle(after), after));
        }
    }
    each(Segment::Close);
}

/// A corner: where its arc starts and ends going clockwise, and the point it rounds off.
struct Corner {
    before: Point,
    apex: Point,
    after: Point,
}

fn corners(rrect: &RRect) -> [Corner; 4] {
    let r = rrect.bounds();
    let [ul, ur, lr, ll] = *rrect.corner_radii();
    let corner = |x: f32, y: f32, before: (f32, f32), after: (f32, f32)| {
        let apex = Point::new(x, y);
        Corner {
            before: apex.plus(before.into()),
            apex,
            after: apex.plus(after.into()),
        }
    };
    [
        corner(r.left, r.top, (0.0, ul.y), (ul.x, 0.0)),
        corner(r.right, r.top, (-ur.x, 0.0), (0.0, ur.y)),
        corner(r.right, r.bottom, (0.0, -lr.y), (-lr.x, 0.0)),
        corner(r.left, r.bottom, (ll.x, 0.0), (0.0, -ll.y)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(size: ArcSize, sweep: PathDirection) -> (Ellipse, f32, f32) {
        let (from, to) = (Point::new(0.0, -5.0), Point::new(5.0, 0.0));
        let radii = Point::new(5.0, 5.0);
        EndpointArc {
            from,
            to,
            radii,
            rotation_rad: 0.0,
            size,
            sweep,
        }
        .centered()
        .unwrap()
    }

    #[test]
    fn the_four_arcs_between_two_points_have_the_two_centres_of_the_standard() {
        let centers = [
            (ArcSize::Small, PathDirection::CW, 0.0, 90.0),
            (ArcSize::Large, PathDirection::CCW, 0.0, -270.0),
            (ArcSize::Small, PathDirection::CCW, 5.0, -90.0),
            (ArcSize::Large, PathDirection::CW, 5.0, 270.0),
        ];
        for (size, sweep, x, degrees) in centers {
            let (ellipse, _, swept) = quarter(size, sweep);
            assert!((ellipse.center.x - x).abs() < 1.0e-4 && (ellipse.center.y + x).abs() < 1.0e-4);
            assert!((swept.to_degrees() - degrees).abs() < 1.0e-2);
        }
    }

    #[test]
    fn an_arc_of_cubics_stays_on_the_circle() {
        let ellipse = Ellipse {
            center: Point::default(),
            radii: Point::new(100.0, 100.0),
            rotation_rad: 0.0,
        };
        let mut from = ellipse.point(0.3);
        ellipse.arc(0.3, 5.0, |segment| {
            let Segment::Cubic(a, b, to) = segment else {
                panic!("not a curve")
            };
            let middle = from
                .toward(a, 0.5)
                .toward(a.toward(b, 0.5), 0.5)
                .toward(a.toward(b, 0.5).toward(b.toward(to, 0.5), 0.5), 0.5);
            assert!((middle.length() - 100.0).abs() < 0.1);
            assert!((to.length() - 100.0).abs() < 1.0e-3);
            from = to;
        });
        assert!(from.minus(ellipse.point(5.3)).length() < 1.0e-3);
    }
}
