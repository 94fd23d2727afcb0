//! Editors without a window.

mod controls;
mod keyboard;
mod reopening;
mod sample;
mod surface;
