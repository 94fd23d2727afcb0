//! What one engine keeps in memory.

use triage::meter::ChannelLayout;
use triage::meter::MeterConfig;
use triage::meter::MeterEngine;
use triage::meter::Position;

use crate::PeersError;
use crate::race::Discard;

/// Engines that are made, so that the pages of one can be told from noise.
const ENGINES: u32 = 32;

/// Memory of one engine at 48 kHz that has heard a second, MiB. `None` where the system does not tell.
pub fn engine_mib() -> Result<Option<f64>, PeersError> {
    let config = MeterConfig {
        sample_rate_hz: 48_000.0,
        layout: ChannelLayout::Stereo,
    };
    let Some(before) = resident_kib() else {
        return Ok(None);
    };
    let mut engines = Vec::new();
    for _ in 0..ENGINES {
        let mut engine = Box::new(MeterEngine::new(&config).map_err(PeersError::said)?);
        engine.process(
            &[0.1; 48_000],
            &[0.1; 48_000],
            Position::Unknown,
            &mut Discard,
        );
        engines.push(engine);
    }
    let after = resident_kib().unwrap_or(before);
    std::hint::black_box(&engines);
    Ok(Some(
        ((after - before) / f64::from(ENGINES) / 1024.0 * 100.0).round() / 100.0,
    ))
}

/// Resident memory of this process.
fn resident_kib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
