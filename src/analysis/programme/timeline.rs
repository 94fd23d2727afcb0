//! The song map laid out in time: loudness of every 100 ms, and when music was audible.

use crate::analysis::programme::cell::Cell;
use crate::analysis::programme::cell::SLOTS;
use crate::analysis::programme::loudness;
use crate::analysis::programme::packed::Packed;
use crate::analysis::programme::song_map::Known;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::units::lufs;

/// Slots in the window of momentary and of short-term loudness.
pub(super) const MOMENTARY_SLOTS: usize = 4;
pub(super) const SHORT_TERM_SLOTS: usize = 30;

/// Music is audible above -60 LUFS and within 20 LU of the integrated loudness.
const ACTIVE_LUFS: f64 = -60.0;
const ACTIVE_RANGE_LU: f64 = 20.0;

/// 100 ms of the song, heard in full.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// Song position in units of 100 ms.
    pub slot: i64,
    /// How many moments before it, itself included, follow each other without a gap.
    pub run: usize,
    pub k_mean_square: f64,
    pub true_peak: f64,
    /// Loudness of the 400 ms that end here.
    pub momentary_lufs: Option<f64>,
    /// Loudness of the 3 s that end here.
    pub short_term_lufs: Option<f64>,
    /// Loudness of the 3 s that end here, or of what was heard of them.
    pub recent_lufs: f64,
    /// Power of bass, mids and highs.
    pub thirds: [Packed; 3],
    /// Mean square per channel.
    pub mean_square: [Packed; 2],
    pub is_active: bool,
}

impl Moment {
    /// Where it begins, seconds.
    pub(super) fn start_s(&self) -> f64 {
        slot_s(self.slot)
    }
}

/// A cell of the map, and its part in the timeline.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub index: i64,
    pub cell: Known<'a>,
    /// Its moments in the timeline.
    pub moments: std::ops::Range<usize>,
    /// Slots in which music was audible.
    pub active_slots: u32,
}

/// The song in time.
#[derive(Debug)]
pub(super) struct Timeline<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub moments: Vec<Moment>,
    pub integrated_lufs: Option<f64>,
    /// Integrated loudness of the mono fold.
    pub fold_lufs: Option<f64>,
}

impl<'a> Timeline<'a> {
    pub(super) fn new(cells: Vec<(i64, Known<'a>)>) -> Self {
        // Room for exactly what is there: a vector that grows by doubling would take three times as much for a moment.
        let slots = cells
            .iter()
            .map(|(_, cell)| cell.heard.count_ones())
            .sum::<u32>() as usize;
        let mut moments = Vec::with_capacity(slots);
        let mut folds = Vec::with_capacity(slots);
        let mut pieces: Vec<Piece<'a>> = Vec::with_capacity(cells.len());
        for (index, cell) in cells {
            let first = moments.len();
            for slot in (0..SLOTS).filter(|slot| cell.heard & (1 << slot) != 0) {
                folds.push(f64::from(cell.slots[slot].k_fold.get()));
                let moment = next_moment(&moments, index * SLOTS as i64 + slot as i64, &cell, slot);
                moments.push(moment);
            }
            pieces.push(Piece {
                index,
                cell,
                moments: first..moments.len(),
                active_slots: 0,
            });
        }
        let energies: Vec<f64> = moments.iter().map(|m| m.k_mean_square).collect();
        let mut song = Self {
            integrated_lufs: loudness::integrated_lufs(&moments, &energies),
            fold_lufs: loudness::integrated_lufs(&moments, &folds),
            pieces,
            moments,
        };
        song.find_active();
        song
    }

    /// Pieces in which music was audible at all: what long-term sums run over.
    pub(super) fn active(&self) -> impl Iterator<Item = &Piece<'a>> {
        self.pieces.iter().filter(|piece| piece.active_slots > 0)
    }

    /// Pieces that are mostly music: what statistics over pieces run over. All active ones if there is no such.
    pub(super) fn filled(&self) -> Vec<&Piece<'a>> {
        let half = (SLOTS / 2) as u32;
        let filled: Vec<_> = self
            .pieces
            .iter()
            .filter(|p| p.active_slots >= half)
            .collect();
        if filled.is_empty() {
            self.active().collect()
        } else {
            filled
        }
    }

    /// Audible time, seconds.
    pub(super) fn active_s(&self) -> f64 {
        let slots: u32 = self.pieces.iter().map(|piece| piece.active_slots).sum();
        f64::from(slots) / BLOCKS_PER_SECOND as f64
    }

    fn find_active(&mut self) {
        let floor_lufs = self
            .integrated_lufs
            .map_or(ACTIVE_LUFS, |i| ACTIVE_LUFS.max(i - ACTIVE_RANGE_LU));
        for piece in &mut self.pieces {
            for moment in &mut self.moments[piece.moments.clone()] {
                moment.is_active = moment.recent_lufs > floor_lufs;
                piece.active_slots += u32::from(moment.is_active);
            }
        }
    }
}

/// Song position of a slot, seconds.
pub(super) fn slot_s(slot: i64) -> f64 {
    slot as f64 / BLOCKS_PER_SECOND as f64
}

fn next_moment(before: &[Moment], slot: i64, cell: &Cell, in_cell: usize) -> Moment {
    let heard = &cell.slots[in_cell];
    let run = match before.last() {
        Some(last) if last.slot + 1 == slot => last.run + 1,
        _ => 1,
    };
    let own = f64::from(heard.k_mean_square);
    let mean = |slots: usize| {
        let earlier = before.iter().rev().take(slots - 1);
        (earlier.map(|m| m.k_mean_square).sum::<f64>() + own) / slots as f64
    };
    // The engine hears 3 s even where the song map does not know them: in short loops, and after a lost block.
    let engine = f64::from(heard.short_term.get());
    let short_term_lufs = if run >= SHORT_TERM_SLOTS {
        Some(lufs(mean(SHORT_TERM_SLOTS)))
    } else {
        (engine > 0.0).then(|| lufs(engine))
    };
    Moment {
        slot,
        run,
        k_mean_square: own,
        true_peak: f64::from(heard.true_peak),
        momentary_lufs: (run >= MOMENTARY_SLOTS).then(|| lufs(mean(MOMENTARY_SLOTS))),
        short_term_lufs,
        recent_lufs: short_term_lufs.unwrap_or_else(|| lufs(mean(run.min(SHORT_TERM_SLOTS)))),
        thirds: heard.thirds,
        mean_square: heard.mean_square,
        is_active: false,
    }
}
