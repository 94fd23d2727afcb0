//! Triage hears a mix, measures it, and says what to fix next.
//!
//! The modules and who may name whom are in `ARCHITECTURE.md`.

pub mod analysis;
#[cfg(feature = "plugin")]
pub mod bridge;
#[cfg(feature = "cli")]
pub mod cli;
pub mod dsp;
#[cfg(feature = "plugin")]
pub mod editor;
pub mod listen;
pub mod meter;
pub mod model;
#[cfg(feature = "plugin")]
pub mod plugin;
pub mod printing;
#[cfg(feature = "player")]
pub mod standalone;
pub mod storage;
#[cfg(feature = "plugin")]
mod sync;
pub mod units;

#[cfg(feature = "plugin")]
nice_plug::nice_export_clap!(plugin::Triage);
