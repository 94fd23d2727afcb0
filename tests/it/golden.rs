//! What a person reads, for a few mixes: reviewed by eye whenever it changes.

use triage::analysis::judge::issues;
use triage::model::settings::Settings;

use crate::scenarios::base;
use crate::scenarios::measurement;
use crate::scenarios::profile;
use crate::scenarios::rows;

#[test]
fn issues_read_like_advice() {
    let reference = profile(&base());
    let mut text = String::new();
    for (name, row) in &rows() {
        text += &format!("== {name}\n");
        for issue in issues(&measurement(row), Some(&reference), &Settings::default()) {
            text += &format!(
                "{:?} {} | {}\n  {}\n",
                issue.severity, issue.key, issue.title, issue.evidence
            );
            for fix in &issue.fixes {
                let change = fix.expected.as_ref().map_or(String::new(), |expected| {
                    format!(" [{} {:+.1}]", expected.metric, expected.change)
                });
                text += &format!("  > {}{change}\n", fix.text);
            }
        }
    }
    insta::assert_snapshot!(text);
}
