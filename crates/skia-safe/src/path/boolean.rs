//! Areas made of two areas.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;

use crate::geometry::point::Point;
use crate::geometry::rect::Rect;
use crate::path::Path;
use crate::path::PathOp;
use crate::path::Segment;
use crate::path::Shape;
use crate::path::flatten::Flattener;
use crate::path::flatten::Polygons;
use crate::path::flatten::TOLERANCE_PX;

/// Rectangles and areas apart from or inside each other keep their exact outline; everything else
/// becomes polygons.
pub(crate) fn combine(one: &Path, two: &Path, op: PathOp) -> Path {
    if let Some(exact) = exact(one, two, op) {
        return exact;
    }
    let rule = match op {
        PathOp::Difference => OverlayRule::Difference,
        PathOp::Intersect => OverlayRule::Intersect,
        PathOp::Union => OverlayRule::Union,
        PathOp::XOR => OverlayRule::Xor,
        PathOp::ReverseDifference => OverlayRule::InverseDifference,
    };
    let shapes = polygons(one).overlay(&polygons(two), rule, FillRule::NonZero);
    let mut segments = Vec::new();
    for polygon in shapes.iter().flatten() {
        for (index, [x, y]) in polygon.iter().enumerate() {
            let p = Point::new(*x, *y);
            segments.push(if index == 0 {
                Segment::Move(p)
            } else {
                Segment::Line(p)
            });
        }
        segments.push(Segment::Close);
    }
    Path::from_segments(&segments)
}

/// The cases that need no arithmetic on outlines.
fn exact(one: &Path, two: &Path, op: PathOp) -> Option<Path> {
    let (a, b) = (one.bounds(), two.bounds());
    let apart = one.is_empty() || two.is_empty() || a.intersection(b).is_empty();
    match op {
        PathOp::Intersect if apart => Some(Path::new()),
        PathOp::Difference if apart => Some(one.clone()),
        PathOp::ReverseDifference if apart => Some(two.clone()),
        PathOp::Union | PathOp::XOR if one.is_empty() => Some(two.clone()),
        PathOp::Union | PathOp::XOR if two.is_empty() => Some(one.clone()),
        PathOp::Intersect => intersection(one, two, (a, b)),
        _ => None,
    }
}

fn intersection(one: &Path, two: &Path, (a, b): (&Rect, &Rect)) -> Option<Path> {
    match (one.shape(), two.shape()) {
        (Shape::Rect(r), Shape::Rect(s)) => Some(Path::rect(r.intersection(s), None)),
        (Shape::Rect(r), _) if r.contains_rect(b) => Some(two.clone()),
        (_, Shape::Rect(s)) if s.contains_rect(a) => Some(one.clone()),
        _ => None,
    }
}

fn polygons(path: &Path) -> Vec<Vec<[f32; 2]>> {
    let mut polygons = Polygons::default();
    let mut flattener = Flattener::new(&mut polygons, TOLERANCE_PX);
    path.visit(|segment| flattener.push(segment));
    polygons.0.retain(|polygon| polygon.len() > 2);
    polygons.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Path {
        Path::rect(Rect::new(left, top, right, bottom), None)
    }

    /// Twice the area of every polygon, holes counted negative.
    fn area(path: &Path) -> f32 {
        let cross = |p: [f32; 2], q: [f32; 2]| p[0] * q[1] - p[1] * q[0];
        let polygon_area = |polygon: &Vec<[f32; 2]>| -> f32 {
            polygon
                .iter()
                .zip(polygon.iter().cycle().skip(1))
                .map(|(p, q)| cross(*p, *q))
                .sum()
        };
        (polygons(path).iter().map(polygon_area).sum::<f32>() * 0.5).abs()
    }

    #[test]
    fn rectangles_intersect_exactly() {
        let both = rect(0.0, 0.0, 10.0, 10.0)
            .op(&rect(5.0, -5.0, 20.0, 5.0), PathOp::Intersect)
            .unwrap();
        assert_eq!(*both.shape(), Shape::Rect(Rect::new(5.0, 0.0, 10.0, 5.0)));
    }

    #[test]
    fn every_operation_has_the_area_set_theory_gives() {
        // Two squares of 100 that share 25.
        let (a, b) = (rect(0.0, 0.0, 10.0, 10.0), rect(5.0, 5.0, 15.0, 15.0));
        let cases = [
            (PathOp::Difference, 75.0),
            (PathOp::Intersect, 25.0),
            (PathOp::Union, 175.0),
            (PathOp::XOR, 150.0),
            (PathOp::ReverseDifference, 75.0),
        ];
        for (op, expected) in cases {
            assert!(
                (area(&a.op(&b, op).unwrap()) - expected).abs() < 0.01,
                "{op:?}"
            );
        }
    }

    #[test]
    fn a_hole_is_cut_out_of_the_middle() {
        let ring = rect(0.0, 0.0, 10.0, 10.0)
            .op(&Path::circle((5.0, 5.0), 3.0, None), PathOp::Difference)
            .unwrap();
        assert!((area(&ring) - (100.0 - std::f32::consts::PI * 9.0)).abs() < 0.2);
    }

    #[test]
    fn empty_and_distant_areas_combine_without_panic() {
        let (a, far, none) = (
            rect(0.0, 0.0, 1.0, 1.0),
            rect(5.0, 5.0, 6.0, 6.0),
            Path::new(),
        );
        assert!(a.op(&far, PathOp::Intersect).unwrap().is_empty());
        assert_eq!(
            a.op(&none, PathOp::Difference).unwrap().bounds(),
            a.bounds()
        );
        assert!(none.op(&none, PathOp::XOR).unwrap().is_empty());
    }
}
