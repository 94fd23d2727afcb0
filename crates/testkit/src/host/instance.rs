//! One hosted plug-in: everything but the audio.

use std::io::Cursor;
use std::sync::atomic::Ordering::SeqCst;

use clack_extensions::audio_ports_config::PluginAudioPortsConfig;
use clack_extensions::latency::PluginLatency;
use clack_extensions::params::PluginParams;
use clack_extensions::render::PluginRender;
use clack_extensions::render::RenderMode;
use clack_extensions::state::PluginState;
use clack_host::events::Pckn;
use clack_host::events::event_types::ParamValueEvent;
use clack_host::prelude::EventBuffer;
use clack_host::prelude::HostInfo;
use clack_host::prelude::OutputEvents;
use clack_host::prelude::PluginAudioConfiguration;
use clack_host::prelude::PluginInstance;

use crate::host::HostError;
use crate::host::handlers::Host;
use crate::host::handlers::Main;
use crate::host::handlers::Shared;
use crate::host::library::Library;
use crate::host::ports;
use crate::host::ports::Layout;
use crate::host::ports::Parameter;
use crate::host::ports::Ports;
use crate::host::stream::Listener;
use crate::host::stream::Stream;
use crate::host::told::Told;
use crate::host::told::ToldByAll;

/// How the plug-in is told audio comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendering {
    /// As it is played.
    Realtime,
    /// As fast as it can be had.
    Offline,
}

/// One hosted plug-in. Stays on the thread that made it; its [`Stream`] may go to another.
pub struct Instance {
    pub(super) plugin: PluginInstance<Host>,
    pub(super) told: ToldByAll,
}

impl Instance {
    /// Makes an instance of the library's plug-in.
    ///
    /// # Errors
    ///
    /// When the plug-in cannot be made.
    pub fn new(library: &Library) -> Result<Self, HostError> {
        let refused = |error: &dyn std::fmt::Display| HostError::refused("be made", error);
        let info = HostInfo::new("Triage test host", "Triage", "", env!("CARGO_PKG_VERSION"))
            .map_err(|error| refused(&error))?;
        let told = ToldByAll::default();
        let (for_shared, for_main) = (told.clone(), told.clone());
        let plugin = PluginInstance::<Host>::new(
            |_| Shared::of_this_thread(for_shared),
            |_| Main { told: for_main },
            &library.entry,
            &library.id,
            &info,
        )
        .map_err(|error| refused(&error))?;
        Ok(Self { plugin, told })
    }

    /// The layouts that can be selected.
    pub fn layouts(&mut self) -> Vec<Layout> {
        ports::layouts(&self.plugin.plugin_handle())
    }

    /// Selects a layout. The plug-in must not be running.
    ///
    /// # Errors
    ///
    /// When the plug-in refuses.
    pub fn select(&mut self, layout: &Layout) -> Result<(), HostError> {
        let handle = self.plugin.plugin_handle();
        let extension = handle
            .get_extension::<PluginAudioPortsConfig>()
            .ok_or(HostError::Missing("layouts"))?;
        extension
            .select(&handle, layout.id)
            .map_err(|error| HostError::refused("select a layout", error))
    }

    /// The ports of the selected layout.
    ///
    /// # Errors
    ///
    /// When the plug-in has no audio ports.
    pub fn ports(&mut self) -> Result<Ports, HostError> {
        ports::ports(&self.plugin.plugin_handle())
    }

    /// The parameters.
    pub fn parameters(&mut self) -> Vec<Parameter> {
        ports::parameters(&self.plugin.plugin_handle())
    }

    /// What a parameter stands at.
    ///
    /// # Errors
    ///
    /// When there is no such parameter.
    pub fn value(&mut self, name: &str) -> Result<f64, HostError> {
        let parameter = self.parameter(name)?;
        let handle = self.plugin.plugin_handle();
        handle
            .get_extension::<PluginParams>()
            .and_then(|extension| extension.get_value(&handle, parameter.id))
            .ok_or(HostError::Missing("value for a parameter"))
    }

    /// How the plug-in writes a value of a parameter, into the room given, so that nothing here uses the heap.
    ///
    /// # Errors
    ///
    /// When it does not write it.
    pub fn write_value<'a>(
        &mut self,
        parameter: &Parameter,
        value: f64,
        room: &'a mut [u8],
    ) -> Result<&'a [u8], HostError> {
        let handle = self.plugin.plugin_handle();
        let extension = handle.get_extension::<PluginParams>();
        let written = extension.and_then(|extension| {
            extension
                .value_to_text(&handle, parameter.id, value, room)
                .ok()
        });
        written
            .map(|text| &*text)
            .ok_or(HostError::Missing("text for a value"))
    }

    /// Sets a parameter. The plug-in must not be running.
    ///
    /// # Errors
    ///
    /// When there is no such parameter, or the plug-in runs.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), HostError> {
        let events = self.change(name, value)?;
        self.flush(&events)
    }

    /// Exchanges parameter changes while nothing is processed.
    fn flush(&mut self, changes: &EventBuffer) -> Result<(), HostError> {
        let parameters = self.parameters();
        let mut handle = self
            .plugin
            .inactive_plugin_handle()
            .ok_or_else(|| HostError::refused("change a parameter", "it is running"))?;
        let extension = handle
            .get_extension::<PluginParams>()
            .ok_or(HostError::Missing("parameters"))?;
        let mut answers = EventBuffer::new();
        extension.flush(
            &mut handle,
            &changes.as_input(),
            &mut OutputEvents::from_buffer(&mut answers),
        );
        self.told.hear(&answers, &parameters);
        Ok(())
    }

    /// Takes what the plug-in said of its own accord since the last time.
    pub fn take_told(&mut self) -> Told {
        self.told.take()
    }

    /// A parameter change for [`Stream::change`].
    ///
    /// # Errors
    ///
    /// When there is no such parameter.
    pub fn change(&mut self, name: &str, value: f64) -> Result<EventBuffer, HostError> {
        let parameter = self.parameter(name)?;
        let mut events = EventBuffer::new();
        events.push(&ParamValueEvent::new(
            0,
            parameter.id,
            Pckn::match_all(),
            value,
        ));
        Ok(events)
    }

    /// By how many frames the output is late.
    pub fn latency_frames(&mut self) -> u32 {
        let handle = self.plugin.plugin_handle();
        handle
            .get_extension::<PluginLatency>()
            .map_or(0, |extension| extension.get(&handle))
    }

    /// What a project would save.
    ///
    /// # Errors
    ///
    /// When the plug-in cannot save.
    pub fn save(&mut self) -> Result<Vec<u8>, HostError> {
        let handle = self.plugin.plugin_handle();
        let extension = handle
            .get_extension::<PluginState>()
            .ok_or(HostError::Missing("state"))?;
        let mut state = Vec::new();
        extension
            .save(&handle, &mut state)
            .map_err(|error| HostError::refused("save", error))?;
        Ok(state)
    }

    /// Gives the plug-in what a project saved.
    ///
    /// # Errors
    ///
    /// When the plug-in does not take it.
    pub fn load(&mut self, state: &[u8]) -> Result<(), HostError> {
        let handle = self.plugin.plugin_handle();
        let extension = handle
            .get_extension::<PluginState>()
            .ok_or(HostError::Missing("state"))?;
        extension
            .load(&handle, &mut Cursor::new(state))
            .map_err(|error| HostError::refused("load a state", error))
    }

    /// Says how audio will come.
    ///
    /// # Errors
    ///
    /// When the plug-in refuses.
    pub fn set_rendering(&mut self, rendering: Rendering) -> Result<(), HostError> {
        let handle = self.plugin.plugin_handle();
        let extension = handle
            .get_extension::<PluginRender>()
            .ok_or(HostError::Missing("render modes"))?;
        let mode = match rendering {
            Rendering::Realtime => RenderMode::Realtime,
            Rendering::Offline => RenderMode::Offline,
        };
        extension
            .set(&handle, mode)
            .map_err(|error| HostError::refused("change the render mode", error))
    }

    /// Lets the plug-in do what it asked the main thread for.
    pub fn idle(&mut self) {
        let is_wanted = self
            .plugin
            .access_shared_handler(|shared| shared.wants_callback.swap(false, SeqCst));
        if is_wanted {
            self.plugin.call_on_main_thread_callback();
        }
        let is_stopped = !self.plugin.is_active();
        let wants_flush = self
            .plugin
            .access_shared_handler(|shared| is_stopped && shared.wants_flush.swap(false, SeqCst));
        if wants_flush {
            // It is stopped, so it cannot refuse.
            let _ = self.flush(&EventBuffer::new());
        }
    }

    /// Starts the audio, with calls of at most `frames_max` frames.
    ///
    /// # Errors
    ///
    /// When the plug-in refuses or is running already.
    pub fn start(&mut self, sample_rate_hz: f64, frames_max: usize) -> Result<Stream, HostError> {
        let ports = self.ports()?;
        let listener = Listener {
            told: self.told.clone(),
            parameters: self.parameters(),
        };
        let configuration = PluginAudioConfiguration {
            sample_rate: sample_rate_hz,
            min_frames_count: 1,
            max_frames_count: u32::try_from(frames_max)
                .map_err(|_| HostError::Audio("the block is too long".to_owned()))?,
        };
        let stopped = self
            .plugin
            .activate(|_, _| (), configuration)
            .map_err(|error| HostError::refused("start", error))?;
        let started = stopped
            .start_processing()
            .map_err(|error| HostError::refused("process", error))?;
        Ok(Stream::new(
            started,
            &ports,
            sample_rate_hz,
            frames_max,
            listener,
        ))
    }

    /// Ends the audio.
    pub fn stop(&mut self, stream: Stream) {
        self.plugin.deactivate(stream.into_stopped());
        self.idle();
    }

    fn parameter(&mut self, name: &str) -> Result<Parameter, HostError> {
        self.parameters()
            .into_iter()
            .find(|parameter| parameter.name == name)
            .ok_or(HostError::Missing("parameter of that name"))
    }
}
