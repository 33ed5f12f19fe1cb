//! Where files go that nobody named: a directory beside the data, for its owner alone.
//!
//! Makes names that lead nowhere else and are never taken twice, and writes whole files under them. Refuses to
//! follow a link that stands in the place of the directory.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    files::{FilesFault, make_private_dir},
    new_file::{Existing, NewFile},
};

/// The directory within a data directory.
const OUT_DIR: &str = "out";
/// Files of one name that are told apart by a number.
const SAME_NAME_MAX: u32 = 999;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 40;

/// The directory, made if it is not there.
///
/// # Errors
/// [`FilesFault::NotADirectory`] if a link or a file stands in its place, or what the system says.
pub fn dir(data_dir: &Path) -> Result<PathBuf, FilesFault> {
    let dir = data_dir.join(OUT_DIR);
    if dir.is_symlink() {
        return Err(FilesFault::NotADirectory { path: dir });
    }
    make_private_dir(&dir)?;
    Ok(dir)
}

/// A name in a directory that is not taken: made of the letters and digits of `stem`, so that nothing in it can
/// lead elsewhere.
pub fn free_name(dir: &Path, stem: &str, ending: &str) -> PathBuf {
    let stem: String = stem
        .chars()
        .filter(|ch| ch.is_alphanumeric() || *ch == '-')
        .take(NAME_CHARS_MAX)
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

/// Writes a text under a free name in the directory of a data directory; it lasts when this returns.
///
/// # Errors
/// As for [`dir`].
pub fn write_text(data_dir: &Path, stem: &str, text: &str) -> Result<PathBuf, FilesFault> {
    let path = free_name(&dir(data_dir)?, stem, "txt");
    let written = || -> io::Result<()> {
        let mut file = NewFile::begin(&path, Existing::Keep)?;
        file.write_all(text.as_bytes())?;
        file.keep()
    };
    match written() {
        Ok(()) => Ok(path),
        Err(cause) => Err(FilesFault::Io {
            path,
            operation: "write",
            cause,
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, symlink};

    use super::*;

    #[test]
    fn a_name_leads_nowhere_else_and_is_never_taken_twice() {
        let dir = tempfile::tempdir().unwrap();
        let path = free_name(dir.path(), "../等待中(报告/材料)\u{1b}-2026-11-23", "xlsx");
        assert_eq!(path, dir.path().join("等待中报告材料-2026-11-23.xlsx"));
        std::fs::write(&path, b"").unwrap();
        let second = free_name(dir.path(), "等待中报告材料-2026-11-23", "xlsx");
        assert_eq!(second, dir.path().join("等待中报告材料-2026-11-23-2.xlsx"));
    }

    #[test]
    fn a_link_in_place_of_the_directory_is_refused() {
        let data = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        symlink(elsewhere.path(), data.path().join("out")).unwrap();
        let refused = write_text(data.path(), "a", "b");
        assert!(matches!(refused, Err(FilesFault::NotADirectory { .. })));
        assert_eq!(elsewhere.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn a_text_is_written_for_its_owner_alone_and_beside_an_older_one() {
        let data = tempfile::tempdir().unwrap();
        let first = write_text(data.path(), "测算", "一").unwrap();
        let second = write_text(data.path(), "测算", "二").unwrap();
        assert_ne!(first, second);
        assert_eq!(std::fs::read_to_string(&first).unwrap(), "一");
        assert_eq!(second.metadata().unwrap().mode() & 0o777, 0o600);
        let dir = first.parent().unwrap().metadata().unwrap();
        assert_eq!(dir.mode() & 0o777, 0o700);
    }
}
