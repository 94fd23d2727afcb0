//! SVG documents.

use skia_safe::BlendMode;
use skia_safe::Color;
use skia_safe::FontMgr;
use skia_safe::canvas::SaveLayerRec;
use skia_safe::svg::Dom;
use skia_safe::wrapper::PointerWrapper;

use crate::support::INTER;
use crate::support::draw;
use crate::support::draw_on_white;
use crate::support::smooth;

const SQUARE: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">
    <rect x="4" y="4" width="16" height="16" fill="#3060ff"/></svg>"##;

fn square() -> Dom {
    Dom::from_bytes(SQUARE, FontMgr::default()).unwrap()
}

#[test]
fn a_document_knows_its_size_and_is_drawn_at_the_scale_of_the_canvas() {
    let dom = square();
    assert_eq!(
        (
            dom.inner().fContainerSize.fWidth,
            dom.inner().fContainerSize.fHeight
        ),
        (24.0, 24.0)
    );
    let picture = draw(80, 80, |c| {
        c.translate((10.0, 5.0)).scale((2.0, 3.0));
        dom.render(c);
    });
    picture.check_area(16.0 * 16.0 * 6.0, 0.1);
    assert_eq!(
        (picture.at(18, 17), picture.at(17, 17), picture.at(49, 64)),
        (0xff30_60ff, 0, 0xff30_60ff)
    );
}

#[test]
fn a_container_size_stretches_one_handle_and_not_its_clones() {
    let dom = square();
    let mut wide = dom.clone();
    wide.set_container_size((48.0, 24.0));
    draw(80, 80, |c| wide.render(c)).check_area(512.0, 0.1);
    draw(80, 80, |c| dom.render(c)).check_area(256.0, 0.1);
}

#[test]
fn turned_and_half_pixel_documents_keep_their_area() {
    let dom = square();
    for (x, degrees) in [(20.5, 0.0), (40.0, 30.0), (40.3, 90.0)] {
        let picture = draw(80, 80, |c| {
            c.translate((x, 20.0)).rotate(degrees, None);
            dom.render(c);
        });
        picture.check_area(256.0, 1.5);
    }
}

#[test]
fn an_icon_is_tinted_as_vizia_does_it() {
    let mut tint = smooth(Color::from_rgb(255, 0, 0));
    tint.set_blend_mode(BlendMode::SrcIn);
    let picture = draw_on_white(24, 24, |c| {
        c.save_layer(&SaveLayerRec::default());
        square().render(c);
        c.draw_paint(&tint);
        c.restore();
    });
    assert_eq!(
        (picture.at(12, 12), picture.at(1, 1)),
        (0xffff_0000, 0xffff_ffff)
    );
}

#[test]
fn text_is_set_in_the_fonts_of_the_manager() {
    let fonts = FontMgr::default();
    fonts.new_from_data(INTER, None).unwrap();
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40">
        <text x="6" y="28" font-family="Inter" font-size="24">Mix 3.5 dB</text></svg>"#;
    let dom = Dom::from_bytes(svg, fonts).unwrap();
    draw_on_white(160, 40, |c| dom.render(c)).check_golden("svg_text");
}

#[test]
fn what_is_not_svg_is_refused_with_advice() {
    for bytes in [&b""[..], b"<svg", b"not one", b"\x1f\x8b\x08", b"<html/>"] {
        let error = Dom::from_bytes(bytes, FontMgr::default()).unwrap_err();
        assert!(error.to_string().contains("check that it opens"));
    }
}

#[test]
fn broken_scales_draw_nothing() {
    for scale in [0.0, f32::NAN, f32::INFINITY, 1.0e9, 1.0e-9] {
        draw(10, 10, |c| {
            c.scale((scale, scale));
            square().render(c);
        });
    }
}
