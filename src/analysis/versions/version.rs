//! One side of a comparison: judged, with everything that is wrong with it, shown or not.

use crate::analysis::context::Context;
use crate::analysis::judge;
use crate::analysis::judge::Judged;
use crate::analysis::ranking;
use crate::analysis::report;
use crate::analysis::report::Frame;
use crate::analysis::versions::Inquiry;
use crate::analysis::versions::Take;
use crate::analysis::versions::classify::Presence;
use crate::model::profile::Profile;
use crate::model::report::Issue;
use crate::model::report::Report;

/// A judged version.
#[derive(Debug)]
pub(super) struct Version<'a> {
    pub(super) context: Context<'a>,
    /// What all rules say, including what is only short of being found and what a stronger issue keeps quiet.
    pub(super) findings: Vec<Judged>,
    /// Everything that is wrong, ranked, whatever the round, the focus or the person keep back.
    pub(super) issues: Vec<Issue>,
    pub(super) report: Report,
}

impl<'a> Version<'a> {
    pub(super) fn new(take: Take<'a>, inquiry: &Inquiry<'a>, profile: Option<&'a Profile>) -> Self {
        let context = Context::new(take.measurement, profile, inquiry.settings);
        let findings = judge::findings(&context);
        let mut held = findings.clone();
        held.retain(Judged::is_entered);
        judge::suppress(&context, &mut held, Judged::is_entered);
        let issues = ranking::ranked(&context, &held);
        let frame = Frame {
            file: take
                .file
                .map(|(path, duration_s)| (path.to_owned(), duration_s)),
            references: inquiry.references.to_vec(),
            side_chain: None,
            ignored: inquiry.ignored.clone(),
        };
        let report = report::assemble(&context, &frame, issues.clone());
        Self {
            context,
            findings,
            issues,
            report,
        }
    }

    /// Place of an issue in the list of all, from 0; `None` where it is not on it.
    pub(super) fn rank(&self, key: &str) -> Option<usize> {
        self.issues.iter().position(|issue| issue.key == key)
    }

    /// How a finding of this version stands.
    pub(super) fn presence(&self, judged: &Judged) -> Presence {
        if self.rank(&judged.finding.key).is_some() {
            Presence::Shown
        } else if judged.is_entered() {
            Presence::Quiet
        } else {
            Presence::Near
        }
    }

    /// The finding with a key, shown or not.
    pub(super) fn finding(&self, key: &str) -> Option<&Judged> {
        self.findings
            .iter()
            .find(|judged| judged.finding.key == key)
    }

    /// Whether an issue of this rule is on the list.
    pub(super) fn shows(&self, id: &str) -> bool {
        self.issues.iter().any(|issue| issue.id == id)
    }
}
