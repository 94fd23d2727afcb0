//! Drawing the same things again takes no new memory.

use assert_no_alloc::assert_no_alloc;
use skia_safe::BlurStyle;
use skia_safe::Canvas;
use skia_safe::ClipOp;
use skia_safe::Color;
use skia_safe::MaskFilter;
use skia_safe::Paint;
use skia_safe::PaintStyle;
use skia_safe::Path;
use skia_safe::PathBuilder;
use skia_safe::RRect;
use skia_safe::Rect;
use skia_safe::SamplingOptions;
use skia_safe::canvas::SaveLayerRec;
use skia_safe::graphics;
use skia_safe::surfaces;
use skia_safe::textlayout::Paragraph;
use skia_safe::textlayout::ParagraphBuilder;
use skia_safe::textlayout::ParagraphStyle;
use skia_safe::textlayout::TextDecoration;
use skia_safe::textlayout::TextStyle;

use crate::support::inter;
use crate::support::smooth;

fn label() -> Paragraph {
    let mut style = TextStyle::new();
    style.set_font_families(&["Inter"]).set_font_size(13.0);
    style.set_decoration_type(TextDecoration::UNDERLINE);
    let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), inter());
    let mut label = builder.push_style(&style).add_text("-14.2 LUFS").build();
    label.layout(f32::MAX);
    label
}

/// Borders, clips, shadows, layers, text and a spectrum.
fn frame(canvas: &Canvas, label: &Paragraph, spectrum: &Path) {
    let rrect = RRect::new_rect_xy(Rect::new(10.0, 10.0, 150.0, 90.0), 8.0, 8.0);
    let card = Path::rrect(rrect, None);
    let mut shadow = Paint::default();
    shadow.set_mask_filter(MaskFilter::blur(BlurStyle::Normal, 4.0, false));
    let mut pen = smooth(Color::WHITE);
    pen.set_style(PaintStyle::Stroke).set_stroke_width(1.5);
    let mut half = Paint::default();
    half.set_alpha_f(0.5);
    canvas.clear(Color::BLACK);
    canvas.save();
    canvas.clip_path(&card, ClipOp::Difference, true);
    canvas.draw_path(&card.make_offset((0.0, 3.0)), &shadow);
    canvas.restore();
    canvas.draw_path(&card, &smooth(Color::from_rgb(40, 44, 50)));
    canvas.draw_rrect(rrect.with_inset((0.75, 0.75)), &pen);
    canvas.save();
    canvas.clip_path(&card, ClipOp::Intersect, true);
    canvas.draw_path(spectrum, &pen);
    canvas.draw_line((12.0, 40.5), (140.0, 40.5), &pen);
    canvas.restore();
    canvas.save_layer(&SaveLayerRec::default().paint(&half));
    label.paint(canvas, (20.0, 60.0));
    canvas.restore();
    canvas.save();
    canvas.rotate(90.0, None);
    label.paint(canvas, (20.0, -170.0));
    canvas.restore();
}

#[test]
fn a_frame_like_the_one_before_allocates_nothing() {
    let mut surface = surfaces::raster_n32_premul((200, 120)).unwrap();
    let mut screen = surfaces::raster_n32_premul((200, 120)).unwrap();
    let label = label();
    let mut builder = PathBuilder::new();
    builder.move_to((0.0, 50.0));
    for x in 1..200 {
        builder.line_to((x as f32, 50.0 + 20.0 * (x as f32 * 0.3).sin()));
    }
    let spectrum = builder.detach();
    for _ in 0..2 {
        frame(surface.canvas(), &label, &spectrum);
        surface.draw(screen.canvas(), (0, 0), SamplingOptions::default(), None);
    }
    assert_no_alloc(|| {
        frame(surface.canvas(), &label, &spectrum);
        surface.draw(screen.canvas(), (0, 0), SamplingOptions::default(), None);
    });
}

#[test]
fn a_frame_after_purging_looks_the_same() {
    let label = label();
    let spectrum = Path::circle((80.0, 50.0), 20.0, None);
    let first = crate::support::draw(200, 120, |c| frame(c, &label, &spectrum));
    graphics::purge_all_caches();
    let second = crate::support::draw(200, 120, |c| frame(c, &label, &spectrum));
    assert!(first.pixels == second.pixels);
}
