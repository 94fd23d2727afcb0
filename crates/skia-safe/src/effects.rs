//! What happens to a shape's outline, its coverage or a layer's pixels before they are drawn.

use crate::geometry::matrix::Matrix;
use crate::geometry::rect::IRect;
use crate::geometry::rect::Rect;

/// Beyond this a blur is flat over any screen, and the work would only grow.
const SIGMA_MAX: f32 = 128.0;

/// More dashes than this per interval list are a mistake, not a pattern.
const INTERVALS_MAX: usize = 64;

/// What an image or gradient shows outside its own extent.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum TileMode {
    /// The colour at the edge.
    #[default]
    Clamp,
    /// The same again.
    Repeat,
    /// The same again, mirrored every other time.
    Mirror,
    /// Nothing.
    Decal,
}

/// Which side of the edge a blur shows. Only [`BlurStyle::Normal`] is drawn as such; the others are
/// drawn like it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum BlurStyle {
    /// Inside and outside.
    Normal,
    /// Solid inside, blurred outside.
    Solid,
    /// Outside only.
    Outer,
    /// Inside only.
    Inner,
}

/// Blurs the coverage of a shape: what shadows are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct MaskFilter {
    sigma: f32,
    respects_matrix: bool,
}

impl MaskFilter {
    /// A Gaussian blur; `None` unless `sigma` is finite and above zero.
    ///
    /// `sigma` is in device pixels when `respect_ctm` is false, otherwise (the default) it scales
    /// with the canvas.
    #[must_use]
    pub fn blur(
        _style: BlurStyle,
        sigma: f32,
        respect_ctm: impl Into<Option<bool>>,
    ) -> Option<Self> {
        let respects_matrix = respect_ctm.into().unwrap_or(true);
        (sigma.is_finite() && sigma > 0.0).then_some(Self {
            sigma,
            respects_matrix,
        })
    }

    /// The sigma in device pixels.
    pub(crate) fn device_sigma(&self, matrix: &Matrix) -> f32 {
        let scale = if self.respects_matrix {
            matrix.max_scale()
        } else {
            1.0
        };
        bounded(self.sigma * scale)
    }
}

/// Cuts an outline into dashes.
#[derive(Clone, Debug, PartialEq)]
pub struct PathEffect {
    pub(crate) intervals: Vec<f32>,
    pub(crate) phase: f32,
}

impl PathEffect {
    /// Lengths of dash and gap in turn, starting `phase` into them. Dashes of length zero show as
    /// dots when the cap is round. `None` for an odd or empty list, negative lengths, or lengths
    /// that add up to nothing.
    #[must_use]
    pub fn dash(intervals: &[f32], phase: f32) -> Option<Self> {
        let even = !intervals.is_empty()
            && intervals.len().is_multiple_of(2)
            && intervals.len() <= INTERVALS_MAX;
        let usable = intervals.iter().all(|v| v.is_finite() && *v >= 0.0) && phase.is_finite();
        let total: f32 = intervals.iter().sum();
        (even && usable && total > 0.0).then(|| Self {
            intervals: intervals.to_vec(),
            phase,
        })
    }
}

/// Crops and blurs the pixels of a layer, or those behind it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ImageFilter {
    crop: Option<Rect>,
    sigma: Option<(f32, f32)>,
}

impl ImageFilter {
    /// Keeps what is inside `rect`, in the coordinates of the canvas when the layer is saved.
    /// Outside there is nothing, whatever the tile mode.
    #[must_use]
    pub fn crop(
        rect: impl AsRef<Rect>,
        _tile_mode: impl Into<Option<TileMode>>,
        input: impl Into<Option<ImageFilter>>,
    ) -> Option<Self> {
        let rect = *rect.as_ref();
        let input = input.into().unwrap_or_default();
        let crop = input.crop.map_or(rect, |inner| inner.intersection(&rect));
        rect.is_finite().then_some(Self {
            crop: Some(crop),
            sigma: input.sigma,
        })
    }

    /// Blurs what this filter lets through. Zero blurs nothing.
    #[must_use]
    pub fn blur<'a>(
        self,
        crop_rect: impl Into<Option<&'a IRect>>,
        (sigma_x, sigma_y): (f32, f32),
        _tile_mode: impl Into<Option<TileMode>>,
    ) -> Option<Self> {
        let usable = sigma_x.is_finite() && sigma_y.is_finite() && sigma_x >= 0.0 && sigma_y >= 0.0;
        let crop = match (self.crop, crop_rect.into()) {
            (Some(own), Some(other)) => Some(own.intersection(&other.to_rect())),
            (own, other) => own.or_else(|| other.map(|r| r.to_rect())),
        };
        usable.then_some(Self {
            crop,
            sigma: Some((sigma_x, sigma_y)),
        })
    }

    /// The pixels the filter reads, given where it is used.
    pub(crate) fn device_crop(&self, matrix: &Matrix) -> Option<IRect> {
        self.crop.map(|rect| matrix.map_rect(rect).0.round())
    }

    /// The sigmas in device pixels; `None` when it does not blur.
    pub(crate) fn device_sigma(&self, matrix: &Matrix) -> Option<(f32, f32)> {
        let (x, y) = self.sigma?;
        let scale = matrix.max_scale();
        let sigma = (bounded(x * scale), bounded(y * scale));
        (sigma.0 > 0.0 || sigma.1 > 0.0).then_some(sigma)
    }
}

fn bounded(sigma: f32) -> f32 {
    if sigma.is_finite() {
        sigma.clamp(0.0, SIGMA_MAX)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_of_nothing_is_no_filter() {
        assert_eq!(MaskFilter::blur(BlurStyle::Normal, 0.0, None), None);
        assert_eq!(MaskFilter::blur(BlurStyle::Normal, f32::NAN, None), None);
    }

    #[test]
    fn odd_empty_and_negative_dashes_are_refused() {
        for intervals in [
            &[1.0][..],
            &[],
            &[1.0, -1.0],
            &[0.0, 0.0],
            &[f32::INFINITY, 1.0],
        ] {
            assert_eq!(PathEffect::dash(intervals, 0.0), None);
        }
        assert!(PathEffect::dash(&[0.0, 4.0], 0.0).is_some());
    }

    #[test]
    fn a_blur_scales_with_the_canvas_only_when_asked() {
        let twice = Matrix::scale((2.0, 2.0));
        let fixed = MaskFilter::blur(BlurStyle::Normal, 3.0, false).unwrap();
        let scaled = MaskFilter::blur(BlurStyle::Normal, 3.0, true).unwrap();
        assert_eq!(fixed.device_sigma(&twice), 3.0);
        assert_eq!(scaled.device_sigma(&twice), 6.0);
    }
}
