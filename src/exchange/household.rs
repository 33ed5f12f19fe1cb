//! A gathered household judged by itself, and made into what the office takes in.
//!
//! What a file does not say never takes anything away: blank cells keep what the office knows already.

use super::{
    areas::{Areas, Found},
    full::Listing,
    gather::Draft,
    layout::{Header, Kind},
    mapping::Field,
    member::{member, nobody_in_particular, same_person},
    parse::{Person, Reader, programme_of, setting_of},
    quote,
    row::{Note, RowCode},
    sums, told,
};
use crate::{
    base::limits::{HOUSEHOLD_MEMBERS_MAX, VEHICLES_MAX},
    domain::{
        area::{AreaCode, Setting},
        asset::{Assets, Vehicle},
        case::{Benefit, Programme},
        contradiction::Contradiction,
        household::{MemberFacts, Relation},
        income::{Income, IncomeItem, IncomeKind, Per},
        money::Fen,
        person::Personal,
        review::{LastReview, Outcome},
    },
    engine::command::{Intake, IntakeMember, Listed, NewIdentity, Place},
};

/// What households are judged with.
pub(crate) struct Judge<'j, 'r> {
    pub(crate) reader: &'j mut Reader<'r>,
    pub(crate) areas: &'j Areas,
    pub(crate) kind: Kind,
    /// Base name of the file, for the source.
    pub(crate) file: &'j str,
    /// Digest of the file.
    pub(crate) digest: &'j str,
    /// What the file names, should it be a full list.
    pub(crate) listing: Listing,
}

impl Judge<'_, '_> {
    /// Says something of a row; answers whether it refuses the household.
    pub(crate) fn say(
        &mut self,
        row: u32,
        field: Option<Field>,
        code: RowCode,
        values: Vec<(&'static str, String)>,
    ) -> bool {
        let column = field.and_then(|field| self.reader.header.place(field));
        self.reader.say(Note {
            row,
            column: column.and_then(|column| u16::try_from(column).ok()),
            code,
            values,
            refusal: None,
        })
    }

    /// Everything a household must keep to by itself; marks it bad where it does not.
    pub(crate) fn check(&mut self, draft: &mut Draft) {
        let mut bad = self.settle_head(draft);
        for (row, person) in &draft.people {
            bad |= self.person(*row, person);
        }
        bad |= self.counts(draft);
        bad |= self.same_names(draft);
        bad |= self.sums(draft);
        draft.bad |= bad;
        draft
            .people
            .sort_by_key(|(_, person)| person.relation != Some(Relation::Head));
    }

    fn header(&self) -> &Header {
        self.reader.header
    }

    /// Exactly one head: told by the relation, else by name or number of the head, else the only one there.
    fn settle_head(&mut self, draft: &mut Draft) -> bool {
        let heads: Vec<u32> = draft
            .people
            .iter()
            .filter(|(_, person)| person.relation == Some(Relation::Head))
            .map(|(row, _)| *row)
            .collect();
        if let [_, second, ..] = heads.as_slice() {
            return self.say(
                *second,
                Some(Field::Relation),
                RowCode::HeadTwice,
                Vec::new(),
            );
        }
        if heads.is_empty() {
            let house = &draft.house;
            let by_number = draft
                .people
                .iter()
                .position(|(_, person)| person.id.is_some() && person.id == house.head_number);
            let by_name = draft
                .people
                .iter()
                .position(|(_, person)| person.name.is_some() && person.name == house.head_name);
            let alone =
                (draft.people.len() == 1 || !self.header().has(Field::Relation)).then_some(0);
            let place = by_number.or(by_name).or(alone);
            if let Some((_, person)) = place.and_then(|place| draft.people.get_mut(place)) {
                person.relation = Some(Relation::Head);
            } else {
                let row = draft.first_row();
                return self.say(row, Some(Field::Relation), RowCode::HeadMissing, Vec::new());
            }
        }
        let head = draft
            .people
            .iter()
            .find(|(_, person)| person.relation == Some(Relation::Head));
        let Some((row, head)) = head else {
            return false;
        };
        let house = &draft.house;
        let other_number =
            head.id.is_some() && house.head_number.is_some() && head.id != house.head_number;
        let other_name =
            head.name.is_some() && house.head_name.is_some() && head.name != house.head_name;
        let row = *row;
        let field = if other_number {
            Field::HeadNumber
        } else {
            Field::HeadName
        };
        (other_number || other_name)
            && self.say(row, Some(field), RowCode::HouseholdDiffers, Vec::new())
    }

    fn person(&mut self, row: u32, person: &Person) -> bool {
        let mut bad = false;
        let named = self.name_field();
        if person.name.is_none() && !person.nameless {
            bad |= self.say(row, named, RowCode::NameMissing, Vec::new());
        }
        let number = Some(Field::Number);
        let Some(id) = &person.id else {
            // What stands there and cannot be read was said when it was read.
            if !person.unreadable {
                bad |= self.say(row, number, RowCode::NumberMissing, Vec::new());
                if person.birth.is_none() {
                    bad |= self.say(row, Some(Field::Birth), RowCode::BirthMissing, Vec::new());
                }
            }
            return bad;
        };
        if person.birth.is_some_and(|birth| birth != id.birth()) {
            bad |= self.say(row, Some(Field::Birth), RowCode::BirthMismatch, Vec::new());
        }
        if person.sex.is_some_and(|sex| sex != id.sex()) {
            bad |= self.say(row, Some(Field::Sex), RowCode::SexMismatch, Vec::new());
        }
        bad
    }

    fn name_field(&self) -> Option<Field> {
        [Field::Name, Field::HeadName]
            .into_iter()
            .find(|field| self.header().has(*field))
    }

    /// The count of persons against the rows.
    fn counts(&mut self, draft: &Draft) -> bool {
        let row = draft.first_row();
        let rows = draft.people.len();
        let field = Some(Field::Persons);
        if rows > HOUSEHOLD_MEMBERS_MAX
            || draft
                .house
                .persons
                .is_some_and(|n| n as usize > HOUSEHOLD_MEMBERS_MAX)
        {
            let limit = vec![("limit", HOUSEHOLD_MEMBERS_MAX.to_string())];
            return self.say(row, field, RowCode::TooManyMembers, limit);
        }
        match (self.kind, draft.house.persons) {
            (_, Some(0)) => self.say(row, field, RowCode::BadCount, Vec::new()),
            (Kind::Members, Some(persons)) if persons as usize != rows => {
                let counts = vec![("said", persons.to_string()), ("found", rows.to_string())];
                self.say(row, field, RowCode::HeadCount, counts)
            }
            (Kind::Members | Kind::Roster, _) => false,
        }
    }

    /// In a list of one row per household: what the count of persons says of the others.
    pub(crate) fn uncounted(&mut self, draft: &Draft, known: Option<&Intake>) -> bool {
        let row = draft.first_row();
        let field = Some(Field::Persons);
        match (draft.house.persons, known) {
            (Some(persons), Some(known)) if persons as usize != known.members.len() => {
                let found = known.members.len().to_string();
                let counts = vec![("said", persons.to_string()), ("found", found)];
                self.say(row, field, RowCode::HeadCount, counts)
            }
            (Some(persons), None) if persons > 1 => {
                let count = vec![("count", (persons - 1).to_string())];
                self.say(row, field, RowCode::MembersUnlisted, count)
            }
            (None, None) if self.header().has(Field::Persons) => {
                self.say(row, field, RowCode::PersonsUnknown, Vec::new())
            }
            (None, None) => {
                super::cells::count(&mut self.reader.mended, "one_person_assumed");
                false
            }
            (Some(_), _) | (None, Some(_)) => false,
        }
    }

    fn same_names(&mut self, draft: &Draft) -> bool {
        let mut bad = false;
        for (place, (row, person)) in draft.people.iter().enumerate() {
            let earlier = draft.people.iter().take(place).find(|(_, other)| {
                other.name == person.name
                    && person.name.is_some()
                    && (other.id.is_none() || person.id.is_none())
            });
            if let Some((first, _)) = earlier {
                let first = vec![("row", first.to_string())];
                bad |= self.say(*row, self.name_field(), RowCode::SameName, first);
            }
        }
        bad
    }

    fn sums(&mut self, draft: &Draft) -> bool {
        let people: Vec<&Person> = draft.people.iter().map(|(_, person)| person).collect();
        let rows = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let heads = draft.house.persons.unwrap_or(rows);
        let mut bad = false;
        for found in sums::mismatches(&draft.house, &people, heads) {
            let values = vec![("said", found.said.plain()), ("sum", found.sum.plain())];
            bad |= self.say(
                draft.first_row(),
                Some(found.field),
                RowCode::SumMismatch,
                values,
            );
        }
        bad
    }

    /// City or countryside: said in the list, else what the office has, else what the mapping assumes.
    fn setting(&mut self, draft: &mut Draft, known: Option<&Intake>) -> Option<Setting> {
        if let Some(setting) = draft.house.setting.or(known.map(|known| known.setting)) {
            return Some(setting);
        }
        if self.header().has(Field::Setting) || self.header().has(Field::Programme) {
            let row = draft.first_row();
            let field = Some(Field::Setting);
            draft.bad |= self.say(row, field, RowCode::SettingAssumed, Vec::new());
        } else {
            super::cells::count(&mut self.reader.mended, "setting_assumed");
        }
        setting_of(self.reader.mapping.setting())
    }

    /// The village; a name nobody has entered is said, and the nearest known area taken, or that of the case.
    fn area(&mut self, draft: &mut Draft, known: Option<&Intake>) -> (AreaCode, Place) {
        let house = &draft.house;
        let kept = known.map(|known| known.area.clone());
        if let (Some(area), None) = (&kept, &house.village) {
            return (area.clone(), Place::Unsaid);
        }
        let village = house.village.clone();
        let found = self
            .areas
            .find(house.township.as_deref(), village.as_deref());
        match found {
            Found::Village(code) => (code, village.map_or(Place::Unsaid, Place::Known)),
            Found::Unsaid(code) => {
                super::cells::count(&mut self.reader.mended, "area_assumed");
                (code, Place::Unsaid)
            }
            Found::Unknown(code) => {
                let field = if village.is_some() {
                    Field::Village
                } else {
                    Field::Township
                };
                let words = village.or_else(|| draft.house.township.clone());
                let named = words.as_deref().and_then(quote::place);
                let said = named.map(|name| ("cell", name)).into_iter().collect();
                let row = draft.first_row();
                draft.bad |= self.say(row, Some(field), RowCode::UnknownArea, said);
                let place = words.map_or(Place::Unsaid, Place::Unknown);
                (kept.unwrap_or(code), place)
            }
        }
    }

    /// What is said beside the household: where it lives, how the person is supported, what was given.
    fn listed(&mut self, draft: &mut Draft, place: Place, programme: Programme) -> Listed {
        let row = draft.first_row();
        let (aid, incomplete) = told::given(&draft.house, programme);
        if incomplete {
            draft.bad |= self.say(row, None, RowCode::AidIncomplete, Vec::new());
        }
        let told = &draft.house.told;
        Listed {
            place,
            mode: told.mode,
            tier: told.tier,
            aid,
        }
    }

    /// The household as the office takes it in, laid over what the office knows of it. `None` if the last
    /// checks refuse it, or nothing could be made of it.
    pub(crate) fn intake(&mut self, draft: &mut Draft, known: Option<&Intake>) -> Option<Intake> {
        let (area, place) = self.area(draft, known);
        let assumed = programme_of(self.reader.mapping.programme());
        let programme = draft.house.programme;
        let programme = programme
            .or(known.map(|known| known.programme))
            .or(assumed)?;
        let setting = self.setting(draft, known)?;
        let listed = self.listed(draft, place, programme);
        if programme == Programme::Tekun && listed.tier.is_some() {
            let mode = known.and_then(|known| known.listed.mode).or(listed.mode);
            if mode.is_none() {
                let (row, field) = (draft.first_row(), Some(Field::CareMode));
                draft.bad |= self.say(row, field, RowCode::CareModeAssumed, Vec::new());
            }
        }
        let members = self.members(draft, known)?;
        self.contradictions(draft, &members, programme);
        let house = &draft.house;
        // What was given once is not paid by the month.
        let once = programme == Programme::Linshi && house.told.aid_amount.is_none();
        let said = benefit(draft, self.kind).filter(|_| !once);
        let benefit = said.or(known.and_then(|known| known.benefit));
        let since = known
            .and_then(|known| known.benefit)
            .and_then(|it| it.since);
        let intake = Intake {
            number: house
                .case_number
                .clone()
                .or_else(|| known.map(|known| known.number.clone()))
                .unwrap_or_default(),
            programme,
            area,
            setting,
            members,
            assets: assets(draft, known),
            income_stable: house
                .stable
                .or(known.map(|known| known.income_stable))
                .unwrap_or(true),
            benefit: benefit.map(|benefit| Benefit {
                since: benefit.since.or(since),
                ..benefit
            }),
            single: house
                .single
                .or(known.map(|known| known.single))
                .unwrap_or(false),
            kin_registered: house
                .kin
                .or(known.map(|known| known.kin_registered))
                .unwrap_or(false),
            last_review: known
                .and_then(|known| known.last_review.clone())
                .or_else(|| last_review(draft)),
            source: format!("{} 第{}行", self.file, draft.first_row()),
            listed,
        };
        (!draft.bad).then_some(intake)
    }

    /// What cannot be true together is said while the list is looked at, not only when it is written.
    fn contradictions(
        &mut self,
        draft: &mut Draft,
        members: &[IntakeMember],
        programme: Programme,
    ) {
        let facts: Vec<_> = members.iter().map(|member| &member.facts).collect();
        let persons = facts.len();
        let together = (programme == Programme::Tekun && persons > 1)
            .then_some(Contradiction::TekunTogether { persons });
        let Some(found) = together.or_else(|| Contradiction::of(&facts, self.reader.today)) else {
            return;
        };
        let place = found.member().and_then(|number| number.checked_sub(1));
        let row = place
            .and_then(|place| draft.people.get(place))
            .map_or_else(|| draft.first_row(), |(row, _)| *row);
        let values = vec![("what", found.said())];
        draft.bad |= self.say(row, None, RowCode::Contradiction, values);
    }

    fn members(&mut self, draft: &Draft, known: Option<&Intake>) -> Option<Vec<IntakeMember>> {
        let household_income = self.household_income(draft, known);
        let village = draft.house.village.as_deref().unwrap_or_default();
        let group = draft.house.group.as_deref().unwrap_or_default();
        let group = match group.parse::<u32>() {
            Ok(number) => format!("{number}组"),
            Err(_) => group.to_owned(),
        };
        let place = format!("{village}{group}");
        let mut members = Vec::with_capacity(draft.people.len());
        for (_, person) in &draft.people {
            let before = known.and_then(|known| same_person(known, person));
            let head = person.relation == Some(Relation::Head);
            let mut member = member(person, before, &place)?;
            if head && let Some(income) = &household_income {
                member.facts.incomes = vec![income.clone()];
            }
            members.push(member);
        }
        if self.kind == Kind::Roster {
            self.unlisted(draft, known, &mut members);
        }
        Some(members)
    }

    /// Members a list only counts: those the office knows already, else places that wait for a name.
    fn unlisted(&mut self, draft: &Draft, known: Option<&Intake>, members: &mut Vec<IntakeMember>) {
        if let Some(known) = known {
            members.extend(known.members.iter().skip(1).cloned());
            return;
        }
        let persons = draft.house.persons.unwrap_or(1);
        let birth = nobody_in_particular(self.reader.today);
        for place in 2..=persons {
            let mut facts = MemberFacts::new(Relation::Other, birth);
            "名册只有人数, 姓名和出生日期待补".clone_into(&mut facts.note);
            members.push(IntakeMember {
                identity: NewIdentity {
                    name: Personal::new(format!("成员{place}(待补)")),
                    number: Personal::default(),
                    phone: Personal::default(),
                    account: Personal::default(),
                    address: Personal::default(),
                },
                facts,
            });
        }
    }

    /// The income of a household whose members' own incomes the list does not tell.
    fn household_income(&mut self, draft: &Draft, known: Option<&Intake>) -> Option<Income> {
        let income = self.told_income(draft)?;
        let sum = known.map(|known| {
            let all = known
                .members
                .iter()
                .flat_map(|member| &member.facts.incomes);
            sums::yearly(all)
        });
        // What the office knows of each member comes to the same: the finer record stays.
        (sum != Some(sums::yearly(std::iter::once(&income)))).then_some(income)
    }

    fn told_income(&mut self, draft: &Draft) -> Option<Income> {
        let told = draft
            .people
            .iter()
            .any(|(_, person)| !person.incomes.is_empty());
        if told {
            return None;
        }
        let house = &draft.house;
        let listed = u32::try_from(draft.people.len()).unwrap_or(1);
        let heads = i64::from(house.persons.unwrap_or(listed).max(1));
        let of = |amount: Fen, per, name: &str| {
            (amount != Fen::ZERO).then(|| Income {
                kind: IncomeKind::Other,
                item: Some(IncomeItem::Named(name.to_owned())),
                amount,
                per,
            })
        };
        if let Some(month) = house.income_month {
            return of(month, Per::Month, "家庭月收入");
        }
        if let Some(year) = house.income_year {
            return of(year, Per::Year, "家庭年收入");
        }
        let by_head = |amount: Fen| amount.checked_mul(heads);
        let (amount, per) = match (house.capita_month, house.capita_year) {
            (Some(month), _) => (by_head(month)?, Per::Month),
            (None, Some(year)) => (by_head(year)?, Per::Year),
            (None, None) => return None,
        };
        super::cells::count(&mut self.reader.mended, "income_from_per_head");
        of(amount, per, "按人均收入折算")
    }
}

/// What is paid: the figure of the household, else the members' parts together.
fn benefit(draft: &Draft, kind: Kind) -> Option<Benefit> {
    let parts: Vec<Fen> = draft
        .people
        .iter()
        .filter_map(|(_, person)| person.benefit)
        .collect();
    let by_parts = match (kind, parts.as_slice()) {
        (_, []) => None,
        (Kind::Roster, [part, ..]) => part.checked_mul(i64::from(draft.house.persons.unwrap_or(1))),
        (Kind::Members, parts) => parts
            .iter()
            .try_fold(Fen::ZERO, |sum, part| sum.checked_add(*part)),
    };
    let month = draft.house.benefit.or(by_parts)?;
    Some(Benefit {
        month,
        since: draft.house.since,
    })
}

fn assets(draft: &Draft, known: Option<&Intake>) -> Assets {
    let mut assets = known.map_or_else(Assets::default, |known| known.assets.clone());
    let house = &draft.house;
    assets.financial = house.deposit.or(assets.financial);
    assets.homes = house.homes.or(assets.homes);
    assets.businesses = house.businesses.or(assets.businesses);
    if let Some(vehicles) = &house.vehicle_list {
        assets.vehicles.clone_from(vehicles);
    } else if let Some(count) = house.vehicles
        && count as usize != assets.vehicles.len()
    {
        let unknown = Vehicle {
            value: None,
            disability_aid: false,
        };
        assets.vehicles = vec![unknown; (count as usize).min(VEHICLES_MAX)];
    }
    assets
}

fn last_review(draft: &Draft) -> Option<LastReview> {
    draft.house.last_review.map(|day| LastReview {
        day,
        by: draft.house.last_by.clone().unwrap_or_default(),
        outcome: Outcome::Keep,
        household: None,
    })
}

/// The rows of a household in the order of the file.
pub(crate) fn rows_of(draft: &Draft) -> Vec<u32> {
    let mut rows: Vec<u32> = draft.people.iter().map(|(row, _)| *row).collect();
    rows.sort_unstable();
    rows
}
