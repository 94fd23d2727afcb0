//! Folds blocks into a measurement of the song.
//!
//! The song is a map of cells of 3 s by song position. Every place counts once, as it was heard last: replaying it
//! replaces what was known. Cost per block does not grow with the song, and memory ends with the cells that there is
//! room for (2.3 KB each).
//! Once two replayed places show that the mix has changed, what was heard of the older mix no longer counts.

mod cell;
mod clips;
mod cutoff;
mod dynamics;
pub(in crate::analysis) mod faults;
mod loudness;
mod packed;
mod resonance;
mod result;
mod song_map;
mod spectrum;
pub(super) mod statistics;
mod stereo;
mod sums;
mod timeline;

use crate::analysis::programme::cell::SLOTS;
use crate::analysis::programme::cell::Spectra;
use crate::analysis::programme::cell::Take;
use crate::analysis::programme::clips::ClipLog;
use crate::analysis::programme::clips::Heard;
use crate::analysis::programme::song_map::Commit;
use crate::analysis::programme::song_map::SongMap;
use crate::analysis::programme::song_map::locate;
use crate::analysis::programme::timeline::Timeline;
use crate::model::block::BLOCKS_PER_SECOND;
use crate::model::block::Clock;
use crate::model::block::Continuity;
use crate::model::block::MeterBlock;
use crate::model::event::ClipEvent;
use crate::model::measurement::Measurement;

/// Farthest song position that is followed, slots: three thousand years. Beyond, positions are noise.
const FARTHEST_SLOT: f64 = 1e12;

/// Blocks after a jump whose spectra may still hear the place before it. Windows are at most 0.97 s (long) and 0.24 s
/// (fast) at any sample rate.
const LONG_WINDOW_BLOCKS: u32 = 10;
const FAST_WINDOW_BLOCKS: u32 = 3;

/// Most events waiting for the first block of their generation or clock.
const EARLY_MAX: usize = 64;

/// Everything heard of one song.
#[derive(Debug)]
pub struct Programme {
    map: SongMap,
    clips: ClipLog,
    take: Option<Take>,
    stream: Option<Stream>,
    /// Events that came before the first block of their generation or clock.
    early: Vec<ClipEvent>,
    dropped_blocks: u64,
}

/// The stream of blocks as it stands.
#[derive(Debug)]
struct Stream {
    generation: u32,
    sequence: u64,
    sample_rate_hz: f64,
    channels: u8,
    clock: Clock,
    /// The clock that positions are counted by: the host's, once it has shown one.
    song_clock: Clock,
    heard: Heard,
    /// Blocks since the windows of the analysers were empty or heard another place.
    since_jump: u32,
    in_pass: bool,
}

impl Programme {
    /// A programme that has heard nothing, and will keep the newest `cells_max` pieces of 3 s of the song.
    #[must_use]
    pub fn new(cells_max: usize) -> Self {
        Self {
            map: SongMap::new(cells_max),
            clips: ClipLog::default(),
            take: None,
            stream: None,
            early: Vec::new(),
            dropped_blocks: 0,
        }
    }

    /// Takes in the next 100 ms, at the same cost however much has been heard.
    ///
    /// A new generation or sample rate begins from nothing.
    pub fn push_block(&mut self, block: &MeterBlock) {
        if block.frames == 0 || !(block.sample_rate_hz.is_finite() && block.sample_rate_hz > 0.0) {
            return;
        }
        let mut stream = match self.stream.take() {
            Some(stream) if stream.carries(block) => stream,
            _ => {
                self.forget();
                Stream::new(block)
            }
        };
        let lost = self.lost_before(block, &stream);
        stream.sequence = block.sequence;
        stream.channels = block.channels;
        stream.clock = block.clock;
        let clock = stream.counted_by(block.clock);
        self.choose_clock(clock, &mut stream);
        if clock == stream.song_clock {
            self.enter(block, lost, &mut stream);
        } else {
            self.end_pass(&mut stream);
        }
        self.stream = Some(stream);
        self.push_early();
    }

    /// Takes in clipping; a newer state of an event replaces the older one.
    ///
    /// Blocks that are waiting go first: an event belongs to the blocks pushed before it, or to the next one, which an
    /// engine hands over after the events in it.
    pub fn push_event(&mut self, event: &ClipEvent) {
        let Some(stream) = self.stream.as_ref().filter(|stream| stream.expects(event)) else {
            if self.early.len() < EARLY_MAX {
                self.early.push(*event);
            }
            return;
        };
        if stream.counted_by(event.clock) == stream.song_clock {
            self.clips.push(event, stream.sample_rate_hz, &stream.heard);
        }
    }

    /// Counts blocks and events that got lost on the way here.
    pub fn add_dropped(&mut self, blocks: u64) {
        self.dropped_blocks = self.dropped_blocks.saturating_add(blocks);
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.forget();
        self.stream = None;
        self.early.clear();
    }

    /// What has been measured of the song so far, the newest block included.
    #[must_use]
    pub fn measurement(&self) -> Measurement {
        let Some(stream) = &self.stream else {
            return Measurement {
                dropped_blocks: self.dropped_blocks,
                ..Measurement::default()
            };
        };
        let song = Timeline::new(self.map.current(self.take.as_ref()));
        let (clips, clip_totals) = self.clips.measure(&song, stream.sample_rate_hz);
        Measurement {
            channels: stream.channels,
            dropped_blocks: self.dropped_blocks,
            clips,
            clip_totals,
            ..result::measure(&song, stream.sample_rate_hz, stream.channels)
        }
    }

    /// Whether the newest block was part of a song that plays.
    #[must_use]
    pub fn is_rolling(&self) -> bool {
        self.stream
            .as_ref()
            .is_some_and(|stream| stream.clock != Clock::Stopped)
    }

    fn forget(&mut self) {
        self.map.clear();
        self.clips = ClipLog::default();
        self.take = None;
        self.dropped_blocks = 0;
    }

    /// Blocks lost between the last one and this. An engine that counts anew has lost nothing, and left this stream.
    fn lost_before(&mut self, block: &MeterBlock, stream: &Stream) -> Option<u64> {
        let lost = block.sequence.checked_sub(stream.sequence.wrapping_add(1));
        if lost.is_none() && stream.heard.tick > 0 {
            self.clips.begin_epoch();
        }
        lost
    }

    /// Once the host tells song positions, positions counted privately mean nothing.
    fn choose_clock(&mut self, clock: Clock, stream: &mut Stream) {
        if clock == Clock::Song && stream.song_clock != Clock::Song {
            stream.song_clock = Clock::Song;
            stream.in_pass = false;
            self.take = None;
            self.map.clear();
            self.clips.keep_clock(Clock::Song);
        }
    }

    /// Puts a block into its place in the song.
    fn enter(&mut self, block: &MeterBlock, lost: Option<u64>, stream: &mut Stream) {
        if !stream.follow(block, lost) {
            self.commit(&stream.heard);
            stream.begin_pass(block);
            self.clips.begin_pass();
        }
        let (index, slot) = locate(stream.heard.newest_slot);
        if self.take.as_ref().is_some_and(|take| take.index != index) {
            self.commit(&stream.heard);
        }
        let take = self.take.get_or_insert_with(|| Take::new(index));
        take.add(slot, block, stream.spectra());
        self.clips.advance(&stream.heard);
    }

    fn end_pass(&mut self, stream: &mut Stream) {
        if stream.in_pass {
            self.commit(&stream.heard);
            stream.in_pass = false;
        }
    }

    fn commit(&mut self, heard: &Heard) {
        let Some(take) = self.take.take() else {
            return;
        };
        if self.map.commit(&take) == Commit::Replaced {
            let begin = take.index * SLOTS as i64;
            self.clips.drop_older(&(begin..begin + SLOTS as i64), heard);
        }
    }

    fn push_early(&mut self) {
        for event in std::mem::take(&mut self.early) {
            if self.stream.as_ref().is_some_and(|s| s.expects(&event)) {
                self.push_event(&event);
            }
        }
    }
}

impl Stream {
    fn new(block: &MeterBlock) -> Self {
        Self {
            generation: block.generation,
            sequence: block.sequence.wrapping_sub(1),
            sample_rate_hz: block.sample_rate_hz,
            channels: block.channels,
            clock: block.clock,
            song_clock: Clock::Private,
            heard: Heard::default(),
            since_jump: 0,
            in_pass: false,
        }
    }

    /// A transport that has never rolled tells nothing: what is heard is counted from its beginning, as without one.
    fn counted_by(&self, clock: Clock) -> Clock {
        if clock == Clock::Stopped && self.song_clock == Clock::Private {
            Clock::Private
        } else {
            clock
        }
    }

    /// Whether an event belongs to what was heard so far. The first event of a song that begins to roll comes before
    /// the block that says so.
    fn expects(&self, event: &ClipEvent) -> bool {
        let begins_song = event.clock == Clock::Song && self.song_clock != Clock::Song;
        self.generation == event.generation && !begins_song
    }

    fn carries(&self, block: &MeterBlock) -> bool {
        self.generation == block.generation && self.sample_rate_hz == block.sample_rate_hz
    }

    /// Goes on to the block if it continues the pass; `false` if it begins another one.
    fn follow(&mut self, block: &MeterBlock, lost: Option<u64>) -> bool {
        let Some(steps) = lost.and_then(|lost| lost.checked_add(1)) else {
            return false;
        };
        let next = self.heard.newest_slot.saturating_add_unsigned(steps);
        let is_near = (exact_slot(block) - next as f64).abs() <= 1.0;
        if !self.in_pass || block.continuity != Continuity::Continuous || !is_near {
            return false;
        }
        self.heard.newest_slot = next;
        self.heard.tick = self.heard.tick.saturating_add(steps);
        self.since_jump = self
            .since_jump
            .saturating_add(u32::try_from(steps).unwrap_or(u32::MAX));
        true
    }

    fn begin_pass(&mut self, block: &MeterBlock) {
        let slot = exact_slot(block).round() as i64;
        self.heard = Heard {
            first_slot: slot,
            newest_slot: slot,
            tick: self.heard.tick.saturating_add(1),
        };
        self.in_pass = true;
        // After a start the windows are empty, and nothing of another place can be heard in them.
        self.since_jump = if block.continuity == Continuity::Start {
            u32::MAX
        } else {
            0
        };
    }

    /// Which spectra of the newest block hear its own place only.
    fn spectra(&self) -> Spectra {
        match self.since_jump {
            0..FAST_WINDOW_BLOCKS => Spectra::None,
            FAST_WINDOW_BLOCKS..LONG_WINDOW_BLOCKS => Spectra::Fast,
            _ => Spectra::All,
        }
    }
}

/// Song position of a block in units of 100 ms.
fn exact_slot(block: &MeterBlock) -> f64 {
    let slot = block.start_frame as f64 * BLOCKS_PER_SECOND as f64 / block.sample_rate_hz;
    slot.clamp(-FARTHEST_SLOT, FARTHEST_SLOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_hours_without_a_song_position_stay_within_two() {
        let mut programme = Programme::new(2400);
        let mut block = MeterBlock {
            sample_rate_hz: 48_000.0,
            channels: 2,
            frames: 4800,
            k_energy: 48.0,
            ..MeterBlock::default()
        };
        for sequence in 0..12 * 36_000 {
            block.sequence = sequence;
            block.start_frame = sequence as i64 * 4800;
            programme.push_block(&block);
            programme.push_event(&ClipEvent {
                serial: sequence as u32 / 10,
                start_frame: block.start_frame,
                end_frame: block.start_frame + 9,
                ..ClipEvent::default()
            });
        }
        assert_eq!(programme.map.len(), 2400);
        assert!(programme.clips.len() <= clips::KEPT_MAX);
        let found = programme.measurement();
        assert!(
            (7197.0..=7203.0).contains(&found.heard_s),
            "{}",
            found.heard_s
        );
        assert!(std::mem::size_of::<cell::Cell>() < 2400);
    }
}
