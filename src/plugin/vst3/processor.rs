//! Audio through the guard.

use nice_plug::wrapper::vst3::vst3::Steinberg::TBool;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::BusDirection;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::BusDirections_::kInput;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::BusDirections_::kOutput;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IAudioProcessorTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ProcessData;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ProcessSetup;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::SpeakerArrangement;
use nice_plug::wrapper::vst3::vst3::Steinberg::kInvalidArgument;
use nice_plug::wrapper::vst3::vst3::Steinberg::kResultFalse;
use nice_plug::wrapper::vst3::vst3::Steinberg::kResultOk;
use nice_plug::wrapper::vst3::vst3::Steinberg::tresult;

use crate::plugin::vst3::Guarded;
use crate::plugin::vst3::buses::Buses;
use crate::plugin::vst3::buses::Widths;
use crate::plugin::vst3::forward::forwarded;

impl Guarded {
    /// Channels of a bus of the current layout; none where there is no such bus.
    fn width(&self, direction: BusDirection, index: i32) -> i32 {
        let mut arrangement: SpeakerArrangement = 0;
        // SAFETY: what it writes to is ours.
        let answer = unsafe {
            self.framework
                .getBusArrangement(direction, index, &raw mut arrangement)
        };
        if answer == kResultOk {
            arrangement.count_ones() as i32
        } else {
            0
        }
    }

    fn widths(&self) -> Widths {
        Widths {
            inputs: [0, 1].map(|index| self.width(kInput as BusDirection, index)),
            output: self.width(kOutput as BusDirection, 0),
        }
    }
}

impl IAudioProcessorTrait for Guarded {
    /// The framework compares a side-chain with the main input in place of what was asked for. Whether it got that is
    /// seen here: a side-chain is as wide as asked for, or switched off.
    unsafe fn setBusArrangements(
        &self,
        inputs: *mut SpeakerArrangement,
        input_count: i32,
        outputs: *mut SpeakerArrangement,
        output_count: i32,
    ) -> tresult {
        // SAFETY: the host's promises go on as they came.
        let answer = unsafe {
            self.framework
                .setBusArrangements(inputs, input_count, outputs, output_count)
        };
        if answer != kResultOk || input_count < 2 {
            return answer;
        }
        // SAFETY: the framework accepts as many inputs as there are, and here there are two at least.
        let asked = unsafe { *inputs.offset(1) }.count_ones() as i32;
        if asked == 0 || asked == self.width(kInput as BusDirection, 1) {
            kResultOk
        } else {
            kResultFalse
        }
    }

    /// The framework goes by the mode of the call before, so it is told twice.
    unsafe fn setupProcessing(&self, setup: *mut ProcessSetup) -> tresult {
        // SAFETY: the host's promises go on as they came.
        unsafe {
            self.framework.setupProcessing(setup);
            self.framework.setupProcessing(setup)
        }
    }

    unsafe fn process(&self, data: *mut ProcessData) -> tresult {
        // SAFETY: it is null or the host's for as long as the call lasts.
        let Some(data) = (unsafe { data.as_ref() }) else {
            return kInvalidArgument;
        };
        // SAFETY: the host promises it.
        let mut buses = unsafe { Buses::of(data, &self.widths()) };
        let mut guarded = buses.place_in(data);
        // SAFETY: what it points to outlives the call.
        unsafe { self.framework.process(&raw mut guarded) }
    }

    forwarded! { IAudioProcessorTrait:
        getBusArrangement(direction: BusDirection, index: i32, arrangement: *mut SpeakerArrangement) -> tresult;
        canProcessSampleSize(symbolic_sample_size: i32) -> tresult;
        getLatencySamples() -> u32;
        setProcessing(state: TBool) -> tresult;
        getTailSamples() -> u32;
    }
}
