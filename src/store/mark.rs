//! The mark: a few lines of text beside the tree that can be read when the tree cannot.
//!
//! It tells whether the tree is of this shape and made with these weights, how far it had come at least, and
//! whether it was left in order. The journal asks it too: an entry that was folded was acknowledged.

use std::{fs, path::Path};

use super::{fault::StoreFault, shape::shape};
use crate::{
    base::{digest::Digest, files},
    domain::queue::QueueWeights,
    journal::Head,
};

/// The name of the file.
const NAME: &str = "mark";

/// How the tree was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// In order, with a file and a sum like this.
    InOrder {
        /// Bytes of the file of sled.
        length: u64,
        /// The sum of all records.
        sum: u64,
    },
    /// While something was being written, or still is.
    Writing,
    /// With something that could not be folded or read.
    Broken,
}

/// What the mark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The weights, as one line.
    pub weights: String,
    /// An entry that was folded.
    pub head: Head,
    /// How the tree was left.
    pub left: Left,
}

/// Why there is no mark to go by.
#[derive(Debug, PartialEq, Eq)]
pub enum NoMark {
    /// There is no file.
    Missing,
    /// It is of another shape, or no mark at all.
    OtherFormat,
}

impl Mark {
    /// Reads the mark in a directory.
    pub fn read(dir: &Path) -> Result<Result<Self, NoMark>, StoreFault> {
        let path = dir.join(NAME);
        match fs::read(&path) {
            Ok(bytes) => Ok(std::str::from_utf8(&bytes)
                .ok()
                .and_then(Self::of_text)
                .ok_or(NoMark::OtherFormat)),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(Err(NoMark::Missing)),
            Err(cause) => Err(StoreFault::Io {
                operation: "read",
                path,
                cause,
            }),
        }
    }

    /// Writes the mark, so that one or the other is there whatever happens.
    pub fn write(&self, dir: &Path) -> Result<(), StoreFault> {
        Ok(files::replace(&dir.join(NAME), self.text().as_bytes())?)
    }

    /// Takes the mark away: there is no tree.
    pub fn remove(dir: &Path) -> Result<(), StoreFault> {
        let path = dir.join(NAME);
        match fs::remove_file(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(StoreFault::Io {
                operation: "remove",
                path,
                cause,
            }),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn text(&self) -> String {
        let left = match self.left {
            Left::InOrder { length, sum } => format!("in order {length} {sum}"),
            Left::Writing => "writing".to_owned(),
            Left::Broken => "broken".to_owned(),
        };
        format!(
            "hecha store {:016x}\nweights {}\nhead {} {}\nleft {left}\n",
            shape(),
            self.weights,
            self.head.seq,
            self.head.digest
        )
    }

    fn of_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let format = lines.next()?.strip_prefix("hecha store ")?;
        if u64::from_str_radix(format, 16) != Ok(shape()) {
            return None;
        }
        let weights = lines.next()?.strip_prefix("weights ")?.to_owned();
        let (seq, digest) = lines.next()?.strip_prefix("head ")?.split_once(' ')?;
        let head = Head {
            seq: seq.parse().ok()?,
            digest: Digest::read(digest.as_bytes())?,
        };
        let left = match lines.next()?.strip_prefix("left ")? {
            "writing" => Left::Writing,
            "broken" => Left::Broken,
            other => {
                let (length, sum) = other.strip_prefix("in order ")?.split_once(' ')?;
                Left::InOrder {
                    length: length.parse().ok()?,
                    sum: sum.parse().ok()?,
                }
            }
        };
        Some(Self {
            weights,
            head,
            left,
        })
    }
}

/// The weights as one line that tells them apart.
pub fn weights_line(weights: &QueueWeights) -> String {
    let alerts: Vec<String> = weights
        .alerts
        .iter()
        .map(|(kind, days)| format!("{kind:?}={days}"))
        .collect();
    format!(
        "half_year={} returned={} of_age={} {}",
        weights.half_year,
        weights.returned,
        weights.of_age,
        alerts.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::{Left, Mark};
    use crate::journal::Head;

    #[test]
    fn a_mark_reads_back_and_one_of_another_shape_does_not() {
        for left in [
            Left::InOrder { length: 77, sum: 8 },
            Left::Writing,
            Left::Broken,
        ] {
            let mark = Mark {
                weights: "half_year=3 returned=5 Vehicle=9".to_owned(),
                head: Head::start(),
                left,
            };
            let text = mark.text();
            assert_eq!(Mark::of_text(&text), Some(mark));
            assert_eq!(Mark::of_text(&text.replacen("store ", "store 7", 1)), None);
            assert_eq!(Mark::of_text(&text[..text.len() / 2]), None);
        }
    }
}
