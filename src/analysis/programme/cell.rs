//! Three seconds of the song: what is kept of them.
//!
//! Two kinds of knowledge live in a cell. What is known per slot of 100 ms (loudness, peaks) always comes from the
//! newest pass over that slot. What is known as sums (spectra, stereo energies) comes from the fullest pass over the
//! cell, the newest one among equals, because sums of a part would not stand for the whole.

use crate::analysis::programme::packed::Packed;
use crate::analysis::programme::resonance;
use crate::analysis::programme::sums::Sums;
use crate::model::bands::FINE_BANDS;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::model::block::MeterBlock;
use crate::model::block::SpectrumSums;
use crate::units::LOUDNESS_OFFSET_LU;
use crate::units::db_power;

/// Slots of 100 ms in a cell.
pub(super) const SLOTS: usize = 30;

/// Length of a cell, seconds.
pub(super) const CELL_S: f64 = SLOTS as f64 / BLOCKS_PER_SECOND as f64;

/// Third-octaves below 125 Hz and up to 2 kHz: what a producer calls bass, mids, highs (edges 112 Hz and 2.24 kHz).
const BASS_END: usize = 8;
const MIDS_END: usize = 21;

/// 100 ms of the song.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    /// K-weighted mean square.
    pub k_mean_square: f32,
    /// Largest magnitude per channel.
    pub sample_peak: [f32; 2],
    /// Largest true peak of both channels.
    pub true_peak: f32,
    /// K-weighted mean square of the mono fold.
    pub k_fold: Packed,
    /// Short-term loudness of the engine as a mean square; 0 before 3 s have been heard.
    pub short_term: Packed,
    /// Power of bass, mids and highs.
    pub thirds: [Packed; 3],
    /// Mean square per channel.
    pub mean_square: [Packed; 2],
    /// Length; a slot of less than 100 ms ends a stream.
    pub frames: u16,
}

impl Slot {
    fn of(block: &MeterBlock) -> Self {
        let per_frame = 1.0 / f64::from(block.frames.max(1));
        let short_term_lufs = f64::from(block.short_term_lufs);
        Self {
            k_mean_square: (block.k_energy * per_frame) as f32,
            sample_peak: block.sample_peak,
            true_peak: block.true_peak[0].max(block.true_peak[1]),
            k_fold: Packed::new((block.k_energy_mono_fold * per_frame) as f32),
            short_term: Packed::new(db_power(short_term_lufs - LOUDNESS_OFFSET_LU) as f32),
            thirds: thirds(&block.spectrum),
            mean_square: [block.stereo.ll, block.stereo.rr]
                .map(|energy| Packed::new((energy * per_frame) as f32)),
            frames: u16::try_from(block.frames).unwrap_or(u16::MAX),
        }
    }
}

/// Mean power of bass, mids and highs over the fast frames of a block.
fn thirds(spectrum: &SpectrumSums) -> [Packed; 3] {
    let power = |from: usize, to: usize| {
        let sum: f32 = (from..to)
            .map(|b| spectrum.fast_ll[b] + spectrum.fast_rr[b])
            .sum();
        Packed::new(sum / spectrum.fast_frames.max(1) as f32)
    };
    [
        power(0, BASS_END),
        power(BASS_END, MIDS_END),
        power(MIDS_END, spectrum.fast_ll.len()),
    ]
}

/// Plateaus of one channel in one slot: rare, and therefore kept apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plateaus {
    pub slot: u8,
    pub channel: u8,
    pub level: f32,
    pub count: u32,
    pub samples: u32,
    pub samples_above: u32,
}

/// Broken audio in a cell: how much, and where first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Damage {
    pub count: u32,
    pub first_frame: i64,
}

impl Damage {
    fn add(&mut self, count: u32, first_frame: i64) {
        if self.count == 0 {
            self.first_frame = first_frame;
        }
        self.count = self.count.saturating_add(count);
    }

    fn worse(self, other: Self) -> Self {
        if other.count > self.count {
            other
        } else {
            self
        }
    }
}

/// Which analyser frames of a block lie wholly behind the last jump. The others still hear the place before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spectra {
    None,
    Fast,
    All,
}

/// What is known of three seconds of the song.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub slots: [Slot; SLOTS],
    /// One bit per slot that was heard in full.
    pub heard: u32,
    /// One bit per slot of which only the beginning was heard.
    pub begun: u32,
    /// Sums over the slots in `sums.slots`.
    pub sums: Sums,
    pub plateaus: Vec<Plateaus>,
    pub nonfinite: Damage,
    pub dropouts: Damage,
    /// Loudest 400 ms and 3 s that ended in the cell, LUFS.
    pub momentary_max_lufs: f32,
    pub short_term_max_lufs: f32,
    /// Revision of the mix in which it was heard.
    pub revision: u32,
    /// When it was heard last, counted in commits.
    pub heard_at: u64,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            slots: [Slot::default(); SLOTS],
            heard: 0,
            begun: 0,
            sums: Sums::default(),
            plateaus: Vec::new(),
            nonfinite: Damage::default(),
            dropouts: Damage::default(),
            momentary_max_lufs: f32::NEG_INFINITY,
            short_term_max_lufs: f32::NEG_INFINITY,
            revision: 0,
            heard_at: 0,
        }
    }
}

impl Cell {
    /// Whether anything of the slot was heard.
    pub(super) fn knows(&self, slot: usize) -> bool {
        (self.heard | self.begun) & (1 << slot) != 0
    }

    /// Slots of which anything was heard, with their numbers.
    pub(super) fn known(&self) -> impl DoubleEndedIterator<Item = (usize, &Slot)> {
        self.slots
            .iter()
            .enumerate()
            .filter(|&(i, _)| self.knows(i))
    }

    /// Takes over what a newer pass heard of the same place.
    pub(super) fn absorb(&mut self, newer: &Self) {
        // The beginning of a slot says less than the whole of it.
        let taken = newer.heard | (newer.begun & !self.heard);
        for (slot, mine) in self.slots.iter_mut().enumerate() {
            if taken & (1 << slot) != 0 {
                *mine = newer.slots[slot];
            }
        }
        let is_taken = |p: &&Plateaus| taken & (1 << p.slot) != 0;
        self.plateaus.retain(|p| !is_taken(&p));
        self.plateaus.extend(newer.plateaus.iter().filter(is_taken));
        self.heard |= newer.heard;
        self.begun = (self.begun | newer.begun) & !self.heard;
        self.nonfinite = self.nonfinite.worse(newer.nonfinite);
        self.dropouts = self.dropouts.worse(newer.dropouts);
        // A pass that heard no slot in full has no bits to tell by what its sums are of: it must not add up.
        let adds_up = newer.sums.slots != 0 && self.sums.slots != 0;
        if adds_up && newer.sums.slots & self.sums.slots == 0 {
            self.sums.merge(&newer.sums);
        } else if newer.sums.slots.count_ones() >= self.sums.slots.count_ones() {
            self.sums = newer.sums.clone();
            self.nonfinite = newer.nonfinite;
            self.dropouts = newer.dropouts;
            self.momentary_max_lufs = newer.momentary_max_lufs;
            self.short_term_max_lufs = newer.short_term_max_lufs;
        }
        self.momentary_max_lufs = self.momentary_max_lufs.max(newer.momentary_max_lufs);
        self.short_term_max_lufs = self.short_term_max_lufs.max(newer.short_term_max_lufs);
    }
}

/// A pass through a cell while it is being heard.
#[derive(Clone, Debug)]
pub(super) struct Take {
    /// Which cell: position in the song divided by its length.
    pub index: i64,
    cell: Cell,
    /// Fine spectrum at full precision.
    fine: Box<[f32; FINE_BANDS]>,
}

impl Take {
    pub(super) fn new(index: i64) -> Self {
        Self {
            index,
            cell: Cell::default(),
            fine: Box::new([0.0; FINE_BANDS]),
        }
    }

    /// Adds the next block, heard at the given slot of the cell.
    pub(super) fn add(&mut self, slot: usize, block: &MeterBlock, spectra: Spectra) {
        let cell = &mut self.cell;
        let bit = 1 << slot;
        if block.is_complete() {
            cell.heard |= bit;
            cell.sums.slots |= bit;
        } else {
            cell.begun |= bit;
        }
        cell.slots[slot] = Slot::of(block);
        cell.nonfinite
            .add(block.nonfinite_samples, block.nonfinite_frame);
        cell.dropouts.add(block.dropouts, block.dropout_frame);
        cell.momentary_max_lufs = cell.momentary_max_lufs.max(block.momentary_max_lufs);
        cell.short_term_max_lufs = cell.short_term_max_lufs.max(block.short_term_max_lufs);
        for (channel, tops) in block
            .flat_tops
            .iter()
            .enumerate()
            .filter(|(_, t)| t.plateaus > 0)
        {
            cell.plateaus.push(Plateaus {
                slot: slot as u8,
                channel: channel as u8,
                level: tops.level,
                count: tops.plateaus,
                samples: tops.samples,
                samples_above: tops.samples_above,
            });
        }
        cell.sums.add(block, spectra);
        if spectra != Spectra::None {
            for (sum, power) in self.fine.iter_mut().zip(&block.spectrum.fine) {
                *sum += power;
            }
        }
    }

    /// What this pass heard, as it is kept.
    pub(super) fn cell(&self) -> Cell {
        let mut cell = self.cell.clone();
        cell.sums.fine = self.fine.map(Packed::new);
        cell.sums.peaks = resonance::peaks(&self.fine);
        cell
    }
}
