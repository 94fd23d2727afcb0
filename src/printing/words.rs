//! Numbers, times and names as people write them.

use std::path::Path;

/// A number with so many decimals, and no minus before a zero.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.chars().all(|c| c == '0' || c == '.') => digits.to_owned(),
        _ => text,
    }
}

/// The same with a plus before what is above zero.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    if text.chars().any(|c| ('1'..='9').contains(&c)) && value > 0.0 {
        format!("+{text}")
    } else {
        text
    }
}

/// A place in a song, as on the display of a player: full seconds, cut. Pre-roll is negative.
#[must_use]
pub fn clock(seconds: f64) -> String {
    let sign = if seconds <= -1.0 { "-" } else { "" };
    let seconds = seconds.abs() as u64;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match hours {
        0 => format!("{sign}{minutes}:{:02}", seconds % 60),
        _ => format!("{sign}{hours}:{minutes:02}:{:02}", seconds % 60),
    }
}

/// A stretch of a song; one time where begin and end read the same.
#[must_use]
pub fn span(start_s: f64, end_s: f64) -> String {
    let (start, end) = (clock(start_s), clock(end_s));
    if start == end {
        start
    } else {
        format!("{start}-{end}")
    }
}

/// Upper case for the first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

/// A count and its noun.
#[must_use]
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The unit of a difference between two levels.
#[must_use]
pub fn difference_unit(unit: &str) -> &str {
    match unit {
        "dBFS" | "dBTP" => "dB",
        "LUFS" => "LU",
        other => other,
    }
}

/// A sample rate.
#[must_use]
pub fn kilohertz(sample_rate_hz: f64) -> String {
    let khz = format!("{:.3}", sample_rate_hz / 1000.0);
    format!("{} kHz", khz.trim_end_matches('0').trim_end_matches('.'))
}

/// Name of a file without its folder.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Breaks a text into lines of at most `width` characters. The first begins with `first`, the others with `next`.
/// A word longer than a line stays whole.
#[must_use]
pub fn wrap(text: &str, first: &str, next: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut is_fresh = true;
    for word in text.split_whitespace() {
        let needed = line.chars().count() + usize::from(!is_fresh) + word.chars().count();
        if !is_fresh && needed > width {
            lines.push_str(&line);
            lines.push('\n');
            line = next.to_owned();
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    lines.push_str(line.trim_end());
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_leaves_no_negative_zero() {
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(signed(0.04, 1), "0.0");
        assert_eq!(signed(0.06, 1), "+0.1");
        assert_eq!(signed(-0.06, 1), "-0.1");
    }

    #[test]
    fn times_read_like_a_player() {
        assert_eq!(clock(83.9), "1:23");
        assert_eq!(clock(3_725.0), "1:02:05");
        assert_eq!(clock(-0.5), "0:00");
        assert_eq!(clock(-3.2), "-0:03");
        assert_eq!(span(45.02, 45.1), "0:45");
        assert_eq!(span(45.0, 47.0), "0:45-0:47");
    }

    #[test]
    fn sample_rates_lose_no_digits() {
        assert_eq!(kilohertz(44_100.0), "44.1 kHz");
        assert_eq!(kilohertz(48_000.0), "48 kHz");
        assert_eq!(kilohertz(11_025.0), "11.025 kHz");
    }

    #[test]
    fn wrapped_lines_keep_the_width_and_every_word() {
        let text = "Lower the bass by 3 dB, then listen again at the chorus, where it was loudest";
        let wrapped = wrap(text, "   > ", "     ", 30);
        assert!(wrapped.lines().all(|line| line.chars().count() <= 30));
        assert_eq!(
            wrapped
                .split_whitespace()
                .skip(1)
                .collect::<Vec<_>>()
                .join(" "),
            text
        );
    }
}
