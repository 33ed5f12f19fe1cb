//! Blocks: many records in one value, each key written as its difference to the one before.
//!
//! sled pays for every key in memory and at the opening; a block of some kilobytes makes a million cases
//! cheap. A block stands under its first key, or under an earlier one that nothing else claims.

use super::fault::StoreFault;

/// What is said of a block that does not hold together.
const BROKEN: StoreFault = StoreFault::Unreadable { what: "block" };

/// Builds a block from records in order.
#[derive(Debug, Default)]
pub struct BlockBuilder {
    bytes: Vec<u8>,
    last: Vec<u8>,
    first: Option<Vec<u8>>,
}

impl BlockBuilder {
    /// Adds a record; its key comes after all before.
    pub fn push(&mut self, key: &[u8], value: &[u8]) {
        let shared = self
            .last
            .iter()
            .zip(key)
            .take_while(|(before, now)| before == now)
            .count();
        let own = key.get(shared..).unwrap_or_default();
        push_length(&mut self.bytes, shared);
        push_length(&mut self.bytes, own.len());
        push_length(&mut self.bytes, value.len());
        self.bytes.extend_from_slice(own);
        self.bytes.extend_from_slice(value);
        if self.first.is_none() {
            self.first = Some(key.to_vec());
        }
        self.last.truncate(shared);
        self.last.extend_from_slice(own);
    }

    /// What was added so far, as a block.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Bytes so far.
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Ends the block: its first key and its bytes; `None` if nothing was added.
    pub fn take(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        let first = self.first.take()?;
        self.last.clear();
        Some((first, std::mem::take(&mut self.bytes)))
    }
}

/// Reads a block from the front.
#[derive(Debug, Clone, Default)]
pub struct BlockCursor {
    /// Where the next record begins.
    at: usize,
    key: Vec<u8>,
    value: std::ops::Range<usize>,
}

impl BlockCursor {
    /// Goes to the next record; `false` at the end.
    pub fn advance(&mut self, block: &[u8]) -> Result<bool, StoreFault> {
        if self.at >= block.len() {
            return Ok(false);
        }
        let shared = read_length(block, &mut self.at)?;
        let own = read_length(block, &mut self.at)?;
        let value = read_length(block, &mut self.at)?;
        let own_end = self.at.checked_add(own).ok_or(BROKEN)?;
        let end = own_end.checked_add(value).ok_or(BROKEN)?;
        let own = block.get(self.at..own_end).ok_or(BROKEN)?;
        if shared > self.key.len() || end > block.len() {
            return Err(BROKEN);
        }
        self.key.truncate(shared);
        self.key.extend_from_slice(own);
        self.value = own_end..end;
        self.at = end;
        Ok(true)
    }

    /// The key of the record it stands on.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The value of the record it stands on, in the block it read.
    pub fn value<'a>(&self, block: &'a [u8]) -> &'a [u8] {
        block.get(self.value.clone()).unwrap_or_default()
    }
}

/// Finds the value of a key in a block.
pub fn find<'a>(block: &'a [u8], key: &[u8]) -> Result<Option<&'a [u8]>, StoreFault> {
    let mut cursor = BlockCursor::default();
    while cursor.advance(block)? {
        match cursor.key().cmp(key) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => return Ok(Some(cursor.value(block))),
            std::cmp::Ordering::Greater => break,
        }
    }
    Ok(None)
}

/// Writes a length, seven bits at a time.
fn push_length(out: &mut Vec<u8>, mut length: usize) {
    loop {
        let low = u8::try_from(length & 0x7f).unwrap_or(0);
        length >>= 7;
        if length == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

fn read_length(block: &[u8], at: &mut usize) -> Result<usize, StoreFault> {
    let mut length = 0_usize;
    for shift in (0..28).step_by(7) {
        let byte = *block.get(*at).ok_or(BROKEN)?;
        *at += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(length);
        }
    }
    Err(BROKEN)
}

/// A number that any change of a record changes; the numbers of all records are summed up, so that a store can
/// be compared with another and with itself. It guards against damage, not against people.
pub fn record_sum(key: &[u8], value: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sum = ODD ^ (key.len() as u64);
    for bytes in [key, value] {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let word = chunk
                .first_chunk::<8>()
                .map_or(0, |word| u64::from_le_bytes(*word));
            sum = (sum.rotate_left(5) ^ word).wrapping_mul(ODD);
        }
        let mut tail = [0_u8; 8];
        for (to, from) in tail.iter_mut().zip(chunks.remainder()) {
            *to = *from;
        }
        sum = (sum.rotate_left(5) ^ u64::from_le_bytes(tail)).wrapping_mul(ODD);
        sum = (sum ^ (bytes.len() as u64)).wrapping_mul(ODD);
    }
    sum ^= sum >> 29;
    sum = sum.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum ^ (sum >> 32)
}

#[cfg(test)]
mod tests {
    use super::{BlockBuilder, BlockCursor, find, record_sum};

    #[test]
    fn a_block_gives_back_what_was_put_in_and_finds_each_of_it() {
        let records: Vec<(Vec<u8>, Vec<u8>)> = (0..300_u32)
            .map(|n| (format!("key-{n:05}").into_bytes(), vec![7; n as usize]))
            .collect();
        let mut builder = BlockBuilder::default();
        for (key, value) in &records {
            builder.push(key, value);
        }
        let (first, block) = builder.take().unwrap();
        assert_eq!(first, b"key-00000");
        let mut cursor = BlockCursor::default();
        for (key, value) in &records {
            assert!(cursor.advance(&block).unwrap());
            assert_eq!((cursor.key(), cursor.value(&block)), (&key[..], &value[..]));
            assert_eq!(find(&block, key).unwrap(), Some(&value[..]));
        }
        assert!(!cursor.advance(&block).unwrap());
        assert_eq!(find(&block, b"key-000000").unwrap(), None);
        assert_eq!(find(&block, b"z").unwrap(), None);
    }

    #[test]
    fn a_damaged_block_is_an_error_and_never_a_panic() {
        let mut builder = BlockBuilder::default();
        for n in 0..40_u8 {
            builder.push(&[1, n], &[n; 9]);
        }
        let (_, block) = builder.take().unwrap();
        for cut in 0..block.len() {
            for (at, byte) in [(cut / 2, 0xff), (cut, 0x80), (cut / 3, 0x03)] {
                let mut damaged = block[..cut].to_vec();
                if let Some(place) = damaged.get_mut(at) {
                    *place = byte;
                }
                let mut cursor = BlockCursor::default();
                while matches!(cursor.advance(&damaged), Ok(true)) {
                    assert!(cursor.value(&damaged).len() <= damaged.len());
                }
            }
        }
    }

    #[test]
    fn the_sum_of_a_record_tells_its_key_from_its_value() {
        assert_ne!(record_sum(b"ab", b"c"), record_sum(b"a", b"bc"));
        assert_ne!(record_sum(b"", b"\0"), record_sum(b"\0", b""));
        assert_ne!(record_sum(b"a", b""), record_sum(b"a", b"\0"));
    }
}
