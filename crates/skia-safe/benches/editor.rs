//! What an editor draws, one piece at a time and all together: `cargo bench --bench editor`.

use std::hint::black_box;

use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use skia_safe::BlurStyle;
use skia_safe::Canvas;
use skia_safe::ClipOp;
use skia_safe::Color;
use skia_safe::Color4f;
use skia_safe::FontMgr;
use skia_safe::MaskFilter;
use skia_safe::Paint;
use skia_safe::PaintStyle;
use skia_safe::Path;
use skia_safe::PathBuilder;
use skia_safe::RRect;
use skia_safe::Rect;
use skia_safe::SamplingOptions;
use skia_safe::TileMode;
use skia_safe::gradient_shader::Gradient;
use skia_safe::gradient_shader::GradientColors;
use skia_safe::gradient_shader::Interpolation;
use skia_safe::shaders;
use skia_safe::surfaces;
use skia_safe::textlayout::FontCollection;
use skia_safe::textlayout::Paragraph;
use skia_safe::textlayout::ParagraphBuilder;
use skia_safe::textlayout::ParagraphStyle;
use skia_safe::textlayout::TextStyle;
use skia_safe::textlayout::TypefaceFontProvider;

const SIZE: (i32, i32) = (1060, 680);

fn smooth(argb: u32) -> Paint {
    let mut paint = Paint::default();
    paint.set_anti_alias(true).set_color(Color::new(argb));
    paint
}

fn pen(argb: u32, width: f32) -> Paint {
    let mut paint = smooth(argb);
    paint.set_style(PaintStyle::Stroke).set_stroke_width(width);
    paint
}

fn fonts() -> FontCollection {
    let inter = include_bytes!("../tests/fonts/InterSubset.ttf");
    let mut provider = TypefaceFontProvider::new();
    if let Some(typeface) = FontMgr::default().new_from_data(inter, None) {
        provider.register_typeface(typeface, None);
    }
    let mut fonts = FontCollection::new();
    fonts.set_asset_font_manager(FontMgr::from(provider));
    fonts
}

fn text(fonts: &FontCollection, content: &str) -> Paragraph {
    let mut style = TextStyle::new();
    style
        .set_font_families(&["Inter"])
        .set_font_size(12.0)
        .set_color(Color::from_rgb(220, 225, 230));
    let mut builder = ParagraphBuilder::new(&ParagraphStyle::new(), fonts);
    let mut paragraph = builder.push_style(&style).add_text(content).build();
    paragraph.layout(f32::MAX);
    paragraph
}

/// A spectrum of `count` points in a panel.
fn spectrum(count: usize) -> Vec<(f32, f32)> {
    let height = |u: f32| {
        0.45 + 0.4 * u
            - 0.12 * (u * 37.0).sin()
            - 0.05 * (u * 210.0).sin()
            - 0.04 * (u * 911.0).sin()
    };
    (0..count)
        .map(|i| i as f32 / (count - 1) as f32)
        .map(|u| (14.0 + 972.0 * u, 43.0 + 312.0 * height(u)))
        .collect()
}

fn line(points: &[(f32, f32)]) -> Path {
    let mut builder = PathBuilder::new();
    for (index, p) in points.iter().enumerate() {
        if index == 0 {
            builder.move_to(*p)
        } else {
            builder.line_to(*p)
        };
    }
    builder.detach()
}

fn shadow(canvas: &Canvas, rect: Rect) {
    let path = Path::rrect(RRect::new_rect_xy(rect, 8.0, 8.0), None);
    let mut paint = smooth(0xaa00_0000);
    paint.set_mask_filter(MaskFilter::blur(BlurStyle::Normal, 6.0, false));
    canvas.save();
    canvas.clip_path(&path, ClipOp::Difference, true);
    canvas.draw_path(&path.make_offset((0.0, 3.0)), &paint);
    canvas.restore();
}

/// Sixty cards with borders and shadows, and what is written on them.
fn redraw(canvas: &Canvas, texts: &[Paragraph]) {
    canvas.clear(Color::from_rgb(18, 20, 24));
    for card in 0..60 {
        let (column, row) = (card % 10, card / 10);
        let rect = Rect::from_xywh(
            8.0 + 105.0 * column as f32,
            8.0 + 112.0 * row as f32,
            97.0,
            100.0,
        );
        shadow(canvas, rect);
        let rrect = RRect::new_rect_xy(rect, 8.0, 8.0);
        canvas.draw_rrect(rrect, &smooth(0xff2a_2e35));
        canvas.draw_rrect(rrect.with_inset((0.5, 0.5)), &pen(0xff46_4c56, 1.0));
    }
    for (index, text) in texts.iter().enumerate() {
        let (card, line) = (index % 60, index / 60);
        let (x, y) = ((card % 10) as f32 * 105.0, (card / 10) as f32 * 112.0);
        text.paint(canvas, (x + 14.0, y + 14.0 + 20.0 * line as f32));
    }
}

fn whole(criterion: &mut Criterion) {
    let fonts = fonts();
    let content = |i: usize| format!("{:.1} LUFS {}", i as f32 * 0.7 - 60.0, i);
    let texts: Vec<_> = (0..150).map(|i| text(&fonts, &content(i))).collect();
    let Some(mut surface) = surfaces::raster_n32_premul(SIZE) else {
        return;
    };
    criterion.bench_function("redraw everything", |b| {
        b.iter(|| redraw(surface.canvas(), &texts));
    });
    criterion.bench_function("redraw within 200 x 40", |b| {
        b.iter(|| {
            let canvas = surface.canvas();
            canvas.save();
            canvas.clip_rect(
                Rect::from_xywh(300.0, 200.0, 200.0, 40.0),
                ClipOp::Intersect,
                false,
            );
            redraw(canvas, &texts);
            canvas.restore();
        });
    });
    criterion.bench_function("150 texts", |b| {
        b.iter(|| {
            texts
                .iter()
                .enumerate()
                .for_each(|(i, t)| t.paint(surface.canvas(), (5.0 + i as f32, 4.0 * i as f32)));
        });
    });
    criterion.bench_function("shape and lay out a text", |b| {
        b.iter(|| text(&fonts, black_box("-14.2 LUFS integrated")));
    });
    let Some(mut screen) = surfaces::raster_n32_premul(SIZE) else {
        return;
    };
    criterion.bench_function("surface onto surface", |b| {
        b.iter(|| surface.draw(screen.canvas(), (0, 0), SamplingOptions::default(), None));
    });
}

fn pieces(criterion: &mut Criterion) {
    let Some(mut surface) = surfaces::raster_n32_premul(SIZE) else {
        return;
    };
    let canvas = surface.canvas();
    let points = spectrum(1000);
    let curve = line(&points);
    let stroke = pen(0xff78_dcff, 1.5);
    criterion.bench_function("stroke of 1000 points", |b| {
        b.iter(|| canvas.draw_path(&curve, &stroke));
    });
    let mut corners = points;
    corners.extend([(986.0, 355.0), (14.0, 355.0)]);
    let area = line(&corners);
    let colors = [
        Color4f::new(0.2, 0.8, 1.0, 0.55),
        Color4f::new(0.2, 0.4, 1.0, 0.05),
    ];
    let gradient = Gradient::new(
        GradientColors::new(&colors, None, TileMode::Clamp, None),
        Interpolation,
    );
    let mut shaded = smooth(0xffff_ffff);
    shaded.set_shader(shaders::linear_gradient(
        ((14.0, 43.0), (14.0, 355.0)),
        &gradient,
        None,
    ));
    criterion.bench_function("gradient below 1000 points", |b| {
        b.iter(|| canvas.draw_path(&area, &shaded));
    });
    criterion.bench_function("cached shadow 300 x 260", |b| {
        b.iter(|| shadow(canvas, Rect::from_xywh(14.0, 366.0, 300.0, 260.0)));
    });
    let mut width = 0.0;
    criterion.bench_function("new shadow 300 x 260", |b| {
        b.iter(|| {
            width = (width + 0.01) % 20.0;
            shadow(canvas, Rect::from_xywh(14.0, 366.0, 300.0 + width, 260.0));
        });
    });
    let panel = RRect::new_rect_xy(Rect::from_xywh(14.0, 43.0, 972.0, 312.0), 4.0, 4.0);
    criterion.bench_function("fill 972 x 312 rounded", |b| {
        b.iter(|| canvas.draw_rrect(panel, &smooth(0xff14_1618)));
    });
    criterion.bench_function("border 972 x 312 rounded", |b| {
        b.iter(|| canvas.draw_rrect(panel, &pen(0xff78_dcff, 1.0)));
    });
}

criterion_group!(benches, whole, pieces);
criterion_main!(benches);
