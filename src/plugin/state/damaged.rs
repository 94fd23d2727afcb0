//! What a project saved and is damaged counts as none.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

/// What a project keeps besides the parameters.
const FIELDS: [&str; 3] = ["references", "ignored", "history"];

/// Empties what is damaged or missing. The framework leaves such a field as it was in the project before.
pub fn empty(fields: &mut BTreeMap<String, String>) {
    for field in FIELDS {
        let saved = fields.entry(field.to_owned()).or_default();
        if serde_json::from_str::<IgnoredAny>(saved).is_err() {
            *saved = "null".to_owned();
        }
    }
}
