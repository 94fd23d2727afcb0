//! What text looks like.

use skia_safe::BlendMode;
use skia_safe::BlurStyle;
use skia_safe::Canvas;
use skia_safe::Color;
use skia_safe::FontStyle;
use skia_safe::MaskFilter;
use skia_safe::Paint;
use skia_safe::PaintStyle;
use skia_safe::Rect;
use skia_safe::font_style::Slant;
use skia_safe::font_style::Weight;
use skia_safe::font_style::Width;
use skia_safe::textlayout::Paragraph;
use skia_safe::textlayout::ParagraphBuilder;
use skia_safe::textlayout::ParagraphStyle;
use skia_safe::textlayout::TextDecoration;
use skia_safe::textlayout::TextDecorationStyle;
use skia_safe::textlayout::TextStyle;

use crate::support::Picture;
use crate::support::draw;
use crate::support::draw_on_white;
use crate::support::inter;

fn style(size: f32) -> TextStyle {
    let mut style = TextStyle::new();
    style
        .set_font_families(&["Inter"])
        .set_font_size(size)
        .set_color(Color::BLACK);
    style
}

fn paragraph(text: &str, style: &TextStyle) -> Paragraph {
    let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), inter());
    let mut paragraph = builder.push_style(style).add_text(text).build();
    paragraph.layout(f32::MAX);
    paragraph
}

fn write(canvas: &Canvas, text: &str, style: &TextStyle, at: (f32, f32)) {
    paragraph(text, style).paint(canvas, at);
}

#[test]
fn sizes_and_weights_look_right() {
    draw_on_white(260, 110, |c| {
        for (row, size) in [11.0, 13.0, 16.0, 24.0].into_iter().enumerate() {
            write(
                c,
                "Integrated -14.2 LUFS, true peak",
                &style(size),
                (4.0, 4.0 + 20.0 * row as f32),
            );
        }
        let mut bold = style(14.0);
        bold.set_font_style(FontStyle::new(Weight::BOLD, Width::NORMAL, Slant::Upright));
        write(c, "Bold 700", &bold, (4.0, 90.0));
        bold.set_font_style(FontStyle::new(Weight::NORMAL, Width::NORMAL, Slant::Italic));
        write(c, "Slanted", &bold, (90.0, 90.0));
        let mut light = style(14.0);
        light.set_font_style(FontStyle::new(
            Weight::from(200),
            Width::NORMAL,
            Slant::Upright,
        ));
        write(c, "Light 200", &light, (170.0, 90.0));
    })
    .check_golden("text_sizes");
}

#[test]
fn turned_and_stretched_text_looks_right() {
    draw_on_white(160, 190, |c| {
        for degrees in [0.0, 30.0, 60.0, 90.0, -45.0] {
            c.save();
            c.translate((60.0, 70.0)).rotate(degrees, None);
            write(c, "Loudness", &style(18.0), (10.0, -10.0));
            c.restore();
        }
        c.translate((4.0, 165.0)).scale((2.0, 0.8));
        write(c, "Stretched", &style(16.0), (0.0, 0.0));
    })
    .check_golden("text_turned");
}

#[test]
fn decorations_look_right() {
    let styles = [
        TextDecorationStyle::Solid,
        TextDecorationStyle::Double,
        TextDecorationStyle::Dotted,
        TextDecorationStyle::Dashed,
        TextDecorationStyle::Wavy,
    ];
    draw_on_white(300, 150, |c| {
        for (row, decoration) in styles.into_iter().enumerate() {
            let mut text = style(18.0);
            text.set_decoration_type(TextDecoration::UNDERLINE);
            text.set_decoration_style(decoration);
            text.set_decoration_color(Color::from_rgb(200, 30, 30));
            write(c, "Clipping", &text, (6.0, 4.0 + 28.0 * row as f32));
            text.set_decoration_type(TextDecoration::LINE_THROUGH | TextDecoration::OVERLINE);
            text.set_decoration_color(Color::TRANSPARENT);
            write(c, "at 0:45", &text, (110.0, 4.0 + 28.0 * row as f32));
            text.set_decoration_type(TextDecoration::UNDERLINE);
            text.set_decoration_thickness_multiplier(2.0);
            write(c, "thick", &text, (220.0, 4.0 + 28.0 * row as f32));
        }
    })
    .check_golden("text_decorations");
}

#[test]
fn outlined_blurred_and_highlighted_text_looks_right() {
    draw_on_white(220, 130, |c| {
        let mut paint = Paint::default();
        paint
            .set_color(Color::from_rgb(30, 60, 160))
            .set_style(PaintStyle::Stroke)
            .set_stroke_width(1.0);
        let mut text = style(32.0);
        text.set_foreground_paint(&paint);
        write(c, "Outline", &text, (6.0, 2.0));
        paint
            .set_style(PaintStyle::StrokeAndFill)
            .set_stroke_width(2.0);
        text.set_foreground_paint(&paint);
        write(c, "Both", &text, (136.0, 2.0));
        let mut glow = Paint::default();
        glow.set_mask_filter(MaskFilter::blur(BlurStyle::Normal, 2.0, false));
        text.set_foreground_paint(&glow);
        write(c, "Blurred", &text, (6.0, 42.0));
        let mut marked = style(20.0);
        let mut yellow = Paint::default();
        yellow.set_color(Color::from_rgb(255, 230, 90));
        marked.set_background_paint(&yellow);
        let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), inter());
        builder.push_style(&style(20.0)).add_text("200 Hz is ");
        builder.push_style(&marked).add_text("3.5 dB");
        builder.push_style(&style(20.0)).add_text(" over");
        let mut line = builder.build();
        line.layout(214.0);
        line.paint(c, (6.0, 90.0));
    })
    .check_golden("text_effects");
}

/// Ink of a word drawn through a change of the canvas.
fn ink(change: impl Fn(&Canvas)) -> f32 {
    let picture = draw(200, 200, |c| {
        c.translate((100.0, 100.0));
        change(c);
        write(c, "Mixdown", &style(20.0), (-40.0, -12.0));
    });
    picture.area()
}

#[test]
fn turned_text_has_as_much_ink_as_upright() {
    let upright = ink(|_| {});
    for degrees in [1.0, 45.0, 90.0, 180.0, 271.0] {
        let turned = ink(|c| {
            c.rotate(degrees, None);
        });
        assert!(
            (turned / upright - 1.0).abs() < 0.03,
            "{turned} for {upright} at {degrees}"
        );
    }
}

#[test]
fn text_is_clipped_like_anything_else() {
    let text = |c: &Canvas| write(c, "HHHHHHHH", &style(20.0), (3.0, 3.0));
    let whole = draw(160, 40, text);
    let part = draw(160, 40, |c| {
        c.clip_rect(Rect::new(20.0, 8.0, 50.0, 20.0), None, false);
        text(c);
    });
    for y in 0..40 {
        for x in 0..160 {
            let inside = (20..50).contains(&x) && (8..20).contains(&y);
            assert_eq!(part.at(x, y), if inside { whole.at(x, y) } else { 0 });
        }
    }
}

#[test]
fn text_is_blended_and_faded_by_its_paint() {
    let mut paint = Paint::default();
    paint
        .set_color(Color::from_argb(128, 255, 0, 0))
        .set_blend_mode(BlendMode::Plus);
    let mut text = style(40.0);
    text.set_foreground_paint(&paint);
    let picture: Picture = draw(80, 60, |c| write(c, "HH", &text, (5.0, 5.0)));
    let strongest = picture.pixels.iter().max().unwrap();
    assert_eq!(*strongest, 0x8080_0000);
}

#[test]
fn very_large_text_is_drawn_from_outlines() {
    let picture = draw(300, 330, |c| write(c, "I", &style(400.0), (20.0, -60.0)));
    // The stem of an I: solid black, as high as a capital, which in Inter is 2048 of 2816 units.
    let column = |x: i32| (0..330).filter(|y| picture.alpha(x, *y) > 0.5).count() as f32;
    let highest = (0..300).map(column).fold(0.0, f32::max);
    assert!(
        (highest - 400.0 * 2048.0 / 2816.0).abs() <= 1.0,
        "{highest}"
    );
}

#[test]
fn a_line_under_two_words_of_one_style_has_no_seam() {
    let mut text = style(20.0);
    text.set_decoration_type(TextDecoration::UNDERLINE);
    text.set_decoration_color(Color::from_argb(128, 0, 0, 0));
    let picture = draw(160, 40, |c| write(c, "ll ll ll", &text, (5.0, 3.0)));
    let row = (0..40)
        .max_by_key(|y| (0..160).filter(|x| picture.at(*x, *y) >> 24 == 128).count())
        .unwrap();
    // Six letters of 668 and two spaces of 792 units: 39.7 pixels from the fifth on.
    assert!((6..44).all(|x| picture.at(x, row) >> 24 == 128));
}
