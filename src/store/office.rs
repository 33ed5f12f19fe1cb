//! The office itself: small tables that are held in memory and stored as one record each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    batches,
    codec::{decode, encode},
    fault::StoreFault,
    keys::{Key, Kind},
    shelf::Record,
};
use crate::{
    domain::{
        area::{Area, AreaCode},
        batch::{Batch, BatchStatus},
        calendar::Month,
        ids::StaffId,
        price::PriceMonth,
        staff::Staff,
    },
    journal::event::Event,
    policy::OfficeValue,
};

/// An import that began and has not come to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenImport {
    /// Base name of the file.
    pub file: String,
    /// Digest of the file.
    pub digest: String,
    /// Rows that were to be taken.
    pub rows: u32,
    /// The entry with which it began.
    pub seq: u64,
}

/// The office as the journal left it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficeState {
    /// Name of the office; empty until it is opened.
    pub name: String,
    /// Its county code.
    pub area: Option<AreaCode>,
    /// A demonstration with invented people.
    pub demo: bool,
    /// Areas by code.
    pub areas: BTreeMap<AreaCode, Area>,
    /// Staff by id, including who has left.
    pub staff: BTreeMap<StaffId, Staff>,
    /// Values of parameters the office entered, in the order they were entered.
    pub values: Vec<OfficeValue>,
    /// Imports that have not come to their end.
    pub imports: Vec<OpenImport>,
    /// Batches by number, without their rows.
    pub batches: BTreeMap<u32, Batch>,
    /// Price indices by month, as last entered.
    pub prices: BTreeMap<Month, PriceMonth>,
}

/// One stored fact of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Fact {
    Opened {
        name: String,
        area: AreaCode,
        demo: bool,
    },
    Area(Area),
    Staff(Staff),
    Value(OfficeValue),
    Import(OpenImport),
    Batch(Box<Batch>),
    Prices(PriceMonth),
}

/// A change of one stored fact; `None` removes it.
pub type FactWrite = (Vec<u8>, Option<Vec<u8>>);

impl OfficeState {
    /// Whether the office was opened.
    pub const fn is_open(&self) -> bool {
        self.area.is_some()
    }

    /// The name of an area: its own, else that of the township around it, else its code.
    pub fn area_name(&self, code: &AreaCode) -> String {
        let known = |code: &AreaCode| self.areas.get(code).map(|area| area.name.clone());
        known(code)
            .or_else(|| known(&code.township()))
            .unwrap_or_else(|| code.0.clone())
    }

    /// The name of the place of a case: in the words of its list where the office does not know the village.
    pub fn place_name(&self, area: &AreaCode, place: &str) -> String {
        if place.is_empty() {
            self.area_name(area)
        } else {
            place.to_owned()
        }
    }

    /// The name of a member of staff; the number where nobody has it.
    pub fn staff_name(&self, id: StaffId) -> String {
        self.staff
            .get(&id)
            .map_or_else(|| id.0.to_string(), |staff| staff.name.clone())
    }

    /// Whether more is to come at once: an import is open, or a batch is being carried out.
    pub fn much_is_coming(&self) -> bool {
        let runs =
            |batch: &Batch| matches!(batch.status, BatchStatus::Listing | BatchStatus::Carrying);
        !self.imports.is_empty() || self.batches.values().any(runs)
    }

    /// Whether an event is about the office.
    pub const fn is_changed_by(event: &Event) -> bool {
        matches!(
            event,
            Event::OfficeOpened { .. }
                | Event::AreaSet { .. }
                | Event::StaffRegistered { .. }
                | Event::StaffChanged { .. }
                | Event::PolicyValueSet { .. }
                | Event::ImportStarted { .. }
                | Event::ImportFinished { .. }
                | Event::ImportStopped { .. }
                | Event::BatchMoved { .. }
                | Event::PricesRecorded { .. }
        )
    }

    /// Applies an event, and tells what is to be stored; events about something else change nothing.
    pub fn apply(&mut self, seq: u64, event: &Event) -> Result<Vec<FactWrite>, StoreFault> {
        let fact = match event {
            Event::OfficeOpened { name, area, demo } => {
                if self.is_open() {
                    return Err(StoreFault::Impossible {
                        seq,
                        why: "the office was opened before".to_owned(),
                    });
                }
                Fact::Opened {
                    name: name.clone(),
                    area: area.clone(),
                    demo: *demo,
                }
            }
            Event::AreaSet { area } => Fact::Area(area.clone()),
            Event::StaffRegistered { staff } | Event::StaffChanged { staff } => {
                Fact::Staff(staff.clone())
            }
            Event::PolicyValueSet { value } => Fact::Value(value.clone()),
            Event::ImportStarted { file, digest, rows } => Fact::Import(OpenImport {
                file: file.clone(),
                digest: digest.clone(),
                rows: *rows,
                seq,
            }),
            Event::ImportFinished { digest, .. } | Event::ImportStopped { digest, .. } => {
                return Ok(self.close_import(digest));
            }
            Event::BatchMoved { batch, what } => {
                let (after, rows) = batches::after(self.batches.get(batch), *batch, what)
                    .map_err(|why| StoreFault::Impossible { seq, why })?;
                let mut writes = self.put(Fact::Batch(Box::new(after)))?;
                writes.extend(rows.map(|rows| rows.write(*batch)).transpose()?);
                return Ok(writes);
            }
            Event::PricesRecorded { prices } => Fact::Prices(prices.clone()),
            Event::PersonRecorded { .. }
            | Event::BatchRowDone { .. }
            | Event::CaseOpened { .. }
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
            | Event::DecisionInForce { .. } => return Ok(Vec::new()),
        };
        self.put(fact)
    }

    /// Takes a fact, and tells what is to be stored of it.
    fn put(&mut self, fact: Fact) -> Result<Vec<FactWrite>, StoreFault> {
        let key = self.key_of(&fact);
        let value = encode("fact of the office", &fact)?;
        self.take(fact);
        Ok(vec![(key, Some(value))])
    }

    /// Reads it back from what was stored, in the order of the keys.
    pub fn read(
        facts: impl Iterator<Item = Result<Record, StoreFault>>,
    ) -> Result<Self, StoreFault> {
        let mut office = Self::default();
        for fact in facts {
            office.take(decode("fact of the office", &fact?.1)?);
        }
        Ok(office)
    }

    /// Everything that is stored of it begins with this key.
    pub fn keys() -> Key {
        Key::of(Kind::Office)
    }

    fn key_of(&self, fact: &Fact) -> Vec<u8> {
        let key = Self::keys();
        match fact {
            Fact::Opened { .. } => key.byte(0).bytes(),
            Fact::Area(area) => key.byte(1).text(&area.code.0).bytes(),
            Fact::Staff(staff) => key.byte(2).short(staff.id.0).bytes(),
            // Values are only ever added; where a later one takes the place of an earlier is for the policy to say.
            Fact::Value(_) => {
                let place = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                key.byte(3).short(place).bytes()
            }
            Fact::Import(import) => key.byte(4).long(import.seq).text(&import.digest).bytes(),
            Fact::Batch(batch) => key.byte(5).short(batch.number).bytes(),
            Fact::Prices(prices) => key.byte(6).text(&prices.month.to_string()).bytes(),
        }
    }

    fn take(&mut self, fact: Fact) {
        match fact {
            Fact::Opened { name, area, demo } => {
                self.name = name;
                self.area = Some(area);
                self.demo = demo;
            }
            Fact::Area(area) => {
                self.areas.insert(area.code.clone(), area);
            }
            Fact::Staff(staff) => {
                self.staff.insert(staff.id, staff);
            }
            Fact::Value(value) => self.values.push(value),
            Fact::Import(import) => self.imports.push(import),
            Fact::Batch(batch) => {
                self.batches.insert(batch.number, *batch);
            }
            Fact::Prices(prices) => {
                self.prices.insert(prices.month, prices);
            }
        }
    }

    /// Ends the oldest open import of a file with this digest, if there is one.
    fn close_import(&mut self, digest: &str) -> Vec<FactWrite> {
        let open = self
            .imports
            .iter()
            .position(|import| import.digest == digest);
        open.map_or_else(Vec::new, |place| {
            let import = self.imports.remove(place);
            vec![(self.key_of(&Fact::Import(import)), None)]
        })
    }
}
