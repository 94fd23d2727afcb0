//! Dynamics of the song: peak to loudness, dynamic range, jumps between sections, lone loud moments.

use crate::analysis::programme::cell::SLOTS;
use crate::analysis::programme::statistics::median;
use crate::analysis::programme::statistics::percentile;
use crate::analysis::programme::timeline::Moment;
use crate::analysis::programme::timeline::SHORT_TERM_SLOTS;
use crate::analysis::programme::timeline::Timeline;
use crate::analysis::programme::timeline::slot_s;
use crate::model::measurement::Dynamics;
use crate::model::measurement::Jump;
use crate::units::Db;
use crate::units::Dbtp;
use crate::units::Lu;
use crate::units::amplitude_db;
use crate::units::lufs;
use crate::units::power_db;

/// Stretches whose loudness is compared, in slots, and by how much they are shifted along the song.
const SECTION_SLOTS: i64 = 80;
const SECTION_STEP_SLOTS: i64 = 10;

/// Share of a stretch that must be music.
const SECTION_ACTIVE: usize = 40;

/// Fades at both ends of the song are meant: 10 s are left out, of less than 100 s a tenth.
const ENDS_SLOTS: i64 = 100;
const ENDS_PARTS: i64 = 10;

/// Short-term loudness of a window belongs to its middle.
const SHORT_TERM_DELAY_SLOTS: i64 = 15;

/// A moment more than this above the 20 s around it stands out.
const SPIKE_LU: f64 = 8.0;
const SPIKE_AROUND_SLOTS: i64 = 100;

/// Longest moment, and least distance to the next one.
const SPIKE_SLOTS_MAX: i64 = 20;
const SPIKE_APART_SLOTS: i64 = 40;

/// Everything about dynamics.
pub(super) fn measure(song: &Timeline<'_>, true_peak: Option<Dbtp>) -> Dynamics {
    let mut psr: Vec<f64> = (0..song.moments.len())
        .filter(|&at| song.moments[at].is_active)
        .filter_map(|at| psr_db(&song.moments, at))
        .collect();
    Dynamics {
        plr: true_peak
            .zip(song.integrated_lufs)
            .map(|(peak, integrated)| Db::new(peak.value() - integrated)),
        psr_p5: percentile(&mut psr, 5.0).map(Db::new),
        psr_p50: median(&mut psr).map(Db::new),
        dr: dr_db(song).map(Db::new),
        jump: jump(&song.moments),
        spikes_s: spikes_s(&song.moments),
    }
}

/// Largest true peak of the last 3 s over their loudness.
pub(super) fn psr_db(moments: &[Moment], at: usize) -> Option<f64> {
    let now = moments.get(at)?;
    let loudness_lufs = now.short_term_lufs?;
    let peak = moments[..=at]
        .iter()
        .rev()
        .take(SHORT_TERM_SLOTS)
        .take_while(|m| now.slot - m.slot < SHORT_TERM_SLOTS as i64)
        .fold(0.0f64, |peak, m| peak.max(m.true_peak));
    Some(amplitude_db(peak) - loudness_lufs).filter(|psr| psr.is_finite())
}

/// Dynamic range after "Measuring DR" 1.3: per channel, the second highest peak of all 3 s blocks over the RMS of the
/// loudest fifth of them, RMS of a sine counted as its peak.
fn dr_db(song: &Timeline<'_>) -> Option<f64> {
    let whole: Vec<_> = song
        .pieces
        .iter()
        .map(|piece| &piece.cell)
        .filter(|cell| cell.sums.slots.count_ones() as usize == SLOTS)
        .collect();
    if whole.len() < 2 {
        return None;
    }
    let of_channel = |channel: usize| {
        let mut peaks: Vec<f64> = whole
            .iter()
            .map(|cell| {
                cell.known()
                    .fold(0.0f32, |peak, (_, s)| peak.max(s.sample_peak[channel]))
            })
            .map(f64::from)
            .collect();
        let mut powers: Vec<f64> = whole
            .iter()
            .map(|cell| {
                let energy = [cell.sums.stereo.ll, cell.sums.stereo.rr][channel];
                2.0 * energy / cell.sums.frames.max(1) as f64
            })
            .collect();
        let second = peaks.len() - 2;
        let peak = *peaks.select_nth_unstable_by(second, f64::total_cmp).1;
        powers.sort_unstable_by(|a, b| b.total_cmp(a));
        let top = &powers[..(powers.len() / 5).max(1)];
        amplitude_db(peak) - power_db(top.iter().sum::<f64>() / top.len() as f64)
    };
    let channels: Vec<f64> = (0..2).map(of_channel).filter(|dr| dr.is_finite()).collect();
    (!channels.is_empty()).then(|| channels.iter().sum::<f64>() / channels.len() as f64)
}

/// Largest change of the median loudness from one 8 s stretch to the next, at every second of the song.
fn jump(moments: &[Moment]) -> Option<Jump> {
    let (first, last) = (moments.first()?.slot, moments.last()?.slot);
    let ends = ENDS_SLOTS.min(last.saturating_sub(first) / ENDS_PARTS);
    let (first, last) = (first + ends, last - ends);
    let readings: Vec<(i64, f64)> = moments
        .iter()
        .filter(|m| m.is_active)
        .filter_map(|m| Some((m.slot - SHORT_TERM_DELAY_SLOTS, m.short_term_lufs?)))
        .filter(|&(slot, _)| slot >= first && slot <= last)
        .collect();
    let mut changes: Vec<(i64, f64)> = Vec::new();
    // Stretches are walked from reading to reading, not from second to second: a song position may lie hours away.
    let mut at = i64::MIN;
    for &(slot, _) in &readings {
        if slot < at {
            continue;
        }
        let is_inside = slot - SECTION_SLOTS >= first && slot + SECTION_SLOTS <= last;
        let before = section_lufs(&readings, slot - SECTION_SLOTS).filter(|_| is_inside);
        let after = section_lufs(&readings, slot);
        if let Some((before, after)) = before.zip(after) {
            changes.push((slot, after - before));
        }
        at = slot + SECTION_STEP_SLOTS;
    }
    let largest = changes
        .iter()
        .map(|c| c.1.abs())
        .fold(f64::NEG_INFINITY, f64::max);
    // A clean step shows the same change while it is anywhere near the middle: its place is the middle of those.
    let is_largest = |&&(_, change): &&(i64, f64)| change.abs() > largest - 0.05;
    let begin = changes.iter().position(|c| is_largest(&c))?;
    let end = changes[begin..].iter().take_while(is_largest).count() + begin - 1;
    Some(Jump {
        size: Lu::new(changes[begin].1.abs()),
        change: Lu::new(changes[begin].1),
        at_s: slot_s(changes[begin].0 + changes[end].0) / 2.0,
    })
}

/// Median loudness of the stretch that begins at a slot, if enough of it is music.
fn section_lufs(readings: &[(i64, f64)], begin: i64) -> Option<f64> {
    let from = readings.partition_point(|&(slot, _)| slot < begin);
    let until = readings.partition_point(|&(slot, _)| slot < begin + SECTION_SLOTS);
    let mut section: Vec<f64> = readings[from..until].iter().map(|r| r.1).collect();
    (section.len() >= SECTION_ACTIVE)
        .then(|| median(&mut section))
        .flatten()
}

/// Single moments, at most 2 s long and 4 s apart from others, far above the 20 s around them.
fn spikes_s(moments: &[Moment]) -> Vec<f64> {
    let mut spikes: Vec<(i64, i64)> = Vec::new();
    for moment in moments
        .iter()
        .filter(|m| m.is_active && stands_out(moments, m))
    {
        match spikes.last_mut() {
            Some((_, end)) if moment.slot - *end < BLOCKS_APART => *end = moment.slot,
            _ => spikes.push((moment.slot, moment.slot)),
        }
    }
    let is_alone = |i: usize| {
        let clear_before = i == 0 || spikes[i].0 - spikes[i - 1].1 >= SPIKE_APART_SLOTS;
        let clear_after = spikes
            .get(i + 1)
            .is_none_or(|next| next.0 - spikes[i].1 >= SPIKE_APART_SLOTS);
        clear_before && clear_after
    };
    (0..spikes.len())
        .filter(|&i| spikes[i].1 - spikes[i].0 < SPIKE_SLOTS_MAX && is_alone(i))
        .map(|i| slot_s(spikes[i].0))
        .collect()
}

/// Slots below which two loud moments are one.
const BLOCKS_APART: i64 = 10;

fn stands_out(moments: &[Moment], moment: &Moment) -> bool {
    let Some(momentary_lufs) = moment.momentary_lufs else {
        return false;
    };
    // Cheap test first: nothing stands out that is not above the 3 s it ends.
    if momentary_lufs <= moment.recent_lufs {
        return false;
    }
    let from = moments.partition_point(|m| m.slot < moment.slot - SPIKE_AROUND_SLOTS);
    let until = moments.partition_point(|m| m.slot <= moment.slot + SPIKE_AROUND_SLOTS);
    let around: Vec<f64> = moments[from..until]
        .iter()
        .filter(|m| m.is_active)
        .map(|m| m.k_mean_square)
        .collect();
    let mean = around.iter().sum::<f64>() / around.len().max(1) as f64;
    around.len() as i64 >= SPIKE_AROUND_SLOTS && momentary_lufs > lufs(mean) + SPIKE_LU
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::programme::loudness::mean_square;

    fn moments(levels_lufs: impl Iterator<Item = f64>) -> Vec<Moment> {
        let moment = |(i, level): (usize, f64)| Moment {
            slot: i as i64,
            run: i + 1,
            k_mean_square: mean_square(level),
            true_peak: 1.0,
            momentary_lufs: Some(level),
            short_term_lufs: Some(level),
            recent_lufs: level - 1.0,
            thirds: Default::default(),
            mean_square: Default::default(),
            is_active: true,
        };
        levels_lufs.enumerate().map(moment).collect()
    }

    #[test]
    fn a_step_between_sections_is_found_where_it_is() {
        // Short-term loudness reads a step at 30 s half way at 31.5 s.
        let song = moments((0..600).map(|i| if i < 315 { -20.0 } else { -11.0 }));
        let found = jump(&song).unwrap();
        assert_eq!(found.change, Lu::new(9.0));
        assert!((found.at_s - 30.0).abs() <= 1.0, "{}", found.at_s);
    }

    #[test]
    fn fades_at_the_ends_are_no_jump() {
        let song = moments((0..600).map(|i| if (80..520).contains(&i) { -14.0 } else { -34.0 }));
        assert_eq!(jump(&song).unwrap().size, Lu::new(0.0));
    }

    #[test]
    fn a_step_in_an_excerpt_is_found_too() {
        let song = moments((0..400).map(|i| if i < 215 { -20.0 } else { -11.0 }));
        let found = jump(&song).unwrap();
        assert_eq!(found.change, Lu::new(9.0));
        assert!((found.at_s - 20.0).abs() <= 1.0, "{}", found.at_s);
    }

    #[test]
    fn a_short_song_has_no_sections() {
        assert_eq!(jump(&moments((0..190).map(|_| -14.0))), None);
        assert_eq!(jump(&[]), None);
    }

    #[test]
    fn lone_shouts_stand_out_and_a_beat_does_not() {
        let song = moments((0..900).map(|i| if i % 300 == 150 { -8.0 } else { -20.0 }));
        assert_eq!(spikes_s(&song), [15.0, 45.0, 75.0]);
        let beat = moments((0..900).map(|i| if i % 20 == 0 { -8.0 } else { -20.0 }));
        assert_eq!(spikes_s(&beat), [0.0; 0]);
    }

    #[test]
    fn psr_is_the_peak_of_the_last_three_seconds_over_their_loudness() {
        let mut song = moments((0..60).map(|_| -14.0));
        song.iter_mut().for_each(|m| m.true_peak = 0.5);
        song[10].true_peak = 1.0;
        assert_eq!(psr_db(&song, 39), Some(14.0));
        assert!((psr_db(&song, 40).unwrap() - (14.0 - 6.0206)).abs() < 1e-4);
    }
}
