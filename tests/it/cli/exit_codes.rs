//! Exit codes of work that was done, and of answers that could not be written.

use std::fs::File;
use std::process::Command;

use crate::cli::desk::Desk;
use crate::cli::desk::Samples;
use crate::cli::desk::ids;
use crate::cli::desk::noise;

/// A reference, and the same sound with too little headroom, hardly any, and none.
fn levels() -> Desk {
    let desk = Desk::empty();
    desk.save_noise("good.wav", -4.0);
    desk.save_noise("polish.wav", -2.0);
    desk.save_noise("important.wav", -0.5);
    desk.save_noise("critical.wav", 2.0);
    desk
}

#[test]
fn fail_on_is_met_from_its_severity_up() {
    let desk = levels();
    let found = [
        ("good", [0, 0, 0]),
        ("polish", [0, 0, 1]),
        ("important", [0, 1, 1]),
        ("critical", [1, 1, 1]),
    ];
    for (mix, exit_codes) in found {
        let line = format!("analyze {mix}.wav --reference good.wav");
        desk.check(&line, 0, "");
        for (severity, exit_code) in ["critical", "important", "polish"].iter().zip(exit_codes) {
            desk.check(&format!("{line} --fail-on {severity}"), exit_code, "");
        }
    }
}

#[test]
fn fail_on_counts_what_the_focus_hides() {
    let desk = levels();
    let line = "analyze polish.wav --reference good.wav --focus stereo";
    let report = desk.report(line);
    assert!(ids(&report).is_empty(), "{:?}", ids(&report));
    assert_eq!(report["hidden"]["polish"], 1);
    desk.check(&format!("{line} --fail-on polish"), 1, "");
    desk.check(&format!("{line} --fail-on important"), 0, "");
}

#[test]
fn fail_on_does_not_ask_which_round_it_is() {
    let desk = levels();
    // Clipped, and 2 dB louder on the left: Critical and Polish.
    let [left, right] = noise(2.0);
    let right: Vec<f64> = right.iter().map(|x| x * 0.794).collect();
    desk.save("both.wav", Samples::Float32, 48_000, &[&left, &right]);
    let line = "analyze both.wav --reference good.wav";
    for (round, hidden) in [(1, 1), (2, 1), (3, 1), (4, 1), (5, 0)] {
        let line = format!("{line} --iteration {round}");
        let report = desk.report(&line);
        assert_eq!(ids(&report).contains(&"IMBALANCE"), hidden == 0, "{round}");
        assert_eq!(report["hidden"]["polish"], hidden, "{round}");
        for severity in ["critical", "important", "polish"] {
            desk.check(&format!("{line} --fail-on {severity}"), 1, "");
        }
    }
}

#[test]
fn the_answer_is_written_before_fail_on_is_told() {
    let desk = levels();
    desk.check(
        "analyze critical.wav --reference good.wav --fail-on critical --format json --output a.json",
        1,
        "",
    );
    let report = std::fs::read(desk.path("a.json")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(ids(&report)[0], "CLIP_OVER");
}

#[test]
fn an_output_that_cannot_be_written_exits_with_4_and_leaves_nothing() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder")).unwrap();
    let before = names(&desk);
    for output in ["none/a.txt", "mix.wav/a.txt", "folder"] {
        let said = format!("cannot write {output}");
        desk.check(&format!("analyze mix.wav --output {output}"), 4, &said);
        desk.check(&format!("profile mix.wav --output {output}"), 4, &said);
    }
    assert_eq!(names(&desk), before);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_keeps_what_it_has() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let folder = desk.path("locked");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), "old").unwrap();
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o555)).unwrap();
    // Whoever may write everywhere cannot be locked out.
    if File::create(folder.join("probe")).is_err() {
        desk.check(
            "analyze mix.wav --output locked/a.txt",
            4,
            "permission denied",
        );
        assert_eq!(std::fs::read(folder.join("a.txt")).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_exits_with_4_and_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    let desk = Desk::new();
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        return;
    };
    let output = Command::new(env!("CARGO_BIN_EXE_triage-cli"))
        .args(["analyze", "mix.wav"])
        .current_dir(desk.path(""))
        .stdout(full)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{stderr}");
    assert!(stderr.contains("standard output"), "{stderr}");
    desk.check("analyze mix.wav --output /dev/full", 4, "the disk is full");
    let device = std::fs::metadata("/dev/full").unwrap();
    assert!(device.file_type().is_char_device());
}

#[cfg(target_os = "linux")]
#[test]
fn the_standard_output_can_be_named_as_a_file() {
    let desk = Desk::new();
    let printed = desk.answer("analyze mix.wav");
    assert_eq!(desk.answer("analyze mix.wav --output /dev/stdout"), printed);
}

fn names(desk: &Desk) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(desk.path("")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}
