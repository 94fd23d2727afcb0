//! Blending one row of pixels into another: W3C Compositing and Blending Level 1.

use crate::paint::BlendMode;
use crate::raster::pixel::lerp;
use crate::raster::pixel::over;
use crate::raster::pixel::scale;

/// Pixels handled at once where coverage is all or nothing.
const CHUNK: usize = 8;

/// Blends one colour into `row`, through `coverage` if there is any.
pub(crate) fn solid(row: &mut [u32], color: u32, coverage: Option<&[u8]>, mode: BlendMode) {
    match (mode, coverage) {
        (BlendMode::SrcOver, None) if color >> 24 == 255 => row.fill(color),
        (BlendMode::SrcOver, None) => row
            .iter_mut()
            .for_each(|pixel| *pixel = over(color, *pixel)),
        (BlendMode::SrcOver, Some(coverage)) => cover(row, coverage, |_| color),
        (BlendMode::Src, None) => row.fill(color),
        _ => generic(row, |_| color, coverage, mode),
    }
}

/// Blends a row of pixels into `row`, through `coverage` if there is any.
pub(crate) fn pixels(row: &mut [u32], source: &[u32], coverage: Option<&[u8]>, mode: BlendMode) {
    let len = row.len().min(source.len());
    let (row, source) = (&mut row[..len], &source[..len]);
    match (mode, coverage) {
        (BlendMode::SrcOver, None) if is_opaque(source) => row.copy_from_slice(source),
        (BlendMode::SrcOver, None) => {
            row.iter_mut()
                .zip(source)
                .for_each(|(pixel, s)| *pixel = over(*s, *pixel));
        }
        (BlendMode::SrcOver, Some(coverage)) => cover(row, coverage, |i| source[i]),
        (BlendMode::Src, None) => row.copy_from_slice(source),
        _ => generic(row, |i| source[i], coverage, mode),
    }
}

/// Whether every pixel hides what is below.
pub(crate) fn is_opaque(row: &[u32]) -> bool {
    row.iter().fold(u32::MAX, |all, pixel| all & pixel) >> 24 == 255
}

/// Source over through coverage, eight pixels at a time, skipping where none is covered.
#[inline]
fn cover(row: &mut [u32], coverage: &[u8], source: impl Fn(usize) -> u32) {
    let mut start = 0;
    let (chunks, rest) = row.as_chunks_mut::<CHUNK>();
    let (covered, covered_rest) = coverage.as_chunks::<CHUNK>();
    for (pixels, coverage) in chunks.iter_mut().zip(covered) {
        if u64::from_ne_bytes(*coverage) != 0 {
            let colors = std::array::from_fn(|i| source(start + i));
            cover_chunk(pixels, &colors, coverage);
        }
        start += CHUNK;
    }
    for (i, (pixel, c)) in rest.iter_mut().zip(covered_rest).enumerate() {
        *pixel = over(scale(source(start + i), u32::from(*c)), *pixel);
    }
}

/// The same arithmetic as `over(scale(source, coverage), below)`, byte by byte in 16 bits, which
/// compilers turn into vector instructions that every processor has.
#[inline]
fn cover_chunk(below: &mut [u32; CHUNK], source: &[u32; CHUNK], coverage: &[u8; CHUNK]) {
    const BYTES: usize = CHUNK * 4;
    let rounded = |product: u16| {
        let product = product + 128;
        (product + (product >> 8)) >> 8
    };
    let mut covered = [0u16; BYTES];
    let mut hidden = [0u16; BYTES];
    for (i, (color, c)) in source.iter().zip(coverage).enumerate() {
        let alpha = rounded((color >> 24) as u16 * u16::from(*c));
        covered[i * 4..i * 4 + 4].fill(u16::from(*c));
        hidden[i * 4..i * 4 + 4].fill(255 - alpha);
    }
    let source: &[u8; BYTES] = bytemuck::cast_ref(source);
    let below: &mut [u8; BYTES] = bytemuck::cast_mut(below);
    for i in 0..BYTES {
        let added = rounded(u16::from(source[i]) * covered[i]);
        below[i] = added.wrapping_add(rounded(u16::from(below[i]) * hidden[i])) as u8;
    }
}

fn generic(
    row: &mut [u32],
    source: impl Fn(usize) -> u32,
    coverage: Option<&[u8]>,
    mode: BlendMode,
) {
    for (i, pixel) in row.iter_mut().enumerate() {
        let covered = coverage.map_or(255, |c| c.get(i).copied().unwrap_or_default());
        if covered > 0 {
            *pixel = lerp(*pixel, blend(source(i), *pixel, mode), u32::from(covered));
        }
    }
}

/// One premultiplied pixel blended with the one below it.
pub(crate) fn blend(source: u32, below: u32, mode: BlendMode) -> u32 {
    let (sa, da) = (source >> 24, below >> 24);
    let both = |s: u32, d: u32| scale(source, s).wrapping_add(scale(below, d));
    match mode {
        BlendMode::Clear => 0,
        BlendMode::Src => source,
        BlendMode::Dst => below,
        BlendMode::SrcOver => over(source, below),
        BlendMode::DstOver => over(below, source),
        BlendMode::SrcIn => scale(source, da),
        BlendMode::DstIn => scale(below, sa),
        BlendMode::SrcOut => scale(source, 255 - da),
        BlendMode::DstOut => scale(below, 255 - sa),
        BlendMode::SrcATop => both(da, 255 - sa),
        BlendMode::DstATop => both(255 - da, sa),
        BlendMode::Xor => both(255 - da, 255 - sa),
        _ => mixed(Rgba::unpack(source), Rgba::unpack(below), mode).pack(),
    }
}

/// Red, green, blue.
type Rgb = [f32; 3];

/// A premultiplied pixel in floats.
#[derive(Copy, Clone)]
struct Rgba {
    rgb: Rgb,
    a: f32,
}

impl Rgba {
    fn unpack(pixel: u32) -> Self {
        let [a, r, g, b] = pixel.to_be_bytes().map(|v| f32::from(v) / 255.0);
        Self { rgb: [r, g, b], a }
    }

    fn pack(self) -> u32 {
        let [r, g, b] = self.rgb.map(crate::color::to_byte);
        u32::from_be_bytes([crate::color::to_byte(self.a), r, g, b])
    }

    /// The colour without its opacity.
    fn straight(&self) -> Rgb {
        self.rgb.map(|v| {
            if self.a > 0.0 {
                (v / self.a).min(1.0)
            } else {
                0.0
            }
        })
    }
}

/// The modes that look at both colours. Clause 5.8: what is outside the other shape keeps its own
/// colour, only the shared part is mixed.
fn mixed(s: Rgba, d: Rgba, mode: BlendMode) -> Rgba {
    match mode {
        BlendMode::Plus => each(s, d, (s.a + d.a).min(1.0), |s, d| (s + d).min(1.0)),
        BlendMode::Modulate => each(s, d, s.a * d.a, |s, d| s * d),
        _ => {
            let (cs, cb) = (s.straight(), d.straight());
            let shared = match mode {
                BlendMode::Hue => {
                    with_luminosity(with_saturation(cs, saturation(cb)), luminosity(cb))
                }
                BlendMode::Saturation => {
                    with_luminosity(with_saturation(cb, saturation(cs)), luminosity(cb))
                }
                BlendMode::Color => with_luminosity(cs, luminosity(cb)),
                BlendMode::Luminosity => with_luminosity(cb, luminosity(cs)),
                _ => std::array::from_fn(|i| separable(cb[i], cs[i], mode)),
            };
            let rgb =
                |i: usize| s.rgb[i] * (1.0 - d.a) + d.rgb[i] * (1.0 - s.a) + shared[i] * s.a * d.a;
            Rgba {
                rgb: std::array::from_fn(rgb),
                a: s.a + d.a - s.a * d.a,
            }
        }
    }
}

fn each(s: Rgba, d: Rgba, a: f32, channel: impl Fn(f32, f32) -> f32) -> Rgba {
    Rgba {
        rgb: std::array::from_fn(|i| channel(s.rgb[i], d.rgb[i])),
        a,
    }
}

/// Clause 10.1, with the backdrop first.
fn separable(b: f32, s: f32, mode: BlendMode) -> f32 {
    match mode {
        BlendMode::Multiply => b * s,
        BlendMode::Screen => b + s - b * s,
        BlendMode::Overlay => hard_light(s, b),
        BlendMode::HardLight => hard_light(b, s),
        BlendMode::Darken => b.min(s),
        BlendMode::Lighten => b.max(s),
        BlendMode::ColorDodge if b <= 0.0 => 0.0,
        BlendMode::ColorDodge if s >= 1.0 => 1.0,
        BlendMode::ColorDodge => (b / (1.0 - s)).min(1.0),
        BlendMode::ColorBurn if b >= 1.0 => 1.0,
        BlendMode::ColorBurn if s <= 0.0 => 0.0,
        BlendMode::ColorBurn => 1.0 - ((1.0 - b) / s).min(1.0),
        BlendMode::SoftLight => soft_light(b, s),
        BlendMode::Difference => (b - s).abs(),
        BlendMode::Exclusion => b + s - 2.0 * b * s,
        _ => s,
    }
}

fn hard_light(b: f32, s: f32) -> f32 {
    if s <= 0.5 {
        b * 2.0 * s
    } else {
        let t = 2.0 * s - 1.0;
        b + t - b * t
    }
}

fn soft_light(b: f32, s: f32) -> f32 {
    if s <= 0.5 {
        return b - (1.0 - 2.0 * s) * b * (1.0 - b);
    }
    let lit = if b <= 0.25 {
        ((16.0 * b - 12.0) * b + 4.0) * b
    } else {
        b.sqrt()
    };
    b + (2.0 * s - 1.0) * (lit - b)
}

/// Clause 10.2.
fn luminosity([r, g, b]: Rgb) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

fn saturation([r, g, b]: Rgb) -> f32 {
    r.max(g).max(b) - r.min(g).min(b)
}

fn with_luminosity(color: Rgb, wanted: f32) -> Rgb {
    let shift = wanted - luminosity(color);
    clip(color.map(|v| v + shift))
}

fn with_saturation(color: Rgb, wanted: f32) -> Rgb {
    let [r, g, b] = color;
    let (low, range) = (r.min(g).min(b), saturation(color));
    color.map(|v| {
        if range > 0.0 {
            (v - low) * wanted / range
        } else {
            0.0
        }
    })
}

/// Pulls a colour towards its grey until every channel is in range.
fn clip(color: Rgb) -> Rgb {
    let grey = luminosity(color);
    let [r, g, b] = color;
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    let mut factor = 1.0f32;
    if low < 0.0 && grey > low {
        factor = factor.min(grey / (grey - low));
    }
    if high > 1.0 && high > grey {
        factor = factor.min((1.0 - grey) / (high - grey));
    }
    color.map(|v| grey + (v - grey) * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_pixels_at_a_time_are_the_same_as_one() {
        for step in 0..=255u32 {
            let color = step.wrapping_mul(0x9e37_79b9);
            let source = scale(color | 0xff00_0000, step);
            let below = scale(color.rotate_left(9) | 0xff00_0000, 255 - step / 2);
            let coverage = std::array::from_fn(|i| (step as u8).wrapping_mul(i as u8 * 36 + 1));
            let mut chunk = [below; CHUNK];
            cover_chunk(&mut chunk, &[source; CHUNK], &coverage);
            let single = coverage.map(|c| over(scale(source, u32::from(c)), below));
            assert_eq!(chunk, single);
        }
    }
}
