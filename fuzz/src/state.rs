//! What a project saved, given back by a host.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use nice_plug::params::persist::PersistentField;
use nice_plug::plugin::PluginState;
use serde::Serialize;
use serde::de::DeserializeOwned;
use triage::model::history::History;
use triage::model::measurement::Measurement;
use triage::model::profile::Profile;
use triage::model::report::ReferenceInfo;
use triage::model::version::Mark;
use triage::model::version::Version;
use triage::model::version::VersionEdit;
use triage::model::version::VersionHead;
use triage::printing::Song;
use triage::printing::comparison_markdown;
use triage::printing::song_markdown;

use crate::document;
use crate::document::Document;
use crate::plugin::state::damaged;
use crate::plugin::state::history::HistoryCell;
use crate::plugin::state::ignored::IgnoredCell;
use crate::plugin::state::references::ReferenceCell;
use crate::song;

#[derive(Debug, Default)]
struct Project {
    references: ReferenceCell,
    ignored: IgnoredCell,
    history: HistoryCell,
}

/// Restores the project, works with it, and saves it.
pub fn run(data: &[u8]) {
    let fields = match document::edits(data) {
        Some(edits) => edited(edits),
        None => match serde_json::from_slice::<PluginState>(data) {
            Ok(state) => state.fields,
            Err(_) => return,
        },
    };
    let project = Project::restored(fields);
    let saved = project.saved();
    let again = Project::restored(saved.clone());
    assert_eq!(again.saved(), saved, "saved and restored, it is another");
    project.compare();
    project.work();
    let saved = project.saved();
    let again = Project::restored(saved.clone());
    assert_eq!(again.saved(), saved, "changed and saved, it is another");
}

/// A project with two versions, two references and two issues set aside, edited.
fn edited(edits: &[u8]) -> BTreeMap<String, String> {
    static PROJECT: OnceLock<Vec<(String, Document)>> = OnceLock::new();
    let documents = PROJECT.get_or_init(|| {
        let fields = Project::example().saved();
        let document = |(name, json)| (name, Document::new(json));
        fields.into_iter().map(document).collect()
    });
    let field = |(name, document): &(String, Document)| {
        let json = document.edited(edits, &format!("{name}/"));
        (name.clone(), String::from_utf8_lossy(&json).into_owned())
    };
    documents.iter().map(field).collect()
}

impl Project {
    fn example() -> Self {
        let project = Self::default();
        for _ in 0..2 {
            project.references.add(song::profile()).expect("room");
        }
        for key in ["TOO_DARK", "RESONANCE:2500"] {
            project.ignored.ignore(key);
        }
        let [first, second] = song::versions();
        project.history.change(|kept| {
            kept.add(first.clone());
            kept.add(second.clone());
            kept.delete(song::id(9));
            kept.doing.clone_from(&second.doing);
        });
        project
    }

    /// As the framework does it: what cannot be read stays as it is.
    fn restored(mut fields: BTreeMap<String, String>) -> Self {
        damaged::empty(&mut fields);
        let project = Self::default();
        restore(&project.references, &fields["references"]);
        restore(&project.ignored, &fields["ignored"]);
        restore(&project.history, &fields["history"]);
        project
    }

    fn saved(&self) -> BTreeMap<String, String> {
        let references = self.references.map(serde_json::to_string);
        let ignored = self.ignored.map(serde_json::to_string);
        let history = self.history.map(serde_json::to_string);
        [
            ("references", references),
            ("ignored", ignored),
            ("history", history),
        ]
        .map(|(name, json)| (name.to_owned(), json.expect("numbers")))
        .into()
    }

    /// What the window shows of it.
    fn compare(&self) {
        let (references, profile) = self.references.combined();
        let whole = self.history.look(|kept| kept.whole.clone());
        let live = &song::versions()[1];
        let mut before = &song::versions()[0];
        for after in whole.iter().chain([live]) {
            self.show(before, after, &references, profile.as_ref());
            before = after;
        }
    }

    fn show(
        &self,
        before: &Version,
        after: &Version,
        references: &[ReferenceInfo],
        profile: Option<&Profile>,
    ) {
        let measurements: [&Measurement; 2] = [&before.measurement, &after.measurement];
        let profile = after.profile.as_ref().or(profile);
        let comparison = song::judge(measurements, profile, references, &after.doing);
        assert!(!comparison_markdown(&comparison, Some(self.history.count())).is_empty());
        serde_json::to_string(&comparison).expect("numbers");
        let history = History {
            versions: self
                .history
                .look(|kept| kept.shown().cloned().collect::<Vec<_>>())
                .into(),
            comparison: Some(comparison.into()),
            ..History::default()
        };
        let song = Song {
            report: &after.report,
            round: Some(self.history.count()),
            history: &history,
        };
        assert!(!song_markdown(&song).is_empty());
    }

    /// What a person may do to it.
    fn work(&self) {
        let heads: Vec<VersionHead> = self.history.look(|kept| kept.heads.clone());
        let [first, second] = song::versions();
        self.history.change(|kept| {
            for head in heads.iter().take(4) {
                kept.edit(head, &VersionEdit::Note("louder".to_owned()), 0);
                kept.edit(head, &VersionEdit::Mark(Mark::Checkpoint), i64::MAX);
                kept.delete(head.id);
                kept.undo_delete();
            }
            kept.adopt(vec![first.head.clone()]);
            kept.add(second.clone());
            for intention in &second.doing {
                kept.toggle_doing(intention.clone());
            }
        });
        self.ignored.ignore("TOO_BRIGHT");
        self.ignored.restore("TOO_DARK");
        let _ = self.references.remove(1);
        let _ = self.references.add(song::profile());
    }
}

fn restore<T: Serialize + DeserializeOwned>(field: &impl PersistentField<'static, T>, json: &str) {
    if let Ok(saved) = serde_json::from_str(json) {
        field.set(saved);
    }
}
