//! Every input that was thought of or found is read again, in bounded memory and time.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its inputs has failed"
)]

mod heap;

use std::any::Any;
use std::collections::BTreeSet;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::channel;
use std::time::Duration;

use triage_fuzz::TARGETS;
use triage_fuzz::Target;

/// An input takes milliseconds. On a machine that does five other things, a second.
const INPUT_TIME_MAX: Duration = Duration::from_secs(30);

/// What the repository has room for: bytes of one input, and inputs of one target.
const INPUT_BYTES_MAX: usize = 4096;
const INPUTS_MAX: usize = 600;

#[test]
fn arguments_are_told_apart() {
    replay("arguments");
}

#[test]
fn audio_files_are_read_or_refused() {
    replay("audio");
}

#[test]
fn whatever_a_host_plays_gives_a_report_of_finite_numbers() {
    replay("live");
}

#[test]
fn profiles_are_read_or_refused() {
    replay("profile");
}

#[test]
fn projects_are_restored() {
    replay("state");
}

#[test]
fn folders_of_versions_are_read() {
    replay("versions");
}

#[test]
fn every_target_has_seeds_a_dictionary_and_a_program() {
    for target in TARGETS {
        let name = target.name;
        assert!(
            !inputs(&folder().join("seeds").join(name)).is_empty(),
            "{name}"
        );
        assert!(
            folder().join(format!("dictionaries/{name}.dict")).is_file(),
            "{name}"
        );
        assert!(
            folder().join(format!("targets/{name}.rs")).is_file(),
            "{name}"
        );
    }
    let names: BTreeSet<_> = TARGETS.iter().map(|target| target.name).collect();
    let programs = std::fs::read_dir(folder().join("targets")).unwrap();
    assert_eq!(programs.count(), names.len());
}

#[track_caller]
fn replay(name: &str) {
    let target = TARGETS.into_iter().find(|target| target.name == name);
    let target = target.unwrap();
    let mut paths = inputs(&folder().join("seeds").join(name));
    paths.extend(inputs(&folder().join("corpus").join(name)));
    assert!(paths.len() <= INPUTS_MAX, "{} inputs", paths.len());
    let faults = faults(target, paths);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What is wrong with a target, by input. Inputs are read on a thread of their own, so that one that never ends is told.
fn faults(target: Target, paths: Vec<PathBuf>) -> Vec<String> {
    let (tell, told) = channel();
    let queue = paths.clone();
    // Not joined where an input never ends: the end of the process ends it.
    let reader = std::thread::spawn(move || {
        triage_fuzz::audio::let_decoders_panic();
        // What is made once, and kept, is no part of any input.
        (target.run)(b"~");
        for path in queue {
            if tell.send(read(target, &path)).is_err() {
                return;
            }
        }
    });
    let mut faults = Vec::new();
    for path in paths {
        match told.recv_timeout(INPUT_TIME_MAX) {
            Ok(None) => {}
            Ok(Some(fault)) => faults.push(format!("{}: {fault}", path.display())),
            Err(RecvTimeoutError::Timeout) => {
                let seconds = INPUT_TIME_MAX.as_secs();
                faults.push(format!("{}: no end after {seconds} s", path.display()));
                return faults;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if let Err(panicked) = reader.join() {
        faults.push(format!("before any input: {}", words(&*panicked)));
    }
    faults
}

fn read(target: Target, path: &Path) -> Option<String> {
    let data = std::fs::read(path).unwrap();
    if data.len() > INPUT_BYTES_MAX {
        return Some(format!("{} bytes are too many to keep", data.len()));
    }
    let (outcome, peak_bytes) =
        heap::peak_of(|| panic::catch_unwind(AssertUnwindSafe(|| (target.run)(&data))));
    match outcome {
        Err(panicked) => Some(words(&*panicked)),
        Ok(()) if peak_bytes > target.heap_bytes_max => Some(format!(
            "took {peak_bytes} bytes of memory, at most {}",
            target.heap_bytes_max
        )),
        Ok(()) => None,
    }
}

fn words(panicked: &(dyn Any + Send)) -> String {
    let text = panicked.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panicked.downcast_ref::<&str>().map(|&text| text.to_owned()));
    text.unwrap_or_else(|| "it panicked".to_owned())
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The inputs in a folder, in the order of their names; none where there is no folder.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn memory_and_hangs_are_noticed() {
    let taken = |run: fn(&[u8])| {
        let target = Target {
            name: "none",
            run,
            heap_bytes_max: 1 << 20,
        };
        let path = folder().join("seeds/profile/untouched");
        faults(target, vec![path])
    };
    assert_eq!(taken(|_| ()).len(), 0);
    // Never touched, so that the system gives no page of it; it counts all the same.
    let large = taken(|_| drop(std::hint::black_box(Vec::<u8>::with_capacity(1 << 30))));
    assert!(large[0].contains("bytes of memory"), "{large:?}");
    let broken = taken(|data| assert!(data.is_empty() || data.len() > 1, "broken"));
    assert!(broken[0].contains("broken"), "{broken:?}");
}
