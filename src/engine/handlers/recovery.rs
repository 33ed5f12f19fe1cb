//! 追回: what was settled about money that was paid too much. Whether any is asked back is for the office.

use super::decided::{Decided, tidy_line};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        ids::CaseId,
        money::Fen,
        recovery::{Recovery, RecoveryWay},
    },
    engine::{
        closing,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Notes what was settled. No more comes back than was paid too much.
pub(super) fn record(
    world: &World<'_>,
    id: CaseId,
    (day, amount, way): (Day, Fen, RecoveryWay),
    document: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let bad = |field: &str, why: String| Refusal::BadValue {
        field: field.to_owned(),
        why,
    };
    let overpaid = closing::overpaid(world, &case).transpose()?;
    let total = overpaid.map_or(Fen::ZERO, |over| over.total);
    if total <= Fen::ZERO {
        return Err(bad(
            "追回",
            "本案没有算出多发的钱; 变动日期填在结论里".to_owned(),
        )
        .into());
    }
    if day > world.today {
        return Err(bad("日期", "不能晚于今天".to_owned()).into());
    }
    let fits = match way {
        RecoveryWay::Waived => amount == Fen::ZERO,
        RecoveryWay::Returned | RecoveryWay::Instalments | RecoveryWay::Deducted => {
            amount > Fen::ZERO && amount <= total
        }
    };
    if !fits {
        let why = format!("应在 0 和多发的 {total} 元之间; 不予追回的写 0");
        return Err(bad("追回金额", why).into());
    }
    if case.recoveries.len() >= limits::APPEALS_MAX {
        return Err(Refusal::TooMuch {
            what: "追回记录".into(),
            limit: limits::APPEALS_MAX as u64,
        }
        .into());
    }
    let document = tidy_line("协议或决定", document, limits::REASON_CHARS_MAX)?;
    if document.is_empty() {
        return Err(bad("协议或决定", "要写明怎么商定的, 到什么时候".to_owned()).into());
    }
    let recovery = Recovery {
        day,
        overpaid: total,
        amount,
        way,
        document,
        by: world.actor.id,
    };
    Ok(Decided::on(
        id,
        Event::RecoveryRecorded { case: id, recovery },
    ))
}
