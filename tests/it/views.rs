//! The editor without a window: what it shows, and what it does when it is used.

mod desk;
mod trial;

use triage::model::report::Severity;

use crate::views::trial::Trial;

#[test]
fn gallery() {
    let mut trial = Trial::new((1060, 680), 1.0);
    trial.picture("empty");
    trial.answer(&trial::answer(200.0, trial::demo_issues()));
    trial.picture("demo");
    trial.click_id("issue-CLIP_OVER");
    trial.picture("selected");
    trial.click_id("references");
    trial.picture("references");
    trial.click_id("settings");
    trial.picture("settings");
    trial.click_id("settings");
    trial.click_id("tab-ready");
    trial.picture("readiness");
    trial.click_id("tab-live");
    trial.editor.resize((760, 520), 1.0).unwrap();
    trial.settle();
    trial.picture("small");
    trial.editor.resize((760, 520), 2.0).unwrap();
    trial.settle();
    trial.picture("small2x");
    let _ = Severity::Critical;
}
