//! Eyes: what a window shows, as pixels and as a PNG file.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::path::Path;

use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::protocol::xproto::ImageFormat;

use crate::display::Display;
use crate::display::DisplayError;
use crate::display::window::WindowId;

/// A picture: red, green and blue of each pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The pixels.
    pub rgb: Vec<[u8; 3]>,
}

impl Picture {
    /// One pixel; `None` outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        let is_inside = x < self.width && y < self.height;
        is_inside.then(|| self.rgb[(y * self.width + x) as usize])
    }

    /// How many pixels have exactly this colour.
    #[must_use]
    pub fn count(&self, rgb: [u8; 3]) -> usize {
        self.rgb.iter().filter(|pixel| **pixel == rgb).count()
    }

    /// Whether all pixels have one colour: nothing was drawn.
    #[must_use]
    pub fn is_uniform(&self) -> bool {
        self.rgb.windows(2).all(|pair| pair[0] == pair[1])
    }

    /// How many different colours there are.
    #[must_use]
    pub fn colours(&self) -> usize {
        self.rgb.iter().collect::<BTreeSet<_>>().len()
    }

    /// How many pixels differ from another picture's; all, when the sizes differ.
    #[must_use]
    pub fn difference(&self, other: &Self) -> usize {
        if (self.width, self.height) != (other.width, other.height) {
            return self.rgb.len().max(other.rgb.len());
        }
        let pairs = self.rgb.iter().zip(&other.rgb);
        pairs.filter(|(one, two)| one != two).count()
    }

    /// Writes it as a PNG file.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write_png(&self, path: &Path) -> Result<(), DisplayError> {
        self.encode(path).map_err(|source| DisplayError::Picture {
            path: path.to_owned(),
            source,
        })
    }

    fn encode(&self, path: &Path) -> Result<(), io::Error> {
        let file = BufWriter::new(File::create(path)?);
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.rgb.as_flattened())?;
        writer.finish()?;
        Ok(())
    }
}

impl Display {
    /// What a window shows, with the windows inside it. Only what is on the screen and not covered is sure to be right.
    ///
    /// # Errors
    ///
    /// When there is no such window, or part of it is off the screen.
    pub fn picture(&self, window: WindowId) -> Result<Picture, DisplayError> {
        let area = self.area(window)?;
        self.part(window, [0, 0], [area.width, area.height])
    }

    /// A part of what a window shows: from this corner, of this size.
    ///
    /// # Errors
    ///
    /// When there is no such window, or part of it is off the screen.
    pub fn part(
        &self,
        window: WindowId,
        [x, y]: [u32; 2],
        [width, height]: [u32; 2],
    ) -> Result<Picture, DisplayError> {
        let place = |edge: u32| i16::try_from(edge).unwrap_or(i16::MAX);
        let length = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
        let format = ImageFormat::Z_PIXMAP;
        let image = self
            .connection
            .get_image(
                format,
                window,
                place(x),
                place(y),
                length(width),
                length(height),
                u32::MAX,
            )?
            .reply()?;
        // Depths of 24 and 32 bits come as four bytes per pixel, blue first, on a little-endian server such as Xvfb here.
        let (pixels, _) = image.data.as_chunks::<4>();
        Ok(Picture {
            width,
            height,
            rgb: pixels
                .iter()
                .map(|&[blue, green, red, _]| [red, green, blue])
                .collect(),
        })
    }
}
