//! Where files go that nobody named: a directory beside the data, for its owner alone.

use std::path::{Path, PathBuf};

pub use crate::base::out::free_name as in_out_dir;

use super::ExportRefusal;
use crate::base::{files::FilesFault, out};

/// The directory of exports; made if it is not there.
///
/// # Errors
/// [`ExportRefusal::NotAFile`] if a link stands in its place, or what the system says.
pub fn out_dir(data_dir: &Path) -> Result<PathBuf, ExportRefusal> {
    out::dir(data_dir).map_err(|fault| match fault {
        FilesFault::NotADirectory { .. } => ExportRefusal::NotAFile,
        fault @ (FilesFault::Io { .. }
        | FilesFault::InUse { .. }
        | FilesFault::OpenToOthers { .. }) => {
            ExportRefusal::Unwritable(std::io::Error::other(fault))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_place_of_the_directory_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("out")).unwrap();
        assert!(matches!(out_dir(dir.path()), Err(ExportRefusal::NotAFile)));
    }
}
