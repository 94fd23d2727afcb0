//! The measurement of the song: its parts put together, and the song in pieces.

use crate::analysis::programme::cell::CELL_S;
use crate::analysis::programme::cell::SLOTS;
use crate::analysis::programme::dynamics;
use crate::analysis::programme::faults;
use crate::analysis::programme::loudness;
use crate::analysis::programme::spectrum;
use crate::analysis::programme::stereo;
use crate::analysis::programme::stereo::Image;
use crate::analysis::programme::timeline::Piece;
use crate::analysis::programme::timeline::Timeline;
use crate::analysis::programme::timeline::slot_s;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::model::measurement::Cell;
use crate::model::measurement::Levels;
use crate::model::measurement::Measurement;
use crate::units::Db;
use crate::units::Dbfs;
use crate::units::Dbtp;
use crate::units::Lufs;
use crate::units::amplitude_db;
use crate::units::power_db;

/// Everything that follows from the song map.
pub(super) fn measure(song: &Timeline<'_>, sample_rate_hz: f64, channels: u8) -> Measurement {
    let image = Image::new(song);
    let levels = levels(song, &image);
    Measurement {
        sample_rate_hz,
        is_mono: channels == 1 || image.is_mono(),
        heard_s: heard_frames(song) / sample_rate_hz,
        active_s: song.active_s(),
        span_s: span_s(song, sample_rate_hz),
        loudness: loudness::measure(song),
        dynamics: dynamics::measure(song, levels.true_peak),
        levels,
        stereo: image.measure(),
        spectrum: spectrum::measure(song, sample_rate_hz),
        faults: faults::measure(song, sample_rate_hz),
        cells: song
            .pieces
            .iter()
            .filter_map(|piece| cell(song, piece))
            .collect(),
        ..Measurement::default()
    }
}

fn levels(song: &Timeline<'_>, image: &Image) -> Levels {
    let mut sample_peak = 0.0f32;
    let mut true_peak = 0.0f32;
    let mut at_slot = None;
    let mut frames = 0;
    let mut dc = [0.0; 2];
    for piece in &song.pieces {
        frames += piece.cell.sums.frames;
        dc[0] += piece.cell.sums.dc[0];
        dc[1] += piece.cell.sums.dc[1];
        for (slot, heard) in piece.cell.known() {
            sample_peak = sample_peak
                .max(heard.sample_peak[0])
                .max(heard.sample_peak[1]);
            if heard.true_peak > true_peak {
                true_peak = heard.true_peak;
                at_slot = Some(first_slot(piece) + slot as i64);
            }
        }
    }
    let sample_peak = Dbfs::from_peak(f64::from(sample_peak));
    let rms_db = power_db(image.louder_mean_square());
    let offset = if dc[0].abs() >= dc[1].abs() {
        dc[0]
    } else {
        dc[1]
    };
    Levels {
        sample_peak,
        true_peak: Dbtp::from_peak(f64::from(true_peak)),
        true_peak_at_s: at_slot.map(slot_s),
        dc_offset: (frames > 0).then(|| offset / frames as f64),
        crest: sample_peak.and_then(|peak| Db::measured(peak.value() - rms_db)),
    }
}

/// A piece of the song as rules see it; `None` where only the beginning of a slot was heard.
fn cell(song: &Timeline<'_>, piece: &Piece<'_>) -> Option<Cell> {
    let moments = song.moments.get(piece.moments.clone())?;
    let (first, last) = (moments.first()?, moments.last()?);
    let mean = moments.iter().map(|m| m.k_mean_square).sum::<f64>() / moments.len() as f64;
    let peak = moments.iter().map(|m| m.true_peak).fold(0.0, f64::max);
    let psr_min = piece
        .moments
        .clone()
        .filter(|&at| song.moments[at].is_active)
        .filter_map(|at| dynamics::psr_db(&song.moments, at))
        .min_by(f64::total_cmp);
    let image = stereo::cell_image(&piece.cell);
    Some(Cell {
        start_s: first.start_s(),
        end_s: slot_s(last.slot + 1).min((piece.index + 1) as f64 * CELL_S),
        active_s: f64::from(piece.active_slots) / BLOCKS_PER_SECOND as f64,
        loudness: Lufs::from_mean_square(mean),
        true_peak: Dbtp::measured(amplitude_db(peak)),
        psr_min: psr_min.map(Db::new),
        third_octave_db: spectrum::cell_levels_db(&piece.cell).map(|level| level as f32),
        correlation: image.correlation,
        balance: image.balance,
        correlation_wide: image.correlation_wide,
        width_wide: image.width_wide,
        width_sublow: image.width_sublow,
    })
}

fn first_slot(piece: &Piece<'_>) -> i64 {
    piece.index * SLOTS as i64
}

fn heard_frames(song: &Timeline<'_>) -> f64 {
    let known = song.pieces.iter().flat_map(|piece| piece.cell.known());
    let frames: u64 = known.map(|(_, slot)| u64::from(slot.frames)).sum();
    frames as f64
}

/// First and last moment heard.
fn span_s(song: &Timeline<'_>, sample_rate_hz: f64) -> (f64, f64) {
    let begin = song.pieces.first().and_then(|piece| {
        let (slot, _) = piece.cell.known().next()?;
        Some(slot_s(first_slot(piece) + slot as i64))
    });
    let end = song.pieces.last().and_then(|piece| {
        let (slot, heard) = piece.cell.known().next_back()?;
        Some(slot_s(first_slot(piece) + slot as i64) + f64::from(heard.frames) / sample_rate_hz)
    });
    (begin.unwrap_or(0.0), end.unwrap_or(0.0))
}
