//! The verbs of the command line: one file for each family, nothing decided here that the engine decides.

pub mod args;
pub mod batch;
mod batch_print;
pub mod calc;
pub mod closing;
pub mod context;
pub mod demo;
pub mod desk;
pub mod exit;
pub mod explain;
pub mod export;
pub mod help;
pub mod import;
pub mod output;
pub mod papers;
pub mod policy;
pub mod price;
pub mod progress;
pub mod queues;
pub mod record;
pub mod records;
pub mod show;
pub mod sign;
pub mod staff;
pub mod surroundings;
pub mod upkeep;
pub mod usage;

use std::{ffi::OsString, io, process::ExitCode};

use clap_complete::Shell;

use self::{
    args::{Cli, Verb},
    context::Context,
    exit::{End, Failure},
    output::Output,
    surroundings::{Homes, Locale, Which},
    usage::Told,
};
use crate::{
    base::clock::{Clock, SystemClock},
    domain::calendar::Day,
};

/// Carries out a command line; gives the status to end with.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Whatever is made from here on, by us or by a library, is for its owner alone.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let locale = Locale::of_process();
    let output = Output::new(locale.charset);
    let parsed = args::parse(args);
    let done = match parsed {
        Ok(cli) => carry_out(cli, output, &locale),
        Err(error) => match usage::told(&error) {
            Told::Page(page) => output
                .text(&page)
                .map(|()| End::Done)
                .map_err(Failure::from),
            Told::Wrong(message) => Err(Failure::unusable(message)),
        },
    };
    done.unwrap_or_else(|failure| exit::tell(&failure, output, &locale))
        .into()
}

fn carry_out(cli: Cli, output: Output, locale: &Locale) -> Result<End, Failure> {
    let context = Context {
        output,
        locale: locale.clone(),
        homes: Homes::of_process(),
        asked: cli.common.data,
        as_name: cli.common.as_name,
    };
    let which = match cli.verb {
        Some(Verb::Demo(_)) => Which::Demo,
        _ => Which::Office,
    };
    exit::report_panics(context.dir(which).ok(), output);
    let Some(verb) = cli.verb else {
        return if cli.plain {
            desk::plain(&context)
        } else {
            desk::open(&context)
        };
    };
    if cli.plain {
        return Err(Failure::unusable(usage::plain_stands_alone()));
    }
    match verb {
        Verb::Demo(args) => demo::demo(&context, &args),
        Verb::Init(args) => staff::init(&context, &args),
        Verb::Import(args) => import::import(&context, &args),
        Verb::Export(args) => export::export(&context, &args),
        Verb::Queue(args) => queues::queue(&context, &args),
        Verb::Search(args) => queues::search(&context, &args),
        Verb::Show(args) => show::show(&context, &args),
        Verb::Explain(args) => explain::explain(&context, &args),
        Verb::Approve(args) => sign::approve(&context, &args),
        Verb::Confirm(args) => sign::confirm(&context, &args),
        Verb::Return(args) => sign::give_back(&context, &args),
        Verb::Paper(args) => papers::paper(&context, &args),
        Verb::Post(args) => closing::post(&context, &args),
        Verb::Notice(args) => closing::notice(&context, &args),
        Verb::Service(args) => closing::service(&context, &args),
        Verb::Force(args) => closing::force(&context, &args),
        Verb::Care { verb } => records::care(&context, &verb),
        Verb::Aid { verb } => records::aid(&context, &verb),
        Verb::Refer { verb } => records::refer(&context, &verb),
        Verb::Batch { verb } => batch::batch(&context, &verb),
        Verb::Price { verb } => price::price(&context, &verb),
        Verb::Record { verb } => record::record(&context, &verb),
        Verb::Policy { verb } => policy::policy(&context, &verb),
        Verb::Staff { verb } => staff::staff(&context, &verb),
        Verb::Area { verb } => staff::area(&context, &verb),
        Verb::Calc => pipe(),
        Verb::Verify(args) => upkeep::verify(&context, &args),
        Verb::Rebuild => upkeep::rebuild(&context),
        Verb::Help(args) => help::help(&context, args.topic.as_deref()),
        Verb::Completions(args) => {
            completions(args.shell)?;
            Ok(End::Done)
        }
    }
}

/// Answers sums from standard input on standard output.
fn pipe() -> Result<End, Failure> {
    let today = Day(SystemClock.today());
    let ended = calc::run(io::stdin().lock(), io::stdout().lock(), today)?;
    Ok(match ended {
        calc::Ended::Well => End::Done,
        calc::Ended::SomeIllFormed => End::Unusable,
    })
}

/// Prints the script that completes our verbs in a shell.
fn completions(shell: Shell) -> io::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "hecha", &mut script);
    io::Write::write_all(&mut io::stdout().lock(), &script)
}
