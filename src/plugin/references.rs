//! The references as the person handles them: files in, numbers kept with the project.

pub(in crate::plugin) mod dialog;
pub(in crate::plugin) mod loader;
