//! Keeps drafts and places in small files beside the data, one directory for each member of staff.
//!
//! A file is replaced whole and synced, so a draft is the old or the new one, never half of either. A file
//! that cannot be read back is set aside under another name and counts as no draft: it must not keep
//! anybody from their work. Refuses to know what a draft means.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{Draft, Place};
use crate::{
    base::files::{self, FilesFault},
    domain::ids::{CaseId, StaffId},
};

/// The directory of all drafts within a data directory.
const DESK_DIR: &str = "desk";
/// The file of the place.
const PLACE_FILE: &str = "place.json";
/// The file of what was typed at the first start, within a data directory that holds nothing else yet.
const FIRST_START_FILE: &str = "first-start.json";

/// Keeps what was typed at the first start; makes the data directory if it is not there.
///
/// # Errors
/// [`FilesFault`] if it could not be written.
pub fn save_first_start(data_dir: &Path, place: &Place) -> Result<(), FilesFault> {
    files::make_private_dir(data_dir)?;
    write(&data_dir.join(FIRST_START_FILE), place)
}

/// What was typed at the first start, if something was.
///
/// # Errors
/// [`FilesFault`] if it is there and the system does not give it.
pub fn load_first_start(data_dir: &Path) -> Result<Option<Place>, FilesFault> {
    read(&data_dir.join(FIRST_START_FILE))
}

/// Forgets what was typed at the first start.
///
/// # Errors
/// [`FilesFault`] if it is still there afterwards.
pub fn drop_first_start(data_dir: &Path) -> Result<(), FilesFault> {
    remove(&data_dir.join(FIRST_START_FILE))
}

/// The keeper of one member of staff's drafts.
#[derive(Debug, Clone)]
pub struct Keeper {
    dir: PathBuf,
}

impl Keeper {
    /// The keeper for this person; makes the directory if it is not there.
    ///
    /// # Errors
    /// [`FilesFault`] if the directory cannot be made.
    pub fn open(data_dir: &Path, staff: StaffId) -> Result<Self, FilesFault> {
        let dir = data_dir.join(DESK_DIR).join(staff.0.to_string());
        files::make_private_dir(&dir)?;
        Ok(Self { dir })
    }

    /// Keeps a draft; it is on disk when this returns.
    ///
    /// # Errors
    /// [`FilesFault`] if it could not be written; the one before is still there then.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), FilesFault> {
        write(&self.draft_path(draft.case), draft)
    }

    /// The draft for a case, if there is one.
    ///
    /// # Errors
    /// [`FilesFault`] if there is one and the system does not give it.
    pub fn load_draft(&self, case: CaseId) -> Result<Option<Draft>, FilesFault> {
        read(&self.draft_path(case))
    }

    /// Forgets the draft for a case.
    ///
    /// # Errors
    /// [`FilesFault`] if it is still there afterwards.
    pub fn drop_draft(&self, case: CaseId) -> Result<(), FilesFault> {
        remove(&self.draft_path(case))
    }

    /// The cases for which there are drafts, lowest number first.
    ///
    /// # Errors
    /// [`FilesFault`] if the directory cannot be read.
    pub fn drafted_cases(&self) -> Result<Vec<CaseId>, FilesFault> {
        let listing =
            std::fs::read_dir(&self.dir).map_err(|cause| fault(&self.dir, "list", cause))?;
        let mut cases: Vec<CaseId> = listing
            .filter_map(|entry| {
                let name = entry.ok()?.file_name().into_string().ok()?;
                name.strip_prefix("case-")?
                    .strip_suffix(".json")?
                    .parse()
                    .ok()
                    .map(CaseId)
            })
            .collect();
        cases.sort_unstable();
        Ok(cases)
    }

    /// Keeps where this person is.
    ///
    /// # Errors
    /// [`FilesFault`] if it could not be written.
    pub fn save_place(&self, place: &Place) -> Result<(), FilesFault> {
        write(&self.dir.join(PLACE_FILE), place)
    }

    /// Where this person was.
    ///
    /// # Errors
    /// [`FilesFault`] if it is there and the system does not give it.
    pub fn load_place(&self) -> Result<Option<Place>, FilesFault> {
        read(&self.dir.join(PLACE_FILE))
    }

    fn draft_path(&self, case: CaseId) -> PathBuf {
        self.dir.join(format!("case-{}.json", case.0))
    }
}

fn fault(path: &Path, operation: &'static str, cause: io::Error) -> FilesFault {
    FilesFault::Io {
        path: path.to_owned(),
        operation,
        cause,
    }
}

fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), FilesFault> {
    let bytes = serde_json::to_vec(value).map_err(|cause| fault(path, "encode", cause.into()))?;
    files::replace(path, &bytes)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, FilesFault> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(fault(path, "read", cause)),
    };
    if let Ok(value) = serde_json::from_slice(&bytes) {
        return Ok(Some(value));
    }
    std::fs::rename(path, path.with_extension("unreadable"))
        .map_err(|cause| fault(path, "set aside", cause))?;
    Ok(None)
}

fn remove(path: &Path) -> Result<(), FilesFault> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(fault(path, "remove", cause)),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{asset::Assets, household::Household};

    fn draft(case: u64, reason: &str) -> Draft {
        Draft {
            case: CaseId(case),
            base_seq: 7,
            at: "2026-11-23T09:00:00.000+08:00".into(),
            household: Household {
                members: Vec::new(),
                assets: Assets::default(),
                income_stable: true,
            },
            outcome: None,
            cause: None,
            reason: reason.into(),
            fields: vec![("income.0".into(), "1,8".into())],
            focus: "income.0".into(),
            cursor: 3,
        }
    }

    #[test]
    fn a_kept_draft_comes_back_with_its_field_and_cursor() {
        let dir = tempfile::tempdir().unwrap();
        let keeper = Keeper::open(dir.path(), StaffId(2)).unwrap();
        assert_eq!(keeper.load_draft(CaseId(5)).unwrap(), None);
        keeper.save_draft(&draft(5, "务工")).unwrap();
        keeper.save_draft(&draft(5, "务工收入增加")).unwrap();
        let again = Keeper::open(dir.path(), StaffId(2)).unwrap();
        assert_eq!(
            again.load_draft(CaseId(5)).unwrap(),
            Some(draft(5, "务工收入增加"))
        );
        assert_eq!(again.drafted_cases().unwrap(), [CaseId(5)]);
        again.drop_draft(CaseId(5)).unwrap();
        again.drop_draft(CaseId(5)).unwrap();
        assert_eq!(keeper.load_draft(CaseId(5)).unwrap(), None);
    }

    #[test]
    fn what_is_typed_at_the_first_start_is_kept_before_there_is_a_journal() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("hecha");
        assert_eq!(load_first_start(&data).unwrap(), None);
        let typed = Place {
            queue: None,
            case: None,
            screen: "start".into(),
            fields: vec![("start.office".into(), "长青乡".into())],
            focus: "start.office".into(),
            cursor: 3,
        };
        save_first_start(&data, &typed).unwrap();
        assert_eq!(load_first_start(&data).unwrap(), Some(typed));
        drop_first_start(&data).unwrap();
        drop_first_start(&data).unwrap();
        assert_eq!(load_first_start(&data).unwrap(), None);
    }

    #[test]
    fn a_place_kept_by_an_older_build_is_read() {
        let home = tempfile::tempdir().unwrap();
        let keeper = Keeper::open(home.path(), StaffId(1)).unwrap();
        let old = br#"{"queue":null,"case":5,"screen":"case"}"#;
        std::fs::write(keeper.dir.join(PLACE_FILE), old).unwrap();
        let place = keeper.load_place().unwrap().unwrap();
        assert_eq!((place.case, place.fields.len()), (Some(CaseId(5)), 0));
    }

    #[test]
    fn nobody_sees_the_drafts_of_somebody_else() {
        let dir = tempfile::tempdir().unwrap();
        Keeper::open(dir.path(), StaffId(1))
            .unwrap()
            .save_draft(&draft(5, ""))
            .unwrap();
        let other = Keeper::open(dir.path(), StaffId(2)).unwrap();
        assert_eq!(other.load_draft(CaseId(5)).unwrap(), None);
    }

    #[test]
    fn a_damaged_draft_is_set_aside_and_work_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let keeper = Keeper::open(dir.path(), StaffId(1)).unwrap();
        keeper.save_draft(&draft(5, "")).unwrap();
        std::fs::write(keeper.draft_path(CaseId(5)), b"{\"case\":5,").unwrap();
        assert_eq!(keeper.load_draft(CaseId(5)).unwrap(), None);
        assert!(
            keeper
                .draft_path(CaseId(5))
                .with_extension("unreadable")
                .exists()
        );
        keeper.save_draft(&draft(5, "")).unwrap();
        assert!(keeper.load_draft(CaseId(5)).unwrap().is_some());
    }
}
