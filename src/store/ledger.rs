//! What happens to everything that is no case and no person: the office, the townships, the counters that
//! only events tell, the head. One function for each event, live and in a rebuild.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{
    base::Writes,
    codec::{decode, encode},
    fault::StoreFault,
    fold,
    keys::{self, Key, KeyReader, Kind, MonthCount},
    office::OfficeState,
    shelf::{Counts, Record},
};
use crate::{
    domain::{
        area::AreaCode,
        case::Case,
        ids::{CaseId, StaffId},
        review::Status,
    },
    journal::{self, entry::Entry, event::Event},
};

/// How far the store has come, and the ids that come next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last entry folded.
    pub at: journal::Head,
    /// The id of the next case.
    pub next_case: u64,
    /// The id of the next person.
    pub next_person: u64,
    /// The id of the next member of staff.
    pub next_staff: u32,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            at: journal::Head::start(),
            next_case: 1,
            next_person: 1,
            next_staff: 1,
        }
    }
}

/// The newest entries by whose idempotency key a repeated command is known; older ones are forgotten.
pub const IDEMPOTENCY_ENTRIES: u64 = 65_536;

/// Who wrote an entry and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryMeta {
    /// Who.
    pub actor: StaffId,
    /// When, RFC 3339.
    pub at: String,
}

/// A township that has cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Township {
    /// A small number that stands for it in the index of the search; given once, in the order they came.
    pub number: u64,
    /// Its cases.
    pub cases: u64,
}

/// The townships that have cases, by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Townships(BTreeMap<String, Township>);

impl Townships {
    /// Reads them back from what was stored.
    pub fn read(
        records: impl Iterator<Item = Result<Record, StoreFault>>,
    ) -> Result<Self, StoreFault> {
        let mut all = BTreeMap::new();
        for record in records {
            let (key, value) = record?;
            let code = KeyReader::new(&key).text();
            let code = code.ok_or(StoreFault::Unreadable { what: "township" })?;
            all.insert(code.to_owned(), decode("township", &value)?);
        }
        Ok(Self(all))
    }

    /// The number of the township of an area; 0 if it has no case.
    pub fn number_of(&self, area: &AreaCode) -> u64 {
        self.0
            .get(&area.township().0)
            .map_or(0, |township| township.number)
    }

    /// The codes that begin with this one, with their townships.
    pub fn within<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a Township)> + 'a {
        self.0
            .range(prefix.to_owned()..)
            .take_while(move |(code, _)| code.starts_with(prefix))
    }

    fn count_in(&mut self, area: &AreaCode) -> Result<(Vec<u8>, Vec<u8>), StoreFault> {
        self.counted(area, |cases| cases.saturating_add(1))
    }

    /// One case less; the township keeps its number, under which nothing is found then.
    fn count_out(&mut self, area: &AreaCode) -> Result<(Vec<u8>, Vec<u8>), StoreFault> {
        self.counted(area, |cases| cases.saturating_sub(1))
    }

    fn counted(
        &mut self,
        area: &AreaCode,
        count: impl Fn(u64) -> u64,
    ) -> Result<(Vec<u8>, Vec<u8>), StoreFault> {
        let code = area.township().0;
        let key = keys::township(&code);
        let number = self.0.len() as u64 + 1;
        let township = self.0.entry(code).or_insert(Township { number, cases: 0 });
        township.cases = count(township.cases);
        Ok((key, encode("township", township)?))
    }
}

/// The state that events change besides cases and people, and what is to be written of it.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    /// The office.
    pub office: Cow<'a, OfficeState>,
    /// The townships.
    pub townships: Cow<'a, Townships>,
    /// The head.
    pub head: Head,
    /// Counters and by how much they change.
    pub counts: Counts,
    /// Facts of the office, townships and signings.
    pub writes: Writes,
}

impl Ledger<'_> {
    /// Lets an event happen. `slot` is the case it is about, if it is about one.
    pub fn event(
        &mut self,
        seq: u64,
        event: &Event,
        slot: &mut Option<Case>,
    ) -> Result<(), StoreFault> {
        match event {
            Event::PersonRecorded { person } => {
                let next = person.person.0.saturating_add(1);
                self.head.next_person = self.head.next_person.max(next);
            }
            Event::StaffRegistered { staff } => {
                let next = staff.id.0.saturating_add(1);
                self.head.next_staff = self.head.next_staff.max(next);
            }
            Event::CaseOpened { case, new } => {
                let next = case.0.saturating_add(1);
                self.head.next_case = self.head.next_case.max(next);
                let (key, value) = self.townships.to_mut().count_in(&new.area)?;
                self.writes.insert(key, Some(value));
            }
            Event::OfficeOpened { .. }
            | Event::AreaSet { .. }
            | Event::StaffChanged { .. }
            | Event::PolicyValueSet { .. }
            | Event::HouseholdReplaced { .. }
            | Event::ChangeReported { .. }
            | Event::ChangeAccepted { .. }
            | Event::ChangeDeclined { .. }
            | Event::CasePlaced { .. }
            | Event::CaseClaimed { .. }
            | Event::CaseReleased { .. }
            | Event::CaseSkipped { .. }
            | Event::CaseHeld { .. }
            | Event::CaseWoken { .. }
            | Event::AlertRaised { .. }
            | Event::AlertSettled { .. }
            | Event::VisitRecorded { .. }
            | Event::SupportRecorded { .. }
            | Event::SelfCareAssessed { .. }
            | Event::AidRecorded { .. }
            | Event::AidPapersCompleted { .. }
            | Event::AidFollowedUp { .. }
            | Event::CareRecorded { .. }
            | Event::AidAdvanced { .. }
            | Event::ReferralRecorded { .. }
            | Event::HearingRecorded { .. }
            | Event::ReportRecorded { .. }
            | Event::HearingWaived { .. }
            | Event::DecisionTaken { .. }
            | Event::PostingMade { .. }
            | Event::PostingObjected { .. }
            | Event::NoticeMade { .. }
            | Event::ServiceTried { .. }
            | Event::NoticeServed { .. }
            | Event::WorkOffered { .. }
            | Event::TierSet { .. }
            | Event::AppealReceived { .. }
            | Event::AppealDecided { .. }
            | Event::RecoveryRecorded { .. }
            | Event::ReviewProposed { .. }
            | Event::ProposalWithdrawn { .. }
            | Event::ReviewReturned { .. }
            | Event::ReviewApproved { .. }
            | Event::ReviewConfirmed { .. }
            | Event::DecisionInForce { .. }
            | Event::ImportStarted { .. }
            | Event::ImportFinished { .. }
            | Event::ImportStopped { .. }
            | Event::BatchMoved { .. }
            | Event::BatchRowDone { .. }
            | Event::PricesRecorded { .. } => {}
        }
        if fold::case_of(event).is_some() {
            self.effects(slot.as_ref(), event);
            let from = slot.as_ref().map(|case| case.area.clone());
            let office = &self.office;
            fold::apply(slot, seq, event, &|staff| office.staff_name(staff))?;
            if let (Some(from), Some(case)) = (from, slot)
                && from != case.area
            {
                self.moved(&from, case)?;
            }
            return Ok(());
        }
        if OfficeState::is_changed_by(event) {
            let facts = self.office.to_mut().apply(seq, event)?;
            self.writes.extend(facts);
        }
        Ok(())
    }

    /// What an event adds to the projections that the case as it stands afterwards does not tell.
    fn effects(&mut self, before: Option<&Case>, event: &Event) {
        let signed = |staff, day, case: CaseId| keys::signed(staff, day).long(case.0).bytes();
        match event {
            Event::CaseOpened { new, .. } => {
                for level in keys::levels(&new.area) {
                    self.count(keys::month(level, new.due.month(), MonthCount::Due));
                }
            }
            Event::ReviewProposed { case, proposal } => {
                let key = signed(proposal.by, proposal.day, *case);
                self.writes.insert(key, Some(Vec::new()));
            }
            Event::ProposalWithdrawn { case } => {
                if let Some(proposal) = before.and_then(|before| before.review.proposal.as_ref()) {
                    let key = signed(proposal.by, proposal.day, *case);
                    self.writes.insert(key, None);
                }
            }
            Event::ReviewApproved { case, by, day, .. }
            | Event::ReviewConfirmed { case, by, day, .. } => {
                self.writes
                    .insert(signed(*by, *day, *case), Some(Vec::new()));
            }
            Event::DecisionInForce { next_due, .. } => {
                let Some(before) = before else { return };
                for level in keys::levels(&before.area) {
                    let done = before.review.due.month();
                    self.count(keys::month(level, done, MonthCount::Done));
                    if let Some(due) = next_due {
                        self.count(keys::month(level, due.month(), MonthCount::Due));
                    }
                }
            }
            Event::OfficeOpened { .. }
            | Event::AreaSet { .. }
            | Event::StaffRegistered { .. }
            | Event::StaffChanged { .. }
            | Event::PolicyValueSet { .. }
            | Event::PersonRecorded { .. }
            | Event::HouseholdReplaced { .. }
            | Event::ChangeReported { .. }
            | Event::ChangeAccepted { .. }
            | Event::ChangeDeclined { .. }
            | Event::CasePlaced { .. }
            | Event::CaseClaimed { .. }
            | Event::CaseReleased { .. }
            | Event::CaseSkipped { .. }
            | Event::CaseHeld { .. }
            | Event::CaseWoken { .. }
            | Event::AlertRaised { .. }
            | Event::AlertSettled { .. }
            | Event::VisitRecorded { .. }
            | Event::SupportRecorded { .. }
            | Event::SelfCareAssessed { .. }
            | Event::AidRecorded { .. }
            | Event::AidPapersCompleted { .. }
            | Event::AidFollowedUp { .. }
            | Event::CareRecorded { .. }
            | Event::AidAdvanced { .. }
            | Event::ReferralRecorded { .. }
            | Event::HearingRecorded { .. }
            | Event::ReportRecorded { .. }
            | Event::HearingWaived { .. }
            | Event::DecisionTaken { .. }
            | Event::PostingMade { .. }
            | Event::PostingObjected { .. }
            | Event::NoticeMade { .. }
            | Event::ServiceTried { .. }
            | Event::NoticeServed { .. }
            | Event::WorkOffered { .. }
            | Event::TierSet { .. }
            | Event::AppealReceived { .. }
            | Event::AppealDecided { .. }
            | Event::RecoveryRecorded { .. }
            | Event::ReviewReturned { .. }
            | Event::ImportStarted { .. }
            | Event::ImportFinished { .. }
            | Event::ImportStopped { .. }
            | Event::BatchMoved { .. }
            | Event::BatchRowDone { .. }
            | Event::PricesRecorded { .. } => {}
        }
    }

    fn count(&mut self, key: Vec<u8>) {
        *self.counts.entry(key).or_default() += 1;
    }

    /// A case went from one area to another, and what is due of it with it; what was done stays where it was.
    fn moved(&mut self, from: &AreaCode, case: &Case) -> Result<(), StoreFault> {
        if from.township() != case.area.township() {
            let (key, value) = self.townships.to_mut().count_out(from)?;
            self.writes.insert(key, Some(value));
            let (key, value) = self.townships.to_mut().count_in(&case.area)?;
            self.writes.insert(key, Some(value));
        }
        if case.review.status == Status::InForce {
            return Ok(());
        }
        let month = case.review.due.month();
        for (area, by) in [(from, -1), (&case.area, 1)] {
            for level in keys::levels(area) {
                let key = keys::month(level, month, MonthCount::Due);
                *self.counts.entry(key).or_default() += by;
            }
        }
        Ok(())
    }

    /// Ends an entry: the next one must follow it.
    pub fn end_entry(&mut self, entry: &Entry) {
        self.head.at = entry.head();
    }

    /// Refuses an entry that is not the next.
    pub fn begin_entry(&self, entry: &Entry) -> Result<(), StoreFault> {
        let expected = self.head.at.seq + 1;
        if entry.seq == expected {
            Ok(())
        } else {
            Err(StoreFault::OutOfOrder {
                expected,
                got: entry.seq,
            })
        }
    }
}

/// What is stored of an entry itself.
pub fn entry_record(entry: &Entry) -> Result<Record, StoreFault> {
    let meta = EntryMeta {
        actor: entry.draft.actor,
        at: entry.draft.at.clone(),
    };
    Ok((keys::entry(entry.seq), encode("entry", &meta)?))
}

/// What finds an entry by its idempotency key.
pub fn key_record(seq: u64, key: &str) -> Result<Record, StoreFault> {
    Ok((keys::idempotency(key), encode("seq", &seq)?))
}

/// What finds the idempotency key of an entry, so that it can be forgotten.
pub fn age_record(seq: u64, key: &str) -> Record {
    (keys::idempotency_age(seq), key.as_bytes().to_vec())
}

/// All keys of the townships begin with this one.
pub fn township_keys() -> Key {
    Key::of(Kind::Township)
}
