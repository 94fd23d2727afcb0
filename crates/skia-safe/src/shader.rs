//! Colours by place: gradients and images.

use std::sync::Arc;

use crate::effects::TileMode;
use crate::geometry::matrix::Matrix;
use crate::geometry::point::Point;
use crate::gradient_shader::TABLE_LEN;
use crate::image::Image;
use crate::raster::pixel::lerp;
use crate::raster::pixel::scale;

/// How an image is read between its pixels.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum FilterMode {
    /// The nearest pixel.
    #[default]
    Nearest,
    /// Mixed from the four around.
    Linear,
}

/// How images are read.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub struct SamplingOptions {
    /// Nearest or linear.
    pub filter: FilterMode,
}

impl From<FilterMode> for SamplingOptions {
    fn from(filter: FilterMode) -> Self {
        Self { filter }
    }
}

/// Colours by place, for [`crate::Paint::set_shader`].
#[derive(Clone, Debug)]
pub struct Shader(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    local: Matrix,
}

#[derive(Debug)]
enum Kind {
    Linear {
        start: Point,
        step: Point,
        tile: TileMode,
        table: Box<[u32]>,
    },
    Radial {
        center: Point,
        radius: f32,
        tile: TileMode,
        table: Box<[u32]>,
    },
    Image {
        image: Image,
        tile: (TileMode, TileMode),
        filter: FilterMode,
    },
}

impl Shader {
    /// `step` is the distance from start to end divided by its own squared length, so that a dot
    /// product gives the place along the gradient.
    pub(crate) fn linear(
        start: Point,
        end: Point,
        tile: TileMode,
        table: Box<[u32]>,
        local: Matrix,
    ) -> Option<Self> {
        let along = end.minus(start);
        let squared = along.dot(along);
        let usable = start.is_finite() && end.is_finite() && squared.is_finite();
        let step = if squared > 0.0 {
            along.times(1.0 / squared)
        } else {
            Point::default()
        };
        usable.then(|| {
            Self(Arc::new(Inner {
                kind: Kind::Linear {
                    start,
                    step,
                    tile,
                    table,
                },
                local,
            }))
        })
    }

    pub(crate) fn radial(
        center: Point,
        radius: f32,
        tile: TileMode,
        table: Box<[u32]>,
        local: Matrix,
    ) -> Option<Self> {
        let usable = center.is_finite() && radius.is_finite() && radius >= 0.0;
        usable.then(|| {
            Self(Arc::new(Inner {
                kind: Kind::Radial {
                    center,
                    radius,
                    tile,
                    table,
                },
                local,
            }))
        })
    }

    pub(crate) fn image(
        image: Image,
        tile: (TileMode, TileMode),
        filter: FilterMode,
        local: Matrix,
    ) -> Self {
        Self(Arc::new(Inner {
            kind: Kind::Image {
                image,
                tile,
                filter,
            },
            local,
        }))
    }

    /// What turns device pixels into the shader's own coordinates, if there is such a thing.
    pub(crate) fn device_to_local(&self, matrix: &Matrix) -> Option<Matrix> {
        (*matrix * self.0.local).invert()
    }

    /// Fills `row` with the premultiplied pixels of device row `y` from column `x`.
    pub(crate) fn fill_row(&self, inverse: &Matrix, (x, y): (i32, i32), row: &mut [u32]) {
        let first = inverse.map_point((x as f32 + 0.5, y as f32 + 0.5));
        let step = Point::new(inverse[0], inverse[3]);
        match &self.0.kind {
            Kind::Linear {
                start,
                step: along,
                tile,
                table,
            } => {
                let t = first.minus(*start).dot(*along);
                linear_row(t, step.dot(*along), *tile, table, row);
            }
            Kind::Radial {
                center,
                radius,
                tile,
                table,
            } => {
                let first = first.minus(*center);
                let scale = if *radius > 0.0 {
                    1.0 / radius
                } else {
                    f32::INFINITY
                };
                for (i, pixel) in row.iter_mut().enumerate() {
                    let t = first.plus(step.times(i as f32)).length() * scale;
                    *pixel = lookup(table, t, *tile);
                }
            }
            Kind::Image {
                image,
                tile,
                filter,
            } => {
                for (i, pixel) in row.iter_mut().enumerate() {
                    *pixel = sample(image, first.plus(step.times(i as f32)), *tile, *filter);
                }
            }
        }
    }
}

fn linear_row(t: f32, step: f32, tile: TileMode, table: &[u32], row: &mut [u32]) {
    if step.abs() * row.len() as f32 * (TABLE_LEN as f32) < 0.5 {
        return row.fill(lookup(table, t, tile));
    }
    for (i, pixel) in row.iter_mut().enumerate() {
        *pixel = lookup(table, t + step * i as f32, tile);
    }
}

fn lookup(table: &[u32], t: f32, tile: TileMode) -> u32 {
    let t = match tile {
        TileMode::Clamp => t,
        TileMode::Repeat => t - t.floor(),
        TileMode::Mirror => 1.0 - (t.rem_euclid(2.0) - 1.0).abs(),
        TileMode::Decal if !(0.0..=1.0).contains(&t) => return 0,
        TileMode::Decal => t,
    };
    let index = (t.clamp(0.0, 1.0) * (TABLE_LEN - 1) as f32 + 0.5) as usize;
    table.get(index).copied().unwrap_or_default()
}

/// The pixel of `image` at a place in its own coordinates.
fn sample(image: &Image, at: Point, tile: (TileMode, TileMode), filter: FilterMode) -> u32 {
    let pixel = |x: f32, y: f32| {
        let column = tiled(x, image.width(), tile.0)?;
        let row = tiled(y, image.height(), tile.1)?;
        image
            .pixels()
            .get(row * image.width() as usize + column)
            .copied()
    };
    let pixel = |x: f32, y: f32| pixel(x, y).unwrap_or_default();
    if filter == FilterMode::Nearest {
        return pixel(at.x.floor(), at.y.floor());
    }
    let corner = Point::new((at.x - 0.5).floor(), (at.y - 0.5).floor());
    let weight = |distance: f32| (distance * 255.0 + 0.5) as u32;
    let (wx, wy) = (weight(at.x - 0.5 - corner.x), weight(at.y - 0.5 - corner.y));
    let above = lerp(
        pixel(corner.x, corner.y),
        pixel(corner.x + 1.0, corner.y),
        wx,
    );
    let below = lerp(
        pixel(corner.x, corner.y + 1.0),
        pixel(corner.x + 1.0, corner.y + 1.0),
        wx,
    );
    lerp(above, below, wy)
}

/// The column or row a whole coordinate falls on; `None` outside a decal, or for NaN.
fn tiled(at: f32, length: i32, tile: TileMode) -> Option<usize> {
    let length = length as f32;
    let inside = match tile {
        TileMode::Clamp => at.clamp(0.0, length - 1.0),
        TileMode::Repeat => at.rem_euclid(length),
        TileMode::Mirror => {
            let twice = at.rem_euclid(2.0 * length);
            twice.min(2.0 * length - 1.0 - twice)
        }
        TileMode::Decal => at,
    };
    // Rounding in `rem_euclid` can give the length itself.
    let inside = if tile == TileMode::Decal {
        inside
    } else {
        inside.clamp(0.0, length - 1.0)
    };
    (inside >= 0.0 && inside < length).then_some(inside as usize)
}

/// Multiplies a row of pixels by an opacity of 0 to 255.
pub(crate) fn fade(row: &mut [u32], alpha: u32) {
    if alpha < 255 {
        for pixel in row {
            *pixel = scale(*pixel, alpha);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_repeat_mirror_clamp_and_end() {
        let at = |x: f32, tile| tiled(x, 4, tile);
        assert_eq!(
            [-1.0, 4.0, 5.0].map(|x| at(x, TileMode::Repeat)),
            [Some(3), Some(0), Some(1)]
        );
        assert_eq!(
            [-1.0, 4.0, 5.0].map(|x| at(x, TileMode::Mirror)),
            [Some(0), Some(3), Some(2)]
        );
        assert_eq!(
            [-1.0, 4.0, 5.0].map(|x| at(x, TileMode::Clamp)),
            [Some(0), Some(3), Some(3)]
        );
        assert_eq!(
            [-1.0, 4.0, 2.0].map(|x| at(x, TileMode::Decal)),
            [None, None, Some(2)]
        );
        assert_eq!(at(f32::NAN, TileMode::Repeat), None);
    }
}
