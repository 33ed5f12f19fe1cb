//! The canonical line: what every chained file has in common, read without decoding what it says.
//!
//! A line is one JSON object whose members stand in a fixed order without blanks, so that the few that
//! make the chain are found by walking over bytes. It is genuine if its digest is that of exactly the
//! bytes before `,"digest"`. Anything else is not repaired, only refused.

use crate::base::digest::{Algorithm, Digest, Hasher};

use super::place::{Head, UnitPart};

/// Which of the chained files a line belongs to; each has its own order of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `seq prev at actor session key unit events digest`.
    Journal,
    /// `seq prev entry unit person record digest` and then the removable `salt identity`.
    People,
    /// `seq prev synced unit at actor session look digest`.
    Access,
}

/// The place of a line in its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// Number, from 1.
    pub seq: u64,
    /// Digest of the line before.
    pub prev: Digest,
    /// Place in its commit unit.
    pub unit: UnitPart,
    /// Digest of this line.
    pub digest: Digest,
    /// How many bytes of the line the digest covers.
    pub covered: usize,
    /// What the file is searched by: the seq, or in the register of identities the entry a record belongs to.
    pub order: u64,
    /// Every line up to this number was synced when this one was written.
    pub synced: u64,
}

impl Link {
    /// Reads the place of a line (without its newline), without checking the digest.
    pub(crate) fn read(form: Form, line: &[u8]) -> Option<Self> {
        let mut scan = Scan(line);
        let seq = scan.literal(b"{\"seq\":")?.number()?;
        let prev = scan.literal(b",\"prev\":\"")?.digest()?;
        let (unit, order, synced, digest_at) = match form {
            Form::Journal => {
                scan.literal(b",\"at\":\"")?.text()?;
                scan.literal(b",\"actor\":")?.number()?;
                scan.literal(b",\"session\":\"")?.text()?;
                scan.literal(b",\"key\":\"")?.text()?;
                let unit = scan.unit()?;
                scan.literal(b",\"events\":[")?;
                (unit, seq, seq.checked_sub(u64::from(unit.k))?, None)
            }
            Form::People => {
                let entry = scan.literal(b",\"entry\":")?.number()?;
                let unit = scan.unit()?;
                scan.literal(b",\"person\":")?.number()?;
                scan.literal(b",\"record\":\"")?.digest()?;
                let at = line.len() - scan.0.len();
                (unit, entry, seq.checked_sub(u64::from(unit.k))?, Some(at))
            }
            Form::Access => {
                let synced = scan.literal(b",\"synced\":")?.number()?;
                (scan.unit()?, seq, synced, None)
            }
        };
        let (covered, digest) = match digest_at {
            Some(at) => {
                let digest = scan.literal(b",\"digest\":\"")?.digest()?;
                scan.literal(b",")?;
                (at, digest)
            }
            None => last_member(line)?,
        };
        Some(Self {
            seq,
            prev,
            unit,
            digest,
            covered,
            order,
            synced,
        })
    }

    /// The line as a place in its chain.
    pub(crate) const fn head(&self) -> Head {
        Head {
            seq: self.seq,
            digest: self.digest,
        }
    }

    /// Whether the digest is that of the line.
    pub(crate) fn is_genuine(&self, line: &[u8]) -> bool {
        let Some(covered) = line.get(..self.covered) else {
            return false;
        };
        let mut hasher = Hasher::new(self.digest.algorithm());
        hasher.update(covered);
        hasher.finish() == self.digest
    }
}

/// Finds the digest where it is the last member: its distance from the end depends on the algorithm alone.
fn last_member(line: &[u8]) -> Option<(usize, Digest)> {
    const NAME: &[u8] = b",\"digest\":\"";
    let body = line.strip_suffix(b"\"}")?;
    for written in Algorithm::ALL.map(Algorithm::text_bytes) {
        let (covered, member) =
            body.split_at_checked(body.len().checked_sub(NAME.len() + written)?)?;
        if let Some(digest) = member.strip_prefix(NAME) {
            return Some((covered.len(), Digest::read(digest)?));
        }
    }
    None
}

/// A walk over the bytes of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scan<'a>(pub &'a [u8]);

impl<'a> Scan<'a> {
    /// Steps over exactly these bytes.
    pub(crate) fn literal(&mut self, bytes: &[u8]) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(bytes)?;
        Some(self)
    }

    /// Reads a number as it is written once: no sign, no leading zero.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let end = self
            .0
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end)?;
        if digits.is_empty() || (digits.len() > 1 && digits.first() == Some(&b'0')) {
            return None;
        }
        self.0 = rest;
        digits.iter().try_fold(0_u64, |number, digit| {
            number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
        })
    }

    /// Reads the inside of a JSON string, still escaped, and its closing quote.
    pub(crate) fn text(&mut self) -> Option<&'a [u8]> {
        let mut at = 0;
        loop {
            match self.0.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        let (inside, rest) = self.0.split_at_checked(at)?;
        self.0 = rest.get(1..)?;
        Some(inside)
    }

    /// Reads a digest and its closing quote.
    pub(crate) fn digest(&mut self) -> Option<Digest> {
        for written in Algorithm::ALL.map(Algorithm::text_bytes) {
            let (digest, rest) = self.0.split_at_checked(written)?;
            if let Some(rest) = rest.strip_prefix(b"\"") {
                self.0 = rest;
                return Digest::read(digest);
            }
        }
        None
    }

    /// Reads the member `unit`.
    fn unit(&mut self) -> Option<UnitPart> {
        let inside = self.literal(b",\"unit\":\"")?.text()?;
        let mut scan = Scan(inside);
        let k = u32::try_from(scan.number()?).ok()?;
        let n = u32::try_from(scan.literal(b"/")?.number()?).ok()?;
        (scan.0.is_empty() && 1 <= k && k <= n).then_some(UnitPart { k, n })
    }
}

/// The text of a JSON string from its escaped inside.
pub(crate) fn unescape(inside: &[u8]) -> Option<String> {
    if inside.contains(&b'\\') {
        let mut quoted = Vec::with_capacity(inside.len() + 2);
        quoted.push(b'"');
        quoted.extend_from_slice(inside);
        quoted.push(b'"');
        serde_json::from_slice(&quoted).ok()
    } else {
        std::str::from_utf8(inside).ok().map(str::to_owned)
    }
}

/// Appends a number in decimal.
pub(crate) fn push_number(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        let digit = (number % 10) as u8;
        digits[at] = b'0' + digit;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends a JSON string with its quotes.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    let plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\' && byte != 0x7f;
    if text.bytes().all(plain) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(serde_json::Value::from(text).to_string().as_bytes());
    }
}

/// Appends the members that begin every line, up to and including `prev`.
pub(crate) fn push_start(out: &mut Vec<u8>, seq: u64, prev: Digest) {
    out.extend_from_slice(b"{\"seq\":");
    push_number(out, seq);
    out.extend_from_slice(b",\"prev\":\"");
    prev.write_to(out);
    out.push(b'"');
}

/// Appends the member `unit`.
pub(crate) fn push_unit(out: &mut Vec<u8>, unit: UnitPart) {
    out.extend_from_slice(b",\"unit\":\"");
    push_number(out, unit.k.into());
    out.push(b'/');
    push_number(out, unit.n.into());
    out.push(b'"');
}

/// Appends the member `digest` over the line so far, which began at `start`, and returns it.
pub(crate) fn push_digest(out: &mut Vec<u8>, start: usize) -> Digest {
    let digest = Digest::of(out.get(start..).unwrap_or_default());
    out.extend_from_slice(b",\"digest\":\"");
    digest.write_to(out);
    out.push(b'"');
    digest
}
