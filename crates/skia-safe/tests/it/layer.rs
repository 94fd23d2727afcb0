//! Layers, their filters, and drawing surfaces on surfaces.

use skia_safe::BlendMode;
use skia_safe::ClipOp;
use skia_safe::Color;
use skia_safe::ImageFilter;
use skia_safe::Paint;
use skia_safe::Path;
use skia_safe::Rect;
use skia_safe::SamplingOptions;
use skia_safe::canvas::SaveLayerRec;
use skia_safe::surfaces;

use crate::support::black;
use crate::support::check_near;
use crate::support::draw;
use crate::support::draw_on_white;
use crate::support::smooth;

#[test]
fn an_opaque_layer_at_half_opacity_mixes_once() {
    let mut half = Paint::default();
    half.set_alpha_f(0.5);
    let picture = draw_on_white(10, 10, |c| {
        c.save_layer(&SaveLayerRec::default().paint(&half));
        c.draw_rect(Rect::new(0.0, 0.0, 6.0, 10.0), &black());
        c.draw_rect(Rect::new(4.0, 0.0, 10.0, 10.0), &black());
        c.restore();
    });
    for x in 0..10 {
        check_near(picture.at(x, 5), 0xff7f_7f7f, 1);
    }
}

#[test]
fn a_tint_colours_only_what_the_layer_has() {
    // How vizia colours icons: an unbounded layer, then everything painted with SrcIn.
    let mut tint = smooth(Color::from_rgb(0, 128, 255));
    tint.set_blend_mode(BlendMode::SrcIn);
    let picture = draw_on_white(10, 10, |c| {
        c.save_layer(&SaveLayerRec::default());
        c.draw_rect(Rect::new(2.0, 2.0, 5.0, 5.0), &black());
        c.draw_paint(&tint);
        c.restore();
    });
    assert_eq!(
        (picture.at(3, 3), picture.at(7, 7)),
        (0xff00_80ff, 0xffff_ffff)
    );
}

#[test]
fn the_clip_outside_a_layer_applies_when_it_is_put_back() {
    let picture = draw(20, 20, |c| {
        c.clip_path(
            &Path::circle((10.0, 10.0), 8.0, None),
            ClipOp::Intersect,
            true,
        );
        c.save_layer(&SaveLayerRec::default());
        c.draw_paint(&black());
        c.restore();
    });
    picture.check_area(std::f32::consts::PI * 64.0, 0.4);
}

#[test]
fn a_layer_within_bounds_cannot_draw_outside_them() {
    let bounds = Rect::new(5.0, 5.0, 8.0, 8.0);
    let picture = draw(20, 20, |c| {
        c.save_layer(&SaveLayerRec::default().bounds(&bounds));
        c.draw_paint(&black());
        c.restore();
    });
    picture.check_area(9.0, 0.0);
}

#[test]
fn a_destructive_mode_reaches_everything_inside_the_clip() {
    let mut keep = Paint::default();
    keep.set_blend_mode(BlendMode::DstIn);
    let picture = draw(10, 10, |c| {
        c.draw_paint(&black());
        c.save_layer(&SaveLayerRec::default().paint(&keep));
        c.draw_rect(Rect::new(2.0, 2.0, 4.0, 4.0), &black());
        c.restore();
    });
    picture.check_area(4.0, 0.0);
}

fn blur(crop: Rect, sigma: f32) -> ImageFilter {
    ImageFilter::crop(crop, None, None)
        .unwrap()
        .blur(None, (sigma, sigma), None)
        .unwrap()
}

#[test]
fn a_blurred_layer_keeps_its_total_and_spreads_over_its_edges() {
    let mut paint = Paint::default();
    paint.set_image_filter(blur(Rect::new(0.0, 0.0, 60.0, 60.0), 3.0));
    let picture = draw(60, 60, |c| {
        c.save_layer(&SaveLayerRec::default().paint(&paint));
        c.draw_rect(Rect::new(20.0, 20.0, 40.0, 40.0), &black());
        c.restore();
    });
    picture.check_area(400.0, 4.0);
    assert!(
        (picture.alpha(20, 30) - 0.55).abs() < 0.05 && (picture.alpha(30, 30) - 1.0).abs() < 0.01
    );
    assert!(picture.alpha(17, 30) > 0.1);
}

#[test]
fn a_crop_keeps_what_is_outside_from_being_blurred() {
    let mut paint = Paint::default();
    paint.set_image_filter(blur(Rect::new(0.0, 0.0, 30.0, 60.0), 2.0));
    let picture = draw(60, 60, |c| {
        c.save_layer(&SaveLayerRec::default().paint(&paint));
        c.draw_rect(Rect::new(20.0, 20.0, 50.0, 40.0), &black());
        c.restore();
    });
    picture.check_area(200.0, 2.0);
    assert_eq!(picture.at(45, 30), 0);
}

#[test]
fn a_blur_does_not_depend_on_how_much_of_it_is_redrawn() {
    let mut paint = Paint::default();
    paint.set_image_filter(blur(Rect::new(10.0, 10.0, 50.0, 50.0), 3.0));
    let scene = |c: &skia_safe::Canvas| {
        c.save_layer(&SaveLayerRec::default().paint(&paint));
        c.draw_rect(Rect::new(15.0, 15.0, 35.0, 45.0), &black());
        c.restore();
    };
    let whole = draw(60, 60, scene);
    let part = draw(60, 60, |c| {
        c.clip_rect(Rect::new(20.0, 20.0, 60.0, 60.0), None, false);
        scene(c);
    });
    for y in 20..60 {
        for x in 20..60 {
            assert_eq!(whole.at(x, y), part.at(x, y));
        }
    }
}

#[test]
fn a_backdrop_shows_what_is_behind_blurred() {
    let filter = blur(Rect::new(10.0, 10.0, 50.0, 50.0), 4.0);
    let picture = draw_on_white(60, 60, |c| {
        c.draw_rect(Rect::new(0.0, 0.0, 30.0, 60.0), &black());
        c.save_layer(&SaveLayerRec::default().backdrop(&filter));
        c.restore();
    });
    let red = |x: i32| ((picture.at(x, 30) >> 16) & 255) as f32;
    assert!((red(29) - 115.0).abs() < 15.0 && (red(30) - 140.0).abs() < 15.0);
    // Far from it, and far from the edge that was blurred, nothing changes.
    assert_eq!(
        (picture.at(55, 55), picture.at(2, 30)),
        (0xffff_ffff, 0xff00_0000)
    );
    assert!(red(22) < 12.0 && red(38) > 243.0);
}

#[test]
fn restoring_to_a_count_puts_every_layer_back() {
    let picture = draw(10, 10, |c| {
        let count = c.save();
        c.translate((3.0, 0.0));
        c.save_layer(&SaveLayerRec::default());
        c.save_layer(&SaveLayerRec::default());
        c.draw_rect(Rect::new(0.0, 0.0, 2.0, 2.0), &black());
        c.restore_to_count(count);
        assert_eq!(c.save_count(), count);
        c.restore().restore().restore();
        c.draw_rect(Rect::new(0.0, 5.0, 2.0, 7.0), &black());
    });
    assert_eq!(
        (picture.at(3, 0), picture.at(0, 5), picture.at(3, 5)),
        (0xff00_0000, 0xff00_0000, 0)
    );
}

#[test]
fn a_surface_drawn_again_shows_what_has_changed_on_either() {
    let mut source = surfaces::raster_n32_premul((20, 20)).unwrap();
    let mut screen = surfaces::raster_n32_premul((20, 20)).unwrap();
    let show = |source: &mut skia_safe::Surface, screen: &mut skia_safe::Surface| {
        source.draw(screen.canvas(), (0, 0), SamplingOptions::default(), None);
        let bytes = screen.peek_pixels().unwrap().bytes().unwrap().to_vec();
        assert_eq!(bytes, source.peek_pixels().unwrap().bytes().unwrap());
    };
    source.canvas().clear(Color::from_rgb(9, 9, 9));
    show(&mut source, &mut screen);
    source
        .canvas()
        .draw_rect(Rect::new(3.0, 3.0, 6.5, 6.5), &smooth(Color::WHITE));
    show(&mut source, &mut screen);
    // Something else on the screen has to go as well.
    screen
        .canvas()
        .draw_rect(Rect::new(0.0, 10.0, 9.0, 19.0), &black());
    show(&mut source, &mut screen);
    source.canvas().clear(Color::TRANSPARENT);
    screen.canvas().clear(Color::TRANSPARENT);
    show(&mut source, &mut screen);
}

#[test]
fn a_translucent_surface_drawn_twice_is_stronger() {
    let mut source = surfaces::raster_n32_premul((4, 4)).unwrap();
    source.canvas().clear(Color::from_argb(128, 0, 0, 0));
    let picture = draw(4, 4, |c| {
        source.draw(c, (0, 0), SamplingOptions::default(), None);
        source.draw(c, (0, 0), SamplingOptions::default(), None);
    });
    assert_eq!(picture.at(1, 1) >> 24, 192);
}

#[test]
fn a_surface_draws_on_another_at_whole_pixels() {
    let mut source = surfaces::raster_n32_premul((4, 4)).unwrap();
    source.canvas().clear(Color::from_rgb(1, 2, 3));
    let mut half = Paint::default();
    half.set_alpha_f(0.5);
    let picture = draw_on_white(10, 10, |c| {
        c.translate((1.0, 0.0));
        source.draw(c, (2, 3), SamplingOptions::default(), None);
        source.draw(c, (2, 8), SamplingOptions::default(), Some(&half));
    });
    assert_eq!(
        (picture.at(3, 3), picture.at(7, 3)),
        (0xff01_0203, 0xffff_ffff)
    );
    check_near(picture.at(4, 9), 0xff80_8081, 1);
    assert!(source.new_surface_with_dimensions((0, 5)).is_none());
}
