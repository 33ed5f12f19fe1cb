//! The desk: the screens on a session of one's own, in the terminal at hand.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    context::{Context, ask, key, me},
    exit::{End, Failure},
    surroundings::{self, Charset, Which},
};
use crate::{
    base::clock::SystemClock,
    engine::{
        answer::{Answer, Desk, DeskNotice, Me, ParamRow},
        query::Query,
        refusal::Trouble,
    },
    session::{Session, local::Local},
    text::{
        message::Message,
        terms,
        ui::{batch as batch_words, desk as words},
    },
    tui::{
        effects::bench::Surroundings,
        run::{Setting, run},
        terminal::profile::{Encoding, Profile},
    },
};

/// Opens the desk of the office; the screens greet the first person of a new one.
///
/// # Errors
/// If the terminal cannot show the screens, which is found before anything is opened.
pub fn open(context: &Context) -> Result<End, Failure> {
    refuse_unsuited(context)?;
    let dir = context.dir(Which::Office)?;
    let local = context.open(&dir)?;
    show(context, &dir, local)
}

/// Prints what the first screen shows, a line each.
///
/// # Errors
/// What the engine says.
pub fn plain(context: &Context) -> Result<End, Failure> {
    let office = context.office()?;
    let me = me(&office)?;
    let desk = ask(&office, Query::Desk, |answer| match answer {
        Answer::Desk(desk) => Ok(*desk),
        other => Err(other),
    })?;
    let query = Query::Params {
        area: None,
        on: None,
    };
    let params = ask(&office, query, |answer| match answer {
        Answer::Params(rows) => Ok(rows),
        other => Err(other),
    })?;
    context
        .output
        .text(&lines(&me, &desk, &params).join("\n"))?;
    office.close()?;
    Ok(End::Done)
}

/// The first screen as lines.
fn lines(me: &Me, desk: &Desk, params: &[ParamRow]) -> Vec<String> {
    let mut lines = vec![
        words::title(&me.office, &me.area_name),
        words::whoami(me.today, &me.staff.name, &me.staff.roles),
    ];
    if me.demo {
        lines.push(words::DEMO.to_owned());
    }
    lines.extend(desk.queues.iter().map(|counts| {
        let due = [counts.overdue, counts.today, counts.week, counts.month];
        words::counts_line(counts.queue, due, counts.total)
    }));
    lines.push(words::done_today(desk.done_today, None));
    lines.push(words::month(desk.month_due, desk.month_done));
    match &desk.next {
        Some((queue, row)) => {
            let head = words::next(terms::queue(*queue), row.head.reveal(), &row.village);
            lines.push(format!("{head}  {}", words::reasons(&row.reasons)));
        }
        None => lines.push(words::nothing_next(
            desk.queues.iter().map(|counts| counts.total).sum(),
            desk.month_due,
            &me.staff.roles,
        )),
    }
    lines.extend(desk.notices.iter().map(|notice| match notice {
        DeskNotice::Batch {
            number,
            kind,
            status,
        } => batch_words::notice_batch(*number, *kind, *status),
        DeskNotice::Price {
            month,
            due,
            overdue_days,
        } => batch_words::begin_price(*month, *due, *overdue_days),
    }));
    let label = |name: &str| params.iter().find(|row| row.name == name);
    lines.extend(desk.hints.iter().filter_map(|hint| {
        let label = &label(&hint.name)?.label;
        let text = words::hint(label, hint.value.as_deref(), hint.since);
        Some(format!("{}  {text}", words::HINTS))
    }));
    lines
}

/// Refuses a terminal that cannot show the screens.
///
/// # Errors
/// [`Failure::Shortcoming`].
pub fn refuse_unsuited(context: &Context) -> Result<(), Failure> {
    match surroundings::shortcoming(&context.locale) {
        Some(shortcoming) => Err(Failure::Shortcoming(shortcoming)),
        None => Ok(()),
    }
}

/// Shows the screens on a session until the person leaves; then closes it.
///
/// # Errors
/// If the terminal cannot be taken over, or the session does not close.
pub fn show(context: &Context, dir: &Path, local: Local) -> Result<End, Failure> {
    let local = Arc::new(local);
    let session: Arc<dyn Session> = local.clone();
    let setting = Setting {
        profile: profile(context),
        clock: Arc::new(SystemClock),
        run: key()?,
        account: local.account().map(str::to_owned),
        surroundings: Surroundings {
            data_dir: dir.to_owned(),
            home: context.homes.home.as_ref().map(PathBuf::from),
        },
    };
    run(session, &setting).map_err(|error| no_screens(&error))?;
    // The screens have let go of the session when they end; were it held, closing would be left to the end
    // of the process, which loses nothing.
    match Arc::into_inner(local).map(Local::close) {
        Some(Err(fault @ Trouble::Fault(_))) => Err(fault.into()),
        Some(Ok(()) | Err(Trouble::Refused(_))) | None => Ok(End::Done),
    }
}

/// What the terminal understands.
fn profile(context: &Context) -> Profile {
    let settings = surroundings::terminal();
    let mut profile = Profile::of(&settings.term, settings.no_color.as_deref());
    profile.encoding = match context.locale.charset {
        Charset::Utf8 | Charset::Unknown => Encoding::Utf8,
        Charset::Gb18030 => Encoding::Gb18030,
    };
    profile
}

fn no_screens(error: &std::io::Error) -> Failure {
    Failure::Told {
        message: Message::new(
            "终端不能用来显示界面。",
            "没有作任何改动。",
            format!("请换一个终端再试; 系统说: {error}"),
        ),
        end: End::Terminal,
    }
}
