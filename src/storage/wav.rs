//! Finds the samples in a WAV file: RIFF, and RF64 or BW64 for more than 4 GiB (EBU Tech 3306, BS.2088).

use std::fs::File;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;

use crate::storage::audio_error::AudioFault;
use crate::storage::pcm::ByteOrder;
use crate::storage::pcm::PcmLayout;
use crate::storage::pcm::SampleFormat;

/// A size nobody knew when the header was written: a streamed file, or RF64, where `ds64` has the real one.
const SIZE_UNKNOWN: u32 = u32::MAX;

/// Where the first chunk begins.
const FIRST_CHUNK: u64 = 12;

/// `wFormatTag` of integers, floats, and of formats named by a GUID whose first two bytes are such a tag.
const TAG_PCM: u16 = 1;
const TAG_FLOAT: u16 = 3;
const TAG_EXTENSIBLE: u16 = 0xFFFE;

/// Bytes of a format chunk up to and including the GUID's tag.
const EXTENSIBLE_BYTES: usize = 26;

/// Bytes of a format chunk that every file has.
const FORMAT_BYTES: usize = 16;

/// Whether a file that begins like this is a WAV file.
pub(super) fn is_wav(head: &[u8]) -> bool {
    matches!(head.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && head.get(8..12) == Some(b"WAVE")
}

/// Where the samples are. `None` where they are compressed (ADPCM and the like).
///
/// # Errors
///
/// When the header is damaged or the file cannot be read.
pub(super) fn layout(file: &mut File) -> Result<Option<PcmLayout>, AudioFault> {
    let file_bytes = file.metadata()?.len();
    let mut head = [0; FIRST_CHUNK as usize];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut head)
        .map_err(|_| damaged("it ends too early"))?;
    let mut sizes = Sizes {
        file_bytes,
        riff_bytes: u32_at(&head, 4),
        data_64: None,
    };
    let mut format = None;
    let mut at = FIRST_CHUNK;
    while at + 8 <= file_bytes {
        let mut header = [0; 8];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut header)?;
        let (id, size) = (&header[..4], u32_at(&header, 4));
        let body = at + 8;
        match id {
            b"ds64" => sizes.data_64 = Some(read_ds64(file)?),
            b"fmt " => format = Some(read_format(file, size)?),
            b"data" => {
                let format = format.ok_or_else(|| damaged("no format before the audio"))?;
                return format.layout(body, sizes.data_bytes(size, body));
            }
            _ => {}
        }
        at = body + u64::from(size) + u64::from(size & 1);
    }
    Err(damaged("no audio in it"))
}

/// The sizes a header tells, and the truth.
struct Sizes {
    file_bytes: u64,
    riff_bytes: u32,
    data_64: Option<u64>,
}

impl Sizes {
    /// Bytes of audio, claimed and present.
    fn data_bytes(&self, size: u32, start: u64) -> (u64, u64) {
        let rest = self.file_bytes - start;
        let claimed = match (size, self.data_64) {
            (SIZE_UNKNOWN, Some(bytes)) if bytes > 0 => bytes,
            (SIZE_UNKNOWN, _) => rest,
            // A recorder that was never stopped leaves zeros; an empty file that was closed knows its own length.
            (0, _) if u64::from(self.riff_bytes) + 8 != self.file_bytes => rest,
            _ => u64::from(size),
        };
        (claimed, claimed.min(rest))
    }
}

fn read_ds64(file: &mut File) -> Result<u64, AudioFault> {
    let mut body = [0; 16];
    file.read_exact(&mut body)
        .map_err(|_| damaged("it ends too early"))?;
    let mut data_bytes = [0; 8];
    data_bytes.copy_from_slice(&body[8..]);
    Ok(u64::from_le_bytes(data_bytes))
}

struct Format {
    tag: u16,
    channels: u16,
    sample_rate_hz: u32,
    frame_bytes: u16,
}

fn read_format(file: &mut File, size: u32) -> Result<Format, AudioFault> {
    let mut body = [0; EXTENSIBLE_BYTES];
    let wanted = (size as usize).min(EXTENSIBLE_BYTES);
    if wanted < FORMAT_BYTES {
        return Err(damaged("the format is too short"));
    }
    file.read_exact(&mut body[..wanted])
        .map_err(|_| damaged("it ends too early"))?;
    let tag = match u16_at(&body, 0) {
        TAG_EXTENSIBLE if wanted == EXTENSIBLE_BYTES => u16_at(&body, 24),
        tag => tag,
    };
    Ok(Format {
        tag,
        channels: u16_at(&body, 2),
        sample_rate_hz: u32_at(&body, 4),
        frame_bytes: u16_at(&body, 12),
    })
}

impl Format {
    fn layout(&self, data_start: u64, bytes: (u64, u64)) -> Result<Option<PcmLayout>, AudioFault> {
        if self.channels == 0 {
            return Err(damaged("it claims no channels"));
        }
        if self.tag != TAG_PCM && self.tag != TAG_FLOAT {
            return Ok(None);
        }
        // The size of a frame tells the size of a sample where fewer bits are in use (20 of 24): the rest is zero.
        let sample_bytes = u64::from(self.frame_bytes / self.channels);
        let format = match (self.tag, sample_bytes) {
            (TAG_FLOAT, bytes) => SampleFormat::float(bytes, ByteOrder::Little),
            (_, 1) => Some(SampleFormat::Unsigned8),
            (_, bytes) => SampleFormat::signed(bytes, ByteOrder::Little),
        };
        let Some(format) = format else {
            return Err(damaged("an impossible sample size"));
        };
        let mut layout = PcmLayout {
            format,
            channels: self.channels,
            sample_rate_hz: f64::from(self.sample_rate_hz),
            data_start,
            frames: 0,
            frames_present: 0,
        };
        layout.frames = bytes.0 / layout.frame_bytes();
        layout.frames_present = bytes.1 / layout.frame_bytes();
        Ok(Some(layout))
    }
}

fn damaged(why: &str) -> AudioFault {
    AudioFault::Header(why.to_owned())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
