//! What comes of effects: each reply finds, by its id, who asked.

use super::{
    draft,
    effect::{Effect, EffectId, Printed, Reply},
    forms::{self, office},
    model::{Model, Screen, Wanted, desk::DeskScreen, form::FormKind},
    place, resume,
    screens::{
        batch, case::arrive, desk, export, history, import, policy, print, queue, search, sum,
    },
};
use crate::{
    domain::ids::CaseId,
    engine::{
        answer::{Answer, Me, Receipt},
        query::Query,
        refusal::{Refusal, Trouble},
    },
    text::{
        sheet,
        ui::{policy as policy_words, start},
    },
};

/// What follows from a reply. One that nobody waits for any more is ignored.
pub fn reply(model: &mut Model, id: EffectId, reply: Reply) -> Vec<Effect> {
    if let Reply::Progress(progress) = reply {
        import::progress(model, id, progress);
        export::progress(model, id, progress);
        batch::progress(model, id, progress);
        return Vec::new();
    }
    let Some(wanted) = model.waiting.remove(&id) else {
        return Vec::new();
    };
    match reply {
        Reply::Answered(Ok(answer)) => answered(model, wanted, answer),
        Reply::Answered(Err(trouble)) => unanswered(model, &wanted, &trouble),
        Reply::Done(Ok(receipt)) => done(model, wanted, &receipt),
        Reply::Done(Err(trouble)) => undone(model, &wanted, &trouble),
        Reply::Kept(result) => {
            match wanted {
                Wanted::Kept(case) => draft::kept(model, case, result),
                Wanted::PlaceKept => place::kept(model, result),
                _other_want => {}
            }
            Vec::new()
        }
        Reply::Draft(result) => {
            let draft = match result {
                Ok(draft) => draft,
                Err(trouble) => {
                    model.trouble(&trouble);
                    None
                }
            };
            match wanted {
                Wanted::Draft(case) => arrive::draft(model, case, draft),
                _other_want => Vec::new(),
            }
        }
        Reply::Printed(printed) => {
            match printed {
                Printed::At(text) => {
                    forms::finish_here(model, &FormKind::Paper);
                    model.say(text);
                }
                Printed::Not(why) => model.object(why),
                Printed::Trouble(trouble) => model.trouble(&trouble),
            }
            Vec::new()
        }
        Reply::Written(Ok(path)) => {
            model.say(sheet::written(&path));
            Vec::new()
        }
        Reply::Written(Err(trouble)) => {
            model.trouble(&trouble);
            Vec::new()
        }
        Reply::Place(result) => match result.ok().flatten() {
            Some(kept) => resume::restore(model, kept),
            None => Vec::new(),
        },
        Reply::Progress(_) => Vec::new(),
        Reply::Files(files) => {
            import::files_found(model, files);
            Vec::new()
        }
        Reply::Recognised(found) => {
            if let Wanted::Recognised(path) = wanted {
                import::recognised(model, path, found);
            }
            Vec::new()
        }
        Reply::Judged(found) => {
            import::judged(model, id, found);
            Vec::new()
        }
        Reply::Imported(written) => {
            import::written(model, *written);
            desk::refresh(model)
        }
        Reply::Exported(done) => {
            export::ended(model, done);
            Vec::new()
        }
        Reply::Batch(done) => batch::ended(model, done),
    }
}

fn answered(model: &mut Model, wanted: Wanted, answer: Answer) -> Vec<Effect> {
    match (wanted, answer) {
        (Wanted::Me, Answer::Me(me)) => greeted(model, *me),
        (Wanted::Staff, Answer::Staff(staff)) => {
            model.staff = staff;
            Vec::new()
        }
        (Wanted::Desk, Answer::Desk(desk)) => desk::arrived(model, *desk),
        (Wanted::Page(_), Answer::Page(page)) => queue::arrived(model, page),
        (Wanted::Case(_), Answer::Case(view)) => arrive::case(model, *view),
        (Wanted::Assessment(case), Answer::Assessment(assessment)) => {
            arrive::assessment(model, case, *assessment)
        }
        (Wanted::OtherDay(_), Answer::Assessment(assessment)) => {
            sum::other_day(model, *assessment);
            Vec::new()
        }
        (Wanted::Identity(_), Answer::Identity(identity)) => {
            arrive::identity(model, &identity);
            Vec::new()
        }
        (Wanted::Hits, Answer::Hits(hits)) => {
            search::arrived(model, hits);
            Vec::new()
        }
        (Wanted::Params, Answer::Params(rows)) => {
            model.params = rows;
            resume::params_arrived(model);
            Vec::new()
        }
        (Wanted::Sheet(case), Answer::Seal(seal)) => print::sealed(model, case, &seal),
        (Wanted::History(name), Answer::Params(rows)) => {
            history::arrived(model, &name, &rows);
            Vec::new()
        }
        (Wanted::Batches | Wanted::Prices | Wanted::BatchRows, answer) => {
            batch::answered(model, answer)
        }
        // An answer to something else than what was asked would be a mistake of ours; nothing is shown.
        (_wanted, _answer) => Vec::new(),
    }
}

/// The person is known: the first screen, and the way back to where they were.
fn greeted(model: &mut Model, me: Me) -> Vec<Effect> {
    let another_day = model.today().is_some_and(|day| day != me.today);
    let first = model.me.is_none();
    model.me = Some(me);
    if !first {
        return if another_day {
            super::screens::refreshed(model)
        } else {
            Vec::new()
        };
    }
    model.screens = vec![Screen::Desk(DeskScreen::default())];
    let place = model.await_reply(Wanted::Place);
    let mut effects = vec![Effect::LoadPlace { id: place }];
    effects.extend(desk::refresh(model));
    effects.push(model.ask(Wanted::Staff, Query::Staff));
    effects
}

fn unanswered(model: &mut Model, wanted: &Wanted, trouble: &Trouble) -> Vec<Effect> {
    if let (Wanted::Me, Trouble::Refused(refusal)) = (wanted, trouble)
        && **refusal == Refusal::OfficeNotOpen
    {
        forms::open(model, FormKind::FirstStart);
        model.say(start::WELCOME);
        let place = model.await_reply(Wanted::Place);
        return vec![Effect::LoadPlace { id: place }];
    }
    model.trouble(trouble);
    match wanted {
        // A case that cannot be opened leaves nothing on the screen that could be mistaken for it.
        Wanted::Case(case) => forget_case(model, *case),
        Wanted::Params => model.reopen = None,
        Wanted::Me
        | Wanted::Staff
        | Wanted::Desk
        | Wanted::Page(_)
        | Wanted::Draft(_)
        | Wanted::Assessment(_)
        | Wanted::OtherDay(_)
        | Wanted::Identity(_)
        | Wanted::Place
        | Wanted::Hits
        | Wanted::Sheet(_)
        | Wanted::History(_)
        | Wanted::Paper
        | Wanted::Kept(_)
        | Wanted::PlaceKept
        | Wanted::CaseDone(..)
        | Wanted::FormDone(..)
        | Wanted::OfficeOpened
        | Wanted::ValueEntered
        | Wanted::Files
        | Wanted::Recognised(_)
        | Wanted::Judged
        | Wanted::Imported
        | Wanted::Exported
        | Wanted::Batches
        | Wanted::Prices
        | Wanted::BatchRows
        | Wanted::BatchWork
        | Wanted::BatchSigned(_) => {}
    }
    Vec::new()
}

fn forget_case(model: &mut Model, id: CaseId) {
    let nothing = model.case_of(id).is_some_and(|case| case.loaded.is_none());
    if nothing {
        while model.screens.len() > 1 && model.case().is_some_and(|case| case.id == id) {
            model.pop();
        }
    }
}

fn done(model: &mut Model, wanted: Wanted, receipt: &Receipt) -> Vec<Effect> {
    match wanted {
        Wanted::CaseDone(case, deed) => arrive::done(model, case, deed, receipt),
        Wanted::FormDone(case, deed, kind) => {
            forms::finish(model, Some(case), &kind);
            arrive::done(model, case, deed, receipt)
        }
        Wanted::BatchSigned(form) => batch::executed(model, form.as_ref()),
        Wanted::OfficeOpened => {
            office::finished(model);
            model.screens = vec![Screen::Starting];
            vec![model.ask(Wanted::Me, Query::Me)]
        }
        Wanted::ValueEntered => {
            office::finished(model);
            model.say(policy_words::value_entered(receipt.seq));
            let mut effects = policy::refresh(model);
            effects.extend(history::refresh(model));
            effects
        }
        Wanted::Me
        | Wanted::Staff
        | Wanted::Desk
        | Wanted::Page(_)
        | Wanted::Case(_)
        | Wanted::Draft(_)
        | Wanted::Assessment(_)
        | Wanted::OtherDay(_)
        | Wanted::Identity(_)
        | Wanted::Place
        | Wanted::Hits
        | Wanted::Sheet(_)
        | Wanted::Params
        | Wanted::History(_)
        | Wanted::Paper
        | Wanted::Kept(_)
        | Wanted::PlaceKept
        | Wanted::Files
        | Wanted::Recognised(_)
        | Wanted::Judged
        | Wanted::Imported
        | Wanted::Exported
        | Wanted::Batches
        | Wanted::Prices
        | Wanted::BatchRows
        | Wanted::BatchWork => Vec::new(),
    }
}

fn undone(model: &mut Model, wanted: &Wanted, trouble: &Trouble) -> Vec<Effect> {
    match wanted {
        Wanted::CaseDone(case, _) | Wanted::FormDone(case, _, _) => {
            arrive::refused(model, *case, trouble)
        }
        Wanted::Me
        | Wanted::Staff
        | Wanted::Desk
        | Wanted::Page(_)
        | Wanted::Case(_)
        | Wanted::Draft(_)
        | Wanted::Assessment(_)
        | Wanted::OtherDay(_)
        | Wanted::Identity(_)
        | Wanted::Place
        | Wanted::Hits
        | Wanted::Sheet(_)
        | Wanted::Params
        | Wanted::History(_)
        | Wanted::Paper
        | Wanted::Kept(_)
        | Wanted::PlaceKept
        | Wanted::OfficeOpened
        | Wanted::ValueEntered
        | Wanted::Files
        | Wanted::Recognised(_)
        | Wanted::Judged
        | Wanted::Imported
        | Wanted::Exported
        | Wanted::Batches
        | Wanted::Prices
        | Wanted::BatchRows
        | Wanted::BatchWork
        | Wanted::BatchSigned(_) => {
            model.trouble(trouble);
            Vec::new()
        }
    }
}
