//! Drawing the loudness display.

use vizia_core::vg::Rect;

use crate::editor::axis::Axis;
use crate::editor::loudness::picture::LoudnessPicture;
use crate::editor::loudness::picture::Number;
use crate::editor::loudness::picture::Reading;
use crate::editor::paint::Anchor;
use crate::editor::paint::Face;
use crate::editor::paint::Sheet;
use crate::editor::palette;

/// Ends of the strip, LUFS: from a quiet passage to louder than any master.
const BOTTOM_LUFS: f64 = -40.0;
const TOP_LUFS: f64 = 0.0;

/// Where everything is.
pub(super) struct Plan {
    strip: Rect,
    scale: Axis,
    cells: Vec<Rect>,
}

impl Plan {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let all = sheet.rect();
        let (left, right) = (sheet.px(10.0), all.right - sheet.px(10.0));
        let title = sheet.px(80.0);
        let strip = Rect::new(left + title, sheet.px(7.0), right, sheet.px(15.0));
        let columns = if right - left < sheet.px(270.0) { 2 } else { 3 };
        let rows = 6 / columns;
        let top = sheet.px(22.0);
        let width = (right - left) / columns as f32;
        let height = ((all.bottom - sheet.px(4.0) - top) / rows as f32).min(sheet.px(50.0));
        let cell = |index: usize| {
            let (column, row) = (index % columns, index / columns);
            let x = left + column as f32 * width;
            let y = top + row as f32 * height;
            Rect::new(
                x.round(),
                y.round(),
                (x + width).round(),
                (y + height).round(),
            )
        };
        Self {
            strip,
            scale: Axis {
                start: BOTTOM_LUFS,
                end: TOP_LUFS,
                start_px: strip.left,
                end_px: strip.right,
            },
            cells: (0..6).map(cell).collect(),
        }
    }

    /// The numbers.
    pub(super) fn readings(&self, sheet: &Sheet, picture: &LoudnessPicture) {
        let at = (sheet.px(10.0), sheet.px(11.0));
        sheet.text("Loudness", Face::strong(palette::TEXT), at, Anchor::Left);
        for (cell, reading) in self.cells.iter().zip(&picture.readings) {
            draw_reading(sheet, *cell, reading);
        }
    }

    /// Momentary as a bar, short-term and the references as marks.
    pub(super) fn strip(&self, sheet: &Sheet, picture: &LoudnessPicture) {
        let strip = self.strip;
        sheet.fill(strip, palette::WELL);
        if let Some(momentary_lufs) = picture.momentary_lufs {
            let right = self.scale.place(f64::from(momentary_lufs));
            sheet.fill(Rect { right, ..strip }, palette::LEVEL);
        }
        let mark = |lufs: f64, colour| {
            let x = self.scale.place(lufs);
            let half = sheet.px(3.0) / 2.0;
            let overhang = sheet.px(2.0);
            let area = Rect::new(
                (x - half).max(strip.left),
                strip.top - overhang,
                (x + half).min(strip.right),
                strip.bottom + overhang,
            );
            sheet.fill(area, colour);
        };
        if let Some(reference_lufs) = picture.reference_lufs {
            mark(reference_lufs, palette::REFERENCE);
        }
        if let Some(short_term_lufs) = picture.short_term_lufs {
            mark(f64::from(short_term_lufs), palette::TEXT);
        }
    }
}

fn draw_reading(sheet: &Sheet, cell: Rect, reading: &Reading) {
    let label = Face::small(palette::TEXT_MUTED);
    let has_detail_row = cell.height() >= sheet.px(44.0);
    let room = cell.width() - sheet.px(6.0);
    let first = cell.top + sheet.px(8.0);
    let second = first + sheet.px(16.0);
    sheet.text_within(reading.label, label, (cell.left, first), room);
    match &reading.number {
        Number::Measured(digits, unit) => {
            let large = Face::large(palette::TEXT);
            let width = sheet.text(digits, large, (cell.left, second), Anchor::Left);
            let beside = cell.left + width + sheet.px(4.0);
            // The unit stands on the base line of the larger digits.
            sheet.text(unit, label, (beside, second + sheet.px(2.0)), Anchor::Left);
        }
        Number::Waiting(why) => {
            let body = Face::body(palette::TEXT_MUTED);
            sheet.text_within(why, body, (cell.left, second), room);
        }
    }
    if let Some(detail) = reading.detail.as_ref().filter(|_| has_detail_row) {
        let third = second + sheet.px(15.0);
        sheet.text_within(detail, label, (cell.left, third), room);
    }
}
