//! The program killed at any moment, and the disk full: at most what was being kept is missing.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use triage::model::version::Version;
use triage::model::version::VersionHead;
use triage::storage::versions::VersionStore;

use super::ROOT;
use super::heads;
use super::id;
use super::names;
use super::renamed;
use super::sample::numbered;
use super::sample::version;

/// Kills in all.
const KILLS: u32 = 200;

/// Kills per folder: later ones meet what earlier ones left.
const KILLS_PER_FOLDER: u32 = 25;

const FOLDER: &str = "TRIAGE_TEST_KEEP_IN";
const SAMPLE: &str = "TRIAGE_TEST_KEEP_SAMPLE";
const FIRST: &str = "TRIAGE_TEST_KEEP_FROM";

/// Keeps and names versions until it fails or is killed, and says so line by line. Does nothing unless asked to by the
/// tests below, which run this program again.
#[test]
fn keep_until_killed() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let first: u32 = std::env::var(FIRST).unwrap().parse().unwrap();
    let store = VersionStore::new(Path::new(&folder));
    // Made by the test, which need not wait for this program to measure a mix 200 times.
    let sample = std::fs::read(std::env::var(SAMPLE).unwrap()).unwrap();
    let sample: Version = serde_json::from_slice(&sample).unwrap();
    // Past the harness, which has a lock of its own and holds back what passing tests print.
    let mut out = std::io::stdout();
    let mut say = |line: String| {
        out.write_all(format!("\n{line}\n").as_bytes()).unwrap();
        out.flush().unwrap();
    };
    for number in first.. {
        match store.save(&numbered(&sample, number)) {
            Ok(()) => say(format!("kept {number}")),
            Err(error) => return say(format!("failed {error}")),
        }
        match store.save_head(&named(&sample, number)) {
            Ok(()) => say(format!("named {number}")),
            Err(error) => return say(format!("not named {error}")),
        }
    }
}

fn named(sample: &Version, number: u32) -> VersionHead {
    VersionHead {
        name: "named".to_owned(),
        edited_unix_ms: 9,
        ..numbered(sample, number).head
    }
}

fn keeper(program: &mut Command, folder: &Path, first: u32) -> Child {
    // Beside the folder of the song, where nobody looks for versions.
    let sample = folder.join("sample");
    if !sample.exists() {
        std::fs::write(&sample, serde_json::to_vec(&version(1)).unwrap()).unwrap();
    }
    program
        .args(["storage::versions::killed::keep_until_killed", "--exact"])
        .args(["--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(SAMPLE, sample)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let out = BufReader::new(child.stdout.take().unwrap());
    out.lines().map_while(Result::ok)
}

/// Kills a child after so long from its first version on, and gives what it had said by then: versions kept, and
/// whether they were named.
fn kill_after(delay: Duration, folder: &Path, first: u32) -> BTreeMap<u32, bool> {
    let mut child = keeper(
        &mut Command::new(std::env::current_exe().unwrap()),
        folder,
        first,
    );
    let mut said = lines(&mut child);
    let mut kept = BTreeMap::new();
    let mut note = |line: &str| match line.split_once(' ') {
        Some(("kept", number)) => _ = kept.insert(number.parse().unwrap(), false),
        Some(("named", number)) => _ = kept.insert(number.parse().unwrap(), true),
        Some(("failed" | "not", _)) => panic!("{line}"),
        _ => {}
    };
    let started = said.by_ref().find(|line| line.starts_with("kept"));
    note(&started.unwrap());
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    said.for_each(|line| note(&line));
    kept
}

#[test]
fn killed_at_any_moment_at_most_the_last_version_is_missing() {
    let mut unsaid = 0;
    for round in 0..KILLS / KILLS_PER_FOLDER {
        let folder = tempfile::tempdir().unwrap();
        let store = VersionStore::new(folder.path());
        let song = folder.path().join(ROOT.to_string());
        let mut kept: BTreeMap<u32, bool> = BTreeMap::new();
        for kill in 0..KILLS_PER_FOLDER {
            let first = kept.keys().next_back().map_or(1, |last| last + 2);
            let delay = Duration::from_micros(u64::from(kill * 977 + round * 389) % 12_000);
            kept.append(&mut kill_after(delay, folder.path(), first));
            let found: BTreeMap<u32, bool> = heads(&store)
                .iter()
                .map(|head| (head.number, head.name == "named"))
                .collect();
            for (number, is_named) in &kept {
                assert!(found.contains_key(number), "version {number} was kept");
                assert!(found[number] || !is_named, "version {number} was named");
            }
            // The one that was being kept may be there as well, whole, before its keeper could say so.
            for number in found.keys().filter(|number| !kept.contains_key(number)) {
                assert!(
                    kept.contains_key(&(number - 1)),
                    "version {number} is known of"
                );
            }
            for number in found.keys().filter(|number| **number >= first) {
                assert_eq!(store.load(ROOT, id(*number)).unwrap().head.number, *number);
            }
            unsaid = unsaid.max(found.len() - kept.len());
            let left = names(&song)
                .iter()
                .filter(|name| name.ends_with(".tmp"))
                .count();
            assert!(left <= 1, "{left} temporary files after {} kills", kill + 1);
        }
        assert!(kept.len() >= KILLS_PER_FOLDER as usize);
        assert!(unsaid <= KILLS_PER_FOLDER as usize);
        store.save(&version(1_000_000)).unwrap();
        assert!(!names(&song).iter().any(|name| name.ends_with(".tmp")));
    }
}

/// What a keeper says last when no file may grow beyond so many blocks, as on a full disk, and the store it left.
#[cfg(unix)]
fn fill(folder: &Path, blocks: u64) -> String {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap());
    let mut child = keeper(&mut shell, folder, 1);
    let last = lines(&mut child)
        .filter(|line| line.starts_with("failed") || line.starts_with("not named"))
        .last();
    child.wait().unwrap();
    last.unwrap()
}

#[cfg(unix)]
#[test]
fn version_that_the_disk_does_not_take_leaves_nothing() {
    let (folder, store) = super::store_of(0);
    let said = fill(folder.path(), 4);
    assert!(said.starts_with("failed cannot write "), "{said}");
    assert!(said.contains(&format!("00001-{}.json", id(1))), "{said}");
    assert!(said.ends_with("choose another disk"), "{said}");
    assert!(heads(&store).is_empty());
    assert_eq!(names(&folder.path().join(ROOT.to_string())), ["lock"]);
}

#[cfg(unix)]
#[test]
fn name_that_the_disk_does_not_take_leaves_the_others() {
    let (folder, store) = super::store_of(0);
    let body_bytes = serde_json::to_vec(&version(1)).unwrap().len() as u64;
    // Room for every version, and for as many lines as fill the same.
    let said = fill(folder.path(), body_bytes / 512 + 2);
    assert!(said.starts_with("not named cannot write "), "{said}");
    let found = heads(&store);
    let numbers: Vec<u32> = found.iter().map(|head| head.number).collect();
    let count = u32::try_from(found.len()).unwrap();
    assert!(count > 1);
    assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
    let named = found.iter().filter(|head| head.name == "named").count();
    assert_eq!(named + 1, found.len(), "all but the last");
    let journal = std::fs::read(super::journal(folder.path())).unwrap();
    assert_eq!(journal.last(), Some(&b'\n'), "nothing half-written is left");
    // With room again, everything goes on.
    store.save_head(&renamed(count, "named", 9)).unwrap();
    assert!(heads(&store).iter().all(|head| head.name == "named"));
}
