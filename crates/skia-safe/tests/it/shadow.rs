//! Blurred shapes, against the error function.

use skia_safe::BlurStyle;
use skia_safe::ClipOp;
use skia_safe::Color;
use skia_safe::MaskFilter;
use skia_safe::Paint;
use skia_safe::Path;
use skia_safe::PathBuilder;
use skia_safe::PathOp;
use skia_safe::RRect;
use skia_safe::Rect;

use crate::support::Picture;
use crate::support::draw;
use crate::support::draw_on_white;
use crate::support::smooth;

fn shadow(sigma: f32) -> Paint {
    let mut paint = Paint::default();
    paint.set_mask_filter(MaskFilter::blur(BlurStyle::Normal, sigma, false));
    paint
}

/// Abramowitz and Stegun 7.1.26.
fn error_function(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let poly = [
        1.061_405_4,
        -1.453_152_1,
        1.421_413_8,
        -0.284_496_72,
        0.254_829_6,
    ];
    (1.0 - poly.iter().fold(0.0, |sum, c| (sum + c) * t) * (-x * x).exp()).copysign(x)
}

/// A box of `low..high`, blurred, at a place.
fn blurred_box(low: f32, high: f32, sigma: f32, at: f32) -> f32 {
    let edge = |e: f32| error_function((at - e) / (sigma * std::f32::consts::SQRT_2));
    0.5 * (edge(low) - edge(high))
}

#[test]
fn the_shadow_of_a_rectangle_is_a_product_of_error_functions() {
    for sigma in [1.0, 3.0, 6.0] {
        let rect = Rect::new(30.0, 30.0, 70.0, 60.0);
        let picture = draw(100, 90, |c| {
            c.draw_rect(rect, &shadow(sigma));
        });
        for y in 0..90 {
            for x in 0..100 {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let expected =
                    blurred_box(30.0, 70.0, sigma, px) * blurred_box(30.0, 60.0, sigma, py);
                // Three boxes are within 3 % of a Gaussian (SVG 1.1, 15.17) along each of x and y.
                assert!(
                    (picture.alpha(x, y) - expected).abs() < 0.06,
                    "sigma {sigma} at {x},{y}"
                );
            }
        }
    }
}

fn card(x: f32, y: f32) -> Picture {
    let rrect = RRect::new_rect_xy(Rect::from_xywh(x, y, 40.0, 30.0), 6.0, 6.0);
    draw(120, 120, |c| {
        c.draw_rrect(rrect, &shadow(4.0));
    })
}

#[test]
fn a_shadow_looks_the_same_wherever_it_is() {
    // The second and third come from the cache.
    let (first, second, third) = (card(20.25, 20.5), card(43.25, 57.5), card(20.25, 20.5));
    assert_eq!(first.pixels, third.pixels);
    for y in 0..60 {
        for x in 0..80 {
            assert_eq!(first.at(x, y), second.at(x + 23, y + 37));
        }
    }
}

#[test]
fn a_shadow_drawn_without_its_middle_looks_like_one_drawn_whole() {
    for (width, height, radius, sigma) in [
        (150.25, 120.5, 10.0, 4.0),
        (150.0, 30.0, 6.0, 2.5),
        (40.0, 140.75, 0.0, 5.0),
    ] {
        let rect = Rect::from_xywh(25.3, 25.6, width, height);
        let rrect = RRect::new_rect_xy(rect, radius, radius);
        let short = draw(200, 200, |c| {
            c.draw_rrect(rrect, &shadow(sigma));
        });
        let mut builder = PathBuilder::new();
        // A second, empty outline keeps the path from being recognised.
        builder.add_rrect(rrect, None, None).move_to((30.0, 30.0));
        let whole = draw(200, 200, |c| {
            c.draw_path(&builder.detach(), &shadow(sigma));
        });
        for (a, b) in short.pixels.iter().zip(&whole.pixels) {
            assert!((a >> 24).abs_diff(b >> 24) <= 1);
        }
    }
}

#[test]
fn different_radii_and_blurs_are_not_mixed_up() {
    let draw_card = |radius: f32, sigma: f32| {
        let rrect = RRect::new_rect_xy(Rect::from_xywh(20.0, 20.0, 40.0, 30.0), radius, radius);
        draw(80, 80, |c| {
            c.draw_rrect(rrect, &shadow(sigma));
        })
        .pixels
    };
    let cards = [
        draw_card(4.0, 3.0),
        draw_card(5.0, 3.0),
        draw_card(4.0, 3.5),
    ];
    assert!(cards[0] != cards[1] && cards[0] != cards[2] && cards[1] != cards[2]);
}

#[test]
fn only_the_part_of_a_huge_shadow_that_shows_is_drawn() {
    let picture = draw(50, 50, |c| {
        c.draw_rect(Rect::new(-90_000.0, 25.0, 90_000.0, 90_000.0), &shadow(3.0));
    });
    for y in 0..50 {
        let expected = blurred_box(25.0, 90_000.0, 3.0, y as f32 + 0.5);
        assert!((picture.alpha(25, y) - expected).abs() < 0.03);
    }
}

#[test]
fn outer_and_inner_shadows_look_right() {
    let path = |x: f32, outset: f32| {
        let rect = Rect::from_xywh(x, 20.0, 60.0, 40.0).with_outset((outset, outset));
        Path::rrect(RRect::new_rect_xy(rect, 10.0, 10.0), None)
    };
    draw_on_white(190, 84, |c| {
        let mut paint = shadow(5.0);
        paint.set_color(Color::from_argb(180, 0, 0, 60));
        c.save();
        c.clip_path(&path(20.0, 0.0), ClipOp::Difference, true);
        c.draw_path(&path(20.0, 1.0).make_offset((3.0, 5.0)), &paint);
        c.restore();
        c.draw_path(&path(20.0, 0.0), &smooth(Color::from_rgb(250, 220, 170)));
        c.draw_path(&path(110.0, 0.0), &smooth(Color::from_rgb(200, 230, 240)));
        let inside = path(110.0, 0.0)
            .op(
                &path(110.0, -1.0).make_offset((3.0, 5.0)),
                PathOp::Difference,
            )
            .unwrap();
        c.save();
        c.clip_path(&path(110.0, 0.0), ClipOp::Intersect, true);
        c.draw_path(&inside, &paint);
        c.restore();
    })
    .check_golden("shadows");
}
