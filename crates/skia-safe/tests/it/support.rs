//! Drawing and comparing.

use std::path::PathBuf;

use skia_safe::Canvas;
use skia_safe::Color;
use skia_safe::FontMgr;
use skia_safe::Paint;
use skia_safe::surfaces;
use skia_safe::textlayout::FontCollection;
use skia_safe::textlayout::TypefaceFontProvider;

/// A font of 2816 units per em, variable along its weight.
pub const INTER: &[u8] = include_bytes!("../fonts/InterSubset.ttf");

/// What was drawn: alpha, red, green, blue from the top byte down, premultiplied.
pub struct Picture {
    pub width: i32,
    pub height: i32,
    pub pixels: Vec<u32>,
}

/// Draws on transparent pixels.
pub fn draw(width: i32, height: i32, paint: impl FnOnce(&Canvas)) -> Picture {
    let mut surface = surfaces::raster_n32_premul((width, height)).unwrap();
    paint(surface.canvas());
    let pixmap = surface.peek_pixels().unwrap();
    let bytes = pixmap.bytes().unwrap().chunks_exact(4);
    let pixels = bytes
        .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect();
    Picture {
        width,
        height,
        pixels,
    }
}

/// Draws on white.
pub fn draw_on_white(width: i32, height: i32, paint: impl FnOnce(&Canvas)) -> Picture {
    draw(width, height, |canvas| {
        canvas.clear(Color::WHITE);
        paint(canvas);
    })
}

/// A paint with smooth edges.
pub fn smooth(color: Color) -> Paint {
    let mut paint = Paint::default();
    paint.set_anti_alias(true).set_color(color);
    paint
}

pub fn black() -> Paint {
    smooth(Color::BLACK)
}

impl Picture {
    pub fn at(&self, x: i32, y: i32) -> u32 {
        self.pixels[(y * self.width + x) as usize]
    }

    pub fn alpha(&self, x: i32, y: i32) -> f32 {
        (self.at(x, y) >> 24) as f32 / 255.0
    }

    /// The sum of all coverage, in pixels.
    pub fn area(&self) -> f32 {
        self.pixels.iter().map(|p| (p >> 24) as f32 / 255.0).sum()
    }

    #[track_caller]
    pub fn check_area(&self, expected: f32, tolerance: f32) {
        let area = self.area();
        assert!(
            (area - expected).abs() <= tolerance,
            "area {area} for {expected}"
        );
    }

    /// Compares with `tests/golden/<name>.png`, which was looked at before it was accepted. With
    /// `UPDATE_GOLDEN` set it is written anew and has to be looked at again.
    #[track_caller]
    pub fn check_golden(&self, name: &str) {
        /// Platforms round floats differently; nobody sees four steps of 255.
        const TOLERANCE: u8 = 4;
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.png"));
        let opaque = self
            .pixels
            .iter()
            .flat_map(|p| p.to_be_bytes()[1..].to_vec())
            .collect();
        let drawn =
            ::image::RgbImage::from_raw(self.width as u32, self.height as u32, opaque).unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            drawn.save(&path).unwrap();
        }
        let golden = ::image::open(&path).unwrap().into_rgb8();
        assert_eq!(golden.dimensions(), drawn.dimensions());
        let off = golden
            .iter()
            .zip(drawn.iter())
            .filter(|(a, b)| a.abs_diff(**b) > TOLERANCE)
            .count();
        if off > 0 {
            drawn.save(path.with_extension("new.png")).unwrap();
        }
        assert_eq!(
            off, 0,
            "{name}: channels that differ; see tests/golden/{name}.new.png"
        );
    }
}

/// One channel of a pixel: 24 alpha, 16 red, 8 green, 0 blue.
pub fn channel(pixel: u32, shift: u32) -> i32 {
    ((pixel >> shift) & 255) as i32
}

#[track_caller]
pub fn check_near(got: u32, expected: u32, tolerance: i32) {
    for shift in [0, 8, 16, 24] {
        let difference = (channel(got, shift) - channel(expected, shift)).abs();
        assert!(difference <= tolerance, "{got:08x} for {expected:08x}");
    }
}

/// Only the font that comes with these tests, whatever the system has.
pub fn inter() -> FontCollection {
    let mut provider = TypefaceFontProvider::new();
    provider.register_typeface(FontMgr::default().new_from_data(INTER, None).unwrap(), None);
    let mut fonts = FontCollection::new();
    fonts.set_asset_font_manager(FontMgr::from(provider));
    fonts
}
