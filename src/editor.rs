//! What a person sees of Triage.
//!
//! The editor measures nothing: it shows what `model` says, in words and pictures.

pub mod desk;
pub mod palette;
