//! What a person sees of Triage.
//!
//! The editor measures nothing: it shows what `model` says, in words and pictures.

pub mod axis;
pub mod ballistics;
pub mod desk;
pub mod levels;
pub mod loudness;
pub mod paint;
pub mod palette;
pub mod song;
pub mod spectrum;
pub mod stereo;
