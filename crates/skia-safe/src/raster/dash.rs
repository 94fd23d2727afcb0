//! Lines cut into dashes.

use crate::effects::PathEffect;
use crate::geometry::point::Point;
use crate::path::flatten::Lines;

/// A pattern that would repeat more often than this along one line is drawn solid.
const REPEATS_MAX: f32 = 20_000.0;

/// A dash of no length still needs a direction for its caps.
const DOT_LENGTH: f32 = 1.0e-3;

/// Passes the dashes of a line on, as lines.
pub(crate) struct Dasher<'a, L: Lines> {
    lines: &'a mut L,
    effect: &'a PathEffect,
    line: Vec<Point>,
}

impl<'a, L: Lines> Dasher<'a, L> {
    pub(crate) fn new(lines: &'a mut L, effect: &'a PathEffect) -> Self {
        Self {
            lines,
            effect,
            line: Vec::new(),
        }
    }

    /// Passes on what is left.
    pub(crate) fn finish(mut self) {
        self.cut();
    }

    fn cut(&mut self) {
        let line = std::mem::take(&mut self.line);
        let length: f32 = line.windows(2).map(|p| p[1].minus(p[0]).length()).sum();
        let period: f32 = self.effect.intervals.iter().sum();
        if length > period * REPEATS_MAX {
            self.pass_on(&line);
        } else if length > 0.0 {
            self.cut_with(&line, Pattern::new(self.effect, period));
        }
        self.line = line;
        self.line.clear();
    }

    fn pass_on(&mut self, line: &[Point]) {
        for (index, p) in line.iter().enumerate() {
            if index == 0 {
                self.lines.move_to(*p);
            } else {
                self.lines.line_to(*p);
            }
        }
    }

    fn cut_with(&mut self, line: &[Point], mut pattern: Pattern) {
        let mut is_new = true;
        for pair in line.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let length = to.minus(from).length();
            if length <= 0.0 {
                continue;
            }
            let dot = to.minus(from).times(DOT_LENGTH / length);
            if is_new {
                self.begin(&pattern, from, dot);
                is_new = false;
            }
            let mut done = 0.0;
            while length - done > pattern.left {
                done += pattern.left;
                let p = from.toward(to, done / length);
                if pattern.is_dash() && pattern.left > 0.0 {
                    self.lines.line_to(p);
                }
                pattern.advance();
                self.begin(&pattern, p, dot);
            }
            pattern.left -= length - done;
            if pattern.is_dash() {
                self.lines.line_to(to);
            }
        }
    }

    /// Starts a dash, all of it when it has no length.
    fn begin(&mut self, pattern: &Pattern, p: Point, dot: Point) {
        if pattern.is_dash() {
            self.lines.move_to(p);
            if pattern.left <= 0.0 {
                self.lines.line_to(p.plus(dot));
            }
        }
    }
}

/// Where in the list of dashes and gaps a line has got to.
struct Pattern<'a> {
    intervals: &'a [f32],
    index: usize,
    /// What is left of the current dash or gap.
    left: f32,
}

impl<'a> Pattern<'a> {
    fn new(effect: &'a PathEffect, period: f32) -> Self {
        let mut pattern = Self {
            intervals: &effect.intervals,
            index: 0,
            left: 0.0,
        };
        let mut phase = effect.phase.rem_euclid(period);
        for (index, interval) in pattern.intervals.iter().enumerate() {
            (pattern.index, pattern.left) = (index, interval - phase);
            // A dash of no length counts when the pattern starts exactly at it.
            if pattern.left > 0.0 || (pattern.left == 0.0 && phase == 0.0) {
                break;
            }
            phase -= interval;
        }
        pattern.left = pattern.left.max(0.0);
        pattern
    }

    fn is_dash(&self) -> bool {
        self.index.is_multiple_of(2)
    }

    fn advance(&mut self) {
        self.index = (self.index + 1) % self.intervals.len();
        self.left = self.intervals[self.index];
    }
}

impl<L: Lines> Lines for Dasher<'_, L> {
    fn move_to(&mut self, p: Point) {
        self.cut();
        self.line.push(p);
    }

    fn line_to(&mut self, p: Point) {
        self.line.push(p);
    }

    fn close(&mut self) {
        if let Some(first) = self.line.first().copied() {
            self.line.push(first);
        }
        self.cut();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Dashes(Vec<(f32, f32)>);

    impl Lines for Dashes {
        fn move_to(&mut self, p: Point) {
            self.0.push((p.x, p.x));
        }

        fn line_to(&mut self, p: Point) {
            self.0.last_mut().unwrap().1 = p.x;
        }

        fn close(&mut self) {}
    }

    #[track_caller]
    fn check(intervals: &[f32], phase: f32, expected: &[(f32, f32)]) {
        let effect = PathEffect::dash(intervals, phase).unwrap();
        let mut dashes = Dashes::default();
        let mut dasher = Dasher::new(&mut dashes, &effect);
        for (index, x) in [0.0, 3.0, 3.0, 10.0].into_iter().enumerate() {
            let p = Point::new(x, 0.0);
            if index == 0 {
                dasher.move_to(p);
            } else {
                dasher.line_to(p);
            }
        }
        dasher.finish();
        let near = |a: f32, b: f32| (a - b).abs() < 2.0 * DOT_LENGTH;
        let same = dashes.0.len() == expected.len()
            && dashes
                .0
                .iter()
                .zip(expected)
                .all(|(a, b)| near(a.0, b.0) && near(a.1, b.1));
        assert!(same, "{:?} for {expected:?}", dashes.0);
    }

    #[test]
    fn dashes_and_gaps_alternate_across_segments() {
        check(&[4.0, 2.0], 0.0, &[(0.0, 4.0), (6.0, 10.0)]);
    }

    #[test]
    fn the_phase_starts_inside_the_pattern() {
        check(&[4.0, 2.0], 5.0, &[(1.0, 5.0), (7.0, 10.0)]);
        check(&[4.0, 2.0], -1.0, &[(1.0, 5.0), (7.0, 10.0)]);
    }

    #[test]
    fn dashes_of_no_length_are_dots() {
        check(&[0.0, 4.0], 0.0, &[(0.0, 0.0), (4.0, 4.0), (8.0, 8.0)]);
    }
}
