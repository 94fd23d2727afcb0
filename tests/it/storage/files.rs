//! Writing: whole or not at all. Profiles and the live report.

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use triage::model::bands::THIRD_OCTAVES;
use triage::model::profile::Profile;
use triage::model::profile::ProfileBasis;
use triage::storage::LiveReportWriter;
use triage::storage::ProfileFault;
use triage::storage::ReportStatus;
use triage::storage::load_profile;
use triage::storage::save_profile;
use triage::storage::write_atomically;

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn profile() -> Profile {
    Profile {
        median_db: [0.1; THIRD_OCTAVES],
        low_db: [-3.0; THIRD_OCTAVES],
        high_db: [3.0; THIRD_OCTAVES],
        integrated_lufs: Some(-11.3),
        true_peak_dbtp: Some(-1.0),
        plr_db: Some(10.3),
        ..Profile::flat("album", ProfileBasis::Measured)
    }
}

#[test]
fn writing_replaces_the_whole_file_and_leaves_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    write_atomically(&path, b"a long first version").unwrap();
    write_atomically(&path, b"second").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"second");
    assert_eq!(names(folder.path()), ["report.json"]);
}

#[test]
fn failed_write_leaves_nothing_behind_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let error = write_atomically(&folder.path().join("none/report.json"), b"x").unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the folder does not exist; create it first"),
        "{error}"
    );
    let error = write_atomically(folder.path(), b"x").unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("it is a folder; name a file in it"),
        "{error}"
    );
    assert!(names(folder.path()).is_empty());
}

#[test]
fn longest_file_name_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    write_atomically(&folder.path().join("n".repeat(255)), b"x").unwrap();
}

#[test]
fn profile_comes_back_bit_for_bit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("album.json");
    let mut saved = profile();
    saved.median_db[7] = 0.1 + 0.2;
    save_profile(&path, &saved).unwrap();
    assert_eq!(load_profile(&path).unwrap(), saved);
}

#[track_caller]
fn check_refused(bytes: &[u8], is_expected: impl Fn(&ProfileFault) -> bool) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("profile.json");
    std::fs::write(&path, bytes).unwrap();
    let error = load_profile(&path).unwrap_err();
    assert!(is_expected(&error.fault), "{error}");
}

#[track_caller]
fn check_damaged(damage: impl Fn(&mut serde_json::Value)) {
    let mut json = serde_json::to_value(profile()).unwrap();
    damage(&mut json);
    check_refused(json.to_string().as_bytes(), |fault| {
        matches!(fault, ProfileFault::Damaged(_))
    });
}

#[test]
fn what_is_no_profile_is_refused() {
    check_refused(b"", |fault| matches!(fault, ProfileFault::NotAProfile));
    check_refused(b"RIFF....WAVE", |fault| {
        matches!(fault, ProfileFault::NotAProfile)
    });
    check_refused(b"{\"name\": \"x\"}", |fault| {
        matches!(fault, ProfileFault::NotAProfile)
    });
    check_refused(&vec![b' '; (1 << 20) + 1], |fault| {
        matches!(fault, ProfileFault::TooLarge)
    });
    check_refused(b"{\"schema\": \"triage.report/1\"}", |fault| {
        matches!(fault, ProfileFault::OtherSchema(_))
    });
}

#[test]
fn profile_of_a_later_version_asks_for_an_update() {
    check_refused(b"{\"schema\": \"triage.profile/2\", \"new\": 1}", |fault| {
        fault.to_string()
            == "it has format triage.profile/2, this version reads triage.profile/1; update Triage"
    });
}

#[test]
fn damaged_numbers_are_refused() {
    check_damaged(|json| json["median_db"] = serde_json::json!([1.0, 2.0]));
    check_damaged(|json| json["median_db"][3] = serde_json::Value::Null);
    check_damaged(|json| json["center_hz"][3] = serde_json::json!(1_000.0));
    check_damaged(|json| json["low_db"][3] = serde_json::json!(5.0));
    check_damaged(|json| json["high_db"][3] = serde_json::json!(1e300));
    check_damaged(|json| json["integrated_lufs"] = serde_json::json!("loud"));
}

#[test]
fn last_report_is_on_disk_when_the_writer_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let writer = LiveReportWriter::start(folder.path(), "live").unwrap();
    for number in 0..1_000 {
        writer.send(format!("report {number}"));
    }
    drop(writer);
    assert_eq!(
        std::fs::read(folder.path().join("live.json")).unwrap(),
        b"report 999"
    );
    assert_eq!(names(folder.path()), ["live.json"]);
}

#[test]
fn report_appears_without_closing_and_then_once_a_second_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let writer = LiveReportWriter::start(folder.path(), "live").unwrap();
    let read = || std::fs::read(folder.path().join("live.json")).unwrap_or_default();
    let wait_for = |expected: &[u8]| {
        let begin = Instant::now();
        while read() != expected && begin.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(read(), expected);
        begin.elapsed()
    };
    writer.send(b"one".to_vec());
    wait_for(b"one");
    writer.send(b"two".to_vec());
    writer.send(b"three".to_vec());
    assert!(wait_for(b"three") > Duration::from_millis(500));
    assert_eq!(writer.status(), ReportStatus::Written);
}

#[test]
fn folder_that_cannot_exist_is_told_and_closing_stays_quick() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, b"in the way").unwrap();
    let writer = LiveReportWriter::start(&blocked, "live").unwrap();
    writer.send(b"one".to_vec());
    let begin = Instant::now();
    while writer.status() == ReportStatus::Waiting && begin.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(matches!(writer.status(), ReportStatus::Failed(_)));
    let begin = Instant::now();
    drop(writer);
    assert!(begin.elapsed() < Duration::from_secs(3));
}

#[test]
fn stem_that_is_a_path_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(LiveReportWriter::start(folder.path(), "../live").is_err());
}
