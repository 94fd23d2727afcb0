//! Fonts: files, styles and variations.

use std::sync::Arc;
use std::sync::Mutex;

use parley::fontique::Blob;

use crate::text::collection::TypefaceFontProvider;
use crate::text::lock;

/// The weight, width and slant a font is asked for.
pub mod font_style {
    /// How heavy: 100 to 900, 400 is regular and 700 bold.
    #[derive(Copy, Clone, Debug, PartialEq, Eq)]
    pub struct Weight(i32);

    impl Weight {
        /// 400.
        pub const NORMAL: Self = Self(400);
        /// 700.
        pub const BOLD: Self = Self(700);

        pub(crate) fn value(self) -> f32 {
            self.0.clamp(1, 1000) as f32
        }
    }

    impl From<i32> for Weight {
        fn from(weight: i32) -> Self {
            Self(weight)
        }
    }

    /// How wide: 1 to 9, 5 is normal.
    #[derive(Copy, Clone, Debug, PartialEq, Eq)]
    pub struct Width(i32);

    impl Width {
        /// Half as wide.
        pub const ULTRA_CONDENSED: Self = Self(1);
        /// 62.5 % as wide.
        pub const EXTRA_CONDENSED: Self = Self(2);
        /// Three quarters as wide.
        pub const CONDENSED: Self = Self(3);
        /// 87.5 % as wide.
        pub const SEMI_CONDENSED: Self = Self(4);
        /// As wide as drawn.
        pub const NORMAL: Self = Self(5);
        /// 112.5 % as wide.
        pub const SEMI_EXPANDED: Self = Self(6);
        /// A quarter wider.
        pub const EXPANDED: Self = Self(7);
        /// Half wider.
        pub const EXTRA_EXPANDED: Self = Self(8);
        /// Twice as wide.
        pub const ULTRA_EXPANDED: Self = Self(9);

        /// OpenType, OS/2, usWidthClass: the share of the normal width.
        pub(crate) fn ratio(self) -> f32 {
            const RATIOS: [f32; 9] = [0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.5, 2.0];
            RATIOS[(self.0.clamp(1, 9) - 1) as usize]
        }
    }

    impl From<i32> for Width {
        fn from(width: i32) -> Self {
            Self(width)
        }
    }

    /// Upright or leaning.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
    pub enum Slant {
        /// Not leaning.
        #[default]
        Upright,
        /// Leaning, with letter forms of its own.
        Italic,
        /// Upright forms made to lean.
        Oblique,
    }
}

/// The style a font is asked for; the closest there is gets used.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct FontStyle {
    pub(crate) weight: font_style::Weight,
    pub(crate) width: font_style::Width,
    pub(crate) slant: font_style::Slant,
}

impl FontStyle {
    /// The style of these three.
    #[must_use]
    pub fn new(
        weight: font_style::Weight,
        width: font_style::Width,
        slant: font_style::Slant,
    ) -> Self {
        Self {
            weight,
            width,
            slant,
        }
    }
}

impl Default for FontStyle {
    fn default() -> Self {
        Self::new(
            font_style::Weight::NORMAL,
            font_style::Width::NORMAL,
            font_style::Slant::Upright,
        )
    }
}

/// Four letters that name an axis or a table of a font.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub struct FourByteTag(u32);

impl FourByteTag {
    pub(crate) fn bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }
}

impl From<u32> for FourByteTag {
    fn from(tag: u32) -> Self {
        Self(tag)
    }
}

impl From<(char, char, char, char)> for FourByteTag {
    fn from((a, b, c, d): (char, char, char, char)) -> Self {
        let byte = |letter: char| u8::try_from(letter).unwrap_or(b'?');
        Self(u32::from_be_bytes([byte(a), byte(b), byte(c), byte(d)]))
    }
}

/// Parameters of variable fonts.
pub mod font_arguments {
    /// A place in the space of a variable font.
    #[derive(Copy, Clone, Debug)]
    pub struct VariationPosition<'a> {
        /// One per axis.
        pub coordinates: &'a [variation_position::Coordinate],
    }

    /// Parts of a [`VariationPosition`].
    pub mod variation_position {
        use crate::FourByteTag;

        /// A place along one axis.
        #[derive(Copy, Clone, Debug, PartialEq, Default)]
        pub struct Coordinate {
            /// Which axis, such as `wght`.
            pub axis: FourByteTag,
            /// Where on it, in the axis' own terms.
            pub value: f32,
        }
    }
}

/// What a font is told beyond its style.
#[derive(Clone, Debug, Default)]
pub struct FontArguments {
    pub(crate) coordinates: Vec<font_arguments::variation_position::Coordinate>,
}

impl FontArguments {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets where on its axes a variable font is used.
    #[must_use]
    pub fn set_variation_design_position(
        mut self,
        position: font_arguments::VariationPosition,
    ) -> Self {
        self.coordinates = position
            .coordinates
            .iter()
            .copied()
            .filter(|c| c.value.is_finite())
            .collect();
        self
    }
}

/// A font from memory.
#[derive(Clone, Debug)]
pub struct Typeface {
    pub(crate) blob: Blob<u8>,
}

/// Where fonts come from.
#[derive(Clone, Debug, Default)]
pub struct FontMgr {
    pub(crate) assets: Option<TypefaceFontProvider>,
    /// Fonts made by this manager or a clone of it; text in SVG finds them here.
    made: Arc<Mutex<Vec<Typeface>>>,
}

impl FontMgr {
    /// The fonts of the system.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A font from the bytes of a file; `None` when they are not one.
    #[must_use]
    pub fn new_from_data(
        &self,
        bytes: &[u8],
        ttc_index: impl Into<Option<usize>>,
    ) -> Option<Typeface> {
        swash::FontRef::from_index(bytes, ttc_index.into().unwrap_or(0))?;
        let typeface = Typeface {
            blob: Blob::new(Arc::new(bytes.to_vec())),
        };
        lock(&self.made).push(typeface.clone());
        Some(typeface)
    }

    /// Every font in memory this manager knows.
    pub(crate) fn embedded(&self) -> Vec<Typeface> {
        let mut all = lock(&self.made).clone();
        all.extend(self.assets.iter().flat_map(TypefaceFontProvider::typefaces));
        all
    }
}

impl From<TypefaceFontProvider> for FontMgr {
    fn from(provider: TypefaceFontProvider) -> Self {
        Self {
            assets: Some(provider),
            ..Self::default()
        }
    }
}
