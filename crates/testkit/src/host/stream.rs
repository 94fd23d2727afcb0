//! The audio side of a hosted plug-in.

use std::time::Instant;

use clack_host::events::event_types::TransportEvent;
use clack_host::prelude::AudioPortBuffer;
use clack_host::prelude::AudioPortBufferType;
use clack_host::prelude::AudioPorts;
use clack_host::prelude::EventBuffer;
use clack_host::prelude::InputAudioBuffers;
use clack_host::prelude::InputChannel;
use clack_host::prelude::OutputAudioBuffers;
use clack_host::prelude::OutputEvents;
use clack_host::prelude::StartedPluginAudioProcessor;
use clack_host::prelude::StoppedPluginAudioProcessor;

use crate::heap;
use crate::host::HostError;
use crate::host::handlers::Host;
use crate::host::ports::Parameter;
use crate::host::ports::Port;
use crate::host::ports::Ports;
use crate::host::take::Recording;
use crate::host::take::Take;
use crate::host::take::Transport;
use crate::host::told::ToldByAll;

/// Room for what a plug-in says in one call, so that the host itself does not allocate in it.
const ANSWERS_MAX: usize = 64;

/// The tempo of a new project in most hosts.
const TEMPO_BPM: f64 = 120.0;

/// One vector per channel of each port.
type PortAudio = Vec<Vec<Vec<f32>>>;

/// Changes of parameters, made by [`Instance::change`](crate::host::instance::Instance::change).
pub type Changes = EventBuffer;

/// A running plug-in that takes audio. May be moved to another thread.
pub struct Stream {
    processor: StartedPluginAudioProcessor<Host>,
    sample_rate_hz: f64,
    frames_max: usize,
    inputs: PortAudio,
    outputs: PortAudio,
    input_ports: AudioPorts,
    output_ports: AudioPorts,
    pending: EventBuffer,
    answers: EventBuffer,
    listener: Listener,
    steady_frame: u64,
    tempo_bpm: f64,
}

/// Who is told what the plug-in says while it processes.
pub(super) struct Listener {
    pub(super) told: ToldByAll,
    pub(super) parameters: Vec<Parameter>,
}

impl Stream {
    pub(super) fn new(
        processor: StartedPluginAudioProcessor<Host>,
        ports: &Ports,
        sample_rate_hz: f64,
        frames_max: usize,
        listener: Listener,
    ) -> Self {
        let silence = |side: &[Port]| -> PortAudio {
            side.iter()
                .map(|port| vec![vec![0.0; frames_max]; port.channels])
                .collect()
        };
        let room = |side: &[Port]| {
            let channels = side.iter().map(|port| port.channels).sum();
            AudioPorts::with_capacity(channels, side.len())
        };
        Self {
            processor,
            sample_rate_hz,
            frames_max,
            inputs: silence(&ports.inputs),
            outputs: silence(&ports.outputs),
            input_ports: room(&ports.inputs),
            output_ports: room(&ports.outputs),
            pending: EventBuffer::new(),
            answers: EventBuffer::with_capacity(ANSWERS_MAX),
            listener,
            steady_frame: 0,
            tempo_bpm: TEMPO_BPM,
        }
    }

    /// Changes parameters with the next call.
    pub fn change(&mut self, changes: Changes) {
        self.pending = changes;
    }

    /// Changes the tempo of the song from the next call on.
    pub fn set_tempo(&mut self, tempo_bpm: f64) {
        self.tempo_bpm = tempo_bpm;
    }

    /// Plays a take and returns what came out. `progress` is told how many frames have been played.
    ///
    /// # Errors
    ///
    /// When the audio is shorter than its stretches or of another width than the plug-in, a call is longer than agreed
    /// on, all calls are empty, or the plug-in fails.
    pub fn play(
        &mut self,
        take: &Take<'_>,
        mut progress: impl FnMut(usize),
    ) -> Result<Recording, HostError> {
        self.check(take)?;
        let mut recording = Recording {
            bits: vec![Vec::new(); self.outputs.first().map_or(0, Vec::len)],
            call_ns: Vec::new(),
        };
        let mut calls = take.calls.iter().copied().cycle();
        let mut played = 0;
        for stretch in take.stretches {
            let mut within = 0;
            while within < stretch.frames {
                let frames = calls
                    .next()
                    .unwrap_or(self.frames_max)
                    .min(stretch.frames - within);
                self.fill(take, played, frames);
                let call_ns = self.call(frames, stretch.transport.after(within))?;
                recording.call_ns.push(call_ns);
                self.record(frames, &mut recording);
                within += frames;
                played += frames;
                progress(played);
            }
        }
        Ok(recording)
    }

    /// One call without any channel on the main ports, as some hosts make while a plug-in is bypassed.
    ///
    /// # Errors
    ///
    /// When the plug-in fails.
    pub fn call_without_channels(&mut self) -> Result<(), HostError> {
        let inputs = std::mem::take(&mut self.inputs[0]);
        let outputs = std::mem::take(&mut self.outputs[0]);
        let called = self.call(self.frames_max, Transport::Absent);
        self.inputs[0] = inputs;
        self.outputs[0] = outputs;
        called.map(|_| ())
    }

    /// What a host does when playback jumps: asks the plug-in to forget its tails.
    pub fn reset(&mut self) {
        self.processor.reset();
    }

    pub(super) fn into_stopped(self) -> StoppedPluginAudioProcessor<Host> {
        self.processor.stop_processing()
    }

    fn check(&self, take: &Take<'_>) -> Result<(), HostError> {
        let frames: usize = take.stretches.iter().map(|stretch| stretch.frames).sum();
        let fits = |audio: &[Vec<f32>], port: Option<&Vec<Vec<f32>>>| {
            port.is_some_and(|port| port.len() == audio.len())
                && audio.iter().all(|channel| channel.len() >= frames)
        };
        let sides_fit = fits(take.mix, self.inputs.first())
            && take
                .side_chain
                .is_none_or(|audio| fits(audio, self.inputs.get(1)));
        if !sides_fit {
            return Err(HostError::Audio("wrong width, or too short".to_owned()));
        }
        let longest = take.calls.iter().copied().max().unwrap_or(0);
        if longest == 0 || longest > self.frames_max {
            return Err(HostError::Audio(format!(
                "calls of {longest} frames where 1 to {} were agreed on",
                self.frames_max
            )));
        }
        Ok(())
    }

    fn fill(&mut self, take: &Take<'_>, from: usize, frames: usize) {
        let sides = [Some(take.mix), take.side_chain];
        for (port, audio) in self.inputs.iter_mut().zip(sides) {
            let Some(audio) = audio else { continue };
            for (channel, samples) in port.iter_mut().zip(audio) {
                channel[..frames].copy_from_slice(&samples[from..from + frames]);
            }
        }
    }

    /// Has the plug-in process the first frames of the inputs; returns how long it took, nanoseconds.
    fn call(&mut self, frames: usize, transport: Transport) -> Result<u64, HostError> {
        // A poison that no plug-in would put out, so that what is not written is seen.
        for channel in self.outputs.iter_mut().flatten() {
            channel[..frames].fill(f32::from_bits(0x7fc0_dead));
        }
        let inputs = self
            .input_ports
            .with_input_buffers(self.inputs.iter_mut().map(|port| {
                AudioPortBuffer {
                    latency: 0,
                    channels: AudioPortBufferType::f32_input_only(
                        port.iter_mut()
                            .map(|channel| InputChannel::variable(&mut channel[..frames])),
                    ),
                }
            }));
        let mut outputs = self
            .output_ports
            .with_output_buffers(self.outputs.iter_mut().map(|port| AudioPortBuffer {
                latency: 0,
                channels: AudioPortBufferType::f32_output_only(
                    port.iter_mut().map(|channel| &mut channel[..frames]),
                ),
            }));
        let transport = transport.event(self.sample_rate_hz, self.tempo_bpm);
        let call = Call {
            events: &self.pending,
            answers: &mut self.answers,
            steady_frame: self.steady_frame,
            transport: transport.as_ref(),
        };
        let started = Instant::now();
        process(&mut self.processor, &inputs, &mut outputs, call)?;
        let call_ns = u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.steady_frame += frames as u64;
        self.pending.clear();
        self.listener
            .told
            .hear(&self.answers, &self.listener.parameters);
        self.answers.clear();
        Ok(call_ns)
    }

    fn record(&self, frames: usize, recording: &mut Recording) {
        let Some(main) = self.outputs.first() else {
            return;
        };
        for (bits, channel) in recording.bits.iter_mut().zip(main) {
            bits.extend(channel[..frames].iter().map(|sample| sample.to_bits()));
        }
    }
}

struct Call<'a> {
    events: &'a EventBuffer,
    answers: &'a mut EventBuffer,
    steady_frame: u64,
    transport: Option<&'a TransportEvent>,
}

/// The call that a sound card would wait for. Under RealtimeSanitizer anything that may wait in there ends the process;
/// in a program with [`crate::watch_heap`] every use of the heap in there is counted.
fn process(
    processor: &mut StartedPluginAudioProcessor<Host>,
    inputs: &InputAudioBuffers<'_>,
    outputs: &mut OutputAudioBuffers<'_>,
    call: Call<'_>,
) -> Result<(), HostError> {
    let events = call.events.as_input();
    let mut answers = OutputEvents::from_buffer(call.answers);
    #[cfg(feature = "rtsan")]
    let realtime = rtsan_standalone::ScopedSanitizeRealtime::default();
    let watched = heap::Scope::enter();
    let processed = processor.process(
        inputs,
        outputs,
        &events,
        &mut answers,
        Some(call.steady_frame),
        call.transport,
    );
    drop(watched);
    #[cfg(feature = "rtsan")]
    drop(realtime);
    processed
        .map(|_| ())
        .map_err(|error| HostError::refused("process audio", error))
}
