//! The state of a project, from the sources of the plug-in. The plug-in as a whole would bring its window along.

/// What a project keeps besides the parameters.
#[path = "../../src/plugin/state"]
pub mod state {
    pub mod damaged;
    pub mod history;
    pub mod ignored;
    pub mod references;

    pub(in crate::plugin) mod versioned;
}
