//! A page for a terminal: 80 columns, no colour, readable at two in the morning.

use crate::model::report::Check;
use crate::model::report::Issue;
use crate::printing::digest;
use crate::printing::page::Line;
use crate::printing::page::Page;
use crate::printing::page::Table;
use crate::printing::words::wrap;

/// Columns of a terminal that nobody has resized.
pub(super) const WIDTH: usize = 80;

/// Where the text of an issue begins, below its number.
const INDENT: &str = "     ";

/// Where the numbers begin, right of their names.
const NUMBERS_COLUMN: usize = 13;

/// Plain text.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
}

impl Text {
    /// What was laid out.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn wrapped(&mut self, words: &str, first: &str, next: &str) {
        self.text += &wrap(words, first, next, WIDTH);
    }
}

impl Page for Text {
    fn title(&mut self, name: &str, facts: &[String]) {
        self.wrapped(name, "", "");
        for fact in facts {
            self.wrapped(fact, "", "");
        }
    }

    fn numbers(&mut self, numbers: &[(&'static str, String)]) {
        self.text.push('\n');
        for (label, words) in numbers {
            let first = format!("{label:<NUMBERS_COLUMN$}");
            self.wrapped(words, &first, &" ".repeat(NUMBERS_COLUMN));
        }
    }

    fn heading(&mut self, words: &str, state: &str) {
        let words = words.to_uppercase();
        self.text.push('\n');
        if state.is_empty() {
            self.wrapped(&words, "", "");
        } else {
            self.wrapped(state, &format!("{words}: "), "  ");
        }
    }

    fn issue(&mut self, rank: usize, issue: &Issue) {
        self.wrapped(&issue.title, &format!("{rank:>3}. "), INDENT);
        self.wrapped(&digest::evidence(issue), INDENT, INDENT);
        if let Some(places) = digest::places(issue) {
            self.wrapped(&places, INDENT, INDENT);
        }
        for fix in &issue.fixes {
            self.wrapped(&digest::fix(issue, fix), "   > ", INDENT);
        }
    }

    fn checks(&mut self, checks: &[Check]) {
        for check in checks {
            let mark = match check.passed {
                Some(true) => "  [x] ",
                Some(false) => "  [ ] ",
                None => "  [?] ",
            };
            self.wrapped(&check.text, mark, "      ");
        }
    }

    fn bullets(&mut self, lines: &[Line]) {
        for Line { words, severity } in lines {
            if severity.is_empty() {
                self.wrapped(words, "  - ", "    ");
            } else {
                self.wrapped(&format!("{words} [{severity}]"), "  - ", "    ");
            }
        }
    }

    fn numbered(&mut self, lines: &[String]) {
        for (rank, line) in (1..).zip(lines) {
            self.wrapped(line, &format!("{rank:>3}. "), INDENT);
        }
    }

    fn remark(&mut self, words: &str) {
        self.text.push('\n');
        self.wrapped(words, "", "");
    }

    fn table(&mut self, table: &Table) {
        let header: Vec<String> = table.header.iter().map(|&name| name.to_owned()).collect();
        let rows = || std::iter::once(&header).chain(&table.rows);
        let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
        let widths: Vec<usize> = (0..header.len())
            .map(|column| rows().map(|row| cell(row, column).chars().count()).max())
            .map(Option::unwrap_or_default)
            .collect();
        for row in rows() {
            let cells = widths.iter().enumerate().map(|(column, &width)| {
                if table.numeric.contains(&column) {
                    format!("{:>width$}", cell(row, column))
                } else {
                    format!("{:<width$}", cell(row, column))
                }
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            self.text += &format!("  {}\n", line.trim_end());
        }
    }
}
