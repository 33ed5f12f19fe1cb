//! Entries: one command's worth of events with who, when and from where; and their canonical line.
//!
//! `{"seq":…,"prev":"sm3:…","at":"…","actor":…,"session":"…","key":"…","unit":"k/n","events":[…],"digest":"sm3:…"}`

use serde::{Deserialize, Serialize};

use super::{
    event::{Event, PersonRef},
    line::{
        Form, Link, Scan, push_digest, push_number, push_start, push_text, push_unit, unescape,
    },
    place::{Head, UnitPart},
};
use crate::{
    base::digest::Digest,
    domain::{ids::StaffId, person::Identity},
};

/// What the engine hands to the writer: an entry without its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When, as RFC 3339 with +08:00.
    pub at: String,
    /// Who.
    pub actor: StaffId,
    /// Which session, for the access log and for telling two windows of one person apart.
    pub session: String,
    /// Idempotency key: the same key twice is the same command, done once.
    pub key: String,
    /// What happened.
    pub events: Vec<Event>,
}

/// The identity behind one [`Event::PersonRecorded`] of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Which record the event means.
    pub reference: PersonRef,
    /// The record; `None` once it was removed because its retention had ended.
    pub identity: Option<Identity>,
}

/// One entry of the journal as it was read or written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number, from 1, without gaps.
    pub seq: u64,
    /// Digest of the entry before; of the empty text for the first.
    pub prev: Digest,
    /// What the engine handed over.
    pub draft: Draft,
    /// Place in its commit unit.
    pub unit: UnitPart,
    /// Digest of this entry's line before `,"digest"`.
    pub digest: Digest,
    /// The identities behind its [`Event::PersonRecorded`]s, in their order.
    pub people: Vec<Recorded>,
}

impl Entry {
    /// The place of this entry in the chain.
    pub const fn head(&self) -> Head {
        Head {
            seq: self.seq,
            digest: self.digest,
        }
    }

    /// The identity a reference of this entry means; `None` if it was removed.
    pub fn identity(&self, of: &PersonRef) -> Option<&Identity> {
        self.people
            .iter()
            .find(|recorded| recorded.reference == *of)
            .and_then(|recorded| recorded.identity.as_ref())
    }
}

/// Why a line could not be taken for an entry.
#[derive(Debug)]
pub(crate) enum NotAnEntry {
    /// Its members are not those of a line.
    Shape,
    /// Its events are not known to this build.
    Events(serde_json::Error),
}

/// Appends the line of a draft with its newline, and returns its digest.
pub(crate) fn encode(
    out: &mut Vec<u8>,
    before: Head,
    unit: UnitPart,
    draft: &Draft,
) -> Result<Digest, serde_json::Error> {
    let start = out.len();
    push_start(out, before.seq + 1, before.digest);
    out.extend_from_slice(b",\"at\":");
    push_text(out, &draft.at);
    out.extend_from_slice(b",\"actor\":");
    push_number(out, draft.actor.0.into());
    out.extend_from_slice(b",\"session\":");
    push_text(out, &draft.session);
    out.extend_from_slice(b",\"key\":");
    push_text(out, &draft.key);
    push_unit(out, unit);
    out.extend_from_slice(b",\"events\":");
    serde_json::to_writer(&mut *out, &draft.events)?;
    let digest = push_digest(out, start);
    out.extend_from_slice(b"}\n");
    Ok(digest)
}

/// Reads what a line says. The link must be that of the line, and checked.
pub(crate) fn decode(link: &Link, line: &[u8]) -> Result<Draft, NotAnEntry> {
    let mut scan = Scan(line.get(..link.covered).ok_or(NotAnEntry::Shape)?);
    let draft = decode_members(&mut scan).ok_or(NotAnEntry::Shape)?;
    // Checked once as a whole, its strings need not be checked one by one.
    let events = std::str::from_utf8(scan.0).map_err(|_| NotAnEntry::Shape)?;
    let events = serde_json::from_str(events).map_err(NotAnEntry::Events)?;
    Ok(Draft { events, ..draft })
}

/// Reads the members before the events and stops at their bracket.
fn decode_members(scan: &mut Scan<'_>) -> Option<Draft> {
    scan.literal(b"{\"seq\":")?.number()?;
    scan.literal(b",\"prev\":\"")?.text()?;
    let at = unescape(scan.literal(b",\"at\":\"")?.text()?)?;
    let actor = scan.literal(b",\"actor\":")?.number()?;
    let session = unescape(scan.literal(b",\"session\":\"")?.text()?)?;
    let key = unescape(scan.literal(b",\"key\":\"")?.text()?)?;
    scan.literal(b",\"unit\":\"")?.text()?;
    scan.literal(b",\"events\":")?;
    Some(Draft {
        at,
        actor: StaffId(u32::try_from(actor).ok()?),
        session,
        key,
        events: Vec::new(),
    })
}

/// The day an entry was written, `2026-11-23`, without reading its events.
pub(crate) fn day_of(link: &Link, line: &[u8]) -> Option<String> {
    let mut scan = Scan(line.get(..link.covered)?);
    scan.literal(b"{\"seq\":")?.number()?;
    scan.literal(b",\"prev\":\"")?.text()?;
    let at = scan.literal(b",\"at\":\"")?.text()?;
    unescape(at.get(..10)?)
}

/// The form of the journal's own lines.
pub(crate) const FORM: Form = Form::Journal;
