//! What the player answers when the plug-in asks its host for something.
//!
//! Background tasks are none of it: the plug-in has threads of its own.

use std::sync::mpsc::Sender;

use nice_plug::context::process::SendEventError;
use nice_plug::prelude::ActivateContext;
use nice_plug::prelude::GuiContextInner;
use nice_plug::prelude::ParamPtr;
use nice_plug::prelude::Plugin;
use nice_plug::prelude::PluginApi;
use nice_plug::prelude::PluginNoteEvent;
use nice_plug::prelude::PluginState;
use nice_plug::prelude::ProcessContext;
use nice_plug::prelude::Transport;

/// For the start of the audio.
pub(super) struct Activating;

impl<P: Plugin> ActivateContext<P> for Activating {
    fn plugin_api(&self) -> PluginApi {
        PluginApi::Standalone
    }

    fn execute(&self, _task: P::BackgroundTask) {}

    fn set_latency_samples(&self, _samples: u32) {}

    fn set_current_voice_capacity(&self, _capacity: u32) {}
}

/// For one call with audio: where in the song it is.
pub(super) struct Processing(pub(super) Transport);

impl<P: Plugin> ProcessContext<P> for Processing {
    fn plugin_api(&self) -> PluginApi {
        PluginApi::Standalone
    }

    fn execute_background(&self, _task: P::BackgroundTask) {}

    fn execute_gui(&self, _task: P::BackgroundTask) {}

    fn transport(&self) -> &Transport {
        &self.0
    }

    fn next_event(&mut self) -> Option<PluginNoteEvent<P>> {
        None
    }

    fn try_send_event(
        &mut self,
        event: PluginNoteEvent<P>,
    ) -> Result<(), (PluginNoteEvent<P>, SendEventError)> {
        Err((event, SendEventError::NoOutputBuffer))
    }

    fn set_latency_samples(&self, _samples: u32) {}

    fn request_restart(&self) {}

    fn set_current_voice_capacity(&self, _capacity: u32) {}
}

/// A parameter that was moved in the window, and where to, 0 to 1.
pub(super) type Move = (ParamPtr, f32);

/// For the window. What is moved there is handed to the audio thread, which sets it between two calls, as hosts do.
pub(super) struct Window(pub(super) Sender<Move>);

impl GuiContextInner for Window {
    fn plugin_api(&self) -> PluginApi {
        PluginApi::Standalone
    }

    unsafe fn raw_begin_set_parameter(&self, _param: ParamPtr) {}

    unsafe fn raw_set_parameter_normalized(&self, param: ParamPtr, normalized: f32) {
        // The audio thread ends after the window; if it is gone all the same, nobody is left to care.
        let _ = self.0.send((param, normalized));
    }

    unsafe fn raw_end_set_parameter(&self, _param: ParamPtr) {}

    /// Nothing: the player keeps no projects.
    fn get_state(&self) -> PluginState {
        PluginState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            params: Default::default(),
            fields: Default::default(),
        }
    }

    fn set_state(&self, _state: PluginState) {}

    fn request_restart(&self) {}
}
