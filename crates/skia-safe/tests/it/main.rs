//! What is drawn, against formulas where there are any and against looked-at pictures where not.

#[cfg(test)]
mod blend;
#[cfg(test)]
mod clip;
#[cfg(test)]
mod frame;
#[cfg(test)]
mod gradient;
#[cfg(test)]
mod image;
#[cfg(test)]
mod layer;
#[cfg(test)]
mod peer;
#[cfg(test)]
mod robust;
#[cfg(test)]
mod shadow;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod stroke;
#[cfg(test)]
mod support;
#[cfg(test)]
mod svg;
#[cfg(test)]
mod text_layout;
#[cfg(test)]
mod text_paint;

/// Lets `frame` see every allocation.
#[global_allocator]
static ALLOCATOR: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;
