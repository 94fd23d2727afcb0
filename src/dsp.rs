//! Pure signal processing: peaks, loudness, spectra. Knows nothing of songs, hosts or advice.

pub mod bands;
pub mod spectrum;
