//! Opening: compare with the journal, fold what is missing, build anew where nothing else helps.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::{
    Store,
    base::Base,
    codec::decode,
    fault::StoreFault,
    keys,
    ledger::{Head, Townships, township_keys},
    mark::{Left, Mark, NoMark, weights_line},
    office::OfficeState,
    rebuild::rebuild,
    shelf::Shelf,
    source::JournalSource,
};
use crate::{base::files, domain::queue::QueueWeights, journal};

/// The directory of sled within that of the store.
const TREE: &str = "tree";

/// The file in which sled keeps everything.
const TREE_FILE: &str = "db";

/// Entries that are folded at once when the store is behind.
const CHUNK: usize = 256;

/// From so many missing entries on, and if they are more than what is there, building anew is quicker.
const CATCH_UP_MAX: u64 = 20_000;

/// What a long opening is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Comparing what is stored with its sum, after an end that was not in order.
    Checking,
    /// Folding the entries that came after.
    CatchingUp,
    /// Reading the whole journal.
    Reading,
    /// Writing the store anew.
    Writing,
}

/// How far a long opening has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Records, entries or cases done.
    pub done: u64,
    /// How many there are.
    pub total: u64,
}

/// Why the store was built anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There was none.
    New,
    /// It was of another format.
    Format,
    /// It was made with other weights.
    Weights,
    /// An entry could not be folded before, or something could not be read.
    Broken,
    /// So much was missing that this is quicker.
    FarBehind,
    /// What it held is not what was written; the words of the cause.
    Damaged(String),
}

/// How the store was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HowOpened {
    /// It was as far as the journal.
    AsItWas,
    /// It was behind and has folded so many entries.
    CaughtUp {
        /// Entries folded.
        entries: u64,
    },
    /// It was built anew.
    BuiltAnew(Why),
}

/// What the opening found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// How the store was opened.
    pub how: HowOpened,
    /// Where files that could not be used were moved, so that nothing is thrown away unseen.
    pub moved_aside: Option<PathBuf>,
}

/// Where the store stands and what it is made from.
struct Place<'a, S> {
    dir: &'a Path,
    weights: &'a QueueWeights,
    source: &'a S,
}

/// What was found in the directory.
enum Found {
    /// A store that can be used.
    Usable(Box<Store>),
    /// None, and why.
    Not(Why),
}

impl Store {
    /// Directory of the store within a data directory; it may be deleted whenever nobody has it open.
    pub const DIR: &'static str = "store";

    /// An entry that the store of a directory has folded, read without opening it: the journal held it then.
    pub fn known_head(dir: &Path) -> Result<Option<journal::Head>, StoreFault> {
        Ok(Mark::read(dir)?.ok().map(|mark| mark.head))
    }

    /// Opens the store in a directory and brings it up to the head of the journal.
    ///
    /// # Errors
    /// [`StoreFault::Ahead`] and [`StoreFault::OtherHistory`] if the journal is not the one that was folded:
    /// the store is then left as it is, because it may be the only witness. [`Store::rebuild`] builds it anew.
    pub fn open(
        dir: &Path,
        weights: &QueueWeights,
        source: &impl JournalSource,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, OpenReport), StoreFault> {
        files::make_private_dir(dir)?;
        let place = Place {
            dir,
            weights,
            source,
        };
        match place.find(progress)? {
            Found::Usable(mut store) => {
                let behind = source.head().seq.saturating_sub(store.head.at.seq);
                if behind > CATCH_UP_MAX && behind > store.head.at.seq {
                    drop(store);
                    return place.build_anew(Why::FarBehind, progress);
                }
                let how = if behind == 0 {
                    HowOpened::AsItWas
                } else {
                    store.catch_up(source, progress)?;
                    HowOpened::CaughtUp { entries: behind }
                };
                let report = OpenReport {
                    how,
                    moved_aside: None,
                };
                Ok((*store, report))
            }
            Found::Not(why) => place.build_anew(why, progress),
        }
    }

    /// Builds the store of a directory anew, whatever is there.
    pub fn rebuild(
        dir: &Path,
        weights: &QueueWeights,
        source: &impl JournalSource,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, OpenReport), StoreFault> {
        files::make_private_dir(dir)?;
        let place = Place {
            dir,
            weights,
            source,
        };
        place.build_anew(Why::New, progress)
    }

    /// Reads everything that is on disk and compares it with its sum. `false`: the next opening builds anew.
    pub fn check(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<bool, StoreFault> {
        let good = check(self.shelf.base(), progress);
        if !matches!(good, Ok(true)) {
            self.leave_broken();
        }
        good
    }

    /// Puts what is fresh on disk, if anything is. To be called when nobody waits.
    ///
    /// # Errors
    /// If it fails, it is not tried again: everything stays in memory, and the next opening builds the store anew.
    pub fn settle(&mut self) -> Result<(), StoreFault> {
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

    /// Puts everything on disk and closes: the next opening need not look at it.
    pub fn close(mut self) -> Result<(), StoreFault> {
        self.settle()?;
        self.note_failed();
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

    fn catch_up(
        &mut self,
        source: &impl JournalSource,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreFault> {
        let first = self.head.at.seq;
        let total = source.head().seq.saturating_sub(first);
        let mut chunk = Vec::new();
        for entry in source.entries_from(first + 1)? {
            chunk.push(entry?);
            if chunk.len() == CHUNK {
                self.fold(&chunk)?;
                chunk.clear();
                progress(Progress {
                    stage: Stage::CatchingUp,
                    done: self.head.at.seq - first,
                    total,
                });
            }
        }
        self.fold(&chunk)
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

    fn on(base: Base, dir: &Path, weights: &QueueWeights, left: Left) -> Result<Self, StoreFault> {
        let shelf = Shelf::new(base);
        let head: Head = match shelf.get(&keys::head())? {
            Some(bytes) => decode("head", &bytes)?,
            None => Head::default(),
        };
        let office = OfficeState::read(shelf.scan(OfficeState::keys().span()))?;
        let townships = Townships::read(shelf.scan(township_keys().span()))?;
        Ok(Self {
            dir: dir.to_owned(),
            shelf,
            weights: weights.clone(),
            office,
            townships,
            head,
            left,
            stale: false,
        })
    }
}

impl Drop for Store {
    /// Whoever does not close leaves the files as they are; only that they cannot be read is written down.
    fn drop(&mut self) {
        self.note_failed();
    }
}

impl<S: JournalSource> Place<'_, S> {
    fn tree(&self) -> PathBuf {
        self.dir.join(TREE)
    }

    /// Looks at what is there. A journal that is not the one that was folded is refused here.
    fn find(&self, progress: &mut dyn FnMut(Progress)) -> Result<Found, StoreFault> {
        let mark = match Mark::read(self.dir)? {
            Ok(mark) => mark,
            Err(NoMark::Missing) => return Ok(Found::Not(Why::New)),
            Err(NoMark::OtherFormat) => return Ok(Found::Not(Why::Format)),
        };
        self.compare(mark.head)?;
        if mark.weights != weights_line(self.weights) {
            return Ok(Found::Not(Why::Weights));
        }
        if mark.left == Left::Broken {
            return Ok(Found::Not(Why::Broken));
        }
        match self.usable(&mark, progress) {
            Ok(store) => {
                self.compare(store.head.at)?;
                Ok(Found::Usable(Box::new(store)))
            }
            Err(fault @ (StoreFault::InUse | StoreFault::Io { .. } | StoreFault::Files(_))) => {
                Err(fault)
            }
            Err(fault) => Ok(Found::Not(Why::Damaged(fault.to_string()))),
        }
    }

    /// Opens the files; what was not left in order is compared with its sum.
    fn usable(&self, mark: &Mark, progress: &mut dyn FnMut(Progress)) -> Result<Store, StoreFault> {
        let tree = self.tree();
        if !tree.join(TREE_FILE).is_file() {
            return Err(StoreFault::Unreadable { what: "tree" });
        }
        let length = tree_length(self.dir)?;
        let base = Base::open(&tree)?;
        let sum = base.stamp().sum;
        if mark.left != (Left::InOrder { length, sum }) && !check(&base, progress)? {
            return Err(StoreFault::Unreadable { what: "sum" });
        }
        Store::on(base, self.dir, self.weights, mark.left)
    }

    /// Refuses a journal that ends before an entry that was folded, or that has another one there.
    fn compare(&self, folded: journal::Head) -> Result<(), StoreFault> {
        let journal = self.source.head().seq;
        if folded.seq > journal {
            return Err(StoreFault::Ahead {
                store: folded.seq,
                journal,
            });
        }
        if self.source.digest_at(folded.seq)? != Some(folded.digest) {
            return Err(StoreFault::OtherHistory { seq: folded.seq });
        }
        Ok(())
    }

    /// Puts what is there out of the way and builds the store anew.
    fn build_anew(
        &self,
        why: Why,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Store, OpenReport), StoreFault> {
        let moved_aside = self.clear(&why)?;
        let tree = self.tree();
        files::make_private_dir(&tree)?;
        let mut base = Base::open(&tree)?;
        let head = rebuild(&mut base, self.dir, self.weights, self.source, progress)?;
        drop(base);
        // The first opening after so much was written makes the files smaller and the next ones quick.
        drop(Base::open(&tree)?);
        make_private(&tree)?;
        let base = Base::open(&tree)?;
        let left = in_order(self.dir, &base)?;
        let mark = Mark {
            weights: weights_line(self.weights),
            head: head.at,
            left,
        };
        mark.write(self.dir)?;
        let store = Store::on(base, self.dir, self.weights, left)?;
        let report = OpenReport {
            how: HowOpened::BuiltAnew(why),
            moved_aside,
        };
        Ok((store, report))
    }

    /// Takes the mark away first: whatever happens from here on, there is no store until there is a whole one.
    fn clear(&self, why: &Why) -> Result<Option<PathBuf>, StoreFault> {
        Mark::remove(self.dir)?;
        for entry in fs::read_dir(self.dir).map_err(fault("list", self.dir))? {
            let path = entry.map_err(fault("list", self.dir))?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if name.is_some_and(|name| name.starts_with("run-")) {
                fs::remove_file(&path).map_err(fault("remove", &path))?;
            }
        }
        let tree = self.tree();
        if !tree.exists() {
            return Ok(None);
        }
        if !matches!(why, Why::Damaged(_)) {
            fs::remove_dir_all(&tree).map_err(fault("remove", &tree))?;
            return Ok(None);
        }
        let aside = (1..u32::MAX)
            .map(|number| self.dir.join(format!("{TREE}-damaged-{number}")))
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.dir.join("tree-damaged"));
        fs::rename(&tree, &aside).map_err(fault("move aside", &tree))?;
        Ok(Some(aside))
    }
}

fn check(base: &Base, progress: &mut dyn FnMut(Progress)) -> Result<bool, StoreFault> {
    let total = base.stamp().records;
    let mut told = 0;
    base.check(&mut |done| {
        if done >= told {
            told = done + 10_000;
            progress(Progress {
                stage: Stage::Checking,
                done,
                total,
            });
        }
    })
}

/// Waits until everything has reached the disk, and tells by what it is known again.
fn in_order(dir: &Path, base: &Base) -> Result<Left, StoreFault> {
    let path = dir.join(TREE).join(TREE_FILE);
    let file = fs::File::open(&path).map_err(fault("open", &path))?;
    file.sync_data().map_err(fault("sync", &path))?;
    let length = tree_length(dir)?;
    let sum = base.stamp().sum;
    Ok(Left::InOrder { length, sum })
}

/// Bytes of the file of sled.
fn tree_length(dir: &Path) -> Result<u64, StoreFault> {
    let path = dir.join(TREE).join(TREE_FILE);
    fs::metadata(&path)
        .map(|file| file.len())
        .map_err(fault("measure", &path))
}

/// Makes everything in a directory private: sled makes its files as the account makes any.
fn make_private(dir: &Path) -> Result<(), StoreFault> {
    for entry in fs::read_dir(dir).map_err(fault("list", dir))? {
        let entry = entry.map_err(fault("list", dir))?;
        let path = entry.path();
        let is_dir = entry.file_type().map_err(fault("measure", &path))?.is_dir();
        if is_dir {
            make_private(&path)?;
        }
        let mode = if is_dir { 0o700 } else { 0o600 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))
            .map_err(fault("make private", &path))?;
    }
    Ok(())
}

fn fault<'a>(
    operation: &'static str,
    path: &'a Path,
) -> impl FnOnce(std::io::Error) -> StoreFault + 'a {
    move |cause| StoreFault::Io {
        operation,
        path: path.to_owned(),
        cause,
    }
}
