//! Gaussian blur of bytes: coverage (one per pixel) or colours (four).

/// Below this a box is too coarse and the kernel short enough to be used itself.
const EXACT_SIGMA_MAX: f32 = 2.0;

/// Pixels around a shape that a blur reaches.
pub(crate) fn reach_px(sigma: f32) -> i32 {
    (3.0 * sigma).ceil() as i32
}

/// Memory for [`blur`], kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch<const N: usize> {
    transposed: Vec<[u8; N]>,
    line: Vec<[f32; N]>,
    blurred: Vec<[f32; N]>,
}

/// Blurs `width` columns of `pixels`, transparent outside, along x and y.
pub(crate) fn blur<const N: usize>(
    pixels: &mut [[u8; N]],
    width: usize,
    (sigma_x, sigma_y): (f32, f32),
    scratch: &mut Scratch<N>,
) {
    if width == 0 || pixels.is_empty() {
        return;
    }
    let height = pixels.len() / width;
    let mut transposed = std::mem::take(&mut scratch.transposed);
    transposed.clear();
    transposed.resize(pixels.len(), [0; N]);
    blur_rows(pixels, &mut transposed, width, sigma_x, scratch);
    blur_rows(&transposed, pixels, height, sigma_y, scratch);
    scratch.transposed = transposed;
}

/// Blurs every row of `from` into a column of `to`, so that the second call works on rows again.
fn blur_rows<const N: usize>(
    from: &[[u8; N]],
    to: &mut [[u8; N]],
    width: usize,
    sigma: f32,
    scratch: &mut Scratch<N>,
) {
    let height = from.len() / width.max(1);
    let kernel = Kernel::new(sigma);
    for (y, row) in from.chunks_exact(width).enumerate() {
        let blank = row.iter().all(|pixel| *pixel == [0; N]);
        if !blank {
            scratch.line.clear();
            scratch
                .line
                .extend(row.iter().map(|pixel| pixel.map(f32::from)));
            kernel.apply(&mut scratch.line, &mut scratch.blurred);
        }
        for x in 0..width {
            let value = if blank {
                [0; N]
            } else {
                scratch.line[x].map(|v| (v + 0.5) as u8)
            };
            if let Some(pixel) = to.get_mut(x * height + y) {
                *pixel = value;
            }
        }
    }
}

/// One dimension of a Gaussian.
enum Kernel {
    None,
    /// The weights from the middle outwards.
    Exact(Vec<f32>),
    /// Window lengths and where each starts, of three averages in a row.
    Boxes([(usize, usize); 3]),
}

impl Kernel {
    fn new(sigma: f32) -> Self {
        if sigma < 0.05 {
            Self::None
        } else if sigma < EXACT_SIGMA_MAX {
            Self::exact(sigma)
        } else {
            Self::boxes(sigma)
        }
    }

    fn exact(sigma: f32) -> Self {
        // The mean over the pixel, not the value at its centre, which is off for small sigmas.
        const SAMPLES: i32 = 8;
        let gaussian = |x: f32| (-0.5 * (x / sigma).powi(2)).exp();
        let sample = |i: i32, k: i32| gaussian(i as f32 - 0.5 + (k as f32 + 0.5) / SAMPLES as f32);
        let weight = |i: i32| (0..SAMPLES).map(|k| sample(i, k)).sum::<f32>();
        let weights: Vec<f32> = (0..=reach_px(sigma)).map(weight).collect();
        let total = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
        Self::Exact(weights.into_iter().map(|w| w / total).collect())
    }

    /// SVG 1.1, 15.17: three box blurs of length `d`; for even `d` two are shifted by half a pixel
    /// in opposite directions and the third is one longer.
    fn boxes(sigma: f32) -> Self {
        let d = (sigma * 3.0 * std::f32::consts::TAU.sqrt() / 4.0 + 0.5)
            .floor()
            .max(1.0) as usize;
        let half = d / 2;
        if d % 2 == 1 {
            Self::Boxes([(d, half); 3])
        } else {
            Self::Boxes([(d, half), (d, half - 1), (d + 1, half)])
        }
    }

    fn apply<const N: usize>(&self, line: &mut Vec<[f32; N]>, out: &mut Vec<[f32; N]>) {
        match self {
            Self::None => {}
            Self::Exact(weights) => {
                out.clear();
                out.extend((0..line.len()).map(|x| weighted(line, x, weights)));
                std::mem::swap(line, out);
            }
            Self::Boxes(boxes) => {
                for (length, before) in boxes {
                    average(line, out, *length, *before);
                    std::mem::swap(line, out);
                }
            }
        }
    }
}

fn weighted<const N: usize>(line: &[[f32; N]], x: usize, weights: &[f32]) -> [f32; N] {
    let mut sum = line[x].map(|v| v * weights[0]);
    for (distance, weight) in weights.iter().enumerate().skip(1) {
        let left = x.checked_sub(distance).and_then(|i| line.get(i));
        for pixel in left.into_iter().chain(line.get(x + distance)) {
            for (s, v) in sum.iter_mut().zip(pixel) {
                *s += v * weight;
            }
        }
    }
    sum
}

/// The mean of `length` pixels of which `before` are left of the one it is for.
fn average<const N: usize>(
    line: &[[f32; N]],
    out: &mut Vec<[f32; N]>,
    length: usize,
    before: usize,
) {
    let after = length - before;
    let share = 1.0 / length as f32;
    let blank = || std::iter::repeat([0.0; N]);
    let mut sum = [0.0; N];
    for pixel in line.iter().take(after - 1) {
        sum = std::array::from_fn(|n| sum[n] + pixel[n]);
    }
    let enters = line.iter().copied().skip(after - 1).chain(blank());
    let leaves = blank().take(before + 1).chain(line.iter().copied());
    out.clear();
    out.extend(enters.zip(leaves).take(line.len()).map(|(enters, leaves)| {
        // One addition per pixel waits for the one before; the difference does not.
        sum = std::array::from_fn(|n| sum[n] + (enters[n] - leaves[n]));
        // Rounding in a running sum could leave it a hair below zero.
        sum.map(|v| (v * share).max(0.0))
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A step from 0 to 255, blurred: the error function.
    fn blurred_step(sigma: f32) -> Vec<f32> {
        let mut row: Vec<[u8; 1]> = (0..400).map(|x| [if x < 200 { 0 } else { 255 }]).collect();
        blur(&mut row, 400, (sigma, 0.0), &mut Scratch::default());
        row.iter().map(|v| f32::from(v[0])).collect()
    }

    /// Abramowitz and Stegun 7.1.26, good to 1.5e-7.
    fn error_function(x: f32) -> f32 {
        let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
        let poly = [
            1.061_405_4,
            -1.453_152_1,
            1.421_413_8,
            -0.284_496_72,
            0.254_829_6,
        ];
        let sum = poly.iter().fold(0.0, |sum, c| (sum + c) * t);
        (1.0 - sum * (-x * x).exp()).copysign(x)
    }

    #[test]
    fn a_blurred_edge_follows_the_error_function() {
        // Three boxes differ from a Gaussian by under 3 % of the step (SVG 1.1, 15.17).
        for (sigma, tolerance) in [(0.8, 2.5), (1.5, 2.0), (4.0, 6.0), (9.0, 5.0), (20.0, 5.0)] {
            let row = blurred_step(sigma);
            for (x, got) in row.iter().enumerate().take(300).skip(100) {
                let distance = x as f32 - 199.5;
                let expected =
                    127.5 * (1.0 + error_function(distance / (sigma * std::f32::consts::SQRT_2)));
                assert!(
                    (got - expected).abs() <= tolerance,
                    "sigma {sigma} at {x}: {got} for {expected}"
                );
            }
        }
    }

    #[test]
    fn blurring_keeps_the_total_and_the_symmetry() {
        let (width, height) = (61, 61);
        let mut dot = vec![[0u8; 1]; width * height];
        for y in 26..35 {
            dot[y * width + 26..y * width + 35].fill([255]);
        }
        blur(&mut dot, width, (3.0, 3.0), &mut Scratch::default());
        let total: f32 = dot.iter().map(|v| f32::from(v[0])).sum();
        assert!((total / (81.0 * 255.0) - 1.0).abs() < 0.01);
        for i in 0..dot.len() {
            assert_eq!(dot[i], dot[dot.len() - 1 - i]);
        }
    }

    #[test]
    fn colours_blur_like_coverage() {
        let mut grey: Vec<[u8; 1]> = (0..100u8).map(|x| [x.wrapping_mul(37)]).collect();
        let mut colors: Vec<[u8; 4]> = grey.iter().map(|v| [v[0]; 4]).collect();
        blur(&mut grey, 10, (2.5, 1.0), &mut Scratch::default());
        blur(&mut colors, 10, (2.5, 1.0), &mut Scratch::default());
        assert!(grey.iter().zip(&colors).all(|(g, c)| *c == [g[0]; 4]));
    }
}
