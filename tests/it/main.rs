//! One integration binary: standards, vectors, golden reports, command line, layering, host.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on should stop"
)]

mod clipping;
mod engine;
mod programme;
mod layering;
mod signals;
mod spectrum;
mod standards;
mod contract;
mod golden;
mod moves;
mod rules;
mod scenarios;
#[cfg(feature = "cli")]
mod cli;
mod storage;
mod wav_bytes;
mod host;
