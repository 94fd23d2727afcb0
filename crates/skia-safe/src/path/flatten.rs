//! Curves as straight lines.

use crate::geometry::point::Point;
use crate::path::Segment;

/// How far a line may be from the curve it stands for, in pixels. Chords are all on the inside, so
/// this much of an edge is missing everywhere: two steps of 255 at most.
pub(crate) const TOLERANCE_PX: f32 = 0.01;

/// More lines than this per curve are never needed on a screen.
const PIECES_MAX: f32 = 256.0;

/// Takes an outline made of straight lines.
pub(crate) trait Lines {
    /// A new line starts here.
    fn move_to(&mut self, p: Point);
    /// The line goes on to here.
    fn line_to(&mut self, p: Point);
    /// The line goes back to where it started.
    fn close(&mut self);
}

/// Turns steps into straight lines within a tolerance.
pub(crate) struct Flattener<'a, L: Lines> {
    lines: &'a mut L,
    tolerance: f32,
    start: Point,
    last: Point,
}

impl<'a, L: Lines> Flattener<'a, L> {
    /// `tolerance` is in the coordinates of the steps.
    pub(crate) fn new(lines: &'a mut L, tolerance: f32) -> Self {
        Self {
            lines,
            tolerance,
            start: Point::default(),
            last: Point::default(),
        }
    }

    /// Takes the next step.
    pub(crate) fn push(&mut self, segment: Segment) {
        match segment {
            Segment::Move(p) => {
                self.lines.move_to(p);
                (self.start, self.last) = (p, p);
            }
            Segment::Line(p) => self.line(p),
            Segment::Quad(c, p) => self.quad(c, p),
            Segment::Cubic(c, d, p) => self.cubic(c, d, p),
            Segment::Close => {
                self.lines.close();
                self.last = self.start;
            }
        }
    }

    fn line(&mut self, p: Point) {
        self.lines.line_to(p);
        self.last = p;
    }

    /// The error of `n` chords is at most an eighth of the second derivative over n squared.
    fn pieces(&self, second_derivative: f32) -> usize {
        (second_derivative / (8.0 * self.tolerance))
            .sqrt()
            .ceil()
            .clamp(1.0, PIECES_MAX) as usize
    }

    fn quad(&mut self, c: Point, p: Point) {
        let from = self.last;
        let bend = from.minus(c.times(2.0)).plus(p);
        let pieces = self.pieces(2.0 * bend.length());
        for i in 1..pieces {
            let t = i as f32 / pieces as f32;
            self.line(from.toward(c, t).toward(c.toward(p, t), t));
        }
        self.line(p);
    }

    fn cubic(&mut self, c: Point, d: Point, p: Point) {
        let from = self.last;
        let bend_start = from.minus(c.times(2.0)).plus(d).length();
        let bend_end = c.minus(d.times(2.0)).plus(p).length();
        let pieces = self.pieces(6.0 * bend_start.max(bend_end));
        for i in 1..pieces {
            let t = i as f32 / pieces as f32;
            let middle = c.toward(d, t);
            let before = from.toward(c, t).toward(middle, t);
            let after = middle.toward(d.toward(p, t), t);
            self.line(before.toward(after, t));
        }
        self.line(p);
    }
}

/// Closed polygons collected from an outline.
#[derive(Default)]
pub(crate) struct Polygons(pub Vec<Vec<[f32; 2]>>);

impl Lines for Polygons {
    fn move_to(&mut self, p: Point) {
        self.0.push(vec![[p.x, p.y]]);
    }

    fn line_to(&mut self, p: Point) {
        if let Some(polygon) = self.0.last_mut() {
            polygon.push([p.x, p.y]);
        }
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Path;

    #[test]
    fn every_point_of_a_flattened_circle_is_within_tolerance() {
        // 0.03 % of the radius, see `path::arc`.
        const CUBIC_ERROR_PX: f32 = 0.015;
        let mut polygons = Polygons::default();
        let mut flattener = Flattener::new(&mut polygons, TOLERANCE_PX);
        Path::circle((0.0, 0.0), 50.0, None).visit(|segment| flattener.push(segment));
        let points = &polygons.0[0];
        for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
            let middle = Point::new((a[0] + b[0]) * 0.5, (a[1] + b[1]) * 0.5);
            assert!((middle.length() - 50.0).abs() < TOLERANCE_PX + CUBIC_ERROR_PX);
        }
    }
}
