//! Outlines of all kinds into edges.

use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::geometry::rect::Rect;
use crate::geometry::rrect::RRect;
use crate::paint::Paint;
use crate::paint::PaintJoin;
use crate::paint::PaintStyle;
use crate::path::Path;
use crate::path::PathDirection;
use crate::path::Segment;
use crate::path::arc::rrect_segments;
use crate::path::flatten::Flattener;
use crate::path::flatten::Lines;
use crate::path::flatten::Polygons;
use crate::path::flatten::TOLERANCE_PX;
use crate::raster::dash::Dasher;
use crate::raster::scan::Scanner;
use crate::raster::stroke::Pen;
use crate::raster::stroke::Stroker;

/// Miter limits below this cut off even the corners of a rectangle.
const RIGHT_ANGLE_MITER: f32 = std::f32::consts::SQRT_2;

/// A path, or steps that never became one.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Outline<'a> {
    Path(&'a Path),
    Steps(&'a [Segment], Rect),
}

impl Outline<'_> {
    pub(crate) fn bounds(&self) -> Rect {
        match self {
            Self::Path(path) => *path.bounds(),
            Self::Steps(_, bounds) => *bounds,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Path(path) => path.is_empty(),
            Self::Steps(steps, _) => steps.is_empty(),
        }
    }

    pub(crate) fn as_rrect(&self) -> Option<RRect> {
        match self {
            Self::Path(path) => path.as_rrect(),
            Self::Steps(..) => None,
        }
    }

    /// The rectangle this fills, if it does.
    pub(crate) fn as_rect(&self) -> Option<Rect> {
        self.as_rrect()
            .filter(RRect::is_rect)
            .map(|rrect| *rrect.bounds())
    }

    pub(crate) fn visit(&self, each: impl FnMut(Segment)) {
        match self {
            Self::Path(path) => path.visit(each),
            Self::Steps(steps, _) => steps.iter().copied().for_each(each),
        }
    }
}

/// Adds what `paint` covers of an outline to the scanner; `line` is memory to work in.
pub(crate) fn trace(
    outline: &Outline,
    paint: &Paint,
    matrix: &Matrix,
    scanner: &mut Scanner,
    line: &mut Vec<Point>,
) {
    match paint.style {
        PaintStyle::Fill => fill(outline, matrix, scanner),
        PaintStyle::Stroke => {
            if !stroke_rrect(outline, paint, matrix, scanner) {
                stroke(outline, paint, matrix, scanner, line);
            }
        }
        PaintStyle::StrokeAndFill => {
            fill_positive(outline, matrix, scanner);
            stroke(outline, paint, matrix, scanner, line);
        }
    }
}

fn fill(outline: &Outline, matrix: &Matrix, scanner: &mut Scanner) {
    let mut flattener = Flattener::new(scanner, TOLERANCE_PX);
    outline.visit(|segment| flattener.push(segment.map(|p| matrix.map_point(p))));
}

/// Fills with a winding that adds to the stroke's rather than cancelling it.
fn fill_positive(outline: &Outline, matrix: &Matrix, scanner: &mut Scanner) {
    let mut polygons = Polygons::default();
    let mut flattener = Flattener::new(&mut polygons, TOLERANCE_PX);
    outline.visit(|segment| flattener.push(segment.map(|p| matrix.map_point(p))));
    let point = |p: &[f32; 2]| Point::new(p[0], p[1]);
    let area = |polygon: &Vec<[f32; 2]>| -> f32 {
        polygon
            .iter()
            .zip(polygon.iter().cycle().skip(1))
            .map(|(a, b)| point(a).cross(point(b)))
            .sum()
    };
    let is_positive = polygons.0.iter().map(area).sum::<f32>() >= 0.0;
    for mut polygon in polygons.0 {
        if !is_positive {
            polygon.reverse();
        }
        for (index, p) in polygon.iter().map(point).enumerate() {
            if index == 0 {
                scanner.move_to(p);
            } else {
                scanner.line_to(p);
            }
        }
        scanner.close();
    }
}

/// Strokes a rounded rectangle as the space between two of them, which is exact as long as its
/// corners are circular. Borders are drawn this way. `false` when it is anything else.
fn stroke_rrect(outline: &Outline, paint: &Paint, matrix: &Matrix, scanner: &mut Scanner) -> bool {
    let suits = paint.path_effect.is_none()
        && paint.stroke_join == PaintJoin::Miter
        && paint.stroke_miter >= RIGHT_ANGLE_MITER
        && paint.stroke_width > 0.0;
    let Some(rrect) = outline
        .as_rrect()
        .filter(|rrect| suits && rrect.has_circular_corners())
    else {
        return false;
    };
    let half = paint.stroke_width * 0.5;
    let mut flattener = Flattener::new(scanner, TOLERANCE_PX);
    let mut push = |segment: Segment| flattener.push(segment.map(|p| matrix.map_point(p)));
    rrect_segments(
        &rrect.with_outset((half, half)),
        PathDirection::CW,
        &mut push,
    );
    let inner = rrect.with_inset((half, half));
    if !inner.bounds().is_empty() {
        rrect_segments(&inner, PathDirection::CCW, &mut push);
    }
    true
}

fn stroke(
    outline: &Outline,
    paint: &Paint,
    matrix: &Matrix,
    scanner: &mut Scanner,
    line: &mut Vec<Point>,
) {
    let pen = Pen::new(paint, matrix);
    let mut stroker = Stroker::new(scanner, *matrix, pen, std::mem::take(line));
    match &paint.path_effect {
        None => {
            let mut flattener = Flattener::new(&mut stroker, pen.tolerance());
            outline.visit(|segment| flattener.push(segment));
        }
        Some(effect) => {
            let mut dasher = Dasher::new(&mut stroker, effect);
            let mut flattener = Flattener::new(&mut dasher, pen.tolerance());
            outline.visit(|segment| flattener.push(segment));
            dasher.finish();
        }
    }
    *line = stroker.finish();
}
