//! Signals with known answers, in double precision.
//!
//! Every generator is a formula: the same arguments give the same samples on every machine, so a test can
//! state what a meter must read. A pair is `[left, right]`; lengths are in frames.

mod ebu;
mod filters;
mod mixes;
mod noise;
mod tones;

pub use ebu::ebu3341;
pub use ebu::ebu3342;
pub use filters::Biquad;
pub use filters::Shape;
pub use filters::band_pass;
pub use filters::filter;
pub use filters::low_pass;
pub use filters::rbj;
pub use mixes::SCENARIOS;
pub use mixes::drive;
pub use mixes::pseudo_mix;
pub use mixes::scenario;
pub use noise::pink;
pub use noise::splitmix64;
pub use noise::white;
pub use tones::sine;
pub use tones::taper;
pub use tones::tone_sequence;

/// The samples as a plug-in gets them.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "rounding to single precision is the point"
)]
pub fn to_f32(samples: &[f64]) -> Vec<f32> {
    samples.iter().map(|&sample| sample as f32).collect()
}
