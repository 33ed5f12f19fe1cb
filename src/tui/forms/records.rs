//! What is noted beside a review: offers of work, the class of a household, appeals and their rulings, money that
//! comes back.

use super::{
    care::{day_field, unmade_last},
    kept::{choices, day_of, line, said},
};
use crate::{
    domain::{
        appeal::{Appeal, AppealKind, Ruling},
        calendar::Day,
        case::Tier,
        ids::CaseId,
        money::Fen,
        recovery::RecoveryWay,
        work_offer::OfferAnswer,
    },
    engine::command::Command,
    text::{terms, ui::forms, ui::records as words},
    tui::model::{
        Model,
        form::{Choice, Field, Form, FormKind, Value, kept::Kept, values},
        line::Line,
    },
};

const ANSWERS: [OfferAnswer; 3] = [
    OfferAnswer::Taken,
    OfferAnswer::Excused,
    OfferAnswer::Refused,
];
const TIERS: [Tier; 3] = [Tier::A, Tier::B, Tier::C];
const APPEALS: [AppealKind; 2] = [AppealKind::Review, AppealKind::Lawsuit];
/// The rulings by their names in drafts; what one changes to has a field of its own.
const RULINGS: [(&str, Ruling); 5] = [
    ("upheld", Ruling::Upheld),
    ("revoked", Ruling::Revoked),
    ("changed", Ruling::Changed { month: Fen::ZERO }),
    ("redo", Ruling::Redo),
    ("withdrawn", Ruling::Withdrawn),
];

/// The fields of a kind, with what is known.
pub(super) fn fields(model: &Model, kept: Kept) -> Option<Vec<Field>> {
    let loaded = model.loaded()?;
    let case = &loaded.view.case;
    let day = |label: &str| day_field(model, label);
    let unmade_choice = |id: &str, label: &str, all: Vec<Choice>| {
        Field::choice(id, label, unmade_last(all), "").required()
    };
    let amount = |id: &str, label: &str| Field::new(id, label, Value::Amount(Line::new("")));
    Some(match kept {
        Kept::Offer => {
            let able = loaded.able_to_work().into_iter();
            let named = able.filter_map(|place| Some((place, loaded.view.members.get(place)?)));
            let whom: Vec<Choice> = named
                .map(|(place, member)| Choice::new(place.to_string(), member.name.reveal()))
                .collect();
            vec![
                unmade_choice("member", words::WHOM, whom),
                line("offer", words::JOB, words::JOB_HINT, "").required(),
                unmade_choice(
                    "answer",
                    words::ANSWER,
                    choices(&ANSWERS, terms::offer_answer),
                ),
                line("note", words::OFFER_NOTE, words::OFFER_NOTE_HINT, ""),
                day(words::OFFERED_ON)?,
            ]
        }
        Kept::Tier => {
            let known = case.tier.as_ref();
            let now = known.map_or_else(String::new, |one| values::code(&one.tier));
            let all = unmade_last(choices(&TIERS, terms::tier));
            vec![
                Field::choice("tier", words::TIER, all, &now).required(),
                line("note", words::TIER_NOTE, words::TIER_NOTE_HINT, "").required(),
                day(words::TIER_DAY)?,
            ]
        }
        Kept::Appeal => vec![
            unmade_choice("kind", words::KIND, choices(&APPEALS, terms::appeal)),
            line("body", words::BODY, words::BODY_HINT, "").required(),
            line("stay", words::STAY, words::STAY_HINT, ""),
            day(words::RECEIVED_ON)?,
        ],
        Kept::Ruling => {
            let open = case.appeals.iter().filter(|one| one.is_open());
            let all: Vec<Choice> = open.map(of_appeal).collect();
            let first = all.first()?.code.clone();
            let rulings = RULINGS.map(|(code, one)| Choice::new(code, terms::ruling(one)));
            vec![
                Field::choice("number", words::WHICH, all, &first).tall(),
                unmade_choice("ruling", words::RESULT, rulings.to_vec()),
                amount("month", words::CHANGED_TO)
                    .hint(forms::AMOUNT_HINT)
                    .required(),
                line("document", words::DOCUMENT, words::DOCUMENT_HINT, "").required(),
                day(words::DECIDED_ON)?,
            ]
        }
        Kept::Recovery => {
            let over = loaded.view.overpaid.as_ref();
            let total = over
                .and_then(|over| over.as_ref().ok())
                .map(|over| over.total);
            vec![
                unmade_choice(
                    "way",
                    words::WAY,
                    choices(&RecoveryWay::ALL, terms::recovery),
                ),
                amount("amount", words::AMOUNT)
                    .hint(words::up_to(total))
                    .required(),
                line("document", words::SETTLED, words::SETTLED_HINT, "").required(),
                day(words::SETTLED_ON)?,
            ]
        }
        Kept::Visit
        | Kept::Agreement
        | Kept::Ability
        | Kept::Studies
        | Kept::Elsewhere
        | Kept::Request
        | Kept::Instalment
        | Kept::Discussion => return None,
    })
}

fn of_appeal(appeal: &Appeal) -> Choice {
    Choice::new(appeal.number.to_string(), words::appeal(appeal))
}

/// An amount is asked for only where one follows.
pub(super) fn arrange(form: &mut Form) {
    if let FormKind::Kept(kept) = &form.kind {
        match kept {
            Kept::Ruling => {
                let changes = form.raw("ruling") == "changed";
                form.show("month", changes);
            }
            Kept::Recovery => {
                let waived = form.raw("way") == values::code(&RecoveryWay::Waived);
                form.show("amount", !waived);
            }
            Kept::Visit
            | Kept::Agreement
            | Kept::Ability
            | Kept::Studies
            | Kept::Elsewhere
            | Kept::Request
            | Kept::Instalment
            | Kept::Discussion
            | Kept::Offer
            | Kept::Tier
            | Kept::Appeal => {}
        }
    }
}

/// What the form says, as a command.
pub(super) fn command(case: CaseId, kept: Kept, form: &Form, today: Day) -> Option<Command> {
    let day = day_of(form, "day", today)?;
    let amount = |id| values::amount(&form.raw(id)).ok().flatten();
    Some(match kept {
        Kept::Offer => Command::RecordWorkOffer {
            case,
            member: form.raw("member").parse().ok()?,
            day,
            offer: said(form, "offer"),
            answer: form.chosen("answer")?,
            note: said(form, "note"),
        },
        Kept::Tier => Command::SetTier {
            case,
            tier: form.chosen("tier")?,
            day,
            note: said(form, "note"),
        },
        Kept::Appeal => Command::RecordAppeal {
            case,
            kind: form.chosen("kind")?,
            day,
            body: said(form, "body"),
            stay: said(form, "stay"),
        },
        Kept::Ruling => {
            let code = form.raw("ruling");
            let (_, named) = RULINGS.into_iter().find(|(name, _)| *name == code)?;
            let ruling = match named {
                Ruling::Changed { .. } => Ruling::Changed {
                    month: amount("month")?,
                },
                Ruling::Upheld | Ruling::Revoked | Ruling::Redo | Ruling::Withdrawn => named,
            };
            Command::DecideAppeal {
                case,
                number: form.raw("number").parse().ok()?,
                ruling,
                day,
                document: said(form, "document"),
            }
        }
        Kept::Recovery => {
            let way: RecoveryWay = form.chosen("way")?;
            let amount = match way {
                RecoveryWay::Waived => Fen::ZERO,
                RecoveryWay::Returned | RecoveryWay::Instalments | RecoveryWay::Deducted => {
                    amount("amount")?
                }
            };
            Command::RecordRecovery {
                case,
                day,
                amount,
                way,
                document: said(form, "document"),
            }
        }
        Kept::Visit
        | Kept::Agreement
        | Kept::Ability
        | Kept::Studies
        | Kept::Elsewhere
        | Kept::Request
        | Kept::Instalment
        | Kept::Discussion => return None,
    })
}
