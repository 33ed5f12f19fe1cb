//! A document of a word processor as it is filled in: the parts that hold text are read, their placeholders
//! filled, and everything else is handed on as it is.
//!
//! Only text of runs (`w:t`) is touched. A placeholder may be cut into several runs, but not over the end of
//! its paragraph.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{fault::PaperFault, fields::Fields, paper::Paper, runs};

/// The largest part that is read, unpacked.
const PART_BYTES_MAX: u64 = 16 << 20;
/// Parts a document may have.
const PARTS_MAX: usize = 2_000;

/// The document with its placeholders filled in.
///
/// # Errors
/// What is wrong with the template.
pub fn filled(paper: Paper, bytes: &[u8], fields: &Fields) -> Result<Vec<u8>, PaperFault> {
    if bytes.len() as u64 > super::TEMPLATE_BYTES_MAX {
        return Err(PaperFault::TooLarge);
    }
    let broken = |_| PaperFault::NotADocument;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS_MAX || archive.index_for_name("word/document.xml").is_none() {
        return Err(PaperFault::NotADocument);
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut used = Vec::new();
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        if !holds_text(&name) {
            out.raw_copy_file(part).map_err(|_| PaperFault::Broken)?;
            continue;
        }
        let mut text = String::new();
        part.take(PART_BYTES_MAX + 1)
            .read_to_string(&mut text)
            .map_err(|_| PaperFault::NotADocument)?;
        if text.len() as u64 > PART_BYTES_MAX {
            return Err(PaperFault::TooLarge);
        }
        let text = filled_part(&text, fields, &mut used)?;
        out.start_file(name, SimpleFileOptions::default())
            .map_err(|_| PaperFault::Broken)?;
        out.write_all(text.as_bytes())
            .map_err(|_| PaperFault::Broken)?;
    }
    for &name in paper.required() {
        if !used.contains(&name) {
            return Err(PaperFault::MissingField { name });
        }
    }
    let done = out.finish().map_err(|_| PaperFault::Broken)?;
    Ok(done.into_inner())
}

fn holds_text(name: &str) -> bool {
    let Some(part) = name
        .strip_prefix("word/")
        .and_then(|rest| rest.strip_suffix(".xml"))
    else {
        return false;
    };
    part == "document" || part.starts_with("header") || part.starts_with("footer")
}

/// A piece of a part.
enum Piece<'a> {
    /// Handed on as it is.
    Markup(&'a str),
    /// The text of a run.
    Text(String),
    /// The beginning or end of a paragraph, as it stands.
    Boundary(&'a str),
}

/// A part with its placeholders filled in.
fn filled_part(
    xml: &str,
    fields: &Fields,
    used: &mut Vec<&'static str>,
) -> Result<String, PaperFault> {
    let mut out = String::with_capacity(xml.len());
    let mut paragraph: Vec<Piece<'_>> = Vec::new();
    for piece in pieces(xml)? {
        if let Piece::Boundary(tag) = piece {
            flush(&mut paragraph, &mut out, fields, used)?;
            out.push_str(tag);
        } else {
            paragraph.push(piece);
        }
    }
    flush(&mut paragraph, &mut out, fields, used)?;
    Ok(out)
}

/// Writes what stands between two boundaries.
fn flush(
    pieces: &mut Vec<Piece<'_>>,
    out: &mut String,
    fields: &Fields,
    used: &mut Vec<&'static str>,
) -> Result<(), PaperFault> {
    let texts: Vec<String> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.clone()),
            Piece::Markup(_) | Piece::Boundary(_) => None,
        })
        .collect();
    let mut filled = runs::filled(&texts, fields, used)?.into_iter();
    for piece in pieces.drain(..) {
        match piece {
            Piece::Markup(markup) | Piece::Boundary(markup) => out.push_str(markup),
            Piece::Text(_) => {
                let text = filled.next().unwrap_or_default();
                let lines: Vec<String> = text.split('\n').map(escaped).collect();
                let between = "</w:t><w:br/><w:t xml:space=\"preserve\">";
                out.push_str("<w:t xml:space=\"preserve\">");
                out.push_str(&lines.join(between));
                out.push_str("</w:t>");
            }
        }
    }
    Ok(())
}

/// Cuts a part into runs of text, boundaries of paragraphs, and everything else.
fn pieces(xml: &str) -> Result<Vec<Piece<'_>>, PaperFault> {
    let mut pieces = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Markup(before));
        }
        let end = tag_end(tagged).ok_or(PaperFault::NotADocument)?;
        let (tag, after) = tagged.split_at(end);
        rest = after;
        if is_tag(tag, "<w:t") && !tag.ends_with("/>") {
            let close = after.find("</w:t>").ok_or(PaperFault::NotADocument)?;
            let (text, behind) = after.split_at(close);
            pieces.push(Piece::Text(plain(text)));
            rest = behind
                .strip_prefix("</w:t>")
                .ok_or(PaperFault::NotADocument)?;
        } else if is_tag(tag, "<w:p") || tag == "</w:p>" {
            pieces.push(Piece::Boundary(tag));
        } else {
            pieces.push(Piece::Markup(tag));
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Markup(rest));
    }
    Ok(pieces)
}

/// Whether a tag is of exactly this name.
fn is_tag(tag: &str, name: &str) -> bool {
    tag.strip_prefix(name)
        .is_some_and(|rest| rest.starts_with(['>', ' ', '/', '\t', '\r', '\n']))
}

/// Where a tag, comment or section that begins here ends.
fn tag_end(text: &str) -> Option<usize> {
    for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
        if text.starts_with(begin) {
            return text.find(end).map(|at| at + end.len());
        }
    }
    let mut quote = None;
    for (at, ch) in text.char_indices() {
        match (quote, ch) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(ch),
            (Some(open), ch) if open == ch => quote = None,
            (None | Some(_), _) => {}
        }
    }
    None
}

/// Text as XML has it; what XML cannot hold is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push('\t'),
            ch if ch.is_control() || matches!(ch, '\u{fffe}' | '\u{ffff}') => {}
            ch => out.push(ch),
        }
    }
    out
}

/// Text without the marks of XML; numbered characters that mean something here too.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        let Some((mark, after)) = marked.split_once(';') else {
            rest = marked;
            break;
        };
        match mark {
            "&amp" => out.push('&'),
            "&lt" => out.push('<'),
            "&gt" => out.push('>'),
            "&quot" => out.push('"'),
            "&apos" => out.push('\''),
            numbered => {
                let code = numbered.strip_prefix("&#").and_then(|code| {
                    match code.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => code.parse().ok(),
                    }
                });
                if let Some(ch) = code.and_then(char::from_u32) {
                    out.push(ch);
                } else {
                    out.push_str(mark);
                    out.push(';');
                }
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
