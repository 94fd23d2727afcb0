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
    form: Form,
}

/// How much room a reading has.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Its name above its number.
    Two,
    /// Its short name beside its number.
    One,
}

impl Plan {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let all = sheet.rect();
        let (left, right) = (sheet.px(10.0), all.right - sheet.px(10.0));
        let title = sheet.px(80.0);
        let strip = Rect::new(left + title, sheet.px(7.0), right, sheet.px(15.0));
        let top = sheet.px(19.0);
        let has_room = right - left >= sheet.px(270.0) && all.bottom - top >= sheet.px(68.0);
        let (form, columns) = if has_room {
            (Form::Two, 3)
        } else {
            (Form::One, 2)
        };
        let rows = 6 / columns;
        let width = (right - left) / columns as f32;
        let height = ((all.bottom - sheet.px(4.0) - top) / rows as f32).min(sheet.px(50.0));
        let cell = |index: usize| {
            let (column, row) = match form {
                Form::Two => (index % columns, index / columns),
                Form::One => (index / rows, index % rows),
            };
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
            form,
        }
    }

    /// The numbers.
    pub(super) fn readings(&self, sheet: &Sheet, picture: &LoudnessPicture) {
        let at = (sheet.px(10.0), sheet.px(11.0));
        sheet.text("Loudness", Face::strong(palette::TEXT), at, Anchor::Left);
        for (cell, reading) in self.cells.iter().zip(&picture.readings) {
            match self.form {
                Form::Two => draw_reading(sheet, *cell, reading),
                Form::One => draw_line(sheet, *cell, reading),
            }
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
    let first = cell.top + sheet.px(7.0);
    let second = first + sheet.px(17.0);
    sheet.text_within(reading.label, label, (cell.left, first), room);
    match &reading.number {
        Number::Measured(digits, unit) => {
            let large = Face::large(palette::TEXT);
            let width = sheet.text(digits, large, (cell.left, second), Anchor::Left);
            let beside = cell.left + width + sheet.px(4.0);
            // The unit stands on the base line of the larger digits.
            sheet.text(unit, label, (beside, second + sheet.px(2.0)), Anchor::Left);
        }
        Number::Waiting(why, short) => {
            let body = Face::body(palette::TEXT_MUTED);
            let has_room = sheet.text_width(why, body) <= room;
            let text = if has_room { why } else { short };
            sheet.text_within(text, body, (cell.left, second), room);
        }
    }
    if let Some(detail) = reading.detail.as_ref().filter(|_| has_detail_row) {
        let third = second + sheet.px(15.0);
        sheet.text_within(detail, label, (cell.left, third), room);
    }
}

/// A reading in one line.
fn draw_line(sheet: &Sheet, cell: Rect, reading: &Reading) {
    let label = Face::small(palette::TEXT_MUTED);
    let y = (cell.top + cell.bottom) / 2.0;
    sheet.text(reading.short, label, (cell.left, y), Anchor::Left);
    // The left column has names of one letter, the right of three.
    let name = if reading.short.len() > 1 { 30.0 } else { 16.0 };
    let beside = cell.left + sheet.px(name);
    match &reading.number {
        Number::Measured(digits, unit) => {
            let strong = Face::strong(palette::TEXT);
            let end = beside + sheet.text(digits, strong, (beside, y), Anchor::Left);
            let room = cell.right - end - sheet.px(4.0);
            sheet.text_within(unit, label, (end + sheet.px(4.0), y), room);
        }
        Number::Waiting(_, short) => {
            let room = cell.right - beside - sheet.px(4.0);
            sheet.text_within(short, label, (beside, y), room);
        }
    }
}
