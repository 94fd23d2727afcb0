//! JSON with some of its values replaced: bytes alone would never get past the schema.
//!
//! An input that begins with `~` is a list of edits, one per line: `head/number=-1` replaces the value at a path,
//! `#12=[]` the twelfth value of all. What stands after the sign is put there as it is, JSON or not.

use std::ops::Range;

/// What an input of edits begins with.
const EDITS: u8 = b'~';

/// Valid JSON, and where in it each value stands.
#[derive(Debug)]
pub struct Document {
    text: String,
    places: Vec<(String, Range<usize>)>,
}

/// The edits that an input holds; `None` where it is something else.
pub fn edits(data: &[u8]) -> Option<&[u8]> {
    data.strip_prefix(&[EDITS])
}

impl Document {
    /// Of compact JSON.
    pub fn new(text: String) -> Self {
        let mut places = Vec::new();
        let mut at = 0;
        scan(text.as_bytes(), &mut at, "", &mut places);
        Self { text, places }
    }

    /// With the edits made whose path begins with this prefix. Of two that overlap, the one that begins earlier is made.
    pub fn edited(&self, edits: &[u8], prefix: &str) -> Vec<u8> {
        let mut found: Vec<(Range<usize>, &[u8])> = edits
            .split(|&byte| byte == b'\n')
            .filter_map(|line| self.edit(line.strip_prefix(prefix.as_bytes())?))
            .collect();
        found.sort_by_key(|(place, _)| (place.start, place.end));
        let text = self.text.as_bytes();
        let (mut edited, mut at) = (Vec::new(), 0);
        for (place, value) in found {
            if place.start >= at {
                edited.extend_from_slice(&text[at..place.start]);
                edited.extend_from_slice(value);
                at = place.end;
            }
        }
        edited.extend_from_slice(&text[at..]);
        edited
    }

    fn edit<'a>(&self, line: &'a [u8]) -> Option<(Range<usize>, &'a [u8])> {
        let sign = line.iter().position(|&byte| byte == b'=')?;
        let path = std::str::from_utf8(&line[..sign]).ok()?;
        let place = match path.strip_prefix('#') {
            Some(number) => {
                let number: usize = number.parse().ok()?;
                &self.places[number % self.places.len()]
            }
            None => self.places.iter().find(|(known, _)| known == path)?,
        };
        Some((place.1.clone(), &line[sign + 1..]))
    }
}

/// Notes the value at a position, and those in it, each with its path.
fn scan(text: &[u8], at: &mut usize, path: &str, places: &mut Vec<(String, Range<usize>)>) {
    let (start, index) = (*at, places.len());
    places.push((path.to_owned(), start..start));
    match text[start] {
        open @ (b'{' | b'[') => {
            *at += 1;
            let mut count = 0;
            while !matches!(text[*at], b'}' | b']') {
                let name = if open == b'{' {
                    let name = string(text, at);
                    *at += 1;
                    name
                } else {
                    count.to_string()
                };
                let separator = if path.is_empty() { "" } else { "/" };
                scan(text, at, &format!("{path}{separator}{name}"), places);
                count += 1;
                if text[*at] == b',' {
                    *at += 1;
                }
            }
            *at += 1;
        }
        b'"' => drop(string(text, at)),
        _ => {
            while text.get(*at).is_some_and(|byte| !b",]}".contains(byte)) {
                *at += 1;
            }
        }
    }
    places[index].1.end = *at;
}

/// The string at a position, without its quotes.
fn string(text: &[u8], at: &mut usize) -> String {
    let start = *at + 1;
    *at = start;
    while text[*at] != b'"' {
        *at += if text[*at] == b'\\' { 2 } else { 1 };
    }
    *at += 1;
    String::from_utf8_lossy(&text[start..*at - 1]).into_owned()
}
