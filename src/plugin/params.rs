//! What the host can save and automate. The identifiers never change: projects refer to them.

use std::sync::Arc;

use nice_plug::prelude::BoolParam;
use nice_plug::prelude::Enum;
use nice_plug::prelude::EnumParam;
use nice_plug::prelude::FloatParam;
use nice_plug::prelude::FloatRange;
use nice_plug::prelude::IntParam;
use nice_plug::prelude::IntRange;
use nice_plug::prelude::Params;
use nice_plug::prelude::formatters;
use nice_plug_vizia::WindowState;

use crate::analysis::session::SideChain;
use crate::editor;
use crate::model::settings::Focus;
use crate::model::settings::Settings;
use crate::model::settings::Stage;
use crate::model::settings::Target;

use crate::plugin::state::history::HistoryCell;
use crate::plugin::state::ignored::IgnoredCell;
use crate::plugin::state::references::ReferenceCell;

/// Gains of the Main fader that can be told, dB.
const MAIN_FADER_DB: (f32, f32) = (-60.0, 12.0);

/// Rounds of work that can be told; 0 while they are not counted.
const ITERATION: (i32, i32) = (0, 9);

/// Edits are counted up to here, and then from 0 again: only that the number changes matters.
pub const EDITS_MAX: i32 = 127;

/// What stands in place of a round that nobody chose: it is the number of captured versions.
const UNCOUNTED: &str = "By versions";

/// The choices of the person, as the host knows them.
#[derive(Params, Debug)]
pub struct TriageParams {
    /// Mix or master.
    #[id = "stage"]
    pub stage: EnumParam<StageChoice>,
    /// Built-in curve for when there is no reference.
    #[id = "target"]
    pub target: EnumParam<TargetChoice>,
    /// Which issues are shown.
    #[id = "focus"]
    pub focus: EnumParam<FocusChoice>,
    /// Round of work; 0 where it follows from the number of versions.
    #[id = "iteration"]
    pub iteration: IntParam,
    /// Gain of the Main fader, which comes after Triage.
    #[id = "main-fader"]
    pub main_fader_db: FloatParam,
    /// Compares with what comes in on the side-chain.
    #[id = "side-chain"]
    pub side_chain: BoolParam,
    /// Forgets everything measured when it goes on.
    #[id = "reset"]
    pub reset: BoolParam,
    /// Forgets everything measured when playback starts.
    #[id = "reset-on-play"]
    pub reset_on_play: BoolParam,
    /// The host's bypass: metering pauses.
    #[id = "bypass"]
    pub bypass: BoolParam,
    /// Means nothing. A view that changes what is no parameter changes this as well, or the host would take the project
    /// for unchanged and close it without asking (nice-plug 0.4.2 marks nothing but parameters).
    #[id = "edits"]
    pub edits: IntParam,
    /// Size and zoom of the window.
    #[persist = "window"]
    pub window: Arc<WindowState>,
    /// Keys of the issues set aside.
    #[persist = "ignored"]
    pub ignored: IgnoredCell,
    /// References and their numbers.
    #[persist = "references"]
    pub references: ReferenceCell,
    /// Captured versions.
    #[persist = "history"]
    pub history: HistoryCell,
}

impl Default for TriageParams {
    fn default() -> Self {
        Self {
            stage: EnumParam::new("Stage", StageChoice::Mix).non_automatable(),
            target: EnumParam::new("Target", TargetChoice::Modern).non_automatable(),
            focus: EnumParam::new("Focus", FocusChoice::All).non_automatable(),
            iteration: IntParam::new(
                "Iteration",
                ITERATION.0,
                IntRange::Linear {
                    min: ITERATION.0,
                    max: ITERATION.1,
                },
            )
            .with_value_to_string(Arc::new(iteration_text))
            .with_string_to_value(Arc::new(iteration_of_text))
            .non_automatable(),
            main_fader_db: FloatParam::new(
                "Main fader",
                0.0,
                FloatRange::Linear {
                    min: MAIN_FADER_DB.0,
                    max: MAIN_FADER_DB.1,
                },
            )
            .with_step_size(0.1)
            .with_unit(" dB")
            .with_value_to_string(formatters::v2s_f32_rounded(1)),
            side_chain: BoolParam::new("Use side-chain", false),
            reset: BoolParam::new("Reset", false),
            reset_on_play: BoolParam::new("Reset on play", false).non_automatable(),
            bypass: BoolParam::new("Bypass", false).make_bypass(),
            edits: IntParam::new(
                "Edits",
                0,
                IntRange::Linear {
                    min: 0,
                    max: EDITS_MAX,
                },
            )
            .hide()
            .non_automatable(),
            window: WindowState::new(editor::SIZE.0, editor::SIZE.1),
            ignored: IgnoredCell::default(),
            references: ReferenceCell::default(),
            history: HistoryCell::default(),
        }
    }
}

impl TriageParams {
    /// The choices as the analysis knows them. A damaged project may hold any number: it is brought into range.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            stage: self.stage.value().into(),
            focus: self.focus.value().into(),
            target: self.target.value().into(),
            iteration: self.chosen_iteration().or_else(|| self.counted_iteration()),
            main_fader_db: in_tenths(self.main_fader_db.value()),
        }
    }

    /// The round that the person chose; `None` where it is that of the versions.
    #[must_use]
    pub fn chosen_iteration(&self) -> Option<u32> {
        counted(self.iteration.value())
    }

    /// The round of what is captured next.
    #[must_use]
    pub fn next_iteration(&self) -> u32 {
        let following = self.history.count().saturating_add(1);
        self.chosen_iteration().unwrap_or(following)
    }

    /// The round as the number of versions: what was captured first is worked on in the first round. `None` before.
    fn counted_iteration(&self) -> Option<u32> {
        let versions = self.history.count();
        (versions > 0).then_some(versions)
    }

    /// Whether the side-chain is to serve as the reference.
    #[must_use]
    pub fn use_of_side_chain(&self) -> SideChain {
        if self.side_chain.value() {
            SideChain::Use
        } else {
            SideChain::Ignore
        }
    }
}

/// The round, where rounds are counted.
fn counted(iteration: i32) -> Option<u32> {
    let round = iteration.clamp(ITERATION.0, ITERATION.1).unsigned_abs();
    (round > 0).then_some(round)
}

fn iteration_text(iteration: i32) -> String {
    counted(iteration).map_or_else(|| UNCOUNTED.to_owned(), |round| round.to_string())
}

fn iteration_of_text(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.eq_ignore_ascii_case(UNCOUNTED) {
        return Some(ITERATION.0);
    }
    text.parse().ok()
}

/// The fader as it is shown and as it would be typed: parameters are `f32`, in which -6.3 is -6.300000190734863.
fn in_tenths(gain_db: f32) -> f64 {
    if gain_db.is_nan() {
        return 0.0;
    }
    let in_range_db = gain_db.clamp(MAIN_FADER_DB.0, MAIN_FADER_DB.1);
    (f64::from(in_range_db) * 10.0).round() / 10.0
}

/// [`Stage`] for the host.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is explained where it stems from")]
pub enum StageChoice {
    #[id = "mix"]
    Mix,
    #[id = "master"]
    Master,
}

impl From<StageChoice> for Stage {
    fn from(choice: StageChoice) -> Self {
        match choice {
            StageChoice::Mix => Self::Mix,
            StageChoice::Master => Self::Master,
        }
    }
}

/// [`Target`] for the host.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is explained where it stems from")]
pub enum TargetChoice {
    #[id = "modern"]
    Modern,
    #[id = "pop"]
    Pop,
    #[id = "electronic"]
    Electronic,
    #[id = "hip-hop"]
    #[name = "Hip-hop"]
    HipHop,
    #[id = "rock"]
    Rock,
    #[id = "jazz"]
    Jazz,
    #[id = "folk"]
    Folk,
}

impl From<TargetChoice> for Target {
    fn from(choice: TargetChoice) -> Self {
        match choice {
            TargetChoice::Modern => Self::Modern,
            TargetChoice::Pop => Self::Pop,
            TargetChoice::Electronic => Self::Electronic,
            TargetChoice::HipHop => Self::HipHop,
            TargetChoice::Rock => Self::Rock,
            TargetChoice::Jazz => Self::Jazz,
            TargetChoice::Folk => Self::Folk,
        }
    }
}

/// [`Focus`] for the host.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is explained where it stems from")]
pub enum FocusChoice {
    #[id = "all"]
    All,
    #[id = "low-end"]
    #[name = "Low end"]
    LowEnd,
    #[id = "vocals"]
    Vocals,
    #[id = "stereo"]
    Stereo,
    #[id = "balance"]
    Balance,
}

impl From<FocusChoice> for Focus {
    fn from(choice: FocusChoice) -> Self {
        match choice {
            FocusChoice::All => Self::All,
            FocusChoice::LowEnd => Self::LowEnd,
            FocusChoice::Vocals => Self::Vocals,
            FocusChoice::Stereo => Self::Stereo,
            FocusChoice::Balance => Self::Balance,
        }
    }
}

#[cfg(test)]
mod tests {
    use nice_plug::prelude::Param;
    use nice_plug::prelude::ParamFlags;

    use super::*;

    #[test]
    fn fewer_than_twenty_parameters() {
        // Live lists none by itself above 64, and a generic view shows no more than it can hold.
        assert!(TriageParams::default().param_map().len() < 20);
    }

    #[test]
    fn identifiers_are_those_that_projects_were_saved_with() {
        let params = TriageParams::default();
        let identifiers: Vec<_> = params.param_map().into_iter().map(|(id, ..)| id).collect();
        assert_eq!(
            identifiers,
            [
                "stage",
                "target",
                "focus",
                "iteration",
                "main-fader",
                "side-chain",
                "reset",
                "reset-on-play",
                "bypass",
                "edits"
            ]
        );
    }

    #[test]
    fn count_of_edits_is_neither_shown_nor_automated() {
        let flags = TriageParams::default().edits.flags();
        assert!(flags.contains(ParamFlags::HIDDEN | ParamFlags::NON_AUTOMATABLE));
    }

    #[test]
    fn untouched_parameters_are_the_default_settings() {
        assert_eq!(TriageParams::default().settings(), Settings::default());
    }

    #[test]
    fn fader_is_the_decimal_number_that_was_chosen() {
        assert_eq!(in_tenths(-6.3), -6.3);
        assert_eq!(in_tenths(f32::INFINITY), 12.0);
        assert_eq!(in_tenths(f32::NAN), 0.0);
    }

    #[test]
    fn every_target_is_offered_under_its_own_name() {
        let offered = TargetChoice::ids().unwrap();
        assert_eq!(offered.len(), Target::ALL.len());
        for (index, identifier) in offered.iter().enumerate() {
            let target = Target::from(TargetChoice::from_index(index));
            assert_eq!(target.name(), *identifier);
        }
    }
}
