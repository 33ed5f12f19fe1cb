//! Questions and their answers. Nothing changes here; who looked at whom is noted in the access log.

use super::{
    answer::{
        Answer, CaseView, Desk, Hit, Match, Me, MemberView, Page, ParamHint, ParamRow, QueueCounts,
        Waiting,
    },
    assess, batch, closing, conditions, exports, handlers, law, lists,
    query::{Cursor, Query},
    refusal::{Refusal, Trouble},
    world::World,
};
use crate::{
    base::limits,
    domain::{
        area::AreaCode,
        calendar::{Day, age},
        case::Case,
        change::{Change, Reported},
        citation::Confidence,
        identity::mask,
        ids::{CaseId, PersonId},
        matter,
        person::{Identity, Personal},
        queue::QueueId,
        review::Status,
        staff::Role,
        transfer,
    },
    journal::access::{Look, PersonField, SearchBy},
    policy::{Level, Parameter, Version},
    store::DayCounts,
};

/// Answers a question, and says what of it belongs into the access log.
///
/// # Errors
/// A refusal where the actor may not see it, or a fault of reading.
pub(super) fn answer(world: &World<'_>, query: Query) -> Result<(Answer, Option<Look>), Trouble> {
    let plain = |answer| Ok((answer, None));
    match query {
        Query::Desk => plain(Answer::Desk(Box::new(desk(world)?))),
        Query::QueuePage {
            queue,
            after,
            limit,
        } => {
            let limit = (limit as usize).clamp(1, limits::QUEUE_PAGE_ROWS_MAX);
            let view = world.queue(queue);
            let page = world.store.queue_page(
                view,
                after.as_ref().map(|cursor| cursor.0.as_slice()),
                limit,
            )?;
            let total = world.store.queue_total(view)?;
            plain(Answer::Page(Page {
                queue,
                rows: page.rows,
                total,
                next: page.next.map(Cursor),
            }))
        }
        Query::Case { case } => Ok((
            Answer::Case(Box::new(case_view(world, case)?)),
            Some(Look::Opened { case }),
        )),
        Query::CaseByNumber { number } => plain(Answer::CaseNumber(world.case_by_number(&number)?)),
        Query::Assess {
            case,
            household,
            cause,
            on,
        } => {
            let case = world.case(case)?;
            let on = on.unwrap_or(world.today);
            plain(Answer::Assessment(Box::new(assess::assessment(
                world, &case, &household, cause, on,
            ))))
        }
        Query::Reveal { case, person } => reveal(world, case, person),
        Query::Search { text, limit } => {
            let limit = (limit as usize).clamp(1, limits::QUEUE_PAGE_ROWS_MAX);
            let hits = search(world, &text, limit)?;
            let look = Look::Searched {
                by: searched_by(&text),
                hits: u32::try_from(hits.len()).unwrap_or(u32::MAX),
            };
            Ok((Answer::Hits(hits), Some(look)))
        }
        Query::Params { area, on } => {
            let area = area.unwrap_or_else(|| world.actor.area.clone());
            let on = on.unwrap_or(world.today);
            plain(Answer::Params(params(world, &area, on)))
        }
        Query::ParamHistory { name, area } => {
            let area = area.unwrap_or_else(|| world.actor.area.clone());
            plain(Answer::Params(history(world, &name, &area)?))
        }
        Query::Staff => plain(Answer::Staff(
            world.office().staff.values().cloned().collect(),
        )),
        Query::Areas => plain(Answer::Areas(
            world.office().areas.values().cloned().collect(),
        )),
        Query::Me => plain(Answer::Me(Box::new(me(world)))),
        Query::Match { number, head } => {
            plain(Answer::Match(known(world, &number, &head)?.map(Box::new)))
        }
        Query::SearchCases { text } => lists::found(world, &text),
        Query::Unlisted { covered, listed } => plain(lists::unlisted(world, &covered, &listed)?),
        Query::ExportInternal { cases } => exports::internal(world, &cases),
        Query::ExportPublic { cases } => exports::public(world, &cases),
        Query::Seal => plain(Answer::Seal(exports::seal(world))),
        Query::Changes {
            case,
            intake,
            digest,
        } => plain(Answer::Changes(handlers::changes(
            world, case, &intake, &digest,
        )?)),
        Query::SheetSeal { case } => exports::sheet_seal(world, case),
        query @ (Query::BatchSum { .. }
        | Query::BatchPreview { .. }
        | Query::BatchRows { .. }
        | Query::Batches
        | Query::Prices) => plain(batch::answer(world, query)?),
        Query::CasesOf { number } => {
            let mut cases = world.store.cases_of(&number)?;
            cases.retain(|&case| world.case(case).is_ok());
            plain(Answer::CaseIds(cases))
        }
    }
}

/// The full record of a member, and that it was looked at.
fn reveal(
    world: &World<'_>,
    case: CaseId,
    person: PersonId,
) -> Result<(Answer, Option<Look>), Trouble> {
    let found = world.case(case)?;
    let mut members = found.household.members.iter();
    if !members.any(|member| member.person == person) {
        return Err(Refusal::Unknown {
            what: format!("人员 {}", person.0),
        }
        .into());
    }
    Ok((
        Answer::Identity(Box::new(world.identity(person)?)),
        Some(Look::Revealed {
            case,
            person,
            field: PersonField::Number,
        }),
    ))
}

/// The queues this person works on, in the order of the desk.
fn queues_of(world: &World<'_>) -> Vec<QueueId> {
    let has = |role: Role| world.actor.roles.contains(&role);
    let mut queues = Vec::new();
    if has(Role::Approver) {
        queues.push(QueueId::ToApprove);
    }
    if has(Role::Confirmer) {
        queues.push(QueueId::ToConfirm);
    }
    if has(Role::Caseworker) || has(Role::Auditor) || has(Role::Administrator) {
        queues.extend([
            QueueId::Dibao,
            QueueId::Tekun,
            QueueId::Linshi,
            QueueId::Alerts,
            QueueId::Changes,
            QueueId::Returned,
            QueueId::Held,
            QueueId::ToServe,
            QueueId::Terms,
            QueueId::Visits,
            QueueId::Edge,
        ]);
    }
    queues
}

/// Whether this person acts in a queue, and does not only look at it.
fn works_on(world: &World<'_>, queue: QueueId) -> bool {
    let has = |role: Role| world.actor.roles.contains(&role);
    match queue {
        QueueId::ToApprove => has(Role::Approver),
        QueueId::ToConfirm => has(Role::Confirmer),
        QueueId::Dibao
        | QueueId::Tekun
        | QueueId::Linshi
        | QueueId::Alerts
        | QueueId::Changes
        | QueueId::Terms
        | QueueId::Visits
        | QueueId::Returned
        | QueueId::ToServe
        | QueueId::Edge => has(Role::Caseworker),
        // What waits is nobody's next case.
        QueueId::Held => false,
    }
}

fn desk(world: &World<'_>) -> Result<Desk, Trouble> {
    let mut queues: Vec<QueueCounts> = Vec::new();
    let mut next = None;
    let mut ahead = Vec::new();
    for queue in queues_of(world) {
        let DayCounts {
            overdue,
            today,
            week,
            month,
            total,
        } = world.store.queue_counts(world.queue(queue))?;
        if queue == QueueId::Edge && total == 0 {
            // Most offices keep no reviews of 低保边缘; a row of zeros would cost everybody a row.
            continue;
        }
        let counts = QueueCounts {
            queue,
            overdue,
            today,
            week,
            month,
            total,
        };
        if next.is_none() && counts.total > 0 && works_on(world, queue) {
            let rows = 1 + limits::DESK_AHEAD_ROWS;
            let page = world.store.queue_page(world.queue(queue), None, rows)?;
            let mut rows = page.rows.into_iter();
            next = rows.next().map(|row| (queue, row));
            ahead = rows.collect();
        }
        queues.push(counts);
    }
    let month = world.today.month();
    Ok(Desk {
        queues,
        done_today: world.store.done_today(world.actor.id, world.today)?,
        month_due: world.store.month_due(&world.actor.area, month)?,
        month_done: world.store.month_done(&world.actor.area, month)?,
        next,
        ahead,
        hints: hints(world),
        notices: batch::notices(world),
    })
}

/// The parameters every 低保 sum rests on, where nobody has confirmed them or they are missing.
fn hints(world: &World<'_>) -> Vec<ParamHint> {
    let view = world.policy.view(&world.actor.area, world.today);
    let mut hints = Vec::new();
    for name in ["db.standard.rural", "db.standard.city"] {
        match view.lookup(name) {
            None => hints.push(ParamHint {
                name: name.to_owned(),
                value: None,
                since: None,
            }),
            Some(found) if found.confidence != Confidence::Confirmed => hints.push(ParamHint {
                name: name.to_owned(),
                value: Some(found.text),
                since: found.since,
            }),
            Some(_) => {}
        }
    }
    hints
}

fn me(world: &World<'_>) -> Me {
    let office = world.office();
    Me {
        staff: world.actor.clone(),
        office: office.name.clone(),
        county: office
            .area
            .clone()
            .unwrap_or_else(|| world.actor.area.clone()),
        area_name: world.office().area_name(&world.actor.area),
        demo: office.demo,
        today: world.today,
    }
}

/// A member as a screen may show it.
fn member_view(identity: &Identity, born: Day, today: Day) -> MemberView {
    MemberView {
        person: identity.person,
        name: identity.name.clone(),
        masked_number: mask(identity.number.reveal()),
        age: age(born, today).unwrap_or(0),
    }
}

/// A case with everything its screen needs.
pub(super) fn case_view(world: &World<'_>, id: CaseId) -> Result<CaseView, Trouble> {
    let case = world.case(id)?;
    let mut members = Vec::with_capacity(case.household.members.len());
    let mut address = Personal::default();
    for (place, member) in case.household.members.iter().enumerate() {
        let identity = world.identity(member.person)?;
        members.push(member_view(&identity, member.facts.birth, world.today));
        if place == 0 {
            address = identity.address;
        }
    }
    let assessment = assess::assessment(world, &case, &case.household, None, world.today);
    let staff = world
        .office()
        .staff
        .values()
        .map(|staff| (staff.id, staff.name.clone()))
        .collect();
    Ok(CaseView {
        village: world.office().place_name(&case.area, &case.place),
        township: world.office().area_name(&case.area.township()),
        overdue_days: world.today.days_since(case.review.due),
        reported: reported(world, &case)?,
        members,
        address,
        waiting: waiting(world, &case),
        assessment,
        closing: closing::closing(world, &case),
        overpaid: closing::overpaid(world, &case),
        remedies: closing::remedies(world, &case),
        linked: law::linked(world, &case),
        matters: matter::of(&case, world.policy.order().of_age),
        staff,
        case,
    })
}

/// What waits for a signature in a case, if something does.
fn waiting(world: &World<'_>, case: &Case) -> Option<Waiting> {
    let proposal = case.review.proposal.as_ref()?;
    match case.review.status {
        Status::Proposed
        | Status::Approved
        | Status::Confirmed
        | Status::Noticed
        | Status::Served => {}
        Status::Due | Status::Claimed | Status::Held | Status::Returned | Status::InForce => {
            return None;
        }
    }
    let cause = Some(proposal.cause);
    let today = law::finding(world, case, &proposal.household, cause, world.today);
    Some(Waiting {
        today: today
            .ok()
            .and_then(|finding| transfer::payable(&finding, proposal.outcome)),
        blocked: conditions::countersign_blocks(world, case, proposal),
    })
}

/// The records that changes which wait speak of.
fn reported(world: &World<'_>, case: &Case) -> Result<Vec<Identity>, Trouble> {
    let mut people: Vec<PersonId> = Vec::new();
    for (_, fact) in case.changes.iter().flat_map(Change::open) {
        match &fact.reported {
            Reported::Differs { .. } | Reported::Missing { .. } => {}
            Reported::Identity { person, record, .. } => people.extend([*person, *record]),
            Reported::Joined { member } => people.push(member.person),
        }
    }
    people.sort_unstable();
    people.dedup();
    people
        .into_iter()
        .map(|person| world.identity(person))
        .collect()
}

fn search(world: &World<'_>, text: &str, limit: usize) -> Result<Vec<Hit>, Trouble> {
    let mut hits = Vec::new();
    for found in world.store.search(text, &world.actor.area, limit)? {
        let row = world.store.row(found.case, world.today)?;
        let member = match found.person {
            None => None,
            Some(person) => Some(found_member(world, found.case, person)?),
        };
        if let Some(row) = row {
            hits.push(Hit { row, member });
        }
    }
    // What is due first stands first; of one day, what fits best.
    hits.sort_by_key(|hit| hit.row.due);
    Ok(hits)
}

/// What a search went by, as far as its text tells: the text itself is not kept anywhere.
pub(super) fn searched_by(text: &str) -> SearchBy {
    let text = text.trim();
    let has_digit = text.chars().any(|ch| ch.is_ascii_digit());
    if has_digit
        && text
            .chars()
            .all(|ch| ch.is_ascii_digit() || matches!(ch, 'x' | 'X'))
    {
        SearchBy::Number
    } else if has_digit {
        SearchBy::CaseNumber
    } else if !text.is_empty() && text.chars().all(|ch| ch.is_ascii_alphabetic()) {
        SearchBy::Initials
    } else if text.ends_with(['村', '社']) || text.ends_with("社区") {
        SearchBy::Village
    } else {
        SearchBy::Name
    }
}

fn found_member(world: &World<'_>, case: CaseId, person: PersonId) -> Result<MemberView, Trouble> {
    let case = world.case(case)?;
    let identity = world.identity(person)?;
    let born = case
        .household
        .members
        .iter()
        .find(|member| member.person == person)
        .map(|member| member.facts.birth);
    Ok(member_view(
        &identity,
        born.unwrap_or(world.today),
        world.today,
    ))
}

/// A dated value as the parameter screen shows it.
fn version_row(parameter: &Parameter, version: &Version) -> ParamRow {
    ParamRow {
        name: parameter.name.clone(),
        label: parameter.label.clone(),
        unit: parameter.unit.clone(),
        value: Some(version.text.clone()),
        since: version.since,
        until: version.until,
        citation: Some(version.source.clone()),
        confidence: version.confidence,
        own: version.level == Level::Office,
    }
}

/// A parameter without a value.
fn unset_row(parameter: &Parameter) -> ParamRow {
    ParamRow {
        name: parameter.name.clone(),
        label: parameter.label.clone(),
        unit: parameter.unit.clone(),
        value: None,
        since: None,
        until: None,
        citation: None,
        confidence: Confidence::Unverified,
        own: false,
    }
}

/// Every parameter as it holds in an area on a day.
fn params(world: &World<'_>, area: &AreaCode, on: Day) -> Vec<ParamRow> {
    let view = world.policy.view(area, on);
    let rows = view.all().map(|(parameter, found)| match found {
        None => unset_row(parameter),
        Some(found) => ParamRow {
            value: Some(found.text),
            since: found.since,
            until: found.until,
            citation: Some(found.source),
            confidence: found.confidence,
            own: found.level == Level::Office,
            ..unset_row(parameter)
        },
    });
    rows.collect()
}

/// All dated values of one parameter, the newest first.
fn history(world: &World<'_>, name: &str, area: &AreaCode) -> Result<Vec<ParamRow>, Refusal> {
    let parameter = world
        .policy
        .parameter(name)
        .ok_or_else(|| Refusal::Unknown {
            what: format!("参数 {name}"),
        })?;
    let versions = world.policy.versions(name, area);
    if versions.is_empty() {
        return Ok(vec![unset_row(parameter)]);
    }
    Ok(versions
        .into_iter()
        .map(|version| version_row(parameter, version))
        .collect())
}

/// The known household with this case number, or whose head has this ID number, as it would come in.
fn known(world: &World<'_>, number: &str, head: &Personal) -> Result<Option<Match>, Trouble> {
    let by_number = if number.is_empty() {
        None
    } else {
        world.case_by_number(number)?
    };
    let id = match by_number {
        Some(id) => Some(id),
        None if head.is_empty() => None,
        None => world.store.cases_of(head)?.into_iter().next(),
    };
    let Some(id) = id else { return Ok(None) };
    let case = world.case(id)?;
    let intake = exports::as_intake(world, &case)?;
    Ok(Some(Match {
        case: id,
        seq: case.seq,
        intake,
    }))
}
