//! Opening: compare with the journal, fold what is missing, build anew where nothing else helps.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Store,
    base::Base,
    codec::decode,
    fault::{StoreFault, of_file},
    gathering::Gathering,
    keep::{TREE, TREE_FILE, built, is_quicker_anew, remove_dir, remove_unfinished, tree_length},
    keys,
    ledger::{Head, Townships, township_keys},
    mark::{Left, Mark, NoMark, weights_line},
    office::OfficeState,
    progress::{Progress, Stage},
    shelf::{Pace, Shelf},
    source::JournalSource,
};
use crate::{base::files, domain::queue::QueueWeights, journal};

/// Entries that are folded at once when the store is behind.
const CHUNK: usize = 256;

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
        remove_unfinished(dir)?;
        let place = Place {
            dir,
            weights,
            source,
        };
        match place.find(progress)? {
            Found::Usable(mut store) => {
                let behind = source.head().seq.saturating_sub(store.head.at.seq);
                if is_quicker_anew(behind, store.head.at.seq) {
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
        self.settle_telling(progress)?;
        let good = check(self.shelf.base(), progress);
        if !matches!(good, Ok(true)) {
            self.leave_broken();
        }
        good
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
                self.fold_at(&chunk, Pace::Bulk)?;
                chunk.clear();
                progress(Progress {
                    stage: Stage::CatchingUp,
                    done: self.head.at.seq - first,
                    total,
                });
            }
        }
        self.fold_at(&chunk, Pace::Bulk)
    }

    pub(super) fn on(
        base: Base,
        dir: &Path,
        weights: &QueueWeights,
        left: Left,
    ) -> Result<Self, StoreFault> {
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
            gathering: None,
            stale: false,
        })
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
        let mut gathering = Gathering::begin(self.dir, &self.tree(), self.weights)?;
        gathering.read(self.source, progress)?;
        let head = gathering.write(progress)?;
        let store = built(self.dir, self.weights, head.at)?;
        let report = OpenReport {
            how: HowOpened::BuiltAnew(why),
            moved_aside,
        };
        Ok((store, report))
    }

    /// Takes the mark away first: whatever happens from here on, there is no store until there is a whole one.
    fn clear(&self, why: &Why) -> Result<Option<PathBuf>, StoreFault> {
        Mark::remove(self.dir)?;
        remove_unfinished(self.dir)?;
        let tree = self.tree();
        if !tree.exists() {
            return Ok(None);
        }
        if !matches!(why, Why::Damaged(_)) {
            remove_dir(&tree)?;
            return Ok(None);
        }
        let aside = (1..u32::MAX)
            .map(|number| self.dir.join(format!("{TREE}-damaged-{number}")))
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.dir.join("tree-damaged"));
        fs::rename(&tree, &aside).map_err(of_file("move aside", &tree))?;
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
