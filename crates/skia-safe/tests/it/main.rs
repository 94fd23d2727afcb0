//! What is drawn, against formulas where there are any and against looked-at pictures where not.

mod blend;
mod clip;
mod frame;
mod gradient;
mod image;
mod layer;
mod robust;
mod shadow;
mod shape;
mod stroke;
mod support;
mod svg;
mod text_layout;
mod text_paint;

/// Lets `frame` see every allocation.
#[global_allocator]
static ALLOCATOR: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;
