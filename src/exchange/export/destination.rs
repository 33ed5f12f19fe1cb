//! Where files go that nobody named: a directory beside the data, for its owner alone.

use std::path::{Path, PathBuf};

use super::ExportRefusal;
use crate::base::files;

/// The directory of exports within a data directory.
const OUT_DIR: &str = "out";
/// Files of one name and day that are told apart by a number.
const SAME_NAME_MAX: u32 = 999;

/// The directory of exports; made if it is not there.
///
/// # Errors
/// [`ExportRefusal::NotAFile`] if a link stands in its place, or what the system says.
pub fn out_dir(data_dir: &Path) -> Result<PathBuf, ExportRefusal> {
    let dir = data_dir.join(OUT_DIR);
    if dir.is_symlink() {
        return Err(ExportRefusal::NotAFile);
    }
    files::make_private_dir(&dir)
        .map_err(|fault| ExportRefusal::Unwritable(std::io::Error::other(fault)))?;
    Ok(dir)
}

/// A name in the directory of exports that is not taken: made of the letters and digits of `stem`, so that
/// nothing in it can lead elsewhere.
pub fn in_out_dir(dir: &Path, stem: &str, ending: &str) -> PathBuf {
    let stem: String = stem
        .chars()
        .filter(|ch| ch.is_alphanumeric() || *ch == '-')
        .take(40)
        .collect();
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok();
    let first = dir.join(format!("{stem}.{ending}"));
    let mut names = (2..=SAME_NAME_MAX).map(|number| dir.join(format!("{stem}-{number}.{ending}")));
    if taken(&first) {
        names.find(|path| !taken(path)).unwrap_or(first)
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else_and_is_never_taken_twice() {
        let dir = tempfile::tempdir().unwrap();
        let path = in_out_dir(dir.path(), "../等待中(报告/材料)\u{1b}-2026-11-23", "xlsx");
        assert_eq!(path, dir.path().join("等待中报告材料-2026-11-23.xlsx"));
        std::fs::write(&path, b"").unwrap();
        let second = in_out_dir(dir.path(), "等待中报告材料-2026-11-23", "xlsx");
        assert_eq!(second, dir.path().join("等待中报告材料-2026-11-23-2.xlsx"));
    }

    #[test]
    fn a_link_in_place_of_the_directory_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("out")).unwrap();
        assert!(matches!(out_dir(dir.path()), Err(ExportRefusal::NotAFile)));
    }
}
