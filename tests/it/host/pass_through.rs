//! What comes out is what went in, and the plug-in is what it says it is.

use triage_testkit::host::instance::Instance;
use triage_testkit::host::take::Stretch;
use triage_testkit::host::take::Take;
use triage_testkit::host::take::Transport;

use crate::host::library;
use crate::host::rolling;

/// Numbers that arithmetic would change: signalling and quiet NaN with payloads, infinities, denormals, negative zero.
const ODD_BITS: [u32; 9] = [
    0x7f80_0001,
    0x7fc0_1234,
    0xffff_ffff,
    0x7f80_0000,
    0xff80_0000,
    0x0000_0001,
    0x807f_ffff,
    0x8000_0000,
    0x7f7f_ffff,
];

/// Two channels of every kind of number.
fn odd_audio(frames: usize) -> Vec<Vec<f32>> {
    (0..2)
        .map(|channel| {
            (0..frames)
                .map(|frame| match (frame + channel) % 16 {
                    odd @ 0..9 => f32::from_bits(ODD_BITS[odd]),
                    even => (frame as f32 * 0.01).sin() * even as f32 * 0.1,
                })
                .collect()
        })
        .collect()
}

/// Plays odd audio in such calls through each layout and compares every bit.
#[track_caller]
fn check_bits(calls: &[usize], frames: usize) {
    let library = library();
    let audio = odd_audio(frames);
    let names = Instance::new(&library).unwrap().layouts();
    for layout in names {
        let mut instance = Instance::new(&library).unwrap();
        instance.select(&layout).unwrap();
        let ports = instance.ports().unwrap();
        let mix = &audio[..ports.inputs[0].channels];
        let longest = calls.iter().copied().max().unwrap();
        let mut stream = instance.start(48_000.0, longest).unwrap();
        let take = Take {
            mix,
            side_chain: None,
            stretches: &rolling(frames),
            calls,
        };
        let recording = stream.play(&take, |_| ()).unwrap();
        instance.stop(stream);
        assert!(recording.equals(mix), "{} changes samples", layout.name);
    }
}

hosted! {
    fn single_frames_pass_bit_for_bit(_live: &Path) {
        check_bits(&[1], 20_000);
    }

    fn short_calls_pass_bit_for_bit(_live: &Path) {
        check_bits(&[7], 50_000);
        check_bits(&[64], 50_000);
    }

    fn usual_calls_pass_bit_for_bit(_live: &Path) {
        check_bits(&[512], 200_000);
    }

    fn long_calls_pass_bit_for_bit(_live: &Path) {
        check_bits(&[8192], 200_000);
    }

    fn calls_of_varying_length_pass_bit_for_bit(_live: &Path) {
        check_bits(&[512, 0, 1, 64, 8192, 7, 0, 441], 200_000);
    }

    fn calls_without_channels_are_survived(_live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mut stream = instance.start(48_000.0, 512).unwrap();
        stream.call_without_channels().unwrap();
        instance.stop(stream);
    }

    fn bypassed_audio_passes_bit_for_bit(_live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        instance.set("Bypass", 1.0).unwrap();
        let audio = odd_audio(48_000);
        let mut stream = instance.start(48_000.0, 512).unwrap();
        let stretches = [Stretch { frames: 48_000, transport: Transport::Absent }];
        let take = Take { mix: &audio, side_chain: None, stretches: &stretches, calls: &[512] };
        let recording = stream.play(&take, |_| ()).unwrap();
        instance.stop(stream);
        assert!(recording.equals(&audio));
    }

    fn audio_passes_at_rates_that_cannot_be_measured(_live: &Path) {
        let library = library();
        let audio = odd_audio(4_000);
        for sample_rate_hz in [4_000.0, 768_000.0] {
            let mut instance = Instance::new(&library).unwrap();
            let mut stream = instance.start(sample_rate_hz, 512).unwrap();
            let take = Take {
                mix: &audio,
                side_chain: None,
                stretches: &rolling(4_000),
                calls: &[512],
            };
            let recording = stream.play(&take, |_| ()).unwrap();
            instance.stop(stream);
            assert!(recording.equals(&audio), "at {sample_rate_hz} Hz");
        }
    }

    fn output_is_not_late(_live: &Path) {
        let library = library();
        assert_eq!(Instance::new(&library).unwrap().latency_frames(), 0);
    }

    fn layouts_are_stereo_and_mono_with_and_without_reference(_live: &Path) {
        let library = library();
        let mut instance = Instance::new(&library).unwrap();
        let mut widths = Vec::new();
        for layout in instance.layouts() {
            instance.select(&layout).unwrap();
            let ports = instance.ports().unwrap();
            let inputs: Vec<_> = ports.inputs.iter().map(|port| port.channels).collect();
            let outputs: Vec<_> = ports.outputs.iter().map(|port| port.channels).collect();
            widths.push((inputs, outputs));
        }
        assert_eq!(
            widths,
            [
                (vec![2, 2], vec![2]),
                (vec![2], vec![2]),
                (vec![1], vec![1]),
                (vec![1, 1], vec![1]),
            ]
        );
    }

    fn side_chain_is_called_reference(_live: &Path) {
        let library = library();
        let ports = Instance::new(&library).unwrap().ports().unwrap();
        assert_eq!(ports.inputs[1].name, "Reference");
    }

    fn hosts_find_an_analyzer(_live: &Path) {
        let description = library().description().clone();
        assert_eq!(description.id, "org.triage-audio.triage");
        assert_eq!(description.name, "Triage");
        for feature in ["audio-effect", "analyzer", "stereo", "mono"] {
            assert!(description.features.iter().any(|has| has == feature), "{feature}");
        }
    }
}
