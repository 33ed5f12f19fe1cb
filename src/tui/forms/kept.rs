//! What is kept beside a review: visits, the agreement, a reported change, school, other aid; the request, the
//! instalments and the discussion of a 临时救助.

use super::{
    care::{day_field, unmade_last},
    evidence::send,
    records,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        care::{Attendance, Condition, Fit},
        evidence::VisitMode,
        linshi::LinshiType,
    },
    engine::command::{AidDeed, CareDeed, Command},
    text::{keeping as texts, terms, ui::keeping as words},
    tui::{
        effect::Effect,
        model::{
            Deed, Model,
            form::{Choice, Field, Form, FormKind, Limit, Value, kept::Kept, values},
            line::Line,
        },
    },
};

const MODES: [VisitMode; 3] = [VisitMode::Home, VisitMode::Phone, VisitMode::Video];
const CONDITIONS: [Condition; 3] = [Condition::Good, Condition::Concern, Condition::Urgent];
const ATTENDANCES: [Attendance; 4] = [
    Attendance::Comes,
    Attendance::Lacking,
    Attendance::StaysAway,
    Attendance::Nobody,
];
const FITS: [Fit; 3] = [Fit::Fits, Fit::Unfit, Fit::Unwanted];
const KINDS: [LinshiType; 3] = [LinshiType::Urgent, LinshiType::Fast, LinshiType::Expense];

/// The choices of a kind of value, in the order it is given.
pub(super) fn choices<T: serde::Serialize + Copy>(
    all: &[T],
    word: fn(T) -> &'static str,
) -> Vec<Choice> {
    all.iter()
        .map(|one| Choice::new(values::code(one), word(*one)))
        .collect()
}

/// A field of one line of words.
pub(super) fn line(id: &str, label: &str, hint: &str, text: &str) -> Field {
    Field::text(id, label, text)
        .hint(hint)
        .limit(Limit::Characters(limits::REASON_CHARS_MAX))
}

fn later(id: &str, label: &str, hint: &str, text: &str) -> Field {
    Field::new(id, label, Value::Day(Line::new(text)))
        .hint(hint)
        .required()
}

/// The fields of a kind, with what is known.
pub fn fields(model: &Model, kept: Kept) -> Option<Vec<Field>> {
    let case = &model.loaded()?.view.case;
    let day = |label: &str| day_field(model, label);
    let care = &case.care;
    Some(match kept {
        Kept::Visit => {
            let last = care
                .visits
                .last()
                .map_or("", |visit| visit.visitor.as_str());
            let condition = |id: &str, label: &str| {
                let all = unmade_last(choices(&CONDITIONS, texts::condition));
                Field::choice(id, label, all, "").required()
            };
            let attendance = unmade_last(choices(&ATTENDANCES, texts::attendance));
            vec![
                condition("health", words::HEALTH),
                condition("housing", words::HOUSING),
                Field::choice("caregiver", words::CAREGIVER_CAME, attendance, "").required(),
                line("needs", words::NEEDS, words::NEEDS_HINT, ""),
                line("visitor", words::VISITOR, words::VISITOR_HINT, last).required(),
                Field::choice(
                    "mode",
                    words::VISIT_MODE,
                    choices(&MODES, terms::visit),
                    "home",
                ),
                Field::long("note", words::SEEN, "").hint(words::SEEN_HINT),
                day(words::VISITED_ON)?,
            ]
        }
        Kept::Agreement => {
            let known = care.agreement.as_ref();
            let with = known.map_or("", |one| one.caregiver.as_str());
            let mut fields = Vec::with_capacity(5);
            if known.is_some() {
                let what = vec![
                    Choice::new("make", words::AGREEMENT_MAKE),
                    Choice::new("end", words::AGREEMENT_END),
                ];
                fields.push(Field::choice("what", words::AGREEMENT_WHAT, what, "make"));
            }
            fields.extend([
                line("with", words::CAREGIVER, words::CAREGIVER_HINT, with).required(),
                day(words::AGREEMENT_FROM)?.limit(Limit::None),
                later("until", words::AGREEMENT_UNTIL, words::AGREEMENT_HINT, ""),
                line(
                    "note",
                    words::AGREEMENT_NOTE,
                    words::AGREEMENT_NOTE_HINT,
                    "",
                ),
            ]);
            fields
        }
        Kept::Ability => vec![
            line("note", words::CHANGE, words::CHANGE_HINT, "").required(),
            day(words::REPORTED_ON)?,
        ],
        Kept::Studies => {
            let known = care.studies.as_ref();
            let school = known.map_or("", |one| one.school.as_str());
            vec![
                line("school", words::SCHOOL, words::SCHOOL_HINT, school).required(),
                later("until", words::SCHOOL_UNTIL, words::SCHOOL_UNTIL_HINT, ""),
            ]
        }
        Kept::Elsewhere => {
            let fit = |id: &str, label: &str| {
                let all = unmade_last(choices(&FITS, texts::fit));
                Field::choice(id, label, all, "").required()
            };
            vec![
                fit("dibao", words::DIBAO),
                fit("edge", words::EDGE),
                fit("linshi", words::LINSHI),
                line("note", words::ELSEWHERE_NOTE, words::ELSEWHERE_HINT, "").required(),
                day(words::LOOKED_ON)?,
            ]
        }
        Kept::Request | Kept::Instalment | Kept::Discussion => return aid_fields(model, kept),
        Kept::Offer | Kept::Tier | Kept::Appeal | Kept::Ruling | Kept::Recovery => {
            return records::fields(model, kept);
        }
    })
}

/// The fields of a kind that belongs to a 临时救助.
fn aid_fields(model: &Model, kept: Kept) -> Option<Vec<Field>> {
    let case = &model.loaded()?.view.case;
    let day = |label: &str| day_field(model, label);
    Some(match kept {
        Kept::Request => {
            let known = case.aid_book.asked.as_ref();
            let known = known.filter(|_| !case.aid_book.closed);
            let kind = known.map_or_else(String::new, |one| values::code(&one.kind));
            let cause = known.map_or("", |one| one.cause.as_str());
            let kinds = unmade_last(choices(&KINDS, terms::linshi_type));
            vec![
                Field::choice("kind", words::KIND, kinds, &kind).required(),
                line("cause", words::CAUSE, words::CAUSE_HINT, cause).required(),
                day(words::ASKED_ON)?,
            ]
        }
        Kept::Instalment => {
            let open = case.aid.iter().flat_map(|aid| &aid.parts);
            let open = open.filter(|part| part.paid.is_none());
            let all: Vec<Choice> = open
                .map(|part| Choice::new(part.number.to_string(), texts::instalment(part)))
                .collect();
            let first = all.first()?.code.clone();
            vec![
                Field::choice("number", words::INSTALMENT, all, &first).tall(),
                day(words::PAID_ON)?,
            ]
        }
        Kept::Discussion => {
            let known = case.aid_book.discussion.as_ref();
            let present = known.map_or("", |one| one.present.as_str());
            let decision = known.map_or("", |one| one.decision.as_str());
            vec![
                line("present", words::PRESENT, words::PRESENT_HINT, present).required(),
                line("decision", words::DECISION, words::DECISION_HINT, decision).required(),
                day(words::DISCUSSED_ON)?,
            ]
        }
        Kept::Visit
        | Kept::Agreement
        | Kept::Ability
        | Kept::Studies
        | Kept::Elsewhere
        | Kept::Offer
        | Kept::Tier
        | Kept::Appeal
        | Kept::Ruling
        | Kept::Recovery => return None,
    })
}

/// What is asked where an agreement ends is why, not with whom; an amount only where one follows.
pub fn arrange(form: &mut Form) {
    records::arrange(form);
    let ends = form.raw("what") == "end";
    for id in ["with", "day", "until"] {
        form.show(id, !ends);
    }
}

/// Enters what the form says.
pub fn enter(model: &mut Model, kept: Kept, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|loaded| loaded.view.case.id) else {
        return Vec::new();
    };
    let Some(today) = model.today() else {
        return Vec::new();
    };
    let command = match kept {
        Kept::Request | Kept::Instalment | Kept::Discussion => {
            aid_deed(kept, form, today).map(|deed| Command::AdvanceAid { case, deed })
        }
        Kept::Visit | Kept::Agreement | Kept::Ability | Kept::Studies | Kept::Elsewhere => {
            care_deed(kept, form, today).map(|deed| Command::EnterCare { case, deed })
        }
        Kept::Offer | Kept::Tier | Kept::Appeal | Kept::Ruling | Kept::Recovery => {
            records::command(case, kept, form, today)
        }
    };
    let Some(command) = command else {
        return Vec::new();
    };
    send(model, &FormKind::Kept(kept), Deed::Entered, command)
}

/// A day of the form, today where it has none.
pub(super) fn day_of(form: &Form, id: &str, today: Day) -> Option<Day> {
    values::day(&form.raw(id), today).ok().flatten()
}

/// The words in a field.
pub(super) fn said(form: &Form, id: &str) -> String {
    form.raw(id).trim().to_owned()
}

fn care_deed(kept: Kept, form: &Form, today: Day) -> Option<CareDeed> {
    let day = |id| day_of(form, id, today);
    Some(match kept {
        Kept::Visit => CareDeed::Visit {
            day: day("day")?,
            visitor: said(form, "visitor"),
            mode: form.chosen("mode")?,
            health: form.chosen("health")?,
            housing: form.chosen("housing")?,
            caregiver: form.chosen("caregiver")?,
            needs: said(form, "needs"),
            note: said(form, "note"),
        },
        Kept::Agreement if form.raw("what") == "end" => CareDeed::EndAgreement {
            day: today,
            why: said(form, "note"),
        },
        Kept::Agreement => CareDeed::Agree {
            caregiver: said(form, "with"),
            from: day("day")?,
            until: day("until")?,
            note: said(form, "note"),
        },
        Kept::Ability => CareDeed::ReportAbility {
            day: day("day")?,
            note: said(form, "note"),
        },
        Kept::Studies => CareDeed::Study {
            school: said(form, "school"),
            until: day("until")?,
        },
        Kept::Elsewhere => CareDeed::LookElsewhere {
            day: day("day")?,
            dibao: form.chosen("dibao")?,
            edge: form.chosen("edge")?,
            linshi: form.chosen("linshi")?,
            note: said(form, "note"),
        },
        Kept::Request
        | Kept::Instalment
        | Kept::Discussion
        | Kept::Offer
        | Kept::Tier
        | Kept::Appeal
        | Kept::Ruling
        | Kept::Recovery => return None,
    })
}

fn aid_deed(kept: Kept, form: &Form, today: Day) -> Option<AidDeed> {
    let day = day_of(form, "day", today)?;
    Some(match kept {
        Kept::Request => AidDeed::Ask {
            kind: form.chosen("kind")?,
            cause: said(form, "cause"),
            day,
        },
        Kept::Instalment => AidDeed::PayInstalment {
            number: form.raw("number").parse().ok()?,
            day,
        },
        Kept::Discussion => AidDeed::Discuss {
            day,
            present: said(form, "present"),
            decision: said(form, "decision"),
        },
        Kept::Visit
        | Kept::Agreement
        | Kept::Ability
        | Kept::Studies
        | Kept::Elsewhere
        | Kept::Offer
        | Kept::Tier
        | Kept::Appeal
        | Kept::Ruling
        | Kept::Recovery => return None,
    })
}
