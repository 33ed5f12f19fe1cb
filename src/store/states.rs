//! What is known of each case or person while a journal is gathered: encoded, in memory as long as it fits, else
//! in a file.
//!
//! The file holds what the store holds and stands in the store's own directory, private like it; it goes when
//! the gathering is over.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::PathBuf,
};

use super::{fault::StoreFault, keep::fault};
/// Where a state stands in the file.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    bytes: u32,
}

/// The newest state of each of many.
#[derive(Debug)]
pub struct States<Id> {
    path: PathBuf,
    held: BTreeMap<Id, Box<[u8]>>,
    held_bytes: usize,
    held_bytes_max: usize,
    put_away: BTreeMap<Id, Place>,
    file: Option<File>,
    file_bytes: u64,
}

impl<Id: Ord + Copy> States<Id> {
    /// None yet; so many bytes are held in memory, what is more goes into the file.
    pub const fn new(path: PathBuf, held_bytes_max: usize) -> Self {
        Self {
            path,
            held: BTreeMap::new(),
            held_bytes: 0,
            held_bytes_max,
            put_away: BTreeMap::new(),
            file: None,
            file_bytes: 0,
        }
    }

    /// The state of one.
    pub fn get(&self, id: Id) -> Result<Option<Vec<u8>>, StoreFault> {
        if let Some(state) = self.held.get(&id) {
            return Ok(Some(state.to_vec()));
        }
        let (Some(place), Some(file)) = (self.put_away.get(&id), &self.file) else {
            return Ok(None);
        };
        let mut state = vec![0; place.bytes as usize];
        file.read_exact_at(&mut state, place.at)
            .map_err(fault("read", &self.path))?;
        Ok(Some(state))
    }

    /// Puts a state in the place of the one before.
    pub fn put(&mut self, id: Id, state: Vec<u8>) -> Result<(), StoreFault> {
        self.held_bytes += state.len();
        if let Some(before) = self.held.insert(id, state.into_boxed_slice()) {
            self.held_bytes -= before.len();
        }
        if self.held_bytes > self.held_bytes_max {
            self.put_all_away().map_err(fault("write", &self.path))?;
        }
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        let only_away = self
            .put_away
            .keys()
            .filter(|id| !self.held.contains_key(id));
        (self.held.len() + only_away.count()) as u64
    }

    /// All ids, in order.
    pub fn ids(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = self
            .held
            .keys()
            .chain(self.put_away.keys())
            .copied()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn put_all_away(&mut self) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&self.path)?,
        };
        // Everything is appended; what it takes the place of stays behind unread.
        let mut out = io::BufWriter::with_capacity(1 << 20, &file);
        for (id, state) in std::mem::take(&mut self.held) {
            out.write_all(&state)?;
            let bytes = u32::try_from(state.len()).map_err(io::Error::other)?;
            let at = self.file_bytes;
            self.put_away.insert(id, Place { at, bytes });
            self.file_bytes += u64::from(bytes);
        }
        out.flush()?;
        drop(out);
        self.held_bytes = 0;
        self.file = Some(file);
        Ok(())
    }
}

impl<Id> Drop for States<Id> {
    fn drop(&mut self) {
        if self.file.is_some() {
            // What is left is removed with the next opening too.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::States;
    use crate::domain::ids::CaseId;

    #[test]
    fn the_newest_state_of_each_is_given_back_whether_it_fits_in_memory_or_not() {
        let dir = tempfile::tempdir().unwrap();
        for held_bytes_max in [1 << 20, 300] {
            let mut states = States::new(dir.path().join("run"), held_bytes_max);
            for round in 0..5_u8 {
                for id in (0..100_u8).filter(|id| id % 5 >= round) {
                    let state = vec![round; usize::from(id)];
                    states.put(CaseId(id.into()), state).unwrap();
                }
            }
            assert_eq!(states.ids().len(), 100);
            assert_eq!(states.count(), 100);
            for id in 0..100_u8 {
                let expected = vec![id % 5; usize::from(id)];
                assert_eq!(states.get(CaseId(id.into())).unwrap(), Some(expected));
            }
            assert_eq!(states.get(CaseId(100)).unwrap(), None);
            drop(states);
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        }
    }
}
