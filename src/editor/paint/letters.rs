//! Text, set once and painted many times.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use vizia_core::prelude::Context;
use vizia_core::vg::Color;
use vizia_core::vg::FontStyle;
use vizia_core::vg::font_style;
use vizia_core::vg::textlayout::FontCollection;
use vizia_core::vg::textlayout::Paragraph;
use vizia_core::vg::textlayout::ParagraphBuilder;
use vizia_core::vg::textlayout::ParagraphStyle;
use vizia_core::vg::textlayout::TextAlign;
use vizia_core::vg::textlayout::TextStyle;

/// The family of every text.
pub const FAMILY: &str = "Inter";

/// Lines kept at most: several times what one view shows, so that only old numbers are set again.
const KEPT_MAX: usize = 256;

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// For reading.
    Regular,
    /// For what counts.
    SemiBold,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Size, logical pixels; never below 11.
    pub size: f32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Color,
}

impl Face {
    /// Labels, units and scales: 11 px.
    #[must_use]
    pub const fn small(colour: Color) -> Self {
        Self {
            size: 11.0,
            weight: Weight::Regular,
            colour,
        }
    }

    /// Sentences: 12 px.
    #[must_use]
    pub const fn body(colour: Color) -> Self {
        Self {
            size: 12.0,
            weight: Weight::Regular,
            colour,
        }
    }

    /// Numbers within a line: 12 px, semi-bold.
    #[must_use]
    pub const fn strong(colour: Color) -> Self {
        Self {
            size: 12.0,
            weight: Weight::SemiBold,
            colour,
        }
    }

    /// Numbers by themselves: 16 px, semi-bold.
    #[must_use]
    pub const fn large(colour: Color) -> Self {
        Self {
            size: 16.0,
            weight: Weight::SemiBold,
            colour,
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    text: String,
    size_bits: u32,
    width_bits: u32,
    weight: Weight,
    channels: [u8; 4],
    setting: Setting,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Setting {
    Line,
    Cut,
    Block,
}

/// Sets text with the fonts of the editor and keeps what it has set.
pub struct Letters {
    fonts: FontCollection,
    kept: RefCell<HashMap<Key, Rc<Paragraph>>>,
}

impl Letters {
    /// Sets text with the fonts of this context.
    #[must_use]
    pub fn new(cx: &Context) -> Self {
        Self {
            fonts: cx.text_context.font_collection.clone(),
            kept: RefCell::default(),
        }
    }

    pub(super) fn line(&self, text: &str, face: Face, scale: f32) -> Rc<Paragraph> {
        self.set(text, face, (scale, f32::INFINITY), Setting::Line)
    }

    pub(super) fn cut(&self, text: &str, face: Face, scale: f32, width: f32) -> Rc<Paragraph> {
        self.set(text, face, (scale, width), Setting::Cut)
    }

    pub(super) fn block(&self, text: &str, face: Face, scale: f32, width: f32) -> Rc<Paragraph> {
        self.set(text, face, (scale, width), Setting::Block)
    }

    fn set(
        &self,
        text: &str,
        face: Face,
        (scale, width): (f32, f32),
        setting: Setting,
    ) -> Rc<Paragraph> {
        let colour = face.colour;
        let size = face.size * scale;
        let key = Key {
            text: text.to_owned(),
            size_bits: size.to_bits(),
            width_bits: width.to_bits(),
            weight: face.weight,
            channels: [colour.a(), colour.r(), colour.g(), colour.b()],
            setting,
        };
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT_MAX && !kept.contains_key(&key) {
            kept.clear();
        }
        let paragraph = kept
            .entry(key)
            .or_insert_with(|| Rc::new(self.lay_out(text, face, (size, width), setting)));
        Rc::clone(paragraph)
    }

    fn lay_out(
        &self,
        text: &str,
        face: Face,
        (size, width): (f32, f32),
        setting: Setting,
    ) -> Paragraph {
        let weight = match face.weight {
            Weight::Regular => font_style::Weight::from(400),
            Weight::SemiBold => font_style::Weight::from(600),
        };
        let (normal, upright) = (font_style::Width::NORMAL, font_style::Slant::Upright);
        let mut style = TextStyle::new();
        style
            .set_font_families(&[FAMILY])
            .set_font_size(size)
            .set_font_style(FontStyle::new(weight, normal, upright))
            .set_color(face.colour);
        let mut lines = ParagraphStyle::new();
        match setting {
            Setting::Line => {}
            Setting::Cut => {
                lines.set_max_lines(1).set_ellipsis("…");
            }
            Setting::Block => {
                lines.set_text_align(TextAlign::Center);
            }
        }
        let mut builder = ParagraphBuilder::new(&lines, &self.fonts);
        let mut paragraph = builder.push_style(&style).add_text(text).build();
        paragraph.layout(if width.is_finite() { width } else { f32::MAX });
        paragraph
    }
}
