//! Placeholders in pieces of text: a word processor may cut `«户主姓名»` into several runs of one paragraph.

use super::{fault::PaperFault, fields::Fields};

/// The text of the runs of one paragraph with the placeholders filled in; what stands for a placeholder goes
/// into the run in which it begins. The names that were filled in are added to `used`.
///
/// # Errors
/// [`PaperFault::UnknownField`] or [`PaperFault::Unclosed`].
pub fn filled(
    runs: &[String],
    fields: &Fields,
    used: &mut Vec<&'static str>,
) -> Result<Vec<String>, PaperFault> {
    let mut out = vec![String::new(); runs.len()];
    let mut open: Option<(usize, String)> = None;
    for (place, run) in runs.iter().enumerate() {
        for ch in run.chars() {
            match (&mut open, ch) {
                (None, '«') => open = Some((place, String::new())),
                (None, ch) => put(&mut out, place, ch),
                (Some((begun, name)), '»') => {
                    let (known, value) = fields.of_name(name.trim())?;
                    used.push(known);
                    for ch in value.chars() {
                        put(&mut out, *begun, ch);
                    }
                    open = None;
                }
                (Some((_, name)), '«') => {
                    return Err(PaperFault::Unclosed {
                        begins: name.clone(),
                    });
                }
                (Some((_, name)), ch) => name.push(ch),
            }
        }
    }
    match open {
        Some((_, begins)) => Err(PaperFault::Unclosed { begins }),
        None => Ok(out),
    }
}

fn put(out: &mut [String], place: usize, ch: char) {
    if let Some(run) = out.get_mut(place) {
        run.push(ch);
    }
}
