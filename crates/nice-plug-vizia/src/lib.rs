//! vizia editors for nice-plug.
//!
//! A plug-in hands its views to its host. The window is drawn by the processor on a raster
//! surface, so it works in virtual machines and over remote desktops and cannot disturb a host's
//! OpenGL. [`offscreen`] runs the same views without any window, for tests and pictures.

mod core;
mod frame;
pub mod offscreen;
mod param;
mod request;

pub use core::SurfaceError;
pub use frame::FrameTick;
pub use param::Direction;
pub use param::Gesture;
pub use param::ParamHandle;
pub use param::Stride;
pub use param::detached;
pub use widgets::DragOver;
pub mod widgets;
pub use request::WindowRequest;
