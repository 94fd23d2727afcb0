//! Follows the host's transport: what a frame's place in the song is, and when the song went on elsewhere.

use crate::meter::Position;
use crate::model::block::Clock;

/// A host's position may be this far off what was expected and still be the same passage.
const TOLERANCE_S: f64 = 0.020;

/// What happened between two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    /// The audio goes on where it was.
    Steady,
    /// The song goes on elsewhere: a loop, or somebody clicked on the time line.
    Jump,
    /// The first audio, or the transport started to roll.
    Start,
    /// The transport stopped, or the host no longer says where it is.
    Halt,
}

/// Where the audio is. Frames are counted by one counter since the reset; places in the song are that plus an offset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transport {
    clock: Option<Clock>,
    offset_frames: i64,
    tolerance_frames: u64,
}

impl Transport {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        Self {
            clock: None,
            offset_frames: 0,
            tolerance_frames: (TOLERANCE_S * sample_rate_hz) as u64,
        }
    }

    pub(super) fn reset(&mut self) {
        self.clock = None;
        self.offset_frames = 0;
    }

    pub(super) fn clock(&self) -> Clock {
        self.clock.unwrap_or_default()
    }

    /// Place in the song of a frame.
    pub(super) fn frame_at(&self, heard: u64) -> i64 {
        (heard as i64).wrapping_add(self.offset_frames)
    }

    /// What it means that frame `heard` is at `position`.
    pub(super) fn motion(&self, position: Position, heard: u64) -> Motion {
        match (self.clock, position) {
            (None, _) => Motion::Start,
            (Some(Clock::Song), Position::Song(frame)) => {
                let deviation_frames = frame.abs_diff(self.frame_at(heard));
                if deviation_frames <= self.tolerance_frames {
                    Motion::Steady
                } else {
                    Motion::Jump
                }
            }
            (Some(_), Position::Song(_)) => Motion::Start,
            (Some(clock), _) if clock == clock_of(position) => Motion::Steady,
            (Some(_), _) => Motion::Halt,
        }
    }

    /// Believes that frame `heard` is at `position`.
    pub(super) fn follow(&mut self, position: Position, heard: u64) {
        self.clock = Some(clock_of(position));
        self.offset_frames = match position {
            Position::Song(frame) => frame.wrapping_sub(heard as i64),
            Position::Stopped | Position::Unknown => 0,
        };
    }
}

fn clock_of(position: Position) -> Clock {
    match position {
        Position::Song(_) => Clock::Song,
        Position::Stopped => Clock::Stopped,
        Position::Unknown => Clock::Private,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_deviations_are_followed_and_large_ones_are_jumps() {
        let mut transport = Transport::new(48_000.0);
        assert_eq!(transport.motion(Position::Song(1000), 0), Motion::Start);
        transport.follow(Position::Song(1000), 0);
        assert_eq!(transport.motion(Position::Song(1512), 512), Motion::Steady);
        assert_eq!(
            transport.motion(Position::Song(1512 + 960), 512),
            Motion::Steady
        );
        assert_eq!(
            transport.motion(Position::Song(1512 + 961), 512),
            Motion::Jump
        );
        assert_eq!(
            transport.motion(Position::Song(i64::MIN), 512),
            Motion::Jump
        );
        transport.follow(Position::Song(1600), 512);
        assert_eq!(transport.frame_at(522), 1610);
    }

    #[test]
    fn starting_to_roll_starts_and_everything_else_halts() {
        let mut transport = Transport::new(48_000.0);
        transport.follow(Position::Stopped, 0);
        assert_eq!(transport.motion(Position::Stopped, 64), Motion::Steady);
        assert_eq!(transport.motion(Position::Unknown, 64), Motion::Halt);
        assert_eq!(transport.motion(Position::Song(64), 64), Motion::Start);
        transport.follow(Position::Song(64), 64);
        assert_eq!(transport.motion(Position::Stopped, 64), Motion::Halt);
    }
}
