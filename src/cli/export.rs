//! `export`: a queue, some cases or what a search finds, as a workbook or a text.
//!
//! Without a name the file goes into `out` beside the data. Ctrl-C leaves no file. What is there already stays
//! unless `--overwrite` says otherwise.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicBool},
};

use signal_hook::consts::SIGINT;

use super::{
    args::{self, ExportEncoding, ExportProfile},
    context::{Context, ask, me},
    exit::{End, Failure},
    progress::Bar,
    queues::named,
    surroundings::Which,
};
use crate::{
    base::{limits::SEARCH_CASES_MAX, new_file::Existing},
    domain::ids::CaseId,
    engine::{answer::Answer, query::Query, refusal::Refusal},
    exchange::export::{
        Charset, ExportRefusal, Format, Order, Profile, Selection, export as write, in_out_dir,
        out_dir,
    },
    session::Session,
    text::{export as words, message::Message, terms},
};

/// Exports what was asked for.
///
/// # Errors
/// If there is nothing to export, the file cannot be made, or what the engine says.
pub fn export(context: &Context, args: &args::Export) -> Result<End, Failure> {
    let format = format(args.to.as_deref(), args.encoding)?;
    let office = context.office()?;
    let today = me(&office)?.today;
    let profile = match args.profile {
        ExportProfile::Internal => Profile::Internal,
        ExportProfile::Public => Profile::Public,
    };
    let (selection, what) = selection(context, &office, args)?;
    let stem = words::stem(&what, profile == Profile::Public, today);
    let path = match &args.to {
        Some(path) => path.clone(),
        None => beside_the_data(context, &stem)?,
    };
    let order = Order {
        selection,
        profile,
        format,
        path: path.clone(),
        existing: if args.overwrite {
            Existing::Replace
        } else {
            Existing::Keep
        },
        title: words::title(&what, today),
    };
    let stop = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGINT, Arc::clone(&stop))?;
    let bar = Bar::new("导出", context.output);
    let done = write(&office, &order, &stop, &mut |at| {
        bar.at(u64::from(at.done), u64::from(at.total));
    });
    bar.done();
    office.close()?;
    let done = done.map_err(|refusal| refused(refusal, &path))?;
    context.output.text(&words::done(
        &path.display().to_string(),
        (done.cases, done.rows),
        profile == Profile::Internal,
    ))?;
    Ok(End::Done)
}

/// What kind of file, by the ending of its name.
pub(super) fn format(
    to: Option<&Path>,
    encoding: Option<ExportEncoding>,
) -> Result<Format, Failure> {
    let Some(path) = to else {
        return no_encoding(encoding).map(|()| Format::Xlsx);
    };
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    match ending.to_ascii_lowercase().as_str() {
        "xlsx" => no_encoding(encoding).map(|()| Format::Xlsx),
        "csv" => Ok(Format::Csv(match encoding {
            Some(ExportEncoding::Gb18030) => Charset::Gb18030,
            Some(ExportEncoding::Utf8) | None => Charset::Utf8,
        })),
        _other_ending => Err(Failure::unusable(words::unknown_ending())),
    }
}

/// An encoding says nothing about a workbook.
fn no_encoding(encoding: Option<ExportEncoding>) -> Result<(), Failure> {
    match encoding {
        Some(_) => Err(Failure::unusable(words::encoding_of_a_workbook())),
        None => Ok(()),
    }
}

/// The cases, and what they are called together.
fn selection(
    context: &Context,
    session: &dyn Session,
    args: &args::Export,
) -> Result<(Selection, String), Failure> {
    if let Some(name) = &args.queue {
        let queue = named(name)?;
        return Ok((Selection::Queue(queue), terms::queue(queue).to_owned()));
    }
    if let Some(text) = &args.search {
        let found = found(session, text)?;
        if found.len() >= SEARCH_CASES_MAX {
            context
                .output
                .complaint(&words::search_is_full(found.len()))?;
        }
        return Ok((Selection::Cases(found), words::FOUND.to_owned()));
    }
    let cases = args.cases.iter().map(|number| numbered(session, number));
    let cases = cases.collect::<Result<Vec<CaseId>, Failure>>()?;
    Ok((Selection::Cases(cases), words::CHOSEN.to_owned()))
}

/// The cases a search finds, each once.
fn found(session: &dyn Session, text: &str) -> Result<Vec<CaseId>, Failure> {
    let query = Query::SearchCases {
        text: text.to_owned(),
    };
    ask(session, query, |answer| match answer {
        Answer::CaseIds(cases) => Ok(cases),
        other => Err(other),
    })
}

/// The case of a number.
fn numbered(session: &dyn Session, number: &str) -> Result<CaseId, Failure> {
    let query = Query::CaseByNumber {
        number: number.to_owned(),
    };
    let found = ask(session, query, |answer| match answer {
        Answer::CaseNumber(id) => Ok(id),
        other => Err(other),
    })?;
    found.ok_or_else(|| {
        Refusal::Unknown {
            what: format!("案号 {number}"),
        }
        .into()
    })
}

/// A name of its own in the directory of exports.
pub(super) fn beside_the_data(context: &Context, stem: &str) -> Result<PathBuf, Failure> {
    let data_dir = context.dir(Which::Office)?;
    let dir = out_dir(&data_dir).map_err(|refusal| refused(refusal, &data_dir))?;
    Ok(in_out_dir(&dir, stem, "xlsx"))
}

/// The words for why there is no file.
pub(super) fn refused(refusal: ExportRefusal, path: &Path) -> Failure {
    let end = match &refusal {
        ExportRefusal::Unwritable(_) => End::Fault,
        ExportRefusal::Stopped
        | ExportRefusal::Empty
        | ExportRefusal::Exists
        | ExportRefusal::NotAFile
        | ExportRefusal::NoDirectory
        | ExportRefusal::TooManyRows
        | ExportRefusal::Trouble(_) => End::Refused,
    };
    let code = refusal.code();
    match refusal {
        ExportRefusal::Trouble(trouble) => trouble.into(),
        other => Failure::Told {
            message: message(code, path, &other),
            end,
        },
    }
}

fn message(code: &str, path: &Path, refusal: &ExportRefusal) -> Message {
    let cause = match refusal {
        ExportRefusal::Unwritable(cause) => cause.to_string(),
        _other_refusal => String::new(),
    };
    words::refused(code, &path.display().to_string(), &cause)
}
