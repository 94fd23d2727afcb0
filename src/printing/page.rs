//! What an answer is made of. It is put together once, and laid out by whoever implements this.

use crate::model::report::Check;
use crate::model::report::Issue;

/// A page being filled from top to bottom.
pub(super) trait Page {
    /// What the page is about, and the facts right below.
    fn title(&mut self, name: &str, facts: &[String]);

    /// Numbers in groups with a name.
    fn numbers(&mut self, numbers: &[(&'static str, String)]);

    /// Begins a part, and says in words how it stands; empty where there is nothing to say.
    fn heading(&mut self, words: &str, state: &str);

    /// An issue and its place in the whole list.
    fn issue(&mut self, rank: usize, issue: &Issue);

    /// What is done and what is not.
    fn checks(&mut self, checks: &[Check]);

    /// Lines of equal rank.
    fn bullets(&mut self, lines: &[Line]);

    /// Lines in order, from 1.
    fn numbered(&mut self, lines: &[String]);

    /// A sentence of its own.
    fn remark(&mut self, words: &str);

    /// Numbers in columns.
    fn table(&mut self, table: &Table);
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it says.
    pub(super) words: String,
    /// How much it matters; empty where that is no question.
    pub(super) severity: String,
}

impl From<&str> for Line {
    fn from(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            severity: String::new(),
        }
    }
}

impl From<String> for Line {
    fn from(words: String) -> Self {
        Self {
            words,
            severity: String::new(),
        }
    }
}

/// Rows under a header. The columns in `numeric` hold numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Names of the columns.
    pub(super) header: Vec<&'static str>,
    /// Which columns hold numbers, by place.
    pub(super) numeric: std::ops::Range<usize>,
    /// As many cells each as there are columns.
    pub(super) rows: Vec<Vec<String>>,
}
