//! Drawing the level meters.

use vizia_core::vg::Rect;

use crate::editor::axis::Axis;
use crate::editor::levels::picture::BOTTOM_DBFS;
use crate::editor::levels::picture::ChannelLevel;
use crate::editor::levels::picture::LevelsPicture;
use crate::editor::paint::Anchor;
use crate::editor::paint::Face;
use crate::editor::paint::Label;
use crate::editor::paint::Sheet;
use crate::editor::palette;

/// Upper end of the scale, dBFS.
const TOP_DBFS: f64 = 6.0;

/// From here on a bar is amber: less than 6 dB of room.
const CLOSE_DBFS: f64 = -6.0;

/// The most important first: labels without room are left out.
const TICKS_DBFS: [(f64, &str); 7] = [
    (0.0, "0"),
    (-60.0, "−60"),
    (-20.0, "−20"),
    (-40.0, "−40"),
    (6.0, "+6"),
    (-6.0, "−6"),
    (-12.0, "−12"),
];

/// Where everything is.
pub(super) struct Rows {
    scale: Axis,
    bars: Vec<Rect>,
    ticks_y: f32,
    header_y: f32,
    left: f32,
    right: f32,
}

impl Rows {
    /// Rows for this many channels; before the first audio as for two.
    pub(super) fn of(sheet: &Sheet, channels: usize) -> Self {
        let count = if channels == 1 { 1 } else { 2 };
        let all = sheet.rect();
        let (left, right) = (sheet.px(10.0), all.right - sheet.px(10.0));
        let (bar_left, bar_right) = (left + sheet.px(16.0), right - sheet.px(20.0));
        let top = sheet.px(24.0);
        let ticks_y = all.bottom - sheet.px(9.0);
        let gap = sheet.px(4.0);
        let room = ticks_y - sheet.px(9.0) - top;
        let height = ((room - gap * (count as f32 - 1.0)) / count as f32)
            .clamp(sheet.px(6.0), sheet.px(22.0))
            .floor();
        let used = height * count as f32 + gap * (count as f32 - 1.0);
        let first = top + ((room - used) / 2.0).max(0.0).floor();
        let bar = |row: usize| {
            let bar_top = first + row as f32 * (height + gap);
            Rect::new(bar_left, bar_top, bar_right, bar_top + height)
        };
        Self {
            scale: Axis {
                start: BOTTOM_DBFS,
                end: TOP_DBFS,
                start_px: bar_left,
                end_px: bar_right,
            },
            bars: (0..count).map(bar).collect(),
            ticks_y: (first + used + sheet.px(9.0)).min(ticks_y),
            header_y: sheet.px(11.0),
            left,
            right,
        }
    }

    /// The scale.
    pub(super) fn ground(&self, sheet: &Sheet) {
        let title = Face::strong(palette::TEXT);
        let label = Face::small(palette::TEXT_MUTED);
        sheet.text("Levels", title, (self.left, self.header_y), Anchor::Left);
        for bar in &self.bars {
            sheet.fill(*bar, palette::WELL);
        }
        let mut labels = Vec::with_capacity(TICKS_DBFS.len());
        for (level_dbfs, text) in TICKS_DBFS {
            let x = self.scale.place(level_dbfs);
            for bar in &self.bars {
                let colour = if level_dbfs == 0.0 {
                    palette::GRID_STRONG
                } else {
                    palette::GRID
                };
                sheet.upright_line(x, (bar.top, bar.bottom), colour);
            }
            labels.push(Label {
                x,
                text,
                anchor: Anchor::Centre,
            });
        }
        sheet.labels(&labels, label, self.ticks_y);
    }

    /// What moves.
    pub(super) fn meters(&self, sheet: &Sheet, picture: &LevelsPicture) {
        self.numbers(sheet, picture);
        for (bar, channel) in self.bars.iter().zip(&picture.channels) {
            let middle = (bar.top + bar.bottom) / 2.0;
            let name = Face::small(palette::TEXT_MUTED);
            sheet.text(channel.name, name, (self.left, middle), Anchor::Left);
            self.bar(sheet, *bar, channel);
            self.lamp(sheet, *bar, channel);
        }
    }

    fn bar(&self, sheet: &Sheet, bar: Rect, channel: &ChannelLevel) {
        let level_dbfs = f64::from(channel.level_dbfs);
        let zones = [
            (BOTTOM_DBFS, CLOSE_DBFS, palette::LEVEL),
            (CLOSE_DBFS, 0.0, palette::IMPORTANT),
            (0.0, TOP_DBFS, palette::CRITICAL),
        ];
        for (from_dbfs, to_dbfs, colour) in zones {
            if level_dbfs > from_dbfs {
                let from = self.scale.place(from_dbfs);
                let to = self.scale.place(level_dbfs.min(to_dbfs));
                sheet.fill(Rect::new(from, bar.top, to, bar.bottom), colour);
            }
        }
        let mark = |level_dbfs: f32, width: f32, inset: f32, colour| {
            if f64::from(level_dbfs) > BOTTOM_DBFS {
                let right = self.scale.place(f64::from(level_dbfs));
                let area = Rect::new(right - width, bar.top + inset, right, bar.bottom - inset);
                sheet.fill(area, colour);
            }
        };
        mark(channel.hold_dbfs, sheet.px(3.0), 0.0, palette::TEXT);
        let is_over = channel.true_peak_dbtp > 0.0;
        let true_peak_colour = if is_over {
            palette::CRITICAL
        } else {
            palette::TEXT_MUTED
        };
        let overhang = -sheet.px(2.0);
        mark(
            channel.true_peak_dbtp,
            sheet.hair(),
            overhang,
            true_peak_colour,
        );
    }

    fn lamp(&self, sheet: &Sheet, bar: Rect, channel: &ChannelLevel) {
        let lamp = Rect::new(self.right - sheet.px(14.0), bar.top, self.right, bar.bottom);
        let colour = if channel.is_lit {
            palette::CRITICAL
        } else {
            palette::UNLIT
        };
        sheet.fill_round(lamp, 3.0, colour);
        if channel.is_lit && lamp.height() >= sheet.px(12.0) {
            // A lamp is told by its sign as well as by its colour.
            let middle = (
                (lamp.left + lamp.right) / 2.0,
                (lamp.top + lamp.bottom) / 2.0,
            );
            sheet.text(
                "!",
                Face::strong(palette::ON_BRIGHT),
                middle,
                Anchor::Centre,
            );
        }
    }

    fn numbers(&self, sheet: &Sheet, picture: &LevelsPicture) {
        let label = Face::small(palette::TEXT_MUTED);
        let gap = sheet.px(12.0);
        let title_end = self.left + sheet.text_width("Levels", Face::strong(palette::TEXT)) + gap;
        let Some(sample_peak) = &picture.sample_peak else {
            sheet.text(
                "no signal yet",
                label,
                (self.right, self.header_y),
                Anchor::Right,
            );
            return;
        };
        let true_peak = picture.true_peak.as_deref().unwrap_or_default();
        let true_peak_colour = if picture.is_over {
            palette::CRITICAL
        } else {
            palette::TEXT
        };
        // Most important first: what has no room is shortened, or left out.
        let alarm = Face::strong(palette::CRITICAL);
        let numbers = match &picture.clips {
            Some(clips) => [clips.text.as_str(), clips.short.as_str()].map(|text| (text, alarm)),
            None => [(sample_peak.as_str(), Face::strong(palette::TEXT)); 2],
        };
        let at = (self.right, self.header_y);
        let right = self.right - gap;
        let right =
            right - sheet.text(true_peak, Face::strong(true_peak_colour), at, Anchor::Right);
        let fits = |(text, face): &(&str, Face)| right - sheet.text_width(text, *face) >= title_end;
        if let Some((text, face)) = numbers.into_iter().find(fits) {
            sheet.text(text, face, (right, self.header_y), Anchor::Right);
        }
    }
}
