//! A page as Markdown: for notes, issue trackers and assistants.

use crate::model::report::Check;
use crate::model::report::Issue;
use crate::printing::digest;
use crate::printing::page::Line;
use crate::printing::page::Page;
use crate::printing::page::Table;

/// Markdown, in the dialect of GitHub.
#[derive(Debug)]
pub(super) struct Markdown {
    text: String,
    level: usize,
}

impl Markdown {
    /// An empty page.
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            level: 2,
        }
    }

    /// Puts what follows below the last heading, or back beside it.
    pub(super) fn set_level(&mut self, level: usize) {
        self.level = level;
    }

    /// Adds what is Markdown already.
    pub(super) fn as_it_is(&mut self, markdown: &str) {
        self.text += markdown;
    }

    /// What was laid out.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn heads(&mut self, level: usize, words: &str) {
        self.text += &format!("\n{} {words}\n", "#".repeat(level));
    }

    fn cells(&mut self, cells: impl Iterator<Item = String>) {
        for cell in cells {
            self.text += &format!("| {cell} ");
        }
        self.text += "|\n";
    }
}

impl Page for Markdown {
    fn title(&mut self, name: &str, facts: &[String]) {
        let facts: Vec<String> = facts
            .iter()
            .map(|fact| format!("{}.", escape(fact)))
            .collect();
        self.text += &format!("# Triage: {}\n\n{}\n", escape(name), facts.join(" "));
    }

    fn numbers(&mut self, numbers: &[(&'static str, String)]) {
        if numbers.is_empty() {
            return;
        }
        self.heads(self.level, "Numbers");
        self.text.push('\n');
        for (label, words) in numbers {
            self.text += &format!("- **{label}:** {}\n", escape(words));
        }
    }

    fn heading(&mut self, words: &str, state: &str) {
        if state.is_empty() {
            self.heads(self.level, &escape(words));
        } else {
            self.heads(self.level, &format!("{}: {}", escape(words), escape(state)));
        }
    }

    fn issue(&mut self, rank: usize, issue: &Issue) {
        self.heads(self.level + 1, &format!("{rank}. {}", escape(&issue.title)));
        self.text += &format!("\n{}.", escape(&digest::evidence(issue)));
        if let Some(places) = digest::places(issue) {
            self.text += &format!(" {}.", escape(&places));
        }
        self.text += &format!(" Rule `{}`.\n", issue.id);
        let fixes = issue.fixes.iter().map(|fix| digest::fix(issue, fix).into());
        self.bullets(&fixes.collect::<Vec<_>>());
    }

    fn checks(&mut self, checks: &[Check]) {
        self.text.push('\n');
        for check in checks {
            let (mark, doubt) = match check.passed {
                Some(true) => ("x", ""),
                Some(false) => (" ", ""),
                None => (" ", " (cannot be told yet)"),
            };
            self.text += &format!("- [{mark}] {}{doubt}\n", escape(&check.text));
        }
    }

    fn bullets(&mut self, lines: &[Line]) {
        if !lines.is_empty() {
            self.text.push('\n');
        }
        for Line { words, severity } in lines {
            if severity.is_empty() {
                self.text += &format!("- {}\n", escape(words));
            } else {
                self.text += &format!("- {} (*{}*)\n", escape(words), escape(severity));
            }
        }
    }

    fn numbered(&mut self, lines: &[String]) {
        self.text.push('\n');
        for (rank, line) in (1..).zip(lines) {
            self.text += &format!("{rank}. {}\n", escape(line));
        }
    }

    fn remark(&mut self, words: &str) {
        let stop = if words.ends_with(['.', '!', '?', ':']) {
            ""
        } else {
            "."
        };
        self.text += &format!("\n{}{stop}\n", escape(words));
    }

    fn table(&mut self, table: &Table) {
        self.text.push('\n');
        self.cells(table.header.iter().map(|&name| name.to_owned()));
        for column in 0..table.header.len() {
            let is_number = table.numeric.contains(&column);
            self.text += if is_number { "|---:" } else { "|---" };
        }
        self.text += "|\n";
        for row in &table.rows {
            self.cells(row.iter().map(|cell| escape_inline(cell)));
        }
    }
}

/// What people call things may hold what Markdown takes for markup. Shown, it reads as it was written, on one line.
fn escape(text: &str) -> String {
    let text = text.trim();
    match list_marker(text) {
        Some(at) => format!("{}\\{}", &text[..at], escape_inline(&text[at..])),
        None => escape_inline(text),
    }
}

/// The same where no list can begin.
fn escape_inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.trim().chars();
    let mut before = None;
    while let Some(c) = rest.next() {
        let is_in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            _ if is_control(c) => escaped.push(' '),
            // Within a word it emphasises nothing, and "mix_v3" reads better as it is (CommonMark 0.31, 6.2).
            '_' if is_in_word(before) && is_in_word(rest.clone().next()) => escaped.push(c),
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '#' | '|' | '~' | '&' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}

/// Where the character stands that would make this the beginning of a list, a quotation, a rule or a heading.
fn list_marker(text: &str) -> Option<usize> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let first = text.chars().nth(digits)?;
    let next = text.chars().nth(digits + 1);
    let stands_alone = next.is_none_or(char::is_whitespace);
    let is_ruler = || text.chars().all(|c| matches!(c, '-' | '='));
    let is_marker = match (digits, first) {
        (0, '>') => true,
        (0, '-' | '+' | '=') => stands_alone || is_ruler(),
        (1.., '.' | ')') => stands_alone,
        _ => false,
    };
    is_marker.then_some(digits)
}

/// Breaks of lines, and characters that nobody sees but that turn the order of the others around.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, escaped: &str) {
        assert_eq!(escape(text), escaped);
    }

    #[test]
    fn names_are_not_taken_for_markup() {
        check("my_mix*2<b>\n# x", "my_mix\\*2\\<b> \\# x");
        check("_my_ mix_", "\\_my\\_ mix\\_");
        check("a|b `c` ~~d~~ &amp;", "a\\|b \\`c\\` \\~\\~d\\~\\~ \\&amp;");
        check("[x](javascript:y)", "\\[x\\](javascript:y)");
    }

    #[test]
    fn words_do_not_begin_a_list() {
        check("- 3 dB", "\\- 3 dB");
        check("+3 dB", "+3 dB");
        check("-14.2 LUFS", "-14.2 LUFS");
        check("===", "\\===");
        check("> quoted", "\\> quoted");
        check("12. chorus", "12\\. chorus");
        check("1) one", "1\\) one");
        check("2.5 dB", "2.5 dB");
        check("200-400 Hz", "200-400 Hz");
    }

    #[test]
    fn a_text_stays_on_its_line() {
        check(
            "  one\r\n\ttwo\u{2028}three\u{202e}four\u{85}five ",
            "one   two three four five",
        );
    }
}
