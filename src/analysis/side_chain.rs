//! A reference that arrives through the side-chain input, measured like a file.

use crate::analysis::profile;
use crate::analysis::programme::Programme;
use crate::model::answer::SideChainState;
use crate::model::block::MeterBlock;
use crate::model::profile::Profile;
use crate::model::profile::ProfileSource;
use crate::model::report::ReferenceInfo;

/// What a side-chain is called among the references.
const NAME: &str = "side-chain";

/// Audible time that makes a reference, seconds.
const NEED_S: f64 = 10.0;

/// Whether the side-chain is a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SideChain {
    /// Compare with what arrives there, as soon as enough was heard.
    Use,
    /// Compare with the loaded references.
    #[default]
    Ignore,
}

/// The reference heard so far.
#[derive(Debug)]
pub(super) struct Heard {
    programme: Programme,
}

/// What the side-chain can offer now.
#[derive(Debug)]
pub(super) enum Offer {
    /// A profile to compare with.
    Ready(Box<Profile>),
    /// Nothing yet.
    Missing(SideChainState),
}

/// Most of a reference that is kept: ten minutes, in cells of 3 s.
const CELLS: usize = 200;

impl Heard {
    pub(super) fn new() -> Self {
        Self {
            programme: Programme::new(CELLS),
        }
    }

    pub(super) fn push_block(&mut self, block: &MeterBlock) {
        self.programme.push_block(block);
    }

    pub(super) fn offer(&self) -> Offer {
        let measurement = self.programme.measurement();
        if measurement.active_s <= 0.0 {
            return Offer::Missing(SideChainState::NoSignal);
        }
        let measuring = SideChainState::Measuring {
            heard_s: measurement.active_s,
            needed_s: NEED_S,
        };
        if measurement.active_s < NEED_S {
            return Offer::Missing(measuring);
        }
        let source = ProfileSource {
            name: NAME.to_owned(),
            path: None,
            duration_s: measurement.heard_s,
            sample_rate_hz: measurement.sample_rate_hz,
            warning: None,
        };
        match profile::from_measurements(NAME, &[(source, measurement)]) {
            Some(profile) => Offer::Ready(Box::new(profile)),
            None => Offer::Missing(measuring),
        }
    }
}

/// What is missing, as a note; `None` when nothing is.
pub(super) fn note(state: SideChainState) -> Option<String> {
    match state {
        SideChainState::Off | SideChainState::InUse => None,
        SideChainState::NoSignal => Some(format!("{NAME}: no signal")),
        SideChainState::Measuring { heard_s, needed_s } => Some(format!(
            "{NAME}: measuring {:.0} s of {needed_s:.0} s",
            heard_s.floor()
        )),
    }
}

/// How the side-chain appears in the report.
pub(super) fn info() -> ReferenceInfo {
    ReferenceInfo {
        path: None,
        name: NAME.to_owned(),
        warning: None,
    }
}
