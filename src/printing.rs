//! What was found, in words: the same words and numbers in a terminal, in Markdown and on the clipboard.

mod comparison;
mod digest;
mod markdown;
mod metrics;
mod numbers;
mod page;
mod report;
mod song;
mod text;
pub mod words;

use crate::model::comparison::Comparison;
use crate::model::history::History;
use crate::model::report::Report;
use crate::printing::markdown::Markdown;
use crate::printing::text::Text;

/// Everything there is to say of a song in progress.
#[derive(Clone, Copy, Debug)]
pub struct Song<'a> {
    /// What is heard now.
    pub report: &'a Report,
    /// Round of work; `None` while rounds are not counted.
    pub round: Option<u32>,
    /// The versions, what is compared, and what the person is working on.
    pub history: &'a History,
}

/// The state of a song as Markdown, for people and assistants: the list, the versions with their notes, the comparison.
#[must_use]
pub fn song_markdown(song: &Song) -> String {
    song::render(song)
}

/// A report for a terminal of 80 columns. Without a round, nobody counts them.
#[must_use]
pub fn report_text(report: &Report, round: Option<u32>) -> String {
    let mut page = Text::default();
    report::fill(&mut page, report, round);
    page.finish()
}

/// The same as Markdown.
#[must_use]
pub fn report_markdown(report: &Report, round: Option<u32>) -> String {
    let mut page = Markdown::new();
    report::fill(&mut page, report, round);
    page.finish()
}

/// A comparison for a terminal of 80 columns. Without a round, nobody counts them.
#[must_use]
pub fn comparison_text(comparison: &Comparison, round: Option<u32>) -> String {
    let mut page = Text::default();
    comparison::fill(&mut page, comparison, round);
    page.finish()
}

/// The same as Markdown.
#[must_use]
pub fn comparison_markdown(comparison: &Comparison, round: Option<u32>) -> String {
    let mut page = Markdown::new();
    comparison::fill(&mut page, comparison, round);
    page.finish()
}

#[cfg(test)]
mod tests;
