//! Coverage kept for later: clips and blurred shapes.

use crate::geometry::rect::IRect;
use crate::raster::scan::Span;

/// Marks a run of full coverage, which needs no bytes.
const FULL: u32 = u32::MAX;

/// Shorter stretches of full coverage are kept as bytes.
const FULL_RUN_MIN: usize = 16;

/// A stretch of one row that is covered at all.
#[derive(Copy, Clone, Debug)]
struct Run {
    left: i32,
    right: i32,
    bytes: u32,
}

/// Coverage of an area, row by row, without what is not covered.
#[derive(Debug, Default)]
pub(crate) struct Mask {
    area: IRect,
    /// Where the runs of each row end.
    row_ends: Vec<u32>,
    runs: Vec<Run>,
    bytes: Vec<u8>,
}

impl Mask {
    /// Nothing covered yet; add spans from top to bottom and left to right, then call [`Mask::end`].
    pub(crate) fn new(area: IRect) -> Self {
        Self {
            area,
            ..Self::default()
        }
    }

    /// Coverage from one byte per pixel of `area`.
    pub(crate) fn from_bytes(area: IRect, bytes: &[u8]) -> Self {
        let mut mask = Self::new(area);
        let rows = bytes.chunks_exact(area.width().max(1) as usize);
        for (y, row) in (area.top..area.bottom).zip(rows) {
            mask.push_row(y, row);
        }
        mask.end()
    }

    /// Adds a row of one byte per column.
    pub(crate) fn push_row(&mut self, y: i32, row: &[u8]) {
        let mut from = 0;
        while let Some(skip) = row[from..].iter().position(|c| *c != 0) {
            from += skip;
            let full = row[from..].iter().take_while(|c| **c == 255).count();
            let to = if full >= FULL_RUN_MIN {
                from + full
            } else {
                partial_end(row, from)
            };
            let coverage = (full < FULL_RUN_MIN).then(|| &row[from..to]);
            let left = self.area.left;
            self.push(Span {
                y,
                left: left + from as i32,
                right: left + to as i32,
                coverage,
            });
            from = to;
        }
    }

    /// Makes row `y` the same as the one before, without any bytes of its own.
    pub(crate) fn repeat_row(&mut self, y: i32) {
        self.end_rows_before(y);
        let end = |from_last: usize| {
            let index = self.row_ends.len().checked_sub(from_last);
            index.map_or(0, |index| self.row_ends[index] as usize)
        };
        self.runs.extend_from_within(end(2)..end(1));
    }

    pub(crate) fn push(&mut self, span: Span) {
        self.end_rows_before(span.y);
        let bytes = match span.coverage {
            None => FULL,
            Some(coverage) => {
                let start = self.bytes.len() as u32;
                self.bytes.extend_from_slice(coverage);
                start
            }
        };
        self.runs.push(Run {
            left: span.left,
            right: span.right,
            bytes,
        });
    }

    pub(crate) fn end(mut self) -> Self {
        self.end_rows_before(self.area.bottom);
        self
    }

    fn end_rows_before(&mut self, y: i32) {
        let rows = (y - self.area.top).max(0) as usize;
        while self.row_ends.len() < rows {
            self.row_ends.push(self.runs.len() as u32);
        }
    }

    pub(crate) fn area(&self) -> IRect {
        self.area
    }

    /// Roughly the memory it takes.
    pub(crate) fn size_bytes(&self) -> usize {
        self.bytes.len() + self.runs.len() * size_of::<Run>() + self.row_ends.len() * 4
    }

    fn row(&self, y: i32) -> &[Run] {
        let Ok(row) = usize::try_from(i64::from(y) - i64::from(self.area.top)) else {
            return &[];
        };
        let end = |index: usize| self.row_ends.get(index).map_or(0, |end| *end as usize);
        let start = if row == 0 { 0 } else { end(row - 1) };
        self.runs.get(start..end(row)).unwrap_or_default()
    }

    fn coverage(&self, run: &Run) -> Option<&[u8]> {
        let start = run.bytes as usize;
        (run.bytes != FULL).then(|| {
            self.bytes
                .get(start..start + (run.right - run.left) as usize)
                .unwrap_or_default()
        })
    }

    /// Calls `each` with what is covered of columns `left..right` in row `y`.
    pub(crate) fn spans(&self, y: i32, left: i32, right: i32, mut each: impl FnMut(Span)) {
        let row = self.row(y);
        let first = row.partition_point(|run| run.right <= left);
        for run in row[first..].iter().take_while(|run| run.left < right) {
            let (from, to) = (run.left.max(left), run.right.min(right));
            let part = (from - run.left) as usize..(to - run.left) as usize;
            let coverage = self
                .coverage(run)
                .map(|bytes| bytes.get(part).unwrap_or_default());
            each(Span {
                y,
                left: from,
                right: to,
                coverage,
            });
        }
    }
}

/// Where partial coverage that starts at `from` ends: at the first gap or long full stretch.
fn partial_end(row: &[u8], from: usize) -> usize {
    let mut full = 0;
    for (index, coverage) in row.iter().enumerate().skip(from) {
        full = if *coverage == 255 { full + 1 } else { 0 };
        if *coverage == 0 {
            return index;
        }
        if full == FULL_RUN_MIN && index + 1 - full > from {
            return index + 1 - full;
        }
    }
    row.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(mask: &Mask) -> Vec<u8> {
        let area = mask.area();
        let mut out = vec![0; area.pixels()];
        for y in area.top..area.bottom {
            mask.spans(y, area.left, area.right, |span| {
                for x in span.left..span.right {
                    let index = (y - area.top) * area.width() + x - area.left;
                    out[index as usize] =
                        span.coverage.map_or(255, |c| c[(x - span.left) as usize]);
                }
            });
        }
        out
    }

    fn pattern() -> (IRect, Vec<u8>) {
        let area = IRect::new(-3, 5, 57, 9);
        let byte = |i: usize| match i % 60 {
            0..=4 => 0,
            5..=9 => 100,
            10..=39 => 255,
            40..=44 => 7,
            45..=50 => 0,
            _ => 255,
        };
        let mut bytes: Vec<u8> = (0..area.pixels()).map(byte).collect();
        bytes[60..120].fill(0);
        (area, bytes)
    }

    #[test]
    fn coverage_comes_back_as_it_went_in() {
        let (area, expected) = pattern();
        assert_eq!(bytes(&Mask::from_bytes(area, &expected)), expected);
    }

    #[test]
    fn a_repeated_row_is_the_row_before() {
        let (area, covered) = pattern();
        let mut mask = Mask::new(area);
        mask.push_row(area.top, &covered[..60]);
        mask.repeat_row(area.top + 1);
        mask.push_row(area.top + 3, &covered[120..180]);
        let bytes = bytes(&mask.end());
        assert!(bytes[60..120] == covered[..60] && bytes[120..180].iter().all(|c| *c == 0));
        assert_eq!(bytes[180..240], covered[120..180]);
    }

    #[test]
    fn rows_outside_are_not_covered() {
        let (area, covered) = pattern();
        let mask = Mask::from_bytes(area, &covered);
        for y in [i32::MIN, area.top - 1, area.bottom, i32::MAX] {
            mask.spans(y, -100, 100, |_| panic!("covered"));
        }
    }
}
