//! Transforms from local to device coordinates.

use crate::geometry::point::Point;
use crate::geometry::point::Vector;
use crate::geometry::rect::Rect;

/// How [`Matrix::rect_2_rect`] fits rectangles of different proportions.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum ScaleToFit {
    /// Stretch to fill.
    #[default]
    Fill,
    /// Keep proportions, align to the left or top.
    Start,
    /// Keep proportions, centre.
    Center,
    /// Keep proportions, align to the right or bottom.
    End,
}

/// Three rows of three: `[scale_x, skew_x, trans_x, skew_y, scale_y, trans_y, 0, 0, 1]`.
///
/// The last row is kept but drawing treats every matrix as affine.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Matrix([f32; 9]);

impl Matrix {
    /// Leaves every point where it is.
    #[must_use]
    pub const fn new_identity() -> Self {
        Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0])
    }

    /// All nine numbers, row by row.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "skia-safe's signature")]
    pub const fn new_all(
        scale_x: f32,
        skew_x: f32,
        trans_x: f32,
        skew_y: f32,
        scale_y: f32,
        trans_y: f32,
        pers_0: f32,
        pers_1: f32,
        pers_2: f32,
    ) -> Self {
        Self([
            scale_x, skew_x, trans_x, skew_y, scale_y, trans_y, pers_0, pers_1, pers_2,
        ])
    }

    const fn affine(x: [f32; 3], y: [f32; 3]) -> Self {
        Self([x[0], x[1], x[2], y[0], y[1], y[2], 0.0, 0.0, 1.0])
    }

    /// Moves by `d`.
    #[must_use]
    pub fn translate(d: impl Into<Vector>) -> Self {
        let d = d.into();
        Self::affine([1.0, 0.0, d.x], [0.0, 1.0, d.y])
    }

    /// Scales about the origin.
    #[must_use]
    pub const fn scale((sx, sy): (f32, f32)) -> Self {
        Self::affine([sx, 0.0, 0.0], [0.0, sy, 0.0])
    }

    /// Rotates about the origin; positive turns clockwise on the screen.
    #[must_use]
    pub fn rotate_rad(rad: f32) -> Self {
        let (sin, cos) = rad.sin_cos();
        Self::affine([cos, -sin, 0.0], [sin, cos, 0.0])
    }

    /// Rotates about the origin by degrees; positive turns clockwise on the screen.
    #[must_use]
    pub fn rotate_deg(deg: f32) -> Self {
        Self::rotate_rad(deg.to_radians())
    }

    /// Shifts x by `kx` times y, and y by `ky` times x.
    #[must_use]
    pub const fn skew((kx, ky): (f32, f32)) -> Self {
        Self::affine([1.0, kx, 0.0], [ky, 1.0, 0.0])
    }

    /// Maps `src` onto `dest`; `None` when `src` is empty.
    #[must_use]
    pub fn rect_2_rect(
        src: impl AsRef<Rect>,
        dest: impl AsRef<Rect>,
        scale_to_fit: impl Into<Option<ScaleToFit>>,
    ) -> Option<Self> {
        let (src, dest) = (*src.as_ref(), *dest.as_ref());
        if src.is_empty() || !src.is_finite() || !dest.is_finite() {
            return None;
        }
        let (mut sx, mut sy) = (dest.width() / src.width(), dest.height() / src.height());
        let fit = scale_to_fit.into().unwrap_or_default();
        if fit != ScaleToFit::Fill {
            (sx, sy) = (sx.min(sy), sx.min(sy));
        }
        let slack = match fit {
            ScaleToFit::Fill | ScaleToFit::Start => 0.0,
            ScaleToFit::Center => 0.5,
            ScaleToFit::End => 1.0,
        };
        let tx = dest.left - src.left * sx + (dest.width() - src.width() * sx) * slack;
        let ty = dest.top - src.top * sy + (dest.height() - src.height() * sy) * slack;
        Some(Self::affine([sx, 0.0, tx], [0.0, sy, ty]))
    }

    /// The transform that undoes this one; `None` when it flattens the plane.
    #[must_use]
    pub fn invert(&self) -> Option<Self> {
        let [a, b, tx, c, d, ty] = [0, 1, 2, 3, 4, 5].map(|i: usize| f64::from(self.0[i]));
        let determinant = a * d - b * c;
        if !determinant.is_finite() || determinant.abs() < f64::from(f32::MIN_POSITIVE) {
            return None;
        }
        let (ia, ib, ic, id) = (
            d / determinant,
            -b / determinant,
            -c / determinant,
            a / determinant,
        );
        let (itx, ity) = (-(ia * tx + ib * ty), -(ic * tx + id * ty));
        let inverse = [ia, ib, itx, ic, id, ity].map(|v| v as f32);
        let [sx, kx, tx, ky, sy, ty] = inverse;
        inverse
            .iter()
            .all(|v| v.is_finite())
            .then(|| Self::affine([sx, kx, tx], [ky, sy, ty]))
    }

    /// Where a point goes.
    #[must_use]
    pub fn map_point(&self, point: impl Into<Point>) -> Point {
        let p = point.into();
        let m = &self.0;
        Point::new(
            m[0] * p.x + m[1] * p.y + m[2],
            m[3] * p.x + m[4] * p.y + m[5],
        )
    }

    /// The bounds of where a rectangle goes, and whether it stays a rectangle.
    #[must_use]
    pub fn map_rect(&self, rect: impl AsRef<Rect>) -> (Rect, bool) {
        let r = rect.as_ref();
        let a = self.map_point((r.left, r.top));
        let b = self.map_point((r.right, r.bottom));
        let stays = self.is_scale_translate();
        if stays {
            return (Rect::new(a.x, a.y, b.x, b.y).sorted(), true);
        }
        let c = self.map_point((r.right, r.top));
        let d = self.map_point((r.left, r.bottom));
        let bounds = Rect::new(
            a.x.min(b.x).min(c.x).min(d.x),
            a.y.min(b.y).min(c.y).min(d.y),
            a.x.max(b.x).max(c.x).max(d.x),
            a.y.max(b.y).max(c.y).max(d.y),
        );
        (bounds, false)
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        *self == Self::new_identity()
    }

    /// Whether it only scales and moves.
    #[must_use]
    pub fn is_scale_translate(&self) -> bool {
        self.0[1] == 0.0 && self.0[3] == 0.0
    }

    /// Whether it only moves.
    #[must_use]
    pub fn is_translate(&self) -> bool {
        self.is_scale_translate() && self.0[0] == 1.0 && self.0[4] == 1.0
    }

    /// Where the origin goes.
    pub(crate) fn translation(&self) -> Vector {
        Point::new(self.0[2], self.0[5])
    }

    /// Where a distance goes: the matrix without its translation.
    pub(crate) fn map_vector(&self, v: Vector) -> Vector {
        let m = &self.0;
        Point::new(m[0] * v.x + m[1] * v.y, m[3] * v.x + m[4] * v.y)
    }

    /// The most any length grows along an axis.
    pub(crate) fn max_scale(&self) -> f32 {
        let m = &self.0;
        Point::new(m[0], m[3])
            .length()
            .max(Point::new(m[1], m[4]).length())
    }

    pub(crate) fn is_finite(&self) -> bool {
        self.0.iter().all(|v| v.is_finite())
    }

    /// This transform after moving by `d`.
    pub(crate) fn pre_translate(&self, d: Vector) -> Self {
        let mut moved = *self;
        let t = self.map_vector(d);
        moved.0[2] += t.x;
        moved.0[5] += t.y;
        moved
    }
}

impl Default for Matrix {
    fn default() -> Self {
        Self::new_identity()
    }
}

/// # Panics
///
/// Like any array, when the index is above 8.
impl std::ops::Index<usize> for Matrix {
    type Output = f32;

    fn index(&self, index: usize) -> &f32 {
        &self.0[index]
    }
}

/// # Panics
///
/// Like any array, when the index is above 8.
impl std::ops::IndexMut<usize> for Matrix {
    fn index_mut(&mut self, index: usize) -> &mut f32 {
        &mut self.0[index]
    }
}

/// `a * b` applies `b` first.
impl std::ops::Mul for Matrix {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (a, b) = (&self.0, &other.0);
        let cell = |i: usize| {
            let (row, column) = (i / 3 * 3, i % 3);
            a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6]
        };
        Self(std::array::from_fn(cell))
    }
}

/// A four by four matrix, of which only the plane is kept: what [`crate::Canvas::set_matrix`] takes.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct M44(pub(crate) Matrix);

impl From<Matrix> for M44 {
    fn from(matrix: Matrix) -> Self {
        Self(matrix)
    }
}

impl From<&Matrix> for M44 {
    fn from(matrix: &Matrix) -> Self {
        Self(*matrix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_factor_is_applied_first() {
        let m = Matrix::translate((10.0, 0.0)) * Matrix::scale((2.0, 3.0));
        assert_eq!(m.map_point((1.0, 1.0)), Point::new(12.0, 3.0));
    }

    #[test]
    fn the_inverse_undoes_a_rotation_skew_and_move() {
        let m =
            Matrix::translate((5.0, -7.0)) * Matrix::rotate_deg(33.0) * Matrix::skew((0.3, 0.1));
        let back = m.invert().unwrap() * m;
        for (got, want) in back.0.iter().zip(Matrix::new_identity().0) {
            assert!((got - want).abs() < 1.0e-5);
        }
    }

    #[test]
    fn flat_and_broken_matrices_have_no_inverse() {
        assert_eq!(Matrix::scale((0.0, 1.0)).invert(), None);
        assert_eq!(Matrix::scale((f32::NAN, 1.0)).invert(), None);
    }

    #[test]
    fn a_quarter_turn_maps_right_to_down() {
        let p = Matrix::rotate_deg(90.0).map_point((1.0, 0.0));
        assert!((p.x.abs() < 1.0e-6) && (p.y - 1.0).abs() < 1.0e-6);
    }

    #[test]
    fn rect_2_rect_centres_what_keeps_its_proportions() {
        let m = Matrix::rect_2_rect(
            Rect::new(0.0, 0.0, 10.0, 10.0),
            Rect::new(0.0, 0.0, 40.0, 20.0),
            ScaleToFit::Center,
        );
        assert_eq!(m.unwrap().map_point((0.0, 0.0)), Point::new(10.0, 0.0));
    }
}
