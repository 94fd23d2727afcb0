//! What goes to the framework as it comes.

use nice_plug::wrapper::vst3::vst3::Steinberg::FIDString;
use nice_plug::wrapper::vst3::vst3::Steinberg::FUnknown;
use nice_plug::wrapper::vst3::vst3::Steinberg::IBStream;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPlugView;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginBaseTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::TBool;
use nice_plug::wrapper::vst3::vst3::Steinberg::TUID;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::BusDirection;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::BusInfo;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ChannelContext::IInfoListenerTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IAttributeList;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IComponentHandler;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IComponentTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IEditControllerTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IProcessContextRequirementsTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IoMode;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::MediaType;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ParamID;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ParamValue;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ParameterInfo;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::RoutingInfo;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::String128;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::TChar;
use nice_plug::wrapper::vst3::vst3::Steinberg::tresult;

use crate::plugin::vst3::Guarded;

/// Methods of an interface that call the framework's.
macro_rules! forwarded {
    ($interface:ident: $($method:ident($($name:ident: $kind:ty),*) -> $answer:ty;)*) => {
        $(
            unsafe fn $method(&self, $($name: $kind),*) -> $answer {
                // SAFETY: the host's promises go on as they came.
                unsafe { $interface::$method(&self.framework, $($name),*) }
            }
        )*
    };
}

pub(super) use forwarded;

impl IPluginBaseTrait for Guarded {
    forwarded! { IPluginBaseTrait:
        initialize(context: *mut FUnknown) -> tresult;
        terminate() -> tresult;
    }
}

impl IComponentTrait for Guarded {
    forwarded! { IComponentTrait:
        getControllerClassId(class: *mut TUID) -> tresult;
        setIoMode(mode: IoMode) -> tresult;
        getBusCount(media: MediaType, direction: BusDirection) -> i32;
        getBusInfo(media: MediaType, direction: BusDirection, index: i32, info: *mut BusInfo) -> tresult;
        getRoutingInfo(input: *mut RoutingInfo, output: *mut RoutingInfo) -> tresult;
        activateBus(media: MediaType, direction: BusDirection, index: i32, state: TBool) -> tresult;
        setActive(state: TBool) -> tresult;
        setState(state: *mut IBStream) -> tresult;
        getState(state: *mut IBStream) -> tresult;
    }
}

impl IEditControllerTrait for Guarded {
    forwarded! { IEditControllerTrait:
        setComponentState(state: *mut IBStream) -> tresult;
        setState(state: *mut IBStream) -> tresult;
        getState(state: *mut IBStream) -> tresult;
        getParameterCount() -> i32;
        getParameterInfo(index: i32, info: *mut ParameterInfo) -> tresult;
        getParamStringByValue(id: ParamID, normalized: ParamValue, text: *mut String128) -> tresult;
        getParamValueByString(id: ParamID, text: *mut TChar, normalized: *mut ParamValue) -> tresult;
        normalizedParamToPlain(id: ParamID, normalized: ParamValue) -> ParamValue;
        plainParamToNormalized(id: ParamID, plain: ParamValue) -> ParamValue;
        getParamNormalized(id: ParamID) -> ParamValue;
        setParamNormalized(id: ParamID, normalized: ParamValue) -> tresult;
        setComponentHandler(handler: *mut IComponentHandler) -> tresult;
        createView(name: FIDString) -> *mut IPlugView;
    }
}

impl IProcessContextRequirementsTrait for Guarded {
    forwarded! { IProcessContextRequirementsTrait:
        getProcessContextRequirements() -> u32;
    }
}

impl IInfoListenerTrait for Guarded {
    forwarded! { IInfoListenerTrait:
        setChannelContextInfos(list: *mut IAttributeList) -> tresult;
    }
}
