//! The part of the state that follows revisions.

pub mod models;
#[path = "../../../../src/plugin/state/versioned.rs"]
pub mod versioned;
