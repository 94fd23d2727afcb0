//! The folders of the person.

use std::path::PathBuf;

/// The variable that names another folder for everything Triage keeps.
const FOLDER_VARIABLE: &str = "TRIAGE_DATA_DIR";

/// Where versions and reports go.
#[derive(Clone, Debug)]
pub(in crate::plugin) struct Folders {
    pub(super) versions: PathBuf,
    pub(super) reports: PathBuf,
}

impl Folders {
    /// As the system has them: `TRIAGE_DATA_DIR`, or else "Triage" in the folder for the data of programs.
    pub(in crate::plugin) fn of_user() -> Self {
        let named = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty());
        let data = named.map(PathBuf::from).or_else(|| {
            let data = dirs::data_dir()?;
            Some(data.join("Triage"))
        });
        // A system without such a folder has a temporary one.
        let data = data.unwrap_or_else(|| std::env::temp_dir().join("Triage"));
        Self::within(data)
    }

    /// Within one folder.
    pub(in crate::plugin) fn within(data: PathBuf) -> Self {
        Self {
            versions: data.join("versions"),
            reports: data.join("reports"),
        }
    }
}
