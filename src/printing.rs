//! What was found, in words: the same words and numbers in a terminal, in Markdown and on the clipboard.

use crate::model::history::History;
use crate::model::report::Report;

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
    let _ = song;
    unimplemented!()
}
