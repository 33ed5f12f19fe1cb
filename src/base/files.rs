//! Small files and directories beside the journal: made private, replaced whole, locked.
//!
//! Refuses a data directory that is no directory, that belongs to somebody else, or that other accounts
//! may write in: whoever can rename a directory can put another journal in its place.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::FlockOperation;

use super::fault::{FaultCode, FaultFacts};

/// The lock file of a data directory; holds the process number of who has it.
const LOCK_NAME: &str = "lock";

/// What can go wrong with a file or directory.
#[derive(Debug, thiserror::Error)]
pub enum FilesFault {
    /// The operating system refused.
    #[error("{operation} {}: {cause}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What was being done.
        operation: &'static str,
        /// The words of the operating system.
        #[source]
        cause: io::Error,
    },
    /// Another process holds the data directory.
    #[error("{} is in use by process {}", path.display(), pid.unwrap_or(0))]
    InUse {
        /// The data directory.
        path: PathBuf,
        /// Who holds it, where that could be read.
        pid: Option<u32>,
    },
    /// A file stands where a directory must be.
    #[error("{} is not a directory", path.display())]
    NotADirectory {
        /// Where.
        path: PathBuf,
    },
    /// Other accounts may write in the directory, or own it.
    #[error("{} can be changed by other accounts (mode {mode:o}, owner {owner})", path.display())]
    OpenToOthers {
        /// Where.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
        /// Number of the account that owns it.
        owner: u32,
    },
}

impl FilesFault {
    /// What a person can be told.
    pub fn facts(&self) -> FaultFacts {
        let (code, path, pid, operation) = match self {
            Self::Io {
                path,
                operation,
                cause,
            } => (FaultCode::of_io(cause), path, None, *operation),
            Self::InUse { path, pid } => (FaultCode::InUse, path, *pid, "lock"),
            Self::NotADirectory { path } => (FaultCode::NotADirectory, path, None, "check"),
            Self::OpenToOthers { path, .. } => (FaultCode::OpenToOthers, path, None, "check"),
        };
        FaultFacts {
            code,
            path: Some(path.display().to_string()),
            seq: None,
            pid,
            operation: operation.to_owned(),
            cause: self.to_string(),
        }
    }
}

/// Names the place and the operation of an error of the operating system.
fn at<'a>(path: &'a Path, operation: &'static str) -> impl FnOnce(io::Error) -> FilesFault + 'a {
    move |cause| FilesFault::Io {
        path: path.to_owned(),
        operation,
        cause,
    }
}

/// Makes a directory and its missing parents, all 0700, and makes them last. Content with one that exists.
pub fn make_private_dir(dir: &Path) -> Result<(), FilesFault> {
    if dir.is_dir() {
        return Ok(());
    }
    if dir.symlink_metadata().is_ok() {
        return Err(FilesFault::NotADirectory {
            path: dir.to_owned(),
        });
    }
    let parent = parent_of(dir);
    make_private_dir(parent)?;
    match DirBuilder::new().mode(0o700).create(dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        other => other.map_err(at(dir, "make directory")),
    }?;
    sync_dir(parent)
}

/// Refuses a place where a directory could not be made or written in, without making anything.
pub fn check_can_be_made(dir: &Path) -> Result<(), FilesFault> {
    if dir.symlink_metadata().is_ok() {
        check_data_dir(dir)?;
    }
    let mut there = dir;
    while !there.exists() && parent_of(there) != there {
        there = parent_of(there);
    }
    if !there.is_dir() {
        return Err(FilesFault::NotADirectory {
            path: there.to_owned(),
        });
    }
    let writable = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
    rustix::fs::access(there, writable).map_err(|error| at(there, "make directory")(error.into()))
}

/// Refuses a data directory that is missing, is something else, or that other accounts can change.
pub fn check_data_dir(dir: &Path) -> Result<(), FilesFault> {
    let metadata = dir.metadata().map_err(at(dir, "look at"))?;
    if !metadata.is_dir() {
        return Err(FilesFault::NotADirectory {
            path: dir.to_owned(),
        });
    }
    let (mode, owner) = (metadata.mode() & 0o7777, metadata.uid());
    if mode & 0o022 != 0 || owner != rustix::process::geteuid().as_raw() {
        return Err(FilesFault::OpenToOthers {
            path: dir.to_owned(),
            mode,
            owner,
        });
    }
    Ok(())
}

/// Replaces a small file whole: written beside it, synced, renamed over it, the name synced.
///
/// Whoever reads it sees the old or the new contents, whatever fails in between.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FilesFault> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    let beside = path.with_file_name(name);
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .map_err(at(&beside, "create"))?;
    file.write_all(bytes).map_err(at(&beside, "write"))?;
    file.sync_all().map_err(at(&beside, "sync"))?;
    std::fs::rename(&beside, path).map_err(at(path, "rename"))?;
    sync_dir(parent_of(path))
}

/// Removes a directory with everything in it. Content with one that is not there.
pub fn remove_dir(dir: &Path) -> Result<(), FilesFault> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(dir, "remove")(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes the names in a directory last through a power failure.
pub fn sync_dir(dir: &Path) -> Result<(), FilesFault> {
    File::open(dir)
        .and_then(|opened| opened.sync_all())
        .map_err(at(dir, "sync directory"))
}

/// The directory a path lies in; `.` for a bare name.
fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// The number of this process.
fn own_pid() -> i32 {
    rustix::process::getpid().as_raw_pid()
}

/// A held data directory. The lock ends with the process, however it ends.
#[derive(Debug)]
pub struct DataLock {
    file: File,
}

impl DataLock {
    /// Takes the data directory for this process alone.
    ///
    /// # Errors
    /// [`FilesFault::InUse`] names the process that has it.
    pub fn take(dir: &Path) -> Result<Self, FilesFault> {
        let path = dir.join(LOCK_NAME);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(at(&path, "open"))?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(rustix::io::Errno::WOULDBLOCK) => {
                let mut text = String::new();
                let pid = match Read::by_ref(&mut file).take(32).read_to_string(&mut text) {
                    Ok(_) => text.trim().parse().ok(),
                    Err(_) => None,
                };
                return Err(FilesFault::InUse {
                    path: dir.to_owned(),
                    pid,
                });
            }
            Err(error) => return Err(at(&path, "lock")(error.into())),
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", own_pid()))
            .map_err(at(&path, "write"))?;
        Ok(Self { file })
    }
}

impl Drop for DataLock {
    fn drop(&mut self) {
        // The lock goes with the descriptor; the number is taken out so that nobody is named who left.
        // If that fails, the next holder overwrites it.
        drop(self.file.set_len(0));
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn directories_and_files_are_made_for_the_owner_alone() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("a/b");
        make_private_dir(&dir).unwrap();
        make_private_dir(&dir).unwrap();
        assert_eq!(mode(&dir), 0o700);
        assert_eq!(mode(dir.parent().unwrap()), 0o700);
        let file = dir.join("prefs.toml");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        assert_eq!(mode(&file), 0o600);
        assert_eq!(dir.read_dir().unwrap().count(), 1);
    }

    #[test]
    fn a_directory_others_may_write_in_is_refused() {
        let home = tempfile::tempdir().unwrap();
        check_data_dir(home.path()).unwrap();
        std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o770)).unwrap();
        let fault = check_data_dir(home.path()).unwrap_err();
        assert_eq!(fault.facts().code, FaultCode::OpenToOthers);
    }

    #[test]
    fn a_file_in_place_of_a_directory_is_named() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("data");
        std::fs::write(&path, b"").unwrap();
        for fault in [
            make_private_dir(&path).unwrap_err(),
            check_data_dir(&path).unwrap_err(),
        ] {
            assert_eq!(fault.facts().code, FaultCode::NotADirectory);
            assert_eq!(fault.facts().path, Some(path.display().to_string()));
        }
        let missing = check_data_dir(&home.path().join("nowhere")).unwrap_err();
        check_can_be_made(&home.path().join("nowhere/at/all")).unwrap();
        check_can_be_made(&path.join("within a file")).unwrap_err();
        assert_eq!(missing.facts().code, FaultCode::Missing);
    }

    #[test]
    fn the_second_to_take_the_data_is_told_who_has_it() {
        let home = tempfile::tempdir().unwrap();
        let held = DataLock::take(home.path()).unwrap();
        let fault = DataLock::take(home.path()).unwrap_err();
        assert!(
            matches!(fault, FilesFault::InUse { pid, .. } if pid == u32::try_from(own_pid()).ok()),
            "{fault}"
        );
        drop(held);
        DataLock::take(home.path()).unwrap();
    }
}
