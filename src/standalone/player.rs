//! The audio thread: hands the file to the plug-in as a host does, at the speed of the music.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Acquire;
use std::sync::mpsc::Receiver;
use std::time::Duration;
use std::time::Instant;

use nice_plug::prelude::AudioIOLayout;
use nice_plug::prelude::AuxiliaryBuffers;
use nice_plug::prelude::Buffer;
use nice_plug::prelude::BufferConfig;
use nice_plug::prelude::NonZeroU32;
use nice_plug::prelude::ParamPtr;
use nice_plug::prelude::Plugin;
use nice_plug::prelude::ProcessMode;
use nice_plug::prelude::Transport;

use crate::standalone::context::Activating;
use crate::standalone::context::Move;
use crate::standalone::context::Processing;
use crate::standalone::deck::Deck;
use crate::storage::AudioError;

/// Frames in one call, as most hosts are set up.
const CALL_FRAMES: usize = 512;

/// A computer that was asleep does not catch up on what it missed.
const LATE_MAX: Duration = Duration::from_millis(200);

/// What the player tells the rest of the program while it plays.
pub(super) trait Audience: Send {
    /// A parameter moved.
    fn moved(&self, param: ParamPtr, normalized: f32);

    /// The file is over: played to its end, or unreadable from here on.
    fn ended(&self, fault: Option<&AudioError>);
}

/// A plug-in that listens to a file.
pub(super) struct Player<P: Plugin, A: Audience> {
    plugin: P,
    deck: Deck,
    moves: Receiver<Move>,
    audience: A,
    tape: Tape,
    /// Where in the song the next call is.
    frame: i64,
    left: Vec<f32>,
    right: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tape {
    Rolling,
    Stopped,
}

impl<P: Plugin, A: Audience> Player<P, A> {
    /// Puts the file at its beginning. `moves` are the parameters as the person moves them.
    pub(super) fn new(plugin: P, deck: Deck, moves: Receiver<Move>, audience: A) -> Self {
        Self {
            plugin,
            deck,
            moves,
            audience,
            tape: Tape::Rolling,
            frame: 0,
            left: vec![0.0; CALL_FRAMES],
            right: vec![0.0; CALL_FRAMES],
        }
    }

    /// Plays the file once and then, with the transport stopped, silence, until told to stop.
    ///
    /// # Errors
    ///
    /// When the file could not be read to its end; the audience knows already.
    pub(super) fn run(mut self, must_stop: &AtomicBool) -> Result<(), AudioError> {
        let layout = layout::<P>(self.deck.info().channels);
        let config = BufferConfig {
            sample_rate: self.deck.info().sample_rate_hz as f32,
            min_buffer_size: None,
            max_buffer_size: CALL_FRAMES as u32,
            process_mode: ProcessMode::Realtime,
        };
        if self.plugin.activate(&layout, &config, &mut Activating) {
            self.plugin.reset();
        }
        let mut outcome = Ok(());
        let mut due = Instant::now();
        while !must_stop.load(Acquire) {
            let frames = self.next_frames().unwrap_or_else(|fault| {
                self.stop(Some(&fault));
                outcome = Err(fault);
                0
            });
            if frames > 0 {
                self.process(frames);
            }
            self.set_params();
            due = wait(due + self.duration(frames));
        }
        self.plugin.deactivate();
        outcome
    }

    /// Prepares the next call and returns its length.
    fn next_frames(&mut self) -> Result<usize, AudioError> {
        if self.tape == Tape::Rolling {
            let frames = self.deck.play(&mut self.left, &mut self.right)?;
            if frames > 0 {
                return Ok(frames);
            }
            self.stop(None);
        }
        self.left.fill(0.0);
        self.right.fill(0.0);
        Ok(CALL_FRAMES)
    }

    fn stop(&mut self, fault: Option<&AudioError>) {
        self.tape = Tape::Stopped;
        self.audience.ended(fault);
    }

    fn process(&mut self, frames: usize) {
        let mut transport = Transport::new(self.deck.info().sample_rate_hz as f32);
        transport.playing = self.tape == Tape::Rolling;
        transport.pos_samples = Some(self.frame);
        let mut planes = vec![&mut self.left[..frames]];
        if self.deck.info().channels == 2 {
            planes.push(&mut self.right[..frames]);
        }
        let mut buffer = Buffer::default();
        // SAFETY: the slices are as long as told, and live until after the call that uses them.
        unsafe { buffer.set_slices(frames, |slices| *slices = planes) };
        let mut aux = AuxiliaryBuffers {
            inputs: &mut [],
            outputs: &mut [],
        };
        self.plugin
            .process(&mut buffer, &mut aux, &mut Processing(transport));
        if self.tape == Tape::Rolling {
            self.frame += frames as i64;
        }
    }

    fn set_params(&mut self) {
        for (param, normalized) in self.moves.try_iter() {
            // SAFETY: whoever moves parameters got them from this plug-in, which lives as long as the player.
            if unsafe { param._internal_set_normalized_value(normalized) } {
                self.audience.moved(param, normalized);
            }
        }
    }

    fn duration(&self, frames: usize) -> Duration {
        Duration::from_secs_f64(frames as f64 / self.deck.info().sample_rate_hz)
    }
}

/// The plug-in's layout for so many channels without a side-chain.
fn layout<P: Plugin>(channels: u8) -> AudioIOLayout {
    let wanted = NonZeroU32::new(u32::from(channels));
    let mut layouts = P::AUDIO_IO_LAYOUTS.iter();
    layouts
        .find(|layout| layout.main_input_channels == wanted && layout.aux_input_ports.is_empty())
        .copied()
        .unwrap_or_default()
}

/// Waits until it is time, and returns when that was; too late, and time begins anew.
fn wait(due: Instant) -> Instant {
    let now = Instant::now();
    if now.saturating_duration_since(due) > LATE_MAX {
        return now;
    }
    std::thread::sleep(due.saturating_duration_since(now));
    due
}

#[cfg(test)]
mod tests;
