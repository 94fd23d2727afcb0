//! The part of the history that other threads do.

#[path = "../../../../src/plugin/history/archive.rs"]
pub mod archive;
pub mod models;
