//! Sorting more records than memory holds: runs on disk, merged as they are read back.
//!
//! Only a gathering needs it. The runs hold what the store holds, names among it: they stand in the store's own
//! directory, are private like it, and go when the sorting is over.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, binary_heap::PeekMut},
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::fault::{StoreFault, of_file};

/// Bytes of records held before a run is written.
const RUN_BYTES: usize = 96 << 20;

/// Sorts records by key. Two of one key come in any order.
#[derive(Debug)]
pub struct Sorter {
    dir: PathBuf,
    /// Keys and values, one after the other.
    bytes: Vec<u8>,
    /// Where each record begins, and how long its key and its value are.
    places: Vec<(u32, u16, u32)>,
    runs: Vec<PathBuf>,
    run_bytes: usize,
}

impl Sorter {
    /// A sorter whose runs stand in a directory.
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            bytes: Vec::new(),
            places: Vec::new(),
            runs: Vec::new(),
            run_bytes: RUN_BYTES,
        }
    }

    /// Adds a record.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreFault> {
        if self.bytes.len() + self.places.len() * 12 + key.len() + value.len() > self.run_bytes {
            self.end_run()?;
        }
        let too_large = |_| StoreFault::Unreadable { what: "record" };
        let start = u32::try_from(self.bytes.len()).map_err(too_large)?;
        let key_bytes = u16::try_from(key.len()).map_err(too_large)?;
        let value_bytes = u32::try_from(value.len()).map_err(too_large)?;
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        self.places.push((start, key_bytes, value_bytes));
        Ok(())
    }

    /// Hands over all records in order.
    pub fn finish(
        mut self,
        mut each: impl FnMut(&[u8], &[u8]) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault> {
        if self.runs.is_empty() {
            self.sort();
            for place in &self.places {
                let (key, value) = record(&self.bytes, *place);
                each(key, value)?;
            }
            return Ok(());
        }
        self.end_run()?;
        self.bytes = Vec::new();
        self.places = Vec::new();
        let mut runs = BinaryHeap::new();
        for (number, path) in self.runs.iter().enumerate() {
            let file = File::open(path).map_err(of_file("read", path))?;
            let mut run = Run {
                reader: BufReader::with_capacity(1 << 20, file),
                number,
                key: Vec::new(),
                value: Vec::new(),
            };
            if run.advance().map_err(of_file("read", path))? {
                runs.push(Reverse(run));
            }
        }
        while let Some(mut first) = runs.peek_mut() {
            let run = &mut first.0;
            each(&run.key, &run.value)?;
            let path = self.runs.get(run.number).unwrap_or(&self.dir);
            if !run.advance().map_err(of_file("read", path))? {
                PeekMut::pop(first);
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.places
            .sort_unstable_by(|a, b| record(bytes, *a).0.cmp(record(bytes, *b).0));
    }

    fn end_run(&mut self) -> Result<(), StoreFault> {
        self.sort();
        let path = self.dir.join(format!("run-{:04}", self.runs.len()));
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)
            .map_err(of_file("write", &path))?;
        self.runs.push(path.clone());
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let mut write = || -> io::Result<()> {
            for place in &self.places {
                let (key, value) = record(&self.bytes, *place);
                out.write_all(&place.1.to_le_bytes())?;
                out.write_all(&place.2.to_le_bytes())?;
                out.write_all(key)?;
                out.write_all(value)?;
            }
            out.flush()
        };
        write().map_err(of_file("write", &path))?;
        self.bytes.clear();
        self.places.clear();
        Ok(())
    }
}

impl Drop for Sorter {
    fn drop(&mut self) {
        for path in &self.runs {
            // What is left of a run is removed with the next opening too.
            drop(std::fs::remove_file(path));
        }
    }
}

fn record(bytes: &[u8], (start, key, value): (u32, u16, u32)) -> (&[u8], &[u8]) {
    let start = start as usize;
    let middle = start + usize::from(key);
    let end = middle + value as usize;
    (
        bytes.get(start..middle).unwrap_or_default(),
        bytes.get(middle..end).unwrap_or_default(),
    )
}

/// A run as it is read back; its order is that of the record it stands on.
#[derive(Debug)]
struct Run {
    reader: BufReader<File>,
    number: usize,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl Run {
    /// Goes to the next record, in the memory of the one before; `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        let mut key_bytes = [0; 2];
        match self.reader.read_exact(&mut key_bytes) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            other => other?,
        }
        let mut value_bytes = [0; 4];
        self.reader.read_exact(&mut value_bytes)?;
        self.key
            .resize(usize::from(u16::from_le_bytes(key_bytes)), 0);
        self.reader.read_exact(&mut self.key)?;
        self.value
            .resize(u32::from_le_bytes(value_bytes) as usize, 0);
        self.reader.read_exact(&mut self.value)?;
        Ok(true)
    }
}

impl Ord for Run {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.key, self.number).cmp(&(&other.key, other.number))
    }
}

impl PartialOrd for Run {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Run {}

#[cfg(test)]
mod tests {
    use super::Sorter;

    #[test]
    fn records_come_back_in_order_whether_they_fit_in_memory_or_not() {
        let dir = tempfile::tempdir().unwrap();
        for run_bytes in [1 << 20, 2_000] {
            let mut sorter = Sorter::new(dir.path());
            sorter.run_bytes = run_bytes;
            for n in 0..1000_u32 {
                let key = (n.wrapping_mul(2_654_435_761)).to_be_bytes();
                sorter.push(&key, &n.to_le_bytes()).unwrap();
            }
            let mut keys = Vec::new();
            sorter
                .finish(|key, value| {
                    assert_eq!(value.len(), 4);
                    keys.push(key.to_vec());
                    Ok(())
                })
                .unwrap();
            assert_eq!(keys.len(), 1000);
            assert!(keys.is_sorted());
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        }
    }
}
