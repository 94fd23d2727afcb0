//! Pictures from files.

use std::io::Cursor;

use image::ImageFormat;
use image::Rgb;
use image::RgbImage;
use image::Rgba;
use image::RgbaImage;
use skia_safe::Data;
use skia_safe::FilterMode;
use skia_safe::Image;
use skia_safe::Matrix;
use skia_safe::Paint;
use skia_safe::Rect;
use skia_safe::SamplingOptions;
use skia_safe::TileMode;

use crate::support::check_near;
use crate::support::draw;

fn encoded(write: impl FnOnce(&mut Cursor<Vec<u8>>)) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    write(&mut file);
    file.into_inner()
}

/// Four pixels: red, green, blue, and white at half opacity.
fn four() -> Image {
    let mut pixels = RgbaImage::new(2, 2);
    pixels.put_pixel(0, 0, Rgba([255, 0, 0, 255]));
    pixels.put_pixel(1, 0, Rgba([0, 255, 0, 255]));
    pixels.put_pixel(0, 1, Rgba([0, 0, 255, 255]));
    pixels.put_pixel(1, 1, Rgba([255, 255, 255, 128]));
    let png = encoded(|file| pixels.write_to(file, ImageFormat::Png).unwrap());
    Image::from_encoded(Data::new_copy(&png)).unwrap()
}

const FOUR: [u32; 4] = [0xffff_0000, 0xff00_ff00, 0xff00_00ff, 0x8080_8080];

#[test]
fn a_png_shows_its_pixels_premultiplied() {
    let picture = draw(4, 4, |c| {
        c.draw_image(four(), (1, 1), None);
    });
    let shown = [
        picture.at(1, 1),
        picture.at(2, 1),
        picture.at(1, 2),
        picture.at(2, 2),
    ];
    assert_eq!((shown, picture.at(0, 0), picture.at(3, 3)), (FOUR, 0, 0));
}

#[test]
fn a_jpeg_shows_its_colours() {
    let pixels = RgbImage::from_fn(16, 16, |x, _| {
        if x < 8 {
            Rgb([200, 40, 40])
        } else {
            Rgb([20, 60, 220])
        }
    });
    let jpeg = encoded(|file| pixels.write_to(file, ImageFormat::Jpeg).unwrap());
    let image = Image::from_encoded(Data::new_copy(&jpeg)).unwrap();
    assert_eq!((image.width(), image.height()), (16, 16));
    let picture = draw(16, 16, |c| {
        c.draw_image(image, (0, 0), None);
    });
    check_near(picture.at(2, 8), 0xffc8_2828, 6);
    check_near(picture.at(13, 8), 0xff14_3cdc, 6);
}

#[test]
fn broken_truncated_and_empty_files_are_refused() {
    let png = encoded(|file| {
        RgbImage::new(9, 9)
            .write_to(file, ImageFormat::Png)
            .unwrap();
    });
    for bytes in [
        &png[..png.len() / 2],
        &png[..8],
        b"GIF89a",
        b"",
        b"\xff\xd8\xff\xe0broken",
    ] {
        assert!(Image::from_encoded(Data::new_copy(bytes)).is_none());
    }
}

fn shaded(matrix: &Matrix, filter: FilterMode) -> Paint {
    let mut paint = Paint::default();
    let tile = (TileMode::Repeat, TileMode::Repeat);
    paint.set_shader(four().to_shader(tile, SamplingOptions { filter }, matrix));
    paint
}

#[test]
fn a_scaled_and_repeated_picture_shows_the_nearest_pixel() {
    let matrix = Matrix::rect_2_rect(
        Rect::new(0.0, 0.0, 2.0, 2.0),
        Rect::new(0.0, 0.0, 6.0, 6.0),
        None,
    )
    .unwrap();
    let picture = draw(12, 12, |c| {
        c.draw_paint(&shaded(&matrix, FilterMode::Nearest));
    });
    for y in 0..12 {
        for x in 0..12 {
            assert_eq!(picture.at(x, y), FOUR[(x / 3 % 2 + y / 3 % 2 * 2) as usize]);
        }
    }
}

#[test]
fn linear_sampling_mixes_neighbours() {
    let picture = draw(2, 1, |c| {
        c.translate((-0.5, -0.5));
        c.draw_paint(&shaded(&Matrix::translate((1.0, 1.0)), FilterMode::Linear));
    });
    // Halfway between all four pixels, in premultiplied terms.
    check_near(picture.at(0, 0), 0xdf60_6060, 2);
}

#[test]
fn a_picture_between_pixels_keeps_its_total() {
    let solid = RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 255]));
    let png = encoded(|file| solid.write_to(file, ImageFormat::Png).unwrap());
    let image = Image::from_encoded(Data::new_copy(&png)).unwrap();
    let mut paint = Paint::default();
    paint.set_anti_alias(true);
    draw(10, 10, |c| {
        c.draw_image(&image, (2.5, 3.25), Some(&paint));
    })
    .check_area(16.0, 0.1);
}

#[test]
fn damaged_files_do_not_panic() {
    let pixels = RgbImage::from_fn(12, 9, |x, y| Rgb([x as u8 * 20, y as u8 * 25, 7]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let file = encoded(|file| pixels.write_to(file, format).unwrap());
        for index in 0..file.len() {
            let mut damaged = file.clone();
            damaged[index] ^= 0x55;
            let _ = Image::from_encoded(Data::new_copy(&damaged));
        }
    }
}
