//! Broken audio: invalid samples, gaps, a silent channel, flat tops.

use std::collections::BTreeMap;

use crate::analysis::programme::cell::Damage;
use crate::analysis::programme::cell::Plateaus;
use crate::analysis::programme::timeline::Moment;
use crate::analysis::programme::timeline::Timeline;
use crate::analysis::programme::timeline::slot_s;
use crate::model::measurement::DeadChannel;
use crate::model::measurement::Faults;
use crate::model::measurement::FlatTopVerdict;
use crate::units::Dbfs;
use crate::units::amplitude_db;

/// Most places told per fault.
pub(in crate::analysis) const PLACES_MAX: usize = 8;

/// A channel is dead below -70 dBFS mean square over 5 s while the other is above -40 dBFS.
const DEAD_MEAN_SQUARE: f64 = 1e-7;
const ALIVE_MEAN_SQUARE: f64 = 1e-4;
const DEAD_SLOTS: usize = 50;

/// Plateaus of one clipper lie within this of each other, dB; levels are counted in bins of 0.02 dB.
const SAME_LEVEL_DB: f64 = 0.05;
const LEVEL_BIN_DB: f64 = 0.02;

/// A clipper leaves at least this many plateaus, and nearly nothing above them.
const PLATEAUS_MIN: u32 = 10;
const ABOVE_RATIO: f64 = 1.002;
const ABOVE_SHARE: f64 = 0.01;

/// What a peak above the plateaus counts for in a slot that has none, samples.
const PEAK_SAMPLES: u64 = 5;

/// Everything that is broken.
pub(super) fn measure(song: &Timeline<'_>, sample_rate_hz: f64) -> Faults {
    let damage = |of: fn(&Timeline<'_>, usize) -> Damage| {
        let all: Vec<Damage> = (0..song.pieces.len())
            .map(|i| of(song, i))
            .filter(|d| d.count > 0)
            .collect();
        let count: u64 = all.iter().map(|d| u64::from(d.count)).sum();
        let places = all
            .iter()
            .take(PLACES_MAX)
            .map(|d| d.first_frame as f64 / sample_rate_hz)
            .collect();
        (count, places)
    };
    let (nonfinite_samples, nonfinite_at_s) = damage(|song, i| song.pieces[i].cell.nonfinite);
    let (dropouts, dropouts_at_s) = damage(|song, i| song.pieces[i].cell.dropouts);
    Faults {
        nonfinite_samples,
        nonfinite_at_s,
        dropouts: u32::try_from(dropouts).unwrap_or(u32::MAX),
        dropouts_at_s,
        dead_channel: dead_channel(song),
        flat_tops: flat_tops(song),
    }
}

/// The longest stretch in which one channel is silent and the other is not.
fn dead_channel(song: &Timeline<'_>) -> Option<DeadChannel> {
    let mut longest: Option<DeadChannel> = None;
    for channel in 0..2 {
        for stretch in dead_stretches(&song.moments, channel) {
            let length = |d: &DeadChannel| d.until_s - d.since_s;
            if longest.is_none_or(|known| length(&stretch) > length(&known)) {
                longest = Some(stretch);
            }
        }
    }
    longest
}

fn dead_stretches(moments: &[Moment], channel: usize) -> Vec<DeadChannel> {
    let mut stretches: Vec<DeadChannel> = Vec::new();
    for (last, moment) in moments.iter().enumerate() {
        if moment.run < DEAD_SLOTS {
            continue;
        }
        let window = &moments[last + 1 - DEAD_SLOTS..=last];
        let mean = |c: usize| {
            window
                .iter()
                .map(|m| f64::from(m.mean_square[c].get()))
                .sum::<f64>()
                / DEAD_SLOTS as f64
        };
        if mean(channel) >= DEAD_MEAN_SQUARE || mean(1 - channel) <= ALIVE_MEAN_SQUARE {
            continue;
        }
        let since_s = slot_s(moment.slot + 1 - DEAD_SLOTS as i64);
        let until_s = slot_s(moment.slot + 1);
        match stretches.last_mut() {
            Some(open) if since_s <= open.until_s => open.until_s = until_s,
            _ => stretches.push(DeadChannel {
                channel,
                since_s,
                until_s,
            }),
        }
    }
    stretches
}

/// Whether the waveform was clipped and then turned down, judged by the channel that shows it more clearly.
fn flat_tops(song: &Timeline<'_>) -> Option<FlatTopVerdict> {
    (0..2)
        .filter_map(|channel| channel_verdict(song, channel))
        .max_by_key(|verdict| verdict.plateaus)
}

fn channel_verdict(song: &Timeline<'_>, channel: usize) -> Option<FlatTopVerdict> {
    let all = || {
        let plateaus = song.pieces.iter().flat_map(|piece| &piece.cell.plateaus);
        plateaus.filter(move |p| usize::from(p.channel) == channel)
    };
    let center_db = mode_db(all())?;
    let is_same = |p: &Plateaus| (level_db(p) - center_db).abs() <= SAME_LEVEL_DB;
    let count: u32 = all().filter(|p| is_same(p)).map(|p| p.count).sum();
    let samples: u32 = all().filter(|p| is_same(p)).map(|p| p.samples).sum();
    let weighted: f64 = all()
        .filter(|p| is_same(p))
        .map(|p| f64::from(p.level) * f64::from(p.count))
        .sum();
    if count < PLATEAUS_MIN {
        return None;
    }
    let level = weighted / f64::from(count);
    let above = samples_above(song, channel, level * ABOVE_RATIO, &is_same);
    (above as f64 <= ABOVE_SHARE * f64::from(samples)).then_some(())?;
    Some(FlatTopVerdict {
        level: Dbfs::from_peak(level)?,
        plateaus: count,
        samples,
    })
}

/// The commonest plateau level.
fn mode_db<'a>(plateaus: impl Iterator<Item = &'a Plateaus>) -> Option<f64> {
    let mut bins: BTreeMap<i32, u32> = BTreeMap::new();
    for p in plateaus {
        *bins
            .entry((level_db(p) / LEVEL_BIN_DB).round() as i32)
            .or_default() += p.count;
    }
    let (bin, _) = bins.into_iter().max_by_key(|&(_, count)| count)?;
    Some(f64::from(bin) * LEVEL_BIN_DB)
}

/// Samples above the level, as well as single slots can tell.
fn samples_above(
    song: &Timeline<'_>,
    channel: usize,
    limit: f64,
    is_same: &impl Fn(&Plateaus) -> bool,
) -> u64 {
    let mut above = 0u64;
    for piece in &song.pieces {
        for (slot, heard) in piece.cell.known() {
            if f64::from(heard.sample_peak[channel]) <= limit {
                continue;
            }
            let own = piece
                .cell
                .plateaus
                .iter()
                .find(|p| usize::from(p.slot) == slot && usize::from(p.channel) == channel);
            above += match own {
                Some(p) if is_same(p) => u64::from(p.samples_above),
                Some(p) if f64::from(p.level) > limit => {
                    u64::from(p.samples) + u64::from(p.samples_above)
                }
                _ => PEAK_SAMPLES,
            };
        }
    }
    above
}

fn level_db(plateaus: &Plateaus) -> f64 {
    amplitude_db(f64::from(plateaus.level))
}
