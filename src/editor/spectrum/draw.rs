//! Drawing the spectrum.

use vizia_core::vg::Rect;

use crate::editor::axis;
use crate::editor::axis::Axis;
use crate::editor::axis::FREQUENCY_TICKS;
use crate::editor::axis::FrequencyAxis;
use crate::editor::paint::Anchor;
use crate::editor::paint::Face;
use crate::editor::paint::Label;
use crate::editor::paint::Sheet;
use crate::editor::paint::faded;
use crate::editor::palette;
use crate::editor::spectrum::curve;
use crate::editor::spectrum::picture::LitRange;
use crate::editor::spectrum::picture::LiveSpectrum;
use crate::editor::spectrum::picture::SpectrumStill;
use crate::model::bands::fine_center_hz;

/// Levels at the top and bottom of the plot, dB: a bass-heavy mix has 18 dB more at 60 Hz, a soft one 30 dB less at
/// 16 kHz.
const TOP_DB: f64 = 24.0;
const BOTTOM_DB: f64 = -36.0;
const GRID_STEP_DB: usize = 6;

/// Where everything is.
pub(super) struct Plot {
    area: Rect,
    frequency: FrequencyAxis,
    level: Axis,
}

impl Plot {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let all = sheet.rect();
        let area = Rect::new(
            sheet.px(42.0),
            sheet.px(22.0),
            all.right - sheet.px(10.0),
            all.bottom - sheet.px(18.0),
        );
        Self {
            area,
            frequency: FrequencyAxis::new(area.left, area.right),
            level: Axis {
                start: BOTTOM_DB,
                end: TOP_DB,
                start_px: area.bottom,
                end_px: area.top,
            },
        }
    }

    /// All that changes only with the report.
    pub(super) fn ground(&self, sheet: &Sheet, still: &SpectrumStill) {
        self.header(sheet, still);
        sheet.fill(self.area, palette::WELL);
        sheet.within(self.area, || {
            if let Some(lit) = &still.lit {
                self.lit_range(sheet, lit);
            }
            self.corridor(sheet, still);
        });
        self.grid(sheet);
        sheet.within(self.area, || {
            if let Some(corridor) = &still.corridor {
                let median = self.line(sheet, &corridor.reference_db, 0);
                sheet.stroke(&median, 1.25, palette::REFERENCE);
            }
        });
        if let Some(note) = still.note {
            sheet.note(note, Face::body(palette::TEXT_MUTED), self.area);
        }
    }

    fn header(&self, sheet: &Sheet, still: &SpectrumStill) {
        let y = sheet.px(11.0);
        let title = Face::strong(palette::TEXT);
        let end = sheet.texts(&[("Spectrum", title)], (sheet.px(10.0), y), 0.0);
        let mut right = self.area.right;
        let label = Face::small(palette::TEXT_MUTED);
        let mut entries = vec![("Now", palette::LIVE_LINE, 2.0), ("Mix", palette::MIX, 2.0)];
        if still.corridor.is_some() {
            entries.push((still.corridor_name.as_str(), palette::REFERENCE, 2.0));
        }
        let (swatch, gap) = (sheet.px(12.0), sheet.px(5.0));
        for (name, colour, thickness) in entries {
            let room = right - end - swatch - 4.0 * gap;
            let wanted = sheet.text_width(name, label);
            let width = wanted.min(room);
            if width < wanted.min(sheet.px(48.0)) {
                break;
            }
            sheet.text_within(name, label, (right - width, y), width);
            let from = right - width - gap - swatch;
            let half = sheet.px(thickness).max(2.0) / 2.0;
            sheet.fill(Rect::new(from, y - half, from + swatch, y + half), colour);
            right = from - 3.0 * gap;
        }
    }

    fn grid(&self, sheet: &Sheet) {
        let label = Face::small(palette::TEXT_MUTED);
        let area = self.area;
        let below = area.bottom + sheet.px(9.0);
        let mut labels = Vec::with_capacity(FREQUENCY_TICKS.len());
        for (frequency_hz, text) in FREQUENCY_TICKS {
            let x = self.frequency.place(frequency_hz);
            let anchor = if x <= area.left {
                Anchor::Left
            } else if x >= area.right {
                Anchor::Right
            } else {
                sheet.upright_line(x, (area.top, area.bottom), faded(palette::TEXT, 0.08));
                Anchor::Centre
            };
            labels.push(Label { x, text, anchor });
        }
        // The last one carries the unit and must not be left out.
        labels.rotate_right(1);
        sheet.labels(&labels, label, below);
        // Labels need 14 px each.
        let is_dense = area.height() / 10.0 >= sheet.px(14.0);
        let steps = ((TOP_DB - BOTTOM_DB) as usize) / GRID_STEP_DB;
        for step in 1..steps {
            let level_db = BOTTOM_DB + (step * GRID_STEP_DB) as f64;
            let y = self.level.place(level_db);
            let opacity_ratio = if level_db == 0.0 { 0.22 } else { 0.08 };
            let line = faded(palette::TEXT, opacity_ratio);
            sheet.level_line((area.left, area.right), y, line);
            if is_dense || step % 2 == 0 {
                let text = axis::signed(level_db);
                let text = text.trim_end_matches(".0");
                let at = (area.left - sheet.px(5.0), y);
                sheet.text(text, label, at, Anchor::Right);
            }
        }
        let unit_at = (area.left - sheet.px(5.0), below);
        sheet.text("dB", label, unit_at, Anchor::Right);
    }

    fn line(&self, sheet: &Sheet, levels_db: &[f64], first_band: usize) -> Vec<(f32, f32)> {
        let place = |level_db| self.level.place(level_db);
        curve::points(levels_db, first_band, self.frequency, sheet.px(3.0), place)
    }

    fn corridor(&self, sheet: &Sheet, still: &SpectrumStill) {
        let Some(corridor) = &still.corridor else {
            return;
        };
        let mut shape = self.line(sheet, &corridor.high_db, 0);
        shape.extend(self.line(sheet, &corridor.low_db, 0).into_iter().rev());
        sheet.fill_shape(
            &shape,
            faded(palette::REFERENCE, palette::CORRIDOR_OPACITY_RATIO),
        );
    }

    fn lit_sides(&self, lit: &LitRange) -> (f32, f32) {
        let [low_hz, high_hz] = lit.range_hz;
        (self.frequency.place(low_hz), self.frequency.place(high_hz))
    }

    fn lit_range(&self, sheet: &Sheet, lit: &LitRange) {
        let (left, right) = self.lit_sides(lit);
        let colour = palette::severity(lit.severity);
        let lit_area = Rect::new(left, self.area.top, right.max(left + 2.0), self.area.bottom);
        sheet.fill(lit_area, palette::tint(colour, palette::WELL, 0.2));
        for side in [left, right - sheet.hair()] {
            sheet.upright_line(side, (self.area.top, self.area.bottom), faded(colour, 0.7));
        }
    }

    /// What plays now.
    pub(super) fn live(&self, sheet: &Sheet, live: &LiveSpectrum) {
        let floor = self.area.bottom;
        let step = sheet.px(2.0);
        let mut shape: Vec<(f32, f32)> = vec![(self.area.left, floor)];
        for (band, level_db) in live.level_db.iter().enumerate() {
            let x = self.frequency.place(fine_center_hz(band));
            let is_last = band + 1 == live.level_db.len();
            if is_last || x - shape[shape.len() - 1].0 >= step || shape.len() == 1 {
                shape.push((x, self.level.place(f64::from(*level_db))));
            }
        }
        let outline = shape.split_off(1);
        shape.extend_from_slice(&outline);
        shape.push((self.area.right, floor));
        sheet.within(self.area, || {
            sheet.fill_shape(&shape, faded(palette::LIVE, 0.3));
            sheet.stroke(&outline, 1.0, palette::LIVE_LINE);
        });
    }

    /// The mix over its whole length.
    pub(super) fn mix(&self, sheet: &Sheet, still: &SpectrumStill) {
        sheet.within(self.area, || {
            for (first_band, levels_db) in curve::stretches(&still.mix_db) {
                let line = self.line(sheet, &levels_db, first_band);
                sheet.stroke(&line, 2.0, palette::MIX);
            }
        });
    }

    /// What the selected issue says about its range.
    pub(super) fn lit_label(&self, sheet: &Sheet, still: &SpectrumStill) {
        let Some(lit) = &still.lit else { return };
        let (left, right) = self.lit_sides(lit);
        let face = Face::strong(palette::ON_BRIGHT);
        let (pad, half) = (sheet.px(6.0), sheet.px(9.0));
        let width = sheet.text_width(&lit.text, face) + 2.0 * pad;
        let from = ((left + right - width) / 2.0)
            .min(self.area.right - width)
            .max(self.area.left)
            .round();
        let y = self.area.bottom - half - sheet.px(4.0);
        let tag = Rect::new(from, y - half, from + width, y + half);
        sheet.fill_round(tag, 4.0, palette::severity(lit.severity));
        sheet.text(&lit.text, face, (from + pad, y), Anchor::Left);
    }

    /// Frequency, note and levels under the pointer.
    pub(super) fn read_out(&self, sheet: &Sheet, still: &SpectrumStill, (x, y): (f32, f32)) {
        let area = self.area;
        let is_inside =
            (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y);
        if !is_inside {
            return;
        }
        sheet.upright_line(x, (area.top, area.bottom), faded(palette::TEXT, 0.5));
        let lines = read_out_lines(still, self.frequency.frequency_hz(x));
        let faces = |index| match index {
            0 => Face::strong(palette::TEXT),
            _ => Face::small(palette::TEXT),
        };
        let (pad, pitch) = (sheet.px(8.0), sheet.px(16.0));
        let width = lines
            .iter()
            .enumerate()
            .map(|(index, line)| sheet.text_width(line, faces(index)))
            .fold(0.0, f32::max)
            + 2.0 * pad;
        let height = pitch * lines.len() as f32 + pad;
        let gap = sheet.px(10.0);
        let is_left = x + gap + width > area.right;
        let left = if is_left { x - gap - width } else { x + gap }.round();
        // Above the label of the selected issue.
        let top = (area.bottom - height - sheet.px(28.0)).max(area.top);
        let card = Rect::new(left, top, left + width, top + height);
        sheet.card(card);
        for (index, line) in lines.iter().enumerate() {
            let at = (left + pad, top + pad / 2.0 + pitch * (index as f32 + 0.5));
            sheet.text(line, faces(index), at, Anchor::Left);
        }
    }
}

fn read_out_lines(still: &SpectrumStill, frequency_hz: f64) -> Vec<String> {
    let mut lines = vec![format!(
        "{}  {}",
        axis::frequency(frequency_hz),
        axis::note(frequency_hz)
    )];
    let position = curve::position(frequency_hz);
    let mix_db = curve::stretches(&still.mix_db)
        .into_iter()
        .find(|(first, levels_db)| {
            let (from, to) = (*first as f64 - 0.5, (first + levels_db.len()) as f64 - 0.5);
            (from..=to).contains(&position)
        })
        .map(|(first, levels_db)| curve::level_db(&levels_db, position - first as f64));
    if let Some(mix_db) = mix_db {
        lines.push(format!("Mix {} dB", axis::signed(mix_db)));
    }
    if let Some(corridor) = &still.corridor {
        let level = |levels_db: &[f64]| axis::signed(curve::level_db(levels_db, position));
        let (low, high) = (level(&corridor.low_db), level(&corridor.high_db));
        lines.push(format!("Reference {} dB", level(&corridor.reference_db)));
        lines.push(format!("Range {low} to {high} dB"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::spectrum::picture::Corridor;

    #[test]
    fn read_out_names_frequency_note_and_levels() {
        let still = SpectrumStill {
            mix_db: vec![Some(2.0); 31],
            corridor: Some(Corridor {
                low_db: vec![-1.5; 31],
                reference_db: vec![0.0; 31],
                high_db: vec![1.5; 31],
            }),
            ..SpectrumStill::default()
        };
        let expected = [
            "440 Hz  A4",
            "Mix +2.0 dB",
            "Reference 0.0 dB",
            "Range −1.5 to +1.5 dB",
        ];
        assert_eq!(read_out_lines(&still, 440.0), expected);
    }

    #[test]
    fn read_out_leaves_out_what_was_not_measured() {
        let read = read_out_lines(&SpectrumStill::default(), 50.0);
        assert_eq!(read, ["50 Hz  G1"]);
    }
}
