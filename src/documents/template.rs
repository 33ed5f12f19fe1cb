//! The built-in templates: plain lines with placeholders, from which both the text and the `.docx` are made.
//!
//! `# ` begins the title, `## ` a heading; everything else is a paragraph.

use super::{fault::PaperFault, fields::Fields, paper::Paper, runs};

/// The line at the foot of every sheet.
pub const FOOT: &str = include_str!("templates/foot.txt");

/// The template of a paper.
pub const fn source(paper: Paper) -> &'static str {
    match paper {
        Paper::Notice => include_str!("templates/notice.txt"),
        Paper::Hearing => include_str!("templates/hearing.txt"),
        Paper::Posting => include_str!("templates/posting.txt"),
        Paper::Recognition => include_str!("templates/recognition.txt"),
        Paper::AidPosting => include_str!("templates/aid_posting.txt"),
        Paper::TekunNotice => include_str!("templates/tekun_notice.txt"),
        Paper::SelfCare => include_str!("templates/self_care.txt"),
        Paper::Visit => include_str!("templates/visit.txt"),
        Paper::Aid => include_str!("templates/aid.txt"),
        Paper::Referral => include_str!("templates/referral.txt"),
    }
}

/// A line of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// The title.
    Title(&'a str),
    /// A heading.
    Heading(&'a str),
    /// A paragraph.
    Paragraph(&'a str),
}

/// The lines of a template.
pub fn lines(source: &str) -> impl Iterator<Item = Line<'_>> {
    source.lines().map(|line| {
        if let Some(heading) = line.strip_prefix("## ") {
            Line::Heading(heading)
        } else if let Some(title) = line.strip_prefix("# ") {
            Line::Title(title)
        } else {
            Line::Paragraph(line)
        }
    })
}

/// A paper as plain text.
///
/// # Errors
/// What is wrong with the template.
pub fn text(paper: Paper, fields: &Fields) -> Result<String, PaperFault> {
    let mut out = String::new();
    for line in lines(source(paper)) {
        let (Line::Title(line) | Line::Heading(line) | Line::Paragraph(line)) = line;
        let mut used = Vec::new();
        let filled = runs::filled(&[line.to_owned()], fields, &mut used)?;
        out.push_str(&filled.concat());
        out.push('\n');
    }
    let mut used = Vec::new();
    let foot = runs::filled(&[FOOT.to_owned()], fields, &mut used)?;
    out.push('\n');
    out.push_str(&foot.concat());
    Ok(out)
}
