//! Sorting more records than memory holds: runs on disk, merged as they are read back.
//!
//! Only a gathering needs it. The runs hold what the store holds, names among it: they stand in the store's own
//! directory, are private like it, and go when the sorting is over.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{fault::StoreFault, keep::fault, shelf::Record};

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
        let mut readers = Vec::new();
        let mut heads: BinaryHeap<Reverse<(Record, usize)>> = BinaryHeap::new();
        for (number, path) in self.runs.iter().enumerate() {
            let file = File::open(path).map_err(fault("read", path))?;
            let mut reader = BufReader::with_capacity(1 << 20, file);
            if let Some(first) = read_record(&mut reader).map_err(fault("read", path))? {
                heads.push(Reverse((first, number)));
            }
            readers.push(reader);
        }
        while let Some(Reverse(((key, value), number))) = heads.pop() {
            each(&key, &value)?;
            if let (Some(reader), Some(path)) = (readers.get_mut(number), self.runs.get(number))
                && let Some(next) = read_record(reader).map_err(fault("read", path))?
            {
                heads.push(Reverse((next, number)));
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
            .map_err(fault("write", &path))?;
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
        write().map_err(fault("write", &path))?;
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

fn read_record(reader: &mut impl Read) -> io::Result<Option<Record>> {
    let mut key_bytes = [0; 2];
    match reader.read_exact(&mut key_bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut value_bytes = [0; 4];
    reader.read_exact(&mut value_bytes)?;
    let mut key = vec![0; usize::from(u16::from_le_bytes(key_bytes))];
    reader.read_exact(&mut key)?;
    let mut value = vec![0; u32::from_le_bytes(value_bytes) as usize];
    reader.read_exact(&mut value)?;
    Ok(Some((key, value)))
}

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
