//! One integration binary: standards, vectors, golden reports, command line, layering, host.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on should stop"
)]

mod host;
