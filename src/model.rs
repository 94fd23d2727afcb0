//! Plain data that every layer shares. Nothing here computes a measurement or touches the outside world.

pub mod answer;
pub mod bands;
pub mod block;
pub mod comparison;
pub mod event;
pub mod frame;
pub mod history;
pub mod loading;
pub mod measurement;
pub mod profile;
pub mod report;
pub mod settings;
pub mod version;
