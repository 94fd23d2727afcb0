//! Pictures from files.

use std::io::Cursor;
use std::sync::Arc;

use image::DynamicImage;
use image::ImageDecoder;
use image::ImageReader;
use image::Limits;

use crate::effects::TileMode;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::ISize;
use crate::raster::pixel::premultiply;
use crate::shader::SamplingOptions;
use crate::shader::Shader;

/// A picture larger than this along a side is refused before it is decoded.
const SIDE_MAX: u32 = 16_384;

/// Memory a decoder may take.
const DECODE_BYTES_MAX: u64 = 512 << 20;

/// Bytes that can be shared.
#[derive(Clone, Debug)]
pub struct Data(Arc<[u8]>);

impl Data {
    /// A copy of `bytes`.
    #[must_use]
    pub fn new_copy(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// A copy of `bytes`.
    ///
    /// # Safety
    ///
    /// Nothing to keep in mind: unlike skia-safe's, which refers to `bytes`, this one copies. It is
    /// unsafe to have the same signature.
    #[must_use]
    pub unsafe fn new_bytes(bytes: &[u8]) -> Self {
        Self::new_copy(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A picture. Never empty.
#[derive(Clone, Debug)]
pub struct Image {
    size: ISize,
    pixels: Arc<[u32]>,
}

impl Image {
    /// Decodes a PNG or JPEG file, turned as its EXIF data says; `None` for anything else.
    #[must_use]
    pub fn from_encoded(data: impl Into<Data>) -> Option<Self> {
        let data = data.into();
        let mut reader = ImageReader::new(Cursor::new(data.as_bytes()))
            .with_guessed_format()
            .ok()?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(SIDE_MAX);
        limits.max_image_height = Some(SIDE_MAX);
        limits.max_alloc = Some(DECODE_BYTES_MAX);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().ok()?;
        let orientation = decoder.orientation().ok();
        let mut decoded = DynamicImage::from_decoder(decoder).ok()?;
        if let Some(orientation) = orientation {
            decoded.apply_orientation(orientation);
        }
        let straight = decoded.into_rgba8();
        let size = ISize::new(
            straight.width().cast_signed(),
            straight.height().cast_signed(),
        );
        let pixels = straight
            .pixels()
            .map(|pixel| premultiply(pixel.0))
            .collect();
        (size.width > 0 && size.height > 0).then_some(Self { size, pixels })
    }

    /// `pixels` are premultiplied, row by row.
    pub(crate) fn from_pixels(size: ISize, pixels: Arc<[u32]>) -> Self {
        Self { size, pixels }
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.size.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> i32 {
        self.size.height
    }

    /// A shader that shows the picture, tiled along x and y, with its corner where `local_matrix`
    /// puts the origin.
    #[must_use]
    pub fn to_shader<'a>(
        &self,
        tile_modes: impl Into<Option<(TileMode, TileMode)>>,
        sampling: impl Into<SamplingOptions>,
        local_matrix: impl Into<Option<&'a Matrix>>,
    ) -> Option<Shader> {
        let tile = tile_modes.into().unwrap_or_default();
        let local = local_matrix.into().copied().unwrap_or_default();
        Some(Shader::image(
            self.clone(),
            tile,
            sampling.into().filter,
            local,
        ))
    }

    pub(crate) fn size(&self) -> ISize {
        self.size
    }

    pub(crate) fn pixels(&self) -> &[u32] {
        &self.pixels
    }
}

impl AsRef<Image> for Image {
    fn as_ref(&self) -> &Image {
        self
    }
}
