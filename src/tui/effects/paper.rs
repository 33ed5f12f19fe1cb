//! Prints a paper of a case: asks for the case and the seal, fills the template in, writes the file.
//!
//! For the screens and for the verb. An office's own template is `templates/名称.docx` beside the data; files go
//! into `out` there, for their owner alone, and what has the name already stays.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use crate::{
    base::{
        files,
        new_file::{Existing, NewFile},
    },
    documents::{self, Foot, Paper, PaperFacts, PaperFault, TEMPLATE_BYTES_MAX},
    domain::ids::CaseId,
    engine::{
        answer::{Answer, CaseView, Me, Seal},
        query::Query,
        refusal::{Refusal, Trouble},
    },
    exchange::export::{in_out_dir, out_dir},
    session::Session,
    text::{message::Message, papers as words},
};

/// The directory of the office's own templates.
const TEMPLATES: &str = "templates";

/// What is to be printed.
#[derive(Debug, Clone)]
pub struct Order {
    /// The case.
    pub case: CaseId,
    /// The paper.
    pub paper: Paper,
    /// As plain text, not as a document.
    pub text: bool,
    /// What was found out is left empty.
    pub blank: bool,
}

/// Why nothing was printed.
#[derive(Debug)]
pub enum Unprinted {
    /// The case has not come so far, or the template is wrong.
    Paper(PaperFault),
    /// The engine said no, or failed.
    Trouble(Trouble),
    /// A file or directory cannot be used.
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl From<Trouble> for Unprinted {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<PaperFault> for Unprinted {
    fn from(fault: PaperFault) -> Self {
        Self::Paper(fault)
    }
}

impl Unprinted {
    fn file(path: &Path, cause: io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            cause,
        }
    }

    /// What a person reads; trouble of the engine is worded by whoever words that.
    pub fn message(&self) -> Result<Message, &Trouble> {
        match self {
            Self::Paper(fault) => Ok(fault.message()),
            Self::Trouble(trouble) => Err(trouble),
            Self::File { path, cause } if cause.kind() == io::ErrorKind::AlreadyExists => {
                Ok(words::exists(&path.display().to_string()))
            }
            Self::File { path, cause } => Ok(words::unusable(
                &path.display().to_string(),
                &cause.to_string(),
            )),
        }
    }
}

/// The bytes of a paper, and the stem and ending of a name for it.
///
/// # Errors
/// Why there is none.
pub fn made(
    session: &dyn Session,
    data_dir: &Path,
    order: &Order,
) -> Result<(Vec<u8>, String, &'static str), Unprinted> {
    let astray = || Trouble::from(Refusal::UnknownCase);
    let Answer::Case(view) = session.ask(Query::Case { case: order.case })? else {
        return Err(astray().into());
    };
    let Answer::Me(me) = session.ask(Query::Me)? else {
        return Err(astray().into());
    };
    let Answer::Seal(seal) = session.ask(Query::Seal)? else {
        return Err(astray().into());
    };
    let sheet = Sheet::of(&view, &me, &seal);
    let facts = sheet.facts(order.blank);
    let stem = format!("{}-{}", order.paper.name(), view.case.number);
    if order.text {
        let text = documents::text(order.paper, &facts)?;
        return Ok((text.into_bytes(), stem, "txt"));
    }
    let own = own_template(data_dir, order.paper)?;
    let bytes = documents::docx(order.paper, &facts, own.as_deref())?;
    Ok((bytes, stem, "docx"))
}

/// Prints into the directory of what leaves the office.
///
/// # Errors
/// Why nothing was printed.
pub fn print(session: &dyn Session, data_dir: &Path, order: &Order) -> Result<PathBuf, Unprinted> {
    let (bytes, stem, ending) = made(session, data_dir, order)?;
    let dir = out_dir(data_dir)
        .map_err(|refusal| Unprinted::file(data_dir, io::Error::other(refusal.code())))?;
    let path = in_out_dir(&dir, &stem, ending);
    write(&path, &bytes)?;
    Ok(path)
}

/// Writes a new file for its owner alone.
///
/// # Errors
/// [`Unprinted::File`].
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Unprinted> {
    let done = NewFile::begin(path, Existing::Keep).and_then(|mut file| {
        file.write_all(bytes)?;
        file.keep()
    });
    done.map_err(|cause| Unprinted::file(path, cause))
}

/// Writes the built-in templates where the office's own are looked for; what is there stays. Tells for each
/// paper where it is, and whether it was written now.
///
/// # Errors
/// [`Unprinted::File`].
pub fn templates(data_dir: &Path) -> Result<Vec<(Paper, PathBuf, bool)>, Unprinted> {
    let dir = data_dir.join(TEMPLATES);
    files::make_private_dir(&dir)
        .map_err(|fault| Unprinted::file(&dir, io::Error::other(fault)))?;
    let mut all = Vec::new();
    for paper in Paper::ALL {
        let path = template_path(data_dir, paper);
        let is_new = path.symlink_metadata().is_err();
        if is_new {
            write(&path, &documents::blank(paper)?)?;
        }
        all.push((paper, path, is_new));
    }
    Ok(all)
}

fn template_path(data_dir: &Path, paper: Paper) -> PathBuf {
    let name = format!("{}.docx", paper.name());
    data_dir.join(TEMPLATES).join(name)
}

/// The office's own template of a paper, if it has one.
fn own_template(data_dir: &Path, paper: Paper) -> Result<Option<Vec<u8>>, Unprinted> {
    let path = template_path(data_dir, paper);
    let file = match fs::File::open(&path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(Unprinted::file(&path, cause)),
    };
    let mut bytes = Vec::new();
    file.take(TEMPLATE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|cause| Unprinted::file(&path, cause))?;
    Ok(Some(bytes))
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
