//! Limits to drawing.

use std::f32::consts::PI;

use skia_safe::ClipOp;
use skia_safe::Color;
use skia_safe::Path;
use skia_safe::RRect;
use skia_safe::Rect;

use crate::support::black;
use crate::support::draw;

fn everything() -> Rect {
    Rect::new(0.0, 0.0, 60.0, 60.0)
}

#[test]
fn a_clip_rectangle_hides_what_is_outside_until_restored() {
    let picture = draw(60, 60, |c| {
        c.save();
        c.clip_rect(Rect::new(10.0, 10.0, 20.0, 20.0), ClipOp::Intersect, true);
        c.draw_rect(everything(), &black());
        c.restore();
        c.draw_rect(Rect::new(50.0, 50.0, 52.0, 52.0), &black());
    });
    picture.check_area(100.0 + 4.0, 0.0);
}

#[test]
fn clips_within_clips_leave_what_both_let_through() {
    let picture = draw(60, 60, |c| {
        c.clip_rect(Rect::new(0.0, 0.0, 30.0, 30.0), None, false);
        c.clip_path(
            &Path::circle((30.0, 30.0), 20.0, None),
            ClipOp::Intersect,
            true,
        );
        c.draw_paint(&black());
    });
    picture.check_area(PI * 400.0 / 4.0, 0.6);
}

#[test]
fn a_difference_leaves_the_outside() {
    let picture = draw(60, 60, |c| {
        c.clip_path(
            &Path::circle((30.0, 30.0), 20.0, None),
            ClipOp::Difference,
            true,
        );
        c.draw_paint(&black());
    });
    picture.check_area(3600.0 - PI * 400.0, 1.5);
    assert_eq!((picture.at(30, 30), picture.at(0, 30)), (0, 0xff00_0000));
}

#[test]
fn two_soft_edges_multiply() {
    let picture = draw(10, 10, |c| {
        c.clip_path(
            &Path::rect(Rect::new(0.5, 0.0, 10.0, 10.0), None),
            ClipOp::Intersect,
            true,
        );
        c.draw_rect(Rect::new(0.0, 0.5, 10.0, 10.0), &black());
    });
    assert!((picture.alpha(0, 0) - 0.25).abs() < 0.01 && (picture.alpha(0, 5) - 0.5).abs() < 0.01);
}

#[test]
fn an_inside_and_an_outside_meet_without_a_gap_or_a_line() {
    // The same curved edge filled and cut away again adds up to everything.
    let circle = Path::rrect(
        RRect::new_rect_xy(Rect::new(8.3, 7.6, 50.1, 51.2), 15.0, 15.0),
        None,
    );
    let inside = draw(60, 60, |c| {
        c.clip_path(&circle, ClipOp::Intersect, true);
        c.draw_paint(&black());
    });
    let outside = draw(60, 60, |c| {
        c.clip_path(&circle, ClipOp::Difference, true);
        c.draw_paint(&black());
    });
    for (a, b) in inside.pixels.iter().zip(&outside.pixels) {
        assert_eq!((a >> 24) + (b >> 24), 255);
    }
}

#[test]
fn a_clip_moves_and_turns_with_the_canvas() {
    let rrect = Path::rrect(
        RRect::new_rect_xy(Rect::new(0.0, 0.0, 20.0, 20.0), 5.0, 5.0),
        None,
    );
    let expected = 400.0 - (4.0 - PI) * 25.0;
    for (x, y, degrees) in [
        (3.0, 3.0, 0.0),
        (33.0, 31.0, 0.0),
        (33.0, 31.0, 0.0),
        (30.0, 20.0, 45.0),
    ] {
        let picture = draw(60, 60, |c| {
            c.translate((x, y)).rotate(degrees, None);
            c.clip_path(&rrect, ClipOp::Intersect, true);
            c.rotate(-degrees, None).translate((-x, -y));
            c.draw_rect(everything(), &black());
        });
        picture.check_area(expected, 0.6);
    }
}

#[test]
fn an_empty_clip_hides_everything_and_an_empty_difference_nothing() {
    let nothing = draw(60, 60, |c| {
        c.clip_path(&Path::new(), ClipOp::Intersect, true);
        c.draw_paint(&black()).clear(Color::WHITE);
    });
    nothing.check_area(0.0, 0.0);
    let all = draw(60, 60, |c| {
        c.clip_path(&Path::new(), ClipOp::Difference, true);
        c.draw_paint(&black());
    });
    all.check_area(3600.0, 0.0);
}

#[test]
fn clear_replaces_only_what_is_inside_the_clip() {
    let picture = draw(60, 60, |c| {
        c.draw_paint(&black());
        c.clip_rect(Rect::new(10.0, 10.0, 20.0, 20.0), None, false);
        c.clear(Color::TRANSPARENT);
    });
    picture.check_area(3500.0, 0.0);
}
