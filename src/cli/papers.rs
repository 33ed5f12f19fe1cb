//! `paper`: a paper of a case as `.docx` or as text, and the built-in templates for an office to change.

use super::{
    args,
    context::{Context, case},
    exit::{End, Failure},
    surroundings::Which,
};
use crate::{
    documents::Paper,
    engine::refusal::Refusal,
    text::papers as words,
    tui::effects::paper::{self, Order, Unprinted},
};

/// Prints a paper, or writes the templates.
///
/// # Errors
/// If there is no such paper, the case has not come so far, the template is wrong, or what the engine says.
pub fn paper(context: &Context, args: &args::Paper) -> Result<End, Failure> {
    let data_dir = context.dir(Which::Office)?;
    let (Some(number), Some(name)) = (&args.case, &args.name) else {
        let all = paper::templates(&data_dir).map_err(|why| told(&why))?;
        let lines: Vec<String> = all
            .iter()
            .map(|(paper, path, new)| words::template(paper.name(), &path.display(), *new))
            .collect();
        context.output.text(&lines.join("\n"))?;
        return Ok(End::Done);
    };
    let paper = Paper::named(name).ok_or_else(|| Refusal::BadValue {
        field: "文书".to_owned(),
        why: format!("可写 {}", words::list(&Paper::ALL.map(Paper::name))),
    })?;
    let office = context.office()?;
    let order = Order {
        case: case(&office, number)?.case.id,
        paper,
        text: args.text,
        blank: args.blank,
    };
    let path = match &args.to {
        None if !args.text => paper::print(&office, &data_dir, &order).map_err(|why| told(&why))?,
        to => {
            let (bytes, _, _) =
                paper::made(&office, &data_dir, &order).map_err(|why| told(&why))?;
            let Some(path) = to else {
                office.close()?;
                context.output.text(&String::from_utf8_lossy(&bytes))?;
                return Ok(End::Done);
            };
            paper::write(path, &bytes).map_err(|why| told(&why))?;
            path.clone()
        }
    };
    office.close()?;
    let path = path.display().to_string();
    context.output.text(&words::written(paper.name(), &path))?;
    Ok(End::Done)
}

fn told(why: &Unprinted) -> Failure {
    let end = match why {
        Unprinted::Paper(_) | Unprinted::Trouble(_) => End::Refused,
        Unprinted::File { .. } => End::Fault,
    };
    match why.message() {
        Ok(message) => Failure::Told { message, end },
        Err(trouble) => trouble.clone().into(),
    }
}
