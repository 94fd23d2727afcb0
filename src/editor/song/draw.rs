//! Drawing the song display.

use vizia_core::vg::Rect;

use crate::editor::axis;
use crate::editor::axis::Axis;
use crate::editor::paint::Anchor;
use crate::editor::paint::Face;
use crate::editor::paint::Sheet;
use crate::editor::paint::faded;
use crate::editor::palette;
use crate::editor::song::picture::SongMap;
use crate::editor::words;
use crate::model::answer::SongCell;
use crate::model::report::Place;
use crate::model::report::Severity;

/// Ends of the loudness scale, LUFS: from a faint intro to louder than any master.
const BOTTOM_LUFS: f64 = -40.0;
const TOP_LUFS: f64 = 0.0;
const TICKS_LUFS: [f64; 3] = [-10.0, -20.0, -30.0];

/// Where everything is.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    area: Rect,
    lane_y: f32,
    time: Axis,
    loudness: Axis,
}

impl Plan {
    pub(super) fn of(sheet: &Sheet, (start_s, end_s): (f64, f64)) -> Self {
        let all = sheet.rect();
        let area = Rect::new(
            sheet.px(42.0),
            sheet.px(36.0),
            all.right - sheet.px(10.0),
            all.bottom - sheet.px(18.0),
        );
        Self {
            area,
            lane_y: sheet.px(28.0),
            time: Axis {
                start: start_s,
                end: end_s,
                start_px: area.left,
                end_px: area.right,
            },
            loudness: Axis {
                start: BOTTOM_LUFS,
                end: TOP_LUFS,
                start_px: area.bottom,
                end_px: area.top,
            },
        }
    }

    /// The song position at a point, seconds; `None` beside the picture of the song.
    pub(super) fn position_s(&self, (x, y): (f32, f32)) -> Option<f64> {
        let is_beside = x < self.area.left || x > self.area.right || y > self.area.bottom;
        let is_above = y < self.lane_y - (self.area.top - self.lane_y);
        (!is_beside && !is_above).then(|| self.time.reading(x))
    }

    /// All that changes only with the answer.
    pub(super) fn ground(&self, sheet: &Sheet, map: &SongMap) {
        let area = self.area;
        let header_y = sheet.px(11.0);
        let label = Face::small(palette::TEXT_MUTED);
        let title_at = (sheet.px(10.0), header_y);
        sheet.text("Song", Face::strong(palette::TEXT), title_at, Anchor::Left);
        sheet.text(&map.heard, label, (area.right, header_y), Anchor::Right);
        sheet.fill(area, palette::WELL);
        sheet.within(area, || {
            for gap_s in map.unheard_s() {
                self.hatch(sheet, gap_s);
            }
            self.cells(sheet, map);
        });
        self.grid(sheet);
        if let Some((severity, places)) = &map.lit {
            self.lit(sheet, *severity, places);
        }
        self.clips(sheet, &map.clips_s);
        for mark in &map.marks {
            let at = (self.time.place(mark.position_s), self.lane_y);
            sheet.severity_mark(mark.severity, at, sheet.px(8.0));
        }
        if let Some(note) = map.note {
            sheet.note(note, Face::body(palette::TEXT_MUTED), area);
        }
    }

    fn hatch(&self, sheet: &Sheet, (from_s, to_s): (f64, f64)) {
        let (left, right) = (self.time.place(from_s), self.time.place(to_s));
        let area = Rect::new(left, self.area.top, right, self.area.bottom);
        let (pitch, rise) = (sheet.px(7.0), area.height());
        sheet.within(area, || {
            // Lines begin at multiples of the pitch, so that neighbouring gaps look like one.
            let mut x = ((left - rise) / pitch).floor() * pitch;
            while x < right {
                let line = [(x, area.bottom), (x + rise, area.top)];
                sheet.stroke(&line, 1.0, palette::GRID);
                x += pitch;
            }
        });
    }

    fn cells(&self, sheet: &Sheet, map: &SongMap) {
        let plain = palette::tint(palette::LEVEL, palette::WELL, 0.62);
        for cell in &map.cells {
            // Silence was heard too, and so was what is below the scale.
            let loudness_lufs = cell.loudness_lufs.unwrap_or(BOTTOM_LUFS);
            let low = self.area.bottom - sheet.px(2.0);
            let left = self.time.place(cell.start_s).round();
            let right = self.time.place(cell.end_s).round();
            // Pieces are told apart where there is room for it.
            let gap = if right - left >= sheet.px(5.0) {
                sheet.hair()
            } else {
                0.0
            };
            let top = self.loudness.place(loudness_lufs).min(low);
            let column = Rect::new(left, top, (right - gap).max(left + 1.0), self.area.bottom);
            let colour = match &map.lit {
                Some((severity, places)) if overlaps(cell, places) => {
                    palette::tint(palette::severity(*severity), palette::WELL, 0.75)
                }
                _ => plain,
            };
            sheet.fill(column, colour);
        }
    }

    fn grid(&self, sheet: &Sheet) {
        let label = Face::small(palette::TEXT_MUTED);
        let area = self.area;
        let line = faded(palette::TEXT, 0.08);
        let beside = area.left - sheet.px(5.0);
        let is_low = area.height() < sheet.px(48.0);
        for loudness_lufs in TICKS_LUFS {
            let y = self.loudness.place(loudness_lufs);
            sheet.level_line((area.left, area.right), y, line);
            if !is_low || loudness_lufs == -20.0 {
                let text = axis::plain(loudness_lufs);
                let text = text.trim_end_matches(".0");
                sheet.text(text, label, (beside, y), Anchor::Right);
            }
        }
        let unit_y = self.lane_y;
        sheet.text("LUFS", label, (beside, unit_y), Anchor::Right);
        let seconds_per_px = (self.time.end - self.time.start) / f64::from(area.width());
        let step_s = axis::time_step_s(seconds_per_px * f64::from(sheet.px(56.0)));
        let below = area.bottom + sheet.px(9.0);
        let mut at_s = (self.time.start / step_s).ceil() * step_s;
        while at_s <= self.time.end {
            let x = self.time.place(at_s);
            let text = words::clock(at_s);
            let half = sheet.text_width(&text, label) / 2.0;
            let middle = x.clamp(area.left + half, area.right - half);
            sheet.text(&text, label, (middle, below), Anchor::Centre);
            sheet.upright_line(x, (area.top, area.bottom), line);
            at_s += step_s;
        }
    }

    fn lit(&self, sheet: &Sheet, severity: Severity, places: &[Place]) {
        let colour = palette::severity(severity);
        let area = self.area;
        for place in places {
            let left = self.time.place(place.start_s);
            let right = self.time.place(place.end_s).max(left + sheet.px(3.0));
            sheet.fill(
                Rect::new(left, area.top, right, area.bottom),
                faded(colour, 0.16),
            );
            let rail = Rect::new(left, area.bottom - sheet.px(2.0), right, area.bottom);
            sheet.fill(rail, colour);
        }
    }

    fn clips(&self, sheet: &Sheet, clips_s: &[f64]) {
        let (half, height) = (sheet.px(4.0), sheet.px(7.0));
        let top = self.area.top;
        for clip_s in clips_s {
            let x = self.time.place(*clip_s);
            let corners = [(x - half, top), (x + half, top), (x, top + height)];
            sheet.fill_shape(&corners, palette::CRITICAL);
        }
    }

    /// Where the song plays.
    pub(super) fn playhead(&self, sheet: &Sheet, playhead_s: Option<f64>) {
        let Some(playhead_s) = playhead_s else { return };
        if (self.time.start..=self.time.end).contains(&playhead_s) {
            let x = self.time.place(playhead_s);
            let ends = (self.lane_y - sheet.px(6.0), self.area.bottom);
            sheet.upright_line(x, ends, palette::ACCENT);
        }
    }

    /// Position and loudness under the pointer.
    pub(super) fn read_out(&self, sheet: &Sheet, map: &SongMap, at: (f32, f32)) {
        let Some(position_s) = self.position_s(at).filter(|_| map.note.is_none()) else {
            return;
        };
        let area = self.area;
        sheet.upright_line(at.0, (area.top, area.bottom), faded(palette::TEXT, 0.5));
        let text = read_out_text(map, position_s);
        let face = Face::small(palette::TEXT);
        let (pad, half) = (sheet.px(6.0), sheet.px(9.0));
        let width = sheet.text_width(&text, face) + 2.0 * pad;
        let gap = sheet.px(8.0);
        let is_left = at.0 + gap + width > area.right;
        let left = if is_left {
            at.0 - gap - width
        } else {
            at.0 + gap
        }
        .round();
        let y = area.bottom - half - sheet.px(3.0);
        let card = Rect::new(left, y - half, left + width, y + half);
        sheet.card(card);
        sheet.text(&text, face, (left + pad, y), Anchor::Left);
    }
}

/// Whether any of the places lies in the piece.
fn overlaps(cell: &SongCell, places: &[Place]) -> bool {
    let mut places = places.iter();
    places.any(|place| place.start_s < cell.end_s && place.end_s > cell.start_s)
}

fn read_out_text(map: &SongMap, position_s: f64) -> String {
    let clock = words::clock(position_s);
    match map.cell_at(position_s) {
        None => format!("{clock}  not heard yet"),
        Some(cell) => match cell.loudness_lufs {
            None => format!("{clock}  silence"),
            Some(lufs) => format!("{clock}  {} LUFS", axis::plain(lufs)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_out_tells_loudness_silence_and_what_was_not_heard() {
        let cell = |start_s, loudness_lufs| SongCell {
            start_s,
            end_s: start_s + 3.0,
            loudness_lufs,
            true_peak_dbtp: None,
        };
        let map = SongMap {
            span_s: (0.0, 30.0),
            cells: vec![cell(0.0, Some(-14.24)), cell(3.0, None)],
            ..SongMap::default()
        };
        assert_eq!(read_out_text(&map, 1.0), "0:01  −14.2 LUFS");
        assert_eq!(read_out_text(&map, 4.0), "0:04  silence");
        assert_eq!(read_out_text(&map, 20.0), "0:20  not heard yet");
    }
}
