//! Clip events by place in the song.
//!
//! An event stands for a range of the song. When the range is heard again, what is heard then counts: the same event
//! replaces the old one, and where there is none, the old one goes.

use std::ops::Range;

use crate::analysis::programme::cell::SLOTS;
use crate::analysis::programme::song_map::locate;
use crate::analysis::programme::timeline::Timeline;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::model::block::Clock;
use crate::model::event::ClipClass;
use crate::model::event::ClipEvent;
use crate::model::measurement::Clip;
use crate::model::measurement::ClipBand;
use crate::model::measurement::ClipTotals;
use crate::units::Dbfs;
use crate::units::Dbtp;

/// Most events kept by place. Events are half a second apart, so this is half an hour of nothing but clipping; what
/// comes after that still counts in the totals.
pub(super) const KEPT_MAX: usize = 4096;

/// Most events told one by one.
const TOLD_MAX: usize = 256;

/// Events of two passes this near to each other are the same, slots.
const SAME_PLACE_SLOTS: i64 = 10;

/// How long after an event's end it is clear that it did not come again, slots: hits within 0.5 s are one event.
const CLEAR_SLOTS: i64 = 5;

/// The band that stands out around an event is judged against the 10 s around it.
const AROUND_SLOTS: i64 = 50;
const AROUND_MIN: usize = 10;

/// A band stands out when it is at least this much louder than usual: 1 dB.
const STANDS_OUT: f64 = 1.259;

/// Where the stream is: what a pass has heard without a gap.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heard {
    /// First slot of the pass.
    pub first_slot: i64,
    /// Slot of the newest block.
    pub newest_slot: i64,
    /// Number of the newest block in the stream, lost ones counted.
    pub tick: u64,
}

#[derive(Clone, Debug)]
struct Kept {
    event: ClipEvent,
    epoch: u32,
    slots: Range<i64>,
    /// When it was last told of.
    tick: u64,
}

impl Kept {
    /// Whether it was told of while this pass went over it, rather than in an earlier pass.
    fn is_of_this_pass(&self, heard: &Heard) -> bool {
        let since = heard.newest_slot.saturating_sub(self.slots.end - 1);
        let passed = heard.tick.saturating_add_signed(since.saturating_neg());
        self.slots.start + 1 >= heard.first_slot && self.tick + 1 >= passed
    }
}

/// All clip events of the song as heard last.
#[derive(Debug, Default)]
pub(super) struct ClipLog {
    kept: Vec<Kept>,
    /// Told apart from events of an engine that began to count anew.
    epoch: u32,
    /// Whether an earlier pass left events that this one may go over.
    has_older: bool,
    /// Totals of events that found no room.
    overflow: ClipTotals,
}

impl ClipLog {
    /// Takes in the newest state of an event.
    pub(super) fn push(&mut self, event: &ClipEvent, sample_rate_hz: f64, heard: &Heard) {
        let slot =
            |frame: i64| (frame as f64 * BLOCKS_PER_SECOND as f64 / sample_rate_hz).floor() as i64;
        let slots = slot(event.start_frame)..slot(event.end_frame.saturating_sub(1)) + 1;
        let kept = Kept {
            event: *event,
            epoch: self.epoch,
            slots,
            tick: heard.tick,
        };
        let same = |k: &&mut Kept| k.event.serial == event.serial && k.epoch == kept.epoch;
        if let Some(known) = self.kept.iter_mut().rev().find(same) {
            *known = kept;
            return;
        }
        self.kept.retain(|old| {
            is_hard(&old.event) != is_hard(event)
                || old.slots.end + SAME_PLACE_SLOTS < kept.slots.start
                || old.slots.start > kept.slots.end + SAME_PLACE_SLOTS
                || old.is_of_this_pass(heard)
        });
        if self.kept.len() >= KEPT_MAX {
            let oldest = self.kept.remove(0);
            count(&mut self.overflow, &oldest.event);
        }
        self.kept.push(kept);
    }

    /// Begins another pass: what is known so far may be heard again.
    pub(super) fn begin_pass(&mut self) {
        self.has_older = !self.kept.is_empty();
    }

    /// Drops what this pass has gone over without hearing it again.
    pub(super) fn advance(&mut self, heard: &Heard) {
        if !self.has_older {
            return;
        }
        self.kept.retain(|old| {
            old.slots.start < heard.first_slot
                || old.slots.end + CLEAR_SLOTS > heard.newest_slot
                || old.is_of_this_pass(heard)
        });
    }

    /// Drops events of earlier passes in a range that no longer counts.
    pub(super) fn drop_older(&mut self, slots: &Range<i64>, heard: &Heard) {
        self.kept
            .retain(|old| !slots.contains(&old.slots.start) || old.is_of_this_pass(heard));
    }

    /// Keeps only events of one clock.
    pub(super) fn keep_clock(&mut self, clock: Clock) {
        self.kept.retain(|kept| kept.event.clock == clock);
    }

    /// From here on events are numbered anew.
    pub(super) fn begin_epoch(&mut self) {
        self.epoch = self.epoch.wrapping_add(1);
    }

    /// The events that count, in song order, and all of them together.
    pub(super) fn measure(
        &self,
        song: &Timeline<'_>,
        sample_rate_hz: f64,
    ) -> (Vec<Clip>, ClipTotals) {
        let mut counting: Vec<&Kept> = self
            .kept
            .iter()
            .filter(|kept| is_known(song, &kept.slots))
            .collect();
        let mut totals = self.overflow;
        for kept in &counting {
            count(&mut totals, &kept.event);
        }
        // Where there is not room for all, clipped samples are told before inter-sample overs.
        counting.sort_by_key(|kept| {
            (
                !is_hard(&kept.event),
                kept.event.start_frame,
                kept.event.serial,
            )
        });
        counting.truncate(TOLD_MAX);
        counting.sort_by_key(|kept| {
            (
                kept.event.start_frame,
                !is_hard(&kept.event),
                kept.event.serial,
            )
        });
        let clips = counting
            .iter()
            .filter_map(|kept| clip(song, kept, sample_rate_hz))
            .collect();
        (clips, totals)
    }
}

fn is_hard(event: &ClipEvent) -> bool {
    event.class != ClipClass::InterSample
}

fn count(totals: &mut ClipTotals, event: &ClipEvent) {
    match event.class {
        ClipClass::Over => totals.over_events += 1,
        ClipClass::FullScale => totals.full_scale_events += 1,
        ClipClass::InterSample => totals.inter_sample_events += 1,
    }
    if is_hard(event) {
        totals.samples += u64::from(event.samples);
    }
    if event.class == ClipClass::Over {
        totals.over_samples += u64::from(event.samples);
    }
}

fn clip(song: &Timeline<'_>, kept: &Kept, sample_rate_hz: f64) -> Option<Clip> {
    let event = &kept.event;
    Some(Clip {
        class: event.class,
        channels: event.channels,
        start_s: event.start_frame as f64 / sample_rate_hz,
        end_s: event.end_frame as f64 / sample_rate_hz,
        hits: event.hits,
        samples: event.samples,
        longest_run: event.longest_run,
        sample_peak: Dbfs::from_peak(f64::from(event.sample_peak))?,
        true_peak: Dbtp::from_peak(f64::from(event.true_peak.max(event.sample_peak)))?,
        band: band(song, &kept.slots),
    })
}

/// Whether the place of an event is part of the song as it stands. Slots and frames differ by up to half a slot.
fn is_known(song: &Timeline<'_>, slots: &Range<i64>) -> bool {
    let (begin, end) = (slots.start.saturating_sub(1), slots.end.saturating_add(1));
    let (first, _) = locate(begin);
    let from = song.pieces.partition_point(|piece| piece.index < first);
    song.pieces[from..]
        .iter()
        .take_while(|piece| locate(end).0 >= piece.index)
        .any(|piece| {
            let base = piece.index * SLOTS as i64;
            piece
                .cell
                .known()
                .any(|(i, _)| (begin..end).contains(&(base + i as i64)))
        })
}

/// The band that is loudest in comparison with its own mean over the 10 s around the event.
fn band(song: &Timeline<'_>, slots: &Range<i64>) -> Option<ClipBand> {
    let event = mean_thirds(song, slots.start - 1..slots.end + 1)?;
    let middle = slots.start + (slots.end - slots.start) / 2;
    let around = mean_thirds(song, middle - AROUND_SLOTS..middle + AROUND_SLOTS)?;
    if around.1 < AROUND_MIN {
        return None;
    }
    let ratio = |third: usize| {
        if around.0[third] > 0.0 {
            event.0[third] / around.0[third]
        } else {
            0.0
        }
    };
    let bands = [ClipBand::Bass, ClipBand::Mids, ClipBand::Highs];
    let (third, band) = bands
        .into_iter()
        .enumerate()
        .max_by(|a, b| ratio(a.0).total_cmp(&ratio(b.0)))?;
    (ratio(third) >= STANDS_OUT).then_some(band)
}

/// Mean power of bass, mids and highs over the slots known, and how many those are.
fn mean_thirds(song: &Timeline<'_>, slots: Range<i64>) -> Option<([f64; 3], usize)> {
    let from = song.moments.partition_point(|m| m.slot < slots.start);
    let until = song.moments.partition_point(|m| m.slot < slots.end);
    let mut sums = [0.0; 3];
    for moment in song.moments.get(from..until)? {
        for (sum, power) in sums.iter_mut().zip(moment.thirds) {
            *sum += f64::from(power.get());
        }
    }
    let heard = until - from;
    (heard > 0).then(|| (sums.map(|sum| sum / heard as f64), heard))
}

#[cfg(test)]
impl ClipLog {
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }
}
