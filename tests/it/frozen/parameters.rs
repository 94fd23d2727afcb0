//! What the host knows: identifiers by which projects and automation find a parameter, and what a number means.

use std::collections::BTreeSet;

use nice_plug::prelude::Enum;
use nice_plug::prelude::ParamFlags;
use nice_plug::prelude::ParamPtr;
use nice_plug::prelude::Params;
use triage::plugin::params::FocusChoice;
use triage::plugin::params::StageChoice;
use triage::plugin::params::TargetChoice;
use triage::plugin::params::TriageParams;

use super::Additions;
use super::check;

/// Most steps whose texts are listed one by one.
const STEPS_MAX: usize = 20;

/// A parameter in a line.
fn line(id: &str, param: ParamPtr) -> String {
    // SAFETY: the parameters live as long as the test.
    let (name, steps, least, middle, most, default, flags) = unsafe {
        (
            param.name().to_owned(),
            param.step_count(),
            param.preview_plain(0.0),
            param.preview_plain(0.5),
            param.preview_plain(1.0),
            param.default_plain_value(),
            param.flags(),
        )
    };
    let steps = steps.map_or("no steps".to_owned(), |steps| format!("{steps} steps"));
    let told = [
        (ParamFlags::NON_AUTOMATABLE, "not automated"),
        (ParamFlags::HIDDEN, "hidden"),
        (ParamFlags::BYPASS, "bypass"),
    ];
    let told = told.iter().filter(|(flag, _)| flags.contains(*flag));
    let told: Vec<&str> = told.map(|(_, word)| *word).collect();
    format!(
        "{id}: \"{name}\", {least} to {most} by way of {middle}, {steps}, {default} at first; {}",
        told.join(", ")
    )
}

/// What each step is called.
fn texts(id: &str, param: ParamPtr) -> Option<String> {
    // SAFETY: the parameters live as long as the test.
    let steps = unsafe { param.step_count() }.filter(|steps| *steps <= STEPS_MAX)?;
    let text = |step: usize| {
        // SAFETY: as above.
        unsafe { param.normalized_value_to_string(step as f32 / steps as f32, true) }
    };
    let texts: Vec<String> = (0..=steps).map(text).collect();
    Some(format!("{id} reads: {}", texts.join(" | ")))
}

#[test]
fn parameters_stay_what_projects_were_saved_with() {
    let params = TriageParams::default();
    let mut lines = BTreeSet::new();
    for (id, param, _) in params.param_map() {
        lines.insert(line(&id, param));
        lines.extend(texts(&id, param));
    }
    let choices = [
        ("stage", StageChoice::ids()),
        ("target", TargetChoice::ids()),
        ("focus", FocusChoice::ids()),
    ];
    for (id, saved_as) in choices {
        lines.insert(format!(
            "{id} is saved as: {}",
            saved_as.unwrap().join(" | ")
        ));
    }
    check("parameters", "parameters/1", &lines, Additions::Refused);
}
