//! Editors without a window.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod controls;
mod keyboard;
mod reopening;
mod sample;
mod surface;
