//! Plays the pieces of a scene on the audio thread.

use std::time::Duration;
use std::time::SystemTime;

use triage_testkit::heap;
use triage_testkit::host::HostError;
use triage_testkit::host::stream::Changes;
use triage_testkit::host::stream::Stream;
use triage_testkit::host::take::Take;

use crate::chance::Chance;
use crate::material::Material;
use crate::material::spoil;
use crate::plan::Piece;

/// After so much music the player gives way: a queue holds 51 s of the side-chain, and the worker, which looks for work
/// every 10 ms, has to run now and then on a machine with more threads than cores.
const GIVE_WAY_AFTER_S: f64 = 15.0;

/// For how long.
const GIVE_WAY: Duration = Duration::from_millis(12);

/// A piece with what changes at its beginning, made where the plug-in may be asked.
pub struct Cue {
    /// The piece.
    pub piece: Piece,
    /// The change.
    pub change: Option<Changes>,
}

/// What one stream does in a scene.
pub struct Part {
    /// What is played.
    pub cues: Vec<Cue>,
    /// Channels of the main input.
    pub channels: usize,
    /// Whether there is a side-chain.
    pub has_side_chain: bool,
    /// Sample rate.
    pub sample_rate_hz: f64,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Played {
    /// Frames.
    pub frames: u64,
    /// Calls.
    pub calls: u64,
    /// Music, seconds.
    pub seconds: f64,
    /// Pieces that came out otherwise than they went in.
    pub changed_pieces: u64,
    /// Uses of the heap inside of calls.
    pub heap_calls: u64,
    /// When the last call ended.
    pub ended_at: SystemTime,
}

/// Plays a part.
///
/// # Errors
///
/// When the plug-in fails.
pub fn play(stream: &mut Stream, part: Part, material: &Material) -> Result<Played, HostError> {
    let mut played = Played {
        frames: 0,
        calls: 0,
        seconds: 0.0,
        changed_pieces: 0,
        heap_calls: 0,
        ended_at: SystemTime::now(),
    };
    let mut mix = vec![Vec::new(); part.channels];
    let mut side_chain = vec![Vec::new(); part.channels];
    let mut since_s = 0.0;
    for Cue { piece, change } in part.cues {
        prepare(&piece, material, [&mut mix, &mut side_chain]);
        stream.set_tempo(piece.tempo_bpm);
        if piece.has_reset {
            stream.reset();
        }
        if let Some(change) = change {
            stream.change(change);
        }
        let take = Take {
            mix: &mix,
            side_chain: part.has_side_chain.then_some(&side_chain),
            stretches: &piece.stretches,
            calls: &piece.calls,
        };
        let heap_before = heap::calls_of_this_thread();
        let recording = stream.play(&take, |_| ())?;
        played.heap_calls += heap::calls_of_this_thread() - heap_before;
        played.changed_pieces += u64::from(!recording.equals(&mix));
        played.calls += recording.call_ns.len() as u64;
        played.frames += piece.frames as u64;
        let piece_s = piece.frames as f64 / part.sample_rate_hz;
        played.seconds += piece_s;
        since_s += piece_s;
        if since_s > GIVE_WAY_AFTER_S {
            std::thread::sleep(GIVE_WAY);
            since_s = 0.0;
        }
    }
    played.ended_at = SystemTime::now();
    Ok(played)
}

fn prepare(piece: &Piece, material: &Material, [mix, side_chain]: [&mut [Vec<f32>]; 2]) {
    material.copy(piece.from, piece.frames, mix);
    // Another place of the same music.
    material.copy(piece.from + 1_000_000, piece.frames, side_chain);
    if piece.is_silent {
        mix.iter_mut().for_each(|channel| channel.fill(0.0));
    }
    if let Some(seed) = piece.spoiled {
        let mut chance = Chance::new(seed, 0);
        spoil(mix, &mut chance);
        spoil(side_chain, &mut chance);
    }
}
