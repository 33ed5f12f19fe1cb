//! What is known of each case or person while a journal is gathered: encoded, in memory as long as it fits, else
//! in a file.
//!
//! One stretch of bytes, of which the end is in memory: states one by one would leave the memory in shreds. What
//! a newer state takes the place of stays behind unread. The file holds what the store holds and stands in the
//! store's own directory, private like it; it goes when the gathering is over.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::PathBuf,
};

use super::fault::{StoreFault, of_file};

/// What is said of a state that is not where it was put.
const LOST: StoreFault = StoreFault::Unreadable { what: "state" };

/// Where a state stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    bytes: u32,
}

/// The newest state of each of many.
#[derive(Debug)]
pub struct States<Id> {
    path: PathBuf,
    places: BTreeMap<Id, Place>,
    /// What is not in the file yet; it begins where the file ends.
    held: Vec<u8>,
    held_bytes_max: usize,
    file: Option<File>,
    file_bytes: u64,
}

impl<Id: Ord + Copy> States<Id> {
    /// None yet; so many bytes are held in memory, what is more goes into the file.
    pub const fn new(path: PathBuf, held_bytes_max: usize) -> Self {
        Self {
            path,
            places: BTreeMap::new(),
            held: Vec::new(),
            held_bytes_max,
            file: None,
            file_bytes: 0,
        }
    }

    /// The state of one.
    pub fn get(&self, id: Id) -> Result<Option<Vec<u8>>, StoreFault> {
        let Some(place) = self.places.get(&id) else {
            return Ok(None);
        };
        let bytes = place.bytes as usize;
        if let Some(start) = place.at.checked_sub(self.file_bytes) {
            let start = usize::try_from(start).map_err(|_| LOST)?;
            let state = self.held.get(start..start.saturating_add(bytes));
            return Ok(Some(state.ok_or(LOST)?.to_vec()));
        }
        let mut state = vec![0; bytes];
        self.file
            .as_ref()
            .ok_or(LOST)?
            .read_exact_at(&mut state, place.at)
            .map_err(of_file("read", &self.path))?;
        Ok(Some(state))
    }

    /// Puts a state in the place of the one before.
    pub fn put(&mut self, id: Id, state: &[u8]) -> Result<(), StoreFault> {
        if self.held.len() + state.len() > self.held_bytes_max {
            self.put_away().map_err(of_file("write", &self.path))?;
        }
        let at = self.file_bytes + self.held.len() as u64;
        let bytes = u32::try_from(state.len()).map_err(|_| LOST)?;
        self.held.extend_from_slice(state);
        self.places.insert(id, Place { at, bytes });
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.places.len() as u64
    }

    /// All ids, in order.
    pub fn ids(&self) -> Vec<Id> {
        self.places.keys().copied().collect()
    }

    fn put_away(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(
                OpenOptions::new()
                    .read(true)
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(&self.path)?,
            ),
        };
        file.write_all(&self.held)?;
        self.file_bytes += self.held.len() as u64;
        self.held.clear();
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
                    states.put(CaseId(id.into()), &state).unwrap();
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
