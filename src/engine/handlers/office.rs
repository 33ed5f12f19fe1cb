//! The office itself: opening it, areas, staff, its own parameter values.

use super::decided::{Decided, tidy_line};
use crate::{
    base::limits,
    domain::{
        area::{Area, AreaCode},
        ids::StaffId,
        staff::Staff,
    },
    engine::{
        command::NewStaff,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
    policy::{BadParameter, OfficeValue},
};

/// What an office is opened with.
pub(super) struct Opening {
    /// Its name.
    pub name: String,
    /// County code.
    pub area: AreaCode,
    /// Invented people only.
    pub demo: bool,
    /// Known areas.
    pub areas: Vec<Area>,
    /// The first member of staff.
    pub staff: NewStaff,
}

/// Checks an area: digits of one of the known lengths, and a name.
fn checked_area(area: Area) -> Result<Area, Refusal> {
    checked_code(&area.code)?;
    let name = tidy_line("区划名称", &area.name, limits::NAME_CHARS_MAX)?;
    if name.is_empty() {
        return Err(Refusal::BadValue {
            field: "区划名称".into(),
            why: "不能为空".into(),
        });
    }
    Ok(Area {
        code: area.code,
        name,
    })
}

/// Checks a code of an area.
fn checked_code(code: &AreaCode) -> Result<(), Refusal> {
    let digits = code.0.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !matches!(code.0.len(), 6 | 9 | 12) {
        return Err(Refusal::BadValue {
            field: "区划代码".into(),
            why: "应为 6、9 或 12 位数字".into(),
        });
    }
    Ok(())
}

/// Checks a member of staff as typed and gives it its id.
fn checked_staff(
    world: &World<'_>,
    id: StaffId,
    new: NewStaff,
    left: bool,
) -> Result<Staff, Refusal> {
    let name = tidy_line("姓名", &new.name, limits::NAME_CHARS_MAX)?;
    if name.is_empty() {
        return Err(Refusal::BadValue {
            field: "姓名".into(),
            why: "不能为空".into(),
        });
    }
    if new.roles.is_empty() {
        return Err(Refusal::BadValue {
            field: "角色".into(),
            why: "至少要有一个".into(),
        });
    }
    checked_code(&new.area)?;
    let account = match new.account {
        None => None,
        Some(account) => Some(tidy_line("系统账号", &account, limits::NAME_CHARS_MAX)?)
            .filter(|account| !account.is_empty()),
    };
    let others = || {
        world
            .office()
            .staff
            .values()
            .filter(move |other| other.id != id && !other.left)
    };
    if !left && others().any(|other| other.name == name) {
        return Err(Refusal::BadValue {
            field: "姓名".into(),
            why: "已有同名工作人员, 请加以区别".into(),
        });
    }
    if !left && account.is_some() && others().any(|other| other.account == account) {
        return Err(Refusal::BadValue {
            field: "系统账号".into(),
            why: "已属于另一名工作人员".into(),
        });
    }
    let mut roles = new.roles;
    roles.sort_unstable();
    roles.dedup();
    Ok(Staff {
        id,
        name,
        roles,
        area: new.area,
        account,
        left,
    })
}

/// Opens the office: the first entry of a journal.
pub(super) fn open(world: &World<'_>, opening: Opening) -> Result<Decided, Trouble> {
    let name = tidy_line("单位名称", &opening.name, limits::NAME_CHARS_MAX)?;
    if name.is_empty() {
        return Err(Refusal::BadValue {
            field: "单位名称".into(),
            why: "不能为空".into(),
        }
        .into());
    }
    checked_code(&opening.area)?;
    if opening.areas.len() > limits::AREAS_MAX {
        return Err(Refusal::TooMuch {
            what: "区划".into(),
            limit: limits::AREAS_MAX as u64,
        }
        .into());
    }
    let first = StaffId(1);
    let staff = checked_staff(world, first, opening.staff, false)?;
    let mut events = Vec::with_capacity(opening.areas.len() + 3);
    // A county without a name of its own goes by that of the office, not by its code.
    let named = opening.areas.iter().any(|area| area.code == opening.area);
    let county = (!named).then(|| Area {
        code: opening.area.clone(),
        name: name.clone(),
    });
    events.push(Event::OfficeOpened {
        name,
        area: opening.area,
        demo: opening.demo,
    });
    events.extend(county.map(|area| Event::AreaSet { area }));
    for area in opening.areas {
        events.push(Event::AreaSet {
            area: checked_area(area)?,
        });
    }
    events.push(Event::StaffRegistered { staff });
    Ok(Decided {
        events,
        staff: Some(first),
        ..Decided::default()
    })
}

/// Enters or renames an area.
pub(super) fn set_area(area: Area) -> Result<Decided, Trouble> {
    Ok(Decided::event(Event::AreaSet {
        area: checked_area(area)?,
    }))
}

/// Enters a member of staff.
pub(super) fn register_staff(world: &World<'_>, new: NewStaff) -> Result<Decided, Trouble> {
    let id = world.next_staff();
    let staff = checked_staff(world, id, new, false)?;
    Ok(Decided {
        events: vec![Event::StaffRegistered { staff }],
        staff: Some(id),
        ..Decided::default()
    })
}

/// Changes a member of staff, or notes that somebody left. Somebody must remain who can do this.
pub(super) fn change_staff(
    world: &World<'_>,
    id: StaffId,
    new: NewStaff,
    left: bool,
) -> Result<Decided, Trouble> {
    use crate::domain::staff::Role::Administrator;
    if world.staff(id).is_none() {
        return Err(Refusal::Unknown {
            what: format!("工作人员 {}", id.0),
        }
        .into());
    }
    let staff = checked_staff(world, id, new, left)?;
    let runs_office = |member: &Staff| !member.left && member.roles.contains(&Administrator);
    let someone_else = world
        .office()
        .staff
        .values()
        .any(|other| other.id != id && runs_office(other));
    if !runs_office(&staff) && !someone_else {
        return Err(Refusal::BadValue {
            field: "角色".into(),
            why: "至少要留一名在岗的管理员".into(),
        }
        .into());
    }
    Ok(Decided {
        events: vec![Event::StaffChanged { staff }],
        staff: Some(id),
        ..Decided::default()
    })
}

/// Enters a value of a parameter. Values are never edited, only superseded from a later first day.
pub(super) fn set_policy_value(world: &World<'_>, value: OfficeValue) -> Result<Decided, Trouble> {
    let document = tidy_line("文号", &value.document, limits::REASON_CHARS_MAX)?;
    if document.is_empty() {
        return Err(Refusal::BadValue {
            field: "文号".into(),
            why: "不能为空, 每个参数都要有依据".into(),
        }
        .into());
    }
    checked_code(&value.area)?;
    if value.until.is_some_and(|until| until < value.from) {
        return Err(Refusal::BadValue {
            field: "截止日".into(),
            why: format!("早于起始日 {}", value.from),
        }
        .into());
    }
    let value = OfficeValue { document, ..value };
    world
        .policy
        .check(&value.name, &value.value)
        .map_err(|bad| match bad {
            BadParameter::Unknown { name } => Refusal::Unknown {
                what: format!("参数 {name}"),
            },
            BadParameter::Value { name, why } => Refusal::BadValue { field: name, why },
        })?;
    if world.office().values.contains(&value) {
        return Err(Refusal::BadValue {
            field: value.name,
            why: "与已有的值完全相同".into(),
        }
        .into());
    }
    Ok(Decided::event(Event::PolicyValueSet { value }))
}
