//! A source file as the rules see it.

use std::path::Path;
use std::path::PathBuf;

/// A source file, whole and without what the compiler skips.
#[derive(Debug)]
pub struct Source {
    /// Path within the project.
    pub path: PathBuf,
    /// As written.
    pub text: String,
    /// The same lines with comments and the insides of literals blanked, up to the unit tests.
    pub code: String,
}

impl Source {
    /// Reads a source.
    pub fn new(path: &Path, text: &str) -> Self {
        let mut code = blanked(text);
        // What unit tests name does not ship.
        if let Some(tests) = code.find("#[cfg(test)]\nmod ") {
            code.truncate(tests);
        }
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
        }
    }

    /// The module path of the file within `src`: `["dsp", "peak"]`.
    pub fn module(&self) -> Vec<String> {
        let within = self
            .path
            .strip_prefix("src")
            .unwrap_or(&self.path)
            .with_extension("");
        within
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect()
    }
}

/// Replaces comments and the insides of literals by spaces. Lines stay where they are.
fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut output = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = skipped(bytes, at);
        for byte in &mut output[at..end.max(at)] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    // Only whole characters inside comments and literals were replaced, byte by byte, by spaces.
    String::from_utf8(output).unwrap()
}

/// Where the comment or literal that starts here ends; `at` itself when none does.
fn skipped(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    match rest {
        [b'/', b'/', ..] => {
            at + rest
                .iter()
                .position(|&byte| byte == b'\n')
                .unwrap_or(rest.len())
        }
        [b'/', b'*', ..] => at + 2 + find(&rest[2..], b"*/").map_or(rest.len() - 2, |end| end + 2),
        [b'"', ..] => at + quoted(rest, b'"'),
        [b'\'', b'\\', ..] => at + quoted(rest, b'\''),
        // Three bytes and a quote: a character. Anything else after a quote is a lifetime.
        [b'\'', ..] => rest[1..]
            .iter()
            .take(5)
            .position(|&byte| byte == b'\'')
            .filter(|&n| is_one_character(&rest[1..=n]))
            .map_or(at, |n| at + n + 2),
        [b'r', b'"' | b'#', ..] if at == 0 || !is_word(bytes[at - 1]) => {
            at + raw(rest).unwrap_or(0)
        }
        _ => at,
    }
}

fn is_one_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1)
}

/// Whether a byte belongs to an identifier.
pub fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

/// Length of a literal with escapes.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// Length of a raw string; `None` for a raw identifier.
fn raw(bytes: &[u8]) -> Option<usize> {
    let hashes = bytes[1..].iter().take_while(|&&byte| byte == b'#').count();
    (bytes.get(1 + hashes) == Some(&b'"')).then_some(())?;
    let closing = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
    let start = 2 + hashes;
    Some(
        start
            + find(&bytes[start..], &closing)
                .map_or(bytes.len() - start, |end| end + closing.len()),
    )
}
