//! `paper`: a paper of a case as `.docx` or as text, and the built-in templates for an office to change.
//!
//! An office's own template is `templates/名称.docx` beside the data. Files go into `out` there, for their owner
//! alone; what has the name already stays.

use std::{
    fs, io,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::{
    args,
    context::{Context, ask, case, me},
    exit::{End, Failure},
    surroundings::Which,
};
use crate::{
    base::{
        files,
        new_file::{Existing, NewFile},
    },
    documents::{self, Foot, Paper, PaperFacts, PaperFault, TEMPLATE_BYTES_MAX},
    engine::{
        answer::{Answer, CaseView, Me, Seal},
        query::Query,
        refusal::Refusal,
    },
    exchange::export::{in_out_dir, out_dir},
    text::papers as words,
};

/// The directory of the office's own templates.
const TEMPLATES: &str = "templates";

/// Prints a paper, or writes the templates.
///
/// # Errors
/// If there is no such paper, the case has not come so far, the template is wrong, or what the engine says.
pub fn paper(context: &Context, args: &args::Paper) -> Result<End, Failure> {
    let data_dir = context.dir(Which::Office)?;
    let (Some(number), Some(name)) = (&args.case, &args.name) else {
        return templates(context, &data_dir);
    };
    let paper = Paper::named(name).ok_or_else(|| Refusal::BadValue {
        field: "文书".to_owned(),
        why: format!("可写 {}", words::list(&Paper::ALL.map(Paper::name))),
    })?;
    let office = context.office()?;
    let view = case(&office, number)?;
    let me = me(&office)?;
    let seal = ask(&office, Query::Seal, |answer| match answer {
        Answer::Seal(seal) => Ok(seal),
        other => Err(other),
    })?;
    office.close()?;
    let sheet = Sheet::of(&view, &me, &seal);
    let facts = sheet.facts(args.blank);
    let (bytes, ending) = if args.text {
        let text = documents::text(paper, &facts).map_err(|fault| told(&fault))?;
        if args.to.is_none() {
            context.output.text(&text)?;
            return Ok(End::Done);
        }
        (text.into_bytes(), "txt")
    } else {
        let own = own_template(&data_dir, paper)?;
        let bytes = documents::docx(paper, &facts, own.as_deref()).map_err(|fault| told(&fault))?;
        (bytes, "docx")
    };
    let path = if let Some(path) = &args.to {
        path.clone()
    } else {
        let dir = out_dir(&data_dir)
            .map_err(|refusal| unfiled(&data_dir, &io::Error::other(refusal.code())))?;
        let stem = format!("{}-{}", paper.name(), view.case.number);
        in_out_dir(&dir, &stem, ending)
    };
    write(&path, &bytes)?;
    let path = path.display().to_string();
    context.output.text(&words::written(paper.name(), &path))?;
    Ok(End::Done)
}

/// What a sheet needs, held together.
struct Sheet<'a> {
    view: &'a CaseView,
    me: &'a Me,
    names: Vec<String>,
    numbers: Vec<String>,
    ages: Vec<u32>,
    foot: Foot,
}

impl<'a> Sheet<'a> {
    fn of(view: &'a CaseView, me: &'a Me, seal: &Seal) -> Self {
        let members = &view.members;
        Self {
            names: members
                .iter()
                .map(|member| member.name.reveal().to_owned())
                .collect(),
            numbers: members
                .iter()
                .map(|member| member.masked_number.clone())
                .collect(),
            ages: members.iter().map(|member| member.age).collect(),
            foot: Foot {
                seq: seal.seq,
                digest: seal.digest.clone(),
            },
            view,
            me,
        }
    }

    fn facts(&self, blank: bool) -> PaperFacts<'_> {
        let overpaid = self.view.overpaid.as_ref();
        PaperFacts {
            case: &self.view.case,
            names: &self.names,
            numbers: &self.numbers,
            ages: &self.ages,
            address: self.view.address.reveal(),
            village: &self.view.village,
            township: &self.view.township,
            office: &self.me.office,
            staff: &self.view.staff,
            overpaid: overpaid.and_then(|over| over.as_ref().ok()),
            today: self.me.today,
            foot: &self.foot,
            blank,
        }
    }
}

/// Writes the built-in templates where the office's own are looked for; what is there stays.
fn templates(context: &Context, data_dir: &Path) -> Result<End, Failure> {
    let dir = data_dir.join(TEMPLATES);
    files::make_private_dir(&dir).map_err(|fault| unfiled(&dir, &io::Error::other(fault)))?;
    let mut lines = Vec::new();
    for paper in Paper::ALL {
        let path = dir.join(format!("{}.docx", paper.name()));
        if path.symlink_metadata().is_ok() {
            lines.push(format!("{} 已有, 没有改动", path.display()));
            continue;
        }
        write(
            &path,
            &documents::blank(paper).map_err(|fault| told(&fault))?,
        )?;
        lines.push(words::written(paper.name(), &path.display().to_string()));
    }
    context.output.text(&lines.join("\n"))?;
    Ok(End::Done)
}

/// The office's own template of a paper, if it has one.
fn own_template(data_dir: &Path, paper: Paper) -> Result<Option<Vec<u8>>, Failure> {
    let path: PathBuf = data_dir
        .join(TEMPLATES)
        .join(format!("{}.docx", paper.name()));
    let file = match fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unfiled(&path, &error)),
    };
    let mut bytes = Vec::new();
    file.take(TEMPLATE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unfiled(&path, &error))?;
    Ok(Some(bytes))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let done = NewFile::begin(path, Existing::Keep).and_then(|mut file| {
        file.write_all(bytes)?;
        file.keep()
    });
    done.map_err(|error| unfiled(path, &error))
}

fn told(fault: &PaperFault) -> Failure {
    Failure::Told {
        message: fault.message(),
        end: End::Refused,
    }
}

/// A file or directory that cannot be used, and why.
fn unfiled(path: &Path, error: &io::Error) -> Failure {
    let path = path.display().to_string();
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Failure::Told {
            message: words::exists(&path),
            end: End::Refused,
        };
    }
    Failure::Told {
        message: words::unusable(&path, &error.to_string()),
        end: End::Fault,
    }
}
