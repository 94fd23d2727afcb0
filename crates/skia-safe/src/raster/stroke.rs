//! The outline of a line: one polygon per segment, one wedge per corner, one cap per end. They meet
//! edge to edge at all but the tightest corners, and all count as covered however they overlap.

use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::paint::Paint;
use crate::paint::PaintCap;
use crate::paint::PaintJoin;
use crate::path::flatten::Lines;
use crate::path::flatten::TOLERANCE_PX;
use crate::raster::scan::Scanner;

/// How a line is drawn, in local coordinates.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Pen {
    half_width: f32,
    cap: PaintCap,
    join: PaintJoin,
    miter_limit: f32,
    /// Corners and arcs finer than this cannot be seen.
    tolerance: f32,
}

impl Pen {
    /// The pen of a paint; a width of zero is one device pixel.
    pub(crate) fn new(paint: &Paint, matrix: &Matrix) -> Self {
        let scale = matrix.max_scale().max(f32::MIN_POSITIVE);
        let width = if paint.stroke_width > 0.0 {
            paint.stroke_width
        } else {
            1.0 / scale
        };
        Self {
            half_width: width * 0.5,
            cap: paint.stroke_cap,
            join: paint.stroke_join,
            miter_limit: paint.stroke_miter.max(1.0),
            tolerance: TOLERANCE_PX / scale,
        }
    }

    pub(crate) fn tolerance(&self) -> f32 {
        self.tolerance
    }

    /// How far it may draw from the line itself.
    pub(crate) fn reach(&self) -> f32 {
        let corner = if self.join == PaintJoin::Miter {
            self.miter_limit
        } else {
            1.0
        };
        let end = if self.cap == PaintCap::Square {
            std::f32::consts::SQRT_2
        } else {
            1.0
        };
        self.half_width * corner.max(end)
    }
}

/// Draws lines with a pen.
pub(crate) struct Stroker<'a> {
    scanner: &'a mut Scanner,
    matrix: Matrix,
    pen: Pen,
    line: Vec<Point>,
    /// Whether anything followed the first point, even if it went nowhere.
    has_segment: bool,
}

impl<'a> Stroker<'a> {
    /// `line` is memory to work in.
    pub(crate) fn new(
        scanner: &'a mut Scanner,
        matrix: Matrix,
        pen: Pen,
        mut line: Vec<Point>,
    ) -> Self {
        line.clear();
        Self {
            scanner,
            matrix,
            pen,
            line,
            has_segment: false,
        }
    }

    /// Draws what is left and gives the memory back.
    pub(crate) fn finish(mut self) -> Vec<Point> {
        self.open_line();
        self.line
    }

    fn open_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        match line.as_slice() {
            [] => {}
            [dot] => self.dot(*dot),
            [first, second, ..] => {
                let end = line.len() - 1;
                self.segments(&line, Ends::Open);
                self.cap(*first, direction(*second, *first));
                self.cap(line[end], direction(line[end - 1], line[end]));
            }
        }
        self.restart(line);
    }

    fn closed_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if line.len() > 1 && line.first() == line.last() {
            line.pop();
        }
        match line.as_slice() {
            [] => {}
            [dot] => self.dot(*dot),
            _ => self.segments(&line, Ends::Joined),
        }
        self.restart(line);
    }

    fn restart(&mut self, mut line: Vec<Point>) {
        line.clear();
        self.line = line;
        self.has_segment = false;
    }

    /// All segments, and the corners between them.
    fn segments(&mut self, line: &[Point], ends: Ends) {
        let len = line.len();
        let point = |index: usize| line[index % len];
        let count = if ends == Ends::Joined { len } else { len - 1 };
        let segment = |index: usize| Leg::new(point(index), point(index + 1));
        let first = segment(0);
        let is_joined = ends == Ends::Joined;
        let joint = is_joined.then(|| self.joint(&segment(count - 1), &first));
        let mut start = joint
            .as_ref()
            .map_or_else(|| self.square(&first), |joint| joint.start);
        let mut leg = first;
        for index in 0..count {
            let next = (index + 1 < count || is_joined).then(|| segment(index + 1));
            let (end, next_start) = match &next {
                None => (self.square(&leg), start),
                Some(next) => {
                    let joint = self.joint(&leg, next);
                    self.corner(&leg, next);
                    (joint.end, joint.start)
                }
            };
            let Leg { from, to, .. } = leg;
            self.add(&[
                from.plus(start.left),
                to.plus(end.left),
                to,
                to.plus(end.right),
                from.plus(start.right),
                from,
            ]);
            start = next_start;
            if let Some(next) = next {
                leg = next;
            }
        }
    }

    /// Where the edges of a segment start or end when nothing joins it.
    fn square(&self, leg: &Leg) -> Edges {
        let side = self.side(leg.direction);
        Edges {
            left: side,
            right: side.times(-1.0),
        }
    }

    /// Where the edges of two segments meet. On the inner side that is where they cross, unless the
    /// segments are too short for that.
    fn joint(&self, before: &Leg, after: &Leg) -> Joint {
        let (mut end, mut start) = (self.square(before), self.square(after));
        let (turn, along) = (
            before.direction.cross(after.direction),
            before.direction.dot(after.direction),
        );
        // Half the width times the tangent of half the turn.
        let shortened = self.pen.half_width * turn.abs() / (1.0 + along).max(f32::MIN_POSITIVE);
        if shortened <= 0.5 * before.length.min(after.length) {
            let crossing = end.left.plus(start.left).times(1.0 / (1.0 + along));
            if turn > 0.0 {
                (end.left, start.left) = (crossing, crossing);
            } else {
                let crossing = crossing.times(-1.0);
                (end.right, start.right) = (crossing, crossing);
            }
        }
        Joint { end, start }
    }

    /// A line that goes nowhere: only its caps.
    fn dot(&mut self, p: Point) {
        if self.has_segment {
            for d in [Point::new(1.0, 0.0), Point::new(-1.0, 0.0)] {
                self.cap(p, d);
            }
        }
    }

    /// Fills the wedge on the outer side between two segments.
    fn corner(&mut self, before: &Leg, after: &Leg) {
        let (p, d0, d1) = (before.to, before.direction, after.direction);
        let (turn, along) = (d0.cross(d1), d0.dot(d1));
        let gap = self.pen.half_width * turn.abs();
        if along > 0.0 && gap < self.pen.tolerance {
            return;
        }
        let outer = if turn > 0.0 { -1.0 } else { 1.0 };
        let (a, b) = (self.side(d0).times(outer), self.side(d1).times(outer));
        match self.pen.join {
            PaintJoin::Round => self.fan(p, a, b),
            // The miter is 1 / sin(angle / 2) long, whose square is 2 / (1 + cos(turn)).
            PaintJoin::Miter if 2.0 <= self.pen.miter_limit.powi(2) * (1.0 + along) => {
                let tip = a.plus(b).times(1.0 / (1.0 + along));
                self.add(&[p, p.plus(a), p.plus(tip), p.plus(b)]);
            }
            PaintJoin::Miter | PaintJoin::Bevel => self.add(&[p, p.plus(a), p.plus(b)]),
        }
    }

    /// The end of a line that arrives in direction `d`.
    fn cap(&mut self, p: Point, d: Vector) {
        let side = self.side(d);
        match self.pen.cap {
            PaintCap::Butt => {}
            PaintCap::Square => {
                let out = d.times(self.pen.half_width);
                self.add(&[
                    p.plus(side),
                    p.plus(side).plus(out),
                    p.minus(side).plus(out),
                    p.minus(side),
                ]);
            }
            PaintCap::Round => {
                let out = d.times(self.pen.half_width);
                self.fan(p, side, out);
                self.fan(p, out, side.times(-1.0));
            }
        }
    }

    /// The sector around `p` from `p + a` to `p + b`, at most half a circle.
    fn fan(&mut self, p: Point, a: Vector, b: Vector) {
        let angle = a.cross(b).atan2(a.dot(b));
        // The sagitta of an arc of angle t is about r t squared / 8.
        let step = (8.0 * self.pen.tolerance / self.pen.half_width)
            .sqrt()
            .clamp(0.05, 1.0);
        let steps = (angle.abs() / step).ceil().clamp(1.0, 64.0);
        let (sin, cos) = (angle / steps).sin_cos();
        let mut from = a;
        for _ in 0..steps as usize {
            let to = Point::new(from.x * cos - from.y * sin, from.x * sin + from.y * cos);
            self.add(&[p, p.plus(from), p.plus(to)]);
            from = to;
        }
    }

    /// From the line to its edge.
    fn side(&self, d: Vector) -> Vector {
        Point::new(-d.y, d.x).times(self.pen.half_width)
    }

    fn add<const N: usize>(&mut self, polygon: &[Point; N]) {
        self.scanner
            .add_positive(&polygon.map(|p| self.matrix.map_point(p)));
    }
}

/// Whether a line goes back to where it started.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Ends {
    Open,
    Joined,
}

/// One segment.
#[derive(Copy, Clone)]
struct Leg {
    from: Point,
    to: Point,
    direction: Vector,
    length: f32,
}

impl Leg {
    fn new(from: Point, to: Point) -> Self {
        Self {
            from,
            to,
            direction: direction(from, to),
            length: to.minus(from).length(),
        }
    }
}

/// Distances from a point of the line to its two edges.
#[derive(Copy, Clone)]
struct Edges {
    left: Vector,
    right: Vector,
}

/// The edges of one segment where it ends and of the next where it starts.
struct Joint {
    end: Edges,
    start: Edges,
}

impl Lines for Stroker<'_> {
    fn move_to(&mut self, p: Point) {
        self.open_line();
        self.line.push(p);
    }

    fn line_to(&mut self, p: Point) {
        self.has_segment = true;
        if self.line.last() != Some(&p) {
            self.line.push(p);
        }
    }

    fn close(&mut self) {
        self.has_segment |= !self.line.is_empty();
        self.closed_line();
    }
}

/// The unit vector from one point to another.
fn direction(from: Point, to: Point) -> Vector {
    let along = to.minus(from);
    let length = along.length();
    if length > 0.0 {
        along.times(1.0 / length)
    } else {
        Point::new(1.0, 0.0)
    }
}
