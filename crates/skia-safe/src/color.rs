//! Colours, straight (not premultiplied).

/// Eight bits per channel, packed as alpha, red, green, blue.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub struct Color(u32);

impl Color {
    /// Nothing at all.
    pub const TRANSPARENT: Self = Self(0);
    /// Opaque black.
    pub const BLACK: Self = Self(0xff00_0000);
    /// Opaque white.
    pub const WHITE: Self = Self(0xffff_ffff);

    /// The colour packed in `argb`.
    #[must_use]
    pub const fn new(argb: u32) -> Self {
        Self(argb)
    }

    /// The colour of four channels.
    #[must_use]
    pub const fn from_argb(a: u8, r: u8, g: u8, b: u8) -> Self {
        Self(u32::from_be_bytes([a, r, g, b]))
    }

    /// An opaque colour.
    #[must_use]
    pub const fn from_rgb(r: u8, g: u8, b: u8) -> Self {
        Self::from_argb(255, r, g, b)
    }

    /// Opacity.
    #[must_use]
    pub const fn a(self) -> u8 {
        self.0.to_be_bytes()[0]
    }

    /// Red.
    #[must_use]
    pub const fn r(self) -> u8 {
        self.0.to_be_bytes()[1]
    }

    /// Green.
    #[must_use]
    pub const fn g(self) -> u8 {
        self.0.to_be_bytes()[2]
    }

    /// Blue.
    #[must_use]
    pub const fn b(self) -> u8 {
        self.0.to_be_bytes()[3]
    }
}

impl From<u32> for Color {
    fn from(argb: u32) -> Self {
        Self(argb)
    }
}

/// One float per channel, 0 to 1.
#[derive(Copy, Clone, Debug, PartialEq, Default)]
pub struct Color4f {
    /// Red.
    pub r: f32,
    /// Green.
    pub g: f32,
    /// Blue.
    pub b: f32,
    /// Opacity.
    pub a: f32,
}

impl Color4f {
    /// The colour of four channels.
    #[must_use]
    pub const fn new(r: f32, g: f32, b: f32, a: f32) -> Self {
        Self { r, g, b, a }
    }

    /// Rounded to eight bits; what is out of range is clamped.
    #[must_use]
    pub fn to_color(self) -> Color {
        Color::from_argb(
            to_byte(self.a),
            to_byte(self.r),
            to_byte(self.g),
            to_byte(self.b),
        )
    }

    /// The premultiplied pixel of this colour.
    pub(crate) fn premultiplied(self) -> u32 {
        let a = self.a.clamp(0.0, 1.0);
        let channel = |v: f32| to_byte(v.clamp(0.0, 1.0) * a);
        u32::from_be_bytes([
            to_byte(a),
            channel(self.r),
            channel(self.g),
            channel(self.b),
        ])
    }

    /// The colour `t` of the way to `other`.
    pub(crate) fn toward(self, other: Self, t: f32) -> Self {
        let mix = |from: f32, to: f32| from + (to - from) * t;
        Self::new(
            mix(self.r, other.r),
            mix(self.g, other.g),
            mix(self.b, other.b),
            mix(self.a, other.a),
        )
    }
}

impl From<Color> for Color4f {
    fn from(color: Color) -> Self {
        let unit = |v: u8| f32::from(v) / 255.0;
        Self::new(
            unit(color.r()),
            unit(color.g()),
            unit(color.b()),
            unit(color.a()),
        )
    }
}

/// 0 to 1 as 0 to 255; NaN becomes 0.
pub(crate) fn to_byte(unit: f32) -> u8 {
    (unit.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_survive_packing_and_floats() {
        let color = Color::from_argb(1, 2, 3, 4);
        assert_eq!((color.a(), color.r(), color.g(), color.b()), (1, 2, 3, 4));
        assert_eq!(Color4f::from(color).to_color(), color);
    }

    #[test]
    fn half_transparent_white_premultiplies_to_half() {
        assert_eq!(
            Color4f::new(1.0, 1.0, 1.0, 0.5).premultiplied(),
            0x8080_8080
        );
    }

    #[test]
    fn nan_and_out_of_range_channels_are_clamped() {
        assert_eq!(
            Color4f::new(f32::NAN, 7.0, -1.0, 1.0).to_color(),
            Color::from_rgb(0, 255, 0)
        );
    }
}
