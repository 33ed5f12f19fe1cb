//! Digests: SM3 by default, because that is what assessments in China ask for; SHA-256 where a file
//! from elsewhere brings one. A digest always carries its algorithm, so that another can follow in
//! twenty years without a guess. Refuses nothing but text that is no digest.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize, de};
use sm3::Digest as _;

/// Bytes of a digest; both algorithms have as many.
const DIGEST_BYTES: usize = 32;

/// Which function made a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// SM3, GB/T 32905-2016.
    Sm3,
    /// SHA-256.
    Sha256,
}

impl Algorithm {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Sm3, Self::Sha256];

    /// How many bytes a digest of it is written with.
    pub const fn text_bytes(self) -> usize {
        self.tag().len() + 1 + 2 * DIGEST_BYTES
    }

    /// The tag before the colon.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Sm3 => "sm3",
            Self::Sha256 => "sha256",
        }
    }
}

/// A digest with its algorithm, written `sm3:` and 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    algorithm: Algorithm,
    bytes: [u8; DIGEST_BYTES],
}

impl Digest {
    /// SM3 of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            algorithm: Algorithm::Sm3,
            bytes: sm3::Sm3::digest(bytes).into(),
        }
    }

    /// The function that made it.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bare bytes.
    pub const fn bytes(&self) -> &[u8; DIGEST_BYTES] {
        &self.bytes
    }

    /// The digits without the tag.
    pub fn hex(&self) -> String {
        let mut out = Vec::with_capacity(2 * DIGEST_BYTES);
        push_hex(&mut out, &self.bytes);
        String::from_utf8(out).unwrap_or_default()
    }

    /// The first eight digits, for the foot of a sheet where the whole stands elsewhere.
    pub fn short(&self) -> String {
        self.hex().chars().take(8).collect()
    }

    /// Appends the written form, tag first. Writes no more than its bytes, so that a hot path may use it.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.algorithm.tag().as_bytes());
        out.push(b':');
        push_hex(out, &self.bytes);
    }

    /// Reads the written form.
    pub fn read(text: &[u8]) -> Option<Self> {
        let (algorithm, digits) = if let Some(rest) = text.strip_prefix(b"sm3:") {
            (Algorithm::Sm3, rest)
        } else {
            (Algorithm::Sha256, text.strip_prefix(b"sha256:")?)
        };
        let mut bytes = [0; DIGEST_BYTES];
        read_hex(digits, &mut bytes)?;
        Some(Self { algorithm, bytes })
    }
}

/// Appends two small hexadecimal digits for each byte.
pub fn push_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// Reads exactly as many small hexadecimal digits as fill `bytes`; `None` for anything else.
pub fn read_hex(digits: &[u8], bytes: &mut [u8]) -> Option<()> {
    if digits.len() != 2 * bytes.len() {
        return None;
    }
    let mut wrong = 0;
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let &[high, low] = pair else { return None };
        let (high, low) = (NIBBLES[usize::from(high)], NIBBLES[usize::from(low)]);
        wrong |= high | low;
        *byte = high << 4 | (low & 15);
    }
    (wrong <= 15).then_some(())
}

/// The value of each small hexadecimal digit, and 255 for every other byte: a rebuild reads five digests a household.
const NIBBLES: [u8; 256] = {
    let mut values = [255; 256];
    let mut digit = 0;
    while digit < 16 {
        values[b"0123456789abcdef"[digit as usize] as usize] = digit;
        digit += 1;
    }
    values
};

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm.tag(), self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Text that is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a digest as `sm3:` and 64 hexadecimal digits")]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text.as_bytes()).ok_or(NotADigest)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A digest in the making, for what does not fit in memory at once.
#[derive(Clone)]
pub enum Hasher {
    /// Makes SM3.
    Sm3(sm3::Sm3),
    /// Makes SHA-256.
    Sha256(sha2::Sha256),
}

impl Hasher {
    /// Starts a digest.
    pub fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sm3 => Self::Sm3(sm3::Sm3::new()),
            Algorithm::Sha256 => Self::Sha256(sha2::Sha256::new()),
        }
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sm3(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    /// The digest of everything taken.
    pub fn finish(self) -> Digest {
        match self {
            Self::Sm3(hasher) => Digest {
                algorithm: Algorithm::Sm3,
                bytes: hasher.finalize().into(),
            },
            Self::Sha256(hasher) => Digest {
                algorithm: Algorithm::Sha256,
                bytes: hasher.finalize().into(),
            },
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new(Algorithm::Sm3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_gives_the_answers_of_the_national_standard() {
        // GB/T 32905-2016, appendix A: the two published examples.
        assert_eq!(
            Digest::of(b"abc").to_string(),
            "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(
            Digest::of(&b"abcd".repeat(16)).to_string(),
            "sm3:debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }

    #[test]
    fn sha256_carries_its_own_tag() {
        let mut hasher = Hasher::new(Algorithm::Sha256);
        hasher.update(b"ab");
        hasher.update(b"c");
        assert_eq!(
            hasher.finish().to_string(),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_digest_in_pieces_equals_the_digest_at_once() {
        let mut hasher = Hasher::default();
        for piece in b"abcdefghij".chunks(3) {
            hasher.update(piece);
        }
        assert_eq!(hasher.finish(), Digest::of(b"abcdefghij"));
    }

    #[test]
    fn what_is_written_reads_back_and_nothing_else_is_a_digest() {
        let digest = Digest::of(b"");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        let mut written = Vec::new();
        digest.write_to(&mut written);
        assert_eq!(written, digest.to_string().into_bytes());
        assert_eq!(written.len(), Algorithm::Sm3.text_bytes());
        let text = digest.to_string();
        for wrong in [
            "",
            "sm3:",
            &text[4..],
            &text[..67],
            &text.to_uppercase(),
            &format!("{text}0"),
            &text.replace("sm3", "md5"),
        ] {
            assert_eq!(wrong.parse::<Digest>(), Err(NotADigest), "{wrong}");
        }
    }
}
