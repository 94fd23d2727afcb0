//! The command line as a person types it.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

use crate::wav_bytes::sine_16;
use crate::wav_bytes::wav_16;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A folder with a mix of ten seconds.
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.add("mix.wav", 0.25);
        desk
    }

    fn add(&self, name: &str, amplitude: f64) -> PathBuf {
        let path = self.path(name);
        std::fs::write(
            &path,
            wav_16(2, 48_000, &sine_16(48_000, 10.0, amplitude, 440.0)),
        )
        .unwrap();
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_triage-cli"));
        command
            .args(line.split_whitespace())
            .current_dir(self.folder.path());
        command.output().unwrap()
    }

    #[track_caller]
    fn check(&self, line: &str, exit_code: i32, said: &str) {
        let output = self.run(line);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(exit_code), "{line}: {stderr}");
        assert!(stderr.contains(said), "{line} said: {stderr}");
        if exit_code > 1 {
            assert!(output.stdout.is_empty(), "{line} printed an answer");
        }
    }
}

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
    for line in ["--help", "--version", "analyze --help", "profile --help"] {
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
    std::fs::rename(desk.path("mix.wav"), desk.folder.path().join(&name)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage-cli"));
    let output = command
        .arg("analyze")
        .arg(&name)
        .arg("--profile")
        .arg(&name);
    let output = output.current_dir(desk.folder.path()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("larger than 1 MiB"), "{stderr}");
}
