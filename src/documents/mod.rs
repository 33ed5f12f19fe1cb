//! Papers (文书): from a case with its decision to a sheet that can be signed.
//!
//! A template is a page with placeholders by Chinese name, `«户主姓名»`. The office may put its own `.docx` in the
//! place of ours; a placeholder nobody knows, or one that a paper must have and its template lacks, is an error
//! that names it. Nothing here reads or writes files or asks the engine: bytes and facts go in, bytes or text
//! come out. ID numbers are masked on every paper, and on a posting there are none.

mod docx;
mod facts;
mod fault;
mod fields;
mod package;
mod paper;
mod runs;
mod sum_sheet;
mod template;

pub use facts::{Foot, PaperFacts};
pub use fault::PaperFault;
pub use paper::Paper;
pub use sum_sheet::{Signed, SumSheet, sum_sheet};

use fields::Fields;

/// The largest template that is read.
pub const TEMPLATE_BYTES_MAX: u64 = 8 << 20;

/// A paper as plain text, from the built-in template.
///
/// # Errors
/// [`PaperFault::NotYet`] where the case has not come to what the paper tells of.
pub fn text(paper: Paper, facts: &PaperFacts<'_>) -> Result<String, PaperFault> {
    let fields = Fields::of(paper, facts)?;
    template::text(paper, &fields)
}

/// A paper as `.docx`, from the office's own template or the built-in one.
///
/// # Errors
/// As for [`text`]; and what is wrong with the template, by the name of the placeholder.
pub fn docx(
    paper: Paper,
    facts: &PaperFacts<'_>,
    own: Option<&[u8]>,
) -> Result<Vec<u8>, PaperFault> {
    let fields = Fields::of(paper, facts)?;
    match own {
        Some(bytes) => package::filled(paper, bytes, &fields),
        None => package::filled(paper, &blank(paper)?, &fields),
    }
}

/// The built-in template of a paper as `.docx`, for an office to change in its word processor.
///
/// # Errors
/// [`PaperFault::Broken`] if it cannot be put together.
pub fn blank(paper: Paper) -> Result<Vec<u8>, PaperFault> {
    docx::made(template::source(paper))
}
