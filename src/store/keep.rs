//! Putting down: what is fresh goes to disk, what was gathered takes the place of what was there, and the mark
//! says how the files were left.
//!
//! What is built beside takes its place only when it is whole; until then the files stand as they stood, and
//! whoever opens them folds the rest of the journal. It refuses to hold anything up: a file that could be
//! smaller and cannot be made so stays as large as it is.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::{
    Store,
    base::{Base, Stamp},
    fault::{StoreFault, of_file},
    gathering::Gathering,
    mark::{Left, Mark, weights_line},
    progress::Progress,
    source::JournalSource,
};
use crate::{domain::queue::QueueWeights, journal};

/// The directory of sled within that of the store.
pub const TREE: &str = "tree";

/// The file in which sled keeps everything.
pub const TREE_FILE: &str = "db";

/// Where a tree is built that is to take the place of the one that is there.
const NEXT: &str = "tree-next";

/// What a file may be larger than what it holds before it is written anew: times its records, and bytes.
const ROOMY_TIMES: u64 = 3;
const ROOMY_BYTES: u64 = 8 << 20;

impl Store {
    /// Gets ready for so many entries at once, if that is worth the while: they are gathered in memory, and
    /// [`Self::settle_telling`] writes everything anew in one go. Until then lists are the past.
    ///
    /// # Errors
    /// If the journal cannot be read or nothing can be written; then everything goes on as before.
    pub fn expect(
        &mut self,
        entries: u64,
        source: &impl JournalSource,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreFault> {
        let none = self.gathering.is_some() || self.stale || self.left == Left::Broken;
        if none || !is_quicker_anew(entries, self.head.at.seq) {
            return Ok(());
        }
        // What is on disk goes as far as the journal, should this come to no end.
        self.settle()?;
        let mut gathering = Gathering::begin(&self.dir, &self.dir.join(NEXT), &self.weights)?;
        gathering.read(source, progress)?;
        if gathering.head() != &self.head {
            return Err(StoreFault::OtherHistory {
                seq: self.head.at.seq,
            });
        }
        self.gathering = Some(Box::new(gathering));
        Ok(())
    }

    /// Whether lists are the past, because more is gathered than they show.
    pub const fn is_gathering(&self) -> bool {
        self.gathering.is_some()
    }

    /// Puts what is fresh on disk, if anything is. To be called when nobody waits.
    ///
    /// # Errors
    /// If it fails, it is not tried again: everything stays in memory, and the next opening builds the store anew.
    pub fn settle(&mut self) -> Result<(), StoreFault> {
        self.settle_telling(&mut |_| {})
    }

    /// As [`Self::settle`]; what was gathered may take minutes.
    ///
    /// # Errors
    /// As for [`Self::settle`]. What was gathered does not stay in memory: nothing can be read until the next
    /// opening.
    pub fn settle_telling(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<(), StoreFault> {
        if let Some(gathering) = self.gathering.take() {
            let written = gathering.write(progress);
            let taken = written.and_then(|head| self.take_place(head.at));
            if taken.is_err() {
                self.stale = true;
                self.leave_broken();
                drop(fs::remove_dir_all(self.dir.join(NEXT)));
            }
            return taken;
        }
        if self.shelf.is_settled() || self.left == Left::Broken {
            return Ok(());
        }
        let settled = self.put_down();
        if settled.is_err() {
            self.leave_broken();
        }
        settled
    }

    /// The mark says that something is being written until all of it has reached the disk.
    fn put_down(&mut self) -> Result<(), StoreFault> {
        self.leave(Left::Writing)?;
        self.shelf.settle()?;
        let left = in_order(&self.dir, self.shelf.base())?;
        self.leave(left)
    }

    /// Puts what was built beside in the place of what is there.
    fn take_place(&mut self, head: journal::Head) -> Result<(), StoreFault> {
        self.shelf.close();
        // While neither is in its place, there is no store.
        Mark::remove(&self.dir)?;
        let (tree, next) = (self.dir.join(TREE), self.dir.join(NEXT));
        remove_dir(&tree)?;
        fs::rename(&next, &tree).map_err(of_file("move", &next))?;
        let taken = built(&self.dir, &self.weights, head)?;
        *self = taken;
        Ok(())
    }

    /// Puts everything on disk and closes: the next opening need not look at it. Files that have grown to far
    /// more than what they hold are written anew.
    pub fn close(mut self) -> Result<(), StoreFault> {
        self.settle()?;
        self.note_failed();
        if self.left != Left::Broken && self.is_roomy()? {
            self.make_smaller();
        }
        let (dir, mut mark) = (self.dir.clone(), self.mark(self.left));
        let sum = self.shelf.base().stamp().sum;
        drop(self);
        if mark.left == Left::Broken {
            return Ok(());
        }
        // Closing may have written a little more.
        let length = tree_length(&dir)?;
        let left = Left::InOrder { length, sum };
        if mark.left != left {
            mark.left = left;
            mark.write(&dir)?;
        }
        make_private(&dir.join(TREE))
    }

    /// Whether the file has grown to far more than what it holds: sled gives little of it back by itself.
    fn is_roomy(&self) -> Result<bool, StoreFault> {
        let Stamp { bytes, .. } = self.shelf.base().stamp();
        Ok(tree_length(&self.dir)? > ROOMY_BYTES + bytes.saturating_mul(ROOMY_TIMES))
    }

    /// Writes what is on disk anew, in order. Where it fails, what is there stays.
    fn make_smaller(&mut self) {
        let next = self.dir.join(NEXT);
        let copied = self.shelf.base().copy(&next);
        if copied.is_err() {
            drop(fs::remove_dir_all(&next));
        } else if self.take_place(self.head.at).is_err() {
            self.leave_broken();
        }
    }

    fn mark(&self, left: Left) -> Mark {
        Mark {
            weights: weights_line(&self.weights),
            head: self.head.at,
            left,
        }
    }

    fn leave(&mut self, left: Left) -> Result<(), StoreFault> {
        self.mark(left).write(&self.dir)?;
        self.left = left;
        Ok(())
    }

    /// Sees to it that the next opening builds the store anew. If even the mark cannot be written, the sum will tell.
    pub(super) fn leave_broken(&mut self) {
        drop(self.leave(Left::Broken));
        self.left = Left::Broken;
    }

    /// What could not be read once is not believed again.
    fn note_failed(&mut self) {
        if self.shelf.base().has_failed() && self.left != Left::Broken {
            self.leave_broken();
        }
    }
}

impl Drop for Store {
    /// Whoever does not close leaves the files as they are; only that they cannot be read is written down.
    fn drop(&mut self) {
        self.note_failed();
    }
}

/// Opens a tree that has just been built, and writes its mark.
pub fn built(dir: &Path, weights: &QueueWeights, head: journal::Head) -> Result<Store, StoreFault> {
    let tree = dir.join(TREE);
    // The first opening after so much was written makes the files smaller and the next ones quick.
    drop(Base::open(&tree)?);
    make_private(&tree)?;
    let base = Base::open(&tree)?;
    let left = in_order(dir, &base)?;
    let mark = Mark {
        weights: weights_line(weights),
        head,
        left,
    };
    mark.write(dir)?;
    Store::on(base, dir, weights, left)
}

/// Removes what a building that came to no end left behind.
pub fn remove_unfinished(dir: &Path) -> Result<(), StoreFault> {
    remove_dir(&dir.join(NEXT))?;
    for entry in fs::read_dir(dir).map_err(of_file("list", dir))? {
        let path = entry.map_err(of_file("list", dir))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.starts_with("run-")) {
            fs::remove_file(&path).map_err(of_file("remove", &path))?;
        }
    }
    Ok(())
}

/// Removes a directory, if it is there.
pub fn remove_dir(path: &Path) -> Result<(), StoreFault> {
    match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(of_file("remove", path)(cause))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Waits until everything has reached the disk, and tells by what it is known again.
fn in_order(dir: &Path, base: &Base) -> Result<Left, StoreFault> {
    let path = tree_file(dir);
    let file = fs::File::open(&path).map_err(of_file("open", &path))?;
    file.sync_data().map_err(of_file("sync", &path))?;
    let length = tree_length(dir)?;
    let sum = base.stamp().sum;
    Ok(Left::InOrder { length, sum })
}

/// Bytes of the file of sled.
pub fn tree_length(dir: &Path) -> Result<u64, StoreFault> {
    let path = tree_file(dir);
    fs::metadata(&path)
        .map(|file| file.len())
        .map_err(of_file("measure", &path))
}

fn tree_file(dir: &Path) -> PathBuf {
    dir.join(TREE).join(TREE_FILE)
}

/// Makes everything in a directory private: sled makes its files as the account makes any.
fn make_private(dir: &Path) -> Result<(), StoreFault> {
    for entry in fs::read_dir(dir).map_err(of_file("list", dir))? {
        let entry = entry.map_err(of_file("list", dir))?;
        let path = entry.path();
        let is_dir = entry
            .file_type()
            .map_err(of_file("measure", &path))?
            .is_dir();
        if is_dir {
            make_private(&path)?;
        }
        let mode = if is_dir { 0o700 } else { 0o600 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))
            .map_err(of_file("make private", &path))?;
    }
    Ok(())
}

/// From so many entries on it may be quicker to build anew than to fold them.
const ANEW_MIN: u64 = 2_000;

/// Folding an entry into a large store costs so many times what it costs when everything is written in order.
const LIVE_COSTS: u64 = 10;

/// Whether building a store anew is quicker than folding so many entries into one that has come so far.
pub const fn is_quicker_anew(entries: u64, come: u64) -> bool {
    entries > ANEW_MIN && entries.saturating_mul(LIVE_COSTS) > come.saturating_add(entries)
}
