//! Coverage of an outline, exact to the area of each pixel.
//!
//! Every edge adds its signed height to the cells it crosses; summing a row from the left then gives
//! the winding at each pixel, weighted by area. Overlapping parts that go round the same way count
//! once; where parts of opposite direction cross inside one pixel their coverage cancels, as in every
//! rasteriser of this kind. Only blocks that an edge touched are looked at, so that the cost follows
//! the length of the outline and not its area.

use crate::geometry::point::Point;
use crate::geometry::rect::IRect;
use crate::path::flatten::Lines;

/// Cells per block: a cache line of floats.
const BLOCK: usize = 16;

/// A run of full coverage shorter than this costs less as part of the partial one around it.
const FULL_RUN_MIN: usize = 32;

/// A stretch of one row. `coverage` is one byte per pixel, `None` when all are fully covered.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Span<'a> {
    pub y: i32,
    pub left: i32,
    pub right: i32,
    pub coverage: Option<&'a [u8]>,
}

/// Smooth or stair-stepped edges.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edges {
    Smooth,
    Stepped,
}

impl From<bool> for Edges {
    fn from(anti_alias: bool) -> Self {
        if anti_alias {
            Self::Smooth
        } else {
            Self::Stepped
        }
    }
}

/// Collects edges, then gives their coverage. Keeps its memory from one outline to the next.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    area: IRect,
    /// Cells per row, one more than there are columns and a whole number of blocks.
    stride: usize,
    /// All zero between outlines.
    cells: Vec<f32>,
    /// One bit per block that was touched; all zero between outlines.
    marks: Vec<u64>,
    marks_per_row: usize,
    row: Vec<u8>,
    start: Point,
    last: Point,
}

impl Scanner {
    /// Starts an outline of which only the part inside `area` will be wanted.
    pub(crate) fn begin(&mut self, area: IRect) {
        let (width, height) = (area.width().max(0) as usize, area.height().max(0) as usize);
        self.area = area;
        self.stride = (width + 1).next_multiple_of(BLOCK);
        self.marks_per_row = (self.stride / BLOCK).div_ceil(64);
        grow(&mut self.cells, self.stride * height);
        grow(&mut self.marks, self.marks_per_row * height);
        self.row.resize(self.stride, 0);
        (self.start, self.last) = (Point::default(), Point::default());
    }

    /// Adds a closed polygon; which way round it goes does not matter, it always adds to what is
    /// covered.
    pub(crate) fn add_positive(&mut self, polygon: &[Point]) {
        let next = || polygon.iter().skip(1).chain(polygon.first());
        let area: f32 = polygon.iter().zip(next()).map(|(a, b)| a.cross(*b)).sum();
        for (a, b) in polygon.iter().zip(next()) {
            if area >= 0.0 {
                self.edge(*a, *b);
            } else {
                self.edge(*b, *a);
            }
        }
    }

    /// Adds one edge, in device coordinates.
    fn edge(&mut self, a: Point, b: Point) {
        let (direction, top, bottom) = if a.y < b.y { (1.0, a, b) } else { (-1.0, b, a) };
        let origin = Point::new(self.area.left as f32, self.area.top as f32);
        let (top, bottom) = (top.minus(origin), bottom.minus(origin));
        let slope = (bottom.x - top.x) / (bottom.y - top.y);
        let (first, last) = (top.y.max(0.0), bottom.y.min(self.area.height() as f32));
        if !(slope.is_finite() && first < last) {
            return;
        }
        let at = |y: f32| top.x + (y - top.y) * slope;
        let (mut x, mut y) = (at(first), first);
        for row in first as usize..last.ceil() as usize {
            let next_y = last.min((row + 1) as f32);
            let next_x = at(next_y);
            self.piece(row, (x, next_x), (next_y - y) * direction);
            (x, y) = (next_x, next_y);
        }
    }

    /// Adds the part of an edge inside one row: `height` spread evenly between two columns.
    fn piece(&mut self, row: usize, (x0, x1): (f32, f32), height: f32) {
        let (left, right) = (x0.min(x1), x0.max(x1));
        let width = self.area.width() as f32;
        if left >= width {
            return;
        }
        if right <= 0.0 {
            return self.add(row, 0.0, height, 0.0);
        }
        if left >= 0.0 && right <= left.floor() + 1.0 {
            let column = left.floor();
            return self.add(row, column, height, (left + right) * 0.5 - column);
        }
        let density = height / (right - left);
        if left < 0.0 {
            self.add(row, 0.0, density * -left, 0.0);
        }
        let (mut x, end) = (left.max(0.0), right.min(width));
        while x < end {
            let column = x.floor();
            let next = end.min(column + 1.0);
            self.add(row, column, density * (next - x), (x + next) * 0.5 - column);
            x = next;
        }
    }

    /// Splits a height between a cell and its right neighbour by how far right in the cell it is.
    fn add(&mut self, row: usize, column: f32, height: f32, inset: f32) {
        let column = column as usize;
        let index = row * self.stride + column;
        let Some([cell, neighbour]) = self.cells.get_mut(index..index + 2) else {
            return;
        };
        *cell += height * (1.0 - inset);
        *neighbour += height * inset;
        for block in [column / BLOCK, (column + 1) / BLOCK] {
            if let Some(mark) = self.marks.get_mut(row * self.marks_per_row + block / 64) {
                *mark |= 1 << (block % 64);
            }
        }
    }

    /// Hands out what is covered, top to bottom and left to right, and forgets the outline.
    pub(crate) fn finish(&mut self, edges: Edges, mut each: impl FnMut(Span)) {
        self.close();
        let width = self.area.width().max(0) as usize;
        for index in 0..self.area.height().max(0) as usize {
            let marks = &mut self.marks[index * self.marks_per_row..][..self.marks_per_row];
            if marks.iter().all(|mark| *mark == 0) {
                continue;
            }
            let (y, left) = (self.area.top + index as i32, self.area.left);
            let cells = &mut self.cells[index * self.stride..][..self.stride];
            let mut emit = |from: usize, to: usize, coverage: Option<&[u8]>| {
                each(Span {
                    y,
                    left: left + from as i32,
                    right: left + to as i32,
                    coverage,
                });
            };
            Sweep {
                cells,
                row: &mut self.row,
                width,
                edges,
                open: None,
            }
            .run(marks, &mut emit);
        }
    }
}

impl Lines for Scanner {
    fn move_to(&mut self, p: Point) {
        self.close();
        (self.start, self.last) = (p, p);
    }

    fn line_to(&mut self, p: Point) {
        self.edge(self.last, p);
        self.last = p;
    }

    fn close(&mut self) {
        self.edge(self.last, self.start);
        self.last = self.start;
    }
}

fn grow<T: Default + Clone>(memory: &mut Vec<T>, len: usize) {
    if memory.len() < len {
        memory.resize(len, T::default());
    }
}

/// Sums one row from the left.
struct Sweep<'a> {
    cells: &'a mut [f32],
    row: &'a mut [u8],
    width: usize,
    edges: Edges,
    /// Where the partial span being collected in `row` starts.
    open: Option<usize>,
}

impl Sweep<'_> {
    fn run(mut self, marks: &mut [u64], emit: &mut impl FnMut(usize, usize, Option<&[u8]>)) {
        let (mut sum, mut done) = (0.0, 0);
        for (word, mark) in marks.iter_mut().enumerate() {
            let mut bits = std::mem::take(mark);
            while bits != 0 {
                let start = (word * 64 + bits.trailing_zeros() as usize) * BLOCK;
                bits &= bits - 1;
                self.constant(done, start, self.covered(sum), emit);
                sum = self.block(start, sum);
                done = start + BLOCK;
            }
        }
        self.constant(done, self.width, self.covered(sum), emit);
        self.flush(self.width, emit);
    }

    /// The cells of one touched block, which are left at zero.
    fn block(&mut self, start: usize, mut sum: f32) -> f32 {
        self.open.get_or_insert(start);
        let edges = self.edges;
        let cells = &mut self.cells[start..start + BLOCK];
        for (cell, coverage) in cells.iter_mut().zip(&mut self.row[start..start + BLOCK]) {
            sum += std::mem::take(cell);
            *coverage = covered(sum, edges);
        }
        sum
    }

    /// Columns without an edge in them.
    fn constant(
        &mut self,
        from: usize,
        to: usize,
        coverage: u8,
        emit: &mut impl FnMut(usize, usize, Option<&[u8]>),
    ) {
        let to = to.min(self.width);
        if from >= to {
            return;
        }
        match coverage {
            0 => self.flush(from, emit),
            255 if to - from >= FULL_RUN_MIN => {
                self.flush(from, emit);
                emit(from, to, None);
            }
            _ => {
                self.open.get_or_insert(from);
                self.row[from..to].fill(coverage);
            }
        }
    }

    fn flush(&mut self, to: usize, emit: &mut impl FnMut(usize, usize, Option<&[u8]>)) {
        let to = to.min(self.width);
        if let Some(from) = self.open.take().filter(|from| *from < to) {
            emit(from, to, Some(&self.row[from..to]));
        }
    }

    fn covered(&self, sum: f32) -> u8 {
        covered(sum, self.edges)
    }
}

/// The winding, weighted by area, as 0 to 255.
#[inline]
fn covered(sum: f32, edges: Edges) -> u8 {
    let area = sum.abs().min(1.0);
    match edges {
        Edges::Smooth => (area * 255.0 + 0.5) as u8,
        Edges::Stepped if area >= 0.5 => 255,
        Edges::Stepped => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Coverage of a polygon on an 80 by 4 grid.
    fn coverage(polygon: &[(f32, f32)], edges: Edges) -> Vec<Vec<u8>> {
        let mut scanner = Scanner::default();
        let mut grid = vec![vec![0; 80]; 4];
        for _ in 0..2 {
            // Twice, because memory left dirty would show only the second time.
            grid.iter_mut().for_each(|row| row.fill(0));
            scanner.begin(IRect::new(0, 0, 80, 4));
            for (index, p) in polygon.iter().enumerate() {
                if index == 0 {
                    scanner.move_to((*p).into());
                } else {
                    scanner.line_to((*p).into());
                }
            }
            scanner.finish(edges, |span| {
                let row = &mut grid[span.y as usize][span.left as usize..span.right as usize];
                match span.coverage {
                    Some(bytes) => row.copy_from_slice(bytes),
                    None => row.fill(255),
                }
            });
        }
        grid
    }

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> [(f32, f32); 4] {
        [(left, top), (right, top), (right, bottom), (left, bottom)]
    }

    #[test]
    fn a_rectangle_covers_each_pixel_by_its_area() {
        let (l, t, r, b) = (1.25, 0.5, 70.75, 2.25);
        let overlap = |low: f32, high: f32, cell: usize| {
            (high.min(cell as f32 + 1.0) - low.max(cell as f32)).clamp(0.0, 1.0)
        };
        for (y, row) in coverage(&rect(l, t, r, b), Edges::Smooth)
            .iter()
            .enumerate()
        {
            for (x, got) in row.iter().enumerate() {
                let expected = overlap(l, r, x) * overlap(t, b, y) * 255.0;
                assert!(
                    (f32::from(*got) - expected).abs() <= 0.51,
                    "{x},{y}: {got} for {expected}"
                );
            }
        }
    }

    #[test]
    fn a_triangle_covers_half_of_the_pixels_on_its_diagonal() {
        let grid = coverage(&[(0.0, 0.0), (4.0, 4.0), (0.0, 4.0)], Edges::Smooth);
        for (y, row) in grid.iter().enumerate() {
            assert_eq!(row[y], 128);
            assert!(row[..y].iter().all(|c| *c == 255) && row[y + 1..].iter().all(|c| *c == 0));
        }
    }

    #[test]
    fn what_is_outside_on_the_left_still_covers_what_is_inside() {
        let grid = coverage(&rect(-1000.0, -50.0, 2.5, 90.0), Edges::Smooth);
        assert_eq!(grid[0][..4], [255, 255, 128, 0]);
        let grid = coverage(
            &[(-10.0, -10.0), (200.0, -10.0), (200.0, 50.0), (-10.0, 50.0)],
            Edges::Smooth,
        );
        assert!(grid.iter().flatten().all(|c| *c == 255));
    }

    #[test]
    fn stepped_edges_are_all_or_nothing() {
        let grid = coverage(&rect(0.4, 0.0, 2.6, 1.0), Edges::Stepped);
        assert_eq!(grid[0][..4], [255, 255, 255, 0]);
    }

    #[test]
    fn broken_coordinates_cover_nothing_and_do_not_panic() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX] {
            coverage(&[(0.0, bad), (bad, 2.0), (3.0, 3.0)], Edges::Smooth);
        }
    }
}
