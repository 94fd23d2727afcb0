//! Every number that a rule speaks of has a limit: without one, no change of it could be told from noise.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Quoted names in the first argument of a call, and constants called `METRIC`.
fn names_after(text: &str, call: &str) -> Vec<String> {
    text.match_indices(call)
        .filter_map(|(at, _)| {
            let rest = text[at + call.len()..].trim_start();
            let quoted = rest.strip_prefix('"')?;
            Some(quoted.split('"').next()?.to_owned())
        })
        .collect()
}

/// Names that `expecting` is given: the only quoted word before the call ends that looks like a metric.
fn expected_names(text: &str) -> Vec<String> {
    let units = ["_db", "_dbfs", "_dbtp", "_lufs", "_lu", "_wide", "_events"];
    text.match_indices("expecting(")
        .flat_map(|(at, _)| {
            let call = text[at..].split(';').next().unwrap_or_default();
            let words = call.split('"').skip(1).step_by(2).map(str::to_owned);
            words
                .filter(|word| units.iter().any(|unit| word.ends_with(unit)))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_number_of_a_rule_has_a_limit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/analysis");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root.join("rules")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        names.extend(names_after(&text, "metric("));
        names.extend(names_after(&text, "const METRIC: &str ="));
        names.extend(expected_names(&text));
    }
    names.remove("");
    assert!(names.len() >= 18, "too few found: {names:?}");
    let limits = fs::read_to_string(root.join("versions/limits.rs")).unwrap();
    for name in names {
        assert!(limits.contains(&format!("(\"{name}\", ")), "{name}");
    }
}
