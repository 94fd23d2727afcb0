//! Making gradients.

use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::gradient_shader::Gradient;
use crate::shader::Shader;

/// Colours along a line from the first point to the second; `None` without colours, or when a point
/// is infinite or NaN.
#[must_use]
pub fn linear_gradient<'a>(
    points: (impl Into<Point>, impl Into<Point>),
    gradient: &Gradient<'_>,
    local_matrix: impl Into<Option<&'a Matrix>>,
) -> Option<Shader> {
    let local = local_matrix.into().copied().unwrap_or_default();
    let tile = gradient.colors.tile_mode;
    Shader::linear(
        points.0.into(),
        points.1.into(),
        tile,
        gradient.table()?,
        local,
    )
}

/// Colours from a centre outwards to a radius; `None` without colours, or when the radius is
/// negative or anything infinite or NaN.
#[must_use]
pub fn radial_gradient<'a>(
    (center, radius): (impl Into<Point>, f32),
    gradient: &Gradient<'_>,
    local_matrix: impl Into<Option<&'a Matrix>>,
) -> Option<Shader> {
    let local = local_matrix.into().copied().unwrap_or_default();
    Shader::radial(
        center.into(),
        radius,
        gradient.colors.tile_mode,
        gradient.table()?,
        local,
    )
}
