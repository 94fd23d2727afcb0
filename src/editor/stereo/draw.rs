//! Drawing the stereo display.

use vizia_core::vg::Rect;

use crate::editor::axis::Axis;
use crate::editor::axis::FrequencyAxis;
use crate::editor::ballistics::RECENT_SLOTS;
use crate::editor::paint::Anchor;
use crate::editor::paint::Face;
use crate::editor::paint::Sheet;
use crate::editor::paint::faded;
use crate::editor::palette;
use crate::editor::stereo::picture::StereoPicture;
use crate::editor::stereo::picture::StereoStill;
use crate::model::bands::SUBLOW_HZ;
use crate::model::bands::WIDE_HZ;
use crate::model::bands::edges_hz;

/// Ends of the width scale, dB: from as good as mono to more side than mid.
const NARROW_DB: f64 = -30.0;
const WIDE_DB: f64 = 6.0;

/// Where everything is.
pub(super) struct Plan {
    header_y: f32,
    left: f32,
    right: f32,
    scope: Rect,
    history: Rect,
    widths: Rect,
}

impl Plan {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let all = sheet.rect();
        let (left, right) = (sheet.px(10.0), all.right - sheet.px(10.0));
        let (top, bottom) = (sheet.px(22.0), all.bottom - sheet.px(18.0));
        let split = top + ((bottom - top) * 0.56).round();
        let side = (split - top).min((right - left) * 0.42).floor();
        let scope = Rect::new(left, top, left + side, top + side);
        Self {
            header_y: sheet.px(11.0),
            left,
            right,
            scope,
            history: Rect::new(
                scope.right + sheet.px(10.0),
                top + sheet.px(17.0),
                right - sheet.px(20.0),
                scope.bottom,
            ),
            widths: Rect::new(
                left + sheet.px(24.0),
                scope.bottom + sheet.px(8.0),
                right,
                bottom,
            ),
        }
    }

    fn correlation_axis(&self) -> Axis {
        Axis {
            start: -1.0,
            end: 1.0,
            start_px: self.history.bottom,
            end_px: self.history.top,
        }
    }

    fn width_axis(&self) -> Axis {
        Axis {
            start: NARROW_DB,
            end: WIDE_DB,
            start_px: self.widths.bottom,
            end_px: self.widths.top,
        }
    }

    /// All that changes only with the answer.
    pub(super) fn ground(&self, sheet: &Sheet, still: &StereoStill) {
        self.header(sheet, still);
        self.scope_ground(sheet);
        self.history_ground(sheet);
        self.widths(sheet, still);
    }

    fn header(&self, sheet: &Sheet, still: &StereoStill) {
        let label = Face::small(palette::TEXT_MUTED);
        let title = Face::strong(palette::TEXT);
        sheet.text("Stereo", title, (self.left, self.header_y), Anchor::Left);
        let (text, face) = match (&still.mono, still.note) {
            (_, Some(note)) => (note, label),
            (Some(mono), None) => (mono.as_str(), title),
            (None, None) => ("not measured yet", label),
        };
        let width = sheet.text(text, face, (self.right, self.header_y), Anchor::Right);
        if still.note.is_none() {
            let at = (self.right - width - sheet.px(6.0), self.header_y);
            sheet.text("in mono", label, at, Anchor::Right);
        }
    }

    fn scope_ground(&self, sheet: &Sheet) {
        let area = self.scope;
        sheet.fill(area, palette::WELL);
        let (x, y) = centre(area);
        let reach = area.width() * 0.5 * std::f32::consts::FRAC_1_SQRT_2 * 0.94;
        sheet.upright_line(x, (area.top, area.bottom), palette::GRID_STRONG);
        let diagonals = [
            [(x - reach, y - reach), (x + reach, y + reach)],
            [(x - reach, y + reach), (x + reach, y - reach)],
        ];
        for diagonal in diagonals {
            sheet.stroke(&diagonal, 1.0, palette::GRID);
        }
        if area.width() >= sheet.px(60.0) {
            let label = Face::small(palette::TEXT_MUTED);
            let inset = sheet.px(8.0);
            let at = |x: f32| (x, area.top + inset);
            sheet.text("L", label, at(area.left + inset), Anchor::Centre);
            sheet.text("R", label, at(area.right - inset), Anchor::Centre);
        }
    }

    fn history_ground(&self, sheet: &Sheet) {
        let area = self.history;
        let label = Face::small(palette::TEXT_MUTED);
        sheet.fill(area, palette::WELL);
        let scale = self.correlation_axis();
        let below = Rect::new(area.left, scale.place(0.0), area.right, area.bottom);
        sheet.fill(below, palette::tint(palette::CRITICAL, palette::WELL, 0.09));
        sheet.level_line(
            (area.left, area.right),
            scale.place(0.0),
            palette::GRID_STRONG,
        );
        let beside = area.right + sheet.px(4.0);
        let inset = sheet.px(5.0);
        sheet.text("+1", label, (beside, area.top + inset), Anchor::Left);
        if area.height() >= sheet.px(34.0) {
            sheet.text("0", label, (beside, scale.place(0.0)), Anchor::Left);
        }
        sheet.text("−1", label, (beside, area.bottom - inset), Anchor::Left);
    }

    fn widths(&self, sheet: &Sheet, still: &StereoStill) {
        let area = self.widths;
        let frequency = FrequencyAxis::new(area.left, area.right);
        let scale = self.width_axis();
        let label = Face::small(palette::TEXT_MUTED);
        sheet.fill(area, palette::WELL);
        let zero = scale.place(0.0);
        sheet.level_line((area.left, area.right), zero, palette::GRID_STRONG);
        let beside = area.left - sheet.px(4.0);
        sheet.text("0", label, (beside, zero), Anchor::Right);
        let low_y = area.bottom - sheet.px(5.0);
        sheet.text("−30", label, (beside, low_y), Anchor::Right);
        for (band, width_db) in still.width_db.iter().enumerate() {
            let Some(width_db) = *width_db else { continue };
            let (low_hz, high_hz) = edges_hz(band);
            let left = frequency.place(low_hz).round();
            let right = frequency.place(high_hz).round() - sheet.hair();
            let top = scale.place(width_db).min(area.bottom - sheet.hair());
            // More side than mid: mostly lost in mono.
            let colour = if width_db > 0.0 {
                palette::IMPORTANT
            } else {
                palette::tint(palette::MIX, palette::WELL, 0.5)
            };
            sheet.fill(Rect::new(left, top, right, area.bottom), colour);
        }
        let ranges = [
            (SUBLOW_HZ, still.reference.sublow_db),
            (WIDE_HZ, still.reference.wide_db),
        ];
        for ((low_hz, high_hz), width_db) in ranges {
            let Some(width_db) = width_db else { continue };
            let y = scale.place(width_db);
            let (left, right) = (frequency.place(low_hz), frequency.place(high_hz));
            let line = Rect::new(left, y - sheet.px(1.0), right, y + sheet.px(1.0));
            sheet.fill(line, palette::REFERENCE);
        }
        let below = area.bottom + sheet.px(9.0);
        for (frequency_hz, text) in [(100.0, "100"), (1_000.0, "1k"), (10_000.0, "10k Hz")] {
            let at = (frequency.place(frequency_hz), below);
            sheet.text(text, label, at, Anchor::Centre);
        }
        sheet.text("Width dB", label, (self.left, below), Anchor::Left);
    }

    /// The dots of the goniometer.
    pub(super) fn scope(&self, sheet: &Sheet, picture: &StereoPicture) {
        let (x, y) = centre(self.scope);
        let reach = self.scope.width() * 0.5 * 0.94;
        let half = sheet.px(2.0) / 2.0;
        for (right, up) in &picture.dots {
            let (dot_x, dot_y) = (x + right * reach, y - up * reach);
            let dot = Rect::new(dot_x - half, dot_y - half, dot_x + half, dot_y + half);
            sheet.fill(dot, palette::LEVEL);
        }
    }

    /// Correlation now and over half a minute.
    pub(super) fn correlation(&self, sheet: &Sheet, picture: &StereoPicture) {
        let label = Face::small(palette::TEXT_MUTED);
        let y = self.scope.top + sheet.px(6.0);
        let left = self.history.left;
        let end = left + sheet.text("Correlation", label, (left, y), Anchor::Left);
        match picture.correlation {
            Some(correlation) => {
                let colour = if correlation < 0.0 {
                    palette::CRITICAL
                } else {
                    palette::TEXT
                };
                let text = hundredths(correlation);
                sheet.text(&text, Face::strong(colour), (self.right, y), Anchor::Right);
            }
            // The header says already why there is none.
            None if picture.still.note.is_some() => {}
            None => {
                let room = self.right - end - sheet.px(6.0);
                if sheet.text_width("no signal yet", label) <= room {
                    sheet.text("no signal yet", label, (self.right, y), Anchor::Right);
                }
            }
        }
        self.history(sheet, picture);
    }

    fn history(&self, sheet: &Sheet, picture: &StereoPicture) {
        let area = self.history;
        let scale = self.correlation_axis();
        let zero = scale.place(0.0);
        let pitch = area.width() / RECENT_SLOTS as f32;
        let missing = RECENT_SLOTS - picture.history.len().min(RECENT_SLOTS);
        for (slot, correlation) in picture.history.iter().enumerate() {
            let Some(correlation) = *correlation else {
                continue;
            };
            let left = area.left + (missing + slot) as f32 * pitch;
            let y = scale.place(f64::from(correlation));
            let (column, colour) = if correlation < 0.0 {
                let column = Rect::new(left, zero, left + pitch, y.max(zero + 1.0));
                (column, palette::CRITICAL)
            } else {
                let column = Rect::new(left, y.min(zero - 1.0), left + pitch, zero);
                (column, faded(palette::LEVEL, 0.75))
            };
            sheet.fill(column, colour);
        }
    }
}

fn centre(area: Rect) -> (f32, f32) {
    (
        ((area.left + area.right) / 2.0).round(),
        ((area.top + area.bottom) / 2.0).round(),
    )
}

/// Correlation with its sign and two decimals: `+0.73`, `−0.20`.
fn hundredths(correlation: f32) -> String {
    let sign = match (correlation * 100.0).round() {
        hundredths if hundredths > 0.0 => "+",
        hundredths if hundredths < 0.0 => "−",
        _ => "",
    };
    format!("{sign}{:.2}", correlation.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_has_two_decimals_and_a_true_minus() {
        assert_eq!(hundredths(0.73), "+0.73");
        assert_eq!(hundredths(-0.2), "−0.20");
        assert_eq!(hundredths(1.0), "+1.00");
        assert_eq!(hundredths(0.0), "0.00");
    }
}
