//! From measurements to advice: what the song is like, what is wrong with it, and what to do first.
//!
//! Pure functions and owned state: no clock, file, thread, randomness or locale. Nothing here can fail.

pub mod judge;
pub mod profile;
pub mod programme;
pub mod session;
mod targets;
pub mod versions;

mod answer;
mod context;
mod deviation;
mod equalizer;
mod finding;
mod gating;
mod notes;
mod places;
mod ranking;
mod readiness;
mod report;
mod rules;
mod side_chain;
mod text;
mod watch;
