//! The only place that touches files: audio in, profiles and reports in and out.

pub mod live;
