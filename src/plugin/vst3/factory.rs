//! Tells hosts what is in the library, and makes it.

use std::ffi::c_void;

use nice_plug::wrapper::vst3::PluginInfo;
use nice_plug::wrapper::vst3::vst3::Class;
use nice_plug::wrapper::vst3::vst3::ComWrapper;
use nice_plug::wrapper::vst3::vst3::Steinberg::FIDString;
use nice_plug::wrapper::vst3::vst3::Steinberg::FUnknown;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactory;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactory2;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactory2Trait;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactory3;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactory3Trait;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactoryTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::PClassInfo;
use nice_plug::wrapper::vst3::vst3::Steinberg::PClassInfo2;
use nice_plug::wrapper::vst3::vst3::Steinberg::PClassInfoW;
use nice_plug::wrapper::vst3::vst3::Steinberg::PFactoryInfo;
use nice_plug::wrapper::vst3::vst3::Steinberg::kInvalidArgument;
use nice_plug::wrapper::vst3::vst3::Steinberg::kNoInterface;
use nice_plug::wrapper::vst3::vst3::Steinberg::kResultOk;
use nice_plug::wrapper::vst3::vst3::Steinberg::tresult;

use crate::plugin::Triage;
use crate::plugin::vst3::Guarded;

/// The factory of the library, which has one class.
pub(super) struct Factory {
    info: PluginInfo,
}

impl Factory {
    pub(super) fn new() -> Self {
        Self {
            info: PluginInfo::for_plugin::<Triage>(),
        }
    }
}

impl Class for Factory {
    type Interfaces = (IPluginFactory, IPluginFactory2, IPluginFactory3);
}

/// Writes an answer where the host wants it.
///
/// # Safety
///
/// `place` is null or can be written to.
unsafe fn answer<T>(place: *mut T, given: T) -> tresult {
    if place.is_null() {
        return kInvalidArgument;
    }
    // SAFETY: it is not null.
    unsafe { place.write(given) };
    kResultOk
}

/// The same about a class, of which there is one.
///
/// # Safety
///
/// `place` is null or can be written to.
unsafe fn answer_of_class<T>(index: i32, place: *mut T, given: T) -> tresult {
    if index != 0 {
        return kInvalidArgument;
    }
    // SAFETY: promised by the caller.
    unsafe { answer(place, given) }
}

impl IPluginFactoryTrait for Factory {
    unsafe fn getFactoryInfo(&self, info: *mut PFactoryInfo) -> tresult {
        // SAFETY: promised by the host.
        unsafe { answer(info, self.info.create_factory_info()) }
    }

    unsafe fn countClasses(&self) -> i32 {
        1
    }

    unsafe fn getClassInfo(&self, index: i32, info: *mut PClassInfo) -> tresult {
        // SAFETY: promised by the host.
        unsafe { answer_of_class(index, info, self.info.create_class_info()) }
    }

    unsafe fn createInstance(
        &self,
        class: FIDString,
        interface: FIDString,
        instance: *mut *mut c_void,
    ) -> tresult {
        if class.is_null() || interface.is_null() || instance.is_null() {
            return kInvalidArgument;
        }
        // SAFETY: an identifier has sixteen bytes.
        let asked = unsafe { *class.cast::<[u8; 16]>() };
        if asked != *self.info.cid {
            return kInvalidArgument;
        }
        let Some(made) = ComWrapper::new(Guarded::new()).to_com_ptr::<FUnknown>() else {
            return kNoInterface;
        };
        let unknown = made.as_ptr();
        // SAFETY: the instance lives until `made` goes, and the host's own hold on it keeps it from then on.
        unsafe { ((*(*unknown).vtbl).queryInterface)(unknown, interface.cast(), instance) }
    }
}

impl IPluginFactory2Trait for Factory {
    unsafe fn getClassInfo2(&self, index: i32, info: *mut PClassInfo2) -> tresult {
        // SAFETY: promised by the host.
        unsafe { answer_of_class(index, info, self.info.create_class_info_2()) }
    }
}

impl IPluginFactory3Trait for Factory {
    unsafe fn getClassInfoUnicode(&self, index: i32, info: *mut PClassInfoW) -> tresult {
        // SAFETY: promised by the host.
        unsafe { answer_of_class(index, info, self.info.create_class_info_unicode()) }
    }

    unsafe fn setHostContext(&self, _context: *mut FUnknown) -> tresult {
        kResultOk
    }
}
