//! Nothing panics, whatever the numbers.

use skia_safe::BlendMode;
use skia_safe::BlurStyle;
use skia_safe::Canvas;
use skia_safe::ClipOp;
use skia_safe::Color;
use skia_safe::MaskFilter;
use skia_safe::Matrix;
use skia_safe::Paint;
use skia_safe::PaintCap;
use skia_safe::PaintJoin;
use skia_safe::PaintStyle;
use skia_safe::Path;
use skia_safe::PathBuilder;
use skia_safe::PathDirection;
use skia_safe::PathEffect;
use skia_safe::PathOp;
use skia_safe::RRect;
use skia_safe::Rect;
use skia_safe::canvas::SaveLayerRec;
use skia_safe::path_builder::ArcSize;
use skia_safe::surfaces;
use skia_safe::textlayout::ParagraphBuilder;
use skia_safe::textlayout::ParagraphStyle;
use skia_safe::textlayout::TextStyle;

use crate::support::inter;

/// Numbers that break arithmetic, and some that do not.
const NUMBERS: [f32; 14] = [
    0.0,
    -0.0,
    0.5,
    1.0,
    -3.25,
    17.9,
    1.0e-30,
    1.0e4,
    -1.0e5,
    1.0e9,
    f32::MAX,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NAN,
];

/// A small generator, so that a failure can be repeated (Marsaglia, "Xorshift RNGs", 2003).
struct Random(u32);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % limit
    }

    /// Mostly ordinary places, now and then a number that is not.
    fn number(&mut self) -> f32 {
        match self.below(4) {
            0 => NUMBERS[self.below(NUMBERS.len())],
            _ => self.below(1200) as f32 / 10.0 - 20.0,
        }
    }

    fn point(&mut self) -> (f32, f32) {
        (self.number(), self.number())
    }

    fn rect(&mut self) -> Rect {
        Rect::new(self.number(), self.number(), self.number(), self.number())
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn path(&mut self) -> Path {
        let mut builder = PathBuilder::new();
        for _ in 0..self.below(6) {
            match self.below(9) {
                0 => {
                    let _ = builder.move_to(self.point()).offset(self.point());
                }
                1 => {
                    let _ = builder.line_to(self.point()).line_to(self.point());
                }
                2 => {
                    let _ = builder.cubic_to(self.point(), self.point(), self.point());
                }
                3 => {
                    let _ = builder.arc_to(self.rect(), self.number(), self.number(), false);
                }
                4 => {
                    let _ = builder.r_arc_to(
                        self.point(),
                        self.number(),
                        ArcSize::Large,
                        PathDirection::CCW,
                        self.point(),
                    );
                }
                5 => {
                    let _ = builder.add_rrect(
                        RRect::new_rect_xy(self.rect(), self.number(), self.number()),
                        None,
                        None,
                    );
                }
                6 => {
                    let _ = builder.add_circle(self.point(), self.number(), None);
                }
                7 => {
                    let _ = builder.quad_to(self.point(), self.point());
                }
                _ => {
                    let _ = builder.close();
                }
            }
        }
        builder.detach()
    }

    fn paint(&mut self) -> Paint {
        let mut paint = Paint::default();
        paint
            .set_anti_alias(self.below(2) == 0)
            .set_color(Color::new(0x80ff_3010))
            .set_alpha_f(self.number());
        paint.set_style(self.pick(&[
            PaintStyle::Fill,
            PaintStyle::Stroke,
            PaintStyle::StrokeAndFill,
        ]));
        paint
            .set_stroke_width(self.number())
            .set_stroke_miter(self.number());
        paint.set_stroke_cap(self.pick(&[PaintCap::Butt, PaintCap::Round, PaintCap::Square]));
        paint.set_stroke_join(self.pick(&[PaintJoin::Miter, PaintJoin::Round, PaintJoin::Bevel]));
        paint.set_blend_mode(self.pick(&[
            BlendMode::SrcOver,
            BlendMode::Hue,
            BlendMode::SrcIn,
            BlendMode::ColorBurn,
        ]));
        if self.below(4) == 0 {
            paint.set_path_effect(PathEffect::dash(
                &[self.number(), self.number()],
                self.number(),
            ));
        }
        if self.below(6) == 0 {
            paint.set_mask_filter(MaskFilter::blur(
                BlurStyle::Normal,
                self.number(),
                self.below(2) == 0,
            ));
        }
        paint
    }

    fn step(&mut self, canvas: &Canvas) {
        match self.below(12) {
            0 => {
                let _ = canvas.save();
            }
            1 => {
                let _ = canvas.save_layer(
                    &SaveLayerRec::default()
                        .paint(&self.paint())
                        .bounds(&self.rect()),
                );
            }
            2 => {
                let _ = canvas.restore().save_count();
            }
            3 => {
                let _ = canvas.translate(self.point()).save_count();
            }
            4 => {
                let _ = canvas
                    .scale(self.point())
                    .rotate(self.number(), None)
                    .save_count();
            }
            5 => {
                let _ = canvas
                    .set_matrix(&Matrix::new_identity().into())
                    .save_count();
            }
            6 => {
                let _ = canvas
                    .clip_path(
                        &self.path(),
                        self.pick(&[ClipOp::Intersect, ClipOp::Difference]),
                        true,
                    )
                    .save_count();
            }
            7 => {
                let _ = canvas
                    .clip_rect(self.rect(), ClipOp::Intersect, self.below(2) == 0)
                    .save_count();
            }
            8 => {
                let _ = canvas.draw_paint(&self.paint()).save_count();
            }
            9 => {
                let _ = canvas
                    .draw_line(self.point(), self.point(), &self.paint())
                    .save_count();
            }
            _ => {
                let _ = canvas.draw_path(&self.path(), &self.paint()).save_count();
            }
        }
    }
}

#[test]
fn drawing_survives_any_numbers_in_any_order() {
    for seed in 1..=150 {
        let mut random = Random(seed * 2_654_435 + 1);
        let mut surface = surfaces::raster_n32_premul((64, 48)).unwrap();
        for _ in 0..40 {
            random.step(surface.canvas());
        }
        surface.canvas().restore_to_count(0);
        assert_eq!(surface.canvas().save_count(), 1);
    }
}

#[test]
fn areas_survive_any_numbers() {
    let operations = [
        PathOp::Difference,
        PathOp::Intersect,
        PathOp::Union,
        PathOp::XOR,
        PathOp::ReverseDifference,
    ];
    let mut random = Random(99);
    for _ in 0..200 {
        let operation = random.pick(&operations);
        assert!(random.path().op(&random.path(), operation).is_some());
    }
}

#[test]
fn matrices_survive_any_numbers() {
    let mut random = Random(7);
    for _ in 0..500 {
        let matrix = Matrix::translate(random.point())
            * Matrix::scale(random.point())
            * Matrix::skew(random.point());
        let inverse = matrix.invert().unwrap_or_default();
        let _ = (matrix * inverse).map_rect(random.rect());
        let _ = Matrix::rect_2_rect(random.rect(), random.rect(), None);
        let _ = random.path().make_transform(&matrix).bounds();
    }
}

#[test]
fn text_survives_any_numbers_and_any_letters() {
    let texts = [
        "",
        "\n",
        "\n\n",
        "\u{200B}",
        "a\r\nb\tc",
        "\u{1F3B5}\u{200D}e\u{301}",
        "\u{202E}abc\u{5d0}",
        "\u{0}\u{FFFF}",
    ];
    let mut surface = surfaces::raster_n32_premul((64, 48)).unwrap();
    for text in texts {
        for number in NUMBERS {
            let mut style = TextStyle::new();
            style
                .set_font_families(&["Inter", ""])
                .set_font_size(number.min(3000.0))
                .set_letter_spacing(number.clamp(-9.0, 9.0));
            let mut settings = ParagraphStyle::new();
            settings.set_ellipsis("\u{2026}").set_max_lines(1);
            let mut builder = ParagraphBuilder::new(&settings, inter());
            let mut paragraph = builder.push_style(&style).add_text(text).build();
            paragraph.layout(number);
            paragraph.paint(surface.canvas(), (number, 3.0));
            for index in 0..8 {
                let _ = (
                    paragraph.get_glyph_cluster_at(index),
                    paragraph.get_line_number_at(index),
                );
            }
            let _ = paragraph.get_glyph_position_at_coordinate((number, number));
            let _ = paragraph.get_rects_for_range(
                0..usize::MAX,
                Default::default(),
                Default::default(),
            );
        }
    }
}
