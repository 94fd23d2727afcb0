//! One integration binary: standards, vectors, golden reports, command line, layering, host.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on should stop"
)]

mod agreement;
mod alignment;
mod alike;
mod answer;
#[cfg(feature = "cli")]
mod cli;
mod clipping;
mod contract;
#[cfg(all(feature = "plugin", target_os = "linux"))]
mod editor;
mod engine;
mod frozen;
mod golden;
#[cfg(feature = "plugin")]
mod host;
mod layering;
mod moves;
mod printing;
mod programme;
#[cfg(feature = "plugin")]
mod references;
mod rules;
mod scenarios;
mod scenarios_audio;
mod signals;
mod spectrum;
mod standards;
mod storage;
mod versions;
#[cfg(feature = "plugin")]
mod views;
mod wav_bytes;
mod yardstick;
