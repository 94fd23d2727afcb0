//! A text and how it is broken into lines.

use parley::Layout;
use parley::layout::Alignment;
use parley::layout::AlignmentOptions;

use crate::text::builder::Content;
use crate::text::collection::FontCollection;
use crate::text::laid::Laid;
use crate::text::style::TextAlign;

/// Lines may be this much too wide: less than can be seen, and more than sums of floats are off.
const SLACK_PX: f32 = 0.01;

/// Widths from here on do not limit lines; vizia asks for `f32::MAX`.
const UNLIMITED_PX: f32 = 1.0e6;

/// A text that can be set in lines of any width, painted and asked about.
///
/// Positions in the text are in bytes of UTF-8, but for those of
/// [`Paragraph::get_rects_for_range`] and [`Paragraph::get_glyph_position_at_coordinate`], which as
/// in Skia are in units of UTF-16.
pub struct Paragraph {
    pub(super) content: Content,
    pub(super) laid: Laid,
    fonts: FontCollection,
    /// All of the text, shaped.
    whole: Layout<u32>,
    min_width: f32,
    max_width: f32,
    /// The width of the last layout.
    width: Option<f32>,
}

impl Paragraph {
    pub(super) fn new(content: Content, fonts: FontCollection) -> Self {
        let whole = content.shape(&fonts);
        let widths = whole.calculate_content_widths();
        let laid = Laid::new(&whole, &content.text, 1);
        Self {
            content,
            laid,
            fonts,
            whole,
            min_width: widths.min,
            max_width: widths.max,
            width: None,
        }
    }

    /// Breaks the text into lines of at most `width`, and sets them against their side.
    pub fn layout(&mut self, width: f32) {
        let width = if width >= 0.0 { width } else { 0.0 };
        if self.width == Some(width) {
            return;
        }
        self.width = Some(width);
        let limit = (width < UNLIMITED_PX).then_some(width + SLACK_PX);
        self.whole.break_all_lines(limit);
        let align = self.content.style.align;
        let lines_max = self.lines_max();
        self.laid = match limit.and_then(|limit| self.ellipsized(limit)) {
            Some((mut layout, cut)) => {
                set_against(&mut layout, align);
                Laid::new(&layout, &cut.text, lines_max)
            }
            None => {
                // Without a limit there is no side to set lines against.
                if limit.is_some() {
                    set_against(&mut self.whole, align);
                }
                Laid::new(&self.whole, &self.content.text, lines_max)
            }
        };
    }

    fn lines_max(&self) -> usize {
        self.content.style.max_lines.unwrap_or(usize::MAX)
    }

    /// The text cut off where it no longer fits; `None` when all of it does or it has no ellipsis.
    fn ellipsized(&self, limit: f32) -> Option<(Layout<u32>, Content)> {
        let style = &self.content.style;
        let last = style.max_lines.unwrap_or(1).max(1) - 1;
        let start = self.whole.get(last)?.text_range().start;
        let rest = self.whole.get(last + 1)?.text_range().start;
        let has_more = self.content.text.get(rest..)?.chars().any(is_visible);
        if style.ellipsis.is_empty() || !has_more {
            return None;
        }
        let ellipsis_width = self
            .content
            .ellipsis(start)
            .shape(&self.fonts)
            .calculate_content_widths()
            .max;
        let cut = self
            .content
            .cut(self.fitting_end(start, limit - ellipsis_width));
        let mut layout = cut.shape(&self.fonts);
        // One line is known to fit, but for an ellipsis wider than the line.
        let wide = layout.calculate_content_widths().max + SLACK_PX;
        layout.break_all_lines(Some(if last == 0 { limit.max(wide) } else { limit }));
        Some((layout, cut))
    }

    /// The end of as much text from `start` as `room` holds, whatever words that breaks.
    fn fitting_end(&self, start: usize, room: f32) -> usize {
        let runs = self.whole.lines().flat_map(|line| line.runs());
        let clusters = runs.flat_map(|run| run.clusters());
        let mut rest: Vec<_> = clusters
            .filter(|cluster| cluster.text_range().start >= start)
            .collect();
        // Runs come in the order they are seen in, which with two directions is not that of the text.
        rest.sort_by_key(|cluster| cluster.text_range().start);
        let mut taken = 0.0;
        let fitting = rest.iter().take_while(|cluster| {
            taken += cluster.advance();
            taken <= room && !cluster.is_hard_line_break()
        });
        fitting
            .last()
            .map_or(start, |cluster| cluster.text_range().end)
    }

    /// Height of all lines of the last layout.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.laid.height()
    }

    /// The width of the widest part that cannot be broken.
    #[must_use]
    pub fn min_intrinsic_width(&self) -> f32 {
        self.min_width
    }

    /// The width the text has when nothing makes it break.
    #[must_use]
    pub fn max_intrinsic_width(&self) -> f32 {
        self.max_width
    }

    /// How many lines the last layout has; at least one.
    #[must_use]
    pub fn line_number(&self) -> usize {
        self.laid.lines.len()
    }
}

/// Whether leaving it out would be noticed.
fn is_visible(letter: char) -> bool {
    !letter.is_whitespace() && letter != '\u{200B}'
}

/// Moves every line to its side.
fn set_against(layout: &mut Layout<u32>, align: TextAlign) {
    let alignment = match align {
        TextAlign::Left => Alignment::Left,
        TextAlign::Right => Alignment::Right,
        TextAlign::Center => Alignment::Center,
        TextAlign::Justify => Alignment::Justify,
        TextAlign::Start => Alignment::Start,
        TextAlign::End => Alignment::End,
    };
    let options = AlignmentOptions {
        align_when_overflowing: false,
        ..AlignmentOptions::default()
    };
    layout.align(alignment, options);
}
