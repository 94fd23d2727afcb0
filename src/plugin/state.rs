//! What a project keeps besides the parameters: the references, as numbers, the issues set aside, and
//! the versions.
//!
//! Each has its own format. What is damaged counts as none.

pub mod damaged;
pub mod history;
pub mod ignored;
pub mod references;

pub(in crate::plugin) mod versioned;
