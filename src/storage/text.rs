//! Reports as text files, for people: named by their titles, never in the place of another.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::storage::atomic::WriteError;
use crate::storage::atomic::write_atomically;

/// Most characters of a title that go into a file name.
const STEM_CHARS_MAX: usize = 80;

/// Most bytes of them: systems allow 255 for a name, and a number and an ending follow.
const STEM_BYTES_MAX: usize = 230;

/// What a file without a title is called.
const UNTITLED: &str = "Triage report";

/// Reports of one title before something else must be wrong.
const NUMBERS_MAX: u32 = 10_000;

/// Names that Windows keeps for devices, whatever ending follows.
const RESERVED: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

/// Writes a Markdown file named by its title, and makes the folder if need be. Where there is one of that name, the new
/// one is called "title 2", "title 3" and so on. Gives the path.
///
/// # Errors
///
/// When it cannot be written; nothing half-written is left behind.
pub fn save_report(folder: &Path, title: &str, markdown: &str) -> Result<PathBuf, WriteError> {
    let stem = stem(title);
    let path = reserve(folder, &stem).map_err(|source| WriteError {
        path: folder.join(format!("{stem}.md")),
        source,
    })?;
    write_atomically(&path, markdown.as_bytes()).inspect_err(|_| {
        // It is the empty file that kept the name free.
        let _ = std::fs::remove_file(&path);
    })?;
    Ok(path)
}

/// Takes the first free name by an empty file, so that nobody else takes it.
fn reserve(folder: &Path, stem: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for number in 1..=NUMBERS_MAX {
        let name = match number {
            1 => format!("{stem}.md"),
            _ => format!("{stem} {number}.md"),
        };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A file name that every system takes, as close to the title as can be.
fn stem(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|letter| if is_plain(letter) { letter } else { ' ' })
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    // A leading dot hides a file, a trailing one is lost on Windows.
    let is_edge = |letter: char| letter == '.' || letter == ' ';
    let mut stem: String = words
        .join(" ")
        .trim_start_matches(is_edge)
        .char_indices()
        .take(STEM_CHARS_MAX)
        .map_while(|(at, letter)| (at + letter.len_utf8() <= STEM_BYTES_MAX).then_some(letter))
        .collect();
    stem.truncate(stem.trim_end_matches(is_edge).len());
    if stem.is_empty() {
        return UNTITLED.to_owned();
    }
    if is_reserved(&stem) {
        stem.insert(0, '_');
    }
    stem
}

/// Letters, digits, blanks and `-_.`. Some systems write accents as letters of their own.
fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.' | '\u{300}'..='\u{36f}')
}

fn is_reserved(stem: &str) -> bool {
    let device = stem.split('.').next().unwrap_or_default().trim_end();
    let name = device.trim_end_matches(|letter: char| letter.is_numeric());
    let digits = device[name.len()..].chars().count();
    let is_numbered = name.len() == 3 && RESERVED[4..].iter().any(|r| name.eq_ignore_ascii_case(r));
    match digits {
        0 => RESERVED[..4].iter().any(|r| name.eq_ignore_ascii_case(r)),
        1 => is_numbered,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: &str) {
        assert_eq!(stem(title), expected);
    }

    #[test]
    fn title_becomes_a_name_that_every_system_takes() {
        check("mix_v3 - Für Élise 2.1", "mix_v3 - Für Élise 2.1");
        check("../../etc/passwd", "etc passwd");
        check("a\\b:c*d?e\"f<g>h|i\0j\nk", "a b c d e f g h i j k");
        check("  ...hidden.. . ", "hidden");
        check("夜の曲", "夜の曲");
        check("🔥🔥", UNTITLED);
        check("", UNTITLED);
    }

    #[test]
    fn names_of_devices_are_not_taken() {
        for title in ["con", "NUL", "Aux.mix", "com1", "LPT9.x", "COM²", "PRN .x"] {
            assert!(stem(title).starts_with('_'), "{title}");
        }
        for title in ["console", "com", "COM10", "Lpt", "nul2", "mix con"] {
            assert_eq!(stem(title), title);
        }
    }

    #[test]
    fn name_stays_within_what_file_systems_take() {
        check(&"a".repeat(300), &"a".repeat(80));
        assert!(stem(&"夜".repeat(300)).len() <= STEM_BYTES_MAX);
        check(&format!("{} b", "a".repeat(79)), &"a".repeat(79));
    }
}
