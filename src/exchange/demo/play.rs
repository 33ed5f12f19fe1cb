//! Does the steps of a demo through sessions of the named staff, in units with one sync each.

use std::collections::BTreeMap;

use super::{DemoAction, DemoStep};
use crate::{
    domain::ids::CaseId,
    engine::{
        answer::{Answer, CaseView, Receipt},
        command::{Command, ProposeReview},
        query::Query,
        refusal::{Refusal, Trouble},
    },
    session::{Request, Session},
};

/// Commands done with one sync.
const UNIT: usize = 512;
/// Cases whose seq is remembered: evidence follows within a block, the story concerns the first few.
const REMEMBERED: usize = 8192;
const FIRST_CASES: u64 = 64;

/// Gives a session of the member of staff with this name.
pub type SessionOf<'a> = dyn Fn(&str) -> Result<Box<dyn Session + 'a>, Trouble> + 'a;

/// How far the playing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Played {
    /// Steps done.
    pub steps: u64,
    /// Cases opened.
    pub cases: u64,
}

/// Why a demo could not be played to its end.
#[derive(Debug, thiserror::Error)]
pub enum NotPlayed {
    /// The engine did not do a step.
    #[error("step {step} by {actor}: {trouble:?}")]
    Step {
        /// Number of the step, from 1.
        step: u64,
        /// Who did it.
        actor: String,
        /// Why not.
        trouble: Trouble,
    },
    /// The office gave another id than an empty one would: it is not empty, or not a demo.
    #[error("step {step}: the office is not empty")]
    NotEmpty {
        /// Number of the step, from 1.
        step: u64,
    },
}

/// Plays steps. `session` gives a session of the member of staff with this name; `progress` is told after each
/// unit.
///
/// # Errors
/// [`NotPlayed`] names the first step that was not done; what was done before stays.
pub fn play(
    steps: impl Iterator<Item = DemoStep>,
    session: &SessionOf<'_>,
    progress: &mut dyn FnMut(Played),
) -> Result<Played, NotPlayed> {
    let mut player = Player {
        seqs: BTreeMap::new(),
        played: Played::default(),
        unit: Vec::new(),
        actor: String::new(),
        session,
    };
    for step in steps {
        if step.actor != player.actor || player.unit.len() >= UNIT || player.must_wait(&step) {
            player.flush()?;
            progress(player.played);
        }
        player.actor.clone_from(&step.actor);
        let request = player.request(step)?;
        player.unit.push(request);
    }
    player.flush()?;
    progress(player.played);
    Ok(player.played)
}

struct Player<'p, 's> {
    seqs: BTreeMap<CaseId, u64>,
    played: Played,
    unit: Vec<Request>,
    actor: String,
    session: &'p SessionOf<'s>,
}

impl Player<'_, '_> {
    /// Whether a step needs to see what the unit at hand does.
    fn must_wait(&self, step: &DemoStep) -> bool {
        match &step.action {
            DemoAction::Propose { .. } => true,
            DemoAction::Do(command) => {
                self.unit.iter().any(opens_office)
                    || command.case().is_some_and(|case| {
                        self.unit
                            .iter()
                            .any(|request| request.command.case() == Some(case))
                            || !self.seqs.contains_key(&case)
                    })
            }
        }
    }

    fn request(&self, step: DemoStep) -> Result<Request, NotPlayed> {
        let command = match step.action {
            DemoAction::Do(command) => *command,
            DemoAction::Propose {
                case,
                outcome,
                cause,
                reason,
            } => {
                let view = self.case(case)?;
                Command::Propose(Box::new(ProposeReview {
                    case,
                    outcome,
                    cause,
                    reason,
                    effective: None,
                    phase_out_months: None,
                    changed: None,
                    household: view.case.household,
                    finding_seen: view.assessment.digest,
                }))
            }
        };
        let expect = command
            .case()
            .and_then(|case| self.seqs.get(&case).copied());
        let place = self.played.steps + self.unit.len() as u64 + 1;
        Ok(Request {
            command,
            expect,
            key: format!("demo-{place}"),
        })
    }

    fn case(&self, case: CaseId) -> Result<CaseView, NotPlayed> {
        let answer = (self.session)(&self.actor).and_then(|it| it.ask(Query::Case { case }));
        match answer {
            Ok(Answer::Case(view)) => Ok(*view),
            Ok(_) => Err(self.trouble(Refusal::UnknownCase.into())),
            Err(trouble) => Err(self.trouble(trouble)),
        }
    }

    fn trouble(&self, trouble: Trouble) -> NotPlayed {
        NotPlayed::Step {
            step: self.played.steps + 1,
            actor: self.actor.clone(),
            trouble,
        }
    }

    fn flush(&mut self) -> Result<(), NotPlayed> {
        let unit = std::mem::take(&mut self.unit);
        if unit.is_empty() {
            return Ok(());
        }
        let commands: Vec<(Option<CaseId>, bool)> = unit
            .iter()
            .map(|request| {
                let opens = matches!(request.command, Command::OpenCase { .. });
                (request.command.case(), opens)
            })
            .collect();
        let outcomes = (self.session)(&self.actor)
            .and_then(|session| done(session.as_ref(), unit))
            .map_err(|trouble| self.trouble(trouble))?;
        for ((case, opens), outcome) in commands.into_iter().zip(outcomes) {
            let receipt = outcome.map_err(|trouble| self.trouble(trouble))?;
            self.played.steps += 1;
            if opens {
                self.played.cases += 1;
            }
            let expected = if opens {
                Some(CaseId(self.played.cases))
            } else {
                case
            };
            if opens && receipt.case != expected {
                return Err(NotPlayed::NotEmpty {
                    step: self.played.steps,
                });
            }
            if let Some(case) = expected {
                self.seqs.insert(case, receipt.seq);
            }
        }
        self.forget();
        Ok(())
    }

    fn forget(&mut self) {
        if self.seqs.len() > 2 * REMEMBERED {
            let newest = self.played.cases.saturating_sub(REMEMBERED as u64);
            self.seqs
                .retain(|case, _| case.0 <= FIRST_CASES || case.0 > newest);
        }
    }
}

/// Does a unit. Nobody is on the staff before the office is open, so its opening is a unit of its own.
fn done(
    session: &dyn Session,
    unit: Vec<Request>,
) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
    if unit.iter().any(opens_office) {
        return Ok(unit
            .into_iter()
            .map(|request| session.execute(request))
            .collect());
    }
    session.execute_batch(unit)
}

fn opens_office(request: &Request) -> bool {
    matches!(request.command, Command::OpenOffice { .. })
}
