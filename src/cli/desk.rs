//! The desk: the screens on a session of one's own, in the terminal at hand.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    context::{Context, key},
    exit::{End, Failure},
    surroundings::{self, Charset, Which},
};
use crate::{
    base::clock::SystemClock,
    engine::refusal::Trouble,
    session::{Session, local::Local},
    text::message::Message,
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
