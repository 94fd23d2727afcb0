//! Compressed audio, through the codec library: FLAC, MP3, OGG Vorbis, AAC and ALAC.

use std::ffi::OsStr;
use std::fs::File;
use std::io;

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::codecs::audio::well_known as codec;
use symphonia::core::errors::Error;
use symphonia::core::formats::FormatOptions;
use symphonia::core::formats::FormatReader;
use symphonia::core::formats::Track;
use symphonia::core::formats::TrackType;
use symphonia::core::formats::probe::Hint;
use symphonia::core::io::MediaSourceStream;
use symphonia::core::io::MediaSourceStreamOptions;
use symphonia::core::io::ReadOnlySource;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use crate::storage::audio_error::AudioFault;

/// Frames to gather per call, so that what is behind it has no per-packet costs.
const READ_FRAMES: usize = 8192;

/// What a container claims may be off by the frames an encoder puts before and after the audio: two of MP3's
/// 1152, or two of AAC's 1024. Vorbis files exist whose times jump by a tenth of that with nothing missing.
/// Lossless formats tell exactly.
const LOSSY_SLACK_FRAMES: u64 = 2304;

/// What the container tells before anything is decoded.
pub(super) struct StreamFacts {
    pub(super) codec: String,
    pub(super) is_lossy: bool,
    pub(super) sample_rate_hz: f64,
    pub(super) channels: usize,
    pub(super) frames: Option<u64>,
}

/// Reads compressed audio.
pub(super) struct CompressedReader {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track_id: u32,
    facts: StreamFacts,
    /// What was decoded to learn the facts.
    first: [Vec<f32>; 2],
    frames_decoded: u64,
    packet_bytes: u64,
    /// Where the next packet must begin, in the track's ticks; `None` where packets carry no reliable time.
    next_tick: Option<i64>,
    is_over: bool,
}

/// Whether a file that begins like this may be compressed audio.
pub(super) fn is_known(head: &[u8], extension: Option<&OsStr>) -> bool {
    let is_named_as_stream = extension.and_then(OsStr::to_str).is_some_and(|name| {
        ["mp3", "mp2", "aac"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    });
    is_indexed(head) || is_bare_stream(head) || is_named_as_stream
}

/// Containers that say how long they are.
fn is_indexed(head: &[u8]) -> bool {
    matches!(head.get(..4), Some(b"fLaC" | b"OggS" | b"RIFF" | b"FORM"))
        || head.get(4..8) == Some(b"ftyp")
}

/// Frames one after another, perhaps behind a tag: MP3 and AAC.
fn is_bare_stream(head: &[u8]) -> bool {
    head.starts_with(b"ID3")
        || (head.first() == Some(&0xFF) && head.get(1).is_some_and(|b| b & 0xE0 == 0xE0))
}

impl CompressedReader {
    /// Finds the audio track and decodes its beginning.
    pub(super) fn open(
        file: File,
        head: &[u8],
        extension: Option<&OsStr>,
    ) -> Result<Self, AudioFault> {
        let options = MediaSourceStreamOptions::default();
        // The length of a bare stream would be guessed from its size, and audio beyond the guess cut off. A source
        // that cannot seek is not guessed at.
        let stream = if is_indexed(head) {
            MediaSourceStream::new(Box::new(file), options)
        } else {
            MediaSourceStream::new(Box::new(ReadOnlySource::new(file)), options)
        };
        let mut hint = Hint::new();
        if let Some(extension) = extension.and_then(OsStr::to_str) {
            hint.with_extension(extension);
        }
        let format = symphonia::default::get_probe()
            .probe(
                &hint,
                stream,
                FormatOptions::default(),
                MetadataOptions::default(),
            )
            .map_err(|error| opening_fault(error, head))?;
        let track = format
            .default_track(TrackType::Audio)
            .ok_or(AudioFault::NoAudio)?;
        let params = track
            .codec_params
            .as_ref()
            .and_then(|params| params.audio())
            .ok_or_else(|| AudioFault::Codec("an unknown codec".to_owned()))?;
        let facts = StreamFacts {
            codec: codec_name(params.codec),
            is_lossy: is_lossy(params.codec),
            sample_rate_hz: f64::from(params.sample_rate.unwrap_or_default()),
            channels: params.channels.as_ref().map_or(0, Channels::count),
            frames: frames_claimed(track),
        };
        if facts.channels > 2 {
            return Err(AudioFault::Channels(facts.channels));
        }
        let decoder = make_decoder(params)?;
        let track_id = track.id;
        let is_timed = matches!(params.codec, codec::CODEC_ID_FLAC | codec::CODEC_ID_VORBIS);
        let mut reader = Self {
            format,
            decoder,
            track_id,
            facts,
            first: [Vec::new(), Vec::new()],
            frames_decoded: 0,
            packet_bytes: 0,
            next_tick: is_timed.then_some(0),
            is_over: false,
        };
        reader.learn_from_first_packet()?;
        Ok(reader)
    }

    /// What the container and the first packet tell.
    pub(super) fn facts(&self) -> &StreamFacts {
        &self.facts
    }

    /// Average bit rate of what was decoded so far, kbit/s.
    pub(super) fn bitrate_kbps(&self) -> Option<f64> {
        let seconds = self.frames_decoded as f64 / self.facts.sample_rate_hz;
        (seconds > 0.0).then(|| self.packet_bytes as f64 * 8.0 / 1000.0 / seconds)
    }

    /// Appends the next frames; 0 at the end. Of a mono file both planes are the same.
    pub(super) fn read(
        &mut self,
        left: &mut Vec<f32>,
        right: &mut Vec<f32>,
    ) -> Result<usize, AudioFault> {
        let start = left.len();
        left.append(&mut self.first[0]);
        right.append(&mut self.first[1]);
        while left.len() - start < READ_FRAMES && !self.is_over {
            self.decode_packet(left, right)?;
        }
        Ok(left.len() - start)
    }

    /// The decoder knows rate and channels best: containers may be wrong about both.
    fn learn_from_first_packet(&mut self) -> Result<(), AudioFault> {
        let [mut left, mut right] = [Vec::new(), Vec::new()];
        while left.is_empty() && !self.is_over {
            self.decode_packet(&mut left, &mut right)?;
        }
        self.first = [left, right];
        Ok(())
    }

    fn decode_packet(
        &mut self,
        left: &mut Vec<f32>,
        right: &mut Vec<f32>,
    ) -> Result<(), AudioFault> {
        let packet = match self.format.next_packet() {
            Ok(Some(packet)) if packet.track_id == self.track_id => packet,
            Ok(Some(_)) => return Ok(()),
            Ok(None) => return self.end(),
            Err(error) => return self.fail(self.container_fault(error)),
        };
        if self.is_hole_before(&packet) {
            return self.fail(self.corrupt("a part is missing there"));
        }
        match self.decoder.decode(&packet) {
            Ok(_) => self.take_decoded(&packet, left, right),
            // An MP3 cut out of a longer one begins with frames that need bits from before the cut.
            Err(Error::DecodeError(_)) if self.frames_decoded == 0 && self.facts.is_lossy => Ok(()),
            Err(error) => self.fail(self.corrupt(&error.to_string())),
        }
    }

    fn take_decoded(
        &mut self,
        packet: &Packet,
        left: &mut Vec<f32>,
        right: &mut Vec<f32>,
    ) -> Result<(), AudioFault> {
        let decoded = self.decoder.last_decoded();
        let frames = decoded.frames();
        if frames == 0 {
            return Ok(());
        }
        let (channels, sample_rate_hz) = (decoded.num_planes(), f64::from(decoded.spec().rate()));
        if self.frames_decoded == 0 {
            self.facts.channels = channels;
            self.facts.sample_rate_hz = sample_rate_hz;
        }
        if channels > 2 {
            return Err(AudioFault::Channels(channels));
        }
        if channels != self.facts.channels || sample_rate_hz != self.facts.sample_rate_hz {
            return self.fail(self.corrupt("the format changes there"));
        }
        let (left_start, right_start) = (left.len(), right.len());
        left.resize(left_start + frames, 0.0);
        if channels == 1 {
            decoded.copy_to_slice_planar(&mut [&mut left[left_start..]]);
            right.extend_from_slice(&left[left_start..]);
        } else {
            right.resize(right_start + frames, 0.0);
            decoded.copy_to_slice_planar(&mut [&mut left[left_start..], &mut right[right_start..]]);
        }
        self.frames_decoded += frames as u64;
        self.packet_bytes += packet.data.len() as u64;
        Ok(())
    }

    /// Demuxers skip what they cannot parse; the hole shows in the packets' times.
    fn is_hole_before(&mut self, packet: &Packet) -> bool {
        let Some(expected) = self.next_tick else {
            return false;
        };
        let begin = packet.pts.get();
        let ticks = packet.trim_start.get() + packet.dur.get() + packet.trim_end.get();
        self.next_tick = Some(begin.saturating_add_unsigned(ticks));
        self.frames_decoded > 0 && begin > expected.saturating_add_unsigned(self.slack_frames())
    }

    fn slack_frames(&self) -> u64 {
        if self.facts.is_lossy {
            LOSSY_SLACK_FRAMES
        } else {
            0
        }
    }

    fn end(&mut self) -> Result<(), AudioFault> {
        self.is_over = true;
        match self.facts.frames {
            Some(frames) if self.frames_decoded + self.slack_frames() < frames => {
                Err(self.cut_short())
            }
            _ => Ok(()),
        }
    }

    /// A fault ends the stream. Where everything that was promised has been decoded, it is only junk at the end.
    fn fail(&mut self, fault: AudioFault) -> Result<(), AudioFault> {
        self.is_over = true;
        match self.facts.frames {
            Some(frames) if frames > 0 && self.frames_decoded >= frames => Ok(()),
            _ => Err(fault),
        }
    }

    fn container_fault(&self, error: Error) -> AudioFault {
        match error {
            Error::IoError(cause) if cause.raw_os_error().is_some() => AudioFault::Io(cause),
            Error::IoError(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => {
                self.cut_short()
            }
            Error::ResetRequired => self.corrupt("another stream begins there"),
            // The library's words for an MP4 file whose audio reaches beyond its end.
            Error::DecodeError("isomp4: no atom pending read") => self.cut_short(),
            other => self.corrupt(&other.to_string()),
        }
    }

    fn cut_short(&self) -> AudioFault {
        AudioFault::CutShort {
            decoded_s: self.decoded_s(),
            expected_s: self
                .facts
                .frames
                .map(|frames| frames as f64 / self.facts.sample_rate_hz),
        }
    }

    fn corrupt(&self, reason: &str) -> AudioFault {
        AudioFault::Corrupt {
            decoded_s: self.decoded_s(),
            reason: reason.to_owned(),
        }
    }

    fn decoded_s(&self) -> f64 {
        if self.facts.sample_rate_hz > 0.0 {
            self.frames_decoded as f64 / self.facts.sample_rate_hz
        } else {
            0.0
        }
    }
}

fn make_decoder(params: &AudioCodecParameters) -> Result<Box<dyn AudioDecoder>, AudioFault> {
    symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default())
        .map_err(|_| {
            AudioFault::Codec(match params.codec {
                codec::CODEC_ID_AAC => "a form of AAC other than AAC-LC, such as HE-AAC".to_owned(),
                other => codec_name(other),
            })
        })
}

/// A container that was recognised by its first bytes and then made no sense is damaged; anything else is no audio.
fn opening_fault(error: Error, head: &[u8]) -> AudioFault {
    let cut_short = AudioFault::CutShort {
        decoded_s: 0.0,
        expected_s: None,
    };
    match error {
        Error::IoError(cause) if cause.raw_os_error().is_some() => AudioFault::Io(cause),
        _ if !is_indexed(head) => AudioFault::NotAudio,
        Error::IoError(_) => cut_short,
        // The library's words for an MP4 file without its index, which most programs write last.
        Error::Unsupported("isomp4: missing moov atom") => cut_short,
        // The file begins like one, and nothing of what follows is.
        Error::Unsupported("core (probe): no suitable format reader found") => {
            AudioFault::Header("what follows it is no audio".to_owned())
        }
        other => AudioFault::Corrupt {
            decoded_s: 0.0,
            reason: other.to_string(),
        },
    }
}

/// Frames the container claims, in the track's own rate.
fn frames_claimed(track: &Track) -> Option<u64> {
    let rate = track.codec_params.as_ref()?.audio()?.sample_rate?;
    let base = track.time_base?;
    let is_in_frames = base.numer.get() == 1 && base.denom.get() == rate;
    track.num_frames.filter(|_| is_in_frames)
}

fn is_lossy(id: AudioCodecId) -> bool {
    !matches!(id, codec::CODEC_ID_FLAC | codec::CODEC_ID_ALAC)
}

fn codec_name(id: AudioCodecId) -> String {
    match id {
        codec::CODEC_ID_FLAC => "FLAC".to_owned(),
        codec::CODEC_ID_ALAC => "ALAC".to_owned(),
        codec::CODEC_ID_MP3 => "MP3".to_owned(),
        codec::CODEC_ID_VORBIS => "Vorbis".to_owned(),
        codec::CODEC_ID_AAC => "AAC".to_owned(),
        codec::CODEC_ID_OPUS => "Opus".to_owned(),
        other => symphonia::default::get_codecs()
            .get_audio_decoder(other)
            .map_or_else(
                || "an unknown codec".to_owned(),
                |known| known.codec.info.short_name.to_owned(),
            ),
    }
}
