//! From outlines to pixels: coverage, blur, blending.

pub(crate) mod bitmap;
pub(crate) mod blend;
pub(crate) mod blit;
pub(crate) mod blur;
pub(crate) mod dash;
pub(crate) mod mask;
pub(crate) mod pixel;
pub(crate) mod scan;
pub(crate) mod stroke;
