//! What a person said of the columns of a kind of file, kept beside the data by the fingerprint of the header, so
//! that the same export of next month is read without asking again, and so is a return file of it: there the columns
//! stand further right by those it has of its own.

use std::{collections::BTreeMap, io, path::Path};

use crate::base::files::{self, FilesFault};

/// What a person says a column is: the column by its place from 0, the field by its name, or none to leave it out.
pub type Pointed = Vec<(usize, Option<String>)>;

/// What a header is remembered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderName {
    /// The digest of its texts.
    pub fingerprint: String,
    /// Columns before them that this program put there, in a return file.
    pub own_columns: usize,
}

/// The file within a data directory.
const FILE: &str = "import-columns.json";
/// Bytes it may have; one header takes a few hundred.
const BYTES_MAX: u64 = 1 << 20;
/// Headers that are kept; the rest an office has forgotten too.
const HEADERS_MAX: usize = 500;

/// Whether nothing was ever said of any header.
pub fn is_empty(data_dir: &Path) -> bool {
    all(data_dir).is_empty()
}

/// What is remembered of a header; nothing if it was never pointed at, or the file cannot be read.
pub fn load(data_dir: &Path, header: &HeaderName) -> Pointed {
    let said = all(data_dir).remove(&header.fingerprint);
    let said = said.unwrap_or_default().into_iter();
    said.map(|(place, field)| (place.saturating_add(header.own_columns), field))
        .collect()
}

/// Remembers what was said of a header; forgets it where nothing was.
///
/// # Errors
/// [`FilesFault`] if it could not be written.
pub fn save(data_dir: &Path, header: &HeaderName, pointed: &Pointed) -> Result<(), FilesFault> {
    let HeaderName {
        fingerprint,
        own_columns,
    } = header;
    let pointed: Pointed = pointed
        .iter()
        .filter_map(|(place, field)| Some((place.checked_sub(*own_columns)?, field.clone())))
        .collect();
    let mut known = all(data_dir);
    if pointed.is_empty() {
        if known.remove(fingerprint).is_none() {
            return Ok(());
        }
    } else {
        known.insert(fingerprint.clone(), pointed);
    }
    while known.len() > HEADERS_MAX {
        known.pop_first();
    }
    let path = data_dir.join(FILE);
    let bytes = serde_json::to_vec(&known).map_err(|cause| FilesFault::Io {
        path: path.clone(),
        operation: "encode",
        cause: io::Error::other(cause),
    })?;
    files::replace(&path, &bytes)
}

fn all(data_dir: &Path) -> BTreeMap<String, Pointed> {
    let path = data_dir.join(FILE);
    let plain = path
        .symlink_metadata()
        .is_ok_and(|found| found.is_file() && found.len() <= BYTES_MAX);
    let bytes = if plain {
        std::fs::read(&path).ok()
    } else {
        None
    };
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    fn header(fingerprint: &str, own_columns: usize) -> HeaderName {
        HeaderName {
            fingerprint: fingerprint.to_owned(),
            own_columns,
        }
    }

    #[test]
    fn what_was_said_of_a_header_comes_back_for_that_header_alone() {
        let dir = tempfile::tempdir().unwrap();
        let said: Pointed = vec![(2, Some("name".into())), (4, None)];
        let (a, b) = (header("a", 0), header("b", 0));
        assert!(load(dir.path(), &a).is_empty());
        save(dir.path(), &a, &said).unwrap();
        save(dir.path(), &b, &vec![(0, None)]).unwrap();
        assert_eq!(load(dir.path(), &a), said);
        save(dir.path(), &a, &Vec::new()).unwrap();
        assert!(load(dir.path(), &a).is_empty());
        assert_eq!(load(dir.path(), &b), [(0, None)]);
        let mode = dir.path().join(FILE).metadata().unwrap().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(dir.path().join(FILE), b"{").unwrap();
        assert!(load(dir.path(), &b).is_empty(), "a damaged one is none");
    }

    #[test]
    fn what_was_said_of_a_list_holds_for_its_return_file_and_the_other_way_round() {
        let dir = tempfile::tempdir().unwrap();
        let (list, returned) = (header("a", 0), header("a", 2));
        save(dir.path(), &list, &vec![(0, Some("name".into()))]).unwrap();
        assert_eq!(load(dir.path(), &returned), [(2, Some("name".into()))]);
        save(dir.path(), &returned, &vec![(1, None), (5, None)]).unwrap();
        assert_eq!(load(dir.path(), &list), [(3, None)]);
    }
}
