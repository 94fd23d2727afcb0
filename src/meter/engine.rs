//! The engine: cuts the stream into slices, and slices, steps and blocks into readings.

use crate::dsp::loudness::LoudnessWindows;
use crate::meter::ChannelLayout;
use crate::meter::MeterConfig;
use crate::meter::MeterError;
use crate::meter::MeterSink;
use crate::meter::Position;
use crate::meter::SAMPLE_RATE_HZ;
use crate::meter::clip_log::ClipLog;
use crate::meter::clip_log::Scene;
use crate::meter::clip_log::Span;
use crate::meter::display::Display;
use crate::meter::grid::Boundary;
use crate::meter::grid::Grid;
use crate::meter::input::Input;
use crate::meter::input::NonFinite;
use crate::meter::spectra::Spectra;
use crate::meter::step::Kernels;
use crate::meter::step::Step;
use crate::meter::transport::Motion;
use crate::meter::transport::Transport;
use crate::model::block::Continuity;
use crate::model::block::MeterBlock;
use crate::model::frame::MeterFrame;

/// Measures one stream of audio.
#[derive(Debug)]
pub struct MeterEngine {
    config: MeterConfig,
    input: Input,
    transport: Transport,
    grid: Grid,
    kernels: Kernels,
    spectra: Spectra,
    windows: LoudnessWindows,
    clip_log: ClipLog,
    display: Display,
    /// Frames measured since the reset; those that wait in `input` come after.
    heard: u64,
    step: Step,
    block: MeterBlock,
    frame: MeterFrame,
}

impl MeterEngine {
    /// Makes an engine with everything it will ever need.
    ///
    /// # Errors
    ///
    /// When the sample rate cannot be measured.
    ///
    /// # Real-time
    ///
    /// Not safe: allocates.
    pub fn new(config: &MeterConfig) -> Result<Self, MeterError> {
        let sample_rate_hz = config.sample_rate_hz;
        let (lowest_hz, highest_hz) = SAMPLE_RATE_HZ;
        if !(lowest_hz..=highest_hz).contains(&sample_rate_hz) {
            return Err(MeterError::SampleRate(sample_rate_hz));
        }
        let mut engine = Self {
            config: *config,
            input: Input::new(),
            transport: Transport::new(sample_rate_hz),
            grid: Grid::new(sample_rate_hz),
            kernels: Kernels::new(sample_rate_hz),
            spectra: Spectra::new(sample_rate_hz),
            windows: LoudnessWindows::default(),
            clip_log: ClipLog::new(sample_rate_hz),
            display: Display::new(sample_rate_hz),
            heard: 0,
            step: Step::default(),
            block: MeterBlock::default(),
            frame: MeterFrame::default(),
        };
        engine.begin_generation(0);
        Ok(engine)
    }

    /// Measures the next frames. Both channels have the same length; for mono the right one is ignored.
    ///
    /// Results do not depend, bit for bit, on how the stream is cut into calls.
    ///
    /// # Real-time
    ///
    /// Safe. Cost is bounded by a constant, plus a constant per frame, plus one transform per 256 frames.
    pub fn process(
        &mut self,
        left: &[f32],
        right: &[f32],
        position: Position,
        sink: &mut impl MeterSink,
    ) {
        let right = match self.config.layout {
            ChannelLayout::Mono => left,
            ChannelLayout::Stereo => right,
        };
        let frames = left.len().min(right.len());
        if frames > 0 {
            self.follow(position, sink);
        }
        let (mut left, mut right) = (&left[..frames], &right[..frames]);
        while !left.is_empty() {
            let room = self.grid.slice_frames() - self.input.frames();
            let taken = room.min(left.len());
            self.append(&left[..taken], &right[..taken]);
            (left, right) = (&left[taken..], &right[taken..]);
            if taken == room {
                self.measure_slice(sink);
            }
        }
    }

    /// Ends the stream: hands over the frames that do not fill a block. What comes next is heard with empty windows.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn finish(&mut self, sink: &mut impl MeterSink) {
        self.measure_slice(sink);
        self.clip_log
            .end_runs(self.heard, &mut scene(&self.frame, &self.transport, sink));
        if self.step.frames > 0 {
            self.end_step(sink);
        }
        if self.block.frames > 0 {
            self.end_block(sink);
        }
        self.clip_log
            .close(&mut scene(&self.frame, &self.transport, sink));
        self.show_clipping();
        self.grid.restart();
        self.transport.reset();
    }

    /// Forgets everything and begins a new generation.
    ///
    /// # Real-time
    ///
    /// Safe.
    pub fn reset(&mut self) {
        self.begin_generation(self.frame.generation.wrapping_add(1));
    }

    /// The meters as they stand.
    ///
    /// # Real-time
    ///
    /// Safe.
    #[must_use]
    pub fn frame(&self) -> &MeterFrame {
        &self.frame
    }

    fn begin_generation(&mut self, generation: u32) {
        self.input.clear();
        self.transport.reset();
        self.clip_log.reset();
        self.heard = 0;
        self.frame = MeterFrame {
            generation,
            sample_rate_hz: self.config.sample_rate_hz,
            ..MeterFrame::default()
        };
        self.restart();
        self.begin_block(0);
    }

    /// Empties everything that remembers audio.
    fn restart(&mut self) {
        self.grid.restart();
        self.kernels.reset();
        self.spectra.reset();
        self.windows = LoudnessWindows::default();
        self.display = Display::new(self.config.sample_rate_hz);
        self.step = Step::default();
        self.frame = MeterFrame {
            generation: self.frame.generation,
            sample_rate_hz: self.frame.sample_rate_hz,
            channels: self.frame.channels,
            measured_frames: self.frame.measured_frames,
            sample_peak: self.frame.sample_peak,
            true_peak: self.frame.true_peak,
            clip_events: self.frame.clip_events,
            clipped_samples: self.frame.clipped_samples,
            dropped: self.frame.dropped,
            ..MeterFrame::default()
        };
    }

    fn follow(&mut self, position: Position, sink: &mut impl MeterSink) {
        let next = self.heard + self.input.frames() as u64;
        match self.transport.motion(position, next) {
            Motion::Steady => {}
            Motion::Jump => self.jump(sink),
            Motion::Halt => self.finish(sink),
            Motion::Start => {
                self.finish(sink);
                self.restart();
                self.block.continuity = Continuity::Start;
            }
        }
        self.transport.follow(position, next);
    }

    /// Windows, filters and grid go on: a loop of 2 s must still fill a window of 3 s.
    fn jump(&mut self, sink: &mut impl MeterSink) {
        self.measure_slice(sink);
        let mut scene = scene(&self.frame, &self.transport, sink);
        self.clip_log.end_runs(self.heard, &mut scene);
        self.clip_log.close(&mut scene);
        if self.block.continuity == Continuity::Continuous {
            self.block.continuity = Continuity::Jump;
        }
    }

    fn append(&mut self, left: &[f32], right: &[f32]) {
        let waiting = self.input.frames() as u64;
        let NonFinite {
            mut samples,
            first_frame,
        } = self.input.append(left, right);
        if samples == 0 {
            return;
        }
        if self.config.layout == ChannelLayout::Mono {
            samples /= 2;
        }
        if self.block.nonfinite_samples == 0 {
            let frame = self.heard + waiting + first_frame as u64;
            self.block.nonfinite_frame = self.transport.frame_at(frame);
        }
        self.block.nonfinite_samples = self.block.nonfinite_samples.saturating_add(samples);
    }

    fn measure_slice(&mut self, sink: &mut impl MeterSink) {
        let frames = self.input.frames();
        if frames == 0 {
            return;
        }
        if self.block.frames == 0 {
            self.block.clock = self.transport.clock();
            self.block.start_frame = self.transport.frame_at(self.heard);
        }
        self.block.frames += frames as u32;
        let sample_peak = self.input.sample_peak();
        let mut scene = scene(&self.frame, &self.transport, sink);
        self.clip_log
            .push(&self.input.slice(self.heard, sample_peak), &mut scene);
        self.input.limit(sample_peak);
        let slice = self.input.slice(self.heard, sample_peak);
        let place = |heard| self.transport.frame_at(heard);
        self.kernels
            .push(&slice, &mut self.step, &mut self.block, place);
        self.display.push(&slice);
        self.spectra
            .push(slice.channels, &mut self.block.spectrum, &mut self.frame);
        self.input.clear();
        self.heard += frames as u64;
        match self.grid.advance(frames) {
            Boundary::Within => {}
            Boundary::Step => self.end_full_step(sink),
            Boundary::Block => {
                self.end_full_step(sink);
                self.end_block(sink);
            }
        }
    }

    /// Only whole steps go into the loudness windows, or these would be shorter than the standard says.
    fn end_full_step(&mut self, sink: &mut impl MeterSink) {
        let (k_energy, _) = self.step.k_energy(self.config.layout);
        self.windows.push(k_energy, self.step.frames);
        let momentary_lufs = self.windows.momentary_lufs() as f32;
        let short_term_lufs = self.windows.short_term_lufs() as f32;
        let block = &mut self.block;
        block.momentary_max_lufs = block.momentary_max_lufs.max(momentary_lufs);
        block.short_term_max_lufs = block.short_term_max_lufs.max(short_term_lufs);
        self.frame.momentary_lufs = momentary_lufs;
        self.frame.short_term_lufs = short_term_lufs;
        self.end_step(sink);
    }

    fn end_step(&mut self, sink: &mut impl MeterSink) {
        self.kernels.end_step();
        let span = Span {
            start: self.heard - u64::from(self.step.frames),
            end: self.heard,
        };
        let mut scene = scene(&self.frame, &self.transport, sink);
        self.clip_log.end_step(span, &self.step, &mut scene);
        self.display.end_step(&self.step, &mut self.frame);
        self.step.add_to(&mut self.block, self.config.layout);
        self.step.begin();
        let frame = &mut self.frame;
        frame.channels = self.block.channels;
        frame.clock = self.transport.clock();
        frame.position_frame = self.transport.frame_at(self.heard);
        frame.measured_frames = self.heard;
        self.show_clipping();
    }

    fn end_block(&mut self, sink: &mut impl MeterSink) {
        let mut scene = scene(&self.frame, &self.transport, sink);
        self.clip_log.end_block(self.heard, &mut scene);
        let block = &mut self.block;
        block.flat_tops = self.kernels.end_block();
        block.momentary_lufs = self.frame.momentary_lufs;
        block.short_term_lufs = self.frame.short_term_lufs;
        self.display.end_block(block.true_peak);
        sink.block(block);
        let sequence = block.sequence + 1;
        self.step = Step::default();
        self.begin_block(sequence);
        self.show_clipping();
    }

    fn show_clipping(&mut self) {
        self.frame.clip_events = self.clip_log.events();
        self.frame.clipped_samples = self.clip_log.samples();
    }

    fn begin_block(&mut self, sequence: u64) {
        self.block = MeterBlock {
            generation: self.frame.generation,
            sequence,
            sample_rate_hz: self.config.sample_rate_hz,
            channels: match self.config.layout {
                ChannelLayout::Mono => 1,
                ChannelLayout::Stereo => 2,
            },
            momentary_max_lufs: f32::NEG_INFINITY,
            short_term_max_lufs: f32::NEG_INFINITY,
            ..MeterBlock::default()
        };
    }
}

fn scene<'a, S: MeterSink>(
    frame: &MeterFrame,
    transport: &'a Transport,
    sink: &'a mut S,
) -> Scene<'a, S> {
    Scene {
        generation: frame.generation,
        transport,
        sink,
    }
}
