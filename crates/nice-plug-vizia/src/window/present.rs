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
        // Surfaces hold whole pixels, so a picture is aligned like them.
        let Ok(picture) = bytemuck::try_cast_slice::<u8, u32>(picture) else {
            return Ok(());
        };
        if buffer.len() != picture.len() {
            return Ok(());
        }
        if is_resized || screen == Screen::Lost || buffer.age() != 1 {
            buffer.copy_from_slice(picture);
            return buffer.present();
        }
        match update(picture, &mut buffer, width as usize) {
            Some(changed) => buffer.present_with_damage(&[changed]),
            None => Ok(()),
        }
    }
}

/// Pixels that are compared at once: as fast as memory can be read, and small beside what a view covers.
const SPAN: usize = 32;

/// Copies the rows that differ and answers a rectangle around all pixels that do.
fn update(picture: &[u32], buffer: &mut [u32], width: usize) -> Option<Rect> {
    let mut edges: Option<[usize; 4]> = None;
    let rows = picture.chunks_exact(width);
    for (y, (row, target)) in rows.zip(buffer.chunks_exact_mut(width)).enumerate() {
        let Some((left, right)) = difference(row, target) else {
            continue;
        };
        target[left..right].copy_from_slice(&row[left..right]);
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

/// The columns between which two rows differ, to a [`SPAN`].
fn difference(row: &[u32], shown: &[u32]) -> Option<(usize, usize)> {
    if row == shown {
        return None;
    }
    let spans = || row.chunks(SPAN).zip(shown.chunks(SPAN));
    let first = spans().position(|(new, old)| new != old)?;
    let last = spans().rposition(|(new, old)| new != old)?;
    Some((first * SPAN, ((last + 1) * SPAN).min(row.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 5 * SPAN + 7;

    #[test]
    fn only_a_rectangle_around_changed_pixels_is_presented() {
        let mut shown = vec![7; WIDTH * 4];
        let mut picture = shown.clone();
        picture[WIDTH + 3 * SPAN + 1] = 1;
        picture[2 * WIDTH + SPAN + 5] = 2;
        let changed = update(&picture, &mut shown, WIDTH).unwrap();
        let (width, height) = (changed.width.get(), changed.height.get());
        let span = SPAN as u32;
        assert_eq!(
            (changed.x, changed.y, width, height),
            (span, 1, 3 * span, 2)
        );
        assert_eq!(shown, picture);
    }

    #[test]
    fn last_pixel_of_a_row_is_presented() {
        let mut shown = vec![7; WIDTH];
        let mut picture = shown.clone();
        picture[WIDTH - 1] = 1;
        let changed = update(&picture, &mut shown, WIDTH).unwrap();
        assert_eq!(changed.x + changed.width.get(), WIDTH as u32);
        assert_eq!(shown, picture);
    }

    #[test]
    fn nothing_is_presented_when_no_pixel_has_changed() {
        let mut shown = vec![7; WIDTH * 4];
        assert!(update(&shown.clone(), &mut shown, WIDTH).is_none());
    }
}
