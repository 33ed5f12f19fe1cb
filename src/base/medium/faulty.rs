//! A disk in memory that fails where a test says so, and shows what a power failure may leave behind.
//!
//! It is stricter than Linux: a new name lasts only once its directory was synced; bytes of a failed sync
//! are never made to last by a later one (the kernel drops them and reports once); of what was not synced,
//! each sector of 512 bytes is found old, new or empty, independently. Nothing but tests calls this.

use std::{
    collections::BTreeMap,
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Medium, MediumFile};

/// What a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;

/// What happens at the chosen operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The operation fails and has done nothing; later ones work again.
    Fails,
    /// An append writes its first half and fails; any other operation just fails; later ones work again.
    Tears,
    /// The power goes, or the program is killed: half of an append, and nothing ever after.
    PowerGoes,
}

/// A disk in memory. Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct FaultyMedium(Arc<Mutex<Disk>>);

#[derive(Debug, Default, Clone)]
struct Disk {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, Name>,
    lasting: BTreeMap<PathBuf, Name>,
    operations: u64,
    plan: Option<(u64, Trouble)>,
    dead: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Dir,
    File(usize),
}

#[derive(Debug, Default, Clone)]
struct Node {
    /// What a reader sees.
    now: Vec<u8>,
    /// What is on the platter for certain.
    lasting: Vec<u8>,
    /// Parts that a failed sync dropped.
    dropped: Vec<Range<usize>>,
}

/// How the next operation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Well,
    Fails,
    Tears,
    /// Half of an append, and no word to anybody: what was written waits in memory as before.
    Ends,
}

fn broken() -> io::Error {
    io::Error::from_raw_os_error(5)
}

fn absent() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Disk {
    fn next(&mut self) -> io::Result<Course> {
        if self.dead {
            return Err(broken());
        }
        self.operations += 1;
        match self.plan {
            Some((at, trouble)) if at == self.operations => Ok(match trouble {
                Trouble::Fails => Course::Fails,
                Trouble::Tears => Course::Tears,
                Trouble::PowerGoes => {
                    self.dead = true;
                    Course::Ends
                }
            }),
            Some(_) | None => Ok(Course::Well),
        }
    }

    /// Counts an operation that can only work or fail.
    fn step(&mut self) -> io::Result<()> {
        match self.next()? {
            Course::Well => Ok(()),
            Course::Fails | Course::Tears | Course::Ends => Err(broken()),
        }
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.names.get(path) {
            Some(Name::File(node)) => Ok(*node),
            Some(Name::Dir) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(absent()),
        }
    }
}

impl Node {
    fn sync(&mut self) {
        let mut image = self.now.clone();
        for part in &self.dropped {
            for at in part.clone() {
                if let Some(byte) = image.get_mut(at) {
                    *byte = self.lasting.get(at).copied().unwrap_or(0);
                }
            }
        }
        self.lasting = image;
    }

    fn fail_sync(&mut self) {
        let mut same = 0;
        while same < self.now.len() && self.lasting.get(same) == self.now.get(same) {
            same += 1;
        }
        self.dropped.push(same..self.now.len());
    }

    /// One of the contents a power failure can leave.
    fn after_power_loss(&self, dice: &mut Dice) -> Vec<u8> {
        let (short, long) = (
            self.lasting.len().min(self.now.len()),
            self.lasting.len().max(self.now.len()),
        );
        let length = match dice.roll(4) {
            0 => self.lasting.len(),
            1 => self.now.len(),
            _ => short + dice.roll(long - short + 1),
        };
        let mut image = vec![0; length];
        let dropped = |at: usize| self.dropped.iter().any(|part| part.contains(&at));
        let mut at = 0;
        while at < length {
            let end = (at + SECTOR_BYTES).min(length);
            let fresh = dice.roll(3);
            let sector = image.iter_mut().enumerate().take(end).skip(at);
            for (place, byte) in sector {
                let old = self.lasting.get(place).copied();
                let new = self.now.get(place).copied().filter(|_| !dropped(place));
                *byte = match (fresh, old, new) {
                    (_, Some(old), Some(new)) if old == new => old,
                    (0, Some(old), _) => old,
                    (0, None, _) => 0,
                    (1 | 2, _, Some(new)) => new,
                    (_, old, _) => old.unwrap_or(0),
                };
            }
            at = end;
        }
        image
    }
}

/// A small reproducible source of chance (splitmix64).
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let sides = u64::try_from(sides.max(1)).unwrap_or(u64::MAX);
        usize::try_from(mixed % sides).unwrap_or_default()
    }
}

impl FaultyMedium {
    /// An empty disk without trouble.
    pub fn new() -> Self {
        Self::default()
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Operations done so far; a scenario is run once without trouble to learn how many it has.
    pub fn operations(&self) -> u64 {
        self.disk().operations
    }

    /// Plans trouble at an operation, counted from 1.
    pub fn trouble_at(&self, operation: u64, trouble: Trouble) {
        self.disk().plan = Some((operation, trouble));
    }

    /// Whether the planned operation was reached.
    pub fn struck(&self) -> bool {
        let disk = self.disk();
        disk.plan.is_some_and(|(at, _)| disk.operations >= at)
    }

    /// The disk as the next process finds it after this one was killed: everything written is there.
    pub fn after_kill(&self) -> Self {
        let mut disk = self.disk().clone();
        disk.plan = None;
        disk.dead = false;
        disk.operations = 0;
        Self(Arc::new(Mutex::new(disk)))
    }

    /// One of the disks that a power failure now can leave; another seed, another disk.
    pub fn after_power_loss(&self, seed: u64) -> Self {
        let disk = self.disk();
        let mut dice = Dice(seed);
        let mut names = BTreeMap::new();
        let all: std::collections::BTreeSet<_> =
            disk.names.keys().chain(disk.lasting.keys()).collect();
        for path in all {
            let (now, lasting) = (disk.names.get(path), disk.lasting.get(path));
            let found = if now == lasting || dice.roll(2) == 0 {
                lasting
            } else {
                now
            };
            if let Some(name) = found {
                names.insert(path.clone(), *name);
            }
        }
        let orphan = |path: &PathBuf| {
            path.parent()
                .is_some_and(|parent| disk.names.contains_key(parent))
                && path
                    .parent()
                    .is_some_and(|parent| !names.contains_key(parent))
        };
        let lost: Vec<_> = names.keys().filter(|path| orphan(path)).cloned().collect();
        for path in lost {
            names.remove(&path);
        }
        let nodes = disk
            .nodes
            .iter()
            .map(|node| {
                let image = node.after_power_loss(&mut dice);
                Node {
                    now: image.clone(),
                    lasting: image,
                    dropped: Vec::new(),
                }
            })
            .collect();
        Self(Arc::new(Mutex::new(Disk {
            nodes,
            lasting: names.clone(),
            names,
            ..Disk::default()
        })))
    }

    /// What a file holds now.
    pub fn contents(&self, path: &Path) -> Option<Vec<u8>> {
        let disk = self.disk();
        let node = disk.file(path).ok()?;
        disk.nodes.get(node).map(|node| node.now.clone())
    }

    /// Puts a file there, lasting, as a forger or a restored backup would. Makes missing directories.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.disk();
        for dir in path.ancestors().skip(1) {
            disk.names.insert(dir.to_owned(), Name::Dir);
            disk.lasting.insert(dir.to_owned(), Name::Dir);
        }
        let node = disk.nodes.len();
        disk.nodes.push(Node {
            now: bytes.to_vec(),
            lasting: bytes.to_vec(),
            dropped: Vec::new(),
        });
        disk.names.insert(path.to_owned(), Name::File(node));
        disk.lasting.insert(path.to_owned(), Name::File(node));
    }

    /// The files that are there.
    pub fn files(&self) -> Vec<PathBuf> {
        let disk = self.disk();
        let is_file = |name: &Name| matches!(name, Name::File(_));
        disk.names
            .iter()
            .filter(|(_, name)| is_file(name))
            .map(|(path, _)| path.clone())
            .collect()
    }

    fn handle(&self, node: usize) -> Box<dyn MediumFile> {
        Box::new(FaultyFile {
            medium: self.clone(),
            node,
        })
    }
}

impl Medium for FaultyMedium {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.step()?;
        match disk.names.get(dir) {
            Some(Name::Dir) => {}
            Some(Name::File(_)) => return Err(io::ErrorKind::AlreadyExists.into()),
            None => {
                disk.names.insert(dir.to_owned(), Name::Dir);
            }
        }
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut disk = self.disk();
        disk.step()?;
        if disk.names.get(dir) != Some(&Name::Dir) {
            return Err(absent());
        }
        let here = disk.names.keys().filter(|path| path.parent() == Some(dir));
        Ok(here
            .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
            .collect())
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn MediumFile>> {
        self.open_append(path)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn MediumFile>> {
        let mut disk = self.disk();
        disk.step()?;
        let node = disk.file(path)?;
        drop(disk);
        Ok(self.handle(node))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn MediumFile>> {
        let mut disk = self.disk();
        disk.step()?;
        if disk.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let node = disk.nodes.len();
        disk.nodes.push(Node::default());
        disk.names.insert(path.to_owned(), Name::File(node));
        drop(disk);
        Ok(self.handle(node))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.step()?;
        let name = disk.names.remove(from).ok_or_else(absent)?;
        disk.names.insert(to.to_owned(), name);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.step()?;
        disk.names.remove(path).map(|_| ()).ok_or_else(absent)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.step()?;
        let here = |path: &Path| path.parent() == Some(dir);
        let Disk { names, lasting, .. } = &mut *disk;
        lasting.retain(|path, _| !here(path) || names.contains_key(path));
        for (path, name) in names.iter().filter(|(path, _)| here(path)) {
            lasting.insert(path.clone(), *name);
        }
        Ok(())
    }
}

/// An open file of the disk in memory.
#[derive(Debug)]
struct FaultyFile {
    medium: FaultyMedium,
    node: usize,
}

impl FaultyFile {
    fn with<T>(&self, work: impl FnOnce(&mut Node, Course) -> io::Result<T>) -> io::Result<T> {
        let mut disk = self.medium.disk();
        let course = disk.next()?;
        let node = disk.nodes.get_mut(self.node).ok_or_else(absent)?;
        work(node, course)
    }
}

impl MediumFile for FaultyFile {
    fn size(&self) -> io::Result<u64> {
        self.with(|node, course| match course {
            Course::Well => Ok(node.now.len() as u64),
            Course::Fails | Course::Tears | Course::Ends => Err(broken()),
        })
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.with(|node, course| {
            if course != Course::Well {
                return Err(broken());
            }
            let start = usize::try_from(offset).unwrap_or(usize::MAX);
            let rest = node.now.get(start..).unwrap_or_default();
            let count = rest.len().min(buf.len());
            buf[..count].copy_from_slice(&rest[..count]);
            Ok(count)
        })
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.with(|node, course| match course {
            Course::Well => {
                node.now.extend_from_slice(bytes);
                Ok(())
            }
            Course::Fails => Err(io::ErrorKind::StorageFull.into()),
            Course::Tears | Course::Ends => {
                node.now.extend_from_slice(&bytes[..bytes.len() / 2]);
                Err(io::ErrorKind::StorageFull.into())
            }
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.with(|node, course| match course {
            Course::Well => {
                node.sync();
                Ok(())
            }
            Course::Fails | Course::Tears => {
                node.fail_sync();
                Err(broken())
            }
            Course::Ends => Err(broken()),
        })
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.with(|node, course| {
            if course != Course::Well {
                return Err(broken());
            }
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            node.now.truncate(length);
            node.dropped.retain_mut(|part| {
                part.end = part.end.min(length);
                part.start < part.end
            });
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medium_with_dir() -> (FaultyMedium, PathBuf) {
        let medium = FaultyMedium::new();
        medium.make_dir(Path::new("/d")).unwrap();
        medium.sync_dir(Path::new("/")).unwrap();
        (medium, PathBuf::from("/d/f"))
    }

    #[test]
    fn only_what_was_synced_is_certain_to_survive() {
        let (medium, path) = medium_with_dir();
        let mut file = medium.create(&path).unwrap();
        medium.sync_dir(Path::new("/d")).unwrap();
        file.append(&[b'a'; 600]).unwrap();
        file.sync().unwrap();
        file.append(&[b'b'; 600]).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..64 {
            let image = medium.after_power_loss(seed).contents(&path).unwrap();
            assert_eq!(&image[..600], &[b'a'; 600]);
            seen.insert(image);
        }
        assert!(seen.len() > 5, "sectors and lengths vary: {}", seen.len());
    }

    #[test]
    fn a_name_lasts_once_its_directory_was_synced() {
        let (medium, path) = medium_with_dir();
        medium.create(&path).unwrap().sync().unwrap();
        let survivors = |medium: &FaultyMedium| {
            (0..32)
                .filter(|seed| !medium.after_power_loss(*seed).files().is_empty())
                .count()
        };
        assert!((1..32).contains(&survivors(&medium)));
        medium.sync_dir(Path::new("/d")).unwrap();
        assert_eq!(survivors(&medium), 32);
    }

    #[test]
    fn bytes_of_a_failed_sync_are_not_saved_by_the_next_one() {
        let (medium, path) = medium_with_dir();
        let mut file = medium.create(&path).unwrap();
        medium.sync_dir(Path::new("/d")).unwrap();
        file.append(b"first").unwrap();
        medium.trouble_at(medium.operations() + 1, Trouble::Fails);
        file.sync().unwrap_err();
        file.sync().unwrap();
        let image = medium.after_power_loss(1).contents(&path).unwrap();
        assert_eq!(image, [0; 5]);
    }

    #[test]
    fn a_torn_append_leaves_its_first_half() {
        let (medium, path) = medium_with_dir();
        let mut file = medium.create(&path).unwrap();
        medium.trouble_at(medium.operations() + 1, Trouble::PowerGoes);
        file.append(b"0123456789").unwrap_err();
        file.append(b"x").unwrap_err();
        assert_eq!(medium.after_kill().contents(&path).unwrap(), b"01234");
    }
}
