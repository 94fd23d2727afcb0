//! From measurements to advice: what the song is like, what is wrong with it, and what to do first.
//!
//! Pure functions and owned state: no clock, file, thread, randomness or locale. Nothing here can fail.

pub mod profile;
pub mod programme;
pub mod session;
mod targets;
