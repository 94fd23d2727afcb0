//! Uncompressed samples, whatever container they came in: bytes in, two planes of `f32` out.

use std::fs::File;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;

use crate::storage::audio_error::AudioFault;

/// Frames of one read: large enough that the cost of a call vanishes, small enough for the cache.
const READ_FRAMES: usize = 8192;

/// Which end of a number comes first in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    /// Least significant byte first: WAV.
    Little,
    /// Most significant byte first: AIFF.
    Big,
}

/// How one sample is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SampleFormat {
    /// 8 bits, silence at 128: WAV.
    Unsigned8,
    /// 8 bits, two's complement: AIFF.
    Signed8,
    /// 16 bits.
    Signed16(ByteOrder),
    /// 24 bits in three bytes.
    Signed24(ByteOrder),
    /// 32 bits.
    Signed32(ByteOrder),
    /// IEEE 754 single precision.
    Float32(ByteOrder),
    /// IEEE 754 double precision.
    Float64(ByteOrder),
}

impl SampleFormat {
    /// Two's complement of that many bytes; `None` where Triage knows no such format.
    pub(super) fn signed(bytes: u64, order: ByteOrder) -> Option<Self> {
        match bytes {
            2 => Some(Self::Signed16(order)),
            3 => Some(Self::Signed24(order)),
            4 => Some(Self::Signed32(order)),
            _ => None,
        }
    }

    /// Floating point of that many bytes.
    pub(super) fn float(bytes: u64, order: ByteOrder) -> Option<Self> {
        match bytes {
            4 => Some(Self::Float32(order)),
            8 => Some(Self::Float64(order)),
            _ => None,
        }
    }

    /// Size of a sample.
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::Unsigned8 | Self::Signed8 => 1,
            Self::Signed16(_) => 2,
            Self::Signed24(_) => 3,
            Self::Signed32(_) | Self::Float32(_) => 4,
            Self::Float64(_) => 8,
        }
    }

    /// What to call it.
    pub(super) fn name(self) -> String {
        let kind = match self {
            Self::Float32(_) | Self::Float64(_) => "float",
            _ => "PCM",
        };
        format!("{}-bit {kind}", self.bytes() * 8)
    }
}

/// Where the samples of a file are and how they are stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PcmLayout {
    /// Format of a sample.
    pub(super) format: SampleFormat,
    /// Channels, interleaved.
    pub(super) channels: u16,
    /// Sample rate, Hz.
    pub(super) sample_rate_hz: f64,
    /// Position of the first sample in the file.
    pub(super) data_start: u64,
    /// Length the header claims.
    pub(super) frames: u64,
    /// Length that is in the file, at most `frames`.
    pub(super) frames_present: u64,
}

impl PcmLayout {
    /// Size of a frame in bytes.
    pub(super) fn frame_bytes(&self) -> u64 {
        self.format.bytes() * u64::from(self.channels)
    }
}

/// Reads uncompressed samples.
pub(super) struct PcmReader {
    file: File,
    layout: PcmLayout,
    frames_left: u64,
    bytes: Vec<u8>,
}

impl PcmReader {
    /// Goes to the first sample.
    pub(super) fn new(mut file: File, layout: PcmLayout) -> Result<Self, AudioFault> {
        file.seek(SeekFrom::Start(layout.data_start))?;
        Ok(Self {
            file,
            layout,
            frames_left: layout.frames_present,
            bytes: Vec::new(),
        })
    }

    /// Appends the next frames; 0 at the end. Of a mono file both planes are the same.
    pub(super) fn read(
        &mut self,
        left: &mut Vec<f32>,
        right: &mut Vec<f32>,
    ) -> Result<usize, AudioFault> {
        let frames = self.frames_left.min(READ_FRAMES as u64);
        if frames == 0 {
            return self.end();
        }
        let wanted = (frames * self.layout.frame_bytes()) as usize;
        self.bytes.resize(wanted, 0);
        self.file.read_exact(&mut self.bytes).map_err(|error| {
            if error.kind() == std::io::ErrorKind::UnexpectedEof {
                self.cut_short()
            } else {
                AudioFault::from(error)
            }
        })?;
        self.frames_left -= frames;
        deinterleave(&self.bytes, &self.layout, left, right);
        Ok(frames as usize)
    }

    fn end(&self) -> Result<usize, AudioFault> {
        if self.layout.frames_present < self.layout.frames {
            return Err(self.cut_short());
        }
        Ok(0)
    }

    fn cut_short(&self) -> AudioFault {
        let read_frames = self.layout.frames_present - self.frames_left;
        AudioFault::CutShort {
            decoded_s: read_frames as f64 / self.layout.sample_rate_hz,
            expected_s: Some(self.layout.frames as f64 / self.layout.sample_rate_hz),
        }
    }
}

fn deinterleave(bytes: &[u8], layout: &PcmLayout, left: &mut Vec<f32>, right: &mut Vec<f32>) {
    let mut planes = Planes {
        channels: layout.channels,
        left,
        right,
    };
    use ByteOrder::Big;
    use ByteOrder::Little;
    match layout.format {
        SampleFormat::Unsigned8 => {
            planes.extend(bytes, |[b]: [u8; 1]| (f32::from(b) - 128.0) / 128.0);
        }
        SampleFormat::Signed8 => planes.extend(bytes, |b| f32::from(i8::from_be_bytes(b)) / 128.0),
        SampleFormat::Signed16(Little) => planes.extend(bytes, |b| from_16(i16::from_le_bytes(b))),
        SampleFormat::Signed16(Big) => planes.extend(bytes, |b| from_16(i16::from_be_bytes(b))),
        SampleFormat::Signed24(Little) => {
            planes.extend(bytes, |[a, b, c]| from_32(i32::from_le_bytes([0, a, b, c])));
        }
        SampleFormat::Signed24(Big) => {
            planes.extend(bytes, |[a, b, c]| from_32(i32::from_be_bytes([a, b, c, 0])));
        }
        SampleFormat::Signed32(Little) => planes.extend(bytes, |b| from_32(i32::from_le_bytes(b))),
        SampleFormat::Signed32(Big) => planes.extend(bytes, |b| from_32(i32::from_be_bytes(b))),
        SampleFormat::Float32(Little) => planes.extend(bytes, f32::from_le_bytes),
        SampleFormat::Float32(Big) => planes.extend(bytes, f32::from_be_bytes),
        SampleFormat::Float64(Little) => planes.extend(bytes, |b| f64::from_le_bytes(b) as f32),
        SampleFormat::Float64(Big) => planes.extend(bytes, |b| f64::from_be_bytes(b) as f32),
    }
}

fn from_16(sample: i16) -> f32 {
    f32::from(sample) / 32_768.0
}

/// 24-bit samples come here shifted up by 8 bits, which the division undoes exactly.
fn from_32(sample: i32) -> f32 {
    sample as f32 / 2_147_483_648.0
}

struct Planes<'a> {
    channels: u16,
    left: &'a mut Vec<f32>,
    right: &'a mut Vec<f32>,
}

impl Planes<'_> {
    fn extend<const N: usize>(&mut self, bytes: &[u8], decode: impl Fn([u8; N]) -> f32) {
        let (samples, _) = bytes.as_chunks::<N>();
        if self.channels == 1 {
            let start = self.left.len();
            self.left
                .extend(samples.iter().map(|sample| decode(*sample)));
            self.right.extend_from_slice(&self.left[start..]);
        } else {
            let (frames, _) = samples.as_chunks::<2>();
            self.left
                .extend(frames.iter().map(|frame| decode(frame[0])));
            self.right
                .extend(frames.iter().map(|frame| decode(frame[1])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: SampleFormat, bytes: &[u8], expected: &[f32]) {
        let layout = PcmLayout {
            format,
            channels: 1,
            sample_rate_hz: 48_000.0,
            data_start: 0,
            frames: 0,
            frames_present: 0,
        };
        let (mut left, mut right) = (Vec::new(), Vec::new());
        deinterleave(bytes, &layout, &mut left, &mut right);
        assert_eq!(left, expected);
        assert_eq!(right, expected);
    }

    #[test]
    fn every_integer_format_spans_minus_one_to_just_below_one() {
        check(SampleFormat::Unsigned8, &[0, 128, 192], &[-1.0, 0.0, 0.5]);
        check(SampleFormat::Signed8, &[0x80, 0, 0x40], &[-1.0, 0.0, 0.5]);
        let little = ByteOrder::Little;
        check(
            SampleFormat::Signed16(little),
            &[0, 0x80, 0, 0x40],
            &[-1.0, 0.5],
        );
        check(
            SampleFormat::Signed24(little),
            &[0, 0, 0x80, 0, 0, 0x40],
            &[-1.0, 0.5],
        );
        check(
            SampleFormat::Signed32(little),
            &[0, 0, 0, 0x80, 0, 0, 0, 0x40],
            &[-1.0, 0.5],
        );
        let big = ByteOrder::Big;
        check(
            SampleFormat::Signed16(big),
            &[0x80, 0, 0x40, 0],
            &[-1.0, 0.5],
        );
        check(
            SampleFormat::Signed24(big),
            &[0x80, 0, 0, 0x40, 0, 0],
            &[-1.0, 0.5],
        );
        check(
            SampleFormat::Signed32(big),
            &[0x80, 0, 0, 0, 0x40, 0, 0, 0],
            &[-1.0, 0.5],
        );
    }

    #[test]
    fn smallest_step_of_24_bits_survives() {
        let step = 1.0 / 8_388_608.0;
        check(
            SampleFormat::Signed24(ByteOrder::Little),
            &[1, 0, 0],
            &[step],
        );
        check(SampleFormat::Signed24(ByteOrder::Big), &[0, 0, 1], &[step]);
    }

    #[test]
    fn float_above_full_scale_is_kept() {
        check(
            SampleFormat::Float32(ByteOrder::Little),
            &2.5f32.to_le_bytes(),
            &[2.5],
        );
        check(
            SampleFormat::Float64(ByteOrder::Big),
            &(-2.5f64).to_be_bytes(),
            &[-2.5],
        );
    }
}
