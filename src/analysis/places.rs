//! Where in the song something holds.

use crate::model::measurement::Cell;
use crate::model::measurement::Measurement;
use crate::model::report::Place;

/// Most stretches named for one issue.
const PLACES_MAX: usize = 4;

/// Most single events named for one issue.
pub(super) const EVENTS_MAX: usize = 32;

/// Held in more than this share of the song, an issue has no place: it is everywhere.
const THROUGHOUT: f64 = 0.8;

/// A piece of the song with less sound than this is not asked, seconds.
const CELL_ACTIVE_MIN_S: f64 = 1.0;

/// Pieces closer than this are neighbours, seconds.
const NEIGHBOUR_S: f64 = 0.5;

struct Stretch {
    place: Place,
    weight: f64,
}

/// Stretches of the song in which the excess is above zero: the worst few, in song order.
///
/// Empty where it holds throughout, and where no single piece shows it.
pub(super) fn where_exceeded(
    measurement: &Measurement,
    excess: impl Fn(&Cell) -> Option<f64>,
) -> Vec<Place> {
    let judged: Vec<(&Cell, f64)> = measurement
        .cells
        .iter()
        .filter(|cell| cell.active_s >= CELL_ACTIVE_MIN_S)
        .filter_map(|cell| Some((cell, excess(cell)?)))
        .collect();
    let holding: Vec<(&Cell, f64)> = judged.iter().copied().filter(|(_, x)| *x > 0.0).collect();
    if holding.len() as f64 > THROUGHOUT * judged.len() as f64 {
        return Vec::new();
    }
    worst_in_order(merged(&holding))
}

/// One place per event.
pub(super) fn events(ranges_s: impl Iterator<Item = (f64, f64)>) -> Vec<Place> {
    ranges_s
        .take(EVENTS_MAX)
        .map(|(start_s, end_s)| Place { start_s, end_s })
        .collect()
}

fn merged(holding: &[(&Cell, f64)]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (cell, excess) in holding {
        let weight = excess * cell.active_s;
        match stretches.last_mut() {
            Some(last) if cell.start_s - last.place.end_s <= NEIGHBOUR_S => {
                last.place.end_s = cell.end_s;
                last.weight += weight;
            }
            _ => stretches.push(Stretch {
                place: Place {
                    start_s: cell.start_s,
                    end_s: cell.end_s,
                },
                weight,
            }),
        }
    }
    stretches
}

fn worst_in_order(mut stretches: Vec<Stretch>) -> Vec<Place> {
    stretches.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    stretches.truncate(PLACES_MAX);
    stretches.sort_by(|a, b| a.place.start_s.total_cmp(&b.place.start_s));
    stretches.into_iter().map(|stretch| stretch.place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bands::THIRD_OCTAVES;
    use crate::units::Db;

    fn song(widths_db: &[f64]) -> Measurement {
        let cells = widths_db.iter().enumerate().map(|(number, width_db)| Cell {
            start_s: number as f64 * 3.0,
            end_s: number as f64 * 3.0 + 3.0,
            active_s: 3.0,
            loudness: None,
            true_peak: None,
            psr_min: None,
            third_octave_db: [0.0; THIRD_OCTAVES],
            correlation: None,
            balance: None,
            correlation_wide: None,
            width_wide: Some(Db::new(*width_db)),
            width_sublow: None,
        });
        Measurement {
            cells: cells.collect(),
            ..Measurement::default()
        }
    }

    fn above(measurement: &Measurement, limit_db: f64) -> Vec<Place> {
        where_exceeded(measurement, |cell| {
            Some(cell.width_wide?.value() - limit_db)
        })
    }

    #[test]
    fn neighbours_are_one_place() {
        let song = song(&[0.0, 5.0, 5.0, 0.0, 0.0, 4.0]);
        let expected = [
            Place {
                start_s: 3.0,
                end_s: 9.0,
            },
            Place {
                start_s: 15.0,
                end_s: 18.0,
            },
        ];
        assert_eq!(above(&song, 2.0), expected);
    }

    #[test]
    fn what_holds_throughout_has_no_place() {
        assert_eq!(above(&song(&[5.0; 10]), 2.0), []);
    }

    #[test]
    fn only_the_worst_places_are_named_in_song_order() {
        let song = song(&[3.0, 0.0, 9.0, 0.0, 8.0, 0.0, 7.0, 0.0, 6.0, 0.0]);
        let starts: Vec<f64> = above(&song, 2.0)
            .iter()
            .map(|place| place.start_s)
            .collect();
        assert_eq!(starts, [6.0, 12.0, 18.0, 24.0]);
    }
}
