//! What a project keeps besides the parameters: the references, as numbers, and the issues set aside.
//!
//! Each has its own format. What is damaged counts as none.

pub mod ignored;
pub mod references;

pub(in crate::plugin) mod versioned;
