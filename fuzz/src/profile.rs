//! A profile of references, as a file.

use std::sync::OnceLock;

use triage::analysis::profile::combine;
use triage::storage::load_profile;
use triage::storage::save_profile;

use crate::document;
use crate::document::Document;
use crate::song;

/// Reads the profile, judges a song by it, and writes it again.
pub fn run(data: &[u8]) {
    static PROFILE: OnceLock<Document> = OnceLock::new();
    let document = || {
        let json = serde_json::to_string(&song::profile());
        Document::new(json.expect("numbers"))
    };
    let bytes = document::edits(data).map_or_else(
        || data.to_vec(),
        |edits| PROFILE.get_or_init(document).edited(edits, ""),
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("profile.json");
    std::fs::write(&path, bytes).expect("a file");
    let profile = match load_profile(&path) {
        Ok(profile) => profile,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error without a word");
            return;
        }
    };
    let [before, after] = song::versions();
    let comparison = song::judge(
        [&before.measurement, &after.measurement],
        Some(&profile),
        &[],
        &before.doing,
    );
    let text = triage::printing::comparison_text(&comparison, None);
    assert!(!text.is_empty(), "nothing to say");
    let _ = combine("both", &[profile.clone(), song::profile()]);
    let again = folder.path().join("again.json");
    save_profile(&again, &profile).expect("what was read can be written");
    let again = load_profile(&again).expect("what was written can be read");
    assert_eq!(again, profile, "written and read, it is another");
}
