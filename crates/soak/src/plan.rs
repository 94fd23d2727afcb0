//! What a host does with one stream during a scene, decided beforehand.

use triage_testkit::host::instance::Rendering;
use triage_testkit::host::ports::Parameter;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Transport;

use crate::chance::Chance;
use crate::tally::Events;

/// The longest call that is agreed on.
pub const CALL_FRAMES_MAX: usize = 8192;

/// The longest piece, frames: what is kept of one at a time stays small at any rate.
const PIECE_FRAMES_MAX: usize = 240_000;

/// Where in the song is played, seconds; longer than what the plug-in keeps of a song.
const SONG_S: f64 = 900.0;

/// Parameters that have a part of their own here, or that nobody turns.
const NOT_AT_RANDOM: [&str; 3] = ["Bypass", "Reset", "Edits"];

/// A piece of audio that is played on end.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Where in the song its audio is, frames; what the host tells may be something else.
    pub from: i64,
    /// Length.
    pub frames: usize,
    /// What the host tells, in turn.
    pub stretches: Vec<Stretch>,
    /// Lengths of the calls.
    pub calls: Vec<usize>,
    /// Tempo of the song.
    pub tempo_bpm: f64,
    /// A parameter that changes at its beginning.
    pub change: Option<(String, f64)>,
    /// The host asks to forget tails before it.
    pub has_reset: bool,
    /// It is silent.
    pub is_silent: bool,
    /// It has samples that are no audio; the number makes them.
    pub spoiled: Option<u64>,
}

/// What the transport does during a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Roll,
    Jump,
    Loop,
    Stop,
    Free,
    Off,
    Frozen,
    Wild,
}

/// Decides what is played.
pub struct Planner<'a> {
    /// What decides.
    pub chance: &'a mut Chance,
    /// Where it is counted.
    pub events: &'a mut Events,
    /// Sample rate.
    pub sample_rate_hz: f64,
    /// Who renders does not play with the transport.
    pub rendering: Rendering,
    /// What can be turned.
    pub parameters: &'a [Parameter],
    /// Where the song is, frames.
    pub position: i64,
}

impl Planner<'_> {
    /// Pieces of so many frames in all, and a last one that leaves everything on.
    pub fn pieces(mut self, frames: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut planned = 0;
        let mut wants_on = None;
        let mut tempo_bpm = 120.0;
        while planned < frames {
            if self.chance.one_in(12) {
                tempo_bpm = self.chance.between(40.0, 240.0);
                self.events.count("tempo changes");
            }
            let doing = self.doing();
            let times = if doing == Doing::Loop {
                2 + self.chance.below(3)
            } else {
                1
            };
            let mut piece = self.piece(doing);
            piece.tempo_bpm = tempo_bpm;
            for _ in 0..times {
                let mut again = piece.clone();
                again.change = wants_on.take().or_else(|| self.change());
                wants_on = undoing(again.change.as_ref());
                planned += again.frames;
                pieces.push(again);
            }
        }
        // Twice, because a switch that was pressed in the last piece goes up in the first of these.
        for _ in 0..2 {
            let mut last = self.roll(self.sample_rate_hz as usize);
            last.change = wants_on.take();
            pieces.push(last);
        }
        pieces
    }

    fn doing(&mut self) -> Doing {
        use Doing::Free;
        use Doing::Frozen;
        use Doing::Jump;
        use Doing::Loop;
        use Doing::Off;
        use Doing::Roll;
        use Doing::Stop;
        use Doing::Wild;
        if self.rendering == Rendering::Offline {
            return if self.chance.one_in(30) { Jump } else { Roll };
        }
        self.chance.pick([
            Roll, Roll, Roll, Roll, Roll, Roll, Roll, Roll, Roll, Jump, Jump, Jump, Loop, Loop,
            Stop, Free, Off, Off, Frozen, Wild,
        ])
    }

    fn piece(&mut self, doing: Doing) -> Piece {
        let seconds = self.chance.between(0.3, 5.0);
        let frames = ((seconds * self.sample_rate_hz) as usize).clamp(1, PIECE_FRAMES_MAX);
        match doing {
            Doing::Roll => self.roll(frames),
            Doing::Jump => {
                self.events.count("jumps");
                self.jump();
                self.roll(frames)
            }
            Doing::Loop => {
                self.events.count("loops");
                self.roll(frames)
            }
            Doing::Stop => {
                self.events.count("stops");
                let mut piece =
                    self.told(frames, |planner, _| Transport::Stopped(planner.position));
                piece.is_silent = self.chance.one_in(2);
                piece
            }
            Doing::Free => {
                self.events.count("stretches without a transport");
                self.told(frames, |_, _| Transport::Absent)
            }
            Doing::Off => {
                self.events.count("lying positions");
                let most = self.chance.pick([1.0, 40.0, 2000.0]);
                self.told(frames, |planner, within| {
                    let off = planner.chance.between(-most, most) as i64;
                    Transport::Rolling(planner.position + within as i64 + off)
                })
            }
            Doing::Frozen => {
                self.events.count("lying positions");
                self.told(frames, |planner, _| Transport::Rolling(planner.position))
            }
            Doing::Wild => {
                self.events.count("lying positions");
                self.told(frames.min(20_000), |planner, _| {
                    let edges = [
                        0,
                        -1,
                        i64::from(i32::MAX),
                        i64::from(i32::MIN),
                        1 << 40,
                        -(1 << 40),
                    ];
                    Transport::Rolling(planner.chance.pick(edges))
                })
            }
        }
    }

    /// Goes on from where the song is.
    fn roll(&mut self, frames: usize) -> Piece {
        let stretches = vec![Stretch {
            frames,
            transport: Transport::Rolling(self.position),
        }];
        let calls = self.calls(frames);
        self.bare(frames, stretches, calls)
    }

    /// Every call is told something else.
    fn told(&mut self, frames: usize, tell: impl Fn(&mut Self, usize) -> Transport) -> Piece {
        let call = 64 << self.chance.below(7);
        let mut stretches = Vec::new();
        let mut within = 0;
        while within < frames {
            let transport = tell(self, within);
            let length = call.min(frames - within);
            stretches.push(Stretch {
                frames: length,
                transport,
            });
            within += length;
        }
        self.bare(frames, stretches, vec![call])
    }

    fn bare(&mut self, frames: usize, stretches: Vec<Stretch>, calls: Vec<usize>) -> Piece {
        let from = self.position;
        self.position += frames as i64;
        let spoiled = self.chance.one_in(40).then(|| self.chance.next());
        let has_reset = self.chance.one_in(30);
        if spoiled.is_some() {
            self.events.count("pieces with NaN and the like");
        }
        Piece {
            from,
            frames,
            stretches,
            calls,
            tempo_bpm: 120.0,
            change: None,
            has_reset,
            is_silent: self.chance.one_in(25),
            spoiled,
        }
    }

    /// Mostly within the song, now and then before or far behind it.
    fn jump(&mut self) {
        let to_s = match self.chance.below(12) {
            0 => self.chance.between(-4.0, 0.0),
            1 => self.chance.between(3600.0, 90_000.0),
            _ => self.chance.between(0.0, SONG_S),
        };
        self.position = (to_s * self.sample_rate_hz) as i64;
    }

    /// As hosts cut: one length, or any in turn.
    fn calls(&mut self, frames: usize) -> Vec<usize> {
        match self.chance.below(4) {
            0 => vec![32 << self.chance.below(9)],
            1 => vec![1 + self.chance.below(CALL_FRAMES_MAX)],
            // Single frames cost a call each, so there are only some.
            2 if frames < 20_000 => vec![1 + self.chance.below(8)],
            _ => self.any_lengths(),
        }
    }

    fn any_lengths(&mut self) -> Vec<usize> {
        let mut calls: Vec<usize> = (0..24)
            .map(|_| (CALL_FRAMES_MAX as f64).powf(self.chance.ratio()) as usize)
            .collect();
        calls.extend([1, CALL_FRAMES_MAX]);
        if self.chance.one_in(4) {
            calls.push(0);
        }
        calls
    }

    fn change(&mut self) -> Option<(String, f64)> {
        let switch = |name: &str| Some((name.to_owned(), 1.0));
        match self.chance.below(40) {
            0 => {
                self.events.count("bypasses");
                switch("Bypass")
            }
            1 => {
                self.events.count("resets");
                switch("Reset")
            }
            2..=7 => {
                self.events.count("parameter changes");
                self.turned()
            }
            _ => None,
        }
    }

    /// A parameter, and a value within its range.
    fn turned(&mut self) -> Option<(String, f64)> {
        let parameter = self
            .parameters
            .get(self.chance.below(self.parameters.len()))?;
        let name = parameter.name.as_str();
        if NOT_AT_RANDOM.contains(&name) {
            return None;
        }
        let [low, _, high] = parameter.range;
        let value = match name {
            "Main fader" => self.chance.between(low, high),
            _ => low + self.chance.below((high - low) as usize + 1) as f64,
        };
        if name == "Use side-chain" {
            self.events.count("side-chain switches");
        }
        Some((name.to_owned(), value))
    }
}

/// What takes a change back that would end the measuring, or could not be repeated.
fn undoing(change: Option<&(String, f64)>) -> Option<(String, f64)> {
    let (name, value) = change?;
    let is_switch = ["Bypass", "Reset"].contains(&name.as_str()) && *value > 0.0;
    is_switch.then(|| (name.clone(), 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(seed: u64) -> Vec<Piece> {
        let planner = Planner {
            chance: &mut Chance::new(seed, 0),
            events: &mut Events::default(),
            sample_rate_hz: 48_000.0,
            rendering: Rendering::Realtime,
            parameters: &[],
            position: 0,
        };
        planner.pieces(3_000_000)
    }

    #[test]
    fn stretches_are_as_long_as_their_piece() {
        for piece in pieces(5) {
            let told: usize = piece.stretches.iter().map(|stretch| stretch.frames).sum();
            assert_eq!(told, piece.frames);
            assert!(piece.calls.iter().any(|frames| *frames > 0));
            assert!(piece.calls.iter().all(|frames| *frames <= CALL_FRAMES_MAX));
        }
    }

    #[test]
    fn same_seed_plans_the_same() {
        assert_eq!(pieces(9), pieces(9));
    }

    #[test]
    fn whatever_was_switched_is_switched_back() {
        for seed in 0..50 {
            for switch in ["Bypass", "Reset"] {
                let pieces = pieces(seed);
                let changes = pieces.iter().filter_map(|piece| piece.change.as_ref());
                let mut of_it = changes.filter(|(name, _)| name == switch);
                assert!(of_it.next_back().is_none_or(|(_, value)| *value == 0.0));
            }
        }
    }
}
