//! A short soak of the built plug-in, always the same.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that cannot go on should stop"
)]

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

/// Ten minutes.
const HOURS: &str = "0.1667";

/// The bundle that ships; `TRIAGE_CLAP` names another.
fn plugin() -> PathBuf {
    std::env::var_os("TRIAGE_CLAP").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bundled/Triage.clap"),
        PathBuf::from,
    )
}

fn soak(folder: &Path, arguments: &[&str]) -> Output {
    let mut soak = Command::new(env!("CARGO_BIN_EXE_triage-soak"));
    soak.args(arguments)
        .env("TRIAGE_LIVE_DIR", folder.join("live"))
        .env("TRIAGE_DATA_DIR", folder.join("data"))
        .env_remove("DISPLAY");
    // Where there is no server the soak goes on without the editor.
    #[cfg(target_os = "linux")]
    let server = triage_testkit::display::server::Server::start(2400, 1600);
    #[cfg(target_os = "linux")]
    if let Ok(server) = &server {
        soak.env("DISPLAY", server.name());
    }
    soak.output().unwrap()
}

#[test]
fn ten_minutes_of_everything_hosts_do_leave_nothing_behind() {
    let plugin = plugin();
    assert!(
        plugin.exists(),
        "{} is missing; run `cargo xtask bundle` first",
        plugin.display()
    );
    let folder = tempfile::tempdir().unwrap();
    let arguments = [plugin.to_str().unwrap(), "--hours", HOURS, "--seed", "1"];
    let done = soak(folder.path(), &arguments);
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success(),
        "{}\n{told}{}",
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
    // A soak that saw nothing found nothing.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    assert!(told.contains("on purpose, were seen"), "{told}");
}

#[test]
fn wrong_usage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["a.clap", "--hours", "0"][..],
        &["a.clap", "--hours"],
        &["a.clap", "--seed", "-1"],
        &["a.clap", "b.clap"],
        &[],
    ] {
        assert_eq!(
            soak(folder.path(), arguments).status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
}
