//! Against tiny-skia, an independent rasteriser, on outlines no formula covers. It samples each pixel
//! four times along each axis, so single pixels on an edge may differ by some of its steps.

use resvg::tiny_skia as peer;
use skia_safe::Color;
use skia_safe::Paint;
use skia_safe::PaintCap;
use skia_safe::PaintJoin;
use skia_safe::PaintStyle;
use skia_safe::PathBuilder;

use crate::support::draw;
use crate::support::smooth;

const SIDE: i32 = 120;

/// Marsaglia, "Xorshift RNGs", 2003.
struct Random(u32);

impl Random {
    fn unit(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as f32 / u32::MAX as f32
    }

    /// The next of places around the centre, so that the outline neither crosses itself nor runs back
    /// over itself: there our coverage adds up (see the README), and theirs does not.
    fn place(&mut self, turn: f32) -> (f32, f32) {
        let radius = 20.0 + 35.0 * self.unit();
        (60.0 + radius * turn.cos(), 60.0 + radius * turn.sin())
    }
}

/// The same outline for both.
#[derive(Default)]
struct Twin {
    ours: PathBuilder,
    theirs: peer::PathBuilder,
}

impl Twin {
    fn move_to(&mut self, (x, y): (f32, f32)) {
        self.ours.move_to((x, y));
        self.theirs.move_to(x, y);
    }

    fn line_to(&mut self, (x, y): (f32, f32)) {
        self.ours.line_to((x, y));
        self.theirs.line_to(x, y);
    }

    /// Theirs is given as short lines, because it draws curves only to within a quarter of a pixel.
    fn cubic_to(&mut self, a: (f32, f32), b: (f32, f32), c: (f32, f32)) {
        const PIECES: usize = 200;
        self.ours.cubic_to(a, b, c);
        let from = self.theirs.last_point().unwrap();
        for piece in 1..=PIECES {
            let t = piece as f32 / PIECES as f32;
            let u = 1.0 - t;
            let at = |p: f32, a: f32, b: f32, c: f32| {
                u * u * u * p + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * c
            };
            self.theirs
                .line_to(at(from.x, a.0, b.0, c.0), at(from.y, a.1, b.1, c.1));
        }
    }

    fn close(&mut self) {
        self.ours.close();
        self.theirs.close();
    }
}

/// How many pixels differ by more than `steps` of 255, and by how much all do on average.
fn compare(
    mut twin: Twin,
    paint: &Paint,
    stroke: Option<&peer::Stroke>,
    steps: u32,
) -> (usize, f32) {
    let path = twin.ours.detach();
    let ours = draw(SIDE, SIDE, |c| {
        c.draw_path(&path, paint);
    });
    let outline = twin.theirs.finish().unwrap();
    let mut theirs = peer::Pixmap::new(SIDE as u32, SIDE as u32).unwrap();
    let mut black = peer::Paint::default();
    black.set_color_rgba8(0, 0, 0, 255);
    let identity = peer::Transform::identity();
    match stroke {
        Some(stroke) => theirs.stroke_path(&outline, &black, stroke, identity, None),
        None => theirs.fill_path(&outline, &black, peer::FillRule::Winding, identity, None),
    }
    let pairs = ours.pixels.iter().zip(theirs.pixels());
    let differences: Vec<u32> = pairs
        .map(|(a, b)| (a >> 24).abs_diff(b.alpha().into()))
        .collect();
    let far = differences.iter().filter(|d| **d > steps).count();
    (
        far,
        differences.iter().sum::<u32>() as f32 / differences.len() as f32,
    )
}

#[test]
fn closed_curves_agree() {
    for seed in 1..60 {
        let mut random = Random(seed * 7_919);
        let mut twin = Twin::default();
        twin.move_to(random.place(0.0));
        for i in 1..7 {
            let turn = 0.9 * i as f32;
            let (a, b) = (random.place(turn - 0.6), random.place(turn - 0.3));
            twin.cubic_to(a, b, random.place(turn));
        }
        twin.close();
        let (far, mean) = compare(twin, &smooth(Color::BLACK), None, 40);
        assert!(
            far <= 2 && mean < 0.35,
            "seed {seed}: {far} pixels, mean {mean}"
        );
    }
}

#[test]
fn lines_with_any_join_and_cap_agree() {
    let joins = [
        (PaintJoin::Miter, peer::LineJoin::Miter),
        (PaintJoin::Round, peer::LineJoin::Round),
        (PaintJoin::Bevel, peer::LineJoin::Bevel),
    ];
    let caps = [
        (PaintCap::Butt, peer::LineCap::Butt),
        (PaintCap::Round, peer::LineCap::Round),
        (PaintCap::Square, peer::LineCap::Square),
    ];
    for seed in 1..60 {
        let mut random = Random(seed * 104_729);
        let mut twin = Twin::default();
        twin.move_to(random.place(0.0));
        for i in 1..4 {
            twin.line_to(random.place(0.9 * i as f32));
        }
        let (a, b) = (random.place(3.2), random.place(3.7));
        twin.cubic_to(a, b, random.place(4.3));
        if seed % 2 == 0 {
            twin.close();
        }
        let width = 0.7 + 6.0 * random.unit();
        let ((join, line_join), (cap, line_cap)) =
            (joins[seed as usize % 3], caps[seed as usize / 3 % 3]);
        let mut paint = smooth(Color::BLACK);
        paint.set_style(PaintStyle::Stroke).set_stroke_width(width);
        paint.set_stroke_join(join).set_stroke_cap(cap);
        let stroke = peer::Stroke {
            width,
            miter_limit: 4.0,
            line_cap,
            line_join,
            dash: None,
        };
        let (far, mean) = compare(twin, &paint, Some(&stroke), 64);
        assert!(
            far <= 2 && mean < 0.5,
            "seed {seed}: {far} pixels, mean {mean}"
        );
    }
}
