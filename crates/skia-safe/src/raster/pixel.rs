//! Arithmetic on premultiplied pixels, packed as alpha, red, green, blue from the top byte down:
//! what Skia calls N32 on little-endian machines, blue first in memory.

/// Two channels at a time, with eight bits of room above each.
const PAIRS: u32 = 0x00ff_00ff;

/// Every channel times `factor` of 255, rounded to nearest.
#[inline]
pub(crate) fn scale(pixel: u32, factor: u32) -> u32 {
    // x / 255 rounded is (x + 128 + (x + 128) / 256) / 256 for x up to 255 squared.
    let low = (pixel & PAIRS) * factor + 0x0080_0080;
    let low = ((low + ((low >> 8) & PAIRS)) >> 8) & PAIRS;
    let high = ((pixel >> 8) & PAIRS) * factor + 0x0080_0080;
    let high = (high + ((high >> 8) & PAIRS)) & !PAIRS;
    low | high
}

/// One channel times another.
#[inline]
pub(crate) fn mul(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// `source` in front of `below`.
#[inline]
pub(crate) fn over(source: u32, below: u32) -> u32 {
    source.wrapping_add(scale(below, 255 - (source >> 24)))
}

/// The pixel `weight` of 255 of the way from one to another.
#[inline]
pub(crate) fn lerp(from: u32, to: u32, weight: u32) -> u32 {
    scale(from, 255 - weight).wrapping_add(scale(to, weight))
}

/// Premultiplies one straight pixel.
pub(crate) fn premultiply([r, g, b, a]: [u8; 4]) -> u32 {
    u32::from_be_bytes([a, mul(r, a), mul(g, a), mul(b, a)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_rounds_to_nearest_for_every_pair_of_bytes() {
        for value in 0..=255u32 {
            for factor in 0..=255u32 {
                let expected = (value * factor * 2 + 255) / 510;
                let packed = value * 0x0101_0101;
                assert_eq!(scale(packed, factor), expected * 0x0101_0101);
                assert_eq!(u32::from(mul(value as u8, factor as u8)), expected);
            }
        }
    }

    #[test]
    fn opaque_hides_and_transparent_shows_what_is_below() {
        assert_eq!(over(0xff12_3456, 0xffab_cdef), 0xff12_3456);
        assert_eq!(over(0, 0xffab_cdef), 0xffab_cdef);
    }

    #[test]
    fn mixing_a_pixel_with_itself_changes_nothing() {
        for weight in 0..=255 {
            assert_eq!(lerp(0xff80_0301, 0xff80_0301, weight), 0xff80_0301);
        }
    }
}
