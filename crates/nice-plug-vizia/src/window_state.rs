//! The size and zoom of an editor, remembered with the session.

use baseview::dpi::LogicalSize;
use nice_plug_core::params::persist::PersistentField;
use serde::Deserialize;
use serde::Serialize;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// The smallest zoom at which text can be read.
pub const ZOOM_MIN: f64 = 0.75;
/// The largest zoom that leaves room for anything on a common screen.
pub const ZOOM_MAX: f64 = 2.0;
/// Narrower than this, views would have to hide something.
pub const WIDTH_MIN: f32 = 760.0;
/// Lower than this, views would have to hide something.
pub const HEIGHT_MIN: f32 = 520.0;
/// No screen is larger, and at twice the zoom on a screen of twice the density it can be drawn.
const SIDE_MAX: f32 = 4096.0;

/// The size of an editor as a session keeps it. Sizes are in logical pixels at zoom 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowGeometry {
    /// 760 to 4096.
    pub width: f32,
    /// 520 to 4096.
    pub height: f32,
    /// 0.75 to 2.
    pub zoom: f64,
}

impl WindowGeometry {
    /// The nearest that can be shown; what is no number at all becomes that of `fallback`.
    fn repaired(self, fallback: Self) -> Self {
        let side = |side: f32, fallback: f32, side_min: f32| {
            let side = if side.is_finite() { side } else { fallback };
            side.clamp(side_min, SIDE_MAX)
        };
        let zoom = if self.zoom.is_finite() {
            self.zoom
        } else {
            1.0
        };
        Self {
            width: side(self.width, fallback.width, WIDTH_MIN),
            height: side(self.height, fallback.height, HEIGHT_MIN),
            zoom: zoom.clamp(ZOOM_MIN, ZOOM_MAX),
        }
    }
}

/// The size and zoom of an editor. A plug-in keeps it in its parameters as
/// `#[persist = "window"] window: Arc<WindowState>`.
#[derive(Debug)]
pub struct WindowState {
    first: WindowGeometry,
    now: Mutex<Now>,
}

#[derive(Clone, Copy, Debug)]
struct Now {
    geometry: WindowGeometry,
    /// Pixels per logical pixel of the screen that showed the editor last.
    screen_scale: f64,
}

impl WindowState {
    /// Opens at this size, in logical pixels, until a person chooses another one.
    #[must_use]
    pub fn new(width: f32, height: f32) -> Arc<Self> {
        let wanted = WindowGeometry {
            width,
            height,
            zoom: 1.0,
        };
        let smallest = WindowGeometry {
            width: WIDTH_MIN,
            height: HEIGHT_MIN,
            zoom: 1.0,
        };
        let first = wanted.repaired(smallest);
        Arc::new(Self {
            first,
            now: Mutex::new(Now {
                geometry: first,
                screen_scale: 1.0,
            }),
        })
    }

    /// Size and zoom as they are.
    #[must_use]
    pub fn geometry(&self) -> WindowGeometry {
        self.lock().geometry
    }

    /// Remembers another size and zoom, brought into their ranges.
    pub fn set_geometry(&self, geometry: WindowGeometry) {
        self.lock().geometry = geometry.repaired(self.first);
    }

    /// How much larger than made for everything is shown.
    #[must_use]
    pub fn zoom(&self) -> f64 {
        self.geometry().zoom
    }

    /// The window's size in logical pixels of the screen, zoom included.
    pub(crate) fn window_size(&self) -> LogicalSize<f64> {
        let WindowGeometry {
            width,
            height,
            zoom,
        } = self.geometry();
        LogicalSize::new(f64::from(width) * zoom, f64::from(height) * zoom)
    }

    /// The smallest window in logical pixels of the screen, zoom included.
    pub(crate) fn window_size_min(&self) -> LogicalSize<f64> {
        let zoom = self.zoom();
        LogicalSize::new(f64::from(WIDTH_MIN) * zoom, f64::from(HEIGHT_MIN) * zoom)
    }

    pub(crate) fn screen_scale(&self) -> f64 {
        self.lock().screen_scale
    }

    pub(crate) fn set_screen_scale(&self, screen_scale: f64) {
        if screen_scale.is_finite() && screen_scale > 0.0 {
            self.lock().screen_scale = screen_scale;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PersistentField<'_, WindowGeometry> for Arc<WindowState> {
    fn set(&self, new_value: WindowGeometry) {
        self.set_geometry(new_value);
    }

    fn map<F, R>(&self, f: F) -> R
    where
        F: Fn(&WindowGeometry) -> R,
    {
        f(&self.geometry())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: f32, height: f32, zoom: f64, expected: (f32, f32, f64)) {
        let state = WindowState::new(1000.0, 640.0);
        PersistentField::set(
            &state,
            WindowGeometry {
                width,
                height,
                zoom,
            },
        );
        let now = state.geometry();
        assert_eq!((now.width, now.height, now.zoom), expected);
    }

    #[test]
    fn size_and_zoom_are_remembered() {
        check(1200.0, 700.0, 1.5, (1200.0, 700.0, 1.5));
    }

    #[test]
    fn damaged_values_fall_back() {
        check(f32::NAN, f32::INFINITY, f64::NAN, (1000.0, 640.0, 1.0));
        check(-5.0, 0.0, -1.0, (760.0, 520.0, 0.75));
        check(1e9, 1e9, 1e9, (4096.0, 4096.0, 2.0));
    }
}
