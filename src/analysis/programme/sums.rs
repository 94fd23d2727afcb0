//! Sums over one pass through a cell: everything that needs no time axis within three seconds.

use crate::analysis::programme::cell::Spectra;
use crate::analysis::programme::packed::Packed;
use crate::model::bands::FINE_BANDS;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::bands::edges_hz;
use crate::model::block::MeterBlock;
use crate::model::block::StereoSums;
use crate::units::lufs;
use crate::units::power_db;

/// Most sibilance readings of a cell: four in every slot.
const SIBILANCE_READINGS: usize = 120;

/// Level of sibilance bin 0, dB, and bins per dB: 255 bins reach from -130 dB to -3 dB.
const SIBILANCE_FLOOR_DB: f64 = -130.0;
const SIBILANCE_BINS_PER_DB: f64 = 2.0;

/// Quieter slots are silence, whose sibilance says nothing, LUFS.
const SILENCE_LUFS: f64 = -60.0;

/// Two passes over a cell are of different mixes beyond these differences.
const CHANGED_LOUDNESS_LU: f64 = 1.0;
const CHANGED_BAND_DB: f64 = 2.0;

/// How far below the loudest band a band still counts for that, dB.
const CHANGED_BAND_RANGE_DB: f64 = 30.0;

/// A pass over a cell that can be compared with another: slots, and frames of the fast analyser (at least 25 Hz).
const COMPARABLE_SLOTS: u32 = 25;
const COMPARABLE_FRAMES: u32 = 40;

/// Slots that only one of two comparable passes may know: the same beats must be in both.
const UNCOMMON_SLOTS_MAX: u32 = 2;

/// What one pass through a cell adds up to.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    /// One bit per slot heard in full.
    pub slots: u32,
    pub frames: u64,
    pub k_energy: f64,
    pub stereo: StereoSums,
    pub dc: [f64; 2],
    pub long_frames: u32,
    pub long: [f32; THIRD_OCTAVES],
    pub infra: f32,
    pub fast_frames: u32,
    pub fast_ll: [f32; THIRD_OCTAVES],
    pub fast_rr: [f32; THIRD_OCTAVES],
    pub fast_lr: [f32; THIRD_OCTAVES],
    pub sublow: [f32; 3],
    pub wide: [f32; 3],
    /// Left plus right power per fine band.
    pub fine: [Packed; FINE_BANDS],
    /// One bit per fine band in which the spectrum of this cell peaks.
    pub peaks: [u64; 4],
    sibilance: [u8; SIBILANCE_READINGS],
    sibilance_readings: u8,
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            slots: 0,
            frames: 0,
            k_energy: 0.0,
            stereo: StereoSums::default(),
            dc: [0.0; 2],
            long_frames: 0,
            long: [0.0; THIRD_OCTAVES],
            infra: 0.0,
            fast_frames: 0,
            fast_ll: [0.0; THIRD_OCTAVES],
            fast_rr: [0.0; THIRD_OCTAVES],
            fast_lr: [0.0; THIRD_OCTAVES],
            sublow: [0.0; 3],
            wide: [0.0; 3],
            fine: [Packed::default(); FINE_BANDS],
            peaks: [0; 4],
            sibilance: [0; SIBILANCE_READINGS],
            sibilance_readings: 0,
        }
    }
}

impl Sums {
    /// Adds a block, and of its spectra those that hear this place alone.
    pub(super) fn add(&mut self, block: &MeterBlock, spectra: Spectra) {
        self.frames += u64::from(block.frames);
        self.k_energy += block.k_energy;
        add_stereo(&mut self.stereo, &block.stereo);
        self.dc[0] += block.dc_sum[0];
        self.dc[1] += block.dc_sum[1];
        let spectrum = &block.spectrum;
        if spectra == Spectra::All {
            self.long_frames += spectrum.ltas_frames;
            self.infra += spectrum.infra;
            add(&mut self.long, &spectrum.ltas);
        }
        if spectra != Spectra::None {
            self.fast_frames += spectrum.fast_frames;
            add(&mut self.fast_ll, &spectrum.fast_ll);
            add(&mut self.fast_rr, &spectrum.fast_rr);
            add(&mut self.fast_lr, &spectrum.fast_lr);
            add(&mut self.sublow, &spectrum.sublow);
            add(&mut self.wide, &spectrum.wide);
            self.add_sibilance(block);
        }
    }

    /// Adds the sums of a pass over other slots of the same cell.
    pub(super) fn merge(&mut self, other: &Self) {
        self.slots |= other.slots;
        self.frames += other.frames;
        self.k_energy += other.k_energy;
        add_stereo(&mut self.stereo, &other.stereo);
        self.dc[0] += other.dc[0];
        self.dc[1] += other.dc[1];
        self.long_frames += other.long_frames;
        self.infra += other.infra;
        add(&mut self.long, &other.long);
        self.fast_frames += other.fast_frames;
        add(&mut self.fast_ll, &other.fast_ll);
        add(&mut self.fast_rr, &other.fast_rr);
        add(&mut self.fast_lr, &other.fast_lr);
        add(&mut self.sublow, &other.sublow);
        add(&mut self.wide, &other.wide);
        for (sum, power) in self.fine.iter_mut().zip(&other.fine) {
            *sum = Packed::new(sum.get() + power.get());
        }
        for (mine, theirs) in self.peaks.iter_mut().zip(other.peaks) {
            *mine |= theirs;
        }
        for &bin in &other.sibilance[..usize::from(other.sibilance_readings)] {
            self.push_sibilance(bin);
        }
    }

    /// Bins of 0.5 dB in which the level of 5-8 kHz lay, one per fast frame.
    pub(super) fn sibilance_bins(&self) -> &[u8] {
        &self.sibilance[..usize::from(self.sibilance_readings)]
    }

    /// How this pass differs from another one over the same place; `None` where either heard too little of it.
    ///
    /// Noise of bandwidth B, heard for T, repeats its level only within `4.34 / sqrt(B T)` dB (standard deviation), so
    /// the lowest bands need more than the others: three times that, for a difference of two.
    pub(super) fn difference_from(&self, other: &Self) -> Option<Difference> {
        let uncommon_slots = (self.slots ^ other.slots).count_ones();
        if !self.is_comparable() || !other.is_comparable() || uncommon_slots > UNCOMMON_SLOTS_MAX {
            return None;
        }
        let beyond = |difference: f64, limit: f64| {
            if difference.abs() > limit {
                difference
            } else {
                0.0
            }
        };
        let mine = self.fast_levels_db();
        let theirs = other.fast_levels_db();
        let loudest_db = mine
            .iter()
            .chain(&theirs)
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let seconds = f64::from(COMPARABLE_SLOTS) / 10.0;
        let band = |band: usize| {
            let (low_hz, high_hz) = edges_hz(band);
            let spread_db = 4.34 / ((high_hz - low_hz) * seconds).sqrt();
            let limit_db = CHANGED_BAND_DB.max(3.0 * std::f64::consts::SQRT_2 * spread_db);
            let matters = mine[band].max(theirs[band]) > loudest_db - CHANGED_BAND_RANGE_DB;
            if matters {
                beyond(mine[band] - theirs[band], limit_db)
            } else {
                0.0
            }
        };
        Some(Difference {
            loudness_lu: beyond(
                self.loudness_lufs() - other.loudness_lufs(),
                CHANGED_LOUDNESS_LU,
            ),
            bands_db: std::array::from_fn(band),
        })
    }

    fn is_comparable(&self) -> bool {
        self.slots.count_ones() >= COMPARABLE_SLOTS
            && self.fast_frames >= COMPARABLE_FRAMES
            && self.loudness_lufs() > SILENCE_LUFS
    }

    fn loudness_lufs(&self) -> f64 {
        lufs(self.k_energy / self.frames.max(1) as f64)
    }

    fn fast_levels_db(&self) -> [f64; THIRD_OCTAVES] {
        let frames = f64::from(self.fast_frames.max(1));
        std::array::from_fn(|band| {
            let power = f64::from(self.fast_ll[band]) + f64::from(self.fast_rr[band]);
            power_db(power / frames + 1e-20)
        })
    }

    fn add_sibilance(&mut self, block: &MeterBlock) {
        if lufs(block.k_energy / f64::from(block.frames.max(1))) < SILENCE_LUFS {
            return;
        }
        let frames = block.spectrum.fast_frames as usize;
        for &power in block.spectrum.sibilance.iter().take(frames) {
            let bin = (power_db(f64::from(power)) - SIBILANCE_FLOOR_DB) * SIBILANCE_BINS_PER_DB;
            self.push_sibilance(bin.round().clamp(0.0, 255.0) as u8);
        }
    }

    fn push_sibilance(&mut self, bin: u8) {
        if let Some(free) = self.sibilance.get_mut(usize::from(self.sibilance_readings)) {
            *free = bin;
            self.sibilance_readings += 1;
        }
    }
}

/// How two passes over a place differ, where that is more than chance; 0 elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    loudness_lu: f64,
    bands_db: [f64; THIRD_OCTAVES],
}

impl Difference {
    /// Whether two places differ in the same way: louder or quieter both, or one band raised or lowered in both.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let mut bands = self.bands_db.iter().zip(&other.bands_db);
        self.loudness_lu * other.loudness_lu > 0.0
            || bands.any(|(mine, theirs)| mine * theirs > 0.0)
    }
}

/// Decibels between two sibilance bins.
pub(super) fn sibilance_bins_db(bins: f64) -> f64 {
    bins / SIBILANCE_BINS_PER_DB
}

fn add<const N: usize>(sums: &mut [f32; N], terms: &[f32; N]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
}

/// Adds stereo energies.
pub(super) fn add_stereo(sums: &mut StereoSums, terms: &StereoSums) {
    sums.ll += terms.ll;
    sums.rr += terms.rr;
    sums.lr += terms.lr;
}
