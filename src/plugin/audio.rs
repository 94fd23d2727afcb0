//! What runs on the audio thread: it measures the mix and the side-chain and hands the results over. It changes no
//! sample.

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use crate::bridge::AudioCommand;
use crate::bridge::audio::AudioEnd;
use crate::meter::MeterConfig;
use crate::meter::MeterEngine;
use crate::meter::MeterSink;
use crate::meter::Position;
use crate::model::block::MeterBlock;
use crate::model::block::Rendering;
use crate::model::event::ClipEvent;

/// Channels of one bus. Mono is the same slice twice.
#[derive(Clone, Copy, Debug)]
pub struct Channels<'a> {
    /// Left.
    pub left: &'a [f32],
    /// Right, as long as the left.
    pub right: &'a [f32],
}

/// Whether measuring is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Metering {
    /// As always.
    #[default]
    On,
    /// The plug-in is bypassed: what comes now is not part of what was heard.
    Paused,
}

/// What to do when the transport starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnPlay {
    /// Add to what was heard.
    #[default]
    Continue,
    /// Forget what was heard.
    Reset,
}

/// How the person wants to be measured, read once per call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Controls {
    /// Bypass.
    pub metering: Metering,
    /// Reset on play.
    pub on_play: OnPlay,
    /// The reset switch; going from up to down resets.
    pub reset_is_down: bool,
}

/// What the audio thread owns.
#[derive(Debug)]
pub struct AudioSide {
    end: AudioEnd,
    config: Option<MeterConfig>,
    engines: Option<Engines>,
    has_failed: bool,
    was_rolling: bool,
    reset_was_down: bool,
}

#[derive(Debug)]
struct Engines {
    mix: MeterEngine,
    reference: MeterEngine,
}

impl AudioSide {
    /// Measures nothing until [`AudioSide::activate`].
    #[must_use]
    pub fn new(end: AudioEnd) -> Self {
        Self {
            end,
            config: None,
            engines: None,
            has_failed: false,
            was_rolling: false,
            reset_was_down: false,
        }
    }

    /// Makes what is needed to measure such audio. The same audio as before goes on being measured: hosts do this
    /// whenever a buffer size changes, which is no reason to forget a song.
    ///
    /// At a rate that cannot be measured nothing is.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates.
    pub fn activate(&mut self, config: &MeterConfig, rendering: Rendering) {
        self.end.set_rendering(rendering);
        if self.config.as_ref() == Some(config) {
            return;
        }
        self.config = Some(*config);
        self.was_rolling = false;
        self.end.begin_generation();
        let mix = MeterEngine::new(config);
        let reference = MeterEngine::new(config);
        self.engines = match (mix, reference) {
            (Ok(mix), Ok(reference)) => Some(Engines { mix, reference }),
            _ => None,
        };
    }

    /// Measures the next frames of the mix, and of the side-chain when there is one.
    ///
    /// A fault in measuring ends the measuring and nothing else: the audio has passed already.
    ///
    /// # Real-time
    ///
    /// Safe. As [`MeterEngine::process`], twice with a side-chain.
    pub fn process(
        &mut self,
        mix: Channels<'_>,
        reference: Option<Channels<'_>>,
        position: Position,
        controls: Controls,
    ) {
        if self.has_failed {
            return;
        }
        let measured = catch_unwind(AssertUnwindSafe(|| {
            self.measure(mix, reference, position, controls);
        }));
        if measured.is_err() {
            self.give_up();
        }
    }

    /// The stream ends here: hands over what does not fill 100 ms.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn finish(&mut self) {
        if self.has_failed {
            return;
        }
        let finished = catch_unwind(AssertUnwindSafe(|| {
            if let Some(engines) = &mut self.engines {
                engines.mix.finish(&mut MixSink(&mut self.end));
                engines.reference.finish(&mut ReferenceSink(&mut self.end));
            }
        }));
        if finished.is_err() {
            self.give_up();
        }
        self.end.end_rendering();
    }

    fn measure(
        &mut self,
        mix: Channels<'_>,
        reference: Option<Channels<'_>>,
        position: Position,
        controls: Controls,
    ) {
        let starts_rolling = self.note_rolling(position);
        let reset_goes_down = controls.reset_is_down && !self.reset_was_down;
        self.reset_was_down = controls.reset_is_down;
        if reset_goes_down || (starts_rolling && controls.on_play == OnPlay::Reset) {
            self.restart();
        }
        while let Some(command) = self.end.next_command() {
            match command {
                AudioCommand::Reset => self.restart(),
            }
        }
        if controls.metering == Metering::Paused {
            return;
        }
        let Some(engines) = &mut self.engines else {
            return;
        };
        engines
            .mix
            .process(mix.left, mix.right, position, &mut MixSink(&mut self.end));
        self.end.publish(engines.mix.frame());
        if let Some(reference) = reference {
            engines.reference.process(
                reference.left,
                reference.right,
                position,
                &mut ReferenceSink(&mut self.end),
            );
        }
    }

    /// Whether the transport has just started.
    fn note_rolling(&mut self, position: Position) -> bool {
        let is_rolling = matches!(position, Position::Song(_));
        let starts = is_rolling && !self.was_rolling;
        self.was_rolling = is_rolling;
        starts
    }

    fn restart(&mut self) {
        self.end.begin_generation();
        if let Some(engines) = &mut self.engines {
            engines.mix.reset();
            engines.reference.reset();
        }
    }

    /// Never measures again in this instance: whatever went wrong would go wrong once more.
    fn give_up(&mut self) {
        self.has_failed = true;
        self.end.report_failure();
    }
}

struct MixSink<'a>(&'a mut AudioEnd);

impl MeterSink for MixSink<'_> {
    fn block(&mut self, block: &MeterBlock) {
        self.0.send_block(block);
    }

    fn clip(&mut self, event: &ClipEvent) {
        self.0.send_clip(event);
    }
}

struct ReferenceSink<'a>(&'a mut AudioEnd);

impl MeterSink for ReferenceSink<'_> {
    fn block(&mut self, block: &MeterBlock) {
        self.0.send_reference_block(block);
    }

    /// A reference is not told where it clips.
    fn clip(&mut self, _event: &ClipEvent) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bridge::connect;

    #[test]
    fn failed_metering_is_told_and_stays_off() {
        let (end, worker, _editor) = connect();
        let mut audio = AudioSide::new(end);
        audio.give_up();
        let nothing = Channels {
            left: &[],
            right: &[],
        };
        audio.process(nothing, None, Position::Unknown, Controls::default());
        audio.finish();
        assert!(worker.has_failed());
    }
}
