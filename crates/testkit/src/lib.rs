//! What the tests, benches and tasks of Triage share: signals with known answers, the demo song, a CLAP host.

pub mod host;
pub mod signals;
pub mod song;
pub mod wav;
