//! A file that is handed out: for its owner alone, and under its name only once it is whole.
//!
//! It is written under a name of its own beside the one it shall have, and gets that one at the end, or goes.
//! Refuses to follow a link, to write into a pipe or a device, and to take the place of a file that is there
//! unless it was told to.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use rustix::fs::{CWD, RenameFlags};

use super::files::sync_dir;

/// What to do where a file of the name is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

/// A file on its way to its name; dropped before [`NewFile::keep`], it goes.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    beside: PathBuf,
    path: PathBuf,
    existing: Existing,
    kept: bool,
}

impl NewFile {
    /// Begins a file that shall be called `path`, in a directory that is there.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] if the name is taken and may not be, [`io::ErrorKind::InvalidInput`] if
    /// what has the name is no plain file, or what the system says.
    pub fn begin(path: &Path, existing: Existing) -> io::Result<Self> {
        check(path, existing)?;
        let name = path
            .file_name()
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let mut own = std::ffi::OsString::from(".");
        own.push(name);
        own.push(format!(".{}.part", rustix::process::getpid().as_raw_pid()));
        let beside = path.with_file_name(own);
        // What a killed program left under this very name is nobody's any more.
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        Ok(Self {
            file,
            beside,
            path: path.to_owned(),
            existing,
            kept: false,
        })
    }

    /// The name it shall have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name; it lasts through a power failure when this returns.
    ///
    /// # Errors
    /// As for [`NewFile::begin`]; the file goes then.
    pub fn keep(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        check(&self.path, self.existing)?;
        self.rename()?;
        self.kept = true;
        let parent = self.path.parent().unwrap_or_else(|| Path::new("."));
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        sync_dir(parent).map_err(io::Error::other)
    }

    fn rename(&self) -> io::Result<()> {
        let flags = match self.existing {
            Existing::Keep => RenameFlags::NOREPLACE,
            Existing::Replace => RenameFlags::empty(),
        };
        let done = rustix::fs::renameat_with(CWD, &self.beside, CWD, &self.path, flags);
        match done {
            // A file system that cannot rename without replacing; the name was free a moment ago.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
                std::fs::rename(&self.beside, &self.path)
            }
            other => other.map_err(io::Error::from),
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing more can be done where even this fails; it holds what its owner may read anyway.
            drop(std::fs::remove_file(&self.beside));
        }
    }
}

/// Refuses a name that is taken by something that may not be replaced.
fn check(path: &Path, existing: Existing) -> io::Result<()> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if !found.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        Ok(_) => match existing {
            Existing::Keep => Err(io::ErrorKind::AlreadyExists.into()),
            Existing::Replace => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, symlink};

    use super::*;

    fn write(path: &Path, existing: Existing, bytes: &[u8]) -> io::Result<()> {
        let mut file = NewFile::begin(path, existing)?;
        file.write_all(bytes)?;
        file.keep()
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(dir).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_has_its_name_only_once_it_is_whole_and_is_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("名册.xlsx");
        let mut file = NewFile::begin(&path, Existing::Keep).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert!(names(dir.path()).is_empty(), "what was begun has gone");
        write(&path, Existing::Keep, b"whole").unwrap();
        assert_eq!(names(dir.path()), ["名册.xlsx"]);
        assert_eq!(path.metadata().unwrap().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_there_stays_unless_told_and_comes_to_no_harm_at_the_last_moment() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write(&path, Existing::Keep, b"1").unwrap();
        let error = write(&path, Existing::Keep, b"2").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        write(&path, Existing::Replace, b"3").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"3");
        let other = dir.path().join("b");
        let late = NewFile::begin(&other, Existing::Keep).unwrap();
        std::fs::write(&other, b"somebody else's").unwrap();
        let error = late.keep().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&other).unwrap(), b"somebody else's");
        assert_eq!(names(dir.path()), ["a", "b"]);
    }

    #[test]
    fn links_directories_and_devices_are_not_written_to() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("target");
        std::fs::write(&target, b"kept").unwrap();
        let link = dir.path().join("link");
        symlink(&target, &link).unwrap();
        for path in [&link, dir.path(), Path::new("/dev/null")] {
            let error = write(path, Existing::Replace, b"x").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{path:?}");
        }
        assert_eq!(std::fs::read(&target).unwrap(), b"kept");
    }
}
