//! Pure signal processing: peaks, loudness, spectra. Knows nothing of songs, hosts or advice.
//!
//! Kernels take slices of at most [`SLICE_FRAMES_MAX`] finite samples and keep what they need of the past.

pub mod align;
pub mod bands;
pub mod clip;
pub mod dropout;
pub mod flat_top;
pub mod k_weighting;
pub mod loudness;
pub mod peak;
pub mod spectrum;
pub mod stereo;
pub mod true_peak;

/// Most frames a kernel is handed at once: small enough for the first cache, long enough for vector code.
pub const SLICE_FRAMES_MAX: usize = 64;
