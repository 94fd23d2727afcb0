//! One event while it grows.

use crate::meter::MeterSink;
use crate::meter::clip_log::Scene;
use crate::meter::clip_log::Span;
use crate::model::event::ClipClass;
use crate::model::event::ClipEvent;

/// Hits no further apart than this are one event: on the beat of anything faster than 120 bpm, nobody would fix them
/// one by one.
const GAP_S: f64 = 0.5;

/// Longest event: a place somebody can listen to.
const EVENT_S: f64 = 10.0;

/// A run this long is counted although it goes on, so that a fault that never ends is told all the same.
const RUN_S: f64 = 0.5;

/// The above in frames.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    gap_frames: u64,
    event_frames: u64,
    pub(super) run_frames_max: u64,
}

impl Limits {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        let frames = |seconds: f64| (seconds * sample_rate_hz) as u64;
        Self {
            gap_frames: frames(GAP_S),
            event_frames: frames(EVENT_S),
            run_frames_max: frames(RUN_S),
        }
    }
}

/// A run of clipped samples, or 10 ms in which the waveform went over between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) class: ClipClass,
    pub(super) channels: u8,
    pub(super) span: Span,
    pub(super) samples: u32,
    pub(super) sample_peak: f32,
    pub(super) true_peak: f32,
}

/// An event that may still grow.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenEvent {
    event: ClipEvent,
    span: Span,
    has_grown: bool,
}

impl Hit {
    /// Adds the hit to the open event, or ends that one and opens the next. Says whether it opened one.
    pub(super) fn merge<S: MeterSink>(
        &self,
        open: &mut Option<OpenEvent>,
        limits: &Limits,
        serial: &mut u32,
        scene: &mut Scene<'_, S>,
    ) -> bool {
        if let Some(event) = open {
            if event.has_room(self.span, limits) {
                event.add(self, scene);
                return false;
            }
            event.tell(scene.sink);
        }
        let mut event = OpenEvent {
            event: ClipEvent {
                generation: scene.generation,
                serial: *serial,
                class: self.class,
                clock: scene.transport.clock(),
                ..ClipEvent::default()
            },
            span: self.span,
            has_grown: true,
        };
        event.add(self, scene);
        *serial = serial.wrapping_add(1);
        *open = Some(event);
        true
    }
}

impl OpenEvent {
    /// Sends the event if it is news.
    pub(super) fn tell(&mut self, sink: &mut impl MeterSink) {
        if std::mem::take(&mut self.has_grown) {
            sink.clip(&self.event);
        }
    }

    pub(super) fn raise_true_peak(&mut self, true_peak: f32) {
        if true_peak > self.event.true_peak {
            self.event.true_peak = true_peak;
            self.has_grown = true;
        }
    }

    fn has_room(&self, span: Span, limits: &Limits) -> bool {
        let gap_frames = span.start.saturating_sub(self.span.end);
        let start = self.span.start.min(span.start);
        let end = self.span.end.max(span.end);
        gap_frames <= limits.gap_frames && end - start <= limits.event_frames
    }

    fn add<S: MeterSink>(&mut self, hit: &Hit, scene: &Scene<'_, S>) {
        self.span = Span {
            start: self.span.start.min(hit.span.start),
            end: self.span.end.max(hit.span.end),
        };
        let event = &mut self.event;
        if hit.class == ClipClass::Over {
            event.class = ClipClass::Over;
        }
        event.channels |= hit.channels;
        event.start_frame = scene.transport.frame_at(self.span.start);
        event.end_frame = scene.transport.frame_at(self.span.end);
        event.hits = event.hits.saturating_add(1);
        event.samples = event.samples.saturating_add(hit.samples);
        event.longest_run = event.longest_run.max(hit.samples);
        event.sample_peak = event.sample_peak.max(hit.sample_peak);
        event.true_peak = event.true_peak.max(hit.true_peak);
        self.has_grown = true;
    }
}
