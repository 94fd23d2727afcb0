//! vizia editors for nice-plug.
//!
//! A plug-in hands a [`ViziaEditor`] to its host. The window is drawn by the processor on a raster
//! surface, so it works in virtual machines and over remote desktops and cannot disturb a host's
//! OpenGL. [`offscreen`] runs the same views without any window, for tests and pictures.
//!
//! A window may have a thread of its own, and several may share one. Views therefore use signals
//! of vizia but none of its `Sync` ones, and never call `Runtime::init_on_ui_thread`, which is for
//! programs with a single thread of windows.

mod core;
mod drag;
mod editor;
mod frame;
pub mod offscreen;
mod param;
mod request;
mod widgets;
mod window;
mod window_state;

pub use core::SurfaceError;
pub use drag::DragOver;
pub use editor::EditorContext;
pub use editor::EditorError;
pub use editor::ViziaEditor;
pub use editor::ViziaHandle;
pub use frame::FrameTick;
pub use param::Direction;
pub use param::Gesture;
pub use param::ParamHandle;
pub use param::Stride;
pub use param::detached;
pub use request::WindowRequest;
pub use widgets::ParamMenu;
pub use widgets::ParamNumber;
pub use widgets::ParamSwitch;
pub use widgets::ResizeGrip;
pub use window_state::HEIGHT_MIN;
pub use window_state::WIDTH_MIN;
pub use window_state::WindowGeometry;
pub use window_state::WindowState;
pub use window_state::ZOOM_MAX;
pub use window_state::ZOOM_MIN;
