//! Brings a picture to the screen, and no more of it than has changed.

use baseview::PlatformHandle;
use baseview::WindowContext;
use softbuffer::Context;
use softbuffer::Rect;
use softbuffer::SoftBufferError;
use softbuffer::Surface;
use std::num::NonZeroU32;

/// How much of the screen shows the last picture still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screen {
    /// All of it.
    Kept,
    /// Perhaps nothing: the window was covered, hidden or resized.
    Lost,
}

/// The screen's side of a window.
pub(super) struct Presenter {
    surface: Surface<PlatformHandle, PlatformHandle>,
    size: (u32, u32),
}

impl Presenter {
    pub(super) fn new(window: &WindowContext) -> Result<Self, SoftBufferError> {
        let handle = window.platform_handle();
        let context = Context::new(handle.clone())?;
        let surface = Surface::new(&context, handle)?;
        Ok(Self {
            surface,
            size: (0, 0),
        })
    }

    /// Shows `picture`: rows of `width` pixels, four bytes each.
    pub(super) fn show(
        &mut self,
        picture: &[u8],
        (width, height): (u32, u32),
        screen: Screen,
    ) -> Result<(), SoftBufferError> {
        let (Some(columns), Some(rows)) = (NonZeroU32::new(width), NonZeroU32::new(height)) else {
            return Ok(());
        };
        let is_resized = self.size != (width, height);
        if is_resized {
            self.surface.resize(columns, rows)?;
            self.size = (width, height);
        }
        let mut buffer = self.surface.buffer_mut()?;
        if buffer.len() * 4 != picture.len() {
            return Ok(());
        }
        if is_resized || screen == Screen::Lost || buffer.age() != 1 {
            copy(picture, &mut buffer);
            return buffer.present();
        }
        match update(picture, &mut buffer, width as usize) {
            Some(changed) => buffer.present_with_damage(&[changed]),
            None => Ok(()),
        }
    }
}

fn copy(picture: &[u8], buffer: &mut [u32]) {
    for (target, pixel) in buffer.iter_mut().zip(picture.chunks_exact(4)) {
        *target = u32::from_ne_bytes([pixel[0], pixel[1], pixel[2], pixel[3]]);
    }
}

/// Copies the rows that differ and answers the rectangle around all pixels that do.
fn update(picture: &[u8], buffer: &mut [u32], width: usize) -> Option<Rect> {
    let mut edges: Option<[usize; 4]> = None;
    let rows = picture.chunks_exact(width * 4);
    for (y, (row, target)) in rows.zip(buffer.chunks_exact_mut(width)).enumerate() {
        let Some((left, right)) = difference(row, target) else {
            continue;
        };
        copy(&row[left * 4..right * 4], &mut target[left..right]);
        let [x0, y0, x1, _] = edges.unwrap_or([left, y, right, y]);
        edges = Some([x0.min(left), y0, x1.max(right), y + 1]);
    }
    let [x0, y0, x1, y1] = edges?;
    Some(Rect {
        x: x0 as u32,
        y: y0 as u32,
        width: NonZeroU32::new((x1 - x0) as u32)?,
        height: NonZeroU32::new((y1 - y0) as u32)?,
    })
}

/// The first column in which two rows differ, and the one after the last.
fn difference(row: &[u8], shown: &[u32]) -> Option<(usize, usize)> {
    let differs = |(pixel, shown): (&[u8], &u32)| pixel != shown.to_ne_bytes();
    let left = row.chunks_exact(4).zip(shown).position(differs)?;
    let right = row.chunks_exact(4).zip(shown).rposition(differs)?;
    Some((left, right + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(pixels: &[u32]) -> Vec<u8> {
        pixels
            .iter()
            .flat_map(|pixel| pixel.to_ne_bytes())
            .collect()
    }

    #[test]
    fn only_the_rectangle_around_changed_pixels_is_presented() {
        let mut shown = vec![7; 5 * 4];
        let mut picture = shown.clone();
        picture[5 + 3] = 1;
        picture[2 * 5 + 1] = 2;
        let changed = update(&bytes(&picture), &mut shown, 5).unwrap();
        let (width, height) = (changed.width.get(), changed.height.get());
        assert_eq!((changed.x, changed.y, width, height), (1, 1, 3, 2));
        assert_eq!(shown, picture);
    }

    #[test]
    fn nothing_is_presented_when_no_pixel_has_changed() {
        let mut shown = vec![7; 5 * 4];
        assert!(update(&bytes(&shown.clone()), &mut shown, 5).is_none());
    }
}
