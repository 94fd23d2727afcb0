//! A pure-Rust stand-in for the part of skia-safe 0.93 that vizia_core 0.4 draws with.
//!
//! Names and signatures are skia-safe's; everything is drawn on the processor, into memory. See the
//! README for what it is, what it is not, and how to switch to real Skia.

mod cache;
mod color;
mod draw;
mod effects;
mod geometry;
pub mod gradient_shader;
pub mod graphics;
mod image;
mod paint;
mod path;
mod raster;
mod shader;
pub mod shaders;
mod surface;
pub mod svg;
mod text;

/// What layers are made with.
pub mod canvas {
    pub use crate::draw::SaveLayerRec;
}

/// Naming the corners of a rounded rectangle.
pub mod rrect {
    pub use crate::geometry::rrect::Corner;
}

/// Setting text in lines.
pub mod textlayout {
    pub use crate::text::builder::ParagraphBuilder;
    pub use crate::text::collection::FontCollection;
    pub use crate::text::collection::TypefaceFontProvider;
    pub use crate::text::paragraph::Paragraph;
    pub use crate::text::query::Affinity;
    pub use crate::text::query::GlyphClusterInfo;
    pub use crate::text::query::LineMetrics;
    pub use crate::text::query::PositionWithAffinity;
    pub use crate::text::query::RectHeightStyle;
    pub use crate::text::query::RectWidthStyle;
    pub use crate::text::query::TextBox;
    pub use crate::text::style::ParagraphStyle;
    pub use crate::text::style::TextAlign;
    pub use crate::text::style::TextDecoration;
    pub use crate::text::style::TextDecorationStyle;
    pub use crate::text::style::TextDirection;
    pub use crate::text::style::TextStyle;
}

/// Parameters of [`PathBuilder`].
pub mod path_builder {
    pub use crate::path::builder::ArcSize;
}

/// Access to the inside of skia-safe's wrappers.
pub mod wrapper {
    /// Shows what a handle points to.
    pub trait PointerWrapper {
        /// What it points to.
        type Inner;

        /// What it points to.
        fn inner(&self) -> &Self::Inner;
    }
}

pub use color::Color;
pub use color::Color4f;
pub use draw::Canvas;
pub use draw::ClipOp;
pub use effects::BlurStyle;
pub use effects::ImageFilter;
pub use effects::MaskFilter;
pub use effects::PathEffect;
pub use effects::TileMode;
pub use geometry::matrix::M44;
pub use geometry::matrix::Matrix;
pub use geometry::matrix::ScaleToFit;
pub use geometry::point::ISize;
pub use geometry::point::Point;
pub use geometry::point::Size;
pub use geometry::point::Vector;
pub use geometry::rect::IRect;
pub use geometry::rect::Rect;
pub use geometry::rrect::RRect;
pub use image::Data;
pub use image::Image;
pub use paint::BlendMode;
pub use paint::Paint;
pub use paint::PaintCap;
pub use paint::PaintJoin;
pub use paint::PaintStyle;
pub use path::Path;
pub use path::PathDirection;
pub use path::PathOp;
pub use path::builder::PathBuilder;
pub use shader::FilterMode;
pub use shader::SamplingOptions;
pub use shader::Shader;
pub use surface::Pixmap;
pub use surface::Surface;
pub use surface::surfaces;
pub use text::font::FontArguments;
pub use text::font::FontMgr;
pub use text::font::FontStyle;
pub use text::font::FourByteTag;
pub use text::font::Typeface;
pub use text::font::font_arguments;
pub use text::font::font_style;
