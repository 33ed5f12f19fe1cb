//! What the office knows already, asked through the session.

use super::{areas::Areas, refusal::ExchangeRefusal};
use crate::{
    domain::{calendar::Day, case::Case, ids::CaseId, person::Personal, queue::QueueRow},
    engine::{
        answer::{Answer, Match, Me},
        command::Intake,
        query::{Covered, Query},
        refusal::{Refusal, Trouble},
    },
    session::Session,
};

/// The office a file is judged against.
pub(crate) struct Office<'s> {
    session: &'s dyn Session,
    pub(crate) today: Day,
    pub(crate) areas: Areas,
}

/// An answer of another kind than was asked for: our bug, told as a refusal rather than a crash.
fn astray() -> ExchangeRefusal {
    ExchangeRefusal::Trouble(Trouble::from(Refusal::Unknown {
        what: String::new(),
    }))
}

impl<'s> Office<'s> {
    /// Asks who imports, where, and when.
    pub(crate) fn ask(session: &'s dyn Session) -> Result<Self, ExchangeRefusal> {
        let Answer::Me(me) = session.ask(Query::Me)? else {
            return Err(astray());
        };
        let Answer::Areas(areas) = session.ask(Query::Areas)? else {
            return Err(astray());
        };
        let Me { today, staff, .. } = *me;
        Ok(Self {
            session,
            today,
            areas: Areas::new(areas, staff.area),
        })
    }

    /// The case of a household, by its number or the number of its head.
    pub(crate) fn known(
        &self,
        number: &str,
        head: &Personal,
    ) -> Result<Option<Match>, ExchangeRefusal> {
        if number.is_empty() && head.is_empty() {
            return Ok(None);
        }
        let query = Query::Match {
            number: number.to_owned(),
            head: head.clone(),
        };
        match self.session.ask(query) {
            Ok(Answer::Match(found)) => Ok(found.map(|found| *found)),
            Ok(_) => Err(astray()),
            // A case outside one's area is none of one's own; the engine refuses it when it is written.
            Err(Trouble::Refused(_)) => Ok(None),
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// A case other than `own` in which this person is a member.
    pub(crate) fn other_case(
        &self,
        number: &Personal,
        own: Option<CaseId>,
    ) -> Result<Option<CaseId>, ExchangeRefusal> {
        let query = Query::CasesOf {
            number: number.clone(),
        };
        match self.session.ask(query)? {
            Answer::CaseIds(cases) => Ok(cases.into_iter().find(|case| Some(*case) != own)),
            _ => Err(astray()),
        }
    }

    /// The number of a case as it stands on paper; empty where one may not see it.
    pub(crate) fn number_of(&self, case: CaseId) -> Result<String, ExchangeRefusal> {
        Ok(self
            .case(case)?
            .map_or_else(String::new, |case| case.number))
    }

    /// The cases a full list would have to name and does not.
    pub(crate) fn unlisted(
        &self,
        covered: Vec<Covered>,
        listed: Vec<CaseId>,
    ) -> Result<Vec<QueueRow>, ExchangeRefusal> {
        match self.session.ask(Query::Unlisted { covered, listed })? {
            Answer::Unlisted(rows) => Ok(rows),
            _ => Err(astray()),
        }
    }

    /// How many facts a household would report as changed, or why it could not.
    pub(crate) fn changes(
        &self,
        case: CaseId,
        intake: &Intake,
        digest: &str,
    ) -> Result<Result<u32, Box<Refusal>>, ExchangeRefusal> {
        let query = Query::Changes {
            case,
            intake: Box::new(intake.clone()),
            digest: digest.to_owned(),
        };
        match self.session.ask(query) {
            Ok(Answer::Changes(facts)) => Ok(Ok(facts)),
            Ok(_) => Err(astray()),
            Err(Trouble::Refused(refusal)) => Ok(Err(refusal)),
            Err(trouble) => Err(trouble.into()),
        }
    }

    fn case(&self, case: CaseId) -> Result<Option<Case>, ExchangeRefusal> {
        match self.session.ask(Query::Case { case }) {
            Ok(Answer::Case(view)) => Ok(Some(view.case)),
            Ok(_) => Err(astray()),
            Err(Trouble::Refused(_)) => Ok(None),
            Err(trouble) => Err(trouble.into()),
        }
    }
}
