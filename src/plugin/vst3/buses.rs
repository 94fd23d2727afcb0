//! What of a host's buffers can be read and written.

use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::AudioBusBuffers;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::AudioBusBuffers__type0;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ProcessData;

/// Input buses of the layouts with most: the mix and the side-chain.
pub(super) const INPUTS: usize = 2;

/// Channels of the current layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Widths {
    pub(super) inputs: [i32; INPUTS],
    pub(super) output: i32,
}

/// The buses of one call, with nothing in them that is not there.
pub(super) struct Buses {
    inputs: [AudioBusBuffers; INPUTS],
    output: AudioBusBuffers,
}

impl Buses {
    /// Looks at what the host gave. A bus that is missing has no channels; a bus with a null pointer has those before
    /// it; and there are no more than the layout has, nor more coming in than can go out.
    ///
    /// # Safety
    ///
    /// As for `IAudioProcessor::process`, but that counts may be too small and pointers null.
    pub(super) unsafe fn of(data: &ProcessData, widths: &Widths) -> Self {
        // SAFETY: counts and pointers are those of one call.
        let (output, mut inputs) = unsafe {
            (
                present(data.outputs, data.numOutputs, 0, widths.output),
                [0, 1].map(|index| {
                    let width = widths.inputs[index as usize];
                    present(data.inputs, data.numInputs, index, width)
                }),
            )
        };
        inputs[0].numChannels = inputs[0].numChannels.min(output.numChannels);
        Self { inputs, output }
    }

    /// The call with these buses in place of the host's. Without an output it changes parameters and nothing else.
    pub(super) fn place_in(&mut self, data: &ProcessData) -> ProcessData {
        ProcessData {
            numInputs: INPUTS as i32,
            numOutputs: i32::from(self.output.numChannels > 0),
            inputs: self.inputs.as_mut_ptr(),
            outputs: &raw mut self.output,
            ..*data
        }
    }
}

/// One of the host's buses, with the channels that are there.
///
/// # Safety
///
/// `buses` is null or has `count` buses, each of which has as many pointers as it says.
unsafe fn present(
    buses: *mut AudioBusBuffers,
    count: i32,
    index: i32,
    channels_max: i32,
) -> AudioBusBuffers {
    if buses.is_null() || index >= count {
        return without_channels();
    }
    // SAFETY: it is one of those that are there.
    let bus = unsafe { *buses.offset(index as isize) };
    // SAFETY: Triage offers 32 bit only, and both are pointers to pointers.
    let channels = unsafe { bus.__field0.channelBuffers32 };
    if channels.is_null() {
        return without_channels();
    }
    let promised = 0..bus.numChannels.min(channels_max);
    let channel_count = promised
        // SAFETY: the bus has as many pointers as it says.
        .take_while(|&channel| !unsafe { *channels.offset(channel as isize) }.is_null())
        .count();
    AudioBusBuffers {
        numChannels: channel_count as i32,
        ..bus
    }
}

/// A bus without channels. Its pointer is none that could be read, and yet not null: the framework fills the output with
/// silence for an input without channels, and leaves in it what was there for an input that is null.
fn without_channels() -> AudioBusBuffers {
    AudioBusBuffers {
        numChannels: 0,
        silenceFlags: 0,
        __field0: AudioBusBuffers__type0 {
            channelBuffers32: std::ptr::dangling_mut(),
        },
    }
}
