//! The issues the person set aside, by their keys, kept with the project.

use nice_plug::params::persist::PersistentField;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use crate::plugin::state::versioned::Versioned;

/// Format of the saved keys this version writes, and the only one it reads.
const FORMAT: u32 = 1;

/// Most keys, and bytes in one. There are some forty rules, with a handful of keys each.
const KEYS_MAX: usize = 200;
const KEY_BYTES_MAX: usize = 200;

/// How the keys are saved.
#[derive(Debug, Serialize, Deserialize)]
struct Saved {
    format: u32,
    keys: Vec<String>,
}

/// Holds the keys for the host, which saves and loads them, and for the worker, which follows them.
#[derive(Debug, Default)]
pub struct IgnoredCell(Versioned<Kept>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    keys: Vec<String>,
    /// What a newer version saved, to be written back as it was until the person sets an issue aside here.
    newer: Option<Value>,
}

impl IgnoredCell {
    /// Grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.0.revision()
    }

    /// The keys, the one set aside longest ago first.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.0.look(|kept| kept.keys.clone())
    }

    /// Sets an issue aside. Where there are 200 already, the one set aside longest ago comes back.
    pub fn ignore(&self, key: &str) {
        if key.len() > KEY_BYTES_MAX {
            return;
        }
        self.0.change(|kept| {
            kept.newer = None;
            kept.keys.retain(|known| known != key);
            kept.keys.push(key.to_owned());
            let surplus = kept.keys.len().saturating_sub(KEYS_MAX);
            kept.keys.drain(..surplus);
        });
    }

    /// Takes an issue back in.
    pub fn restore(&self, key: &str) {
        self.0.change(|kept| kept.keys.retain(|known| known != key));
    }
}

/// The saved keys; none where they are damaged or of another version.
fn read(saved: Value) -> Kept {
    if saved["format"]
        .as_u64()
        .is_some_and(|it| it > u64::from(FORMAT))
    {
        return Kept {
            keys: Vec::new(),
            newer: Some(saved),
        };
    }
    let saved = serde_json::from_value::<Saved>(saved).ok();
    let is_usable = |saved: &Saved| {
        saved.format == FORMAT
            && saved.keys.len() <= KEYS_MAX
            && saved.keys.iter().all(|key| key.len() <= KEY_BYTES_MAX)
    };
    let keys = saved
        .filter(is_usable)
        .map_or_else(Vec::new, |saved| saved.keys);
    Kept { keys, newer: None }
}

impl Kept {
    fn saved(&self) -> Value {
        match &self.newer {
            Some(newer) => newer.clone(),
            None => serde_json::json!({ "format": FORMAT, "keys": self.keys }),
        }
    }
}

impl PersistentField<'_, Value> for IgnoredCell {
    fn set(&self, new_value: Value) {
        self.0.change(|kept| *kept = read(new_value));
    }

    fn map<F, R>(&self, f: F) -> R
    where
        F: Fn(&Value) -> R,
    {
        f(&self.0.look(Kept::saved))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(cell: &IgnoredCell) -> String {
        cell.map(|value| serde_json::to_string(value).unwrap())
    }

    fn loaded(json: &str) -> Vec<String> {
        let cell = IgnoredCell::default();
        cell.ignore("OLD");
        cell.set(serde_json::from_str(json).unwrap());
        cell.keys()
    }

    #[test]
    fn keys_come_back_with_the_project() {
        let cell = IgnoredCell::default();
        cell.ignore("TOO_DARK");
        cell.ignore("RESONANCE:2500");
        assert_eq!(loaded(&saved(&cell)), ["TOO_DARK", "RESONANCE:2500"]);
    }

    #[test]
    fn restored_issue_is_set_aside_no_more() {
        let cell = IgnoredCell::default();
        cell.ignore("TOO_DARK");
        cell.ignore("TOO_DARK");
        assert_eq!(cell.keys(), ["TOO_DARK"]);
        let before = cell.revision();
        cell.restore("TOO_DARK");
        assert!(cell.keys().is_empty() && cell.revision() > before);
    }

    #[test]
    fn what_is_damaged_or_newer_counts_as_none() {
        for json in [
            "null",
            "[]",
            r#"{"format":1}"#,
            r#"{"format":1,"keys":[7]}"#,
            r#"{"format":2,"keys":["TOO_DARK"]}"#,
        ] {
            assert_eq!(loaded(json), [""; 0], "{json}");
        }
        let long = "x".repeat(KEY_BYTES_MAX + 1);
        assert!(loaded(&format!(r#"{{"format":1,"keys":["{long}"]}}"#)).is_empty());
    }

    #[test]
    fn what_a_newer_version_saved_is_written_back_until_something_is_set_aside() {
        let newer = r#"{"format":2,"keys":["TOO_DARK"],"since":[1]}"#;
        let cell = IgnoredCell::default();
        cell.set(serde_json::from_str(newer).unwrap());
        assert_eq!(saved(&cell), newer);
        cell.ignore("RUMBLE");
        assert_eq!(saved(&cell), r#"{"format":1,"keys":["RUMBLE"]}"#);
    }

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let cell = IgnoredCell::default();
        for number in 0..=KEYS_MAX {
            cell.ignore(&format!("{number:0200}"));
        }
        cell.ignore(&"x".repeat(KEY_BYTES_MAX + 1));
        assert_eq!(cell.keys().len(), KEYS_MAX);
        assert_eq!(cell.keys()[0], format!("{:0200}", 1));
        assert!(saved(&cell).len() < 64 * 1024);
    }
}
