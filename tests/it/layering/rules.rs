//! The rules, each from a source to its complaints.

use super::source::Source;
use super::source::is_word;

/// Who may name whom: the module, and what it may name besides itself.
const LAYERS: [(&str, &[&str]); 16] = [
    ("units", &[]),
    ("sync", &[]),
    ("dsp", &["units"]),
    ("model", &["units"]),
    ("meter", &["dsp", "model", "units"]),
    ("bridge", &["model", "sync"]),
    ("analysis", &["model", "units"]),
    ("link", &["model", "units"]),
    ("mastering", &["dsp", "model", "units"]),
    ("storage", &["model", "units"]),
    ("printing", &["model", "units"]),
    (
        "listen",
        &["analysis", "dsp", "meter", "model", "storage", "units"],
    ),
    ("editor", &["bridge", "model", "printing", "units"]),
    (
        "plugin",
        &[
            "analysis",
            "bridge",
            "editor",
            "link",
            "listen",
            "mastering",
            "meter",
            "model",
            "printing",
            "storage",
            "sync",
            "units",
        ],
    ),
    (
        "cli",
        &[
            "analysis",
            "dsp",
            "link",
            "listen",
            "mastering",
            "meter",
            "model",
            "printing",
            "storage",
            "units",
        ],
    ),
    (
        "standalone",
        &["bridge", "editor", "model", "plugin", "storage", "units"],
    ),
];

/// Outside crates, and the only modules that may name them.
const CONFINED: [(&str, &[&str]); 15] = [
    ("realfft", &["dsp"]),
    ("triple_buffer", &["sync"]),
    ("crossbeam", &["sync"]),
    ("atomic_float", &["sync"]),
    // The library exports what the plug-in module makes, and the standalone program is a host.
    ("nice_plug", &["plugin", "lib", "standalone"]),
    ("vizia_core", &["editor"]),
    ("rfd", &["plugin"]),
    ("clap", &["cli", "standalone"]),
    ("indicatif", &["cli"]),
    ("symphonia", &["storage"]),
    ("cpal", &["standalone"]),
    ("jack", &["standalone"]),
    ("dirs", &["plugin"]),
    ("jiff", &["plugin"]),
    ("uuid", &["model", "plugin"]),
];

/// Lines of a file.
const FILE_LINES: usize = 400;

/// Lines of a function.
const FUNCTION_LINES: usize = 60;

/// Complaints about modules of the library that a module must not name.
pub fn modules(source: &Source) -> Vec<String> {
    let module = source.module();
    let [own, inner @ ..] = module.as_slice() else {
        return Vec::new();
    };
    if own == "lib" || own == "bin" {
        return Vec::new();
    }
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| name == own) else {
        return vec![format!("module {own} has no place in the table of layers")];
    };
    let mut named = names_after(&source.code, "crate::");
    if inner.is_empty() {
        named.extend(names_after(&source.code, "super::"));
    }
    let mut complaints: Vec<String> = named
        .into_iter()
        .filter(|name| name != own && !allowed.contains(&name.as_str()))
        .map(|name| format!("{own} may not name {name}"))
        .collect();
    if source.code.contains("super::super") {
        complaints.push("climbs two modules; name the path from the crate".to_owned());
    }
    complaints
}

/// Complaints about outside crates, and about files touched outside `storage`.
pub fn crates(source: &Source) -> Vec<String> {
    let module = source.module();
    let own = module.first().map_or("", String::as_str);
    let stray = CONFINED.iter().filter(|(_, homes)| !homes.contains(&own));
    let mut complaints: Vec<String> = stray
        .filter(|(name, _)| is_path_root(&source.code, name))
        .map(|(name, homes)| format!("{name} belongs to {}", homes[0]))
        .collect();
    if own != "storage" && source.code.contains("std::fs") {
        complaints.push("only storage touches files".to_owned());
    }
    complaints
}

/// Complaints about imports of several modules at once: the rules here read paths line by line.
pub fn imports(source: &Source) -> Vec<String> {
    let lines = source.code.lines().enumerate();
    lines
        .filter(|(_, line)| line.contains("use crate::{") || line.contains("use super::{"))
        .map(|(number, _)| {
            format!(
                "line {} imports several paths; write one `use` per path",
                number + 1
            )
        })
        .collect()
}

/// Complaints about long files.
pub fn file_length(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines > FILE_LINES {
        vec![format!("{lines} lines, at most {FILE_LINES}")]
    } else {
        Vec::new()
    }
}

/// Complaints about long functions.
pub fn function_length(source: &Source) -> Vec<String> {
    let code = &source.code;
    let starts = words(code)
        .filter(|&(_, word)| word == "fn")
        .map(|(at, _)| at);
    starts
        .filter_map(|start| {
            let body = start + body_length(&code[start..])?;
            let lines = code[start..body].lines().count();
            let first = code[..start].lines().count().max(1);
            (lines > FUNCTION_LINES).then(|| {
                format!("function at line {first} has {lines} lines, at most {FUNCTION_LINES}")
            })
        })
        .collect()
}

/// Complaints about public functions of the audio layers that do not say whether they are safe in real time.
pub fn real_time(source: &Source) -> Vec<String> {
    if !source
        .module()
        .first()
        .is_some_and(|own| ["dsp", "meter", "bridge"].contains(&own.as_str()))
    {
        return Vec::new();
    }
    let text: Vec<&str> = source.text.lines().map(str::trim).collect();
    let code = source.code.lines().map(str::trim).enumerate();
    code.filter(|(_, line)| {
        line.starts_with("pub ") && words(line).take(5).any(|(_, word)| word == "fn")
    })
    .filter(|(number, _)| !says_real_time(&text[..*number]))
    .map(|(number, line)| {
        format!(
            "line {}: no `# Real-time` section that starts with Safe or Not safe: {line}",
            number + 1
        )
    })
    .collect()
}

/// Complaints about work put off, paths out of the project, and old file names.
pub fn leftovers(source: &Source) -> Vec<String> {
    let banned = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("../sha", "red"),
    ];
    let mut complaints: Vec<String> = banned
        .iter()
        .filter(|word| source.text.contains(*word))
        .map(|word| format!("contains {word}"))
        .collect();
    if source.path.ends_with("mod.rs") {
        complaints.push("name the file after its module".to_owned());
    }
    complaints
}

/// Whether the documentation right above has a section on real time that commits itself.
fn says_real_time(above: &[&str]) -> bool {
    // Attributes may stand between the documentation and the function, over several lines.
    let mut documentation = above
        .iter()
        .rev()
        .skip_while(|line| !line.starts_with("///") && !line.is_empty() && !line.ends_with('}'));
    let section: Vec<&str> = documentation
        .by_ref()
        .take_while(|line| line.starts_with("///"))
        .copied()
        .collect();
    let mut lines = section
        .iter()
        .rev()
        .skip_while(|line| **line != "/// # Real-time")
        .skip(1)
        .filter(|line| **line != "///");
    lines
        .next()
        .is_some_and(|line| line.starts_with("/// Safe") || line.starts_with("/// Not safe: "))
}

/// The words of a text and where they start.
fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.split(|c: char| !(c == '_' || c.is_ascii_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
}

/// The name after every occurrence of a path prefix.
fn names_after(code: &str, prefix: &str) -> Vec<String> {
    code.match_indices(prefix)
        .filter(|&(at, _)| {
            at == 0 || !is_word(code.as_bytes()[at - 1]) && !code[..at].ends_with("::")
        })
        .filter_map(|(at, _)| {
            words(&code[at + prefix.len()..])
                .next()
                .map(|(_, word)| word.to_owned())
        })
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

/// Whether a path starts with this name.
fn is_path_root(code: &str, name: &str) -> bool {
    words(code).any(|(at, word)| {
        let after = &code[at + word.len()..];
        word == name
            && !code[..at].ends_with("::")
            && (after.starts_with("::") || after.starts_with(';') && code[..at].ends_with("use "))
    })
}

/// Bytes from `fn` to the end of its body; `None` for a declaration or a function type.
fn body_length(code: &str) -> Option<usize> {
    if code["fn".len()..].trim_start().starts_with('(') {
        return None;
    }
    let (mut round, mut curly) = (0i32, 0i32);
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            b'(' | b'[' => round += 1,
            b')' | b']' => round -= 1,
            // A semicolon before any body: a declaration. Within brackets it is the length of an array.
            b';' if round == 0 && curly == 0 => return None,
            b'{' => curly += 1,
            b'}' => {
                curly -= 1;
                if curly == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
