//! What the lines of a text say of its encoding, where it is UTF-8, GB18030, or wrongly both.
//!
//! A line is weighed whole; one that is neither is weighed cell by cell, for a cell may have been pasted in.

use super::{
    encoding::{Encoding, undecodable},
    place::Place,
};
use crate::exchange::refusal::ExchangeRefusal;

/// Evidence from the lines of a text that is not UTF-16.
#[derive(Default)]
pub(super) struct Evidence {
    /// First place that is certainly UTF-8.
    utf8: Option<(u32, u32)>,
    /// First place that is no UTF-8 and is GB18030.
    gb: Option<(u32, u32)>,
    /// First place that is not valid as UTF-8.
    not_utf8: Option<(u32, u32)>,
    /// First place that is neither.
    neither: Option<(u32, u32)>,
}

/// What a stretch of bytes can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// UTF-8 and nothing else.
    Utf8,
    /// GB18030 and nothing else; what is before this byte is UTF-8 too.
    Gb(usize),
    /// Either.
    Either,
    /// Neither: the byte from which it is no GB18030.
    Neither(usize),
}

impl Evidence {
    /// The first place that is not valid as UTF-8.
    pub(super) const fn not_utf8(&self) -> Option<(u32, u32)> {
        self.not_utf8
    }

    /// Takes one line into account, which begins at `place`.
    pub(super) fn weigh(&mut self, line: &[u8], place: Place) {
        // Most files are UTF-8 to their end, and nothing more is learnt from that.
        if self.utf8.is_some() && std::str::from_utf8(line).is_ok() {
            return;
        }
        let first = line.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let start = place.after(line.get(..first).unwrap_or_default());
        match says(line) {
            Says::Utf8 => {
                self.utf8.get_or_insert(start);
            }
            Says::Gb(at) => {
                let bad = place.after(line.get(..at).unwrap_or_default());
                self.not_utf8.get_or_insert(bad);
                self.gb.get_or_insert(bad);
            }
            Says::Either => {}
            Says::Neither(_) => self.weigh_cells(line, place),
        }
    }

    /// A line that is neither may have cells that are one, and cells that are the other.
    fn weigh_cells(&mut self, line: &[u8], mut place: Place) {
        let whole = place;
        for cell in line.split_inclusive(|byte| whole.is_edge(*byte)) {
            let first = cell.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
            let start = place.after(cell.get(..first).unwrap_or_default());
            match says(cell) {
                Says::Utf8 => {
                    self.utf8.get_or_insert(start);
                }
                Says::Gb(_) => {
                    self.not_utf8.get_or_insert(start);
                    self.gb.get_or_insert(start);
                }
                Says::Either => {}
                Says::Neither(at) => {
                    let bad = place.after(cell.get(..at).unwrap_or_default());
                    self.not_utf8.get_or_insert(start);
                    self.neither.get_or_insert(bad);
                }
            }
            place.pass(cell);
        }
    }

    /// The encoding of the whole, where there is one.
    pub(super) fn verdict(&self, told: Option<Encoding>) -> Result<Encoding, ExchangeRefusal> {
        let mixed = |(row, column)| Err(ExchangeRefusal::MixedEncodings { row, column });
        let undecodable = |(row, column)| Err(ExchangeRefusal::Undecodable { row, column });
        match (self.not_utf8, self.neither, self.utf8, self.gb) {
            (None, _, _, _) => Ok(Encoding::Utf8),
            (Some(bad), _, _, gb) if told == Some(Encoding::Utf8) => {
                gb.map_or_else(|| undecodable(bad), mixed)
            }
            (_, _, Some(utf8), Some(gb)) => mixed(utf8.max(gb)),
            (_, Some(bad), _, _) => undecodable(bad),
            (Some(bad), None, Some(_), None) => undecodable(bad),
            (Some(_), None, None, _) => Ok(Encoding::Gb18030),
        }
    }
}

fn says(bytes: &[u8]) -> Says {
    if bytes.is_ascii() {
        return Says::Either;
    }
    let not_gb = undecodable(Encoding::Gb18030, bytes);
    match (std::str::from_utf8(bytes), not_gb) {
        (Ok(_), Some(_)) => Says::Utf8,
        (Ok(text), None) if reads_as_chinese(text) && !is_plain_gb(bytes) => Says::Utf8,
        // Four characters of three bytes each do not come about by chance in GBK.
        (Ok(text), None) if text.chars().filter(|one| one.len_utf8() >= 3).count() >= 4 => {
            Says::Utf8
        }
        (Ok(_), None) => Says::Either,
        (Err(error), None) => Says::Gb(error.valid_up_to()),
        (Err(_), Some(at)) => Says::Neither(at),
    }
}

/// Whether every character beyond ASCII is one that Chinese lists are written with, and there are two at least.
fn reads_as_chinese(text: &str) -> bool {
    let mut count = 0;
    for one in text.chars().filter(|one| !one.is_ascii()) {
        let usual = matches!(one, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        if !usual {
            return false;
        }
        count += 1;
    }
    count >= 2
}

/// Whether bytes are characters of GB2312 alone, which nearly every word is written with.
fn is_plain_gb(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii() || *byte >= 0xa1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn a_short_name_says_which_encoding_it_is_in() {
        for name in ["李明", "王秀兰", "赵桂英", "前进村", "一级"] {
            assert_eq!(says(name.as_bytes()), Says::Utf8, "{name}");
            assert!(matches!(says(&gb(name)), Says::Gb(_)), "{name}");
        }
        assert_eq!(says(b"Li Ming"), Says::Either);
        assert!(matches!(says(b"\xff\xff"), Says::Neither(_)));
        assert!(matches!(says(&gb("𠮷田")), Says::Gb(_)));
    }
}
