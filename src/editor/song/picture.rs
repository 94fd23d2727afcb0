//! What the song display shows, made from the answer.

use std::rc::Rc;

use crate::editor::words;
use crate::model::answer::Answer;
use crate::model::answer::SongCell;
use crate::model::event::ClipClass;
use crate::model::report::Issue;
use crate::model::report::Place;
use crate::model::report::Severity;

/// Everything the song display draws.
#[derive(Clone, Debug, PartialEq)]
pub struct SongPicture {
    /// What changes with the answer or the selection.
    pub map: Rc<SongMap>,
    /// Where the song plays, seconds; `None` without a transport.
    pub playhead_s: Option<f64>,
}

/// The song by position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SongMap {
    /// Ends of the time axis, seconds.
    pub span_s: (f64, f64),
    /// What was heard, in song order.
    pub cells: Vec<SongCell>,
    /// Where samples are clipped, seconds.
    pub clips_s: Vec<f64>,
    /// Where issues are.
    pub marks: Vec<IssueMark>,
    /// Where the selected issue is, and how much it matters.
    pub lit: Option<(Severity, Vec<Place>)>,
    /// `Heard 2:41`.
    pub heard: String,
    /// What to do, while there is nothing to show.
    pub note: Option<&'static str>,
}

/// An issue at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IssueMark {
    /// Where it begins, seconds.
    pub position_s: f64,
    /// How much it matters.
    pub severity: Severity,
}

const PLAY: &str = "Play the song from start to end: what was heard appears here.";

/// The axis ends at a multiple of this, seconds: it then stands still for half a minute at a time.
const SPAN_STEP_S: f64 = 30.0;

impl SongMap {
    /// What to show of an answer, with one of its issues selected or none.
    #[must_use]
    pub fn of(answer: Option<&Answer>, selected: Option<&Issue>) -> Self {
        let Some(answer) = answer.filter(|answer| !answer.song.cells.is_empty()) else {
            return Self {
                span_s: (0.0, SPAN_STEP_S),
                note: Some(PLAY),
                ..Self::default()
            };
        };
        let clips = answer.song.clips.iter();
        Self {
            span_s: span_s(&answer.song.cells),
            cells: answer.song.cells.clone(),
            // What is only between samples is not clipped here; the meters show it as true peak.
            clips_s: clips
                .filter(|clip| clip.class != ClipClass::InterSample)
                .map(|clip| clip.start_s)
                .collect(),
            marks: marks(&answer.report.issues),
            lit: selected.map(|issue| (issue.severity, issue.places.clone())),
            heard: format!("Heard {}", words::clock(answer.report.coverage.heard_s)),
            note: None,
        }
    }

    /// Stretches of the axis that were not heard, seconds.
    #[must_use]
    pub fn unheard_s(&self) -> Vec<(f64, f64)> {
        let (mut at_s, end_s) = self.span_s;
        let mut gaps = Vec::new();
        for cell in &self.cells {
            if cell.start_s > at_s {
                gaps.push((at_s, cell.start_s));
            }
            at_s = at_s.max(cell.end_s);
        }
        if at_s < end_s {
            gaps.push((at_s, end_s));
        }
        gaps
    }

    /// The piece at a position.
    #[must_use]
    pub fn cell_at(&self, position_s: f64) -> Option<&SongCell> {
        let mut cells = self.cells.iter();
        cells.find(|cell| (cell.start_s..cell.end_s).contains(&position_s))
    }
}

fn span_s(cells: &[SongCell]) -> (f64, f64) {
    let start_s = cells.first().map_or(0.0, |cell| cell.start_s.min(0.0));
    let end_s = cells.last().map_or(0.0, |cell| cell.end_s);
    let steps = ((end_s - start_s) / SPAN_STEP_S).ceil().max(1.0);
    (start_s, start_s + steps * SPAN_STEP_S)
}

/// The least important first, so that the most important is drawn on top.
fn marks(issues: &[Issue]) -> Vec<IssueMark> {
    let of_issue = |issue: &Issue| {
        let severity = issue.severity;
        let mark = move |place: &Place| IssueMark {
            position_s: place.start_s,
            severity,
        };
        issue.places.iter().map(mark).collect::<Vec<_>>()
    };
    issues.iter().rev().flat_map(of_issue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(start_s: f64) -> SongCell {
        SongCell {
            start_s,
            end_s: start_s + 3.0,
            loudness_lufs: Some(-14.0),
            true_peak_dbtp: Some(-1.0),
        }
    }

    #[test]
    fn nothing_heard_says_what_to_do() {
        assert_eq!(SongMap::of(None, None).note, Some(PLAY));
    }

    #[test]
    fn gaps_are_what_no_cell_covers() {
        let map = SongMap {
            span_s: (0.0, 30.0),
            cells: vec![cell(3.0), cell(6.0), cell(21.0)],
            ..SongMap::default()
        };
        assert_eq!(map.unheard_s(), [(0.0, 3.0), (9.0, 21.0), (24.0, 30.0)]);
        assert_eq!(map.cell_at(7.5), Some(&cell(6.0)));
        assert_eq!(map.cell_at(12.0), None);
    }

    #[test]
    fn axis_holds_the_song_and_grows_in_steps() {
        assert_eq!(span_s(&[cell(0.0), cell(27.0)]), (0.0, 30.0));
        assert_eq!(span_s(&[cell(0.0), cell(30.0)]), (0.0, 60.0));
        assert_eq!(span_s(&[cell(-3.0), cell(3.0)]), (-3.0, 27.0));
    }
}
