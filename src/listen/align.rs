//! Finds out how two files lie on each other: exports of one song may begin earlier or later, be louder or quieter,
//! shorter or longer, and have other sample rates, before they are compared.

mod envelope;
mod excerpt;

use std::ops::ControlFlow;
use std::path::Path;

use crate::dsp::align::Correlations;
use crate::listen::ListenError;
use crate::listen::Progress;
use crate::listen::align::envelope::Envelope;
use crate::listen::align::envelope::STEPS_PER_S;
use crate::listen::align::excerpt::Excerpt;
use crate::listen::align::excerpt::RATE_HZ;
use crate::model::comparison::Alignment;

/// Two versions begin at most so far apart, seconds, leading silence aside.
const OFFSET_MAX_S: f64 = 10.0;

/// From here on two envelopes are of the same music.
const ENVELOPE_MIN: f64 = 0.6;

/// From here on two excerpts are the same recording, whatever was done to it: without its bass, its kick or its drums the
/// demo song agrees with itself to 0.97, distorted beyond use to 0.87, and with another song to 0.02.
const RECORDING_MIN: f64 = 0.5;

/// Up to here two excerpts have nothing in common.
const STRANGERS_MAX: f64 = 0.1;

/// From here on they are so even where not one sample agrees, as when synthesizers run freely. Two songs of one tempo
/// whose beats fall together stay below.
const ENVELOPE_ALONE_MIN: f64 = 0.9;

/// An envelope that overlaps less than this proves nothing, seconds.
const PROOF_S: f64 = 3.0;

/// What is compared sample by sample: three excerpts of ten seconds each.
const EXCERPTS: usize = 3;
const EXCERPT_S: f64 = 10.0;

/// Two files may drift apart so far within a song, samples of an excerpt: 4 ms.
const DRIFT: i64 = 32;

/// Audible time that one of two files may have to itself before only what both have is compared, seconds.
const OWN_S: f64 = 1.0;

/// How much worse than the best lag of the envelopes one may be that the samples prefer: a bar later everything may
/// sound alike, but it is not the same.
const ENVELOPE_SLACK: f64 = 0.1;

/// Of lags that agree equally well the smaller is meant. This is what 10 s cost.
const LAG_COST: f64 = 1e-3;

/// How two files lie on each other, and what of each to compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// As reports tell it. The level is not known yet.
    pub alignment: Alignment,
    /// The earlier version.
    pub before: Part,
    /// The later one.
    pub after: Part,
}

/// What of a file to compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Length of the whole file, seconds.
    pub duration_s: f64,
    /// Begin and end on the clock of this file, seconds; `None` for all of it.
    pub range_s: Option<[f64; 2]>,
}

/// Aligns two files. `watch` is told how far each is, and may have it given up; every file is read twice.
///
/// # Errors
///
/// When a file cannot be read, holds no audible music, or was given up.
pub fn align(
    before: &Path,
    after: &Path,
    mut watch: impl FnMut(&Path, Progress) -> ControlFlow<()>,
) -> Result<Placement, ListenError> {
    let of_before = Envelope::read(before, |progress| watch(before, progress))?;
    let of_after = Envelope::read(after, |progress| watch(after, progress))?;
    let pair = Pair {
        before: &of_before,
        after: &of_after,
    };
    for (path, envelope) in [(before, &of_before), (after, &of_after)] {
        // Nothing clips in silence: it would pass for a great improvement.
        if envelope.audible().is_empty() {
            return Err(ListenError::NoMusic(path.to_owned()));
        }
    }
    // Of a version and itself there is nothing to find out.
    if of_before == of_after {
        return Ok(pair.place(0.0));
    }
    let rough = Rough::new(&pair);
    let starts_s = rough.excerpts(&pair);
    let lengths = |lead_s: f64, more_s: f64| -> Vec<(f64, f64)> {
        let each = starts_s.iter();
        each.map(|(start_s, length_s)| (start_s + lead_s, length_s + more_s))
            .collect()
    };
    let early_s = rough.lag_s() - OFFSET_MAX_S;
    let one = Excerpt::read(before, &lengths(0.0, 0.0), |progress| {
        watch(before, progress)
    })?;
    let stretches = lengths(early_s, 2.0 * OFFSET_MAX_S);
    let other = Excerpt::read(after, &stretches, |progress| watch(after, progress))?;
    let fine = Fine::new(&one, &other, early_s);
    Ok(match rough.decide(&fine) {
        Some(offset_s) => pair.place(offset_s),
        None => pair.apart(),
    })
}

#[derive(Clone, Copy)]
struct Pair<'a> {
    before: &'a Envelope,
    after: &'a Envelope,
}

impl Pair<'_> {
    /// Both are the same music, this much later in the second.
    fn place(&self, offset_s: f64) -> Placement {
        let start_s = (-offset_s).max(0.0);
        let end_s = self.before.duration_s.min(self.after.duration_s - offset_s);
        let (range_s, moved_s) = ([start_s, end_s], [start_s + offset_s, end_s + offset_s]);
        let own_s = self.before.audible_outside_s(range_s);
        let is_whole = own_s.max(self.after.audible_outside_s(moved_s)) <= OWN_S;
        let part = |of: &Envelope, range_s| Part {
            duration_s: of.duration_s,
            range_s: (!is_whole).then_some(range_s),
        };
        Placement {
            alignment: Alignment {
                offset_s,
                range_s: (!is_whole).then_some(range_s),
                ..Alignment::SONG
            },
            before: part(self.before, range_s),
            after: part(self.after, moved_s),
        }
    }

    /// They are not the same music.
    fn apart(&self) -> Placement {
        let part = |of: &Envelope| Part {
            duration_s: of.duration_s,
            range_s: None,
        };
        Placement {
            alignment: Alignment {
                same_arrangement: false,
                ..Alignment::SONG
            },
            before: part(self.before),
            after: part(self.after),
        }
    }
}

/// What the envelopes say.
struct Rough {
    correlations: Correlations,
    /// Where the audible part of each begins, steps.
    begins: [i64; 2],
    lengths: [i64; 2],
    /// The best lag, steps of both files as they are.
    lag: i64,
}

impl Rough {
    fn new(pair: &Pair) -> Self {
        let (one, other) = (pair.before.audible(), pair.after.audible());
        let begins = [one.start as i64, other.start as i64];
        let lengths = [one.len() as i64, other.len() as i64];
        // Lags around the same begin of both files, and around the same begin of what is audible in them.
        let reach = (OFFSET_MAX_S * STEPS_PER_S) as i64;
        let aside = begins[0] - begins[1];
        let correlations = Correlations::new(
            &pair.before.loudness(one),
            &pair.after.loudness(other),
            aside.min(0) - reach..=aside.max(0) + reach,
            (lengths[0].min(lengths[1]) / 2) as usize,
        );
        let mut rough = Self {
            correlations,
            begins,
            lengths,
            lag: 0,
        };
        let near = |middle: i64| middle - reach..=middle + reach;
        let lags = near(0).chain(near(-aside));
        let worth = |lag: i64| rough.at(lag) - lag_cost(lag as f64 / STEPS_PER_S);
        rough.lag = lags
            .max_by(|&one, &other| worth(one).total_cmp(&worth(other)))
            .unwrap_or(0);
        rough
    }

    /// How well the envelopes agree at a lag of the files.
    fn at(&self, lag: i64) -> f64 {
        f64::from(self.correlations.at(lag - self.begins[1] + self.begins[0]))
    }

    fn lag_s(&self) -> f64 {
        self.lag as f64 / STEPS_PER_S
    }

    /// What both have at the best lag, in steps of the earlier version.
    fn overlap(&self) -> std::ops::Range<usize> {
        let [one, other] = [self.begins[0], self.begins[1] - self.lag];
        let start = one.max(other);
        let end = (one + self.lengths[0]).min(other + self.lengths[1]);
        start.max(0) as usize..end.max(start).max(0) as usize
    }

    /// An active stretch of each third of what both have, by begin and length on the clock of the earlier version.
    fn excerpts(&self, pair: &Pair) -> Vec<(f64, f64)> {
        let overlap = self.overlap();
        let (steps, most) = (overlap.len(), (EXCERPT_S * STEPS_PER_S) as usize);
        let parts = if steps < EXCERPTS * most { 1 } else { EXCERPTS };
        let length = most.min(steps);
        let part =
            |n: usize| overlap.start + n * steps / parts..overlap.start + (n + 1) * steps / parts;
        let starts = (0..parts).map(|n| pair.before.loudest(part(n), length));
        let seconds = |steps: usize| steps as f64 / STEPS_PER_S;
        starts
            .map(|start| (seconds(start), seconds(length)))
            .collect()
    }

    /// How much later the same music begins in the second file, seconds; `None` where it is not the same.
    fn decide(&self, fine: &Fine) -> Option<f64> {
        let worth = |lag_s: f64| {
            let envelope = self.at((lag_s * STEPS_PER_S).round() as i64);
            let is_likely = envelope >= self.at(self.lag) - ENVELOPE_SLACK;
            is_likely.then_some(envelope - lag_cost(lag_s))
        };
        let lag = fine.best(worth)?;
        let (least, most) = fine.extremes(lag);
        let is_related = most > STRANGERS_MAX;
        let is_same_recording = least >= RECORDING_MIN;
        let is_cut = most >= RECORDING_MIN && least <= STRANGERS_MAX;
        let envelope_min = if is_related {
            ENVELOPE_MIN
        } else {
            ENVELOPE_ALONE_MIN
        };
        let is_same_music = self.at(self.lag) >= envelope_min
            && self.overlap().len() as f64 >= PROOF_S * STEPS_PER_S;
        let offset_s = if is_related {
            fine.exact_s(lag)
        } else {
            self.lag_s()
        };
        (is_same_recording || is_same_music && !is_cut).then_some(offset_s)
    }
}

/// What a lag costs, so that of equal ones the smallest wins.
fn lag_cost(lag_s: f64) -> f64 {
    LAG_COST * lag_s.abs() / OFFSET_MAX_S
}

/// What the excerpts say.
struct Fine {
    /// Of each pair of excerpts, by how much later than its window the second begins.
    correlations: Vec<Correlations>,
    lags: i64,
    early_s: f64,
}

impl Fine {
    fn new(one: &[Excerpt], other: &[Excerpt], early_s: f64) -> Self {
        let lags = (2.0 * OFFSET_MAX_S * RATE_HZ) as i64;
        let correlate = |(one, other): (&Excerpt, &Excerpt)| {
            let signals = one.signals().iter().zip(other.signals());
            let by_signal = signals.map(|(a, b)| {
                let found = Correlations::new(a, b, 0..=lags, a.len() / 2);
                let most = (0..=lags)
                    .map(|lag| found.at(lag).abs())
                    .fold(0.0, f32::max);
                (most, found)
            });
            let best = by_signal.max_by(|(one, _), (other, _)| one.total_cmp(other));
            best.map(|(_, found)| found).unwrap_or_default()
        };
        Self {
            correlations: one.iter().zip(other).map(correlate).collect(),
            lags,
            early_s,
        }
    }

    fn seconds(&self, lag: f64) -> f64 {
        self.early_s + lag / RATE_HZ
    }

    /// How well the excerpts agree on average at a lag, whatever their polarity.
    fn at(&self, lag: i64) -> f64 {
        let sum: f32 = self.correlations.iter().map(|one| one.at(lag).abs()).sum();
        f64::from(sum) / self.correlations.len().max(1) as f64
    }

    /// The lag at which the excerpts and what else is known agree best.
    fn best(&self, worth: impl Fn(f64) -> Option<f64>) -> Option<i64> {
        let rated = (0..=self.lags).filter_map(|lag| {
            let worth = worth(self.seconds(lag as f64))?;
            Some((lag, self.at(lag) + worth))
        });
        let best = rated.max_by(|one, other| one.1.total_cmp(&other.1));
        best.map(|(lag, _)| lag)
    }

    /// How well the excerpts agree that do so least and most, each within what files drift apart.
    fn extremes(&self, lag: i64) -> (f64, f64) {
        let near = |one: &Correlations| {
            let lags = lag - DRIFT..=lag + DRIFT;
            f64::from(lags.map(|lag| one.at(lag).abs()).fold(0.0, f32::max))
        };
        let each = || self.correlations.iter().map(near);
        (each().fold(1.0, f64::min), each().fold(0.0, f64::max))
    }

    /// The lag between samples, seconds, by the excerpt that agrees best.
    fn exact_s(&self, lag: i64) -> f64 {
        let strength = |one: &&Correlations| one.at(lag).abs();
        let clearest = self
            .correlations
            .iter()
            .max_by(|one, other| strength(one).total_cmp(&strength(other)));
        self.seconds(clearest.map_or(lag as f64, |one| one.top_near(lag)))
    }
}
