//! The frequency grids of all spectra: third-octaves for decisions, twenty-fourths for display and resonances.

/// Number of third-octave bands, 20 Hz to 20 kHz.
pub const THIRD_OCTAVES: usize = 31;

/// Nominal centre frequencies in Hz, as printed on every analyser (IEC 61260-1).
pub const NOMINAL_HZ: [f64; THIRD_OCTAVES] = [
    20.0, 25.0, 31.5, 40.0, 50.0, 63.0, 80.0, 100.0, 125.0, 160.0, 200.0, 250.0, 315.0, 400.0,
    500.0, 630.0, 800.0, 1000.0, 1250.0, 1600.0, 2000.0, 2500.0, 3150.0, 4000.0, 5000.0, 6300.0,
    8000.0, 10000.0, 12500.0, 16000.0, 20000.0,
];

/// Number of twenty-fourth-octave bands, 20 Hz to 20.48 kHz.
pub const FINE_BANDS: usize = 240;

/// Lower edge of the first twenty-fourth-octave band, Hz.
pub const FINE_LOWEST_HZ: f64 = 20.0;

/// Fine bands in one octave.
pub const FINE_BANDS_PER_OCTAVE: f64 = 24.0;

/// The low end that should be mono, Hz: 120 Hz is the usual crossover.
pub const SUBLOW_HZ: (f64, f64) = (20.0, 120.0);

/// The range in which width is judged, Hz: below it a mix is meant to be mono, above it energy is small.
pub const WIDE_HZ: (f64, f64) = (250.0, 12_000.0);

/// The sibilance range, Hz.
pub const SIBILANCE_HZ: (f64, f64) = (5_000.0, 8_000.0);

/// Exact centre of a third-octave band, Hz: base-10 series `1000 * 10^(n/10)` (IEC 61260-1).
#[must_use]
pub fn center_hz(band: usize) -> f64 {
    1000.0 * 10f64.powf((band as f64 - 17.0) / 10.0)
}

/// Edges of a third-octave band, Hz.
#[must_use]
pub fn edges_hz(band: usize) -> (f64, f64) {
    let n = band as f64 - 17.0;
    (
        1000.0 * 10f64.powf((n - 0.5) / 10.0),
        1000.0 * 10f64.powf((n + 0.5) / 10.0),
    )
}

/// Lower edge of a fine band, Hz. `fine_edge_hz(FINE_BANDS)` is the upper edge of the last.
#[must_use]
pub fn fine_edge_hz(band: usize) -> f64 {
    FINE_LOWEST_HZ * (band as f64 / FINE_BANDS_PER_OCTAVE).exp2()
}

/// Geometric centre of a fine band, Hz.
#[must_use]
pub fn fine_center_hz(band: usize) -> f64 {
    FINE_LOWEST_HZ * ((band as f64 + 0.5) / FINE_BANDS_PER_OCTAVE).exp2()
}

/// Whether the band takes part in level alignment: nominal 200 Hz to 5 kHz, where mixes differ least.
#[must_use]
pub fn aligns_level(band: usize) -> bool {
    (200.0..=5000.0).contains(&NOMINAL_HZ[band])
}
