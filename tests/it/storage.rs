//! Files: every format reads, every damage is named, nothing half-written is left.

mod audio;
mod files;
mod versions;
