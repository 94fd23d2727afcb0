//! The only place that touches files: audio in, profiles and reports in and out.

mod live;

pub use crate::storage::live::LiveReportWriter;
