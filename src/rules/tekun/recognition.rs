//! Whether somebody may be recognised as 特困人员: 民发〔2021〕43号 第四条 to 第八条, 社会救助法 第十六条.
//!
//! All three at once: no ability to work, no source of living, nobody with a duty of support who can carry it.
//! Each ground is said with its article; where the text leaves a question open, the answer is a person's judgement.

use crate::{
    domain::{
        area::Setting,
        asset::Assets,
        calendar::{Day, age},
        citation::{Citation, Confidence},
        contradiction::Contradiction,
        finding::Step,
        household::{
            Absence, Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling,
        },
        income::{Income, IncomeItem},
        money::Fen,
        rational::Rational,
        step::StepCode,
    },
    policy::{Lookup, PolicyView},
    rules::{
        RuleRefusal,
        asset_test::{self, Owners},
        edge::{LineStandard, disposable_name},
        eligibility::disabled_for_single,
        in_force,
        income_test::{item_code, month_of},
        missing, standard,
        sum::{figure, heads, over, plus, resting, shown},
    },
};

/// Full age (民法典 第十七条).
const ADULT: u32 = 18;

/// What the applicant brings.
#[derive(Debug, Clone)]
pub struct Applicant<'a> {
    /// City or rural standard.
    pub setting: Setting,
    /// The person.
    pub facts: &'a MemberFacts,
    /// Income a month as already reckoned; `None` takes the incomes of the person.
    pub income_month: Option<Fen>,
    /// Property, where something was said of it.
    pub assets: Option<&'a Assets>,
    /// Persons with a duty of support.
    pub duty: Duty<'a>,
    /// Recognised already: minors keep it to 18, and while they are in 义务教育 or 高中阶段 (第二十四条).
    pub already: bool,
}

/// What is known of those with a duty of support.
#[derive(Debug, Clone, Copy)]
pub enum Duty<'a> {
    /// All of them, nobody being one of the answers.
    Persons(&'a [DutyPerson]),
    /// Whether anybody is there who can carry it, as a person judged; `None` where nobody has.
    Judged(Option<bool>),
}

/// A person with a duty of support (法定义务人), seen from the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyPerson {
    /// What this person is to the applicant.
    pub relation: Relation,
    /// Day of birth.
    pub birth: Day,
    /// What help this person gets.
    pub status: Option<DutyStatus>,
    /// Disability, if certified.
    pub disability: Option<Disability>,
    /// Income a month.
    pub income_month: Option<Fen>,
    /// Whether the duty can be carried, if already judged.
    pub able: Option<bool>,
    /// 在监狱服刑.
    pub in_prison: bool,
    /// 宣告失踪.
    pub missing: bool,
}

/// What help a person with a duty gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyStatus {
    /// 低保.
    Dibao,
    /// 特困.
    Tekun,
    /// 低保边缘.
    Edge,
    /// 刚性支出困难.
    Rigid,
    /// 无.
    None,
}

/// Whether the person qualifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qualifies {
    /// All three conditions hold.
    Yes,
    /// Something is for a person to judge, and nothing speaks against.
    Judgement,
    /// Some condition does not hold.
    No,
}

/// What a ground says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// For the recognition.
    For,
    /// Against it.
    Against,
    /// Open: a person has to judge.
    Open,
}

/// One ground with its step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// What it says.
    pub side: Side,
    /// The step.
    pub step: Step,
}

/// The answer with its grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// Whether the person qualifies.
    pub qualifies: Qualifies,
    /// Why, in the order of the conditions.
    pub grounds: Vec<Ground>,
    /// Income a month that counts, rounded half up to the fen for display.
    pub income: Fen,
    /// What the grounds rest on: the standard, and the incomes that are left out.
    pub basis: Vec<Step>,
}

/// Tests the three conditions (TK-01 to TK-07).
pub fn check(applicant: &Applicant<'_>, view: &PolicyView<'_>) -> Result<Recognition, RuleRefusal> {
    in_force(view, "T43")?;
    if let Some(found) = Contradiction::of(&[applicant.facts], view.on()) {
        return Err(found.into());
    }
    let mut grounds = vec![ability(applicant, view)?];
    grounds.extend(presence(applicant.facts, view));
    let standard = standard::of(applicant.setting, view)?;
    let mut basis = vec![standard::step(applicant.setting, &standard)];
    let income = match applicant.income_month {
        Some(income) => Rational::of(income),
        None => counted_income(&applicant.facts.incomes, view, &mut basis)?,
    };
    grounds.push(living(income, &standard, view)?);
    let line_standard = LineStandard {
        amount: standard.value,
        confidence: standard.confidence,
    };
    grounds.extend(property(applicant, line_standard, view)?);
    grounds.extend(duties(applicant, view)?);
    let worst = grounds.iter().map(|one| match one.side {
        Side::For => Qualifies::Yes,
        Side::Open => Qualifies::Judgement,
        Side::Against => Qualifies::No,
    });
    Ok(Recognition {
        qualifies: worst.max().unwrap_or(Qualifies::Judgement),
        grounds,
        income: shown(income)?,
        basis,
    })
}

/// Nobody who can carry a duty of support (第四条, 第八条).
fn duties(applicant: &Applicant<'_>, view: &PolicyView<'_>) -> Result<Vec<Ground>, RuleRefusal> {
    let article = |article: &str| view.cite(&[("T43", article)]);
    Ok(match applicant.duty {
        Duty::Persons([]) => vec![ground(Side::For, "no_duty_person", article("第四条"))],
        Duty::Persons(persons) => (0_u32..)
            .zip(persons)
            .map(|(place, person)| duty(place, person, applicant.setting, view))
            .collect::<Result<_, _>>()?,
        Duty::Judged(None) => vec![ground(Side::Open, "duty_not_looked", article("第八条"))],
        Duty::Judged(Some(false)) => vec![ground(Side::For, "duty_nobody_able", article("第八条"))],
        Duty::Judged(Some(true)) => {
            vec![ground(
                Side::Against,
                "duty_somebody_able",
                article("第八条"),
            )]
        }
    })
}

fn ground(side: Side, code: &'static str, citation: Citation) -> Ground {
    let step = StepCode::TekunGround
        .step()
        .code("ground", code)
        .cites(citation);
    let step = match side {
        Side::For | Side::Against => step,
        Side::Open => step.at_most(Confidence::Unverified),
    };
    Ground { side, step }
}

/// 无劳动能力: 60 and older, under 16, or a listed disability (TK-02, TK-03, TK-33, TK-34).
fn ability(applicant: &Applicant<'_>, view: &PolicyView<'_>) -> Result<Ground, RuleRefusal> {
    let facts = applicant.facts;
    let years = age(facts.birth, view.on()).ok_or_else(|| RuleRefusal::Contradiction {
        what: format!("出生日期 {} 晚于 {}", facts.birth, view.on()),
    })?;
    let article = view.cite(&[("T43", "第五条")]);
    let bound = |name: &str| view.count(name).ok_or_else(|| missing(name));
    let (old, entry, keep) = (
        bound("tk.age.old")?,
        bound("tk.age.minor_entry")?,
        bound("tk.age.minor_keep")?,
    );
    let (side, code) = if years >= old.value {
        (Side::For, "age_old")
    } else if years < entry.value {
        (Side::For, "age_minor")
    } else if facts.disability.is_some_and(listed) {
        (Side::For, "disability_listed")
    } else if years < keep.value {
        if applicant.already {
            (Side::For, "age_kept")
        } else {
            (Side::Open, "age_16_17")
        }
    } else if at_school(facts) {
        if applicant.already {
            (Side::For, "school_kept")
        } else {
            (Side::Open, "keeps_at_school")
        }
    } else {
        match (facts.labour, facts.disability) {
            (Some(Labour::Full), _) => (Side::Against, "labour_full"),
            (_, Some(disability)) if may_contain_listed(disability) => {
                (Side::Open, "disability_multiple")
            }
            (Some(Labour::Partial), _) => (Side::Against, "labour_partial"),
            (Some(Labour::None), Some(_)) => (Side::Open, "labour_none_unlisted"),
            (Some(Labour::None), None) => (Side::Open, "labour_none_alone"),
            (None, Some(_)) => (Side::Open, "disability_unlisted"),
            (None, None) => (Side::Open, "labour_unknown"),
        }
    };
    Ok(ground(side, code, article))
}

/// 智力 and 精神 1 to 3, 肢体 1 and 2, 视力 1; nothing else (民发〔2021〕43号 第五条).
const fn listed(disability: Disability) -> bool {
    match disability.kind {
        DisabilityType::Intellectual | DisabilityType::Mental => disability.grade <= 3,
        DisabilityType::Limb => disability.grade <= 2,
        DisabilityType::Visual => disability.grade <= 1,
        DisabilityType::Hearing | DisabilityType::Speech | DisabilityType::Multiple => false,
    }
}

/// 多重 takes its grade from the gravest of several types, and one of them may be on the list.
const fn may_contain_listed(disability: Disability) -> bool {
    match disability.kind {
        DisabilityType::Multiple => disability.grade <= 3,
        DisabilityType::Intellectual
        | DisabilityType::Mental
        | DisabilityType::Limb
        | DisabilityType::Visual
        | DisabilityType::Hearing
        | DisabilityType::Speech => false,
    }
}

/// 义务教育, 普通高中 or 中职; university is not included (TK-33).
fn at_school(facts: &MemberFacts) -> bool {
    facts.full_time
        && facts.student.is_some_and(|school| match school {
            Schooling::Compulsory | Schooling::SeniorHigh | Schooling::Vocational => true,
            Schooling::JuniorCollege | Schooling::Undergraduate | Schooling::Graduate => false,
        })
}

/// Whoever serves a sentence or is declared missing is not supported (TK-32).
fn presence(facts: &MemberFacts, view: &PolicyView<'_>) -> Option<Ground> {
    let code = match (facts.died, facts.absent) {
        (Some(_), _) => "died",
        (None, Some(Absence::Prison)) => "imprisoned",
        (None, Some(Absence::Missing)) => "declared_missing",
        (None, Some(Absence::Detox | Absence::Religious3y | Absence::LivesApart) | None) => {
            return None;
        }
    };
    Some(ground(
        Side::Against,
        code,
        view.cite(&[("T43", "第二十四条")]),
    ))
}

/// 无生活来源: income strictly below the standard (TK-04, TK-05).
fn living(
    income: Rational,
    standard: &Lookup<Fen>,
    view: &PolicyView<'_>,
) -> Result<Ground, RuleRefusal> {
    let below = income < Rational::of(standard.value);
    let (side, code) = if below {
        (Side::For, "income_below")
    } else {
        (Side::Against, "income_not_below")
    };
    let step = StepCode::TekunIncome
        .step()
        .money("income", shown(income)?)
        .money("standard", standard.value)
        .code("ground", code)
        .cites(view.cite(&[("T43", "第六条")]));
    Ok(Ground {
        side,
        step: resting(step, standard),
    })
}

/// Income without what 第六条 leaves out; help that the recognition would replace is left out too.
fn counted_income(
    incomes: &[Income],
    view: &PolicyView<'_>,
    basis: &mut Vec<Step>,
) -> Result<Rational, RuleRefusal> {
    let mut sum = Rational::ZERO;
    for income in incomes {
        let left_out = match &income.item {
            Some(IncomeItem::BasicPension | IncomeItem::Veteran | IncomeItem::ElderlyAllowance) => {
                Some(Confidence::Confirmed)
            }
            // The article does not name these two; the help they are would end with the recognition.
            Some(IncomeItem::SocialAssistance | IncomeItem::DisabilitySubsidies) => {
                Some(Confidence::Assumed)
            }
            Some(
                IncomeItem::Pension
                | IncomeItem::FamilyPlanning
                | IncomeItem::Scholarship
                | IncomeItem::Support
                | IncomeItem::Land
                | IncomeItem::Subsidy
                | IncomeItem::Named(_),
            )
            | None => None,
        };
        let month = month_of(income)?;
        let (Some(status), Some(item)) = (left_out, &income.item) else {
            sum = plus(sum, month)?;
            continue;
        };
        let reason = match status {
            Confidence::Confirmed => "tekun_left_out",
            Confidence::Unverified | Confidence::Assumed => "tekun_left_out_unnamed",
        };
        let step = StepCode::IncomeLeftOut
            .step()
            .member(0)
            .code("item", item_code(item))
            .with("month", figure(month)?)
            .code("reason", reason)
            .cites(view.cite(&[("T43", "第六条")]));
        basis.push(step.at_most(status));
    }
    Ok(sum)
}

/// Property within the local rule of 特困 (TK-06), which was not read: limits of 低保 stand in for it, so
/// nothing that is said with them is sure.
fn property(
    applicant: &Applicant<'_>,
    standard: LineStandard,
    view: &PolicyView<'_>,
) -> Result<Vec<Ground>, RuleRefusal> {
    let article = view.cite(&[("T43", "第七条")]);
    let given = applicant
        .assets
        .filter(|assets| !asset_test::says_nothing(assets));
    let Some(assets) = given else {
        let mut open = ground(Side::For, "assets_not_given", article);
        open.step = open.step.at_most(Confidence::Assumed);
        return Ok(vec![open]);
    };
    let owners = Owners {
        persons: 1,
        standard,
        hardship: applicant.facts.seriously_ill || applicant.facts.disability.is_some(),
    };
    let verdict = asset_test::test(assets, owners, view)?;
    let (side, code) = if verdict.exceeds {
        (Side::Against, "assets_exceed")
    } else if verdict.unclear {
        (Side::Open, "assets_unclear")
    } else {
        (Side::For, "assets_within")
    };
    let mut verdicts: Vec<Ground> = verdict
        .steps
        .into_iter()
        .map(|step| Ground {
            side: side_of_property(&step),
            step,
        })
        .collect();
    let mut whole = ground(side, code, article);
    whole.step = whole.step.at_most(Confidence::Unverified);
    verdicts.push(whole);
    Ok(verdicts)
}

/// What one line on property says.
fn side_of_property(step: &Step) -> Side {
    match StepCode::by_name(&step.code) {
        Some(StepCode::MoneyAbove | StepCode::VehicleAbove) => Side::Against,
        Some(
            StepCode::MoneyUnjudged
            | StepCode::VehicleUnjudged
            | StepCode::VehicleSecond
            | StepCode::HomesUnjudged
            | StepCode::BusinessesUnjudged,
        ) => Side::Open,
        Some(_) | None => Side::For,
    }
}

/// Whether a person with a duty can carry it (TK-07).
fn duty(
    place: u32,
    person: &DutyPerson,
    setting: Setting,
    view: &PolicyView<'_>,
) -> Result<Ground, RuleRefusal> {
    let years = age(person.birth, view.on()).ok_or_else(|| RuleRefusal::Contradiction {
        what: format!("义务人出生日期 {} 晚于 {}", person.birth, view.on()),
    })?;
    let (side, code) = match bound_by_duty(person.relation, years)? {
        Bound::Never(code) => (Side::For, code),
        Bound::Always => carries(person, years, setting, view)?,
        Bound::Sometimes => match carries(person, years, setting, view)? {
            (Side::Against, "duty_judged_able") => (Side::Against, "duty_judged_able"),
            (Side::Against, _) => (Side::Open, "duty_conditional"),
            other @ (Side::For | Side::Open, _) => other,
        },
    };
    let step = StepCode::TekunDuty
        .step()
        .member(place)
        .code("relation", relation_code(person.relation))
        .code("ground", code)
        .cites(view.cite(&[("T43", "第八条")]));
    let step = match side {
        Side::Open => step.at_most(Confidence::Unverified),
        Side::For | Side::Against => step,
    };
    Ok(Ground { side, step })
}

/// Whether a relative of this kind has a duty at all (民法典 第一千零五十九条, 第一千零六十七条, 第一千零七十四条, 第一千零七十五条).
enum Bound {
    Always,
    Sometimes,
    Never(&'static str),
}

fn bound_by_duty(relation: Relation, years: u32) -> Result<Bound, RuleRefusal> {
    Ok(match relation {
        Relation::Head => {
            return Err(RuleRefusal::Contradiction {
                what: "义务人不能是本人".to_owned(),
            });
        }
        Relation::Child | Relation::Grandchild | Relation::Sibling if years < ADULT => {
            Bound::Never("duty_minor")
        }
        Relation::Spouse | Relation::Child | Relation::Parent => Bound::Always,
        Relation::Grandchild | Relation::Grandparent | Relation::Sibling => Bound::Sometimes,
        Relation::ParentInLaw | Relation::ChildInLaw | Relation::Other => Bound::Never("duty_none"),
    })
}

/// The cases of 第八条; whoever is in none of them can carry the duty.
///
/// Four of the cases ask for the property of the person with the duty as well, which is no input here: they stay
/// open until somebody has looked, who then says `able`.
fn carries(
    person: &DutyPerson,
    years: u32,
    setting: Setting,
    view: &PolicyView<'_>,
) -> Result<(Side, &'static str), RuleRefusal> {
    if let Some(able) = person.able {
        return Ok(if able {
            (Side::Against, "duty_judged_able")
        } else {
            (Side::For, "duty_judged_unable")
        });
    }
    let bound = |name: &str| view.count(name).ok_or_else(|| missing(name));
    let old = bound("tk.age.old")?.value;
    if person.status == Some(DutyStatus::Tekun) {
        return Ok((Side::For, "duty_tekun"));
    }
    if person.status == Some(DutyStatus::Dibao) && years >= old {
        return Ok((Side::For, "duty_dibao_old"));
    }
    if person.in_prison {
        return Ok((Side::Open, "duty_prison"));
    }
    if person.missing {
        return Ok((Side::Open, "duty_missing"));
    }
    let very_old = years >= bound("tk.duty.old_age")?.value;
    let disabled = person.disability.is_some_and(disabled_for_single);
    if !very_old && !disabled {
        return Ok((Side::Against, "duty_able"));
    }
    let Some(income) = person.income_month else {
        return Ok((Side::Open, "duty_income_unknown"));
    };
    let Some(line) = view.money(disposable_name(setting)) else {
        return Ok((Side::Open, "duty_line_unset"));
    };
    let month = over(Rational::of(line.value), heads(12))?;
    Ok(if Rational::of(income) >= month {
        (Side::Against, "duty_income_high")
    } else if very_old {
        (Side::Open, "duty_old")
    } else {
        (Side::Open, "duty_disabled")
    })
}

const fn relation_code(relation: Relation) -> &'static str {
    match relation {
        Relation::Head => "self",
        Relation::Spouse => "spouse",
        Relation::Child => "child",
        Relation::Parent => "parent",
        Relation::Grandchild => "grandchild",
        Relation::Grandparent => "grandparent",
        Relation::Sibling => "sibling",
        Relation::ParentInLaw => "parent_in_law",
        Relation::ChildInLaw => "child_in_law",
        Relation::Other => "other",
    }
}
