//! A household judged against what the office knows of it: new, changed, the same, or not to be touched.

use super::{
    gather::Draft,
    household::Judge,
    known::Office,
    layout::Kind,
    mapping::Field,
    plan::Target,
    refusal::ExchangeRefusal,
    row::{Note, RowCode},
};
use crate::{
    domain::{household::Relation, ids::CaseId, money::Fen, person::Personal},
    engine::{
        answer::Match,
        command::{Intake, Place},
    },
};

/// What comes of a household.
pub(crate) enum Verdict {
    /// It is refused; why stands in the notes.
    Refused,
    /// It stands like this already, and is paid so much.
    Unchanged(Fen),
    /// It is to be written.
    Write(Target, Box<Intake>),
}

impl Judge<'_, '_> {
    /// Compares a household with the office's own.
    pub(crate) fn against(
        &mut self,
        draft: &mut Draft,
        office: &Office<'_>,
    ) -> Result<Verdict, ExchangeRefusal> {
        let known = self.known(draft, office)?;
        if self.in_other_cases(draft, known.as_ref().map(|it| it.case), office)? {
            return Ok(Verdict::Refused);
        }
        let facts = known.as_ref().map(|known| &known.intake);
        if self.kind == Kind::Roster {
            draft.bad |= self.uncounted(draft, facts);
        }
        let intake = self.intake(draft, facts);
        if let Some(intake) = &intake {
            self.listing.covers(intake);
        }
        match (intake, known) {
            (None, _) => Ok(Verdict::Refused),
            (Some(intake), None) => Ok(Verdict::Write(Target::Open, Box::new(intake))),
            (Some(intake), Some(known)) => self.changed(draft, intake, &known, office),
        }
    }

    /// The case of a household, which the file names then, whatever becomes of its rows.
    pub(crate) fn known(
        &mut self,
        draft: &Draft,
        office: &Office<'_>,
    ) -> Result<Option<Match>, ExchangeRefusal> {
        let head = draft
            .people
            .iter()
            .find(|(_, person)| person.relation == Some(Relation::Head))
            .and_then(|(_, person)| person.id.as_ref())
            .map_or_else(Personal::default, |id| Personal::new(id.reveal()));
        let number = draft.house.case_number.clone().unwrap_or_default();
        let known = office.known(&number, &head)?;
        // A head who is only a member there is in another household, not the head of this one.
        let known = known.filter(|known| {
            let by_number = !number.is_empty() && known.intake.number == number;
            let first = known.intake.members.first();
            by_number || first.is_some_and(|member| member.identity.number == head)
        });
        if let Some(known) = &known {
            self.listing.names(known.case);
        }
        Ok(known)
    }

    /// Whether a member is in another case already.
    fn in_other_cases(
        &mut self,
        draft: &Draft,
        own: Option<CaseId>,
        office: &Office<'_>,
    ) -> Result<bool, ExchangeRefusal> {
        let mut found = false;
        for (row, person) in &draft.people {
            let Some(id) = &person.id else {
                continue;
            };
            let number = Personal::new(id.reveal());
            if let Some(case) = office.other_case(&number, own)? {
                let values = vec![("case", office.number_of(case)?)];
                found |= self.say(*row, Some(Field::Number), RowCode::InOtherCase, values);
            }
        }
        Ok(found)
    }

    fn changed(
        &mut self,
        draft: &Draft,
        intake: Intake,
        known: &Match,
        office: &Office<'_>,
    ) -> Result<Verdict, ExchangeRefusal> {
        let row = draft.first_row();
        let old = &known.intake;
        let number = || vec![("case", old.number.clone())];
        if intake.programme != old.programme {
            let field = Some(Field::Programme);
            self.say(row, field, RowCode::ProgrammeDiffers, number());
            return Ok(Verdict::Refused);
        }
        if same_facts(&intake, old) {
            return Ok(Verdict::Unchanged(paid(old)));
        }
        match office.changes(known.case, &intake, self.digest)? {
            Ok(0) => Ok(Verdict::Unchanged(paid(old))),
            Ok(_) => {
                let target = Target::Change {
                    case: known.case,
                    seq: known.seq,
                };
                Ok(Verdict::Write(target, Box::new(intake)))
            }
            Err(refusal) => {
                self.reader.say(Note {
                    row,
                    column: None,
                    code: RowCode::Engine,
                    values: Vec::new(),
                    refusal: Some(refusal),
                });
                Ok(Verdict::Refused)
            }
        }
    }
}

fn paid(intake: &Intake) -> Fen {
    intake.benefit.map_or(Fen::ZERO, |benefit| benefit.month)
}

/// Whether everything a file can change stands as it says. The order of the members is that of the file.
fn same_facts(new: &Intake, old: &Intake) -> bool {
    new.members.len() == old.members.len()
        && new
            .members
            .iter()
            .all(|member| old.members.contains(member))
        && new.assets == old.assets
        && new.income_stable == old.income_stable
        && new.benefit == old.benefit
        && new.setting == old.setting
        && new.single == old.single
        && new.kin_registered == old.kin_registered
        && same_listed(new, old)
}

/// Whether what stands beside the household is the same, or not said.
fn same_listed(new: &Intake, old: &Intake) -> bool {
    let moved = matches!(new.listed.place, Place::Known(_)) && new.area != old.area;
    let (new, old) = (&new.listed, &old.listed);
    !moved
        && (new.mode.is_none() || new.mode == old.mode)
        && (new.tier.is_none() || new.tier == old.tier)
        && (new.aid.is_none() || new.aid == old.aid)
}
