//! One chain that is written to: lines at its end, a new segment when one is full, a sync when it is told.
//!
//! Knows nothing of what the lines say. After a failed write it is poisoned.

use std::sync::Arc;

use super::{
    fault::JournalFault,
    line::Form,
    place::Head,
    recovery::{self, CutPart, End},
    segments::Segments,
};
use crate::base::{limits::SEGMENTS_MAX, medium::MediumFile};

/// Ending of a file that is being written and will be renamed.
pub(crate) const UNFINISHED: &str = ".tmp";

/// One chain that is written to.
#[derive(Debug)]
pub(crate) struct ChainWriter {
    segments: Segments,
    file: Option<Box<dyn MediumFile>>,
    number: u32,
    length: u64,
    synced_length: u64,
    /// Bytes that stood in this segment when it was opened; they are never taken back.
    opened_length: u64,
    head: Head,
    synced_head: Head,
    segment_bytes: u64,
    poisoned: bool,
}

impl ChainWriter {
    /// Opens a chain at its end, after setting a torn tail aside.
    pub(crate) fn open(
        segments: Segments,
        end: End,
        segment_bytes: u64,
    ) -> Result<(Self, Option<CutPart>), JournalFault> {
        let cut = recovery::cut_off(&segments, end)?;
        let mut file = None;
        if end.number > 0 {
            let path = segments.path(end.number);
            let opened = segments
                .medium
                .open_append(&path)
                .map_err(JournalFault::io(&path, "open"))?;
            file = Some(opened);
        }
        if end.length == 0 {
            // A segment that holds a line got it after its name was synced; an empty one may not have come so far.
            sync_dir(&segments)?;
        }
        let writer = Self {
            segments,
            file,
            number: end.number,
            length: end.length,
            synced_length: 0,
            opened_length: end.length,
            head: end.head,
            synced_head: Head::start(),
            segment_bytes,
            poisoned: false,
        };
        Ok((writer, cut))
    }

    /// Takes it as certain that everything up to here lasts: somebody was told so.
    pub(crate) fn trust(&mut self) {
        self.synced_length = self.length;
        self.synced_head = self.head;
    }

    pub(crate) const fn head(&self) -> Head {
        self.head
    }

    /// Whether an earlier write failed.
    pub(crate) const fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// What it writes to.
    pub(crate) const fn segments(&self) -> &Segments {
        &self.segments
    }

    /// The last line that is certain to last.
    pub(crate) const fn synced_head(&self) -> Head {
        self.synced_head
    }

    /// Refuses if an earlier write failed.
    pub(crate) fn ready(&self) -> Result<(), JournalFault> {
        if self.poisoned {
            return Err(JournalFault::Poisoned {
                path: self.segments.dir.clone(),
            });
        }
        Ok(())
    }

    /// Writes whole lines that end with `head`; they last once [`Self::sync`] returns.
    pub(crate) fn append(&mut self, lines: &[u8], head: Head) -> Result<(), JournalFault> {
        self.ready()?;
        self.try_append(lines).inspect_err(|_| self.poison())?;
        self.length += lines.len() as u64;
        self.head = head;
        Ok(())
    }

    fn try_append(&mut self, lines: &[u8]) -> Result<(), JournalFault> {
        let full = self.length > 0 && self.length + lines.len() as u64 > self.segment_bytes;
        if self.file.is_none() || full {
            self.begin_segment()?;
        }
        let Some(file) = self.file.as_mut() else {
            return Err(JournalFault::SegmentMissing {
                path: self.segments.path(self.number),
            });
        };
        file.append(lines).map_err(|cause| JournalFault::Io {
            path: self.segments.path(self.number),
            operation: "append",
            cause,
        })
    }

    fn begin_segment(&mut self) -> Result<(), JournalFault> {
        if self.number >= SEGMENTS_MAX {
            return Err(JournalFault::TooLarge {
                what: "segments",
                size: self.number as usize,
                max: SEGMENTS_MAX as usize,
            });
        }
        if self.length > self.synced_length {
            self.try_sync()?;
        }
        let path = self.segments.path(self.number + 1);
        let file = self
            .segments
            .medium
            .create(&path)
            .map_err(JournalFault::io(&path, "create"))?;
        self.file = Some(file);
        self.number += 1;
        self.length = 0;
        self.synced_length = 0;
        self.opened_length = 0;
        sync_dir(&self.segments)
    }

    /// Makes everything appended last through a power failure.
    pub(crate) fn sync(&mut self) -> Result<(), JournalFault> {
        self.ready()?;
        self.try_sync().inspect_err(|_| self.poison())
    }

    fn try_sync(&mut self) -> Result<(), JournalFault> {
        if let Some(file) = self.file.as_mut() {
            file.sync().map_err(|cause| JournalFault::Io {
                path: self.segments.path(self.number),
                operation: "sync",
                cause,
            })?;
        }
        self.synced_length = self.length;
        self.synced_head = self.head;
        Ok(())
    }

    /// Writes nothing more, and tries to take back what was not acknowledged, so that a restart finds
    /// what people were told. If that fails too, a restart finds the whole unit or cuts it off.
    fn poison(&mut self) {
        self.poisoned = true;
        self.head = self.synced_head;
        // Of the access log nothing is taken back: a look that was written has happened.
        if self.segments.form == Form::Access {
            return;
        }
        if let Some(file) = self.file.as_mut() {
            let keep = self.synced_length.max(self.opened_length);
            drop(file.truncate(keep).and_then(|()| file.sync()));
        }
    }

    /// Replaces one segment by other bytes with the same chain. The writer goes on behind them.
    pub(crate) fn replace_segment(
        &mut self,
        number: u32,
        bytes: &[u8],
    ) -> Result<(), JournalFault> {
        self.ready()?;
        let path = self.segments.path(number);
        let beside = self.segments.dir.join(format!("{number:06}{UNFINISHED}"));
        let medium = Arc::clone(&self.segments.medium);
        let replaced = medium
            .create(&beside)
            .and_then(|mut file| {
                file.append(bytes)?;
                file.sync()?;
                medium.rename(&beside, &path)?;
                medium.sync_dir(&self.segments.dir)?;
                Ok(file)
            })
            .map_err(JournalFault::io(&path, "replace"));
        match replaced {
            Ok(file) if number == self.number => {
                self.length = bytes.len() as u64;
                self.synced_length = self.length;
                self.file = Some(file);
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(fault) => {
                self.poisoned = true;
                Err(fault)
            }
        }
    }
}

fn sync_dir(segments: &Segments) -> Result<(), JournalFault> {
    segments
        .medium
        .sync_dir(&segments.dir)
        .map_err(JournalFault::io(&segments.dir, "sync directory"))
}
