//! The command line as a person types it.

mod answers;
mod compare;
mod contract;
mod desk;
mod exit_codes;
mod inputs;

use std::path::Path;
use std::process::Command;

use crate::cli::desk::Desk;

#[test]
fn wrong_usage_exits_with_2() {
    let desk = Desk::new();
    desk.check("", 2, "Usage");
    desk.check("analyse mix.wav", 2, "analyze");
    desk.check("analyze", 2, "<MIX>");
    desk.check("analyze -", 2, "name a file");
    desk.check("analyze mix.wav --stem Bass=bass.wav", 2, "--stem");
    desk.check(
        "analyze mix.wav --reference a.wav --profile b.json",
        2,
        "cannot be used with",
    );
    desk.check("analyze mix.wav --target polka", 2, "hip-hop");
    desk.check("analyze mix.wav --iteration 0", 2, "--iteration");
    desk.check("analyze mix.wav --main-fader-db NaN", 2, "--main-fader-db");
    desk.check(
        "analyze mix.wav --output mix.wav",
        2,
        "would overwrite an input",
    );
    desk.check("profile --output p.json", 2, "<FILE>");
    desk.check("profile mix.wav", 2, "--output");
    desk.check(
        "profile mix.wav --output ./mix.wav",
        2,
        "would overwrite an input",
    );
    let many = "mix.wav ".repeat(21);
    desk.check(
        &format!("profile {many} --output p.json"),
        2,
        "21 references are too many",
    );
}

#[test]
fn help_and_version_exit_with_0() {
    let desk = Desk::new();
    for line in [
        "--help",
        "--version",
        "analyze --help",
        "profile --help",
        "compare --help",
    ] {
        let output = desk.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}");
        assert!(
            !output.stdout.is_empty() && output.stderr.is_empty(),
            "{line}"
        );
    }
}

#[test]
fn unreadable_input_exits_with_3_and_names_the_file() {
    let desk = Desk::new();
    std::fs::write(desk.path("words.wav"), "just words").unwrap();
    std::fs::write(desk.path("words.json"), "just words").unwrap();
    let whole = std::fs::read(desk.path("mix.wav")).unwrap();
    std::fs::write(desk.path("cut.wav"), &whole[..whole.len() / 2]).unwrap();
    desk.check(
        "analyze none.wav",
        3,
        "cannot read none.wav: there is no such file",
    );
    desk.check(
        "analyze words.wav",
        3,
        "cannot read words.wav: it is not an audio file",
    );
    desk.check("analyze cut.wav", 3, "it decodes up to 0:04.9 of 0:10.0");
    desk.check("analyze mix.wav --reference none.wav", 3, "none.wav");
    desk.check("analyze mix.wav --profile none.json", 3, "none.json");
    desk.check(
        "analyze mix.wav --profile words.json",
        3,
        "not a Triage profile",
    );
    desk.check("profile none.wav --output p.json", 3, "none.wav");
    assert!(!desk.path("p.json").exists());
}

#[cfg(unix)]
#[test]
fn file_names_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = Path::new(std::ffi::OsStr::from_bytes(b"m\xFCx.wav")).to_owned();
    std::fs::rename(desk.path("mix.wav"), desk.path("").join(&name)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage-cli"));
    let output = command
        .arg("analyze")
        .arg(&name)
        .arg("--profile")
        .arg(&name);
    let output = output.current_dir(desk.path("")).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("larger than 1 MiB"), "{stderr}");
}
