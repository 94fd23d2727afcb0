//! Points, rectangles, rounded rectangles and matrices.
//!
//! All coordinates are pixels, x to the right and y down, as in Skia.

pub mod matrix;
pub mod point;
pub mod rect;
pub mod rrect;
