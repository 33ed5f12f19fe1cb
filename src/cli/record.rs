//! `record`: offers of work, the class of a household, appeals and their rulings, money that comes back.

use super::{
    args,
    context::{Context, case, execute, me},
    exit::{End, Failure},
};
use crate::{
    domain::{
        appeal::{AppealKind, Ruling},
        case::Tier,
        money::Fen,
        recovery::RecoveryWay,
        work_offer::OfferAnswer,
    },
    engine::{answer::CaseView, command::Command, refusal::Refusal},
    text::{records as words, terms},
};

/// Notes what is asked for, and shows what is on record.
///
/// # Errors
/// What the engine says; a word that is none of those a field takes.
pub fn record(context: &Context, what: &args::Record) -> Result<End, Failure> {
    let (args::Record::Offer {
        case: number, day, ..
    }
    | args::Record::Tier {
        case: number, day, ..
    }
    | args::Record::Appeal {
        case: number, day, ..
    }
    | args::Record::Ruling {
        case: number, day, ..
    }
    | args::Record::Recovery {
        case: number, day, ..
    }) = what;
    let office = context.office()?;
    let view = case(&office, number)?;
    let day = match day {
        Some(day) => *day,
        None => me(&office)?.today,
    };
    let command = command(&view, what, day)?;
    let receipt = execute(&office, command, Some(view.case.seq))?;
    let after = case(&office, number)?;
    let mut lines = words::lines(&after.case, &names(&after));
    lines.push(format!("已存, seq {}。", receipt.seq));
    context.output.text(&lines.join("\n"))?;
    office.close()?;
    Ok(End::Done)
}

/// The names of the members, in their order.
pub fn names(view: &CaseView) -> Vec<String> {
    let names = view.members.iter().map(|one| one.name.reveal().to_owned());
    names.collect()
}

fn command(
    view: &CaseView,
    what: &args::Record,
    day: crate::domain::calendar::Day,
) -> Result<Command, Failure> {
    let case = view.case.id;
    Ok(match what {
        args::Record::Offer {
            member,
            job,
            answer,
            note,
            ..
        } => Command::RecordWorkOffer {
            case,
            member: member.checked_sub(1).unwrap_or(u32::MAX),
            day,
            offer: job.clone(),
            answer: named("答复", answer, &ANSWERS, terms::offer_answer)?,
            note: note.clone().unwrap_or_default(),
        },
        args::Record::Tier { tier, note, .. } => Command::SetTier {
            case,
            tier: named("档次", tier, &[Tier::A, Tier::B, Tier::C], terms::tier)?,
            day,
            note: note.clone(),
        },
        args::Record::Appeal {
            kind, body, stay, ..
        } => Command::RecordAppeal {
            case,
            kind: named(
                "种类",
                &format!("行政{}", kind.trim_start_matches("行政")),
                &[AppealKind::Review, AppealKind::Lawsuit],
                terms::appeal,
            )?,
            day,
            body: body.clone(),
            stay: stay.clone().unwrap_or_default(),
        },
        args::Record::Ruling {
            number,
            result,
            month,
            paper,
            ..
        } => Command::DecideAppeal {
            case,
            number: *number,
            ruling: ruled(result, *month)?,
            day,
            document: paper.clone(),
        },
        args::Record::Recovery {
            amount, way, paper, ..
        } => Command::RecordRecovery {
            case,
            day,
            amount: *amount,
            way: named("方式", way, &RecoveryWay::ALL, terms::recovery)?,
            document: paper.clone(),
        },
    })
}

const ANSWERS: [OfferAnswer; 3] = [
    OfferAnswer::Taken,
    OfferAnswer::Excused,
    OfferAnswer::Refused,
];

/// The ruling; what it changes to is needed for a change and for nothing else.
fn ruled(name: &str, month: Option<Fen>) -> Result<Ruling, Failure> {
    let rulings = [
        Ruling::Upheld,
        Ruling::Revoked,
        Ruling::Redo,
        Ruling::Withdrawn,
        Ruling::Changed {
            month: month.unwrap_or(Fen::ZERO),
        },
    ];
    let ruling = named("结果", name, &rulings, terms::ruling)?;
    let why = match (ruling, month) {
        (Ruling::Changed { .. }, None) => "变更的要用 --month 写明改为多少",
        (Ruling::Upheld | Ruling::Revoked | Ruling::Redo | Ruling::Withdrawn, Some(_)) => {
            "只有变更才写 --month"
        }
        (Ruling::Changed { .. }, Some(_))
        | (Ruling::Upheld | Ruling::Revoked | Ruling::Redo | Ruling::Withdrawn, None) => {
            return Ok(ruling);
        }
    };
    Err(bad("变更后的金额", why.to_owned()))
}

/// The value whose name this is, or the only one whose name begins so.
fn named<T: Copy>(
    field: &str,
    name: &str,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Result<T, Failure> {
    let exact = all.iter().find(|one| word(**one) == name);
    let mut begin = all
        .iter()
        .filter(|one| !name.is_empty() && word(**one).starts_with(name));
    let only = match (begin.next(), begin.next()) {
        (Some(only), None) => Some(only),
        (Some(_) | None, _) => None,
    };
    exact.or(only).copied().ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        bad(field, format!("可写 {}", words.join("、")))
    })
}

fn bad(field: &str, why: String) -> Failure {
    let field = field.to_owned();
    Refusal::BadValue { field, why }.into()
}
