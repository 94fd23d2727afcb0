//! What this process holds.

use triage_testkit::heap;

/// What the process holds at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Resident memory, KiB; 0 where the system does not tell.
    pub resident_kib: u64,
    /// Memory allocated and not given back, KiB; 0 where allocations are not counted.
    pub live_kib: u64,
    /// Threads.
    pub threads: u64,
    /// Open files, sockets and pipes.
    pub files: u64,
}

impl Holding {
    /// What is held now.
    #[must_use]
    pub fn now() -> Self {
        Self {
            resident_kib: resident_kib(),
            live_kib: heap::live_bytes() as u64 / 1024,
            threads: threads(),
            files: entries("/proc/self/fd"),
        }
    }

    /// The most of each.
    #[must_use]
    pub fn most(self, other: Self) -> Self {
        Self {
            resident_kib: self.resident_kib.max(other.resident_kib),
            live_kib: self.live_kib.max(other.live_kib),
            threads: self.threads.max(other.threads),
            files: self.files.max(other.files),
        }
    }
}

/// Threads of this process.
#[must_use]
pub fn threads() -> u64 {
    entries("/proc/self/task")
}

fn entries(folder: &str) -> u64 {
    std::fs::read_dir(folder).map_or(0, |entries| entries.count() as u64)
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or_default()
}
