//! Linked entitlements (其他待遇): what else the members of a household may be due, found from age, disability,
//! illness, school, work and housing while its case is reviewed.
//!
//! 社会救助法 第二十四条 to 第二十七条, 第三十四条; 老年人权益保障法 第三十条, 第三十三条, 第三十七条;
//! 国发〔2015〕52号; 民发〔2021〕43号 第九条. It decides nothing and refuses nothing: who gives these decides. An age
//! or grade without a value finds nobody; an amount nobody has confirmed is no figure.

use crate::{
    domain::{
        calendar::age,
        care::{CareMode, CareTier, Support},
        case::Programme,
        citation::{Citation, Confidence},
        finding::Step,
        household::{DisabilityType, Household, Labour, MemberFacts},
        income::IncomeKind,
        money::Fen,
        referral::{Entitlement, Linked, LinkedSum},
        step::StepCode,
    },
    policy::{Lookup, PolicyView},
};

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct LinkedCase<'a> {
    /// The programme.
    pub programme: Programme,
    /// The household as it stands.
    pub household: &'a Household,
    /// How a 特困人员 is supported.
    pub support: Option<&'a Support>,
    /// How much care a 特困人员 needs, where known.
    pub tier: Option<CareTier>,
}

/// What else may be due, by member in the order of the household, then by the order of the list.
pub fn of(case: &LinkedCase<'_>, view: &PolicyView<'_>) -> Vec<Linked> {
    let mut found = Vec::new();
    let there = |facts: &MemberFacts| facts.died.is_none() && facts.absent.is_none();
    for (place, member) in case.household.members.iter().enumerate() {
        if !there(&member.facts) {
            continue;
        }
        let (Ok(place), Some(years)) = (u32::try_from(place), age(member.facts.birth, view.on()))
        else {
            continue;
        };
        let one = One {
            case,
            view,
            facts: &member.facts,
            place,
            years,
        };
        found.extend(one.of_age());
        found.extend(one.of_disability());
        found.extend(one.of_life());
    }
    if !found.is_empty() || case.household.members.iter().any(|one| there(&one.facts)) {
        found.extend(of_household(case, view, &found));
    }
    found
}

/// One member, and everything that is asked of one.
struct One<'a> {
    case: &'a LinkedCase<'a>,
    view: &'a PolicyView<'a>,
    facts: &'a MemberFacts,
    place: u32,
    years: u32,
}

impl One<'_> {
    fn linked(&self, what: Entitlement, why: Step, sum: LinkedSum) -> Linked {
        Linked {
            what,
            member: Some(self.place),
            why,
            sum,
        }
    }

    /// Whether the member has reached the age a parameter names, with the step that says so.
    fn reached(&self, name: &str, what: Entitlement, rule: Citation) -> Option<Step> {
        let limit = self.view.count(name)?;
        (self.years >= limit.value).then(|| {
            let step = StepCode::LinkedAge
                .step()
                .member(self.place)
                .count("age", self.years)
                .count("limit", limit.value)
                .code("what", what.code());
            cited(step, rule, &limit)
        })
    }

    fn fact(&self, fact: &str, what: Entitlement, rule: Citation) -> Step {
        StepCode::LinkedFact
            .step()
            .member(self.place)
            .code("fact", fact)
            .code("what", what.code())
            .cites(rule)
    }

    fn of_age(&self) -> Vec<Linked> {
        let mut found = Vec::new();
        let view = self.view;
        let tekun = self.case.programme == Programme::Tekun;
        let what = Entitlement::OldAgeAllowance;
        let rule = view.cite(&[("ELDER", "第三十三条")]);
        if let Some(why) = self.reached("old.allow.from", what, rule) {
            let top = view.count("old.allow.top_from");
            let amount = match top {
                Some(top) if self.years >= top.value => "old.allow.100",
                Some(_) | None => "old.allow.80",
            };
            found.push(self.linked(what, why, sum(view, amount)));
        }
        let what = Entitlement::ElderService;
        let rule = view.cite(&[("ELDER", "第三十七条")]);
        if !tekun && let Some(why) = self.reached("linked.old_age", what, rule) {
            found.push(self.linked(what, why, sum(view, "old.service")));
        }
        let child = view.count("linked.child_age");
        if tekun && let Some(limit) = child.filter(|limit| self.years < limit.value) {
            let what = Entitlement::ChildWelfare;
            let rule = view.cite(&[("T43", "第九条")]);
            let why = cited(self.fact("is_minor", what, rule.clone()), rule, &limit);
            found.push(self.linked(what, why, LinkedSum::NoFixed));
        }
        found
    }

    fn of_disability(&self) -> Vec<Linked> {
        let Some(disability) = self.facts.disability else {
            return Vec::new();
        };
        let view = self.view;
        let mut found = Vec::new();
        let step = |what: Entitlement| {
            StepCode::LinkedDisability
                .step()
                .member(self.place)
                .code("kind", disability_code(disability.kind))
                .count("grade", disability.grade)
                .code("what", what.code())
                .cites(view.cite(&[("G52", "")]))
                .at_most(Confidence::Unverified)
        };
        if self.case.programme == Programme::Dibao {
            let what = Entitlement::DisabledLiving;
            found.push(self.linked(what, step(what), sum(view, "disabled.living")));
        }
        let severe = view.count("linked.disability.severe");
        if let Some(severe) = severe.filter(|severe| u32::from(disability.grade) <= severe.value) {
            let what = Entitlement::DisabledNursing;
            let why = step(what).rests_on(&severe.name).at_most(severe.confidence);
            found.push(self.linked(what, why, sum(view, "disabled.nursing")));
        }
        found
    }

    /// Illness, school, work, care.
    fn of_life(&self) -> Vec<Linked> {
        let view = self.view;
        let mut found = Vec::new();
        if self.facts.seriously_ill {
            let what = Entitlement::Medical;
            let rule = view.cite(&[("LAW", "第二十四条"), ("B649", "第二十八条")]);
            found.push(self.linked(what, self.fact("is_ill", what, rule), LinkedSum::NoFixed));
        }
        if self.facts.student.is_some() {
            let what = Entitlement::Education;
            let rule = view.cite(&[("LAW", "第二十五条"), ("B649", "第三十三条")]);
            found.push(self.linked(what, self.fact("at_school", what, rule), LinkedSum::NoFixed));
        }
        found.extend(self.work());
        if matches!(self.case.tier, Some(CareTier::Half | CareTier::Full)) {
            let what = Entitlement::CareInsurance;
            let rule = view.cite(&[("ELDER", "第三十条")]);
            let why = self
                .fact("needs_care", what, rule)
                .at_most(Confidence::Unverified);
            found.push(self.linked(what, why, LinkedSum::Unset));
        }
        found
    }

    /// Able to work, of the age for it, not at school and without income from work.
    fn work(&self) -> Option<Linked> {
        let (from, to) = (
            self.view.count("linked.work.from")?,
            self.view.count("linked.work.to")?,
        );
        let works = self.facts.incomes.iter().any(|income| {
            matches!(income.kind, IncomeKind::Wage | IncomeKind::Business)
                && income.amount > Fen::ZERO
        });
        let able = matches!(self.facts.labour, Some(Labour::Full | Labour::Partial));
        let helped = matches!(
            self.case.programme,
            Programme::Dibao | Programme::Edge | Programme::Rigid
        );
        if !helped
            || !able
            || works
            || self.facts.student.is_some()
            || !(from.value..=to.value).contains(&self.years)
        {
            return None;
        }
        let what = Entitlement::Employment;
        let rule = self
            .view
            .cite(&[("LAW", "第二十七条"), ("B649", "第四十二条")]);
        let why = cited(self.fact("without_work", what, rule.clone()), rule, &to);
        Some(self.linked(what, why.at_most(from.confidence), LinkedSum::NoFixed))
    }
}

/// What the household as a whole may be due.
fn of_household(case: &LinkedCase<'_>, view: &PolicyView<'_>, members: &[Linked]) -> Vec<Linked> {
    let mut found = Vec::new();
    let mut add = |what: Entitlement, fact: &str, rule: Citation, status: Confidence| {
        let why = StepCode::LinkedHousehold
            .step()
            .code("fact", fact)
            .code("what", what.code())
            .cites(rule)
            .at_most(status);
        found.push(Linked {
            what,
            member: None,
            why,
            sum: LinkedSum::NoFixed,
        });
    };
    let sure = Confidence::Confirmed;
    let medical = members.iter().any(|one| one.what == Entitlement::Medical);
    match case.programme {
        Programme::Dibao | Programme::Tekun if !medical => {
            let rule = view.cite(&[("LAW", "第二十四条"), ("B649", "第二十八条")]);
            let fact = if case.programme == Programme::Tekun {
                "supported_household"
            } else {
                "dibao_household"
            };
            add(Entitlement::Medical, fact, rule, sure);
        }
        Programme::Linshi => {
            let rule = view.cite(&[("L23", "二（五）")]);
            add(Entitlement::Dibao, "in_sudden_need", rule, sure);
        }
        Programme::Dibao | Programme::Tekun | Programme::Edge | Programme::Rigid => {}
    }
    let at_home = case
        .support
        .is_some_and(|support| support.mode == CareMode::Scattered);
    let housed = match case.programme {
        Programme::Tekun => at_home,
        Programme::Dibao | Programme::Edge => true,
        Programme::Linshi | Programme::Rigid => false,
    };
    if housed && case.household.assets.homes == Some(0) {
        let rule = view.cite(&[("LAW", "第二十六条"), ("B649", "第三十七条")]);
        add(Entitlement::Housing, "without_home", rule, sure);
    }
    if lives_alone(case, view) {
        let rule = view.cite(&[("LAW", "第三十四条"), ("O39", "")]);
        add(
            Entitlement::Visiting,
            "lives_alone",
            rule,
            Confidence::Unverified,
        );
    }
    found
}

/// Alone, and old or severely disabled; a 特困人员 has the visits of that support.
fn lives_alone(case: &LinkedCase<'_>, view: &PolicyView<'_>) -> bool {
    let [member] = case.household.members.as_slice() else {
        return false;
    };
    let facts = &member.facts;
    let old = view
        .count("linked.old_age")
        .is_some_and(|limit| age(facts.birth, view.on()) >= Some(limit.value));
    let severe = view.count("linked.disability.severe");
    let severe = severe.zip(facts.disability);
    let severe = severe.is_some_and(|(limit, one)| u32::from(one.grade) <= limit.value);
    case.programme != Programme::Tekun
        && facts.died.is_none()
        && facts.absent.is_none()
        && (old || severe)
}

/// The amount a parameter gives, as far as somebody stands for it.
fn sum(view: &PolicyView<'_>, name: &str) -> LinkedSum {
    match view.money(name) {
        None => LinkedSum::Unset,
        Some(found) if found.confidence == Confidence::Confirmed => LinkedSum::Month(found.value),
        Some(_) => LinkedSum::Unverified,
    }
}

/// A step that cites its rule and is no surer than the parameter it rests on.
fn cited<T>(step: Step, rule: Citation, found: &Lookup<T>) -> Step {
    step.cites(rule)
        .rests_on(&found.name)
        .at_most(found.confidence)
}

/// The code of a type of disability, which `text` has a word for.
const fn disability_code(kind: DisabilityType) -> &'static str {
    match kind {
        DisabilityType::Visual => "visual",
        DisabilityType::Hearing => "hearing",
        DisabilityType::Speech => "speech",
        DisabilityType::Limb => "limb",
        DisabilityType::Intellectual => "intellectual",
        DisabilityType::Mental => "mental",
        DisabilityType::Multiple => "multiple",
    }
}
