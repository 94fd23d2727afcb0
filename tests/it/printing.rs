//! Comparisons and songs as people and assistants read them. The pages expected here were written by hand.

mod comparison;
mod song;
mod written;

use triage::printing::Song;
use triage::printing::comparison_markdown;
use triage::printing::comparison_text;
use triage::printing::song_markdown;

#[test]
fn comparison_reads_as_laid_out_by_hand() {
    let page = comparison_text(&comparison::comparison(), Some(2));
    insta::assert_snapshot!("comparison_text", page);
}

#[test]
fn comparison_in_markdown_reads_as_laid_out_by_hand() {
    let page = comparison_markdown(&comparison::comparison(), Some(2));
    insta::assert_snapshot!("comparison_markdown", page);
}

#[test]
fn song_reads_as_laid_out_by_hand() {
    let report = written::report();
    let history = song::history();
    let page = song_markdown(&Song {
        report: &report,
        round: Some(2),
        history: &history,
    });
    insta::assert_snapshot!("song", page);
}
