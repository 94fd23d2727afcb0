//! What the two width rules share: the number, and the move that changes it.

use crate::analysis::context::Context;
use crate::analysis::context::width_db;
use crate::model::measurement::BandStereo;
use crate::units::db_power;

/// Most that the sides should be turned up or down in one step, dB.
pub(super) const SIDE_GAIN_MAX_DB: f64 = 12.0;

/// Width is judged from here to here, Hz.
pub(super) const RANGE_HZ: [f64; 2] = [250.0, 12_000.0];

/// The width of a mix, and of its reference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width {
    /// Side over mid of 250 Hz - 12 kHz, dB.
    pub(super) side_db: f64,
    /// Correlation of the same range.
    pub(super) correlation: f64,
    /// Broadband correlation.
    pub(super) broadband: f64,
    /// Side over mid of the reference, dB.
    pub(super) reference_db: Option<f64>,
}

/// Width of the mix; `None` where there is no stereo image to judge.
pub(super) fn of(context: &Context) -> Option<Width> {
    let stereo = context.stereo()?;
    let wide: BandStereo = stereo.wide?;
    let correlation = wide.correlation?;
    Some(Width {
        side_db: width_db(&wide),
        correlation,
        broadband: stereo.correlation.unwrap_or(correlation),
        reference_db: context.reference_width_db(),
    })
}

/// Correlation of balanced channels with this much side over mid, dB.
pub(super) fn correlation_of_width(width_db: f64) -> f64 {
    let side = db_power(width_db);
    (1.0 - side) / (1.0 + side)
}

/// Side over mid that belongs to a correlation of balanced channels, dB.
pub(super) fn width_of_correlation_db(correlation: f64) -> f64 {
    10.0 * ((1.0 - correlation) / (1.0 + correlation))
        .max(1e-6)
        .log10()
}
