//! Parameters without a host.

use nice_plug_core::context::PluginApi;
use nice_plug_core::context::gui::GuiContext;
use nice_plug_core::context::gui::GuiContextInner;
use nice_plug_core::params::internals::ParamPtr;
use nice_plug_core::plugin::PluginState;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A context for views without a host, for tests and pictures: it sets parameters directly.
#[must_use]
pub fn detached() -> GuiContext {
    GuiContext::new(Arc::new(Detached))
}

struct Detached;

impl GuiContextInner for Detached {
    fn plugin_api(&self) -> PluginApi {
        PluginApi::Standalone
    }

    unsafe fn raw_begin_set_parameter(&self, _param: ParamPtr) {}

    unsafe fn raw_set_parameter_normalized(&self, param: ParamPtr, normalized: f32) {
        // SAFETY: only `Gesture` calls this, with a parameter that its handle keeps alive.
        unsafe { param._internal_set_normalized_value(normalized) };
    }

    unsafe fn raw_end_set_parameter(&self, _param: ParamPtr) {}

    fn get_state(&self) -> PluginState {
        PluginState {
            version: String::new(),
            params: BTreeMap::new(),
            fields: BTreeMap::new(),
        }
    }

    fn set_state(&self, _state: PluginState) {}

    fn request_restart(&self) {}
}
