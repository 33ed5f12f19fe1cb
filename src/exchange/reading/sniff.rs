//! What a file is, told from its content: its ending is never asked.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use super::{
    archive,
    kind::{Kind, Merged},
};
use crate::exchange::{
    limits::{OLD_BYTES_MAX, TEXT_BYTES_MAX, WORKBOOK_BYTES_MAX},
    refusal::{Excess, ExchangeRefusal},
};

/// Beginnings of files that are certainly no table.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"MIME-Version:", "MHTML"),
];

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Opens a regular file for reading; anything else is refused before it could block.
pub(super) fn open(path: &Path) -> Result<File, ExchangeRefusal> {
    regular(&std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    let found = file.metadata()?;
    regular(&found)?;
    if found.len() == 0 {
        return Err(ExchangeRefusal::Empty);
    }
    Ok(file)
}

fn regular(found: &std::fs::Metadata) -> Result<(), ExchangeRefusal> {
    if found.is_dir() {
        Err(ExchangeRefusal::Directory)
    } else if found.is_file() {
        Ok(())
    } else {
        Err(ExchangeRefusal::Special)
    }
}

/// Tells the kind, and refuses by name what is none.
pub(super) fn kind(file: &mut File) -> Result<(Kind, Merged), ExchangeRefusal> {
    let length = file.metadata()?.len();
    let mut head = Vec::with_capacity(4096);
    file.rewind()?;
    file.by_ref().take(4096).read_to_end(&mut head)?;
    if let Some((_, name)) = OTHERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(ExchangeRefusal::OtherFormat(name));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        within(length, WORKBOOK_BYTES_MAX)?;
        let (kind, merged) = archive::inspect(file)?;
        if kind == Kind::Ods {
            within(length, OLD_BYTES_MAX)?;
        }
        return Ok((kind, merged));
    }
    if head.starts_with(OLE) {
        within(length, OLD_BYTES_MAX)?;
        return Ok((ole(file)?, Merged::Somewhere));
    }
    within(length, TEXT_BYTES_MAX)?;
    if is_markup(&head) {
        return Ok((Kind::Markup, Merged::Somewhere));
    }
    Ok((Kind::Text, Merged::Nowhere))
}

fn within(length: u64, limit: u64) -> Result<(), ExchangeRefusal> {
    if length > limit {
        return Err(ExchangeRefusal::TooLarge {
            what: Excess::MebiBytes,
            limit: limit >> 20,
        });
    }
    Ok(())
}

/// Whether a text is a web page or XML: it begins with a tag, or has a table near its beginning.
fn is_markup(head: &[u8]) -> bool {
    let plain: Vec<u8> = head
        .iter()
        .copied()
        // UTF-16 and byte-order marks fall away: what is left is the ASCII of the tags.
        .filter(|byte| byte.is_ascii() && *byte != 0)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let text = plain.trim_ascii_start();
    let tag = match text {
        [b'<', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
        _ => false,
    };
    let has = |wanted: &[u8]| plain.windows(wanted.len()).any(|part| part == wanted);
    tag || has(b"<table") || has(b"<html")
}

/// Looks for the streams of an old office file: directory entries are 128 bytes with a UTF-16 name in front.
fn ole(file: &mut File) -> Result<Kind, ExchangeRefusal> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.by_ref().take(OLD_BYTES_MAX).read_to_end(&mut bytes)?;
    let has = |name: &str| {
        let wanted: Vec<u8> = name
            .encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect();
        bytes
            .chunks_exact(128)
            .any(|entry| entry.starts_with(&wanted))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        Err(ExchangeRefusal::Password)
    } else if has("Workbook") || has("Book") || has("WORKBOOK") || has("BOOK") {
        Ok(Kind::Xls)
    } else {
        Err(ExchangeRefusal::NotAnOldWorkbook)
    }
}
