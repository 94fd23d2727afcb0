//! What the engine costs.

use std::path::Path;
use std::path::PathBuf;

use serde_json::Value;

use crate::step::Step;
use crate::step::TaskError;
use crate::workspace;

/// Runs every benchmark; `--json` adds all means on the last line, in nanoseconds.
///
/// # Errors
///
/// When a benchmark fails.
pub fn run(arguments: &[String]) -> Result<(), TaskError> {
    let wants_json = match arguments {
        [] => false,
        [only] if only == "--json" => true,
        _ => return Err(TaskError::Usage("bench takes only --json".to_owned())),
    };
    Step::cargo(
        "the benchmarks",
        "bench --package triage --benches -- --noplot",
    )
    .run()?;
    if wants_json {
        let results = workspace::target().join("criterion");
        println!("{}", Value::Object(means(&results)?));
    }
    Ok(())
}

/// Mean time of every benchmark by its name, from the files that criterion leaves.
fn means(results: &Path) -> Result<serde_json::Map<String, Value>, TaskError> {
    let mut means = serde_json::Map::new();
    let mut folders = vec![results.to_owned()];
    while let Some(folder) = folders.pop() {
        if folder.ends_with("new") {
            let name = read(&folder.join("benchmark.json"))?["full_id"].clone();
            let mean_ns = read(&folder.join("estimates.json"))?["mean"]["point_estimate"].clone();
            means.insert(
                format!("{}_ns", name.as_str().unwrap_or("unnamed")),
                mean_ns,
            );
        } else {
            folders.extend(folders_in(&folder)?);
        }
    }
    Ok(means)
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let entries = std::fs::read_dir(folder).map_err(|source| TaskError::File {
        path: folder.to_owned(),
        source,
    })?;
    Ok(entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect())
}

fn read(path: &Path) -> Result<Value, TaskError> {
    let text = std::fs::read_to_string(path).map_err(|source| TaskError::File {
        path: path.to_owned(),
        source,
    })?;
    serde_json::from_str(&text)
        .map_err(|error| TaskError::said(format!("{} is not JSON: {error}", path.display())))
}
