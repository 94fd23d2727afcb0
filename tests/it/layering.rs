//! The sources keep to the architecture: who may name whom, how long things are, what must be documented.
//!
//! The rules are those of `ARCHITECTURE.md`. Each rule is a function from a source to its complaints, so that the rules
//! can be tried on bad sources first.

mod rules;
mod source;

use std::path::Path;
use std::path::PathBuf;

use source::Source;

/// Every Rust file below the given folders of the project.
fn sources(folders: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut sources = Vec::new();
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("target") {
                waiting.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                sources.push(Source::new(path.strip_prefix(root).unwrap(), &text));
            }
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

#[track_caller]
fn check(folders: &[&str], rule: impl Fn(&Source) -> Vec<String>) {
    let sources = sources(folders);
    assert!(!sources.is_empty(), "nothing to check in {folders:?}");
    let complaints: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            rule(source)
                .into_iter()
                .map(|complaint| format!("{}: {complaint}", source.path.display()))
        })
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Where code of the project lives.
const EVERYWHERE: [&str; 6] = ["src", "tests", "benches", "xtask", "crates", "fuzz"];

#[test]
fn modules_name_only_what_they_may() {
    check(&["src"], rules::modules);
}

#[test]
fn outside_crates_stay_where_they_belong() {
    check(&["src"], rules::crates);
}

#[test]
fn paths_are_imported_one_by_one() {
    check(&EVERYWHERE, rules::imports);
}

#[test]
fn files_fit_four_hundred_lines() {
    check(&EVERYWHERE, rules::file_length);
}

#[test]
fn functions_fit_sixty_lines() {
    check(&EVERYWHERE, rules::function_length);
}

#[test]
fn audio_code_says_whether_it_is_safe_in_real_time() {
    check(&["src"], rules::real_time);
}

#[test]
fn nothing_is_left_for_later() {
    check(&EVERYWHERE, rules::leftovers);
}

/// What a rule says about a source at a path.
#[track_caller]
fn tried(rule: impl Fn(&Source) -> Vec<String>, path: &str, text: &str) -> usize {
    rule(&Source::new(Path::new(path), text)).len()
}

#[test]
fn a_module_that_reaches_too_far_is_found() {
    assert_eq!(
        tried(
            rules::modules,
            "src/dsp/peak.rs",
            "use crate::meter::MeterEngine;\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::modules,
            "src/dsp.rs",
            "fn f() { super::meter::g() }\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::modules,
            "src/dsp/peak.rs",
            "fn f() { super::super::meter::g() }\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::modules,
            "src/analysis/a.rs",
            "let m: crate::storage::Reader = x;\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::modules,
            "src/cli/a.rs",
            "use crate::bridge::AudioEnd;\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::modules,
            "src/plugin.rs",
            "use crate::dsp::peak::Peak;\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::modules,
            "src/new.rs",
            "use crate::model::frame::MeterFrame;\n"
        ),
        1
    );
}

#[test]
fn a_module_that_keeps_to_its_layer_is_left_alone() {
    let text = "//! use crate::plugin::X;\nuse crate::units::Db;\nuse crate::dsp::bands::Bands;\nconst A: &str = \"crate::cli::x\";\n";
    assert_eq!(tried(rules::modules, "src/dsp/peak.rs", text), 0);
    let tests = "#[cfg(test)]\nmod tests {\n    use crate::meter::MeterEngine;\n}\n";
    assert_eq!(tried(rules::modules, "src/dsp/peak.rs", tests), 0);
}

#[test]
fn an_outside_crate_in_the_wrong_place_is_found() {
    assert_eq!(
        tried(
            rules::crates,
            "src/meter.rs",
            "use realfft::RealFftPlanner;\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::crates,
            "src/plugin/a.rs",
            "let q = crossbeam::queue::ArrayQueue::new(3);\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::crates,
            "src/analysis.rs",
            "let t = std::fs::read(\"x\");\n"
        ),
        1
    );
    assert_eq!(
        tried(rules::crates, "src/storage/a.rs", "use clap::Parser;\n"),
        1
    );
    assert_eq!(
        tried(
            rules::crates,
            "src/storage/a.rs",
            "use std::fs::File;\nuse symphonia::core::io;\n"
        ),
        0
    );
    assert_eq!(
        tried(
            rules::crates,
            "src/plugin/a.rs",
            "use nice_plug::prelude::clap::Id;\n"
        ),
        0
    );
}

#[test]
fn a_bundle_of_imports_is_found() {
    assert_eq!(
        tried(rules::imports, "src/a.rs", "use crate::{model, units};\n"),
        1
    );
    assert_eq!(
        tried(rules::imports, "src/a.rs", "pub use super::{A, B};\n"),
        1
    );
    assert_eq!(
        tried(
            rules::imports,
            "src/a.rs",
            "use crate::model::A;\nuse std::ops::{Add, Sub};\n"
        ),
        0
    );
}

#[test]
fn long_things_are_found() {
    assert_eq!(
        tried(rules::file_length, "src/a.rs", &"//\n".repeat(401)),
        1
    );
    assert_eq!(
        tried(rules::file_length, "src/a.rs", &"//\n".repeat(400)),
        0
    );
    let function = |lines: usize| {
        format!(
            "fn f(a: [u8; 2]) -> u8\n{{\n{}}}\nfn g() {{}}\n",
            "    // }\n".repeat(lines)
        )
    };
    assert_eq!(tried(rules::function_length, "src/a.rs", &function(57)), 0);
    assert_eq!(tried(rules::function_length, "src/a.rs", &function(58)), 1);
    assert_eq!(
        tried(
            rules::function_length,
            "src/a.rs",
            "trait T {\n    fn f(&self);\n}\ntype F = fn(u8);\n"
        ),
        0
    );
}

#[test]
fn a_silent_audio_function_is_found() {
    let documented =
        "/// Peak.\n///\n/// # Real-time\n///\n/// Safe.\n#[must_use]\npub fn peak() {}\n";
    assert_eq!(tried(rules::real_time, "src/dsp/peak.rs", documented), 0);
    assert_eq!(
        tried(
            rules::real_time,
            "src/dsp/peak.rs",
            "/// Peak.\npub const fn peak() {}\n"
        ),
        1
    );
    assert_eq!(
        tried(
            rules::real_time,
            "src/meter.rs",
            &documented.replace("Safe.", "Perhaps.")
        ),
        1
    );
    assert_eq!(
        tried(rules::real_time, "src/analysis/a.rs", "pub fn peak() {}\n"),
        0
    );
    assert_eq!(
        tried(
            rules::real_time,
            "src/dsp/peak.rs",
            "pub(super) fn peak() {}\n"
        ),
        0
    );
}

#[test]
fn leftovers_are_found() {
    assert_eq!(
        tried(rules::leftovers, "src/a.rs", concat!("// TO", "DO later\n")),
        1
    );
    assert_eq!(
        tried(
            rules::leftovers,
            "src/a.rs",
            concat!("include!(\"../sha", "red/x\");\n")
        ),
        1
    );
    assert_eq!(
        tried(rules::leftovers, "src/a/mod.rs", "//! Wrong name.\n"),
        1
    );
}
