//! The trace of a lossy codec: a steep, steady low-pass near the top of hearing.

use crate::analysis::programme::timeline::Timeline;
use crate::model::bands::FINE_BANDS;
use crate::model::bands::fine_edge_hz;
use crate::units::power_db;

/// Codecs cut between these frequencies, Hz. The fine spectrum ends at 20.48 kHz, so a cut near 20 kHz stays unseen.
const SEARCH_HZ: (f64, f64) = (15_000.0, 20_500.0);

/// Above this share of half the sample rate a converter's own filter may begin.
const CONVERTER_SHARE: f64 = 0.88;

/// The fall within a sixth of an octave, dB: no instrument, room or tone control falls that fast.
const DROP_DB: f64 = 30.0;

/// The same in a single cell, whose levels scatter, and the share of the cells that must agree.
const CELL_DROP_DB: f64 = 24.0;
const CELLS_AGREE: f64 = 0.9;

/// Fewer cells with enough treble to tell prove nothing: 9 s.
const CELLS_MIN: usize = 3;

/// Treble below this level is noise, dB.
const TREBLE_DB: f64 = -105.0;

/// Where the music ends, Hz.
pub(super) fn find_hz(song: &Timeline<'_>, sample_rate_hz: f64) -> Option<f64> {
    let filled = song.filled();
    // Worked out twice rather than kept: two kilobytes for each 3 s of the song.
    let cells = || {
        let sums = filled.iter().map(|piece| &piece.cell.sums);
        sums.filter(|sums| sums.fast_frames > 0).map(|sums| {
            let frames = f64::from(sums.fast_frames);
            sums.fine.map(|power| f64::from(power.get()) / frames)
        })
    };
    let count = cells().count() as f64;
    let mut mean = [0.0; FINE_BANDS];
    for cell in cells() {
        for (sum, power) in mean.iter_mut().zip(cell) {
            *sum += power / count;
        }
    }
    let highest_hz = SEARCH_HZ.1.min(CONVERTER_SHARE * sample_rate_hz / 2.0);
    let edge = (0..FINE_BANDS)
        .filter(|&b| fine_edge_hz(b) >= SEARCH_HZ.0 && fine_edge_hz(b) <= highest_hz)
        .filter(|&b| {
            Drop::at(&mean, b).is_some_and(|d| d.before_db > TREBLE_DB && d.fall_db() > DROP_DB)
        })
        .max_by(|&a, &b| step_db(&mean, a).total_cmp(&step_db(&mean, b)))?;
    let floor_db = Drop::at(&mean, edge)?.after_db;
    let judged: Vec<Drop> = cells()
        .filter_map(|cell| Drop::at(&cell, edge))
        .filter(|drop| drop.before_db > floor_db + DROP_DB)
        .collect();
    let agreeing = judged
        .iter()
        .filter(|drop| drop.fall_db() > CELL_DROP_DB)
        .count();
    let is_steady =
        judged.len() >= CELLS_MIN && agreeing as f64 >= CELLS_AGREE * judged.len() as f64;
    is_steady.then(|| fine_edge_hz(edge))
}

/// Fall from the band below an edge to the one above.
fn step_db(fine: &[f64; FINE_BANDS], edge: usize) -> f64 {
    power_db((fine[edge - 1] + 1e-20) / (fine[edge] + 1e-20))
}

/// Levels on both sides of an edge: a sixth of an octave lies between them.
struct Drop {
    /// The weakest of three bands before it: one whistling tone is not a spectrum.
    before_db: f64,
    /// The strongest of all bands after it: what comes back was not cut.
    after_db: f64,
}

impl Drop {
    /// `None` where no band is left behind the edge.
    fn at(fine: &[f64; FINE_BANDS], edge: usize) -> Option<Self> {
        let level_db = |power: &f64| power_db(power + 1e-20);
        let after = fine.get(edge + 2..).filter(|bands| !bands.is_empty())?;
        Some(Self {
            before_db: fine[edge - 5..edge - 2]
                .iter()
                .map(level_db)
                .fold(f64::INFINITY, f64::min),
            after_db: after.iter().map(level_db).fold(f64::NEG_INFINITY, f64::max),
        })
    }

    fn fall_db(&self) -> f64 {
        self.before_db - self.after_db
    }
}
