//! `init`, `staff` and `area`: the office, who works in it, and where.

use std::path::Path;

use serde::Serialize;

use super::{
    args,
    context::{Context, account, ask, execute, me},
    exit::{End, Failure},
    surroundings::Which,
};
use crate::{
    base::width,
    domain::{
        area::{Area, AreaCode},
        staff::{Role, Staff},
    },
    engine::{
        answer::Answer,
        command::{Command, NewStaff},
        query::Query,
        refusal::{Refusal, Trouble},
    },
    session::{
        Session,
        local::{Chair, Local},
    },
    text::terms,
};

/// One member of staff in `staff list --json`.
#[derive(Debug, Serialize)]
struct StaffShape {
    id: u32,
    name: String,
    roles: Vec<Role>,
    area: String,
    account: Option<String>,
    left: bool,
}

/// Opens the office.
///
/// # Errors
/// [`Refusal::OfficeAlreadyOpen`], or what the engine says.
pub fn init(context: &Context, args: &args::Init) -> Result<End, Failure> {
    let dir = context.dir(Which::Office)?;
    let staff = NewStaff {
        name: args.name.clone(),
        roles: args.roles.clone(),
        area: args.area.clone().unwrap_or_else(|| args.county.clone()),
        account: Some(account()),
    };
    let office = open_office(context, &dir, &args.office, &args.county, staff)?;
    context.output.text(&format!(
        "已开设「{}」, {} 是第一位工作人员。数据在 {}。",
        args.office,
        args.name,
        dir.display()
    ))?;
    office.close()?;
    Ok(End::Done)
}

/// Opens an office in a directory that has none yet.
///
/// # Errors
/// [`Refusal::OfficeAlreadyOpen`], or what the engine says.
pub fn open_office(
    context: &Context,
    dir: &Path,
    name: &str,
    county: &AreaCode,
    staff: NewStaff,
) -> Result<Local, Failure> {
    let office = match context.sit(dir, Chair::Account(account())) {
        // Somebody is on the staff, only not this account.
        Err(Trouble::Refused(refusal)) if *refusal == Refusal::NotOnStaff => {
            return Err(Refusal::OfficeAlreadyOpen.into());
        }
        other => other?,
    };
    let command = Command::OpenOffice {
        name: name.to_owned(),
        area: county.clone(),
        demo: false,
        areas: Vec::new(),
        staff,
    };
    execute(&office, command, None)?;
    Ok(office)
}

/// Does one of the verbs on staff.
///
/// # Errors
/// What the engine says.
pub fn staff(context: &Context, verb: &args::Staff) -> Result<End, Failure> {
    let office = context.office()?;
    match verb {
        args::Staff::List { json } => list(context, &everybody(&office)?, *json)?,
        args::Staff::Add(add) => {
            let staff = NewStaff {
                name: add.name.clone(),
                roles: add.roles.clone(),
                area: match &add.area {
                    Some(area) => area.clone(),
                    None => me(&office)?.county,
                },
                account: add.account.clone(),
            };
            let receipt = execute(&office, Command::RegisterStaff { staff }, None)?;
            context.output.text(&format!(
                "已登记 {}。已存 (第 {} 号记录)。",
                add.name, receipt.seq
            ))?;
        }
        args::Staff::Change(change) => alter(context, &office, change)?,
    }
    office.close()?;
    Ok(End::Done)
}

fn everybody(session: &dyn Session) -> Result<Vec<Staff>, Failure> {
    ask(session, Query::Staff, |answer| match answer {
        Answer::Staff(staff) => Ok(staff),
        other => Err(other),
    })
}

fn list(context: &Context, staff: &[Staff], json: bool) -> Result<(), Failure> {
    if json {
        let shapes: Vec<StaffShape> = staff
            .iter()
            .map(|one| StaffShape {
                id: one.id.0,
                name: one.name.clone(),
                roles: one.roles.clone(),
                area: one.area.0.clone(),
                account: one.account.clone(),
                left: one.left,
            })
            .collect();
        return Ok(context.output.json(&shapes)?);
    }
    let lines: Vec<String> = staff.iter().map(row).collect();
    Ok(context.output.text(&lines.join("\n"))?)
}

fn row(staff: &Staff) -> String {
    let roles: Vec<&str> = staff.roles.iter().map(|&one| terms::role(one)).collect();
    [
        width::pad_left(&staff.id.0.to_string(), 4),
        " ".to_owned(),
        width::fit(&staff.name, 10),
        width::fit(&staff.area.0, 13),
        width::fit(&roles.join("、"), 28),
        width::fit(staff.account.as_deref().unwrap_or("(未绑定账号)"), 16),
        if staff.left { "已离岗" } else { "" }.to_owned(),
    ]
    .concat()
    .trim_end()
    .to_owned()
}

fn alter(
    context: &Context,
    session: &dyn Session,
    change: &args::StaffChange,
) -> Result<(), Failure> {
    let known = everybody(session)?;
    let found = known
        .iter()
        .find(|one| one.name == change.who || one.id.0.to_string() == change.who)
        .ok_or_else(|| Refusal::Unknown {
            what: format!("工作人员 {}", change.who),
        })?;
    let account = match change.account.as_deref() {
        None => found.account.clone(),
        Some("") => None,
        Some(account) => Some(account.to_owned()),
    };
    let staff = NewStaff {
        name: change.name.clone().unwrap_or_else(|| found.name.clone()),
        roles: if change.roles.is_empty() {
            found.roles.clone()
        } else {
            change.roles.clone()
        },
        area: change.area.clone().unwrap_or_else(|| found.area.clone()),
        account,
    };
    let command = Command::ChangeStaff {
        id: found.id,
        staff,
        left: change.left,
    };
    let receipt = execute(session, command, None)?;
    context.output.text(&format!(
        "已变更 {}。已存 (第 {} 号记录)。",
        found.name, receipt.seq
    ))?;
    Ok(())
}

/// Does one of the verbs on areas.
///
/// # Errors
/// What the engine says.
pub fn area(context: &Context, verb: &args::Area) -> Result<End, Failure> {
    let office = context.office()?;
    match verb {
        args::Area::List { json } => {
            let areas = ask(&office, Query::Areas, |answer| match answer {
                Answer::Areas(areas) => Ok(areas),
                other => Err(other),
            })?;
            if *json {
                context.output.json(&areas)?;
            } else {
                let lines: Vec<String> = areas
                    .iter()
                    .map(|area| width::pad_right(&area.code.0, 14) + &area.name)
                    .collect();
                context.output.text(&lines.join("\n"))?;
            }
        }
        args::Area::Set { code, name } => {
            let area = Area {
                code: code.clone(),
                name: name.clone(),
            };
            let receipt = execute(&office, Command::SetArea { area }, None)?;
            context.output.text(&format!(
                "已登记区划 {} {name}。已存 (第 {} 号记录)。",
                code.0, receipt.seq
            ))?;
        }
    }
    office.close()?;
    Ok(End::Done)
}
