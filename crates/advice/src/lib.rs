//! How good the advice is, measured.
//!
//! Songs that are known to be undamaged are spoilt in known ways, at three strengths, and judged by three yardsticks:
//! the undamaged song, another song of the same kind, and the built-in target. Counted is how often the fault is named,
//! leads the list, is among the first three and has the severity it should have; what is said about songs with nothing
//! wrong; and whether the engine's own first move, read from the JSON of its report and made by filters of the testkit,
//! takes the fault away or makes it a class milder.
//!
//! Nothing here is an expectation that came from running the engine: strengths follow from the limits of the rules and
//! the responses of the filters, see [`faults`].

pub mod damage;
pub mod faults;
pub mod hearing;
pub mod remedy;
pub mod score;
pub mod songs;
pub mod table;
pub mod trial;

/// Why a song could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The engine refuses it.
    #[error(transparent)]
    Meter(#[from] triage::meter::MeterError),
    /// The report is no JSON.
    #[error("the report cannot be written as JSON: {0}")]
    Report(#[from] serde_json::Error),
}
