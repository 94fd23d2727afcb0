//! From styled text to shaped glyphs.

use std::ops::Range;

use parley::BaseDirection;
use parley::Layout;
use parley::setting::FontVariation;
use parley::setting::Tag;
use parley::style::FontFamily;
use parley::style::FontFamilyName;
use parley::style::FontVariations;
use parley::style::FontWeight;
use parley::style::FontWidth;
use parley::style::GenericFamily;
use parley::style::OverflowWrap;
use parley::style::StyleProperty;

use crate::text::collection::FontCollection;
use crate::text::font::font_style::Slant;
use crate::text::paragraph::Paragraph;
use crate::text::style::ParagraphStyle;
use crate::text::style::TextDirection;
use crate::text::style::TextStyle;

/// Collects text and styles; [`ParagraphBuilder::build`] makes them a [`Paragraph`].
pub struct ParagraphBuilder {
    content: Content,
    fonts: FontCollection,
    styles: Vec<TextStyle>,
}

/// A text and the style of each part of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub style: ParagraphStyle,
    pub text: String,
    pub parts: Vec<(Range<usize>, TextStyle)>,
}

impl ParagraphBuilder {
    /// No text yet.
    #[must_use]
    pub fn new(style: &ParagraphStyle, font_collection: impl Into<FontCollection>) -> Self {
        let content = Content {
            style: style.clone(),
            ..Content::default()
        };
        Self {
            content,
            fonts: font_collection.into(),
            styles: Vec::new(),
        }
    }

    /// Sets the style of text added from now on.
    pub fn push_style(&mut self, style: &TextStyle) -> &mut Self {
        self.styles.push(style.clone());
        self
    }

    /// Goes back to the style before.
    pub fn pop(&mut self) -> &mut Self {
        self.styles.pop();
        self
    }

    /// Adds text.
    pub fn add_text(&mut self, text: impl AsRef<str>) -> &mut Self {
        let start = self.content.text.len();
        self.content.text.push_str(text.as_ref());
        let style = self
            .styles
            .last()
            .unwrap_or(&self.content.style.text_style)
            .clone();
        self.content
            .parts
            .push((start..self.content.text.len(), style));
        self
    }

    /// The paragraph; the builder starts again with no text.
    #[must_use]
    pub fn build(&mut self) -> Paragraph {
        let style = self.content.style.clone();
        let content = std::mem::replace(
            &mut self.content,
            Content {
                style,
                ..Content::default()
            },
        );
        Paragraph::new(content, self.fonts.clone())
    }
}

impl Content {
    /// Everything up to `end`, then the ellipsis in the style of what it follows.
    pub(crate) fn cut(&self, end: usize) -> Self {
        let mut text = self
            .text
            .get(..end)
            .unwrap_or_default()
            .trim_end()
            .to_owned();
        let kept = text.len();
        text.push_str(&self.style.ellipsis);
        let inside = self
            .parts
            .iter()
            .filter(|(range, _)| range.start == 0 || range.start < kept);
        let mut parts: Vec<_> = inside
            .map(|(range, style)| (range.start..range.end.min(kept), style.clone()))
            .collect();
        if let Some((range, _)) = parts.last_mut() {
            range.end = text.len();
        }
        Self {
            style: self.style.clone(),
            text,
            parts,
        }
    }

    /// The ellipsis alone, in the style at `index`.
    pub(crate) fn ellipsis(&self, index: usize) -> Self {
        let text = self.style.ellipsis.clone();
        let part = self
            .parts
            .iter()
            .rev()
            .find(|(range, _)| range.start <= index);
        let parts = part
            .map(|(_, style)| (0..text.len(), style.clone()))
            .into_iter()
            .collect();
        Self {
            style: self.style.clone(),
            text,
            parts,
        }
    }

    /// Chooses fonts and glyphs; the brush of each glyph is the index of its part.
    pub(crate) fn shape(&self, fonts: &FontCollection) -> Layout<u32> {
        fonts.with(|fonts| {
            let families = &fonts.asset_families;
            let mut builder =
                fonts
                    .layout
                    .ranged_builder(&mut fonts.context, &self.text, 1.0, false);
            builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
            // The paragraph's own style gives every line its least height. Left alone it is that of whichever font the
            // system calls sans-serif, and lines would be of another height on every machine.
            if let Some((_, style)) = self.parts.first() {
                for property in properties(style, families) {
                    builder.push_default(property);
                }
            }
            builder.set_base_direction(match self.style.direction {
                TextDirection::LTR => BaseDirection::Ltr,
                TextDirection::RTL => BaseDirection::Rtl,
            });
            for (index, (range, style)) in self.parts.iter().enumerate() {
                for property in properties(style, families) {
                    builder.push(property, range.clone());
                }
                builder.push(StyleProperty::Brush(index as u32), range.clone());
            }
            builder.build(&self.text)
        })
    }
}

fn properties<'a>(style: &'a TextStyle, last_resort: &'a [String]) -> [StyleProperty<'a, u32>; 7] {
    let wanted = style.families.iter().map(|name| family(name));
    let any = std::iter::once(FontFamilyName::Generic(GenericFamily::SansSerif));
    let families: Vec<_> = wanted
        .chain(any)
        .chain(last_resort.iter().map(|name| FontFamilyName::named(name)))
        .collect();
    let variation = |c: &crate::text::font::font_arguments::variation_position::Coordinate| {
        FontVariation::new(Tag::new(&c.axis.bytes()), c.value)
    };
    let variations: Vec<_> = style.arguments.coordinates.iter().map(variation).collect();
    [
        StyleProperty::FontFamily(FontFamily::List(families.into())),
        StyleProperty::FontSize(style.font_size),
        StyleProperty::FontWeight(FontWeight::new(style.font_style.weight.value())),
        StyleProperty::FontWidth(FontWidth::from_ratio(style.font_style.width.ratio())),
        StyleProperty::FontStyle(match style.font_style.slant {
            Slant::Upright => parley::style::FontStyle::Normal,
            Slant::Italic => parley::style::FontStyle::Italic,
            Slant::Oblique => parley::style::FontStyle::Oblique(None),
        }),
        StyleProperty::LetterSpacing(style.letter_spacing),
        StyleProperty::FontVariations(FontVariations::List(variations.into())),
    ]
}

/// CSS's generic families, or a family of that name.
fn family(name: &str) -> FontFamilyName<'_> {
    let generic = match name {
        "sans-serif" => GenericFamily::SansSerif,
        "serif" => GenericFamily::Serif,
        "monospace" => GenericFamily::Monospace,
        "cursive" => GenericFamily::Cursive,
        "fantasy" => GenericFamily::Fantasy,
        "system-ui" => GenericFamily::SystemUi,
        _ => return FontFamilyName::named(name),
    };
    FontFamilyName::Generic(generic)
}
