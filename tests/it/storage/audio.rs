//! Audio files of every kind, sound and damaged.

use std::path::Path;
use std::path::PathBuf;

use triage::storage::AudioError;
use triage::storage::AudioFault;
use triage::storage::AudioReader;

use crate::wav_bytes::chunk;
use crate::wav_bytes::format_chunk;
use crate::wav_bytes::riff;
use crate::wav_bytes::sized_chunk;
use crate::wav_bytes::wav;
use crate::wav_bytes::wav_16;

struct Decoded {
    left: Vec<f32>,
    right: Vec<f32>,
    codec: String,
    sample_rate_hz: f64,
    channels: u8,
    is_lossy: bool,
    bitrate_kbps: Option<f64>,
}

fn decode(path: &Path) -> Result<Decoded, AudioError> {
    let mut reader = AudioReader::open(path)?;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    while reader.read(&mut left, &mut right)? > 0 {}
    assert_eq!(left.len(), right.len());
    let info = reader.info();
    Ok(Decoded {
        left,
        right,
        codec: info.codec.clone(),
        sample_rate_hz: info.sample_rate_hz,
        channels: info.channels,
        is_lossy: info.is_lossy,
        bitrate_kbps: info.bitrate_kbps,
    })
}

fn decode_bytes(bytes: &[u8]) -> Result<Decoded, AudioError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.wav");
    std::fs::write(&path, bytes).unwrap();
    decode(&path)
}

#[track_caller]
fn fault(bytes: &[u8]) -> AudioFault {
    match decode_bytes(bytes) {
        Ok(_) => panic!("read without a fault"),
        Err(error) => error.fault,
    }
}

#[track_caller]
fn check_cut_short(fault: &AudioFault, decoded: f64, expected: Option<f64>) {
    match fault {
        AudioFault::CutShort {
            decoded_s,
            expected_s,
        } => {
            assert!((decoded_s - decoded).abs() < 0.06, "decoded {decoded_s} s");
            assert_eq!(*expected_s, expected);
        }
        other => panic!("{other}"),
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

#[test]
fn channels_are_told_apart() {
    let decoded = decode_bytes(&wav_16(2, 48_000, &[16_384, -16_384, 8_192, 0])).unwrap();
    assert_eq!(decoded.left, [0.5, 0.25]);
    assert_eq!(decoded.right, [-0.5, 0.0]);
    assert_eq!((decoded.channels, decoded.sample_rate_hz), (2, 48_000.0));
    assert_eq!(decoded.codec, "16-bit PCM");
}

#[test]
fn mono_comes_on_both_sides() {
    let decoded = decode_bytes(&wav_16(1, 44_100, &[16_384, -8_192])).unwrap();
    assert_eq!(decoded.left, [0.5, -0.25]);
    assert_eq!(decoded.right, decoded.left);
    assert_eq!(decoded.channels, 1);
}

#[test]
fn nan_and_infinity_pass_through() {
    let samples = [f32::NAN, f32::INFINITY, 3.0];
    let data: Vec<u8> = samples
        .iter()
        .flat_map(|sample| sample.to_le_bytes())
        .collect();
    let decoded = decode_bytes(&wav(&format_chunk(3, 1, 48_000, 32), &data)).unwrap();
    assert!(decoded.left[0].is_nan());
    assert_eq!(decoded.left[1..], [f32::INFINITY, 3.0]);
}

#[test]
fn extensible_format_is_read_by_its_guid() {
    // WAVE_FORMAT_EXTENSIBLE: 22 more bytes, valid bits, channel mask, then a GUID that begins with the tag.
    let mut format = format_chunk(0xFFFE, 1, 96_000, 32);
    format.extend([22, 0, 24, 0, 4, 0, 0, 0, 1, 0]);
    format.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    let decoded = decode_bytes(&wav(&format, &0x4000_0000i32.to_le_bytes())).unwrap();
    assert_eq!(decoded.left, [0.5]);
}

#[test]
fn chunks_before_the_audio_are_skipped() {
    let mut chunks = chunk(b"bext", &[7; 603]);
    chunks.extend(chunk(b"fmt ", &format_chunk(1, 1, 48_000, 16)));
    chunks.extend(chunk(b"LIST", &[1; 11]));
    chunks.extend(chunk(b"data", &[0, 0x40]));
    chunks.extend(chunk(b"id3 ", &[9; 5]));
    let decoded = decode_bytes(&riff(b"RIFF", 4 + chunks.len() as u32, &chunks)).unwrap();
    assert_eq!(decoded.left, [0.5]);
}

#[test]
fn rf64_takes_its_length_from_ds64() {
    // EBU Tech 3306: sizes in RIFF and data are 0xFFFFFFFF, the true ones are in ds64.
    let mut ds64 = vec![0; 28];
    ds64[8..16].copy_from_slice(&4u64.to_le_bytes());
    let mut chunks = chunk(b"ds64", &ds64);
    chunks.extend(chunk(b"fmt ", &format_chunk(1, 1, 48_000, 16)));
    chunks.extend(sized_chunk(b"data", u32::MAX, &[0, 0x40, 0, 0xC0]));
    chunks.extend(chunk(b"LIST", &[1; 12]));
    let decoded = decode_bytes(&riff(b"RF64", u32::MAX, &chunks)).unwrap();
    assert_eq!(decoded.left, [0.5, -0.5]);
}

#[test]
fn file_of_a_recorder_that_never_closed_it_is_read_to_its_end() {
    for size in [0, u32::MAX] {
        let mut chunks = chunk(b"fmt ", &format_chunk(1, 1, 48_000, 16));
        chunks.extend(sized_chunk(b"data", size, &[0, 0x40, 0, 0xC0]));
        let decoded = decode_bytes(&riff(b"RIFF", size, &chunks)).unwrap();
        assert_eq!(decoded.left, [0.5, -0.5]);
    }
}

#[test]
fn aiff_of_both_byte_orders_is_read() {
    for (compression, sample) in [(None, [0x40, 0]), (Some(b"sowt"), [0, 0x40])] {
        let mut common = vec![0, 1, 0, 0, 0, 2, 0, 16];
        common.extend([0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0]);
        common.extend(compression.into_iter().flatten());
        let mut body = Vec::new();
        let sound = [[0; 4], [0; 4], [sample[0], sample[1], sample[0], sample[1]]].concat();
        for (id, chunk) in [(b"COMM", &common), (b"SSND", &sound)] {
            body.extend(id);
            body.extend((chunk.len() as u32).to_be_bytes());
            body.extend(chunk);
        }
        let mut file = b"FORM".to_vec();
        file.extend((body.len() as u32 + 4).to_be_bytes());
        file.extend(if compression.is_some() {
            b"AIFC"
        } else {
            b"AIFF"
        });
        file.extend(body);
        let decoded = decode_bytes(&file).unwrap();
        assert_eq!(decoded.left, [0.5, 0.5]);
        assert_eq!(decoded.sample_rate_hz, 44_100.0);
    }
}

#[test]
fn wrong_channel_counts_and_rates_are_named() {
    assert!(matches!(
        fault(&wav_16(6, 48_000, &[0; 12])),
        AudioFault::Channels(6)
    ));
    assert!(matches!(
        fault(&wav_16(1, 7_350, &[0; 12])),
        AudioFault::SampleRate(7_350)
    ));
    assert!(matches!(
        fault(&wav_16(1, 384_000, &[0; 12])),
        AudioFault::SampleRate(384_000)
    ));
}

#[test]
fn longer_than_two_hours_is_refused() {
    let mut chunks = chunk(b"fmt ", &format_chunk(1, 1, 8_000, 8));
    chunks.extend(sized_chunk(b"data", 8_000 * 7_200 + 1, &[128; 100]));
    assert!(matches!(
        fault(&riff(b"RIFF", u32::MAX, &chunks)),
        AudioFault::TooLong
    ));
}

#[test]
fn cut_wav_names_the_time_up_to_which_it_decodes() {
    let whole = wav_16(1, 8_000, &[1; 80_000]);
    let cut = &whole[..44 + 2 * 32_000];
    check_cut_short(&fault(cut), 4.0, Some(10.0));
}

#[test]
fn files_without_audio_say_so() {
    assert!(matches!(fault(b""), AudioFault::Empty));
    assert!(matches!(
        fault(b"no audio at all, just words"),
        AudioFault::NotAudio
    ));
    assert!(matches!(
        fault(b"RIFF but no more than that"),
        AudioFault::Header(_)
    ));
    assert!(matches!(
        fault(&wav_16(2, 48_000, &[])),
        AudioFault::NoAudio
    ));
    assert!(matches!(
        fault(&wav_16(2, 48_000, &[0; 4])[..20]),
        AudioFault::Header(_)
    ));
}

#[test]
fn missing_files_and_folders_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let fault_of = |path: &Path| decode(path).err().unwrap().fault;
    assert!(matches!(fault_of(folder.path()), AudioFault::Folder));
    assert!(matches!(
        fault_of(&folder.path().join("none.wav")),
        AudioFault::Missing
    ));
}

/// One second of a sine whose RMS is known, but for what the codec does to it.
#[track_caller]
fn check_fixture(name: &str, codec: &str, is_lossy: bool, sine: Sine) {
    let decoded = decode(&fixture(name)).unwrap();
    let energy: f64 = decoded.left.iter().map(|x| f64::from(*x).powi(2)).sum();
    let rms = (energy / decoded.sample_rate_hz).sqrt();
    assert!((rms / sine.rms - 1.0).abs() < sine.tolerance, "rms {rms}");
    assert!(decoded.left.len().abs_diff(decoded.sample_rate_hz as usize) <= sine.padding_frames);
    assert_eq!(
        (decoded.codec.as_str(), decoded.is_lossy),
        (codec, is_lossy)
    );
    assert!(decoded.bitrate_kbps.is_some());
}

struct Sine {
    rms: f64,
    tolerance: f64,
    padding_frames: usize,
}

#[test]
fn lossless_codecs_decode_exactly_what_was_encoded() {
    let sine = || Sine {
        rms: 0.5 / 2f64.sqrt(),
        tolerance: 0.001,
        padding_frames: 0,
    };
    check_fixture("sine.flac", "FLAC", false, sine());
    check_fixture("sine-alac.m4a", "ALAC", false, sine());
}

#[test]
fn lossy_codecs_decode_at_the_right_level_and_length() {
    // Delay and padding are trimmed where the container tells them; AAC in MP4 keeps one frame before and after.
    let sine = |padding_frames| Sine {
        rms: 0.25,
        tolerance: 0.06,
        padding_frames,
    };
    check_fixture("sine.mp3", "MP3", true, sine(0));
    check_fixture("sine.ogg", "Vorbis", true, sine(0));
    check_fixture("sine.m4a", "AAC", true, sine(2_048));
}

#[test]
fn mp3_bit_rate_is_that_of_the_stream() {
    let bitrate_kbps = decode(&fixture("sine.mp3")).unwrap().bitrate_kbps.unwrap();
    assert!((60.0..70.0).contains(&bitrate_kbps), "{bitrate_kbps}");
}

#[test]
fn unknown_codecs_are_named() {
    let error = decode(&fixture("tone.opus")).err().unwrap();
    assert!(
        matches!(&error.fault, AudioFault::Codec(name) if name == "Opus"),
        "{error}"
    );
}

#[test]
fn cut_compressed_files_are_never_taken_for_whole_ones() {
    for name in [
        "sine.flac",
        "sine.mp3",
        "sine.ogg",
        "sine.m4a",
        "sine-alac.m4a",
    ] {
        let whole = std::fs::read(fixture(name)).unwrap();
        for tenths in 1..=8 {
            let cut = &whole[..whole.len() * tenths / 10];
            let fault = fault(cut);
            let named = matches!(
                fault,
                AudioFault::CutShort { .. } | AudioFault::Corrupt { .. }
            );
            assert!(named, "{name} at {tenths}/10: {fault}");
        }
    }
}

#[test]
fn a_hole_in_a_compressed_file_is_noticed() {
    for name in ["sine.flac", "sine.mp3", "sine.ogg"] {
        let mut bytes = std::fs::read(fixture(name)).unwrap();
        let middle = bytes.len() / 2;
        bytes.drain(middle..middle + 1_800);
        let fault = fault(&bytes);
        let named = matches!(
            fault,
            AudioFault::CutShort { .. } | AudioFault::Corrupt { .. }
        );
        assert!(named, "{name}: {fault}");
    }
}
