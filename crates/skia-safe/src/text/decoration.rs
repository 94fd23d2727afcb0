//! Lines under, over and through text.

use crate::color::Color;
use crate::draw::outline::Outline;
use crate::draw::state::State;
use crate::effects::PathEffect;
use crate::geometry::point::Point;
use crate::geometry::rect::Rect;
use crate::paint::Paint;
use crate::paint::PaintCap;
use crate::paint::PaintStyle;
use crate::path::Path;
use crate::path::Segment;
use crate::text::laid::Run;
use crate::text::style::TextDecoration;
use crate::text::style::TextDecorationStyle;
use crate::text::style::TextStyle;

/// One line to draw.
struct Bar {
    left: f32,
    right: f32,
    /// The middle of the line.
    y: f32,
    thickness: f32,
}

/// Draws the decorations of a style between two places on the line of `run`.
pub(super) fn draw_decorations(
    state: &mut State,
    run: &Run,
    (left, right): (f32, f32),
    style: &TextStyle,
) {
    let decoration = &style.decoration;
    let mut paint = Paint::default();
    paint.set_anti_alias(true);
    paint.color = match decoration.color {
        Color::TRANSPARENT => style.foreground.color,
        color => color.into(),
    };
    let metrics = &run.metrics;
    let lines = [
        (
            TextDecoration::UNDERLINE,
            metrics.underline,
            metrics.underline_thickness,
        ),
        (
            TextDecoration::LINE_THROUGH,
            metrics.strikethrough,
            metrics.strikethrough_thickness,
        ),
        (
            TextDecoration::OVERLINE,
            run.baseline - run.rect.top,
            metrics.underline_thickness,
        ),
    ];
    let wanted = lines
        .into_iter()
        .filter(|(line, ..)| decoration.lines.contains(*line));
    for (_, above_baseline, thickness) in wanted {
        // Fonts without these numbers say zero; a fourteenth is what most others say.
        let thickness = if thickness > 0.0 {
            thickness
        } else {
            run.font_size / 14.0
        } * decoration.thickness;
        let y = run.baseline - above_baseline + thickness * 0.5;
        draw_bar(
            state,
            Bar {
                left,
                right,
                y,
                thickness,
            },
            decoration.style,
            &mut paint,
        );
    }
}

fn draw_bar(state: &mut State, bar: Bar, style: TextDecorationStyle, paint: &mut Paint) {
    let bar = sharpened(state, bar);
    let Bar {
        left,
        right,
        y,
        thickness,
    } = bar;
    match style {
        TextDecorationStyle::Solid => fill(state, &bar, paint),
        TextDecorationStyle::Double => {
            fill(state, &bar, paint);
            fill(
                state,
                &Bar {
                    y: y + 2.0 * thickness,
                    ..bar
                },
                paint,
            );
        }
        TextDecorationStyle::Dotted => {
            paint
                .set_stroke_cap(PaintCap::Round)
                .set_path_effect(PathEffect::dash(&[0.0, 2.0 * thickness], 0.0));
            let dots = [
                Segment::Move(Point::new(left + thickness * 0.5, y)),
                Segment::Line(Point::new(right, y)),
            ];
            stroke(state, &dots, &bar, paint);
        }
        TextDecorationStyle::Dashed => {
            paint.set_path_effect(PathEffect::dash(&[4.0 * thickness, 2.0 * thickness], 0.0));
            stroke(
                state,
                &[
                    Segment::Move(Point::new(left, y)),
                    Segment::Line(Point::new(right, y)),
                ],
                &bar,
                paint,
            );
        }
        TextDecorationStyle::Wavy => stroke(state, &wave(&bar), &bar, paint),
    }
}

/// Moves a line onto whole pixels, at least one thick, where rows of pixels are rows of text.
fn sharpened(state: &State, bar: Bar) -> Bar {
    let matrix = state.matrix();
    let scale = matrix[4];
    if !matrix.is_scale_translate() || scale <= 0.0 {
        return bar;
    }
    let thickness = (bar.thickness * scale).round().max(1.0);
    let top = ((bar.y - bar.thickness * 0.5) * scale + matrix[5]).round();
    Bar {
        y: (top + thickness * 0.5 - matrix[5]) / scale,
        thickness: thickness / scale,
        ..bar
    }
}

fn fill(state: &mut State, bar: &Bar, paint: &Paint) {
    let half = bar.thickness * 0.5;
    let rect = Rect::new(bar.left, bar.y - half, bar.right, bar.y + half);
    state.draw(&Outline::Path(&Path::rect(rect, None)), paint);
}

fn stroke(state: &mut State, steps: &[Segment], bar: &Bar, paint: &mut Paint) {
    paint
        .set_style(PaintStyle::Stroke)
        .set_stroke_width(bar.thickness);
    let reach = 2.0 * bar.thickness;
    let bounds = Rect::new(bar.left, bar.y - reach, bar.right, bar.y + reach);
    state.draw(&Outline::Steps(steps, bounds), paint);
}

/// Half waves twice as long as the line is thick, and as high to either side.
fn wave(bar: &Bar) -> Vec<Segment> {
    /// More half waves than any screen is wide.
    const HALF_WAVES_MAX: f32 = 10_000.0;
    let length = 2.0 * bar.thickness;
    let count = ((bar.right - bar.left) / length)
        .ceil()
        .clamp(0.0, HALF_WAVES_MAX);
    let mut steps = vec![Segment::Move(Point::new(bar.left, bar.y))];
    for half in 0..count as usize {
        let x = bar.left + length * half as f32;
        let end = (x + length).min(bar.right);
        let peak = if half % 2 == 0 { -length } else { length };
        // A quadratic curve reaches half as far as its control point.
        steps.push(Segment::Quad(
            Point::new((x + end) * 0.5, bar.y + peak),
            Point::new(end, bar.y),
        ));
    }
    steps
}
