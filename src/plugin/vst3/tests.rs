use nice_plug::prelude::Plugin;
use nice_plug::wrapper::vst3::vst3::ComPtr;
use nice_plug::wrapper::vst3::vst3::Interface;
use nice_plug::wrapper::vst3::vst3::Steinberg::IPluginFactoryTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::AudioBusBuffers;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::AudioBusBuffers__type0;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IAudioProcessorTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::IComponentTrait;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ProcessData;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::ProcessSetup;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::SpeakerArr::kEmpty;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::SpeakerArr::kMono;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::SpeakerArr::kStereo;
use nice_plug::wrapper::vst3::vst3::Steinberg::Vst::SpeakerArrangement;
use nice_plug::wrapper::vst3::vst3::Steinberg::kInvalidArgument;
use nice_plug::wrapper::vst3::vst3::Steinberg::kResultFalse;
use nice_plug::wrapper::vst3::vst3::Steinberg::kResultOk;
use nice_plug::wrapper::vst3::vst3::Steinberg::tresult;

use super::*;
use crate::plugin::vst3::buses::INPUTS;

const FRAMES: usize = 64;

/// Channels as a host hands them over; `None` is a null pointer.
struct Bus {
    pointers: Vec<*mut f32>,
    samples: Vec<Option<Vec<f32>>>,
}

impl Bus {
    fn new(samples: Vec<Option<Vec<f32>>>) -> Self {
        let mut bus = Self {
            pointers: Vec::new(),
            samples,
        };
        bus.pointers = bus
            .samples
            .iter_mut()
            .map(|channel| {
                channel
                    .as_mut()
                    .map_or(std::ptr::null_mut(), Vec::as_mut_ptr)
            })
            .collect();
        bus
    }

    fn filled(sample: f32, channels: usize) -> Self {
        Self::new(vec![Some(vec![sample; FRAMES]); channels])
    }

    fn null(channels: usize) -> Self {
        Self::new(vec![None; channels])
    }

    fn buffers(&mut self) -> AudioBusBuffers {
        AudioBusBuffers {
            numChannels: self.pointers.len() as i32,
            silenceFlags: 0,
            __field0: AudioBusBuffers__type0 {
                channelBuffers32: self.pointers.as_mut_ptr(),
            },
        }
    }

    #[track_caller]
    fn assert_filled(&self, sample: f32) {
        for channel in self.samples.iter().flatten() {
            assert!(channel.iter().all(|&found| found == sample), "{channel:?}");
        }
    }
}

/// An instance that the factory made.
struct Instance {
    processor: ComPtr<IAudioProcessor>,
    component: ComPtr<IComponent>,
}

fn made() -> Instance {
    let factory = ComWrapper::new(Factory::new());
    let factory = factory.as_com_ref::<IPluginFactory>().unwrap();
    let mut instance = std::ptr::null_mut();
    let class = b"TriageMixListV01";
    // SAFETY: both identifiers have sixteen bytes, and there is a place for the answer.
    let component: ComPtr<IComponent> = unsafe {
        let answer = factory.createInstance(
            class.as_ptr().cast(),
            IComponent::IID.as_ptr().cast(),
            &raw mut instance,
        );
        assert_eq!(answer, kResultOk);
        ComPtr::from_raw(instance.cast()).unwrap()
    };
    Instance {
        processor: component.cast().unwrap(),
        component,
    }
}

impl Instance {
    fn arrange(&self, inputs: &[SpeakerArrangement], output: SpeakerArrangement) -> tresult {
        let (mut inputs, mut output) = (inputs.to_vec(), output);
        // SAFETY: as many as it says.
        unsafe {
            self.processor.setBusArrangements(
                inputs.as_mut_ptr(),
                inputs.len() as i32,
                &raw mut output,
                1,
            )
        }
    }

    fn width(&self, index: i32) -> u32 {
        let mut found = 0;
        // SAFETY: there is a place for the answer.
        unsafe { self.processor.getBusArrangement(0, index, &raw mut found) };
        found.count_ones()
    }

    fn start(&self) {
        let mut setup = ProcessSetup {
            processMode: 0,
            symbolicSampleSize: 0,
            maxSamplesPerBlock: FRAMES as i32,
            sampleRate: 48_000.0,
        };
        // SAFETY: in the order that hosts do it.
        unsafe {
            assert_eq!(self.processor.setupProcessing(&raw mut setup), kResultOk);
            assert_eq!(self.component.setActive(1), kResultOk);
            assert_eq!(self.processor.setProcessing(1), kResultOk);
        }
    }

    fn process(&self, inputs: &mut [Bus], output: &mut Bus) -> tresult {
        let mut inputs: Vec<AudioBusBuffers> = inputs.iter_mut().map(Bus::buffers).collect();
        let mut output = output.buffers();
        let mut data = ProcessData {
            processMode: 0,
            symbolicSampleSize: 0,
            numSamples: FRAMES as i32,
            numInputs: inputs.len() as i32,
            numOutputs: 1,
            inputs: inputs.as_mut_ptr(),
            outputs: &raw mut output,
            inputParameterChanges: std::ptr::null_mut(),
            outputParameterChanges: std::ptr::null_mut(),
            inputEvents: std::ptr::null_mut(),
            outputEvents: std::ptr::null_mut(),
            processContext: std::ptr::null_mut(),
        };
        // SAFETY: everything outlives the call.
        unsafe { self.processor.process(&raw mut data) }
    }
}

/// Starts an instance and checks what comes out of one call.
#[track_caller]
fn check(mut inputs: Vec<Bus>, mut output: Bus, expected: f32) {
    let instance = made();
    instance.start();
    assert_eq!(instance.process(&mut inputs, &mut output), kResultOk);
    output.assert_filled(expected);
}

#[test]
fn side_chain_that_is_switched_off_may_have_null_channels() {
    let buses = vec![Bus::filled(0.5, 2), Bus::null(2)];
    check(buses, Bus::filled(9.0, 2), 0.5);
}

#[test]
fn side_chain_may_have_one_channel_only() {
    let half = Bus::new(vec![Some(vec![0.25; FRAMES]), None]);
    let buses = vec![Bus::filled(0.5, 2), half];
    check(buses, Bus::filled(9.0, 2), 0.5);
}

#[test]
fn side_chain_may_be_left_out_of_the_call() {
    check(vec![Bus::filled(0.5, 2)], Bus::filled(9.0, 2), 0.5);
    check(
        vec![Bus::filled(0.5, 2), Bus::null(0)],
        Bus::filled(9.0, 2),
        0.5,
    );
}

#[test]
fn input_that_is_switched_off_is_silence() {
    check(vec![Bus::null(2), Bus::null(2)], Bus::filled(9.0, 2), 0.0);
    check(vec![], Bus::filled(9.0, 2), 0.0);
}

#[test]
fn output_that_is_switched_off_is_left_alone() {
    check(
        vec![Bus::filled(0.5, 2), Bus::filled(0.5, 2)],
        Bus::null(2),
        0.5,
    );
}

#[test]
fn more_channels_than_the_layout_has_are_left_alone() {
    let instance = made();
    assert_eq!(instance.arrange(&[kMono, kMono], kMono), kResultOk);
    instance.start();
    let mut output = Bus::filled(9.0, 2);
    let mut inputs = [Bus::filled(0.5, 2), Bus::filled(0.25, 2)];
    assert_eq!(instance.process(&mut inputs, &mut output), kResultOk);
    assert_eq!(output.samples[0].as_ref().unwrap(), &[0.5; FRAMES]);
    assert_eq!(output.samples[1].as_ref().unwrap(), &[9.0; FRAMES]);
}

#[test]
fn mono_has_a_side_chain_and_may_have_it_switched_off() {
    for side_chain in [kMono, kEmpty] {
        let instance = made();
        assert_eq!(instance.arrange(&[kMono, side_chain], kMono), kResultOk);
        assert_eq!((instance.width(0), instance.width(1)), (1, 1));
        instance.start();
        let mut output = Bus::filled(9.0, 1);
        let mut inputs = [Bus::filled(0.5, 1), Bus::null(1)];
        assert_eq!(instance.process(&mut inputs, &mut output), kResultOk);
        output.assert_filled(0.5);
    }
}

#[test]
fn arrangement_that_is_not_there_is_refused_and_the_nearest_taken() {
    let instance = made();
    assert_eq!(instance.arrange(&[kMono, kStereo], kMono), kResultFalse);
    assert_eq!((instance.width(0), instance.width(1)), (1, 1));
    assert_eq!(instance.arrange(&[kStereo, kMono], kStereo), kResultFalse);
    assert_eq!((instance.width(0), instance.width(1)), (2, 2));
}

#[test]
fn call_without_data_is_refused() {
    // SAFETY: null is what is tested.
    let answer = unsafe { made().processor.process(std::ptr::null_mut()) };
    assert_eq!(answer, kInvalidArgument);
}

#[test]
fn no_layout_has_more_inputs_than_the_guard_sees() {
    for layout in Triage::AUDIO_IO_LAYOUTS {
        assert!(layout.aux_input_ports.len() < INPUTS);
        assert!(layout.aux_output_ports.is_empty());
    }
}
