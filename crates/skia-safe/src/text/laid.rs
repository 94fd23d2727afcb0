//! A text set in lines: where every line, cluster and glyph is.

use std::ops::Range;
use std::sync::Arc;

use parley::Layout;
use parley::layout::BreakReason;
use parley::layout::GlyphRun;
use parley::layout::Line as ParleyLine;
use parley::layout::PositionedLayoutItem;

use crate::geometry::rect::Rect;
use crate::text::face::Face;
use crate::text::face::face_of;

/// Everything painting and asking about a paragraph needs.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    /// Never empty once laid out.
    pub lines: Vec<Line>,
    /// In logical order within each run, line by line.
    pub clusters: Vec<Cluster>,
    pub runs: Vec<Run>,
    pub glyphs: Vec<PlacedGlyph>,
}

/// One line. Distances are from the top of the paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Bytes of the text, the line break included.
    pub text: Range<usize>,
    pub has_hard_break: bool,
    pub left: f32,
    pub width: f32,
    pub top: f32,
    pub baseline: f32,
    pub bottom: f32,
}

/// What the caret moves over at once: usually one letter.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub text: Range<usize>,
    pub line: usize,
    pub rect: Rect,
    pub is_rtl: bool,
}

/// Glyphs of one style and one face on one line.
#[derive(Debug)]
pub(crate) struct Run {
    pub part: usize,
    pub line: usize,
    pub face: Arc<Face>,
    pub font_size: f32,
    /// From ascent to descent, and as wide as its glyphs advance.
    pub rect: Rect,
    pub baseline: f32,
    pub metrics: LineMetrics,
    pub glyphs: Range<usize>,
}

/// Where a font wants its lines: distances above the baseline.
#[derive(Copy, Clone, Debug)]
pub(crate) struct LineMetrics {
    pub underline: f32,
    pub underline_thickness: f32,
    pub strikethrough: f32,
    pub strikethrough_thickness: f32,
}

/// A glyph and where its origin is.
#[derive(Copy, Clone, Debug)]
pub(crate) struct PlacedGlyph {
    pub id: u16,
    pub x: f32,
    pub y: f32,
}

impl Laid {
    /// Takes over the first `lines_max` lines of `layout`; `text` is what was laid out.
    pub(crate) fn new(layout: &Layout<u32>, text: &str, lines_max: usize) -> Self {
        let mut laid = Self::default();
        for line in layout.lines().take(lines_max.max(1)) {
            laid.add_line(&line);
        }
        if laid.lines.is_empty() {
            // Without any font there is nothing to see, but still a line for the caret to be on.
            laid.lines.push(Line {
                text: 0..text.len(),
                ..Line::default()
            });
        }
        laid
    }

    /// Height of all lines.
    pub(crate) fn height(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.bottom)
    }

    fn add_line(&mut self, line: &ParleyLine<'_, u32>) {
        let metrics = line.metrics();
        let index = self.lines.len();
        self.lines.push(Line {
            text: line.text_range(),
            has_hard_break: line.break_reason() == BreakReason::Explicit,
            left: metrics.offset,
            width: metrics.advance - metrics.hanging_advance,
            top: metrics.block_min_coord,
            baseline: metrics.baseline,
            bottom: metrics.block_max_coord,
        });
        let mut x = metrics.offset;
        for run in line.runs() {
            let font = run.font_metrics();
            let (top, bottom) = (
                metrics.baseline - font.ascent,
                metrics.baseline + font.descent,
            );
            for cluster in run.visual_clusters() {
                let rect = Rect::new(x, top, x + cluster.advance(), bottom);
                x = rect.right;
                self.clusters.push(Cluster {
                    text: cluster.text_range(),
                    line: index,
                    rect,
                    is_rtl: cluster.is_rtl(),
                });
            }
        }
        for item in line.items() {
            if let PositionedLayoutItem::GlyphRun(run) = item {
                self.add_run(&run, index);
            }
        }
    }

    fn add_run(&mut self, glyphs: &GlyphRun<'_, u32>, line: usize) {
        let run = glyphs.run();
        let font = run.font_metrics();
        let (left, baseline) = (glyphs.offset(), glyphs.baseline());
        let start = self.glyphs.len();
        let placed = glyphs.positioned_glyphs();
        self.glyphs.extend(placed.map(|glyph| PlacedGlyph {
            id: glyph.id as u16,
            x: glyph.x,
            y: glyph.y,
        }));
        self.runs.push(Run {
            part: glyphs.style().brush as usize,
            line,
            face: face_of(run),
            font_size: run.font_size(),
            rect: Rect::new(
                left,
                baseline - font.ascent,
                left + glyphs.advance(),
                baseline + font.descent,
            ),
            baseline,
            metrics: LineMetrics {
                underline: font.underline_offset,
                underline_thickness: font.underline_size,
                strikethrough: font.strikethrough_offset,
                strikethrough_thickness: font.strikethrough_size,
            },
            glyphs: start..self.glyphs.len(),
        });
    }
}
