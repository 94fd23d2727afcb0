//! Filled shapes.

use std::f32::consts::PI;

use skia_safe::Canvas;
use skia_safe::Color;
use skia_safe::Paint;
use skia_safe::PaintStyle;
use skia_safe::Path;
use skia_safe::PathBuilder;
use skia_safe::PathDirection;
use skia_safe::PathOp;
use skia_safe::Point;
use skia_safe::RRect;
use skia_safe::Rect;

use crate::support::black;
use crate::support::check_near;
use crate::support::draw;
use crate::support::draw_on_white;
use crate::support::smooth;

#[test]
fn a_rectangle_on_whole_pixels_fills_them_and_no_others() {
    let picture = draw(10, 10, |c| {
        c.draw_rect(Rect::new(2.0, 3.0, 5.0, 7.0), &black());
    });
    for y in 0..10 {
        for x in 0..10 {
            let inside = (2..5).contains(&x) && (3..7).contains(&y);
            assert_eq!(picture.at(x, y), if inside { 0xff00_0000 } else { 0 });
        }
    }
}

#[test]
fn a_rectangle_between_pixels_covers_them_by_area() {
    let picture = draw(4, 4, |c| {
        c.draw_rect(Rect::new(0.5, 0.25, 2.0, 2.0), &black());
    });
    let expected = [
        (0, 0, 0.375),
        (1, 0, 0.75),
        (0, 1, 0.5),
        (1, 1, 1.0),
        (2, 1, 0.0),
    ];
    for (x, y, alpha) in expected {
        assert!((picture.alpha(x, y) - alpha).abs() < 0.003);
    }
}

#[test]
fn without_anti_alias_pixels_count_by_their_centre() {
    let picture = draw(4, 4, |c| {
        c.draw_rect(Rect::new(0.4, 0.6, 2.4, 2.6), &Paint::default());
    });
    let filled: Vec<_> = (0..16).filter(|i| picture.at(i % 4, i / 4) != 0).collect();
    assert_eq!(filled, [4, 5, 8, 9]);
}

#[test]
fn a_translucent_colour_mixes_with_what_is_below() {
    let green = smooth(Color::from_argb(64, 0, 200, 0));
    let picture = draw_on_white(3, 3, |c| {
        c.draw_rect(Rect::new(0.0, 0.0, 3.0, 3.0), &green);
    });
    // 255 + (0 - 255) * 64/255 and 255 + (200 - 255) * 64/255.
    check_near(picture.at(1, 1), 0xffbf_f1bf, 1);
}

#[test]
fn rounded_corners_leave_out_what_is_outside_the_arc() {
    let rrect = RRect::new_rect_xy(Rect::new(3.0, 3.0, 47.0, 37.0), 10.0, 10.0);
    let picture = draw(50, 40, |c| {
        c.draw_rrect(rrect, &black());
    });
    picture.check_area(44.0 * 34.0 - (4.0 - PI) * 100.0, 0.6);
    assert_eq!(picture.at(3, 3), 0);
    assert_eq!(picture.at(25, 20), 0xff00_0000);
}

#[test]
fn each_corner_has_its_own_radius() {
    let radii = [
        Point::new(12.0, 12.0),
        Point::default(),
        Point::new(4.0, 8.0),
        Point::default(),
    ];
    let rrect = RRect::new_rect_radii(Rect::new(0.0, 0.0, 40.0, 40.0), &radii);
    let picture = draw(40, 40, |c| {
        c.draw_rrect(rrect, &black());
    });
    picture.check_area(1600.0 - (1.0 - PI / 4.0) * (144.0 + 32.0), 0.6);
    assert_eq!(
        (picture.at(39, 0), picture.at(0, 39)),
        (0xff00_0000, 0xff00_0000)
    );
}

#[test]
fn a_circle_has_the_area_of_one() {
    let picture = draw(60, 60, |c| {
        c.draw_circle((30.3, 29.6), 25.0, &black());
    });
    picture.check_area(PI * 625.0, 1.5);
}

#[test]
fn slices_and_segments_of_an_ellipse_have_their_areas() {
    let oval = Rect::new(0.0, 0.0, 40.0, 20.0);
    let slice = draw(40, 20, |c| {
        c.draw_arc(oval, 0.0, 90.0, true, &black());
    });
    slice.check_area(PI * 20.0 * 10.0 / 4.0, 0.5);
    assert_eq!(slice.alpha(25, 15), 1.0);
    let segment = draw(40, 20, |c| {
        c.draw_arc(oval, 0.0, 90.0, false, &black());
    });
    segment.check_area((PI / 4.0 - 0.5) * 200.0, 0.5);
    let whole = draw(40, 20, |c| {
        c.draw_arc(oval, 10.0, 360.0, false, &black());
    });
    whole.check_area(PI * 200.0, 0.8);
}

/// Draws a 20 by 10 rectangle through a change of the matrix.
fn transformed(change: impl Fn(&Canvas)) -> crate::support::Picture {
    draw(80, 80, |c| {
        change(c);
        c.draw_rect(Rect::new(0.0, 0.0, 20.0, 10.0), &black());
    })
}

#[test]
fn turning_and_skewing_keep_the_area_and_scaling_multiplies_it() {
    transformed(|c| {
        c.translate((40.0, 40.0)).rotate(33.0, None);
    })
    .check_area(200.0, 0.5);
    transformed(|c| {
        c.translate((30.0, 30.0))
            .concat(&skia_safe::Matrix::skew((0.4, 0.0)));
    })
    .check_area(200.0, 0.5);
    transformed(|c| {
        c.translate((3.3, 3.3)).scale((2.0, 1.5));
    })
    .check_area(600.0, 0.5);
    transformed(|c| {
        c.translate((40.0, 40.0)).scale((-1.0, -1.0));
    })
    .check_area(200.0, 0.5);
}

#[test]
fn rotation_about_a_point_keeps_it() {
    let picture = draw(20, 20, |c| {
        c.rotate(90.0, Some(Point::new(10.0, 10.0)));
        c.draw_rect(Rect::new(10.0, 10.0, 20.0, 12.0), &black());
    });
    assert_eq!((picture.alpha(9, 15), picture.alpha(15, 11)), (1.0, 0.0));
}

#[test]
fn an_area_cut_from_another_is_not_filled() {
    let square = Path::rect(Rect::new(0.0, 0.0, 30.0, 30.0), None);
    let hole = Path::circle((15.0, 15.0), 10.0, PathDirection::CCW);
    let ring = square.op(&hole, PathOp::Difference).unwrap();
    let picture = draw(30, 30, |c| {
        c.draw_path(&ring, &black());
    });
    picture.check_area(900.0 - PI * 100.0, 1.5);
    assert_eq!(picture.at(15, 15), 0);
}

#[test]
fn overlapping_parts_that_go_the_same_way_count_once() {
    let mut builder = PathBuilder::new();
    builder.add_rect(Rect::new(0.0, 0.0, 10.0, 10.0), None, None);
    builder.add_rect(Rect::new(5.0, 5.0, 15.0, 15.0), None, None);
    draw(20, 20, |c| {
        c.draw_path(&builder.detach(), &black());
    })
    .check_area(175.0, 0.01);
}

#[test]
fn parts_that_go_the_other_way_make_holes() {
    let mut builder = PathBuilder::new();
    builder.add_rect(Rect::new(0.0, 0.0, 10.0, 10.0), None, None);
    builder.add_rect(Rect::new(2.0, 2.0, 8.0, 8.0), PathDirection::CCW, None);
    draw(20, 20, |c| {
        c.draw_path(&builder.detach(), &black());
    })
    .check_area(64.0, 0.01);
}

#[test]
fn fill_and_stroke_together_reach_half_the_width_outside() {
    for direction in [PathDirection::CW, PathDirection::CCW] {
        let mut builder = PathBuilder::new();
        builder.add_rect(Rect::new(5.0, 5.0, 15.0, 15.0), direction, None);
        let mut paint = black();
        paint
            .set_style(PaintStyle::StrokeAndFill)
            .set_stroke_width(2.0);
        draw(20, 20, |c| {
            c.draw_path(&builder.detach(), &paint);
        })
        .check_area(144.0, 0.01);
    }
}

#[test]
fn curves_shapes_and_joins_look_right() {
    draw_on_white(200, 120, |c| {
        c.draw_rrect(
            RRect::new_rect_xy(Rect::new(6.0, 6.0, 90.0, 50.0), 14.0, 14.0),
            &smooth(Color::from_rgb(40, 90, 160)),
        );
        let mut border = smooth(Color::from_rgb(230, 120, 40));
        border.set_style(PaintStyle::Stroke).set_stroke_width(3.0);
        c.draw_rrect(
            RRect::new_rect_xy(Rect::new(6.0, 6.0, 90.0, 50.0), 14.0, 14.0),
            &border,
        );
        let mut builder = PathBuilder::new();
        builder
            .move_to((100.0, 50.0))
            .cubic_to((120.0, -30.0), (150.0, 100.0), (190.0, 10.0));
        c.draw_path(&builder.detach(), &border);
        c.translate((60.0, 88.0)).rotate(20.0, None);
        c.draw_rect(
            Rect::new(-40.0, -14.0, 40.0, 14.0),
            &smooth(Color::from_argb(160, 20, 140, 60)),
        );
        c.draw_rect(Rect::new(-40.0, -14.0, 40.0, 14.0), &border);
        c.rotate(-20.0, None).translate((90.0, 0.0));
        let mut builder = PathBuilder::new();
        builder
            .move_to((-30.0, 20.0))
            .line_to((0.0, -25.0))
            .line_to((30.0, 20.0))
            .quad_to((0.0, -10.0), (-30.0, 20.0))
            .close();
        c.draw_path(&builder.detach(), &smooth(Color::from_rgb(150, 30, 90)));
    })
    .check_golden("shapes");
}
