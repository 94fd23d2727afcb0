//! What others rely on stays as it is: parameters, what a project keeps, and every field of every file.
//!
//! Each list in `tests/it/frozen/` begins with the version of what it lists. It changes only together with that version,
//! but for fields that are added, which a schema allows (`null` or absent in older files). The lists are made from the
//! types themselves ([`trace`]), so a new field cannot hide.

pub mod earlier;
mod fields;
#[cfg(feature = "plugin")]
mod parameters;
#[cfg(feature = "plugin")]
mod state;
mod trace;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use trace::TEXT;
use trace::Types;

/// Set to record fields that were added.
const RECORD_VARIABLE: &str = "TRIAGE_RECORD_FROZEN";

/// What may change without another version.
#[derive(Clone, Copy, PartialEq)]
enum Additions {
    /// Fields of a schema that others read: `/1` may have more of them one day.
    Allowed,
    /// Nothing: what was saved must be found again as it was.
    #[cfg_attr(
        not(feature = "plugin"),
        expect(dead_code, reason = "only the plug-in has such lists")
    )]
    Refused,
}

/// Holds a list against the one that was frozen under the same name.
#[track_caller]
fn check(name: &str, version: &str, lines: &BTreeSet<String>, additions: Additions) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/frozen/{name}.txt"));
    let is_recording = std::env::var_os(RECORD_VARIABLE).is_some();
    if is_recording && !path.exists() {
        record(&path, version, lines);
    }
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; a new format needs its own list: run the test with {RECORD_VARIABLE}=1 and read what it wrote", path.display()));
    let mut frozen = text.lines();
    let said = frozen.next().unwrap_or_default();
    assert_eq!(
        said,
        version,
        "{}: the version is another one. Keep this list and a fixture of the old version, read the old version as \
         before, and freeze the new one in a file of its own",
        path.display()
    );
    let frozen: BTreeSet<String> = frozen.map(str::to_owned).collect();
    let gone: Vec<_> = frozen
        .difference(lines)
        .map(|line| format!("- {line}"))
        .collect();
    let new: Vec<_> = lines
        .difference(&frozen)
        .map(|line| format!("+ {line}"))
        .collect();
    assert!(
        gone.is_empty(),
        "{version} has changed:\n{}\n{}\nothers rely on these lines: leave them, or raise the version, go on reading the \
         old one, and list the new one in a file of its own",
        gone.join("\n"),
        new.join("\n"),
    );
    if additions == Additions::Allowed && is_recording {
        record(&path, version, lines);
        return;
    }
    let advice = match additions {
        Additions::Allowed => {
            "fields may be added within a version: if older files without them are still read, and older \
             programs do not need them, record them with TRIAGE_RECORD_FROZEN=1 and tell the changelog"
        }
        Additions::Refused => {
            "what a project keeps changes only with its format number (new parameters, and new fields of \
             profiles and versions, whose schemas allow them: added to the list by hand)"
        }
    };
    assert!(
        new.is_empty(),
        "{version} has more than before:\n{}\n{advice}",
        new.join("\n")
    );
}

fn record(path: &Path, version: &str, lines: &BTreeSet<String>) {
    let all: Vec<&str> = lines.iter().map(String::as_str).collect();
    std::fs::write(path, format!("{version}\n{}\n", all.join("\n"))).unwrap();
}

/// Every path of what was really written, with its type: as the trace of the type tells it, or else as it stands there.
fn lines(written: &Value, types: &Types) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(written, "", types, &mut found);
    found
}

fn walk(value: &Value, path: &str, types: &Types, found: &mut BTreeSet<String>) {
    let seen = match value {
        Value::Null => "null",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    if !path.is_empty() {
        let told = types.get(path).map_or(seen, String::as_str);
        found.insert(format!("{path}: {told}"));
    }
    match value {
        Value::Array(items) => {
            for item in items {
                walk(item, &format!("{path}[]"), types, found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let shown = if name == TEXT { "*" } else { name };
                let dot = if path.is_empty() { "" } else { "." };
                walk(field, &format!("{path}{dot}{shown}"), types, found);
            }
        }
        _ => {}
    }
}
