//! The plug-in: parameters, state, and the wiring of the threads.

pub mod audio;
pub mod desk;
pub mod editor;
pub mod params;
pub mod references;
pub mod state;
pub mod vst3;
pub mod worker;

mod history;
mod listening;
mod live;
mod pass;
#[cfg(test)]
mod sample;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::Mutex;

use nice_plug::prelude::ActivateContext;
use nice_plug::prelude::AsyncExecutor;
use nice_plug::prelude::AudioIOLayout;
use nice_plug::prelude::AuxiliaryBuffers;
use nice_plug::prelude::Buffer;
use nice_plug::prelude::BufferConfig;
use nice_plug::prelude::ClapFeature;
use nice_plug::prelude::ClapPlugin;
use nice_plug::prelude::Params;
use nice_plug::prelude::Plugin;
use nice_plug::prelude::PluginState;
use nice_plug::prelude::PortNames;
use nice_plug::prelude::ProcessContext;
use nice_plug::prelude::ProcessMode;
use nice_plug::prelude::ProcessStatus;
use nice_plug::prelude::Transport;
use nice_plug::prelude::Vst3Plugin;
use nice_plug::prelude::Vst3SubCategory;
use nice_plug::prelude::new_nonzero_u32;
use nice_plug_vizia::ViziaEditor;

use crate::bridge::connect;
use crate::bridge::worker::WorkerEnd;
use crate::editor::desk::Desk;
use crate::editor::wiring::Wiring;
use crate::meter::ChannelLayout;
use crate::meter::MeterConfig;
use crate::meter::Position;
use crate::model::block::Rendering;
use crate::plugin::audio::AudioSide;
use crate::plugin::audio::Channels;
use crate::plugin::audio::Controls;
use crate::plugin::audio::Metering;
use crate::plugin::audio::OnPlay;
use crate::plugin::desk::PluginDesk;
use crate::plugin::params::TriageParams;
use crate::plugin::state::damaged;
use crate::plugin::worker::Worker;

/// One Triage on one track.
pub struct Triage {
    params: Arc<TriageParams>,
    audio: AudioSide,
    worker: WorkerState,
    desk: Arc<PluginDesk>,
    view: Wiring,
}

/// A host that scans plug-ins makes instances that never run: the worker starts with the first audio.
#[derive(Debug)]
enum WorkerState {
    Waiting(WorkerEnd),
    Running {
        #[expect(dead_code, reason = "owned for its drop, which ends the thread")]
        worker: Option<Worker>,
    },
}

impl Default for Triage {
    fn default() -> Self {
        let (audio, worker, editor) = connect();
        let params = Arc::new(TriageParams::default());
        let desk = Arc::new(PluginDesk::new(Arc::clone(&params)));
        Self {
            view: Wiring {
                end: Arc::new(Mutex::new(editor)),
                desk: Arc::clone(&desk) as Arc<dyn Desk>,
                memory: Arc::default(),
            },
            desk,
            params,
            audio: AudioSide::new(audio),
            worker: WorkerState::Waiting(worker),
        }
    }
}

/// The main ports stay unnamed: the framework would give the input's name to the output as well.
const fn named(layout: &'static str) -> PortNames {
    PortNames {
        layout: Some(layout),
        aux_inputs: &["Reference"],
        ..PortNames::const_default()
    }
}

const STEREO: AudioIOLayout = AudioIOLayout {
    main_input_channels: Some(new_nonzero_u32(2)),
    main_output_channels: Some(new_nonzero_u32(2)),
    aux_input_ports: &[],
    aux_output_ports: &[],
    names: named("Stereo"),
};

const MONO: AudioIOLayout = AudioIOLayout {
    main_input_channels: Some(new_nonzero_u32(1)),
    main_output_channels: Some(new_nonzero_u32(1)),
    names: named("Mono"),
    ..STEREO
};

impl Plugin for Triage {
    const NAME: &'static str = "Triage";
    const VENDOR: &'static str = "Triage contributors";
    const URL: &'static str = "";
    const EMAIL: &'static str = "";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    // A side-chain is as wide as the main input, because the framework's VST3 side compares it with that. Hosts save
    // the number of a layout, so new ones go to the end.
    const AUDIO_IO_LAYOUTS: &'static [AudioIOLayout] = &[
        AudioIOLayout {
            aux_input_ports: &[new_nonzero_u32(2)],
            names: named("Stereo with reference"),
            ..STEREO
        },
        STEREO,
        MONO,
        AudioIOLayout {
            aux_input_ports: &[new_nonzero_u32(1)],
            names: named("Mono with reference"),
            ..MONO
        },
    ];

    type Editor = ViziaEditor;
    type SysExMessage = ();
    type BackgroundTask = ();

    fn params(&self) -> Arc<dyn Params> {
        Arc::clone(&self.params) as Arc<dyn Params>
    }

    fn editor(&mut self, _executor: AsyncExecutor<Self>) -> Option<ViziaEditor> {
        Some(editor::editor(&self.params, &self.desk, self.view.clone()))
    }

    fn filter_state(state: &mut PluginState) {
        // A switch that was down when the project was saved is no wish to forget what is heard now.
        state.params.remove("reset");
        damaged::empty(&mut state.fields);
    }

    fn activate(
        &mut self,
        layout: &AudioIOLayout,
        buffer: &BufferConfig,
        _context: &mut impl ActivateContext<Self>,
    ) -> bool {
        let is_mono = layout.main_input_channels == NonZeroU32::new(1);
        let config = MeterConfig {
            sample_rate_hz: f64::from(buffer.sample_rate),
            layout: if is_mono {
                ChannelLayout::Mono
            } else {
                ChannelLayout::Stereo
            },
        };
        let rendering = match buffer.process_mode {
            ProcessMode::Offline => Rendering::Offline,
            ProcessMode::Realtime | ProcessMode::Buffered => Rendering::RealTime,
        };
        self.audio.activate(&config, rendering);
        self.start_worker();
        // Audio passes whether or not it can be measured.
        true
    }

    fn deactivate(&mut self) {
        self.audio.finish();
    }

    fn process(
        &mut self,
        buffer: &mut Buffer,
        aux: &mut AuxiliaryBuffers,
        context: &mut impl ProcessContext<Self>,
    ) -> ProcessStatus {
        // The framework has copied input to output, and nothing here writes to it.
        if let Some(mix) = channels_of(buffer) {
            let is_used = self.params.side_chain.value();
            let reference = aux.inputs.first().filter(|_| is_used).and_then(channels_of);
            // A host that connects nothing may leave a buffer of another length.
            let reference = reference.filter(|channels| channels.left.len() == mix.left.len());
            self.audio.process(
                mix,
                reference,
                position_of(context.transport()),
                self.controls(),
            );
        }
        ProcessStatus::Normal
    }
}

impl Triage {
    /// What the window asks of the plug-in, for a host that loads references without it.
    #[must_use]
    pub fn desk(&self) -> &dyn Desk {
        self.view.desk.as_ref()
    }

    fn start_worker(&mut self) {
        let state = std::mem::replace(&mut self.worker, WorkerState::Running { worker: None });
        self.worker = match state {
            WorkerState::Waiting(end) => WorkerState::Running {
                worker: Worker::start(end, Arc::clone(&self.params), self.desk.keeper()),
            },
            running @ WorkerState::Running { .. } => running,
        };
    }

    fn controls(&self) -> Controls {
        Controls {
            metering: if self.params.bypass.value() {
                Metering::Paused
            } else {
                Metering::On
            },
            on_play: if self.params.reset_on_play.value() {
                OnPlay::Reset
            } else {
                OnPlay::Continue
            },
            reset_is_down: self.params.reset.value(),
        }
    }
}

/// One or two channels of equal length; `None` for a bus without channels.
fn channels_of<'a>(buffer: &'a Buffer) -> Option<Channels<'a>> {
    let (left, right) = match buffer.as_slice_immutable() {
        [] => return None,
        [only] => (&**only, &**only),
        [left, right, ..] => (&**left, &**right),
    };
    (left.len() == right.len()).then_some(Channels { left, right })
}

/// Where the first frame of the call is. A position in beats alone is none: it jumps whenever the tempo changes.
fn position_of(transport: &Transport) -> Position {
    let has_seconds = transport.pos_seconds.is_some_and(f64::is_finite);
    let has_time = transport.pos_samples.is_some() || has_seconds;
    match (has_time, transport.playing, transport.pos_samples()) {
        (true, true, Some(frame)) => Position::Song(frame),
        (true, false, _) => Position::Stopped,
        _ => Position::Unknown,
    }
}

impl ClapPlugin for Triage {
    const CLAP_ID: &'static str = "org.triage-audio.triage";
    const CLAP_DESCRIPTION: Option<&'static str> =
        Some("Listens to a mix and says what to fix next");
    const CLAP_MANUAL_URL: Option<&'static str> = None;
    const CLAP_SUPPORT_URL: Option<&'static str> = None;
    const CLAP_FEATURES: &'static [ClapFeature] = &[
        ClapFeature::AudioEffect,
        ClapFeature::Analyzer,
        ClapFeature::Stereo,
        ClapFeature::Mono,
    ];
}

impl Vst3Plugin for Triage {
    const VST3_CLASS_ID: [u8; 16] = *b"TriageMixListV01";
    const VST3_SUBCATEGORIES: &'static [Vst3SubCategory] =
        &[Vst3SubCategory::Fx, Vst3SubCategory::Analyzer];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport(playing: bool, pos_seconds: Option<f64>, pos_beats: Option<f64>) -> Transport {
        let mut transport = Transport::new(48_000.0);
        transport.playing = playing;
        transport.tempo = Some(120.0);
        transport.pos_seconds = pos_seconds;
        transport.pos_beats = pos_beats;
        transport
    }

    #[test]
    fn rolling_transport_gives_the_song_position() {
        let rolling = transport(true, Some(1.5), Some(3.0));
        assert_eq!(position_of(&rolling), Position::Song(72_000));
    }

    #[test]
    fn pre_roll_is_before_the_song() {
        let rolling = transport(true, Some(-0.5), None);
        assert_eq!(position_of(&rolling), Position::Song(-24_000));
    }

    #[test]
    fn transport_that_stands_still_is_stopped() {
        assert_eq!(
            position_of(&transport(false, Some(1.5), None)),
            Position::Stopped
        );
    }

    #[test]
    fn host_that_tells_no_time_is_unknown() {
        assert_eq!(
            position_of(&transport(false, None, None)),
            Position::Unknown
        );
        for pos_seconds in [None, Some(f64::NAN), Some(f64::INFINITY)] {
            assert_eq!(
                position_of(&transport(true, pos_seconds, Some(3.0))),
                Position::Unknown
            );
        }
    }

    #[test]
    fn every_layout_passes_as_many_channels_as_it_takes() {
        for layout in Triage::AUDIO_IO_LAYOUTS {
            assert_eq!(layout.main_input_channels, layout.main_output_channels);
            for width in layout.aux_input_ports {
                assert_eq!(Some(*width), layout.main_input_channels);
            }
        }
    }
}
