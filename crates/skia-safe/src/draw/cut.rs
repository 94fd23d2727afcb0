//! Rounded rectangles without the columns and rows in their middle that are all alike.

use crate::geometry::rect::IRect;
use crate::geometry::rect::Rect;
use crate::geometry::rrect::RRect;
use crate::raster::mask::Mask;

/// What is left out of a blurred rounded rectangle, in whole pixels, so that what is left lies on
/// the pixels as before.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// How many columns are left out before the column at `column`.
    columns: usize,
    column: usize,
    rows: usize,
    row: usize,
}

impl Cut {
    /// What can be left out when a blur reaches `reach` pixels; nothing unless all of it is inside
    /// `area`.
    pub(super) fn new(rrect: &RRect, area: IRect, reach: i32) -> Self {
        let bounds = rrect.bounds();
        let reached = bounds.with_outset((reach as f32 - 1.0, reach as f32 - 1.0));
        if !area.to_rect().contains_rect(&reached) {
            return Self::default();
        }
        let radius = rrect
            .corner_radii()
            .iter()
            .fold((0.0f32, 0.0f32), |most, r| {
                (most.0.max(r.x), most.1.max(r.y))
            });
        // Up to here a pixel sees a corner, or the edge it is blurred across.
        let start = |edge: f32, origin: i32, radius: f32| {
            edge - origin as f32 + radius + reach as f32 + 1.0
        };
        let (column, columns) = middle(
            start(bounds.left, area.left, radius.0),
            start(-bounds.right, -area.right, radius.0),
            area.width(),
        );
        let (row, rows) = middle(
            start(bounds.top, area.top, radius.1),
            start(-bounds.bottom, -area.bottom, radius.1),
            area.height(),
        );
        Self {
            columns,
            column,
            rows,
            row,
        }
    }

    /// The rounded rectangle without its middle.
    pub(super) fn shrink(&self, rrect: &RRect) -> RRect {
        let r = rrect.bounds();
        let (right, bottom) = (r.right - self.columns as f32, r.bottom - self.rows as f32);
        RRect::new_rect_radii(
            Rect::new(r.left, r.top, right, bottom),
            rrect.corner_radii(),
        )
    }

    /// The area without its middle.
    pub(super) fn shrink_area(&self, area: IRect) -> IRect {
        let (right, bottom) = (
            area.right - self.columns as i32,
            area.bottom - self.rows as i32,
        );
        IRect::new(area.left, area.top, right, bottom)
    }

    /// The mask of `area`, from the bytes of what was left.
    pub(super) fn mask(&self, area: IRect, bytes: &[u8]) -> Mask {
        let mut mask = Mask::new(area);
        let mut line = Vec::new();
        let width = self.shrink_area(area).width().max(1) as usize;
        for y in 0..area.height().max(0) as usize {
            let device_y = area.top + y as i32;
            if y > self.row && y <= self.row + self.rows {
                mask.repeat_row(device_y);
                continue;
            }
            let source = if y <= self.row { y } else { y - self.rows };
            let Some(row) = bytes.get(source * width..(source + 1) * width) else {
                break;
            };
            let (before, after) = row.split_at(self.column.min(width));
            let repeated = after.first().copied().unwrap_or_default();
            line.clear();
            line.extend_from_slice(before);
            line.resize(before.len() + self.columns, repeated);
            line.extend_from_slice(after);
            mask.push_row(device_y, &line);
        }
        mask.end()
    }
}

/// Where the even part starts and how much of it can go, given how far both ends extend. One pixel
/// of it stays.
fn middle(start: f32, end: f32, length: i32) -> (usize, usize) {
    let (start, end) = (start.max(0.0).ceil() as usize, end.max(0.0).ceil() as usize);
    let spare = (length.max(0) as usize).saturating_sub(start + end + 1);
    (start, spare)
}
