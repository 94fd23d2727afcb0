//! Tells an export of the song from everything else a host does, and hears it by itself.
//!
//! That a host renders offline is only a hint. Some leave it on after freezing a track and then play, some never say
//! it. So a pass begins with the first block of song time that comes offline, and ends when the transport stands, jumps
//! or starts again, when the host goes back to real time or stops calling, or when nothing comes for a while. What came
//! at the pace of the clock on the wall was played, not rendered, whatever the host says.

use std::time::Duration;
use std::time::Instant;

use crate::analysis::judge::JUDGED_FROM_S;
use crate::analysis::session::Session;
use crate::model::block::Clock;
use crate::model::block::Continuity;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;
use crate::model::version::Extent;

/// Without a block for so long, a pass is over. Slow projects may take seconds over a bar.
const SILENT_HOST: Duration = Duration::from_secs(15);

/// How near to real time playing is. Over some seconds, a rendering is never so near by chance.
const PLAYING_PACE: std::ops::RangeInclusive<f64> = 0.97..=1.03;

/// Music of the song that a pass may miss and still be of all of it: seconds, and share.
const MISSED_MAX_S: f64 = 3.0;
const MISSED_MAX_SHARE: f64 = 0.05;

/// Watches what comes in.
#[derive(Debug, Default)]
pub(super) struct PassWatch {
    pass: Option<Pass>,
    /// Clipping told since the last block: the first block of a pass comes after its own.
    early: Vec<ClipEvent>,
}

/// A pass under way.
#[derive(Debug)]
struct Pass {
    session: Box<Session>,
    began_at: Instant,
    heard_at: Instant,
    heard_s: f64,
    dropped: u64,
}

/// A pass that went through.
#[derive(Debug)]
pub(super) struct Export {
    /// Has heard the pass, and nothing else.
    pub(super) session: Box<Session>,
    /// Whether that is the whole song, as far as it is known.
    pub(super) extent: Extent,
}

impl PassWatch {
    /// The next block of the mix. `whole` is the session that hears everything, this block included.
    pub(super) fn block(
        &mut self,
        whole: &Session,
        block: &MeterBlock,
        rendering: Rendering,
        at: Instant,
    ) -> Option<Export> {
        let is_export = rendering == Rendering::Offline && block.clock == Clock::Song;
        let goes_on = is_export && block.continuity == Continuity::Continuous;
        let ended = if goes_on { None } else { self.end(whole) };
        if is_export {
            let pass = self.pass.get_or_insert_with(|| {
                let mut session = whole.afresh();
                self.early
                    .iter()
                    .for_each(|event| session.push_event(event));
                Pass::new(session, at)
            });
            pass.push(block, at);
        }
        self.early.clear();
        ended
    }

    /// Clipping in the mix.
    pub(super) fn clip(&mut self, event: &ClipEvent) {
        match &mut self.pass {
            Some(pass) => pass.session.push_event(event),
            None => self.early.push(*event),
        }
    }

    /// The next block of the side-chain.
    pub(super) fn reference_block(&mut self, block: &MeterBlock) {
        if let Some(pass) = &mut self.pass {
            pass.session.push_reference_block(block);
        }
    }

    /// So much was lost on the way.
    pub(super) fn dropped(&mut self, count: u64) {
        if let Some(pass) = &mut self.pass {
            pass.session.add_dropped(count);
            pass.dropped += count;
        }
    }

    /// The measurement begins from nothing: what was heard of a pass is no part of it any more.
    pub(super) fn restarted(&mut self) {
        self.pass = None;
        self.early.clear();
    }

    /// Nothing is waiting, and the host goes on rendering or not.
    pub(super) fn idle(
        &mut self,
        whole: &Session,
        rendering: Rendering,
        at: Instant,
    ) -> Option<Export> {
        let pass = self.pass.as_ref()?;
        let is_over = rendering == Rendering::RealTime
            || at.saturating_duration_since(pass.heard_at) >= SILENT_HOST;
        if is_over { self.end(whole) } else { None }
    }

    /// Nothing more will come.
    pub(super) fn end(&mut self, whole: &Session) -> Option<Export> {
        let mut pass = self.pass.take()?;
        if pass.was_played() {
            return None;
        }
        // The person may have changed references or settings meanwhile.
        pass.session.judge_like(whole);
        let active_s = pass.session.measurement().active_s;
        if active_s < JUDGED_FROM_S {
            return None;
        }
        let missed_s = whole.measurement().active_s - active_s;
        let is_whole =
            pass.dropped == 0 && missed_s <= MISSED_MAX_S.max(MISSED_MAX_SHARE * active_s);
        Some(Export {
            session: pass.session,
            extent: if is_whole {
                Extent::Whole
            } else {
                Extent::Partial
            },
        })
    }
}

impl Pass {
    fn new(session: Session, at: Instant) -> Self {
        Self {
            session: Box::new(session),
            began_at: at,
            heard_at: at,
            heard_s: 0.0,
            dropped: 0,
        }
    }

    fn push(&mut self, block: &MeterBlock, at: Instant) {
        self.session.push_block(block);
        self.heard_at = at;
        self.heard_s += f64::from(block.frames) / block.sample_rate_hz.max(1.0);
    }

    /// Whether it came as fast as it sounds.
    fn was_played(&self) -> bool {
        let wall_s = (self.heard_at - self.began_at).as_secs_f64();
        wall_s > 0.0 && PLAYING_PACE.contains(&(self.heard_s / wall_s))
    }
}

#[cfg(test)]
mod tests;
