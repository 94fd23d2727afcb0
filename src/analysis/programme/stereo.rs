//! Stereo image of the song, from energies: whole, of the width range, of the low end, per third-octave.

use crate::analysis::programme::cell::Cell;
use crate::analysis::programme::sums::add_stereo;
use crate::analysis::programme::timeline::Timeline;
use crate::model::bands::THIRD_OCTAVES;
use crate::model::block::StereoSums;
use crate::model::measurement::BandStereo;
use crate::model::measurement::Stereo;
use crate::units::Db;
use crate::units::Dbfs;
use crate::units::power_db;

/// A channel below this mean square is silent, and has no correlation (measurement book, 4.1): -70 dBFS.
const SILENT_CHANNEL: f64 = 1e-7;

/// The same within a band, which holds a fraction of the energy: -110 dBFS.
const SILENT_BAND: f64 = 1e-11;

/// A third-octave further below the loudest one carries no sound, dB.
const BAND_RANGE_DB: f64 = 60.0;

/// Widths end here, dB: beyond lies mono, or mono with one side inverted.
const WIDTH_END_DB: f64 = 60.0;

/// Side over mid below which both channels carry the same samples: -120 dB, under any dither.
const MONO_RATIO: f64 = 1e-12;

/// Sums of the whole song over active audio.
pub(super) struct Image {
    frames: u64,
    sums: StereoSums,
    fast_frames: u64,
    bands: [StereoSums; THIRD_OCTAVES],
    wide: StereoSums,
    sublow: StereoSums,
}

impl Image {
    pub(super) fn new(song: &Timeline<'_>) -> Self {
        let mut image = Self {
            frames: 0,
            sums: StereoSums::default(),
            fast_frames: 0,
            bands: [StereoSums::default(); THIRD_OCTAVES],
            wide: StereoSums::default(),
            sublow: StereoSums::default(),
        };
        for piece in song.active() {
            image.add(&piece.cell);
        }
        image
    }

    fn add(&mut self, cell: &Cell) {
        let sums = &cell.sums;
        self.frames += sums.frames;
        self.fast_frames += u64::from(sums.fast_frames);
        add_stereo(&mut self.sums, &sums.stereo);
        add_stereo(&mut self.wide, &stereo_sums(sums.wide));
        add_stereo(&mut self.sublow, &stereo_sums(sums.sublow));
        for (band, total) in self.bands.iter_mut().enumerate() {
            add_stereo(
                total,
                &stereo_sums([sums.fast_ll[band], sums.fast_rr[band], sums.fast_lr[band]]),
            );
        }
    }

    /// Whether both channels carry the same samples.
    pub(super) fn is_mono(&self) -> bool {
        let StereoSums { ll, rr, lr } = self.sums;
        ll + rr > 0.0 && ll + rr - 2.0 * lr <= MONO_RATIO * (ll + rr)
    }

    /// Mean square of the louder channel.
    pub(super) fn louder_mean_square(&self) -> f64 {
        self.sums.ll.max(self.sums.rr) / self.frames.max(1) as f64
    }

    /// The stereo image; `None` without sound.
    pub(super) fn measure(&self) -> Option<Stereo> {
        let sums = self.sums;
        if self.frames == 0 || sums.ll + sums.rr <= 0.0 {
            return None;
        }
        let frames = self.frames as f64;
        let fast_frames = self.fast_frames.max(1) as f64;
        let loudest = self.bands.iter().map(|b| b.ll + b.rr).fold(0.0, f64::max);
        let least = loudest * 10f64.powf(-BAND_RANGE_DB / 10.0);
        let is_mono = self.is_mono();
        let band = |sums: &StereoSums| band_stereo(sums, fast_frames, is_mono);
        Some(Stereo {
            correlation: correlation(&sums, frames * SILENT_CHANNEL),
            width: if is_mono { None } else { width(&sums) },
            balance: balance(&sums, frames * SILENT_CHANNEL),
            mono_loss: mono_loss(&sums),
            wide: band(&self.wide),
            sublow: band(&self.sublow),
            bands: self
                .bands
                .map(|b| if b.ll + b.rr > least { band(&b) } else { None }),
        })
    }
}

fn band_stereo(sums: &StereoSums, frames: f64, is_mono: bool) -> Option<BandStereo> {
    let level = Dbfs::from_mean_square((sums.ll + sums.rr) / frames)?;
    Some(BandStereo {
        level,
        correlation: correlation(sums, frames * SILENT_BAND),
        width: if is_mono { None } else { width(sums) },
        mono_loss: mono_loss(sums),
    })
}

/// Readings of one cell: correlation, balance, correlation and width of the width range, width of the low end.
pub(super) struct CellImage {
    pub correlation: Option<f64>,
    pub balance: Option<Db>,
    pub correlation_wide: Option<f64>,
    pub width_wide: Option<Db>,
    pub width_sublow: Option<Db>,
}

/// The stereo image of a cell.
pub(super) fn cell_image(cell: &Cell) -> CellImage {
    let silent = cell.sums.frames as f64 * SILENT_CHANNEL;
    let silent_band = f64::from(cell.sums.fast_frames) * SILENT_BAND;
    let wide = stereo_sums(cell.sums.wide);
    CellImage {
        correlation: correlation(&cell.sums.stereo, silent),
        balance: balance(&cell.sums.stereo, silent),
        correlation_wide: correlation(&wide, silent_band),
        width_wide: width(&wide),
        width_sublow: width(&stereo_sums(cell.sums.sublow)),
    }
}

/// Correlation, uncentred like a hardware meter's; `None` where one channel has no more than `silent` energy.
fn correlation(sums: &StereoSums, silent: f64) -> Option<f64> {
    (sums.ll > silent && sums.rr > silent)
        .then(|| (sums.lr / (sums.ll * sums.rr).sqrt()).clamp(-1.0, 1.0))
}

/// Right over left; `None` where one channel has no more than `silent` energy.
fn balance(sums: &StereoSums, silent: f64) -> Option<Db> {
    (sums.ll > silent && sums.rr > silent).then(|| Db::new(power_db(sums.rr / sums.ll)))
}

/// Side over mid, -60 dB for mono to +60 dB for inverted mono; `None` for silence.
fn width(sums: &StereoSums) -> Option<Db> {
    let mid = (sums.ll + sums.rr + 2.0 * sums.lr).max(0.0);
    let side = (sums.ll + sums.rr - 2.0 * sums.lr).max(0.0);
    (mid + side > 0.0).then(|| Db::new(power_db(side / mid).clamp(-WIDTH_END_DB, WIDTH_END_DB)))
}

/// Mono fold over the mean of the channels; `None` where nothing is left of it.
fn mono_loss(sums: &StereoSums) -> Option<Db> {
    let mid = (sums.ll + sums.rr + 2.0 * sums.lr).max(0.0) / 4.0;
    Db::measured(power_db(mid / ((sums.ll + sums.rr) / 2.0)))
}

fn stereo_sums([ll, rr, lr]: [f32; 3]) -> StereoSums {
    StereoSums {
        ll: f64::from(ll),
        rr: f64::from(rr),
        lr: f64::from(lr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(ll: f64, rr: f64, lr: f64) -> StereoSums {
        StereoSums { ll, rr, lr }
    }

    #[test]
    fn width_and_correlation_of_balanced_channels_are_one_number() {
        // r = (1 - q) / (1 + q), q = side over mid (measurement book, 4.1).
        for q in [0.01, 0.1, 0.5, 1.0, 3.0] {
            let pair = sums(1.0, 1.0, (1.0 - q) / (1.0 + q));
            assert!((width(&pair).unwrap().value() - power_db(q)).abs() < 1e-9);
            assert!((correlation(&pair, 0.0).unwrap() - (1.0 - q) / (1.0 + q)).abs() < 1e-12);
        }
    }

    #[test]
    fn one_silent_channel_has_no_correlation_and_loses_three_decibels_in_mono() {
        let left_only = sums(1.0, 0.0, 0.0);
        assert_eq!(correlation(&left_only, 0.0), None);
        assert_eq!(balance(&left_only, 0.0), None);
        assert!((mono_loss(&left_only).unwrap().value() + 3.0103).abs() < 1e-4);
        assert_eq!(width(&left_only), Some(Db::new(0.0)));
    }

    #[test]
    fn inverted_mono_vanishes() {
        let inverted = sums(1.0, 1.0, -1.0);
        assert_eq!(correlation(&inverted, 0.0), Some(-1.0));
        assert_eq!(mono_loss(&inverted), None);
        assert_eq!(width(&inverted), Some(Db::new(WIDTH_END_DB)));
    }
}
