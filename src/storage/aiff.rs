//! Finds the samples in an AIFF or AIFF-C file (Apple, Audio Interchange File Format 1.3 and AIFF-C).

use std::fs::File;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;

use crate::storage::audio_error::AudioFault;
use crate::storage::pcm::ByteOrder;
use crate::storage::pcm::PcmLayout;
use crate::storage::pcm::SampleFormat;

/// Where the first chunk begins.
const FIRST_CHUNK: u64 = 12;

/// Bytes of a common chunk: in AIFF, and up to the compression type in AIFF-C.
const COMMON_BYTES: usize = 18;
const COMMON_BYTES_AIFC: usize = 22;

/// Whether a file that begins like this is an AIFF file.
pub(super) fn is_aiff(head: &[u8]) -> bool {
    head.get(..4) == Some(b"FORM") && matches!(head.get(8..12), Some(b"AIFF" | b"AIFC"))
}

/// Where the samples are. `None` where they are compressed.
///
/// # Errors
///
/// When the header is damaged or the file cannot be read.
pub(super) fn layout(file: &mut File) -> Result<Option<PcmLayout>, AudioFault> {
    let file_bytes = file.metadata()?.len();
    let (mut common, mut sound) = (None, None);
    let mut at = FIRST_CHUNK;
    while at + 8 <= file_bytes && (common.is_none() || sound.is_none()) {
        let mut header = [0; 8];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut header)?;
        let (id, size) = (&header[..4], u32_at(&header, 4));
        match id {
            b"COMM" => common = Some(read_common(file, size)?),
            b"SSND" => sound = Some(read_sound(file, at, size)?),
            _ => {}
        }
        at += 8 + u64::from(size) + u64::from(size & 1);
    }
    let common = common.ok_or_else(|| damaged("no format in it"))?;
    match sound {
        Some(sound) => common.layout(&sound, file_bytes),
        None if common.frames == 0 => Err(AudioFault::NoAudio),
        None => Err(damaged("no audio in it")),
    }
}

struct Common {
    channels: u16,
    frames: u32,
    bits: u16,
    sample_rate_hz: f64,
    compression: [u8; 4],
}

/// The samples: where they begin, and how many bytes the chunk claims.
struct Sound {
    start: u64,
    bytes: u64,
}

fn read_common(file: &mut File, size: u32) -> Result<Common, AudioFault> {
    let mut body = [0; COMMON_BYTES_AIFC];
    let wanted = (size as usize).min(COMMON_BYTES_AIFC);
    if wanted < COMMON_BYTES {
        return Err(damaged("the format is too short"));
    }
    file.read_exact(&mut body[..wanted])
        .map_err(|_| damaged("it ends too early"))?;
    let mut rate = [0; 10];
    rate.copy_from_slice(&body[8..18]);
    let mut compression = *b"NONE";
    if wanted == COMMON_BYTES_AIFC {
        compression.copy_from_slice(&body[18..]);
    }
    Ok(Common {
        channels: u16_at(&body, 0),
        frames: u32_at(&body, 2),
        bits: u16_at(&body, 6),
        sample_rate_hz: from_extended(rate),
        compression,
    })
}

fn read_sound(file: &mut File, at: u64, size: u32) -> Result<Sound, AudioFault> {
    let mut body = [0; 8];
    file.read_exact(&mut body)
        .map_err(|_| damaged("it ends too early"))?;
    let offset = u64::from(u32_at(&body, 0));
    Ok(Sound {
        start: at + 16 + offset,
        bytes: u64::from(size).saturating_sub(8 + offset),
    })
}

impl Common {
    fn layout(&self, sound: &Sound, file_bytes: u64) -> Result<Option<PcmLayout>, AudioFault> {
        if self.channels == 0 {
            return Err(damaged("it claims no channels"));
        }
        let Some(format) = self.format()? else {
            return Ok(None);
        };
        let mut layout = PcmLayout {
            format,
            channels: self.channels,
            sample_rate_hz: self.sample_rate_hz,
            data_start: sound.start,
            frames: u64::from(self.frames),
            frames_present: 0,
        };
        let present = sound.bytes.min(file_bytes.saturating_sub(sound.start));
        layout.frames_present = (present / layout.frame_bytes()).min(layout.frames);
        Ok(Some(layout))
    }

    /// How the samples are stored; `None` where they are compressed.
    fn format(&self) -> Result<Option<SampleFormat>, AudioFault> {
        let bytes = u64::from(self.bits.div_ceil(8));
        let format = match &self.compression {
            b"NONE" | b"twos" | b"in24" | b"in32" if bytes == 1 => Some(SampleFormat::Signed8),
            b"NONE" | b"twos" | b"in24" | b"in32" => SampleFormat::signed(bytes, ByteOrder::Big),
            b"sowt" if bytes == 1 => Some(SampleFormat::Signed8),
            b"sowt" => SampleFormat::signed(bytes, ByteOrder::Little),
            b"raw " if bytes == 1 => Some(SampleFormat::Unsigned8),
            b"fl32" | b"FL32" => Some(SampleFormat::Float32(ByteOrder::Big)),
            b"fl64" | b"FL64" => Some(SampleFormat::Float64(ByteOrder::Big)),
            _ => return Ok(None),
        };
        format
            .map(Some)
            .ok_or_else(|| damaged("an impossible sample size"))
    }
}

/// An 80-bit extended float: sign and exponent in 16 bits, then the mantissa with its leading one.
fn from_extended(bytes: [u8; 10]) -> f64 {
    let exponent = i32::from(u16_at(&bytes, 0) & 0x7FFF) - 16_383 - 63;
    let mantissa = u64::from(u32_at(&bytes, 2)) << 32 | u64::from(u32_at(&bytes, 6));
    mantissa as f64 * 2f64.powi(exponent)
}

fn damaged(why: &str) -> AudioFault {
    AudioFault::Header(why.to_owned())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_rates_are_read_from_80_bit_floats() {
        // 44100 and 96000 as Apple's documentation and every AIFF file spell them.
        assert_eq!(
            from_extended([0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0]),
            44_100.0
        );
        assert_eq!(
            from_extended([0x40, 0x0F, 0xBB, 0x80, 0, 0, 0, 0, 0, 0]),
            96_000.0
        );
    }
}
