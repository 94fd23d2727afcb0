//! The only place that touches files: audio in, profiles and reports in and out.

mod aiff;
mod atomic;
mod audio;
mod audio_error;
mod compressed;
pub mod live;
mod pcm;
mod profile;
mod text;
pub mod versions;
mod wav;

pub use crate::storage::atomic::WriteError;
pub use crate::storage::atomic::is_file;
pub use crate::storage::atomic::is_same_file;
pub use crate::storage::atomic::write_atomically;
pub use crate::storage::audio::AudioInfo;
pub use crate::storage::audio::AudioReader;
pub use crate::storage::audio_error::AudioError;
pub use crate::storage::audio_error::AudioFault;
pub use crate::storage::live::LiveReportWriter;
pub use crate::storage::live::ReportStatus;
pub use crate::storage::profile::ProfileError;
pub use crate::storage::profile::ProfileFault;
pub use crate::storage::profile::check_profile;
pub use crate::storage::profile::load_profile;
pub use crate::storage::profile::save_profile;
pub use crate::storage::text::save_report;
