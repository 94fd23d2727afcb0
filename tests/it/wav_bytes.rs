//! Audio files as bytes, written by the letter of their formats and not by the code under test.

/// A WAV file of 16-bit frames, sizes as a recorder that closed it leaves them.
pub fn wav_16(channels: u16, sample_rate_hz: u32, samples: &[i16]) -> Vec<u8> {
    let data: Vec<u8> = samples
        .iter()
        .flat_map(|sample| sample.to_le_bytes())
        .collect();
    wav(&format_chunk(1, channels, sample_rate_hz, 16), &data)
}

/// A WAV file of any format.
pub fn wav(format: &[u8], data: &[u8]) -> Vec<u8> {
    let mut chunks = chunk(b"fmt ", format);
    chunks.extend(chunk(b"data", data));
    riff(b"RIFF", 4 + chunks.len() as u32, &chunks)
}

/// The outermost chunk with a size of choice.
pub fn riff(id: &[u8; 4], size: u32, chunks: &[u8]) -> Vec<u8> {
    let mut file = id.to_vec();
    file.extend(size.to_le_bytes());
    file.extend(b"WAVE");
    file.extend(chunks);
    file
}

/// A chunk with its own size, padded to an even length.
pub fn chunk(id: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = sized_chunk(id, body.len() as u32, body);
    if !body.len().is_multiple_of(2) {
        chunk.push(0);
    }
    chunk
}

/// A chunk with a size of choice.
pub fn sized_chunk(id: &[u8; 4], size: u32, body: &[u8]) -> Vec<u8> {
    let mut chunk = id.to_vec();
    chunk.extend(size.to_le_bytes());
    chunk.extend(body);
    chunk
}

/// `WAVEFORMAT` with the bits per sample.
pub fn format_chunk(tag: u16, channels: u16, sample_rate_hz: u32, bits: u16) -> Vec<u8> {
    let frame_bytes = channels * bits / 8;
    let mut body = tag.to_le_bytes().to_vec();
    body.extend(channels.to_le_bytes());
    body.extend(sample_rate_hz.to_le_bytes());
    body.extend((sample_rate_hz * u32::from(frame_bytes)).to_le_bytes());
    body.extend(frame_bytes.to_le_bytes());
    body.extend(bits.to_le_bytes());
    body
}

/// A stereo sine of 16 bits, interleaved.
#[cfg(feature = "cli")]
pub fn sine_16(sample_rate_hz: u32, seconds: f64, amplitude: f64, frequency_hz: f64) -> Vec<i16> {
    let frames = (f64::from(sample_rate_hz) * seconds) as usize;
    (0..frames)
        .map(|n| {
            let phase = std::f64::consts::TAU * frequency_hz * n as f64 / f64::from(sample_rate_hz);
            (phase.sin() * amplitude * 32_767.0).round() as i16
        })
        .flat_map(|sample| [sample, sample])
        .collect()
}
