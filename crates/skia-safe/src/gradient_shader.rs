//! The colours of a gradient.

use crate::color::Color4f;
use crate::effects::TileMode;

/// Entries of the table a gradient is drawn from: four per step of an eight-bit channel, so that
/// the step of the table is never seen before the step of the screen.
pub(crate) const TABLE_LEN: usize = 1024;

/// The stops of a gradient and what is outside them.
#[derive(Copy, Clone, Debug)]
pub struct GradientColors<'a> {
    colors: &'a [Color4f],
    positions: Option<&'a [f32]>,
    pub(crate) tile_mode: TileMode,
}

impl<'a> GradientColors<'a> {
    /// `pos` are places from 0 to 1 in rising order, one per colour; without them the colours are
    /// evenly spaced. There is only one colour space: sRGB.
    #[must_use]
    pub fn new(
        colors: &'a [Color4f],
        pos: Option<&'a [f32]>,
        mode: TileMode,
        _color_space: impl Into<Option<ColorSpace>>,
    ) -> Self {
        Self {
            colors,
            positions: pos,
            tile_mode: mode,
        }
    }

    fn position(&self, index: usize) -> f32 {
        let even = index as f32 / self.colors.len().saturating_sub(1).max(1) as f32;
        self.positions
            .map_or(even, |p| p.get(index).copied().unwrap_or(even))
    }
}

/// Stands where skia-safe takes a colour space; there is none to choose here.
#[derive(Copy, Clone, Debug)]
pub enum ColorSpace {}

/// How colours between stops are found: always between straight (not premultiplied) colours.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Interpolation;

/// Colours and how to go from one to the next.
#[derive(Copy, Clone, Debug)]
pub struct Gradient<'a> {
    pub(crate) colors: GradientColors<'a>,
}

impl<'a> Gradient<'a> {
    /// The gradient through `colors`.
    #[must_use]
    pub fn new(colors: GradientColors<'a>, _interpolation: impl Into<Interpolation>) -> Self {
        Self { colors }
    }

    /// Premultiplied pixels from 0 to 1; `None` without colours.
    pub(crate) fn table(&self) -> Option<Box<[u32]>> {
        let colors = self.colors.colors;
        let mut from = (0.0, *colors.first()?);
        let mut upcoming = (0..colors.len()).map(|i| (self.colors.position(i), colors[i]));
        let mut to = upcoming.next()?;
        from.0 = to.0;
        let mut table = vec![0; TABLE_LEN].into_boxed_slice();
        for (index, pixel) in table.iter_mut().enumerate() {
            let t = index as f32 / (TABLE_LEN - 1) as f32;
            while t > to.0 {
                from = to;
                match upcoming.next() {
                    Some(stop) => to = stop,
                    None => to.0 = f32::INFINITY,
                }
            }
            *pixel = between(from, to, t).premultiplied();
        }
        Some(table)
    }
}

fn between(from: (f32, Color4f), to: (f32, Color4f), t: f32) -> Color4f {
    let span = to.0 - from.0;
    if span.is_finite() && span > 0.0 {
        from.1.toward(to.1, ((t - from.0) / span).clamp(0.0, 1.0))
    } else {
        to.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Color4f = Color4f::new(1.0, 0.0, 0.0, 1.0);
    const BLUE: Color4f = Color4f::new(0.0, 0.0, 1.0, 1.0);

    fn table(colors: &[Color4f], positions: Option<&[f32]>) -> Box<[u32]> {
        let colors = GradientColors::new(colors, positions, TileMode::Clamp, None);
        Gradient::new(colors, Interpolation).table().unwrap()
    }

    #[test]
    fn the_ends_are_the_first_and_last_colour() {
        let t = table(&[RED, BLUE], None);
        assert_eq!((t[0], t[TABLE_LEN - 1]), (0xffff_0000, 0xff00_00ff));
    }

    #[test]
    fn the_middle_is_half_of_each() {
        let middle = table(&[RED, BLUE], None)[TABLE_LEN / 2].to_be_bytes();
        assert!(middle[1].abs_diff(128) <= 1 && middle[3].abs_diff(128) <= 1);
    }

    #[test]
    fn two_stops_in_one_place_are_a_hard_edge() {
        let t = table(&[RED, RED, BLUE, BLUE], Some(&[0.0, 0.5, 0.5, 1.0]));
        assert_eq!(
            (t[TABLE_LEN / 2 - 1], t[TABLE_LEN / 2]),
            (0xffff_0000, 0xff00_00ff)
        );
    }

    #[test]
    fn too_few_or_broken_positions_do_not_panic() {
        table(&[RED, BLUE, RED], Some(&[0.0]));
        table(&[RED, BLUE], Some(&[f32::NAN, f32::NAN]));
        table(&[RED], None);
        let none = GradientColors::new(&[], None, TileMode::Clamp, None);
        assert!(Gradient::new(none, Interpolation).table().is_none());
    }
}
