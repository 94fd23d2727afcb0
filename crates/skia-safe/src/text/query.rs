//! Asking a paragraph where things are.

use std::ops::Range;

use crate::geometry::point::Point;
use crate::geometry::rect::Rect;
use crate::text::laid::Cluster;
use crate::text::laid::Line;
use crate::text::paragraph::Paragraph;
use crate::text::style::TextDirection;

/// How high the boxes of [`Paragraph::get_rects_for_range`] are. All are drawn tight.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum RectHeightStyle {
    /// As high as the font.
    #[default]
    Tight,
}

/// How wide the boxes of [`Paragraph::get_rects_for_range`] are.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum RectWidthStyle {
    /// As wide as the text.
    #[default]
    Tight,
}

/// Which of two neighbours a position belongs to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Affinity {
    /// The one before.
    Upstream,
    /// The one after.
    Downstream,
}

/// A position in a text, in units of UTF-16.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct PositionWithAffinity {
    /// Units before it.
    pub position: i32,
    /// The neighbour it was found on.
    pub affinity: Affinity,
}

/// A box around some text.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct TextBox {
    /// The box, relative to the paragraph.
    pub rect: Rect,
    /// Which way its text runs.
    pub direct: TextDirection,
}

/// What the caret moves over at once.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphClusterInfo {
    /// The box around it, relative to the paragraph.
    pub bounds: Rect,
    /// Its bytes in the text.
    pub text_range: Range<usize>,
    /// Which way it runs.
    pub position: TextDirection,
}

/// A line and where it is; positions in the text are in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineMetrics {
    /// Where it begins.
    pub start_index: usize,
    /// Where it ends, white space included.
    pub end_index: usize,
    /// Where it ends without white space.
    pub end_excluding_whitespaces: usize,
    /// Where the next one begins.
    pub end_including_newline: usize,
    /// Whether it ends because the text says so.
    pub hard_break: bool,
    /// From the top to the baseline.
    pub ascent: f64,
    /// From the baseline to the bottom.
    pub descent: f64,
    /// The same as `ascent`.
    pub unscaled_ascent: f64,
    /// From the top to the bottom.
    pub height: f64,
    /// Without white space at the end.
    pub width: f64,
    /// From the left of the paragraph.
    pub left: f64,
    /// From the top of the paragraph to the baseline.
    pub baseline: f64,
    /// Lines before it.
    pub line_number: usize,
}

impl Paragraph {
    /// Boxes around the text between two positions in UTF-16, one per line and direction.
    #[must_use]
    pub fn get_rects_for_range(
        &self,
        range: Range<usize>,
        _rect_height_style: RectHeightStyle,
        _rect_width_style: RectWidthStyle,
    ) -> Vec<TextBox> {
        let (start, end) = (self.utf8_index(range.start), self.utf8_index(range.end));
        let inside = |cluster: &&Cluster| cluster.text.start < end && cluster.text.end > start;
        let mut boxes: Vec<(usize, TextBox)> = Vec::new();
        for cluster in self.laid.clusters.iter().filter(inside) {
            match boxes.last_mut() {
                Some((line, last)) if *line == cluster.line && continues(last, cluster) => {
                    last.rect = union(last.rect, cluster.rect);
                }
                _ => boxes.push((
                    cluster.line,
                    TextBox {
                        rect: cluster.rect,
                        direct: direction(cluster),
                    },
                )),
            }
        }
        boxes.into_iter().map(|(_, text_box)| text_box).collect()
    }

    /// The position in UTF-16 closest to a point.
    #[must_use]
    pub fn get_glyph_position_at_coordinate(&self, p: impl Into<Point>) -> PositionWithAffinity {
        let p = p.into();
        let Some(cluster) = self.closest(p) else {
            return PositionWithAffinity {
                position: 0,
                affinity: Affinity::Downstream,
            };
        };
        let is_left_half = p.x < cluster.rect.center_x();
        let (index, affinity) = if is_left_half == cluster.is_rtl {
            (cluster.text.end, Affinity::Upstream)
        } else {
            (cluster.text.start, Affinity::Downstream)
        };
        PositionWithAffinity {
            position: self.utf16_index(index),
            affinity,
        }
    }

    /// The cluster around a byte of the text. Where the text has been cut off, the last one there is;
    /// `None` only past the end.
    #[must_use]
    pub fn get_glyph_cluster_at(&self, index: usize) -> Option<GlyphClusterInfo> {
        if index > self.content.text.len() {
            return None;
        }
        let clusters = &self.laid.clusters;
        let before = |cluster: &&Cluster| cluster.text.start <= index;
        let around = clusters
            .iter()
            .find(|cluster| cluster.text.contains(&index));
        let found = around.or_else(|| {
            clusters
                .iter()
                .filter(before)
                .max_by_key(|cluster| cluster.text.end)
        });
        Some(found.map_or_else(|| self.blank(index), |cluster| self.info(cluster)))
    }

    /// The cluster closest to a point.
    #[must_use]
    pub fn get_closest_glyph_cluster_at(&self, p: impl Into<Point>) -> Option<GlyphClusterInfo> {
        Some(
            self.closest(p.into())
                .map_or_else(|| self.blank(0), |cluster| self.info(cluster)),
        )
    }

    /// The line a byte of the text is on; `None` past the end.
    #[must_use]
    pub fn get_line_number_at(&self, index: usize) -> Option<usize> {
        let lines = &self.laid.lines;
        let found = lines.iter().position(|line| line.text.contains(&index));
        found.or_else(|| (index <= self.content.text.len()).then(|| lines.len().saturating_sub(1)))
    }

    /// All lines.
    #[must_use]
    pub fn get_line_metrics(&self) -> Vec<LineMetrics> {
        self.laid
            .lines
            .iter()
            .enumerate()
            .map(|(number, line)| self.metrics(number, line))
            .collect()
    }

    /// One line.
    #[must_use]
    pub fn get_line_metrics_at(&self, line_number: usize) -> Option<LineMetrics> {
        Some(self.metrics(line_number, self.laid.lines.get(line_number)?))
    }

    fn metrics(&self, line_number: usize, line: &Line) -> LineMetrics {
        let end = line.text.end.min(self.content.text.len());
        let start = line.text.start.min(end);
        let text = self.content.text.get(start..end).unwrap_or_default();
        let ascent = f64::from(line.baseline - line.top);
        LineMetrics {
            start_index: start,
            end_index: start + text.trim_end_matches(['\n', '\r']).len(),
            end_excluding_whitespaces: start + text.trim_end().len(),
            end_including_newline: end,
            hard_break: line.has_hard_break,
            ascent,
            descent: f64::from(line.bottom - line.baseline),
            unscaled_ascent: ascent,
            height: f64::from(line.bottom - line.top),
            width: f64::from(line.width),
            left: f64::from(line.left),
            baseline: f64::from(line.baseline),
            line_number,
        }
    }

    /// The cluster closest to a point, on the line at its height.
    fn closest(&self, p: Point) -> Option<&Cluster> {
        let lines = &self.laid.lines;
        let line = lines
            .iter()
            .position(|line| p.y < line.bottom)
            .unwrap_or(lines.len().saturating_sub(1));
        let distance = |cluster: &&Cluster| {
            (cluster.rect.left - p.x)
                .max(p.x - cluster.rect.right)
                .max(0.0)
        };
        let on_line = self
            .laid
            .clusters
            .iter()
            .filter(|cluster| cluster.line == line);
        on_line.min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// Stands for a cluster when no font has any glyphs.
    fn blank(&self, index: usize) -> GlyphClusterInfo {
        let bounds = Rect::new(0.0, 0.0, 0.0, self.height());
        GlyphClusterInfo {
            bounds,
            text_range: index..self.content.text.len(),
            position: TextDirection::LTR,
        }
    }

    fn info(&self, cluster: &Cluster) -> GlyphClusterInfo {
        // An ellipsis stands for text that the clusters do not count.
        let end = self.content.text.len();
        let text_range = cluster.text.start.min(end)..cluster.text.end.min(end);
        GlyphClusterInfo {
            bounds: cluster.rect,
            text_range,
            position: direction(cluster),
        }
    }

    fn utf8_index(&self, utf16_index: usize) -> usize {
        let mut units = 0;
        let text = &self.content.text;
        let at = text.char_indices().find(|(_, letter)| {
            let is_there = units >= utf16_index;
            units += letter.len_utf16();
            is_there
        });
        at.map_or(text.len(), |(index, _)| index)
    }

    fn utf16_index(&self, utf8_index: usize) -> i32 {
        let before = self
            .content
            .text
            .char_indices()
            .take_while(|(index, _)| *index < utf8_index);
        let units: usize = before.map(|(_, letter)| letter.len_utf16()).sum();
        i32::try_from(units).unwrap_or(i32::MAX)
    }
}

fn direction(cluster: &Cluster) -> TextDirection {
    if cluster.is_rtl {
        TextDirection::RTL
    } else {
        TextDirection::LTR
    }
}

/// Whether a cluster goes on where a box ends, in the same direction.
fn continues(text_box: &TextBox, cluster: &Cluster) -> bool {
    // Less than can be seen, and more than a sum of advances is off.
    const TOUCHING_PX: f32 = 0.01;
    text_box.direct == direction(cluster)
        && (text_box.rect.right - cluster.rect.left).abs() < TOUCHING_PX
}

fn union(a: Rect, b: Rect) -> Rect {
    Rect::new(
        a.left.min(b.left),
        a.top.min(b.top),
        a.right.max(b.right),
        a.bottom.max(b.bottom),
    )
}
