//! Files as the journal uses them: appended to, read, synced, cut at the end, and nothing else.
//!
//! Everything durable goes through [`Medium`], so that tests can put a disk under the real code that
//! fails at any operation or loses power ([`faulty::FaultyMedium`]). Directories are made 0700, files 0600;
//! symbolic links in place of a file are refused. Nobody else may open a journal file.

use std::{
    fmt,
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt},
    path::Path,
};

pub mod faulty;

/// A disk, as far as an append-only file needs one.
pub trait Medium: fmt::Debug + Send + Sync {
    /// Makes a directory, 0700; its parent must be there. Content with one that exists.
    fn make_dir(&self, dir: &Path) -> io::Result<()>;
    /// Base names in a directory, sorted; names that are not UTF-8 are left out.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;
    /// Opens an existing file for reading alone.
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn MediumFile>>;
    /// Opens an existing file for reading and appending.
    fn open_append(&self, path: &Path) -> io::Result<Box<dyn MediumFile>>;
    /// Makes a file, 0600, for reading and appending; fails if there is one.
    fn create(&self, path: &Path) -> io::Result<Box<dyn MediumFile>>;
    /// Gives a file another name, replacing what has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes names made, changed and removed in this directory last through a power failure.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
}

/// One open file of a [`Medium`].
pub trait MediumFile: fmt::Debug + Send + Sync {
    /// Its length in bytes.
    fn size(&self) -> io::Result<u64>;
    /// Fills the buffer from this offset as far as the file goes; returns how far.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize>;
    /// Writes at the end.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes contents and length last through a power failure (`fdatasync`).
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file to this length.
    fn truncate(&mut self, length: u64) -> io::Result<()>;
}

/// The disk of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealMedium;

/// `O_NOFOLLOW`: a link planted in place of a file is an error, not a redirection.
fn no_follow() -> i32 {
    i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or_default()
}

impl Medium for RealMedium {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        match DirBuilder::new().mode(0o700).create(dir) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
            other => other,
        }
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in dir.read_dir()? {
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn MediumFile>> {
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(no_follow())
            .open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn MediumFile>> {
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .custom_flags(no_follow())
            .open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn MediumFile>> {
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }
}

/// A file of the machine's disk.
#[derive(Debug)]
struct RealFile(File);

impl MediumFile for RealFile {
    fn size(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn read_at(&self, mut offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(rest) = buf.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.0.read_at(rest, offset) {
                Ok(0) => break,
                Ok(count) => {
                    filled += count;
                    offset += count as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }
}
