//! Licences and sources of everything that is linked, against `deny.toml`.

mod expression;

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::step::TaskError;

/// What `deny.toml` says, as far as it is checked here.
struct Policy {
    licences: BTreeSet<String>,
    registries: BTreeSet<String>,
}

/// Checks every package that any feature on any platform can pull in, and says how many there were.
///
/// # Errors
///
/// When a package has a licence or a source that `deny.toml` does not allow.
pub fn check() -> Result<String, TaskError> {
    let policy = policy()?;
    let metadata = metadata()?;
    let packages = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    if packages.is_empty() {
        return Err(TaskError::said(
            "cargo metadata names no packages; is Cargo.lock there",
        ));
    }
    let complaints: Vec<String> = packages
        .iter()
        .filter_map(|package| complaint(&policy, package))
        .collect();
    if complaints.is_empty() {
        return Ok(format!(
            "{} packages, all allowed by deny.toml",
            packages.len()
        ));
    }
    Err(TaskError::said(format!(
        "{}\nreplace them, or allow them in deny.toml with a reason\nto see it again: cargo xtask licences",
        complaints.join("\n")
    )))
}

fn policy() -> Result<Policy, TaskError> {
    const FILE: &str = "deny.toml";
    let text = std::fs::read_to_string(FILE).map_err(|source| TaskError::File {
        path: FILE.into(),
        source,
    })?;
    let table: toml::Table = text
        .parse()
        .map_err(|error| TaskError::said(format!("{FILE}: {error}")))?;
    let list = |section: &str, key: &str| -> BTreeSet<String> {
        let entries = table
            .get(section)
            .and_then(|section| section.get(key))
            .and_then(toml::Value::as_array);
        entries
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    Ok(Policy {
        licences: list("licenses", "allow"),
        registries: list("sources", "allow-registry"),
    })
}

fn metadata() -> Result<Value, TaskError> {
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--format-version",
            "1",
            "--all-features",
            "--locked",
        ])
        .output()
        .map_err(|source| TaskError::Start {
            program: "cargo".to_owned(),
            source,
        })?;
    if !output.status.success() {
        return Err(TaskError::said(String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(TaskError::said)
}

/// What is wrong with a package, if anything.
fn complaint(policy: &Policy, package: &Value) -> Option<String> {
    let text = |field: &str| package[field].as_str();
    let name = format!(
        "{} {}",
        text("name").unwrap_or("?"),
        text("version").unwrap_or("?")
    );
    let source_is_allowed = text("source").is_none_or(|source| {
        source
            .strip_prefix("registry+")
            .is_some_and(|registry| policy.registries.contains(registry))
    });
    if !source_is_allowed {
        return Some(format!(
            "{name} comes from {}",
            text("source").unwrap_or("?")
        ));
    }
    let Some(licence) = text("license") else {
        return Some(format!("{name} names no licence"));
    };
    match expression::is_allowed(licence, &policy.licences) {
        Some(true) => None,
        Some(false) => Some(format!("{name} is under {licence}")),
        None => Some(format!("{name}: `{licence}` is no SPDX expression")),
    }
}
