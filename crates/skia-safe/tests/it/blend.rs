//! Every blend mode, against the formulas of W3C Compositing and Blending Level 1 in `f64`.

use skia_safe::BlendMode;
use skia_safe::Color;
use skia_safe::Paint;
use skia_safe::Rect;
use skia_safe::canvas::SaveLayerRec;

use crate::support::draw;

type Rgb = [f64; 3];

const COLORS: [Color; 8] = [
    Color::from_argb(255, 255, 0, 0),
    Color::from_argb(255, 30, 200, 90),
    Color::from_argb(255, 255, 255, 255),
    Color::from_argb(255, 0, 0, 0),
    Color::from_argb(128, 40, 80, 250),
    Color::from_argb(200, 240, 230, 10),
    Color::from_argb(60, 128, 128, 128),
    Color::from_argb(0, 0, 0, 0),
];

/// Premultiplied alpha, red, green, blue in units of 255.
fn compose(s: Color, b: Color, fa: f64, fb: f64) -> [f64; 4] {
    let premultiplied = |c: Color| {
        let a = f64::from(c.a());
        [
            a,
            f64::from(c.r()) * a / 255.0,
            f64::from(c.g()) * a / 255.0,
            f64::from(c.b()) * a / 255.0,
        ]
    };
    let (s, b) = (premultiplied(s), premultiplied(b));
    std::array::from_fn(|i| (s[i] * fa + b[i] * fb).min(255.0))
}

/// Clause 5.8.
fn mix(s: Color, b: Color, shared: impl Fn(Rgb, Rgb) -> Rgb) -> [f64; 4] {
    let rgb = |c: Color| [c.r(), c.g(), c.b()].map(|v| f64::from(v) / 255.0);
    let (sa, ba) = (f64::from(s.a()) / 255.0, f64::from(b.a()) / 255.0);
    let (cs, cb) = (rgb(s), rgb(b));
    let both = shared(cb, cs);
    let color = |i: usize| sa * (1.0 - ba) * cs[i] + ba * (1.0 - sa) * cb[i] + sa * ba * both[i];
    [sa + ba - sa * ba, color(0), color(1), color(2)].map(|v| v * 255.0)
}

#[track_caller]
fn check(mode: BlendMode, expected: impl Fn(Color, Color) -> [f64; 4]) {
    check_among(&COLORS, mode, expected);
}

#[track_caller]
fn check_among(colors: &[Color], mode: BlendMode, expected: impl Fn(Color, Color) -> [f64; 4]) {
    for below in colors.iter().copied() {
        for above in colors.iter().copied() {
            let picture = draw(1, 1, |c| {
                let mut paint = Paint::default();
                paint.set_color(below);
                c.draw_rect(Rect::new(0.0, 0.0, 1.0, 1.0), &paint);
                paint.set_color(above).set_blend_mode(mode);
                c.draw_rect(Rect::new(0.0, 0.0, 1.0, 1.0), &paint);
            });
            let got = picture.at(0, 0).to_be_bytes().map(f64::from);
            let expected = expected(above, below);
            // Straight colours are read back from eight bits, so faint ones are off by more.
            let tolerance = if above.a().min(below.a()) < 100 {
                3.0
            } else {
                1.6
            };
            let is_near = got
                .iter()
                .zip(&expected)
                .all(|(g, e)| (g - e).abs() <= tolerance);
            assert!(
                is_near,
                "{mode:?} of {above:?} on {below:?}: {got:?} for {expected:?}"
            );
        }
    }
}

#[test]
fn porter_duff_modes_follow_their_factors() {
    let unit = |c: Color| f64::from(c.a()) / 255.0;
    check(BlendMode::Clear, |s, b| compose(s, b, 0.0, 0.0));
    check(BlendMode::Src, |s, b| compose(s, b, 1.0, 0.0));
    check(BlendMode::Dst, |s, b| compose(s, b, 0.0, 1.0));
    check(BlendMode::SrcOver, |s, b| compose(s, b, 1.0, 1.0 - unit(s)));
    check(BlendMode::DstOver, |s, b| compose(s, b, 1.0 - unit(b), 1.0));
    check(BlendMode::SrcIn, |s, b| compose(s, b, unit(b), 0.0));
    check(BlendMode::DstIn, |s, b| compose(s, b, 0.0, unit(s)));
    check(BlendMode::SrcOut, |s, b| compose(s, b, 1.0 - unit(b), 0.0));
    check(BlendMode::DstOut, |s, b| compose(s, b, 0.0, 1.0 - unit(s)));
    check(BlendMode::SrcATop, |s, b| {
        compose(s, b, unit(b), 1.0 - unit(s))
    });
    check(BlendMode::DstATop, |s, b| {
        compose(s, b, 1.0 - unit(b), unit(s))
    });
    check(BlendMode::Xor, |s, b| {
        compose(s, b, 1.0 - unit(b), 1.0 - unit(s))
    });
    check(BlendMode::Plus, |s, b| compose(s, b, 1.0, 1.0));
}

fn check_separable(mode: BlendMode, channel: impl Fn(f64, f64) -> f64) {
    check(mode, |s, b| {
        mix(s, b, |cb, cs| {
            std::array::from_fn(|i| channel(cb[i], cs[i]))
        })
    });
}

fn hard(b: f64, s: f64) -> f64 {
    if s <= 0.5 {
        2.0 * b * s
    } else {
        1.0 - 2.0 * (1.0 - b) * (1.0 - s)
    }
}

fn soft(b: f64, s: f64) -> f64 {
    let d = if b <= 0.25 {
        16.0 * b * b * b - 12.0 * b * b + 4.0 * b
    } else {
        b.sqrt()
    };
    if s <= 0.5 {
        b - (1.0 - 2.0 * s) * b * (1.0 - b)
    } else {
        b + (2.0 * s - 1.0) * (d - b)
    }
}

#[test]
fn separable_modes_follow_clause_10_1() {
    check_separable(BlendMode::Multiply, |b, s| b * s);
    check_separable(BlendMode::Screen, |b, s| 1.0 - (1.0 - b) * (1.0 - s));
    check_separable(BlendMode::Overlay, |b, s| hard(s, b));
    check_separable(BlendMode::HardLight, hard);
    check_separable(BlendMode::Darken, f64::min);
    check_separable(BlendMode::Lighten, f64::max);
    check_separable(BlendMode::Difference, |b, s| (b - s).abs());
    check_separable(BlendMode::Exclusion, |b, s| b + s - 2.0 * b * s);
}

#[test]
fn dodge_burn_and_soft_light_follow_clause_10_1() {
    let dodge = |b: f64, s: f64| {
        if b == 0.0 {
            0.0
        } else if s >= 1.0 {
            1.0
        } else {
            (b / (1.0 - s)).min(1.0)
        }
    };
    let burn = |b: f64, s: f64| {
        if b >= 1.0 {
            1.0
        } else if s <= 0.0 {
            0.0
        } else {
            1.0 - ((1.0 - b) / s).min(1.0)
        }
    };
    // These divide by or take the root of colours read back from eight bits, which magnifies the
    // rounding of translucent ones without limit, so opaque ones only.
    let opaque: Vec<Color> = COLORS
        .into_iter()
        .filter(|color| color.a() == 255)
        .collect();
    for (mode, channel) in [
        (BlendMode::ColorDodge, &dodge as &dyn Fn(f64, f64) -> f64),
        (BlendMode::ColorBurn, &burn),
        (BlendMode::SoftLight, &soft),
    ] {
        check_among(&opaque, mode, |s, b| {
            mix(s, b, |cb, cs| {
                std::array::from_fn(|i| channel(cb[i], cs[i]))
            })
        });
    }
}

fn lum(c: Rgb) -> f64 {
    0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]
}

fn sat(c: Rgb) -> f64 {
    c.iter().copied().fold(0.0, f64::max) - c.iter().copied().fold(1.0, f64::min)
}

/// ClipColor and SetLum of clause 10.2, in its own order.
fn set_lum(c: Rgb, l: f64) -> Rgb {
    let d = l - lum(c);
    let mut c = c.map(|v| v + d);
    let l = lum(c);
    let n = c.iter().copied().fold(f64::INFINITY, f64::min);
    let x = c.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if n < 0.0 {
        c = c.map(|v| l + (v - l) * l / (l - n));
    }
    if x > 1.0 {
        c = c.map(|v| l + (v - l) * (1.0 - l) / (x - l));
    }
    c
}

/// SetSat of clause 10.2, which sorts the channels.
fn set_sat(c: Rgb, s: f64) -> Rgb {
    let mut order = [0, 1, 2];
    order.sort_by(|a, b| c[*a].total_cmp(&c[*b]));
    let [min, mid, max] = order;
    let mut out = [0.0; 3];
    if c[max] > c[min] {
        out[mid] = (c[mid] - c[min]) * s / (c[max] - c[min]);
        out[max] = s;
    }
    out
}

#[test]
fn hue_saturation_colour_and_luminosity_follow_clause_10_2() {
    check(BlendMode::Hue, |s, b| {
        mix(s, b, |cb, cs| set_lum(set_sat(cs, sat(cb)), lum(cb)))
    });
    check(BlendMode::Saturation, |s, b| {
        mix(s, b, |cb, cs| set_lum(set_sat(cb, sat(cs)), lum(cb)))
    });
    check(BlendMode::Color, |s, b| {
        mix(s, b, |cb, cs| set_lum(cs, lum(cb)))
    });
    check(BlendMode::Luminosity, |s, b| {
        mix(s, b, |cb, cs| set_lum(cb, lum(cs)))
    });
}

#[test]
fn a_layer_blends_as_a_whole() {
    let picture = draw(2, 1, |c| {
        c.clear(Color::from_rgb(200, 100, 50));
        let mut paint = Paint::default();
        paint.set_blend_mode(BlendMode::Multiply);
        c.save_layer(&SaveLayerRec::default().paint(&paint));
        paint
            .set_blend_mode(BlendMode::SrcOver)
            .set_color(Color::from_rgb(128, 255, 0));
        c.draw_rect(Rect::new(0.0, 0.0, 1.0, 1.0), &paint);
        c.restore();
    });
    crate::support::check_near(picture.at(0, 0), 0xff64_6400, 1);
    assert_eq!(picture.at(1, 0), 0xffc8_6432);
}
