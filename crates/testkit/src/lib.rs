//! What the tests, benches and tasks of Triage share: signals with known answers, the demo song, a book of finished
//! songs, a CLAP host, and a display of one's own.

#[cfg(target_os = "linux")]
pub mod display;
pub mod heap;
pub mod host;
pub mod signals;
pub mod song;
pub mod songbook;
pub mod wav;
