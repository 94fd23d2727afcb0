//! Clipping as a person would tell it: not 1760 runs of samples, but one stretch from here to there.

mod event;

use crate::dsp::clip::ClipDetector;
use crate::dsp::clip::ClippedRun;
use crate::dsp::clip::FULL_SCALE;
use crate::dsp::true_peak::TRUE_PEAK_DELAY_FRAMES;
use crate::meter::MeterSink;
use crate::meter::clip_log::event::Hit;
use crate::meter::clip_log::event::Limits;
use crate::meter::clip_log::event::OpenEvent;
use crate::meter::input::Slice;
use crate::meter::step::Step;
use crate::meter::transport::Transport;
use crate::model::event::ClipClass;

/// Frames after a hit in which a high true peak is still the hit's: the filter sees it twice the delay long.
const HIT_TRACE_FRAMES: u64 = 2 * TRUE_PEAK_DELAY_FRAMES as u64;

/// Where events take place, and who is told.
pub(super) struct Scene<'a, S> {
    pub(super) generation: u32,
    pub(super) transport: &'a Transport,
    pub(super) sink: &'a mut S,
}

/// A span of frames, counted since the reset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: u64,
    pub(super) end: u64,
}

/// Finds clipping and keeps the events that are still growing: one of samples, one between samples.
#[derive(Debug)]
pub(super) struct ClipLog {
    detectors: [ClipDetector; 2],
    /// Largest true peak of the steps before this one that the run going on has touched.
    run_true_peak: [f32; 2],
    clipping: Option<OpenEvent>,
    inter_sample: Option<OpenEvent>,
    limits: Limits,
    /// After the last hit per channel.
    hit_end: [Option<u64>; 2],
    serial: u32,
    events: u32,
    samples: u64,
}

impl ClipLog {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        Self {
            detectors: [ClipDetector::default(); 2],
            run_true_peak: [0.0; 2],
            clipping: None,
            inter_sample: None,
            limits: Limits::new(sample_rate_hz),
            hit_end: [None; 2],
            serial: 0,
            events: 0,
            samples: 0,
        }
    }

    pub(super) fn reset(&mut self) {
        *self = Self {
            limits: self.limits,
            ..Self::new(0.0)
        };
    }

    /// Clip events since the reset, not counting those between samples.
    pub(super) fn events(&self) -> u32 {
        self.events
    }

    /// Clipped samples since the reset.
    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// Hears a slice.
    pub(super) fn push<S: MeterSink>(&mut self, slice: &Slice<'_>, scene: &mut Scene<'_, S>) {
        let is_low = slice.sample_peak[0].max(slice.sample_peak[1]) < FULL_SCALE;
        if is_low && !self.detectors.iter().any(ClipDetector::is_open) {
            return;
        }
        let [left, right] = slice.channels;
        for (frame, samples) in (slice.start..).zip(left.iter().zip(right)) {
            if let Some(run) = self.detectors[0].push(*samples.0) {
                self.end_run(0, &run, frame, scene);
            }
            if let Some(run) = self.detectors[1].push(*samples.1) {
                self.end_run(1, &run, frame, scene);
            }
        }
    }

    /// Ends 10 ms: now their true peaks are known.
    pub(super) fn end_step<S: MeterSink>(
        &mut self,
        span: Span,
        step: &Step,
        scene: &mut Scene<'_, S>,
    ) {
        let true_peak = step.true_peak.map(|hold| hold.step);
        for (channel, true_peak) in true_peak.into_iter().enumerate() {
            if self.touches(channel, span.start, TRUE_PEAK_DELAY_FRAMES as u64)
                && let Some(open) = &mut self.clipping
            {
                open.raise_true_peak(true_peak);
            }
            let held = if self.detectors[channel].is_open() {
                self.run_true_peak[channel].max(true_peak)
            } else {
                0.0
            };
            self.run_true_peak[channel] = held;
        }
        if !(0..2).any(|channel| self.is_clipping(channel, span.start)) {
            self.note_inter_sample(span, step, scene);
        }
    }

    /// Ends 100 ms: tells what has changed.
    pub(super) fn end_block<S: MeterSink>(&mut self, end: u64, scene: &mut Scene<'_, S>) {
        for channel in 0..2 {
            let frames = self.detectors[channel]
                .clipping()
                .map_or(0, |run| run.frames);
            if u64::from(frames) >= self.limits.run_frames_max
                && let Some(run) = self.detectors[channel].split()
            {
                self.end_run(channel, &run, end, scene);
            }
        }
        self.tell(scene);
    }

    /// Ends all runs at `end`, for what comes next is somewhere else.
    pub(super) fn end_runs<S: MeterSink>(&mut self, end: u64, scene: &mut Scene<'_, S>) {
        for channel in 0..2 {
            if let Some(run) = self.detectors[channel].end() {
                self.end_run(channel, &run, end, scene);
            }
        }
    }

    /// Ends all events.
    pub(super) fn close<S: MeterSink>(&mut self, scene: &mut Scene<'_, S>) {
        self.tell(scene);
        self.clipping = None;
        self.inter_sample = None;
    }

    fn tell<S: MeterSink>(&mut self, scene: &mut Scene<'_, S>) {
        for open in [&mut self.clipping, &mut self.inter_sample]
            .into_iter()
            .flatten()
        {
            open.tell(scene.sink);
        }
    }

    /// Whether the trace of a channel's last hit reaches beyond `frame`.
    fn touches(&self, channel: usize, frame: u64, trace_frames: u64) -> bool {
        self.hit_end[channel].is_some_and(|end| end + trace_frames > frame)
    }

    fn is_clipping(&self, channel: usize, frame: u64) -> bool {
        self.detectors[channel].clipping().is_some()
            || self.touches(channel, frame, HIT_TRACE_FRAMES)
    }

    fn end_run<S: MeterSink>(
        &mut self,
        channel: usize,
        run: &ClippedRun,
        end: u64,
        scene: &mut Scene<'_, S>,
    ) {
        let is_over = run.peak > 1.0;
        let hit = Hit {
            class: if is_over {
                ClipClass::Over
            } else {
                ClipClass::FullScale
            },
            channels: 1 << channel,
            span: Span {
                start: end.saturating_sub(u64::from(run.frames)),
                end,
            },
            samples: run.frames,
            sample_peak: run.peak,
            true_peak: self.run_true_peak[channel].max(run.peak),
        };
        self.run_true_peak[channel] = 0.0;
        self.hit_end[channel] = Some(end);
        self.samples += u64::from(run.frames);
        if hit.merge(&mut self.clipping, &self.limits, &mut self.serial, scene) {
            self.events += 1;
        }
    }

    fn note_inter_sample<S: MeterSink>(
        &mut self,
        span: Span,
        step: &Step,
        scene: &mut Scene<'_, S>,
    ) {
        let mut hit = Hit {
            class: ClipClass::InterSample,
            channels: 0,
            span,
            samples: 0,
            sample_peak: 0.0,
            true_peak: 0.0,
        };
        for channel in 0..2 {
            let true_peak = step.true_peak[channel].step;
            if true_peak > 1.0 {
                hit.channels |= 1 << channel;
                hit.sample_peak = hit.sample_peak.max(step.sample_peak[channel]);
                hit.true_peak = hit.true_peak.max(true_peak);
            }
        }
        if hit.channels != 0 {
            hit.merge(
                &mut self.inter_sample,
                &self.limits,
                &mut self.serial,
                scene,
            );
        }
    }
}
