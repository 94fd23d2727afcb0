//! Outlines.

use std::f32::consts::PI;

use skia_safe::Color;
use skia_safe::Paint;
use skia_safe::PaintCap;
use skia_safe::PaintJoin;
use skia_safe::PaintStyle;
use skia_safe::PathBuilder;
use skia_safe::PathEffect;
use skia_safe::RRect;
use skia_safe::Rect;

use crate::support::Picture;
use crate::support::black;
use crate::support::draw;

fn pen(width: f32) -> Paint {
    let mut paint = black();
    paint.set_style(PaintStyle::Stroke).set_stroke_width(width);
    paint
}

/// Strokes a line through some points.
fn line(points: &[(f32, f32)], paint: &Paint) -> Picture {
    let mut builder = PathBuilder::new();
    for (index, p) in points.iter().enumerate() {
        if index == 0 {
            builder.move_to(*p)
        } else {
            builder.line_to(*p)
        };
    }
    draw(80, 80, |c| {
        c.draw_path(&builder.detach(), paint);
    })
}

#[test]
fn a_line_covers_its_length_times_its_width() {
    // From (10, 20) by (40, 30): 50 long.
    line(&[(10.0, 20.0), (50.0, 50.0)], &pen(3.0)).check_area(150.0, 0.5);
    draw(80, 80, |c| {
        c.draw_line((10.0, 20.0), (50.0, 50.0), &black());
    })
    .check_area(50.0, 0.5);
}

#[test]
fn caps_add_what_they_should() {
    for (cap, added) in [
        (PaintCap::Butt, 0.0),
        (PaintCap::Square, 64.0),
        (PaintCap::Round, PI * 16.0),
    ] {
        let mut paint = pen(8.0);
        paint.set_stroke_cap(cap);
        line(&[(20.0, 20.0), (60.0, 50.0)], &paint).check_area(400.0 + added, 1.0);
    }
}

#[test]
fn joins_fill_the_outer_corner_as_they_should() {
    // Two legs of 30 by 8 share a quarter of a square of 4; the outer corner is the other 16.
    let legs = 2.0 * 30.0 * 8.0 - 16.0;
    for (join, added) in [
        (PaintJoin::Miter, 16.0),
        (PaintJoin::Bevel, 8.0),
        (PaintJoin::Round, PI * 4.0),
    ] {
        let mut paint = pen(8.0);
        paint.set_stroke_join(join);
        line(&[(20.0, 50.0), (50.0, 50.0), (50.0, 20.0)], &paint).check_area(legs + added, 0.5);
    }
}

#[test]
fn a_sharp_miter_is_cut_off_at_its_limit() {
    let points = [(10.0, 40.0), (60.0, 42.0), (10.0, 44.0)];
    let mut sharp = pen(4.0);
    let cut = line(&points, &sharp).area();
    sharp.set_stroke_miter(100.0);
    assert!(line(&points, &sharp).area() > cut + 20.0);
}

#[test]
fn overlapping_parts_of_a_translucent_line_are_not_darker() {
    let mut paint = pen(10.0);
    paint.set_color(Color::from_argb(128, 0, 0, 0));
    let picture = line(
        &[(10.0, 10.0), (60.0, 60.0), (60.0, 10.0), (10.0, 60.0)],
        &paint,
    );
    assert!(picture.pixels.iter().all(|p| p >> 24 <= 128));
}

#[test]
fn a_border_is_the_space_between_two_rounded_rectangles() {
    let rrect = RRect::new_rect_xy(Rect::new(10.5, 10.5, 69.5, 59.5), 12.0, 12.0);
    let picture = draw(80, 80, |c| {
        c.draw_rrect(rrect, &pen(3.0));
    });
    let area = |w: f32, h: f32, r: f32| w * h - (4.0 - PI) * r * r;
    picture.check_area(area(62.0, 52.0, 13.5) - area(56.0, 46.0, 10.5), 0.5);
}

#[test]
fn a_border_no_tighter_than_its_pen_looks_the_same_drawn_either_way() {
    for (radius, width) in [(0.0, 3.0), (8.0, 1.0), (8.0, 5.0), (24.5, 3.0)] {
        let rrect = RRect::new_rect_xy(Rect::new(10.3, 10.6, 69.3, 59.6), radius, radius);
        let short = draw(80, 80, |c| {
            c.draw_rrect(rrect, &pen(width));
        });
        let mut builder = PathBuilder::new();
        // A second, empty outline keeps the path from being recognised.
        builder.add_rrect(rrect, None, None).move_to((0.0, 0.0));
        let long = draw(80, 80, |c| {
            c.draw_path(&builder.detach(), &pen(width));
        });
        for (a, b) in short.pixels.iter().zip(&long.pixels) {
            assert!(
                (a >> 24).abs_diff(b >> 24) <= 12,
                "radius {radius}, width {width}"
            );
        }
    }
}

#[test]
fn a_width_of_zero_is_one_pixel_at_any_scale() {
    let picture = draw(80, 80, |c| {
        c.scale((10.0, 10.0));
        c.draw_line((1.0, 2.05), (6.0, 2.05), &pen(0.0));
    });
    picture.check_area(50.0, 0.2);
}

#[test]
fn a_line_is_stretched_with_the_canvas() {
    let picture = draw(80, 80, |c| {
        c.scale((1.0, 4.0));
        c.draw_line((10.0, 10.0), (50.0, 10.0), &pen(2.0));
    });
    picture.check_area(40.0 * 8.0, 0.2);
}

#[test]
fn dashes_cover_their_share() {
    let mut paint = pen(4.0);
    paint.set_path_effect(PathEffect::dash(&[6.0, 4.0], 0.0));
    line(&[(10.0, 40.0), (60.0, 40.0)], &paint).check_area(5.0 * 6.0 * 4.0, 0.2);
}

#[test]
fn dots_are_circles() {
    let mut paint = pen(8.0);
    paint
        .set_stroke_cap(PaintCap::Round)
        .set_path_effect(PathEffect::dash(&[0.0, 16.0], 0.0));
    line(&[(10.0, 40.0), (70.0, 40.0)], &paint).check_area(4.0 * PI * 16.0, 0.6);
}

#[test]
fn a_point_shows_only_with_caps() {
    let mut paint = pen(8.0);
    line(&[(40.0, 40.0), (40.0, 40.0)], &paint).check_area(0.0, 0.0);
    paint.set_stroke_cap(PaintCap::Round);
    line(&[(40.0, 40.0), (40.0, 40.0)], &paint).check_area(PI * 16.0, 0.3);
    line(&[(40.0, 40.0)], &paint).check_area(0.0, 0.0);
}
