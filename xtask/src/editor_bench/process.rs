//! What a process uses, from `/proc`.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use crate::step::TaskError;

/// Ticks of processor time per second: `USER_HZ`, 100 on every Linux that Rust knows (proc(5), sysconf(3)).
const TICKS_PER_S: f64 = 100.0;

/// The threads of this process.
///
/// # Errors
///
/// When there is no `/proc`.
pub fn threads() -> Result<HashSet<String>, TaskError> {
    let folder = Path::new("/proc/self/task");
    let entries = fs::read_dir(folder).map_err(|source| TaskError::File {
        path: folder.to_owned(),
        source,
    })?;
    Ok(entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect())
}

/// Processor time of some threads, seconds. Those that have ended count nothing.
#[must_use]
pub fn cpu_s<'a>(threads: impl IntoIterator<Item = &'a String>) -> f64 {
    let of_one = |id: &String| {
        let stat = fs::read_to_string(format!("/proc/self/task/{id}/stat")).ok()?;
        ticks(&stat)
    };
    let ticks: u64 = threads.into_iter().filter_map(of_one).sum();
    ticks as f64 / TICKS_PER_S
}

/// User and system time of a thread in a line of `stat`.
fn ticks(stat: &str) -> Option<u64> {
    // The name stands in parentheses and may hold anything; behind it `utime` and `stime` are the 12th and 13th.
    let (_, behind) = stat.rsplit_once(')')?;
    let mut fields = behind.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// Resident memory of this process, megabytes.
#[must_use]
pub fn memory_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kb.unwrap_or_default() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_with_spaces_and_parentheses_does_not_shift_the_fields() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 64 9 0 0 0 12 30 0 0 20 0 4 0 99 1000 5";
        assert_eq!(ticks(stat), Some(42));
    }

    #[test]
    fn work_costs_time() {
        let before = cpu_s(&threads().unwrap());
        let begun = std::time::Instant::now();
        while begun.elapsed().as_millis() < 300 {
            std::hint::spin_loop();
        }
        assert!(cpu_s(&threads().unwrap()) > before);
    }
}
