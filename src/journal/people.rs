//! The register of identities: names, numbers, phones, accounts and addresses, apart from the journal.
//!
//! `{"seq":…,"prev":…,"entry":…,"unit":"k/n","person":…,"record":"sm3:…","digest":"sm3:…","salt":"…","identity":{…}}`
//!
//! The journal names a record by the SM3 of exactly the bytes `"salt":"…","identity":{…}`. The chain of the
//! register covers that digest, not those bytes: they stand behind the line's own digest, so that they
//! can be taken out when the retention of a record has ended, without breaking either chain. The salt goes
//! with them; without it nobody can guess a name and prove it.

use std::fmt;

use super::{
    entry::Recorded,
    event::PersonRef,
    fault::JournalFault,
    line::{Link, Scan, push_digest, push_number, push_start, push_unit},
    place::{Head, UnitPart},
};
use crate::{
    base::digest::{Digest, push_hex, read_hex},
    domain::{ids::PersonId, person::Identity},
};

/// What stands in place of a removed record.
const REMOVED: &[u8] = b"\"salt\":null,\"identity\":null";

/// Sixteen bytes that keep the digest of a record from being guessed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// Bytes from the operating system's source of chance.
    pub fn random() -> Result<Self, JournalFault> {
        let mut bytes = [0; 16];
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match rustix::rand::getrandom(rest, rustix::rand::GetRandomFlags::empty()) {
                Ok(count) => filled += count,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => {
                    return Err(JournalFault::io("getrandom".as_ref(), "read")(error.into()));
                }
            }
        }
        Ok(Self(bytes))
    }

    /// Chosen bytes: for demonstrations and fixtures, whose people are invented.
    pub const fn chosen(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt")
    }
}

/// A record that can be written: an identity with its salt, and the reference the journal will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    identity: Identity,
    salted: Digest,
    tail: Vec<u8>,
}

impl Record {
    /// Salts an identity. The reference goes into an event, the record to [`super::Journal::append`].
    pub fn new(identity: Identity, salt: Salt) -> Self {
        let mut tail = Vec::with_capacity(320);
        tail.extend_from_slice(b"\"salt\":\"");
        push_hex(&mut tail, &salt.0);
        tail.extend_from_slice(b"\",\"identity\":");
        #[expect(
            clippy::expect_used,
            reason = "numbers and text always have a JSON form, and a Vec never fails"
        )]
        serde_json::to_writer(&mut tail, &identity).expect("an identity is numbers and text");
        Self {
            salted: Digest::of(&tail),
            identity,
            tail,
        }
    }

    /// What the journal says of it.
    pub fn reference(&self) -> PersonRef {
        PersonRef {
            person: self.identity.person,
            record: self.salted.to_string(),
        }
    }

    /// Who it is about.
    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The record as an entry carries it.
    pub(crate) fn recorded(self) -> Recorded {
        Recorded {
            reference: self.reference(),
            identity: Some(self.identity),
        }
    }

    /// Whether the journal means this record.
    pub(crate) fn is(&self, reference: &PersonRef) -> bool {
        reference.person == self.identity.person
            && Digest::read(reference.record.as_bytes()) == Some(self.salted)
    }
}

/// Appends the line of a record with its newline, and returns its digest.
pub(crate) fn encode(
    out: &mut Vec<u8>,
    before: Head,
    unit: UnitPart,
    entry: u64,
    record: &Record,
) -> Digest {
    let start = out.len();
    push_start(out, before.seq + 1, before.digest);
    out.extend_from_slice(b",\"entry\":");
    push_number(out, entry);
    push_unit(out, unit);
    out.extend_from_slice(b",\"person\":");
    push_number(out, record.identity.person.0);
    out.extend_from_slice(b",\"record\":\"");
    record.salted.write_to(out);
    out.push(b'"');
    let digest = push_digest(out, start);
    out.push(b',');
    out.extend_from_slice(&record.tail);
    out.extend_from_slice(b"}\n");
    digest
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonLine {
    /// The entry it was written for.
    pub entry: u64,
    /// The person.
    pub person: PersonId,
    /// The salted digest.
    pub record: Digest,
    /// The identity, unless it was removed.
    pub identity: Option<Identity>,
}

/// Reads what a line of the register says; the removable part must match its digest.
pub(crate) fn decode(link: &Link, line: &[u8]) -> Result<PersonLine, &'static str> {
    const SHAPE: &str = "it is not a line of the register";
    let (person, record, tail) = split(line).ok_or(SHAPE)?;
    let identity = if tail == REMOVED {
        None
    } else {
        if Digest::of(tail) != record {
            return Err("its record is not the one its digest was made of");
        }
        let identity = read_tail(tail).ok_or("its record cannot be read")?;
        if identity.person != person {
            return Err("its record is about somebody else");
        }
        Some(identity)
    };
    Ok(PersonLine {
        entry: link.order,
        person,
        record,
        identity,
    })
}

/// The person, the salted digest and the removable part of a line.
fn split(line: &[u8]) -> Option<(PersonId, Digest, &[u8])> {
    let mut scan = Scan(line);
    scan.literal(b"{\"seq\":")?.number()?;
    scan.literal(b",\"prev\":\"")?.text()?;
    scan.literal(b",\"entry\":")?.number()?;
    scan.literal(b",\"unit\":\"")?.text()?;
    let person = scan.literal(b",\"person\":")?.number()?;
    let record = scan.literal(b",\"record\":\"")?.digest()?;
    scan.literal(b",\"digest\":\"")?.text()?;
    scan.literal(b",")?;
    Some((PersonId(person), record, scan.0.strip_suffix(b"}")?))
}

fn read_tail(tail: &[u8]) -> Option<Identity> {
    let mut scan = Scan(tail);
    let salt = scan.literal(b"\"salt\":\"")?.text()?;
    read_hex(salt, &mut [0; 16])?;
    scan.literal(b",\"identity\":")?;
    serde_json::from_slice(scan.0).ok()
}

/// The line of the register without its removable part, if it is about this person and still has one.
pub(crate) fn without_record(line: &[u8], of: PersonId) -> Option<Vec<u8>> {
    let (person, _, tail) = split(line)?;
    if person != of || tail == REMOVED {
        return None;
    }
    let kept = line.get(..line.len() - tail.len() - 1)?;
    let mut out = Vec::with_capacity(kept.len() + REMOVED.len() + 1);
    out.extend_from_slice(kept);
    out.extend_from_slice(REMOVED);
    out.push(b'}');
    Some(out)
}
