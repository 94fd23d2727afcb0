//! Two versions of a mix, side by side: what became better, what remains, what broke, and when to stop.

use std::collections::BTreeSet;

use crate::model::comparison::Alignment;
use crate::model::comparison::Comparison;
use crate::model::comparison::VerdictClass;
use crate::model::measurement::Measurement;
use crate::model::profile::Profile;
use crate::model::report::ReferenceInfo;
use crate::model::settings::Settings;
use crate::model::version::Intention;

/// One version to compare.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// What was measured.
    pub measurement: &'a Measurement,
    /// Its file and length in seconds; `None` for a version that was heard in a plug-in.
    pub file: Option<(&'a str, f64)>,
}

/// What is known of the fixes between two versions.
#[derive(Clone, Copy, Debug)]
pub enum Doing<'a> {
    /// The person said so.
    Marked(&'a [Intention]),
    /// Nobody said: where the number behind an issue changed by more than noise, its first fix is taken for it.
    Unknown,
}

/// What to compare, and by what. Both versions are judged by the same references and settings, whatever they were
/// judged by when they were captured.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    /// The earlier version.
    pub before: Take<'a>,
    /// The later one.
    pub after: Take<'a>,
    /// References; `None` for the built-in target of the settings.
    pub profile: Option<&'a Profile>,
    /// Their names, for the reports.
    pub references: &'a [ReferenceInfo],
    /// Stage, focus, round and target. The round is that of the later version.
    pub settings: &'a Settings,
    /// Keys of the issues that the person set aside: no part of the verdict.
    pub ignored: &'a BTreeSet<String>,
    /// How the two lie on each other.
    pub alignment: Alignment,
    /// What was meant to change.
    pub doing: Doing<'a>,
    /// What comparing the versions before came to, one after the other, the first one first.
    pub earlier: &'a [VerdictClass],
}

/// Compares two versions. The same numbers give the same comparison.
#[must_use]
pub fn compare(inquiry: &Inquiry) -> Comparison {
    let _ = inquiry;
    unimplemented!()
}
