//! The VST3 face of the plug-in: the framework's, behind a guard.
//!
//! Hosts may do what nice-plug 0.4.2 does not expect. They give null for the channels of a bus that is switched off, and
//! the framework reads them; fewer buses than there are, and it reads past the end; they switch buses off when they ask
//! for an arrangement, and it looks at the wrong bus; and they say once that they render, and it hears it the next time.
//! So what hosts see is an object of our own, that puts this right and hands everything to the framework's.

mod buses;
mod factory;
mod forward;
mod processor;
#[cfg(test)]
mod tests;

use std::ffi::c_void;

use nice_plug::wrapper::setup_logger;
use nice_plug::wrapper::vst3::Wrapper;
use nice_plug::wrapper::vst3::vst3::Class;
use nice_plug::wrapper::vst3::vst3::ComWrapper;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactory;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ChannelContext::IInfoListener;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IAudioProcessor;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IComponent;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IEditController;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IProcessContextRequirements;

use crate::plugin::Triage;
use crate::plugin::vst3::factory::Factory;

/// One instance as the host holds it.
struct Guarded {
    framework: Wrapper<Triage>,
}

impl Guarded {
    fn new() -> Self {
        Self {
            framework: Wrapper::new(),
        }
    }
}

impl Class for Guarded {
    /// Those of the framework but for MIDI, notes, and groups of parameters, which Triage has not.
    type Interfaces = (
        IComponent,
        IEditController,
        IAudioProcessor,
        IProcessContextRequirements,
        IInfoListener,
    );
}

/// Where a host begins.
#[unsafe(no_mangle)]
pub extern "system" fn GetPluginFactory() -> *mut c_void {
    ComWrapper::new(Factory::new())
        .to_com_ptr::<IPluginFactory>()
        .map_or(std::ptr::null_mut(), |factory| factory.into_raw().cast())
}

/// The library was loaded.
#[unsafe(no_mangle)]
#[cfg(all(target_family = "unix", not(target_os = "macos")))]
pub extern "C" fn ModuleEntry(_library: *mut c_void) -> bool {
    setup_logger::<Triage>();
    true
}

/// The library goes.
#[unsafe(no_mangle)]
#[cfg(all(target_family = "unix", not(target_os = "macos")))]
pub extern "C" fn ModuleExit() -> bool {
    true
}

/// The library was loaded.
#[unsafe(no_mangle)]
#[cfg(target_os = "macos")]
pub extern "C" fn bundleEntry(_library: *mut c_void) -> bool {
    setup_logger::<Triage>();
    true
}

/// The library goes.
#[unsafe(no_mangle)]
#[cfg(target_os = "macos")]
pub extern "C" fn bundleExit() -> bool {
    true
}

/// The library was loaded.
#[unsafe(no_mangle)]
#[cfg(target_os = "windows")]
pub extern "system" fn InitDll() -> bool {
    setup_logger::<Triage>();
    true
}

/// The library goes.
#[unsafe(no_mangle)]
#[cfg(target_os = "windows")]
pub extern "system" fn ExitDll() -> bool {
    true
}
