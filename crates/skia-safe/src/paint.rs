//! How shapes are filled, stroked, filtered and blended.

use crate::color::Color;
use crate::color::Color4f;
use crate::effects::ImageFilter;
use crate::effects::MaskFilter;
use crate::effects::PathEffect;
use crate::shader::Shader;

/// How new pixels combine with those already there.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
#[expect(
    missing_docs,
    reason = "the names are those of the W3C compositing standard"
)]
pub enum BlendMode {
    Clear,
    Src,
    Dst,
    #[default]
    SrcOver,
    DstOver,
    SrcIn,
    DstIn,
    SrcOut,
    DstOut,
    SrcATop,
    DstATop,
    Xor,
    Plus,
    Modulate,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Multiply,
    Hue,
    Saturation,
    Color,
    Luminosity,
}

impl BlendMode {
    /// Whether a transparent source leaves the destination alone. When not, everything inside the
    /// clip changes, not only what the source covers.
    pub(crate) fn keeps_what_is_not_covered(self) -> bool {
        !matches!(
            self,
            Self::Clear
                | Self::Src
                | Self::SrcIn
                | Self::DstIn
                | Self::SrcOut
                | Self::DstATop
                | Self::Modulate
        )
    }

    /// Whether nothing can appear where the destination is transparent.
    pub(crate) fn stays_inside_destination(self) -> bool {
        matches!(
            self,
            Self::Clear
                | Self::Dst
                | Self::SrcIn
                | Self::DstIn
                | Self::DstOut
                | Self::SrcATop
                | Self::Modulate
        )
    }
}

/// Whether the inside or the outline of a shape is drawn.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum PaintStyle {
    /// The inside.
    #[default]
    Fill,
    /// The outline, `stroke_width` wide.
    Stroke,
    /// Both.
    StrokeAndFill,
}

/// How an open line ends.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum PaintCap {
    /// At the point.
    #[default]
    Butt,
    /// With a half circle.
    Round,
    /// With half a square.
    Square,
}

/// How two segments of a line meet.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum PaintJoin {
    /// With a point, up to the miter limit.
    #[default]
    Miter,
    /// With an arc.
    Round,
    /// With a straight cut.
    Bevel,
}

/// Everything but the shape: colour or shader, stroke, filters, blend mode.
///
/// A new paint fills with opaque black, without anti-aliasing.
#[derive(Clone, Debug)]
pub struct Paint {
    pub(crate) color: Color4f,
    pub(crate) anti_alias: bool,
    pub(crate) style: PaintStyle,
    pub(crate) stroke_width: f32,
    pub(crate) stroke_miter: f32,
    pub(crate) stroke_cap: PaintCap,
    pub(crate) stroke_join: PaintJoin,
    pub(crate) blend_mode: BlendMode,
    pub(crate) shader: Option<Shader>,
    pub(crate) mask_filter: Option<MaskFilter>,
    pub(crate) path_effect: Option<PathEffect>,
    pub(crate) image_filter: Option<ImageFilter>,
}

impl Default for Paint {
    fn default() -> Self {
        Self {
            color: Color4f::new(0.0, 0.0, 0.0, 1.0),
            anti_alias: false,
            style: PaintStyle::Fill,
            stroke_width: 0.0,
            stroke_miter: 4.0,
            stroke_cap: PaintCap::Butt,
            stroke_join: PaintJoin::Miter,
            blend_mode: BlendMode::SrcOver,
            shader: None,
            mask_filter: None,
            path_effect: None,
            image_filter: None,
        }
    }
}

impl Paint {
    /// Smooth or stair-stepped edges.
    pub fn set_anti_alias(&mut self, anti_alias: bool) -> &mut Self {
        self.anti_alias = anti_alias;
        self
    }

    /// Inside, outline or both.
    pub fn set_style(&mut self, style: PaintStyle) -> &mut Self {
        self.style = style;
        self
    }

    /// The colour, used when there is no shader; its opacity counts either way.
    pub fn set_color(&mut self, color: impl Into<Color>) -> &mut Self {
        self.color = color.into().into();
        self
    }

    /// The colour.
    #[must_use]
    pub fn color(&self) -> Color {
        self.color.to_color()
    }

    /// Opacity, 0 to 1.
    pub fn set_alpha_f(&mut self, alpha: f32) -> &mut Self {
        self.color.a = alpha.clamp(0.0, 1.0);
        self
    }

    /// Width of the outline; zero draws the thinnest line there is, one pixel at any scale.
    pub fn set_stroke_width(&mut self, width: f32) -> &mut Self {
        if width >= 0.0 {
            self.stroke_width = width;
        }
        self
    }

    /// How long a miter may be, in stroke widths, before it is cut off.
    pub fn set_stroke_miter(&mut self, miter: f32) -> &mut Self {
        if miter >= 0.0 {
            self.stroke_miter = miter;
        }
        self
    }

    /// How open lines end.
    pub fn set_stroke_cap(&mut self, cap: PaintCap) -> &mut Self {
        self.stroke_cap = cap;
        self
    }

    /// How segments meet.
    pub fn set_stroke_join(&mut self, join: PaintJoin) -> &mut Self {
        self.stroke_join = join;
        self
    }

    /// Colours by place; `None` goes back to the plain colour.
    pub fn set_shader(&mut self, shader: impl Into<Option<Shader>>) -> &mut Self {
        self.shader = shader.into();
        self
    }

    /// How the pixels combine with those below.
    pub fn set_blend_mode(&mut self, mode: BlendMode) -> &mut Self {
        self.blend_mode = mode;
        self
    }

    /// Blurs the shape before it is coloured.
    pub fn set_mask_filter(&mut self, mask_filter: impl Into<Option<MaskFilter>>) -> &mut Self {
        self.mask_filter = mask_filter.into();
        self
    }

    /// Dashes the outline.
    pub fn set_path_effect(&mut self, path_effect: impl Into<Option<PathEffect>>) -> &mut Self {
        self.path_effect = path_effect.into();
        self
    }

    /// Filters a layer when it is put back; see [`crate::Canvas::save_layer`].
    pub fn set_image_filter(&mut self, image_filter: impl Into<Option<ImageFilter>>) -> &mut Self {
        self.image_filter = image_filter.into();
        self
    }

    /// Opacity as 0 to 255.
    pub(crate) fn alpha(&self) -> u32 {
        u32::from(crate::color::to_byte(self.color.a))
    }

    /// Whether drawing with it can change nothing.
    pub(crate) fn is_invisible(&self) -> bool {
        self.alpha() == 0 && self.blend_mode.keeps_what_is_not_covered()
    }
}
