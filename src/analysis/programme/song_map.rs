//! The song as it was heard: cells of 3 s by song position, each place once, the newest pass over it.
//!
//! The map notices when the mix has changed: when two places in a row are heard again and both differ in the same way
//! (`Sums::difference_from`), a new revision begins with them, and cells not heard in it no longer take part in the
//! judgement. They come back as they are replayed. One place alone proves nothing: it may have been edited by itself,
//! and 3 s of the same music, cut 50 ms later, differ by up to 10 dB in some band, but then in no consistent way.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::analysis::programme::cell::Cell;
use crate::analysis::programme::cell::SLOTS;
use crate::analysis::programme::cell::Take;
use crate::analysis::programme::sums::Difference;

/// All that is known of the song.
#[derive(Debug)]
pub(super) struct SongMap {
    /// Most cells kept. Beyond, the one heard longest ago makes room.
    cells_max: usize,
    cells: BTreeMap<i64, Box<Cell>>,
    revision: u32,
    commits: u64,
    /// The place heard again last, and how it differed from before.
    replayed: Option<(i64, Difference)>,
}

/// A cell that counts. A `Cow` would say the same, and take the room of a whole cell for each.
#[derive(Debug)]
pub(super) enum Known<'a> {
    /// As the map keeps it.
    Kept(&'a Cell),
    /// As it would be if the pass in progress were over.
    Open(Box<Cell>),
}

impl Deref for Known<'_> {
    type Target = Cell;

    fn deref(&self) -> &Cell {
        match self {
            Self::Kept(cell) => cell,
            Self::Open(cell) => cell,
        }
    }
}

/// What a pass through a cell makes of it.
struct Outcome {
    cell: Cell,
    commit: Commit,
    /// How the pass differed from the one before, where that can be told.
    difference: Option<Difference>,
}

/// What a commit did to the cell that was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commit {
    /// It was of the same mix, or there was none.
    Joined,
    /// It was of an older mix and is gone.
    Replaced,
}

impl SongMap {
    pub(super) fn new(cells_max: usize) -> Self {
        Self {
            cells_max,
            cells: BTreeMap::new(),
            revision: 0,
            commits: 0,
            replayed: None,
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::new(self.cells_max);
    }

    /// Enters a pass through a cell.
    pub(super) fn commit(&mut self, take: &Take) -> Commit {
        self.commits += 1;
        let Outcome {
            mut cell,
            commit,
            difference,
        } = self.outcome(take);
        cell.heard_at = self.commits;
        if cell.revision != self.revision {
            self.begin_revision(cell.revision);
        }
        if let Some(difference) = difference {
            self.replayed = Some((take.index, difference));
        }
        self.cells.insert(take.index, Box::new(cell));
        if self.cells.len() > self.cells_max {
            let oldest = self.cells.iter().min_by_key(|(_, cell)| cell.heard_at);
            if let Some(index) = oldest.map(|(&index, _)| index) {
                self.cells.remove(&index);
            }
        }
        commit
    }

    /// The place before belongs to the new mix already: it was what gave it away.
    fn begin_revision(&mut self, revision: u32) {
        self.revision = revision;
        let witness = self.replayed.as_ref().map(|(index, _)| *index);
        if let Some(cell) = witness.and_then(|index| self.cells.get_mut(&index)) {
            cell.revision = revision;
        }
    }

    /// The cells that count, in song order, with the pass in progress as if it were over.
    pub(super) fn current(&self, take: Option<&Take>) -> Vec<(i64, Known<'_>)> {
        let open = take.map(|take| (take.index, self.outcome(take).cell));
        let revision = open
            .as_ref()
            .map_or(self.revision, |(_, cell)| cell.revision);
        let witness = match &self.replayed {
            Some((index, _)) if revision != self.revision => Some(*index),
            _ => None,
        };
        let open_index = open.as_ref().map(|&(index, _)| index);
        let mut cells: Vec<(i64, Known<'_>)> = self
            .cells
            .iter()
            .filter(|&(&index, cell)| cell.revision == revision || Some(index) == witness)
            .filter(|&(&index, _)| Some(index) != open_index)
            .map(|(&index, cell)| (index, Known::Kept(cell)))
            .collect();
        if let Some((index, cell)) = open {
            let place = cells.partition_point(|&(i, _)| i < index);
            cells.insert(place, (index, Known::Open(Box::new(cell))));
        }
        cells
    }

    /// What a pass makes of its cell.
    fn outcome(&self, take: &Take) -> Outcome {
        let mut cell = take.cell();
        cell.revision = self.revision;
        let known = self.cells.get(&take.index);
        let Some(known) = known.filter(|known| known.revision == self.revision) else {
            let commit = if known.is_some() {
                Commit::Replaced
            } else {
                Commit::Joined
            };
            return Outcome {
                cell,
                commit,
                difference: None,
            };
        };
        let difference = cell.sums.difference_from(&known.sums);
        let is_new_mix = match (&self.replayed, &difference) {
            (Some((index, before)), Some(now)) => *index != take.index && now.is_like(before),
            _ => false,
        };
        if is_new_mix {
            cell.revision = self.revision.wrapping_add(1);
            return Outcome {
                cell,
                commit: Commit::Replaced,
                difference,
            };
        }
        let mut joined = Cell::clone(known);
        joined.absorb(&cell);
        Outcome {
            cell: joined,
            commit: Commit::Joined,
            difference,
        }
    }
}

/// Cell and slot within it of a slot of the song.
pub(super) fn locate(song_slot: i64) -> (i64, usize) {
    let slots = SLOTS as i64;
    (
        song_slot.div_euclid(slots),
        song_slot.rem_euclid(slots) as usize,
    )
}

#[cfg(test)]
impl SongMap {
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn song_positions_before_zero_have_their_place() {
        assert_eq!(locate(0), (0, 0));
        assert_eq!(locate(29), (0, 29));
        assert_eq!(locate(-1), (-1, 29));
        assert_eq!(locate(-31), (-2, 29));
    }

    #[test]
    fn the_place_heard_longest_ago_makes_room() {
        let mut map = SongMap::new(10);
        for index in 0..=10 {
            map.commit(&Take::new(index % 10));
        }
        map.commit(&Take::new(-5));
        assert_eq!(map.cells.len(), 10);
        // The first place was heard again in between, so the second one is the oldest.
        assert!(map.cells.contains_key(&0) && map.cells.contains_key(&-5));
        assert!(!map.cells.contains_key(&1));
    }
}
