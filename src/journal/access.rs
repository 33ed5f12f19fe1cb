//! The access log: who opened, searched, revealed or exported what, and when (社会救助法 第七十条).
//!
//! `{"seq":…,"prev":…,"synced":…,"unit":"k/n","at":"…","actor":…,"session":"…","look":{…},"digest":"sm3:…"}`
//!
//! Its own chained file, so that looking costs no wait: notes are written at once by a thread of its own and
//! synced together after [`ACCESS_SYNC_MS_MAX`]. A killed program loses none that were taken, a power failure
//! at most the last of them. `synced` says how far the file was certain when the line was written, so that
//! damage further back is not taken for the remains of a power failure.
//!
//! It holds no personal data: of a search it keeps the kind and the number of hits, never the text. A salted
//! digest of the text would be no better: a name or four digits of a number are guessed in a second.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use serde::{Deserialize, Serialize};

use super::{
    chain::ChainReader,
    chain_writer::ChainWriter,
    fault::JournalFault,
    line::{
        Form, Link, Scan, push_digest, push_number, push_start, push_text, push_unit, unescape,
    },
    place::{Head, UnitPart},
    recovery::{self, CutPart},
    segments::Segments,
};
use crate::{
    base::{
        clock::Deadline,
        fault::FaultFacts,
        limits::{
            ACCESS_SYNC_MS_MAX, ACCESS_UNIT_MAX, ACCESS_WAITING_MAX, PERSON_BYTES_MAX,
            SEGMENT_BYTES_MAX,
        },
        medium::Medium,
    },
    domain::ids::{CaseId, PersonId, StaffId},
};

/// Directory of the access log within the data directory.
pub const ACCESS_DIR: &str = "access";

/// What a search went by; its text is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchBy {
    /// 姓名.
    Name,
    /// 拼音首字母.
    Initials,
    /// 证件号码 or a part of it.
    Number,
    /// 村/社区.
    Village,
    /// 案号.
    CaseNumber,
    /// Anything else.
    Other,
}

/// What was shown unmasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonField {
    /// 姓名.
    Name,
    /// 公民身份号码.
    Number,
    /// 联系电话.
    Phone,
    /// 银行账号.
    Account,
    /// 住址.
    Address,
}

/// One look at personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum Look {
    /// A case was opened.
    Opened {
        /// Which.
        case: CaseId,
    },
    /// Something was searched for.
    Searched {
        /// What the search went by.
        by: SearchBy,
        /// How much was found.
        hits: u32,
    },
    /// A masked field was revealed.
    Revealed {
        /// In which case.
        case: CaseId,
        /// Whose.
        person: PersonId,
        /// Which field.
        field: PersonField,
    },
    /// Data left the program as a file, a print or a pipe.
    Exported {
        /// What, e.g. `queue` or `ledger`; never data.
        kind: String,
        /// How many rows.
        rows: u32,
    },
}

/// Who looked, when, at what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessNote {
    /// When, as RFC 3339 with +08:00.
    pub at: String,
    /// Who.
    pub actor: StaffId,
    /// In which session.
    pub session: String,
    /// At what.
    pub look: Look,
}

/// A note as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// Number, from 1.
    pub seq: u64,
    /// What was noted.
    pub note: AccessNote,
}

enum Message {
    Note(AccessNote),
    Flush(Sender<()>),
}

/// The open access log of a data directory; there is one for each, beside the one writer of the journal.
#[derive(Debug)]
pub struct AccessLog {
    sender: Option<Sender<Message>>,
    fault: Arc<Mutex<Option<FaultFacts>>>,
    thread: Option<JoinHandle<()>>,
    dir: std::path::PathBuf,
}

fn access_segments(medium: &Arc<dyn Medium>, data: &Path) -> Segments {
    Segments {
        medium: Arc::clone(medium),
        dir: data.join(ACCESS_DIR),
        form: Form::Access,
    }
}

impl AccessLog {
    /// Opens the access log, setting a torn end aside, and starts its thread.
    pub fn open(
        medium: &Arc<dyn Medium>,
        data: &Path,
    ) -> Result<(Self, Option<CutPart>), JournalFault> {
        Self::open_syncing_after(medium, data, ACCESS_SYNC_MS_MAX)
    }

    /// As [`Self::open`], with another time after which written notes are synced.
    pub fn open_syncing_after(
        medium: &Arc<dyn Medium>,
        data: &Path,
        sync_ms: u64,
    ) -> Result<(Self, Option<CutPart>), JournalFault> {
        let segments = access_segments(medium, data);
        medium
            .make_dir(&segments.dir)
            .map_err(JournalFault::io(&segments.dir, "make directory"))?;
        let dir = segments.dir.clone();
        let end = recovery::find_end(&segments, None)?;
        if end.length == 0 {
            medium
                .sync_dir(data)
                .map_err(JournalFault::io(data, "sync directory"))?;
        }
        let (writer, cut) = ChainWriter::open(segments, end, SEGMENT_BYTES_MAX)?;
        let (sender, receiver) = bounded(ACCESS_WAITING_MAX);
        let fault = Arc::new(Mutex::new(None));
        let told = Arc::clone(&fault);
        let thread = std::thread::Builder::new()
            .name("access-log".to_owned())
            .spawn(move || {
                let mut pen = Pen {
                    writer,
                    lines: Vec::new(),
                    fault: told,
                    sync_ms,
                };
                pen.run(&receiver);
            })
            .map_err(JournalFault::io(&dir, "start thread"))?;
        let log = Self {
            sender: Some(sender),
            fault,
            thread: Some(thread),
            dir,
        };
        Ok((log, cut))
    }

    /// Takes a note. Returns at once unless [`ACCESS_WAITING_MAX`] notes wait for the disk.
    ///
    /// # Errors
    /// [`JournalFault::Poisoned`] once a write has failed: whoever asks must not show what cannot be logged.
    pub fn note(&self, note: AccessNote) -> Result<(), JournalFault> {
        if self.fault().is_some() {
            return Err(self.poisoned());
        }
        let sender = self.sender.as_ref().ok_or_else(|| self.poisoned())?;
        sender
            .send(Message::Note(note))
            .map_err(|_| self.poisoned())
    }

    /// Waits until everything noted before lasts through a power failure, e.g. before an export is handed over.
    pub fn flush(&self) -> Result<(), JournalFault> {
        let (done, wait) = bounded(1);
        let sender = self.sender.as_ref().ok_or_else(|| self.poisoned())?;
        sender
            .send(Message::Flush(done))
            .map_err(|_| self.poisoned())?;
        let answered = wait.recv().is_ok();
        if answered && self.fault().is_none() {
            Ok(())
        } else {
            Err(self.poisoned())
        }
    }

    /// What failed, if something did.
    pub fn fault(&self) -> Option<FaultFacts> {
        self.fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn poisoned(&self) -> JournalFault {
        JournalFault::Poisoned {
            path: self.dir.clone(),
        }
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        // The thread writes and syncs what waits once nobody can send any more.
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// What the thread of the access log holds.
struct Pen {
    writer: ChainWriter,
    lines: Vec<u8>,
    fault: Arc<Mutex<Option<FaultFacts>>>,
    sync_ms: u64,
}

impl Pen {
    fn run(&mut self, receiver: &Receiver<Message>) {
        let mut sync_at: Option<Deadline> = None;
        // Lines that the process before may have left unsynced.
        let synced = self.writer.sync();
        self.remember(synced);
        loop {
            let first = match sync_at {
                Some(when) => receiver.recv_timeout(when.left()),
                None => receiver.recv().map_err(RecvTimeoutError::from),
            };
            let ended = matches!(first, Err(RecvTimeoutError::Disconnected));
            let mut flushed = Vec::new();
            let mut notes = Vec::new();
            let waiting = receiver.try_iter().take(ACCESS_UNIT_MAX - 1);
            for message in first.into_iter().chain(waiting) {
                match message {
                    Message::Note(note) => notes.push(note),
                    Message::Flush(done) => flushed.push(done),
                }
            }
            if !notes.is_empty() {
                let written = self.write(&notes);
                self.remember(written);
                sync_at.get_or_insert_with(|| Deadline::in_ms(self.sync_ms));
            }
            let due = sync_at.is_some_and(|when| when.left().is_zero());
            if ended || due || !flushed.is_empty() {
                let synced = self.writer.sync();
                self.remember(synced);
                sync_at = None;
            }
            for done in flushed {
                // If the answer cannot be given, nobody waits for it any more.
                done.send(()).ok();
            }
            if ended {
                return;
            }
        }
    }

    fn write(&mut self, notes: &[AccessNote]) -> Result<(), JournalFault> {
        self.lines.clear();
        let mut before = self.writer.head();
        let synced = self.writer.synced_head().seq;
        let n = u32::try_from(notes.len()).unwrap_or(u32::MAX);
        for (k, note) in (1..).zip(notes) {
            let start = self.lines.len();
            let place = Place {
                before,
                synced,
                unit: UnitPart { k, n },
            };
            let digest = encode(&mut self.lines, place, note);
            let size = self.lines.len() - start;
            if size > PERSON_BYTES_MAX {
                return Err(JournalFault::TooLarge {
                    what: "bytes of a note",
                    size,
                    max: PERSON_BYTES_MAX,
                });
            }
            before = Head {
                seq: before.seq + 1,
                digest,
            };
        }
        self.writer.append(&self.lines, before)
    }

    fn remember(&self, outcome: Result<(), JournalFault>) {
        if let Err(fault) = outcome {
            self.fault
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get_or_insert_with(|| fault.facts());
        }
    }
}

/// Where a note goes.
#[derive(Debug, Clone, Copy)]
struct Place {
    before: Head,
    synced: u64,
    unit: UnitPart,
}

fn encode(out: &mut Vec<u8>, place: Place, note: &AccessNote) -> crate::base::digest::Digest {
    let start = out.len();
    push_start(out, place.before.seq + 1, place.before.digest);
    out.extend_from_slice(b",\"synced\":");
    push_number(out, place.synced);
    push_unit(out, place.unit);
    out.extend_from_slice(b",\"at\":");
    push_text(out, &note.at);
    out.extend_from_slice(b",\"actor\":");
    push_number(out, note.actor.0.into());
    out.extend_from_slice(b",\"session\":");
    push_text(out, &note.session);
    out.extend_from_slice(b",\"look\":");
    #[expect(
        clippy::expect_used,
        reason = "numbers and text always have a JSON form, and a Vec never fails"
    )]
    serde_json::to_writer(&mut *out, &note.look).expect("a look is numbers and text");
    let digest = push_digest(out, start);
    out.extend_from_slice(b"}\n");
    digest
}

fn decode(link: &Link, line: &[u8]) -> Option<AccessNote> {
    let mut scan = Scan(line.get(..link.covered)?);
    scan.literal(b"{\"seq\":")?.number()?;
    scan.literal(b",\"prev\":\"")?.text()?;
    scan.literal(b",\"synced\":")?.number()?;
    scan.literal(b",\"unit\":\"")?.text()?;
    let at = unescape(scan.literal(b",\"at\":\"")?.text()?)?;
    let actor = scan.literal(b",\"actor\":")?.number()?;
    let session = unescape(scan.literal(b",\"session\":\"")?.text()?)?;
    scan.literal(b",\"look\":")?;
    Some(AccessNote {
        at,
        actor: StaffId(u32::try_from(actor).ok()?),
        session,
        look: serde_json::from_slice(scan.0).ok()?,
    })
}

/// The notes of a data directory, in order, each checked. Reads beside a running program.
pub fn read(medium: &Arc<dyn Medium>, data: &Path) -> Result<AccessEntries, JournalFault> {
    let segments = access_segments(medium, data);
    let end = match medium.list(&segments.dir) {
        Ok(_) => recovery::find_end(&segments, None)?.head,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Head::start(),
        Err(error) => return Err(JournalFault::io(&segments.dir, "list")(error)),
    };
    let dir = segments.dir.clone();
    let chain = if end.seq == 0 {
        None
    } else {
        let position = segments.find(1)?;
        Some(ChainReader::new(segments, position, end.seq)?)
    };
    Ok(AccessEntries {
        dir,
        head: end,
        chain,
    })
}

/// The notes of an access log in order.
#[derive(Debug)]
pub struct AccessEntries {
    dir: std::path::PathBuf,
    head: Head,
    chain: Option<ChainReader>,
}

impl AccessEntries {
    /// The last note.
    pub const fn head(&self) -> Head {
        self.head
    }
}

impl Iterator for AccessEntries {
    type Item = Result<AccessEntry, JournalFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = match self.chain.as_mut()?.advance() {
            Ok(None) => None,
            Ok(Some((link, line))) => Some(match decode(&link, line) {
                Some(note) => Ok(AccessEntry {
                    seq: link.seq,
                    note,
                }),
                None => Err(JournalFault::Newer {
                    path: self.dir.clone(),
                    seq: link.seq,
                    cause: "its members".to_owned(),
                }),
            }),
            Err(fault) => Some(Err(fault)),
        };
        if !matches!(read, Some(Ok(_))) {
            self.chain = None;
        }
        read
    }
}
