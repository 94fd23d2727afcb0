//! How text looks and how it is set.

use bitflags::bitflags;

use crate::color::Color;
use crate::paint::Paint;
use crate::text::font::FontArguments;
use crate::text::font::FontStyle;

/// Which side lines are set against.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum TextAlign {
    /// The left.
    #[default]
    Left,
    /// The right.
    Right,
    /// Neither.
    Center,
    /// Both, but for the last line.
    Justify,
    /// Where the text starts.
    Start,
    /// Where the text ends.
    End,
}

/// Which way text runs when its letters do not say.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum TextDirection {
    /// Right to left.
    RTL,
    /// Left to right.
    #[default]
    LTR,
}

bitflags! {
    /// Lines drawn with text.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
    pub struct TextDecoration: u32 {
        /// None.
        const NO_DECORATION = 0;
        /// Below the baseline.
        const UNDERLINE = 1;
        /// Above the letters.
        const OVERLINE = 2;
        /// Through the letters.
        const LINE_THROUGH = 4;
    }
}

/// What those lines look like.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum TextDecorationStyle {
    /// One line.
    #[default]
    Solid,
    /// Two lines.
    Double,
    /// Round dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// A wave.
    Wavy,
}

/// Lines drawn with text.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Decoration {
    pub lines: TextDecoration,
    pub style: TextDecorationStyle,
    /// Transparent stands for the colour of the text.
    pub color: Color,
    pub thickness: f32,
}

/// How a stretch of text looks.
#[derive(Clone, Debug)]
pub struct TextStyle {
    pub(crate) families: Vec<String>,
    pub(crate) font_size: f32,
    pub(crate) font_style: FontStyle,
    pub(crate) arguments: FontArguments,
    pub(crate) letter_spacing: f32,
    pub(crate) foreground: Paint,
    pub(crate) background: Option<Paint>,
    pub(crate) decoration: Decoration,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self::new()
    }
}

impl TextStyle {
    /// 14 pixels, regular, white.
    #[must_use]
    pub fn new() -> Self {
        let mut style = Self {
            families: Vec::new(),
            font_size: 14.0,
            font_style: FontStyle::default(),
            arguments: FontArguments::new(),
            letter_spacing: 0.0,
            foreground: Paint::default(),
            background: None,
            decoration: Decoration {
                lines: TextDecoration::NO_DECORATION,
                style: TextDecorationStyle::Solid,
                color: Color::TRANSPARENT,
                thickness: 1.0,
            },
        };
        style.set_color(Color::WHITE);
        style
    }

    /// The colour of the letters.
    pub fn set_color(&mut self, color: impl Into<Color>) -> &mut Self {
        let mut paint = Paint::default();
        paint.set_color(color);
        self.set_foreground_paint(&paint)
    }

    /// Everything about how letters are filled or stroked. Their edges are smooth whatever it says.
    pub fn set_foreground_paint(&mut self, paint: &Paint) -> &mut Self {
        self.foreground = paint.clone();
        self.foreground.set_anti_alias(true);
        self
    }

    /// Fills the line behind the text.
    pub fn set_background_paint(&mut self, paint: &Paint) -> &mut Self {
        self.background = Some(paint.clone());
        self
    }

    /// Which lines are drawn with the text.
    pub fn set_decoration_type(&mut self, decoration: TextDecoration) {
        self.decoration.lines = decoration;
    }

    /// What they look like.
    pub fn set_decoration_style(&mut self, style: TextDecorationStyle) {
        self.decoration.style = style;
    }

    /// Their colour; transparent for that of the text.
    pub fn set_decoration_color(&mut self, color: impl Into<Color>) {
        self.decoration.color = color.into();
    }

    /// Their thickness, in units of what the font says.
    pub fn set_decoration_thickness_multiplier(&mut self, multiplier: f32) {
        if multiplier > 0.0 && multiplier.is_finite() {
            self.decoration.thickness = multiplier;
        }
    }

    /// Families in order of preference.
    pub fn set_font_families(&mut self, families: &[impl AsRef<str>]) -> &mut Self {
        self.families = families
            .iter()
            .map(|family| family.as_ref().to_owned())
            .collect();
        self
    }

    /// Size in pixels; anything not above zero is ignored.
    pub fn set_font_size(&mut self, size: f32) -> &mut Self {
        if size > 0.0 && size.is_finite() {
            self.font_size = size;
        }
        self
    }

    /// Weight, width and slant.
    pub fn set_font_style(&mut self, font_style: FontStyle) -> &mut Self {
        self.font_style = font_style;
        self
    }

    /// Where on its axes a variable font is used.
    pub fn set_font_arguments<'a>(
        &mut self,
        arguments: impl Into<Option<&'a FontArguments>>,
    ) -> &mut Self {
        self.arguments = arguments.into().cloned().unwrap_or_default();
        self
    }

    /// Extra room after each letter, in pixels.
    pub fn set_letter_spacing(&mut self, letter_spacing: f32) -> &mut Self {
        if letter_spacing.is_finite() {
            self.letter_spacing = letter_spacing;
        }
        self
    }
}

/// How a paragraph is set.
#[derive(Clone, Debug, Default)]
pub struct ParagraphStyle {
    pub(crate) ellipsis: String,
    pub(crate) max_lines: Option<usize>,
    pub(crate) align: TextAlign,
    pub(crate) direction: TextDirection,
    pub(crate) text_style: TextStyle,
}

impl ParagraphStyle {
    /// Left to right, against the left, as many lines as it takes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What ends a text that does not fit: on its last line, or on one single line when there is no
    /// maximum. Nothing when empty.
    pub fn set_ellipsis(&mut self, ellipsis: impl AsRef<str>) -> &mut Self {
        ellipsis.as_ref().clone_into(&mut self.ellipsis);
        self
    }

    /// Lines at most.
    pub fn set_max_lines(&mut self, lines: impl Into<Option<usize>>) -> &mut Self {
        self.max_lines = lines.into();
        self
    }

    /// Which side lines are set against.
    pub fn set_text_align(&mut self, align: TextAlign) -> &mut Self {
        self.align = align;
        self
    }

    /// Which way text runs when its letters do not say.
    pub fn set_text_direction(&mut self, direction: TextDirection) -> &mut Self {
        self.direction = direction;
        self
    }

    /// The style of text added before any is pushed.
    pub fn set_text_style(&mut self, text_style: &TextStyle) -> &mut Self {
        self.text_style = text_style.clone();
        self
    }
}
