//! A plug-in with three parameters, and a host that writes down what it is told.

use nice_plug_core::context::PluginApi;
use nice_plug_core::context::gui::GuiContext;
use nice_plug_core::context::gui::GuiContextInner;
use nice_plug_core::params::BoolParam;
use nice_plug_core::params::FloatParam;
use nice_plug_core::params::IntParam;
use nice_plug_core::params::Params;
use nice_plug_core::params::internals::ParamPtr;
use nice_plug_core::params::range::FloatRange;
use nice_plug_core::params::range::IntRange;
use nice_plug_core::plugin::PluginState;
use nice_plug_vizia::detached;
use nice_plug_vizia::offscreen::Offscreen;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use vizia_core::prelude::Context;

/// -24 to 24 dB in steps of 0.1 dB, a switch, and a menu of six.
pub struct Sample {
    pub trim: FloatParam,
    pub solo: BoolParam,
    pub genre: IntParam,
}

impl Sample {
    pub fn new() -> Arc<Self> {
        let range = FloatRange::Linear {
            min: -24.0,
            max: 24.0,
        };
        Arc::new(Self {
            trim: FloatParam::new("Trim", 6.0, range).with_unit(" dB"),
            solo: BoolParam::new("Solo", false),
            genre: IntParam::new("Genre", 1, IntRange::Linear { min: 0, max: 5 }),
        })
    }
}

// SAFETY: there are no pointers.
unsafe impl Params for Sample {
    fn param_map(&self) -> Vec<(String, ParamPtr, String)> {
        Vec::new()
    }

    fn serialize_fields(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    fn deserialize_fields(&self, _serialized: &BTreeMap<String, String>) {}
}

/// What a host hears of a gesture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heard {
    Begin,
    Set(f32),
    End,
}

/// A host that sets parameters at once and remembers every call.
#[derive(Default)]
pub struct Host {
    heard: Mutex<Vec<Heard>>,
}

impl Host {
    pub fn new() -> (Arc<Self>, GuiContext) {
        let host = Arc::new(Self::default());
        (host.clone(), GuiContext::new(host))
    }

    pub fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl GuiContextInner for Host {
    fn plugin_api(&self) -> PluginApi {
        PluginApi::Clap
    }

    unsafe fn raw_begin_set_parameter(&self, _param: ParamPtr) {
        self.heard.lock().unwrap().push(Heard::Begin);
    }

    unsafe fn raw_set_parameter_normalized(&self, param: ParamPtr, normalized: f32) {
        // SAFETY: the tests keep their parameters.
        unsafe { param._internal_set_normalized_value(normalized) };
        self.heard.lock().unwrap().push(Heard::Set(normalized));
    }

    unsafe fn raw_end_set_parameter(&self, _param: ParamPtr) {
        self.heard.lock().unwrap().push(Heard::End);
    }

    fn get_state(&self) -> PluginState {
        detached().get_state()
    }

    fn set_state(&self, _state: PluginState) {}

    fn request_restart(&self) {}
}

/// Views on 400 x 300 logical pixels, after their first frame.
pub fn open(scale: f64, build: impl FnOnce(&mut Context) + 'static) -> Offscreen {
    let mut view = Offscreen::new((400, 300), scale, build).unwrap();
    view.tick();
    view.tick();
    view
}
