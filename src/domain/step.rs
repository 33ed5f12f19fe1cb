//! The codes of the steps of a sum, and how a step is put together.
//!
//! A code's name stands in the journal for ever: codes are added, never renamed. What a step says in Chinese
//! stands in `text::steps`, by code and version of the wording; the values are named here at one place each.

use super::{
    calendar::Day,
    citation::{Citation, Confidence},
    finding::{Step, StepValue},
    money::Fen,
};

/// Version of the wording of steps that is written now.
pub const WORDING: u16 = 1;

/// Declares the codes with their names, so that no list of them can be incomplete.
macro_rules! step_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// What a step does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum StepCode { $($(#[$doc])* $variant,)+ }

        impl StepCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

step_codes! {
    /// Members who count: `count`.
    Persons = "persons",
    /// A member who does not count: `member`, `reason`.
    MemberLeftOut = "member_left_out",
    /// A member who counts although the rule does not name the case: `member`, `reason`.
    MemberCounted = "member_counted",
    /// The standard a head and month: `setting`, `amount`, `since`.
    Standard = "standard",
    /// The standard, handed in without a first day: `setting`, `amount`.
    StandardGiven = "standard_given",
    /// Incomes added up: `sum`, `total`.
    IncomeSum = "income_sum",
    /// A month's income, given as such: `total`.
    IncomeMonth = "income_month",
    /// A year's income by twelve: `year`, `total`.
    IncomeYear = "income_year",
    /// Income a head times heads: `each`, `count`, `total`.
    IncomeEach = "income_each",
    /// An income that does not count: `member`, `item`, `month`, `reason`.
    IncomeLeftOut = "income_left_out",
    /// The basic pension counts again since its exemption ended: `member`, `month`, `until`.
    PensionCounts = "pension_counts",
    /// An income that counts because no rule exempts it here: `member`, `item`, `month`.
    IncomeNotExempt = "income_not_exempt",
    /// A deduction: `member`, `kind`, `month`.
    Deduction = "deduction",
    /// A deduction larger than what it may be taken from: `member`, `kind`, `asked`, `month`.
    DeductionCapped = "deduction_capped",
    /// Income after deductions: `total`, `deducted`, `left`.
    IncomeLeft = "income_left",
    /// Income a head lies under the standard: `each`, `standard`.
    BelowStandard = "below_standard",
    /// The same by the household, where a head's figures look alike: `income`, `standard`, `count`, `whole`.
    BelowStandardWhole = "below_standard_whole",
    /// Income a head does not lie under the standard: `each`, `standard`.
    NotBelowStandard = "not_below_standard",
    /// Nobody counts.
    NobodyCounts = "nobody_counts",
    /// Financial property a head within its limit: `each`, `multiple`, `limit`.
    MoneyWithin = "money_within",
    /// Financial property a head above its limit: `each`, `multiple`, `limit`.
    MoneyAbove = "money_above",
    /// Financial property whose limit is unset: `amount`.
    MoneyUnjudged = "money_unjudged",
    /// A vehicle within the limit: `value`, `limit`.
    VehicleWithin = "vehicle_within",
    /// A vehicle above the limit: `value`, `limit`.
    VehicleAbove = "vehicle_above",
    /// A vehicle for a disabled person, exempt.
    VehicleAid = "vehicle_aid",
    /// Vehicles that a person has to judge: `count`.
    VehicleUnjudged = "vehicle_unjudged",
    /// More than one vehicle within the limit, which speaks of one: `count`.
    VehicleSecond = "vehicle_second",
    /// Nothing was said of property.
    AssetsNotGiven = "assets_not_given",
    /// Nothing was said of financial property.
    MoneyNotGiven = "money_not_given",
    /// Nothing was said of homes.
    HomesNotGiven = "homes_not_given",
    /// Nothing was said of business registrations.
    BusinessesNotGiven = "businesses_not_given",
    /// Homes for which no limit is set: `count`.
    HomesNoLimit = "homes_no_limit",
    /// Homes that a person has to judge: `count`.
    HomesUnjudged = "homes_unjudged",
    /// Business registrations that a person has to judge: `count`.
    BusinessesUnjudged = "businesses_unjudged",
    /// Which of the two statutory ways the amount is made by, while nobody stands for it: `mode`.
    PaidBy = "paid_by",
    /// The gap: `standard`, `count`, `income`, `base`.
    Gap = "gap",
    /// 单人保: `standard`, `income`, `rate`, `base`.
    SingleGap = "single_gap",
    /// 单人保 without the household around: nothing.
    SingleAlone = "single_alone",
    /// 单人保: the household qualifies as a whole, so nobody of it is helped alone.
    SingleWhole = "single_whole",
    /// A member of a household of 低保边缘 who may apply alone: `member`, `ground`.
    SingleMay = "single_may",
    /// 单人保: the person's own income lies under the standard: `income`, `standard`.
    SingleBelow = "single_below",
    /// 单人保: the person's own income does not: `income`, `standard`.
    SingleNotBelow = "single_not_below",
    /// 单人保: the ground: `member`, `ground`.
    SingleGround = "single_ground",
    /// A fixed amount a head: `tier`, `each`, `count`, `base`.
    Tier = "tier",
    /// The class of the household is not known, so the fixed amount is not.
    TierUnknown = "tier_unknown",
    /// Nothing is due because the household does not qualify.
    NothingDue = "nothing_due",
    /// 分类施保 by rate: `member`, `class`, `standard`, `rate`, `amount`.
    SupplementRate = "supplement_rate",
    /// 分类施保 by amount: `member`, `class`, `amount`.
    SupplementFixed = "supplement_fixed",
    /// 分类施保 whose rate is unset: `member`, `class`.
    SupplementUnset = "supplement_unset",
    /// Whether a member is old enough is unset: `member`, `age`.
    OldAgeUnset = "old_age_unset",
    /// Several classes of one person: `member`, `stack`, `amount`.
    SupplementStack = "supplement_stack",
    /// Base and supplement together: `base`, `supplement`, `total`.
    Together = "together",
    /// The rounding: `rounding`, `amount`.
    Rounded = "rounded",
    /// Less than the smallest payment, so that is paid: `amount`.
    Minimum = "minimum",
    /// Paid now and to be paid are equal: `paid`.
    PaidSame = "paid_same",
    /// More is to be paid: `paid`, `month`, `difference`.
    PaidMore = "paid_more",
    /// Less is to be paid, so the recipient must be heard first: `paid`, `month`, `difference`, `how`.
    PaidLess = "paid_less",
    /// Less would be paid, but an unset rate forbids to reduce: `paid`, `month`.
    DecreaseBlocked = "decrease_blocked",
    /// Nothing is to be paid any more, so the recipient must be heard first: `paid`, `how`.
    PaidNoMore = "paid_no_more",
    /// The line of 低保边缘 and income under it: `standard`, `multiple`, `line`, `each`.
    EdgeBelow = "edge_below",
    /// The same by the household, where a head's figures look alike: `standard`, `multiple`, `line`, `income`,
    /// `count`, `whole`.
    EdgeBelowWhole = "edge_below_whole",
    /// The line of 低保边缘 and income not under it: `standard`, `multiple`, `line`, `each`.
    EdgeAbove = "edge_above",
    /// Got work and exceeds the line: 渐退 is possible: `months`.
    PhaseOutPossible = "phase_out_possible",
    /// A death is to be counted by a day: `member`, `died`, `months`, `last`.
    DeathFinish = "death_finish",
    /// A death was to be counted by a day that is over: `member`, `died`, `months`, `last`.
    DeathLate = "death_late",
    /// 渐退 is being paid and not over: `start`, `end`.
    PhaseOutRuns = "phase_out_runs",
    /// 渐退 is in its last month or over: `start`, `end`.
    PhaseOutEnds = "phase_out_ends",
    /// Work refused in a row as often as it takes: `member`, `count`, `limit`, `days`.
    WorkRefused = "work_refused",
    /// Work refused in a row, not as often: `member`, `count`, `limit`, `days`.
    WorkRefusedFewer = "work_refused_fewer",
    /// The share of who refused: `member`, `base`, `count`, `rate`, `amount`.
    WorkRefusedShare = "work_refused_share",
    /// 低保边缘: income a head does not lie under the standard: `each`, `standard`.
    EdgeNotDibao = "edge_not_dibao",
    /// 低保边缘 goes on.
    EdgeKept = "edge_kept",
    /// 低保边缘 is lost: `how`.
    EdgeLost = "edge_lost",
    /// 低保边缘: income lies under the standard, so 低保 may be due.
    EdgeMayDibao = "edge_may_dibao",
    /// The person asked for it.
    Voluntary = "voluntary",
    /// Income a head against last year's disposable income: `year`, `limit`; under it.
    DisposableBelow = "disposable_below",
    /// The same, not under it.
    DisposableAbove = "disposable_above",
    /// A period between reviews: `programme`, `months`, `why`.
    ReviewPeriod = "review_period",
    /// The corresponding day: `last`, `months`, `due`.
    ReviewDue = "review_due",
    /// The end of the next calendar period: `last`, `months`, `due`.
    ReviewDueCalendar = "review_due_calendar",
    /// The day a period starts from is not counted: `from`.
    FirstDayOut = "first_day_out",
    /// Working days counted: `count`, `due`.
    WorkdaysCounted = "workdays_counted",
    /// Working days between two days: `from`, `to`, `count`.
    WorkdaysBetween = "workdays_between",
    /// Civil days counted: `count`, `last`.
    DaysCounted = "days_counted",
    /// Months counted to the corresponding day: `count`, `last`.
    MonthsCounted = "months_counted",
    /// The month has no corresponding day: `last`.
    NoSuchDay = "no_such_day",
    /// A last day that is a rest day moved: `last`, `due`.
    Rolled = "rolled",
    /// A last day that is a working day stays: `last`.
    NotRolled = "not_rolled",
    /// Full years: `birth`, `on`, `age`.
    Age = "age",
    /// Born on 29 February: `day`.
    LeapBirthday = "leap_birthday",
    /// The region of an ID number: `region`.
    IdRegion = "id_region",
    /// An old number upgraded.
    IdUpgraded = "id_upgraded",
    /// The check sum holds.
    IdChecksum = "id_checksum",
    /// No ID number: `reason`.
    IdNone = "id_none",
    /// Self-care items failed: `failed`, `items`, `tier`.
    SelfCare = "self_care",
    /// The tier as a list gives it: `tier`, `day`.
    CareListed = "care_listed",
    /// 基本生活标准 as set: `setting`, `amount`.
    TekunBasic = "tekun_basic",
    /// 基本生活标准 as a multiple: `standard`, `multiple`, `amount`.
    TekunBasicMultiple = "tekun_basic_multiple",
    /// Care by amount: `mode`, `tier`, `amount`.
    TekunCareFixed = "tekun_care_fixed",
    /// Care by ratio: `mode`, `tier`, `wage`, `rate`, `amount`.
    TekunCareRate = "tekun_care_rate",
    /// The tier of self-care is capped: `amount`.
    TekunCareCap = "tekun_care_cap",
    /// Care cannot be known: `mode`, `tier`, `param`.
    TekunCareUnset = "tekun_care_unset",
    /// Both together: `basic`, `care`, `total`.
    TekunTogether = "tekun_together",
    /// A year: `month`, `total`.
    TekunYear = "tekun_year",
    /// 特困 is looked at beside a review of another programme.
    TransferLook = "transfer_look",
    /// The person fits 特困, which pays no less: `paid`, `month`.
    TransferTekun = "transfer_tekun",
    /// The person fits 特困, which would pay less: `paid`, `month`.
    TransferTekunLess = "transfer_tekun_less",
    /// Whose 特困 ends is within 低保: `month`.
    TransferDibao = "transfer_dibao",
    /// Whose 特困 ends is within 低保, whose sum is not known.
    TransferDibaoOpen = "transfer_dibao_open",
    /// Whose 特困 ends is not within 低保 either.
    TransferDibaoNot = "transfer_dibao_not",
    /// 刚性支出困难 is looked at beside a review of another programme.
    RigidLook = "rigid_look",
    /// What cannot but be spent in twelve months: `recorded`.
    RigidSpending = "rigid_spending",
    /// The same with living at the standard: `recorded`, `standard`, `count`, `living`, `total`.
    RigidSpendingLiving = "rigid_spending_living",
    /// The share of a year's income, and what is spent beyond it: `income`, `ratio`, `limit`, `spent`.
    RigidAbove = "rigid_above",
    /// The same, not beyond it.
    RigidNotAbove = "rigid_not_above",
    /// Who is neither in 低保 nor in 低保边缘 any more fits 刚性支出困难: `months`.
    TransferRigid = "transfer_rigid",
    /// The same, as far as it is known: a parameter is unset.
    TransferRigidOpen = "transfer_rigid_open",
    /// The same does not fit.
    TransferRigidNot = "transfer_rigid_not",
    /// Whether 刚性支出困难 goes on is not known: a parameter is unset.
    RigidOpen = "rigid_open",
    /// 刚性支出困难 goes on: `months`.
    RigidKept = "rigid_kept",
    /// 刚性支出困难 is lost: `how`.
    RigidLost = "rigid_lost",
    /// 刚性支出困难: income lies within 低保 or 低保边缘, which may be due.
    RigidMayOther = "rigid_may_other",
    /// 支出型 临时救助 is posted before it is signed; how long is for the place to say.
    LinshiPosted = "linshi_posted",
    /// A ground of the recognition of 特困: `ground`.
    TekunGround = "tekun_ground",
    /// A ground about a person with a duty: `member`, `relation`, `ground`.
    TekunDuty = "tekun_duty",
    /// Income against the standard: `income`, `standard`, `ground`.
    TekunIncome = "tekun_income",
    /// A multiple of the standard: `standard`, `multiple`, `amount`.
    LinshiMultiple = "linshi_multiple",
    /// An amount as asked: `amount`.
    LinshiAmount = "linshi_amount",
    /// The ceiling: `standard`, `multiple`, `amount`.
    LinshiCeiling = "linshi_ceiling",
    /// No ceiling is known.
    LinshiNoCeiling = "linshi_no_ceiling",
    /// Above the ceiling: `amount`, `ceiling`.
    LinshiAbove = "linshi_above",
    /// Outside the ordinary range: `amount`, `range`.
    LinshiRange = "linshi_range",
    /// The same cause again: `cause`, `count`, `limit`.
    LinshiRepeated = "linshi_repeated",
    /// 乡镇 may approve: `limit`.
    LinshiTown = "linshi_town",
    /// 区县 must approve: `limit`.
    LinshiCounty = "linshi_county",
    /// The limit of 乡镇 is unset, so 区县 approves.
    LinshiTownUnset = "linshi_town_unset",
    /// Papers after the help: `days`, `due`.
    LinshiPapers = "linshi_papers",
    /// The time for papers is unset.
    LinshiPapersUnset = "linshi_papers_unset",
    /// The time for papers needs a year that is not loaded: `year`.
    LinshiPapersUnknown = "linshi_papers_unknown",
    /// More often than allowed in twelve months, whatever the cause: `count`, `limit`.
    LinshiRepeatedAll = "linshi_repeated_all",
    /// It was asked for and is to be given: `asked`, `kind`, `due`.
    LinshiAsked = "linshi_asked",
    /// It was asked for; no day to give it by is set: `asked`, `kind`.
    LinshiAskedOnly = "linshi_asked_only",
    /// It was given in time: `asked`, `day`, `due`.
    LinshiGivenInTime = "linshi_given_in_time",
    /// It was given too late: `asked`, `day`, `due`.
    LinshiGivenLate = "linshi_given_late",
    /// What goes beyond the ordinary was discussed by itself: `day`, `decision`.
    LinshiDiscussed = "linshi_discussed",
    /// It has to be discussed by itself.
    LinshiDiscussOpen = "linshi_discuss_open",
    /// Instalments paid: `paid`, `count`, `sum`, `amount`.
    LinshiInstalments = "linshi_instalments",
    /// Something else may be due because of an age: `member`, `age`, `limit`, `what`.
    LinkedAge = "linked_age",
    /// The same because of a disability: `member`, `kind`, `grade`, `what`.
    LinkedDisability = "linked_disability",
    /// The same because of another fact of a member: `member`, `fact`, `what`.
    LinkedFact = "linked_fact",
    /// The same because of a fact of the household: `fact`, `what`.
    LinkedHousehold = "linked_household",
    /// What was given is not on record.
    LinshiAidUnknown = "linshi_aid_unknown",
    /// What was given: `day`, `kind`, `cause`, `amount`.
    LinshiGiven = "linshi_given",
    /// The papers were complete in time: `day`.
    LinshiPapersDone = "linshi_papers_done",
    /// The papers were complete too late: `day`.
    LinshiPapersLate = "linshi_papers_late",
    /// The papers are not complete.
    LinshiPapersOpen = "linshi_papers_open",
    /// The household was visited: `day`.
    LinshiVisited = "linshi_visited",
    /// It was visited, and the money was not used for its purpose: `day`.
    LinshiMisused = "linshi_misused",
    /// The household was not visited.
    LinshiVisitOpen = "linshi_visit_open",
    /// An index reached its line: `index`, `value`, `line`.
    PriceReached = "price_reached",
    /// An index did not reach its line: `index`, `value`, `line`.
    PriceNotReached = "price_not_reached",
    /// The amount a head: `standard`, `index`, `value`, `amount`.
    PriceEach = "price_each",
    /// The floor applies: `amount`.
    PriceFloor = "price_floor",
    /// Heads times the amount: `each`, `count`, `total`.
    PriceMonth = "price_month",
    /// 提标: the standard of 低保 before and now: `setting`, `before`, `amount`, `from`.
    StandardRaised = "standard_raised",
    /// 提标: the standard of 特困 before and now: `setting`, `before`, `amount`, `from`.
    TekunRaised = "tekun_raised",
    /// From when the new amount is paid: `month`, `effective`.
    RaisedFrom = "raised_from",
    /// 补发: months with one difference: `first`, `last`, `count`, `due`, `paid`, `total`.
    Arrears = "arrears",
    /// 补发, several stretches added up: `sum`, `total`.
    ArrearsSum = "arrears_sum",
    /// No month before is due anything.
    ArrearsNone = "arrears_none",
    /// Since when the amount was paid is not known, so all months are reckoned alike: `first`, `paid`.
    ArrearsAssumed = "arrears_assumed",
    /// Before this month another amount was paid: `first`.
    ArrearsPartly = "arrears_partly",
    /// 渐退 from and to: `start`, `end`, `months`.
    PhaseOut = "phase_out",
    /// What is paid during 渐退: `amount`, `rate`, `month`.
    PhaseOutMonthly = "phase_out_monthly",
}

impl StepCode {
    /// The code of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Begins a step with this code; until told otherwise it is confirmed and cites nothing.
    pub fn step(self) -> Step {
        Step {
            code: self.name().to_owned(),
            values: Vec::new(),
            amount: None,
            citation: None,
            status: Confidence::Confirmed,
            param: None,
        }
    }
}

impl Step {
    /// Adds a value.
    pub fn with(mut self, name: &str, value: StepValue) -> Self {
        self.values.push((name.to_owned(), value));
        self
    }

    /// Adds an amount of money.
    pub fn money(self, name: &str, amount: Fen) -> Self {
        self.with(name, StepValue::Money(amount))
    }

    /// Adds a count.
    pub fn count(self, name: &str, count: impl Into<i64>) -> Self {
        self.with(name, StepValue::Count(count.into()))
    }

    /// Adds a day.
    pub fn day(self, name: &str, day: Day) -> Self {
        self.with(name, StepValue::Day(day))
    }

    /// Adds a code that `text` has a word for.
    pub fn code(self, name: &str, code: impl Into<String>) -> Self {
        self.with(name, StepValue::Code(code.into()))
    }

    /// Adds words as they stand in data.
    pub fn words(self, name: &str, words: impl Into<String>) -> Self {
        self.with(name, StepValue::Words(words.into()))
    }

    /// Adds a decimal as text.
    pub fn decimal(self, name: &str, decimal: impl Into<String>) -> Self {
        self.with(name, StepValue::Decimal(decimal.into()))
    }

    /// Says which member is concerned.
    pub fn member(self, member: u32) -> Self {
        self.with("member", StepValue::Member(member))
    }

    /// Says what the step arrives at.
    pub fn arrives(mut self, amount: Fen) -> Self {
        self.amount = Some(amount);
        self
    }

    /// Says where the rule comes from.
    pub fn cites(mut self, citation: Citation) -> Self {
        self.citation = Some(citation);
        self
    }

    /// Makes the step no surer than this.
    pub fn at_most(mut self, status: Confidence) -> Self {
        self.status = self.status.max(status);
        self
    }

    /// Names the parameter the step rests on.
    pub fn rests_on(mut self, param: &str) -> Self {
        self.param = Some(param.to_owned());
        self
    }

    /// The value of that name.
    pub fn value(&self, name: &str) -> Option<&StepValue> {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_and_is_found_by_it() {
        for code in StepCode::ALL {
            assert_eq!(StepCode::by_name(code.name()), Some(*code));
        }
    }
}
