//! Property (财产) of a household.

use serde::{Deserialize, Serialize};

use super::money::Fen;

/// A vehicle (机动车).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vehicle {
    /// The value, if known.
    pub value: Option<Fen>,
    /// A vehicle that a disabled person needs (残疾人代步车), exempt where local rules say so.
    pub disability_aid: bool,
}

/// The property of a household (财产) as declared or found; `None` where nobody has said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Assets {
    /// Deposits, securities and other financial property (存款等金融资产).
    pub financial: Option<Fen>,
    /// Vehicles.
    pub vehicles: Vec<Vehicle>,
    /// Homes owned (房屋套数).
    pub homes: Option<u32>,
    /// Business registrations (经营主体).
    pub businesses: Option<u32>,
}
