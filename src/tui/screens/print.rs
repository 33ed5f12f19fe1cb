//! The sum as a sheet to be printed: what the page shows, laid out on paper and sealed with the journal's newest
//! digest. The seal is asked for first, which notes in the access log that the sheet leaves the office.

use super::{
    case::{panel, view},
    sum,
};
use crate::{
    documents::{Signed, SumSheet, sum_sheet},
    domain::ids::CaseId,
    engine::{answer::Seal, query::Query},
    text::{
        sheet::{self, Stage},
        ui::case as words,
    },
    tui::{
        effect::Effect,
        model::{
            Model, Wanted,
            case::{Loaded, basis::Basis},
        },
    },
};

/// Asks for the seal of the sheet.
pub fn print(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.loaded().map(|loaded| loaded.view.case.id) else {
        return Vec::new();
    };
    let wanted = Wanted::Sheet(id);
    if model.awaits(&wanted) {
        return Vec::new();
    }
    vec![model.ask(wanted, Query::SheetSeal { case: id })]
}

/// The seal is there: the sheet is laid out and written.
pub fn sealed(model: &mut Model, id: CaseId, seal: &Seal) -> Vec<Effect> {
    let loaded = model.loaded().filter(|loaded| loaded.view.case.id == id);
    let Some((stem, text)) = loaded.and_then(|loaded| {
        let stem = sheet::file_name(&loaded.view.case.number, seal.day);
        Some((stem, laid_out(model, loaded, seal)?))
    }) else {
        return Vec::new();
    };
    let name = model.await_reply(Wanted::Sheet(id));
    vec![Effect::WriteSheet {
        id: name,
        stem,
        text,
    }]
}

/// The sheet of what the page shows.
fn laid_out(model: &Model, loaded: &Loaded, seal: &Seal) -> Option<String> {
    let me = model.me.as_ref()?;
    let case = &loaded.view.case;
    let signatures = words::signatures(
        panel::signer(loaded, case.review.approved),
        panel::signer(loaded, case.review.confirmed),
    );
    let decided = case.decision.as_ref().map_or_else(String::new, |decision| {
        words::signatures(
            panel::signer(loaded, decision.approved),
            panel::signer(loaded, decision.confirmed),
        )
    });
    let signed = match loaded.basis() {
        Basis::Today => None,
        Basis::Proposed(proposal) => Some(Signed {
            decided: Stage::Proposed,
            proposal,
            signatures: &signatures,
        }),
        Basis::Decided(proposal) => Some(Signed {
            decided: Stage::Decided,
            proposal,
            signatures: &decided,
        }),
    };
    let place = format!(
        "{}{} {}",
        loaded.view.township,
        loaded.view.village,
        loaded.view.address.reveal()
    );
    Some(sum_sheet(&SumSheet {
        office: &me.office,
        case,
        head: loaded.name(0),
        masked_number: &view::number(loaded, 0),
        place: place.trim(),
        finding: loaded.finding().ok()?,
        signed,
        today: loaded.today_instead(),
        paid: loaded.paid(),
        remedies: loaded.view.remedies.as_ref(),
        naming: &sum::naming(loaded),
        label: &|name| model.label(name),
        printed: (&me.staff.name, seal.day),
        seal: (seal.seq, &seal.digest),
    }))
}
