//! `care`, `aid` and `refer`: what is entered of a person's care, of a 临时救助 and of referrals, by case number.
//!
//! Reads words into values and asks the engine; nothing is decided here.

use super::{
    args,
    context::{Context, case, execute, me},
    exit::{End, Failure},
    show::keeping,
};
use crate::{
    domain::{
        calendar::Day,
        care::{Attendance, CareMode, Condition, Fit, SelfCareItems},
        case::Case,
        evidence::VisitMode,
        linshi::LinshiType,
        money::Fen,
        referral::{Consent, Entitlement, ReferralOutcome},
    },
    engine::{
        answer::CaseView,
        command::{AidDeed, CareDeed, Command, PlannedPart, ReferralDeed},
        refusal::Refusal,
    },
    text::{keeping as words, terms, ui::forms},
};

/// Opens the case, enters what `command` makes of it, and shows what `said` makes of it afterwards.
fn enter(
    context: &Context,
    number: &str,
    command: impl FnOnce(&Case, Day) -> Result<Command, Failure>,
    said: impl FnOnce(&CaseView) -> Vec<String>,
) -> Result<End, Failure> {
    let office = context.office()?;
    let before = case(&office, number)?.case;
    let command = command(&before, me(&office)?.today)?;
    let receipt = execute(&office, command, Some(before.seq))?;
    let after = case(&office, number)?;
    let mut lines = vec![format!("案 {number} 已存 (第 {} 号记录)。", receipt.seq)];
    lines.extend(said(&after));
    context.output.text(&lines.join("\n"))?;
    office.close()?;
    Ok(End::Done)
}

/// Enters something of the care of a 特困人员.
///
/// # Errors
/// What the engine says, or a word nobody knows.
pub fn care(context: &Context, verb: &args::Care) -> Result<End, Failure> {
    let number = match verb {
        args::Care::Visit(args) => &args.case,
        args::Care::Support(args) => &args.case,
        args::Care::Assess(args) => &args.case,
        args::Care::Agree(args) => &args.case,
        args::Care::EndAgreement(args) => &args.case,
        args::Care::Report(args) => &args.case,
        args::Care::Study(args) => &args.case,
        args::Care::Elsewhere(args) => &args.case,
    };
    enter(
        context,
        number,
        |case, today| care_command(verb, case, today),
        |view| {
            let mut lines = keeping::care_lines(view);
            if matches!(verb, args::Care::Elsewhere(_)) {
                lines.extend(keeping::referral_lines(view));
            }
            lines
        },
    )
}

fn care_command(verb: &args::Care, case: &Case, today: Day) -> Result<Command, Failure> {
    let on = |day: Option<Day>| day.unwrap_or(today);
    let deed = match verb {
        args::Care::Support(args) => {
            return Ok(Command::RecordSupport {
                case: case.id,
                mode: one_of("供养方式", &CARE_MODES, terms::care_mode, &args.mode)?,
                tier: case.support.as_ref().and_then(|known| known.tier),
                agreement_until: None,
                able_duty: Some(one_of("义务人", &[true, false], has, &args.duty)?),
                day: on(args.day),
                note: args.note.clone(),
            });
        }
        args::Care::Assess(args) => {
            return Ok(Command::AssessSelfCare {
                case: case.id,
                items: items(&args.unable)?,
                day: on(args.day),
                note: args.assessor.clone(),
            });
        }
        args::Care::Visit(args) => CareDeed::Visit {
            day: on(args.day),
            visitor: args.visitor.clone(),
            mode: one_of("方式", &MODES, terms::visit, &args.mode)?,
            health: one_of("健康", &CONDITIONS, words::condition, &args.health)?,
            housing: one_of("住房安全", &CONDITIONS, words::condition, &args.housing)?,
            caregiver: one_of(
                "照料服务人",
                &ATTENDANCES,
                words::attendance,
                &args.caregiver,
            )?,
            needs: args.needs.clone(),
            note: args.note.clone(),
        },
        args::Care::Agree(args) => CareDeed::Agree {
            caregiver: args.with.clone(),
            from: on(args.from),
            until: args.until,
            note: args.note.clone(),
        },
        args::Care::EndAgreement(args) => CareDeed::EndAgreement {
            day: on(args.day),
            why: args.why.clone(),
        },
        args::Care::Report(args) => CareDeed::ReportAbility {
            day: on(args.day),
            note: args.note.clone(),
        },
        args::Care::Study(args) => CareDeed::Study {
            school: args.school.clone(),
            until: args.until,
        },
        args::Care::Elsewhere(args) => CareDeed::LookElsewhere {
            day: on(args.day),
            dibao: one_of("低保", &FITS, words::fit, &args.dibao)?,
            edge: one_of("低保边缘", &FITS, words::fit, &args.edge)?,
            linshi: one_of("临时救助", &FITS, words::fit, &args.linshi)?,
            note: args.note.clone(),
        },
    };
    let case = case.id;
    Ok(Command::EnterCare { case, deed })
}

/// Enters something of a 临时救助.
///
/// # Errors
/// What the engine says, or a word nobody knows.
pub fn aid(context: &Context, verb: &args::Aid) -> Result<End, Failure> {
    let number = match verb {
        args::Aid::Ask(args) => &args.case,
        args::Aid::Give(args) => &args.case,
        args::Aid::Papers(args) => &args.case,
        args::Aid::Visit(args) => &args.case,
        args::Aid::Discuss(args) => &args.case,
        args::Aid::Pay(args) => &args.case,
    };
    let command = |case: &Case, today| aid_command(verb, case, today);
    enter(context, number, command, keeping::aid_lines)
}

fn aid_command(verb: &args::Aid, case: &Case, today: Day) -> Result<Command, Failure> {
    let case = case.id;
    let on = |day: Option<Day>| day.unwrap_or(today);
    let kind = |text: &str| one_of("类型", &KINDS, terms::linshi_type, text);
    let deed = match verb {
        args::Aid::Give(args) => {
            let parts = args.parts.iter().map(|text| part(text));
            return Ok(Command::RecordAid {
                case,
                kind: kind(&args.kind)?,
                cause: args.cause.clone(),
                amount: amount("救助金额", &args.amount)?,
                day: on(args.day),
                parts: parts.collect::<Result<_, _>>()?,
            });
        }
        args::Aid::Papers(args) => {
            return Ok(Command::CompletePapers {
                case,
                day: on(args.day),
                note: args.note.clone(),
            });
        }
        args::Aid::Visit(args) => {
            return Ok(Command::FollowUp {
                case,
                day: on(args.day),
                used_as_meant: one_of("用途", &[true, false], yes, &args.used)?,
                referral: String::new(),
                note: args.note.clone(),
            });
        }
        args::Aid::Ask(args) => AidDeed::Ask {
            kind: kind(&args.kind)?,
            cause: args.cause.clone(),
            day: on(args.day),
        },
        args::Aid::Discuss(args) => AidDeed::Discuss {
            day: on(args.day),
            present: args.present.clone(),
            decision: args.decision.clone(),
        },
        args::Aid::Pay(args) => AidDeed::PayInstalment {
            number: args.number,
            day: on(args.day),
        },
    };
    Ok(Command::AdvanceAid { case, deed })
}

/// Lists what else may be due, passes somebody on, or notes what came of it.
///
/// # Errors
/// What the engine says, or a word nobody knows.
pub fn refer(context: &Context, verb: &args::Refer) -> Result<End, Failure> {
    let after = keeping::referral_lines;
    let deed = |case, deed| Command::Refer { case, deed };
    match verb {
        args::Refer::List(args) => {
            let office = context.office()?;
            let view = case(&office, &args.case)?;
            if args.json {
                context.output.json(&keeping::linked_shape(&view))?;
            } else {
                let mut lines = keeping::linked_lines(&view);
                lines.extend(keeping::referral_lines(&view));
                if lines.is_empty() {
                    lines.push("没有查到其他待遇, 也没有转介。".to_owned());
                }
                context.output.text(&lines.join("\n"))?;
            }
            office.close()?;
            Ok(End::Done)
        }
        args::Refer::To(args) => enter(
            context,
            &args.case,
            |case, today| {
                let pass = ReferralDeed::Pass {
                    what: one_of("待遇", &Entitlement::ALL, words::entitlement, &args.what)?,
                    member: args.member.map(|place| place - 1),
                    office: args.office.clone(),
                    day: args.day.unwrap_or(today),
                    consent: one_of("同意方式", &CONSENTS, words::consent, &args.consent)?,
                    note: args.note.clone(),
                };
                Ok(deed(case.id, pass))
            },
            after,
        ),
        args::Refer::Result(args) => enter(
            context,
            &args.case,
            |case, today| {
                let answer = ReferralDeed::Answer {
                    number: args.number,
                    outcome: one_of("结果", &OUTCOMES, words::outcome, &args.outcome)?,
                    day: args.day.unwrap_or(today),
                    note: args.note.clone(),
                };
                Ok(deed(case.id, answer))
            },
            after,
        ),
    }
}

const MODES: [VisitMode; 3] = [VisitMode::Home, VisitMode::Phone, VisitMode::Video];
const CARE_MODES: [CareMode; 2] = [CareMode::Scattered, CareMode::Central];
const CONDITIONS: [Condition; 3] = [Condition::Good, Condition::Concern, Condition::Urgent];
const ATTENDANCES: [Attendance; 4] = [
    Attendance::Comes,
    Attendance::Lacking,
    Attendance::StaysAway,
    Attendance::Nobody,
];
const FITS: [Fit; 3] = [Fit::Fits, Fit::Unfit, Fit::Unwanted];
const KINDS: [LinshiType; 3] = [LinshiType::Urgent, LinshiType::Expense, LinshiType::Fast];
const CONSENTS: [Consent; 4] = [
    Consent::Written,
    Consent::Spoken,
    Consent::Phone,
    Consent::Guardian,
];
const OUTCOMES: [ReferralOutcome; 3] = [
    ReferralOutcome::Accepted,
    ReferralOutcome::Unfit,
    ReferralOutcome::GivenUp,
];

const fn has(has: bool) -> &'static str {
    if has { "有" } else { "无" }
}

const fn yes(yes: bool) -> &'static str {
    if yes { forms::YES } else { forms::NO }
}

/// The value whose word this is, or begins with this, or has it within.
fn one_of<T: Copy>(
    field: &str,
    all: &[T],
    word: fn(T) -> &'static str,
    text: &str,
) -> Result<T, Failure> {
    let text = text.trim();
    let exact = all.iter().find(|one| word(**one) == text);
    let begins = || all.iter().find(|one| word(**one).starts_with(text));
    let within = || all.iter().find(|one| word(**one).contains(text));
    let found = if text.is_empty() {
        None
    } else {
        exact.or_else(begins).or_else(within)
    };
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        bad(field, &format!("可写 {}", known.join("、")))
    })
}

/// The items from those that cannot be done.
fn items(unable: &[String]) -> Result<SelfCareItems, Failure> {
    let mut able = [true; 6];
    if unable.is_empty() {
        return Err(bad("不能完成的项目", "请写明, 都能完成写 无"));
    }
    for name in unable.iter().map(|name| name.trim()) {
        if name == "无" && unable.len() == 1 {
            continue;
        }
        let place = forms::SELF_CARE_ITEMS
            .iter()
            .position(|known| *known == name);
        let place = place.and_then(|place| able.get_mut(place));
        *place.ok_or_else(|| {
            let known = forms::SELF_CARE_ITEMS.join("、");
            bad("不能完成的项目", &format!("可写 {known}"))
        })? = false;
    }
    let [eat, dress, transfer, toilet, walk, bathe] = able;
    Ok(SelfCareItems {
        eat,
        dress,
        transfer,
        toilet,
        walk,
        bathe,
    })
}

fn amount(field: &str, text: &str) -> Result<Fen, Failure> {
    text.trim()
        .parse()
        .map_err(|_| bad(field, "应为金额, 如 722.00"))
}

/// An instalment as it is typed: 2026-12-01=500.
fn part(text: &str) -> Result<PlannedPart, Failure> {
    let wrong = || bad("分期", "写作 2026-12-01=500 这样");
    let (day, yuan) = text.split_once('=').ok_or_else(wrong)?;
    Ok(PlannedPart {
        day: day.trim().parse().map_err(|_| wrong())?,
        amount: amount("分期", yuan)?,
    })
}

fn bad(field: &str, why: &str) -> Failure {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
    .into()
}
