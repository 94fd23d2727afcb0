//! Gradients, against straight interpolation at pixel centres.

use skia_safe::Color4f;
use skia_safe::Matrix;
use skia_safe::Paint;
use skia_safe::Shader;
use skia_safe::TileMode;
use skia_safe::gradient_shader::Gradient;
use skia_safe::gradient_shader::GradientColors;
use skia_safe::gradient_shader::Interpolation;
use skia_safe::shaders;

use crate::support::channel;
use crate::support::draw;

const ENDS: [Color4f; 2] = [
    Color4f::new(1.0, 0.0, 0.2, 1.0),
    Color4f::new(0.0, 1.0, 0.6, 1.0),
];

fn linear(from: (f32, f32), to: (f32, f32), tile: TileMode) -> Shader {
    let colors = GradientColors::new(&ENDS, None, tile, None);
    shaders::linear_gradient((from, to), &Gradient::new(colors, Interpolation), None).unwrap()
}

#[track_caller]
fn check(shader: Shader, matrix: &Matrix, place: impl Fn(f32, f32) -> f32) {
    let mut paint = Paint::default();
    paint.set_shader(shader);
    let picture = draw(40, 30, |c| {
        c.concat(matrix).draw_paint(&paint);
    });
    let back = matrix.invert().unwrap();
    for y in 0..30 {
        for x in 0..40 {
            let p = back.map_point((x as f32 + 0.5, y as f32 + 0.5));
            let t = place(p.x, p.y);
            let red = ((1.0 - t) * 255.0).round() as i32;
            let got = channel(picture.at(x, y), 16);
            assert!((got - red).abs() <= 1, "{x},{y}: {got} for {red}");
        }
    }
}

#[test]
fn a_linear_gradient_goes_along_its_line() {
    let identity = Matrix::new_identity();
    check(
        linear((0.0, 0.0), (40.0, 0.0), TileMode::Clamp),
        &identity,
        |x, _| x / 40.0,
    );
    check(
        linear((0.0, 5.0), (0.0, 25.0), TileMode::Clamp),
        &identity,
        |_, y| ((y - 5.0) / 20.0).clamp(0.0, 1.0),
    );
    // Along (3, 4): the place is the projection.
    check(
        linear((2.0, 2.0), (20.0, 26.0), TileMode::Clamp),
        &identity,
        |x, y| (((x - 2.0) * 18.0 + (y - 2.0) * 24.0) / 900.0).clamp(0.0, 1.0),
    );
}

#[test]
fn a_gradient_turns_and_scales_with_the_canvas() {
    let matrix =
        Matrix::translate((10.0, 3.0)) * Matrix::rotate_deg(30.0) * Matrix::scale((2.0, 1.0));
    check(
        linear((0.0, 0.0), (12.0, 0.0), TileMode::Clamp),
        &matrix,
        |x, _| (x / 12.0).clamp(0.0, 1.0),
    );
}

#[test]
fn a_repeated_gradient_starts_over_and_a_mirrored_one_turns_back() {
    let identity = Matrix::new_identity();
    // Ends that no pixel centre falls on.
    check(
        linear((0.0, 0.0), (9.8, 0.0), TileMode::Repeat),
        &identity,
        |x, _| (x / 9.8).fract(),
    );
    check(
        linear((0.0, 0.0), (9.8, 0.0), TileMode::Mirror),
        &identity,
        |x, _| {
            let t = (x / 9.8) % 2.0;
            if t > 1.0 { 2.0 - t } else { t }
        },
    );
}

#[test]
fn a_radial_gradient_goes_outwards() {
    let colors = GradientColors::new(&ENDS, Some(&[0.0, 1.0]), TileMode::Clamp, None);
    let gradient = Gradient::new(colors, Interpolation);
    let shader = shaders::radial_gradient(((20.0, 15.0), 18.0), &gradient, None).unwrap();
    check(shader, &Matrix::new_identity(), |x, y| {
        ((x - 20.0).hypot(y - 15.0) / 18.0).min(1.0)
    });
}

#[test]
fn the_opacity_of_the_paint_counts() {
    let mut paint = Paint::default();
    paint
        .set_shader(linear((0.0, 0.0), (40.0, 0.0), TileMode::Clamp))
        .set_alpha_f(0.5);
    let picture = draw(40, 1, |c| {
        c.draw_paint(&paint);
    });
    assert!(picture.pixels.iter().all(|p| p >> 24 == 128));
}

#[test]
fn a_gradient_without_extent_shows_an_end() {
    let mut paint = Paint::default();
    paint.set_shader(linear((5.0, 5.0), (5.0, 5.0), TileMode::Clamp));
    let picture = draw(4, 4, |c| {
        c.draw_paint(&paint);
    });
    assert_eq!(picture.at(1, 1), 0xffff_0033);
}
