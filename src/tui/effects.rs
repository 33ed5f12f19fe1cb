//! Carries effects out through a session. The only file of the screens that touches the world beyond
//! the terminal; it decides nothing.

mod batches;
pub mod bench;
pub mod paper;
mod rosters;

use super::effect::{Effect, EffectId, Printed, Reply};
use crate::{
    session::{Request, Session},
    text::papers as words,
};

/// Does `effect` and answers under which name what came of it; `None` for what concerns the terminal, and for
/// long work.
pub fn perform(session: &dyn Session, effect: Effect) -> Option<(EffectId, Reply)> {
    match effect {
        Effect::Ask { id, query } => Some((id, Reply::Answered(session.ask(query)))),
        Effect::Execute {
            id,
            command,
            expect,
            key,
        } => {
            let request = Request {
                command: *command,
                expect,
                key,
            };
            Some((id, Reply::Done(session.execute(request))))
        }
        Effect::SaveDraft { id, draft } => Some((id, Reply::Kept(session.save_draft(&draft)))),
        Effect::LoadDraft { id, case } => {
            let draft = session.load_draft(case);
            Some((id, Reply::Draft(draft.map(|draft| draft.map(Box::new)))))
        }
        Effect::DropDraft { id, case } => Some((id, Reply::Kept(session.drop_draft(case)))),
        Effect::SavePlace { id, place } => Some((id, Reply::Kept(session.save_place(&place)))),
        Effect::Print {
            id,
            case,
            paper,
            text,
            blank,
        } => {
            let order = paper::Order {
                case,
                paper,
                text,
                blank,
            };
            Some((id, Reply::Printed(printed(session, &order))))
        }
        Effect::LoadPlace { id } => Some((id, Reply::Place(session.load_place()))),
        Effect::WriteSheet { id, stem, text } => {
            Some((id, Reply::Written(session.write_sheet(&stem, &text))))
        }
        // Long work is done on a bench of its own.
        Effect::ListFiles { .. }
        | Effect::Recognise { .. }
        | Effect::Judge { .. }
        | Effect::WriteImport { .. }
        | Effect::Export { .. }
        | Effect::Batch { .. }
        | Effect::Stop { .. }
        | Effect::Repaint
        | Effect::Suspend
        | Effect::Quit => None,
    }
}

/// Prints a paper, and tells where it is or why it is not.
fn printed(session: &dyn Session, order: &paper::Order) -> Printed {
    let Some(data_dir) = session.data_dir() else {
        return Printed::Not(words::elsewhere().to_string());
    };
    match paper::print(session, data_dir, order) {
        Ok(path) => Printed::At(words::written(
            order.paper.name(),
            &path.display().to_string(),
        )),
        Err(why) => match why.message() {
            Ok(message) => Printed::Not(message.to_string()),
            Err(trouble) => Printed::Trouble(trouble.clone()),
        },
    }
}
