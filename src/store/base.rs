//! The records that are on disk: blocks in a sled tree. The only file that names sled.
//!
//! sled may fail at the opening, in a read, or by a panic of its own after an abrupt stop; each of these
//! becomes a fault here. What it gives back is not believed either: the sum of all records is kept with
//! them and can be compared at any time.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::File,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rustix::{
    fs::{FlockOperation, flock},
    io::Errno,
};
use serde::{Deserialize, Serialize};
use sled::{Batch, Config, IVec, Mode, Tree};

use super::{
    block::{BlockBuilder, BlockCursor, find, record_sum},
    codec::{decode, encode},
    fault::StoreFault,
    keys::{Kind, after_all},
};
use crate::base::{caught::caught, files};

/// Changes by key; `None` removes.
pub type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Bytes sled may keep of what it has read; it keeps some of it anyway, whatever this says.
const CACHE_BYTES: u64 = 16 << 20;

/// How often a lock that somebody holds is tried again, and after what time.
const LOCK_TRIES: u32 = 200;
const LOCK_WAIT: Duration = Duration::from_millis(5);

/// The key of the stamp; no projection begins with it.
const STAMP: &[u8] = &[0];

/// Number, sum and size of all records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// How many.
    pub records: u64,
    /// The sum of [`record_sum`] over all, around the end of the numbers.
    pub sum: u64,
    /// Bytes of their keys and values.
    pub bytes: u64,
}

impl Stamp {
    /// Counts a record in.
    pub fn add(&mut self, key: &[u8], value: &[u8]) {
        self.records = self.records.wrapping_add(1);
        self.sum = self.sum.wrapping_add(record_sum(key, value));
        self.bytes = self.bytes.wrapping_add((key.len() + value.len()) as u64);
    }

    /// Counts a record out.
    pub fn take(&mut self, key: &[u8], value: &[u8]) {
        self.records = self.records.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(record_sum(key, value));
        self.bytes = self.bytes.wrapping_sub((key.len() + value.len()) as u64);
    }
}

/// Records on disk.
#[derive(Debug)]
pub struct Base {
    /// `None` once it was closed.
    files: Option<Files>,
    stamp: Stamp,
    failed: Failed,
}

/// The files, open.
#[derive(Debug)]
struct Files {
    db: sled::Db,
    tree: Tree,
}

/// Whether anything could not be read.
#[derive(Debug, Clone, Default)]
struct Failed(Arc<AtomicBool>);

impl Failed {
    fn note<T>(&self, result: Result<T, StoreFault>) -> Result<T, StoreFault> {
        if result.is_err() {
            self.0.store(true, Ordering::Relaxed);
        }
        result
    }
}

/// A block with the key it stands under.
type Block = (IVec, IVec);

impl Base {
    /// Opens the files in a directory, or makes them.
    ///
    /// # Errors
    /// [`StoreFault::InUse`] if another process has them; any other fault says that they cannot be used.
    pub fn open(dir: &Path) -> Result<Self, StoreFault> {
        refuse_in_use(&dir.join("db"))?;
        let db = guarded("open", || {
            Config::new()
                .path(dir)
                .cache_capacity(CACHE_BYTES)
                .flush_every_ms(None)
                .mode(Mode::LowSpace)
                .open()
        })?;
        let tree: Tree = Tree::clone(&db);
        let stamp = match guarded("read", || tree.get(STAMP))? {
            Some(bytes) => decode("stamp", &bytes)?,
            None => Stamp::default(),
        };
        Ok(Self {
            files: Some(Files { db, tree }),
            stamp,
            failed: Failed::default(),
        })
    }

    /// Lets go of the files, whatever became of them: nothing can be read from here on.
    pub fn close(&mut self) {
        self.files = None;
        self.failed = Failed::default();
    }

    fn files(&self) -> Result<&Files, StoreFault> {
        let closed = StoreFault::Unreadable {
            what: "closed tree",
        };
        self.files.as_ref().ok_or(closed)
    }

    /// Number and sum of the records.
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Whether anything could not be read since the opening.
    pub fn has_failed(&self) -> bool {
        self.failed.0.load(Ordering::Relaxed)
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        let Some((_, block)) = self.block_of(key)? else {
            return Ok(None);
        };
        let value = self.failed.note(find(&block, key))?;
        Ok(value.map(<[u8]>::to_vec))
    }

    /// Reads the records from a key up to and without another.
    pub fn scan(&self, from: &[u8], to: Vec<u8>) -> Result<BaseScan, StoreFault> {
        let tree = &self.files()?.tree;
        let mut scan = BaseScan {
            tree: tree.clone(),
            blocks: None,
            last_block: from.to_vec(),
            block: IVec::default(),
            cursor: BlockCursor::default(),
            to,
            stands: false,
            failed: self.failed.clone(),
        };
        if let Some((key, block)) = self.block_of(from)? {
            scan.last_block = key.to_vec();
            scan.block = block;
        } else {
            // The blocks begin later; the last one before them is of another projection.
            scan.blocks = Some(tree.range(from..));
        }
        scan.stands = scan.advance()?;
        while scan.stands && scan.cursor.key() < from {
            scan.stands = scan.advance()?;
        }
        Ok(scan)
    }

    /// Takes changes, all of them or none, and writes them down.
    pub fn write(&mut self, writes: &Writes) -> Result<(), StoreFault> {
        if writes.is_empty() {
            return Ok(());
        }
        let mut stamp = self.stamp;
        let mut batch = Batch::default();
        let mut writes = writes.iter().peekable();
        while let Some((key, _)) = writes.peek() {
            let kind = key.first().copied().unwrap_or_default();
            let old = match self.block_of(key)? {
                Some(block) => Some(block),
                None => self.block_after(key, kind)?,
            };
            let after = match &old {
                Some((at, _)) => self.block_after(at, kind)?,
                None => None,
            };
            let end = after.map_or_else(|| after_all(&[kind]), |(at, _)| at.to_vec());
            let mut changes = Vec::new();
            while let Some((key, value)) = writes.next_if(|(key, _)| **key < end) {
                changes.push((&key[..], value.as_deref()));
            }
            rewrite(&mut batch, &mut stamp, old.as_ref(), changes)?;
        }
        batch.insert(STAMP, encode("stamp", &stamp)?);
        let tree = &self.files()?.tree;
        guarded("write", || tree.apply_batch(batch.clone()))?;
        self.stamp = stamp;
        self.flush()
    }

    /// Begins to put records in order into an empty base.
    pub fn bulk(self) -> Bulk {
        Bulk {
            base: self,
            builder: BlockBuilder::default(),
            kind: 0,
        }
    }

    /// Writes everything in order into a new base in a directory.
    pub fn copy(&self, dir: &Path) -> Result<(), StoreFault> {
        files::make_private_dir(dir)?;
        let mut bulk = Self::open(dir)?.bulk();
        let mut blocks = self.files()?.tree.iter();
        while let Some((at, block)) = guarded("read", || blocks.next().transpose())? {
            if *at == *STAMP {
                continue;
            }
            let mut cursor = BlockCursor::default();
            while cursor.advance(&block)? {
                bulk.push(cursor.key(), cursor.value(&block))?;
            }
        }
        if bulk.base.stamp != self.stamp {
            return Err(StoreFault::Unreadable { what: "sum" });
        }
        bulk.finish()
    }

    /// Hands everything to the operating system.
    pub fn flush(&self) -> Result<(), StoreFault> {
        let db = &self.files()?.db;
        guarded("flush", || db.flush()).map(drop)
    }

    /// Reads everything and compares it with the stamp; `each` is told the number of records now and then.
    pub fn check(&self, each: &mut dyn FnMut(u64)) -> Result<bool, StoreFault> {
        let mut stamp = Stamp::default();
        let mut before: Vec<u8> = Vec::new();
        let mut blocks = self.files()?.tree.iter();
        while let Some((at, block)) = guarded("read", || blocks.next().transpose())? {
            if *at == *STAMP {
                continue;
            }
            let mut cursor = BlockCursor::default();
            while cursor.advance(&block)? {
                if cursor.key() <= &before[..] || cursor.key() < &at[..] {
                    return Ok(false);
                }
                stamp.add(cursor.key(), cursor.value(&block));
                before.clear();
                before.extend_from_slice(cursor.key());
            }
            each(stamp.records);
        }
        Ok(stamp == self.stamp)
    }

    /// The block in which a key stands, if it stands anywhere.
    fn block_of(&self, key: &[u8]) -> Result<Option<Block>, StoreFault> {
        let tree = &self.files()?.tree;
        let block = guarded("read", || match tree.get(key)? {
            Some(block) => Ok(Some((IVec::from(key), block))),
            None => tree.get_lt(key),
        });
        let block = self.failed.note(block)?;
        Ok(block.filter(|(at, _)| at.first() == key.first()))
    }

    /// The first block of a projection after a key.
    fn block_after(&self, key: &[u8], kind: u8) -> Result<Option<Block>, StoreFault> {
        let tree = &self.files()?.tree;
        let block = guarded("read", || tree.get_gt(key))?;
        Ok(block.filter(|(at, _)| at.first() == Some(&kind)))
    }
}

/// A change of one record; `None` removes it.
type Change<'a> = (&'a [u8], Option<&'a [u8]>);

/// Puts changes into one block, which may become none or several.
fn rewrite(
    batch: &mut Batch,
    stamp: &mut Stamp,
    old: Option<&Block>,
    changes: Vec<Change<'_>>,
) -> Result<(), StoreFault> {
    let mut records: Vec<(Cow<'_, [u8]>, &[u8])> = Vec::new();
    let mut changes = changes.into_iter().peekable();
    if let Some((_, block)) = old {
        let mut cursor = BlockCursor::default();
        while cursor.advance(block)? {
            let value = cursor.value(block);
            while let Some((key, new)) = changes.next_if(|(key, _)| *key < cursor.key()) {
                if let Some(new) = new {
                    stamp.add(key, new);
                    records.push((Cow::Borrowed(key), new));
                }
            }
            match changes.next_if(|(key, _)| *key == cursor.key()) {
                Some((key, new)) => {
                    stamp.take(key, value);
                    if let Some(new) = new {
                        stamp.add(key, new);
                        records.push((Cow::Borrowed(key), new));
                    }
                }
                None => records.push((Cow::Owned(cursor.key().to_vec()), value)),
            }
        }
    }
    for (key, new) in changes {
        if let Some(new) = new {
            stamp.add(key, new);
            records.push((Cow::Borrowed(key), new));
        }
    }
    put(batch, old.map(|(at, _)| at), &records);
    Ok(())
}

/// Writes records as blocks of about the size of their projection, the first under the old key if it can be.
fn put(batch: &mut Batch, old: Option<&IVec>, records: &[(Cow<'_, [u8]>, &[u8])]) {
    let Some((first, _)) = records.first() else {
        if let Some(old) = old {
            batch.remove(old);
        }
        return;
    };
    let sizes = records
        .iter()
        .map(|(key, value)| key.len() / 2 + value.len() + 3);
    let bytes: usize = sizes.sum();
    let target = block_bytes(first);
    // From one to just below two targets each; a block is only cut when both parts are whole ones.
    let each = bytes / (bytes / target).max(1);
    let mut under = match old {
        Some(old) if old[..] <= first[..] => old.clone(),
        Some(old) => {
            batch.remove(old);
            IVec::from(&first[..])
        }
        None => IVec::from(&first[..]),
    };
    let mut builder = BlockBuilder::default();
    for (key, value) in records {
        if builder.len() >= each
            && let Some((_, block)) = builder.take()
        {
            batch.insert(under, block);
            under = IVec::from(&key[..]);
        }
        builder.push(key, value);
    }
    if let Some((_, block)) = builder.take() {
        batch.insert(under, block);
    }
}

/// Bytes of a block. sled holds up to sixteen of them as one page in memory, read or not: what is read one
/// by one stands in small blocks, what is read in order in large ones.
fn block_bytes(key: &[u8]) -> usize {
    let first = key.first().copied().unwrap_or_default();
    if first == Kind::Case as u8 || first == Kind::Person as u8 {
        900
    } else {
        4096
    }
}

/// Puts records in order into an empty base.
#[derive(Debug)]
pub struct Bulk {
    base: Base,
    builder: BlockBuilder,
    kind: u8,
}

impl Bulk {
    /// Adds a record; within its projection it comes after all before.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreFault> {
        let kind = key.first().copied().unwrap_or_default();
        if kind != self.kind || self.builder.len() >= block_bytes(key) {
            self.end_block()?;
            self.kind = kind;
        }
        self.builder.push(key, value);
        self.base.stamp.add(key, value);
        Ok(())
    }

    /// The value of a key among what was put in so far.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        match find(self.builder.bytes(), key)? {
            Some(value) => Ok(Some(value.to_vec())),
            None => self.base.get(key),
        }
    }

    fn end_block(&mut self) -> Result<(), StoreFault> {
        if let Some((first, block)) = self.builder.take() {
            let tree = &self.base.files()?.tree;
            guarded("write", || tree.insert(first, block))?;
        }
        Ok(())
    }

    /// Writes the last block and the stamp, and closes.
    pub fn finish(mut self) -> Result<(), StoreFault> {
        self.end_block()?;
        let stamp = encode("stamp", &self.base.stamp)?;
        let tree = &self.base.files()?.tree;
        guarded("write", || tree.insert(STAMP, stamp))?;
        self.base.flush()
    }
}

/// Records on disk, one after the other.
pub struct BaseScan {
    tree: Tree,
    blocks: Option<sled::Iter>,
    last_block: Vec<u8>,
    block: IVec,
    cursor: BlockCursor,
    to: Vec<u8>,
    stands: bool,
    failed: Failed,
}

impl BaseScan {
    /// The record it stands on; `None` at the end.
    pub fn record(&self) -> Option<(&[u8], &[u8])> {
        (self.stands && self.cursor.key() < &self.to[..])
            .then(|| (self.cursor.key(), self.cursor.value(&self.block)))
    }

    /// Goes to the next record.
    pub fn step(&mut self) -> Result<(), StoreFault> {
        if self.stands {
            self.stands = self.advance()?;
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<bool, StoreFault> {
        let advanced = self.read_on();
        self.failed.note(advanced)
    }

    fn read_on(&mut self) -> Result<bool, StoreFault> {
        loop {
            if self.cursor.advance(&self.block)? {
                return Ok(true);
            }
            let blocks = self.blocks.get_or_insert_with(|| {
                let after = (
                    std::ops::Bound::Excluded(self.last_block.clone()),
                    std::ops::Bound::Unbounded,
                );
                self.tree.range(after)
            });
            let Some((at, block)) = guarded("read", || blocks.next().transpose())? else {
                return Ok(false);
            };
            if at[..] >= self.to[..] {
                return Ok(false);
            }
            self.block = block;
            self.cursor = BlockCursor::default();
        }
    }
}

/// sled says that its file is locked as if it were damaged; it is asked before.
///
/// A sled of our own that was closed a moment ago may still hold it: its threads end when they notice.
fn refuse_in_use(file: &Path) -> Result<(), StoreFault> {
    // Where there is no file yet, nobody has it.
    let Ok(file) = File::open(file) else {
        return Ok(());
    };
    for _ in 0..LOCK_TRIES {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => std::thread::sleep(LOCK_WAIT),
            // The lock goes with the handle; whatever else is wrong, sled will say.
            Ok(()) | Err(_) => return Ok(()),
        }
    }
    Err(StoreFault::InUse)
}

/// Runs something of sled's, so that its panics are faults like its errors.
fn guarded<T>(
    operation: &'static str,
    run: impl FnOnce() -> Result<T, sled::Error>,
) -> Result<T, StoreFault> {
    match caught(run) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(cause)) => Err(StoreFault::Tree {
            operation,
            cause: cause.to_string(),
        }),
        Err(panic) => {
            let said = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied());
            Err(StoreFault::Tree {
                operation,
                cause: format!("panic: {}", said.unwrap_or("without words")),
            })
        }
    }
}
