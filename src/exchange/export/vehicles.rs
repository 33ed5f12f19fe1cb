//! The vehicles of a household in one cell, each by its value, and back out of it.

use crate::{
    base::limits::VEHICLES_MAX,
    domain::asset::Vehicle,
    exchange::{
        cells::{self, Mended},
        reading::Cell,
    },
    text::terms,
};

/// Vehicles out of their words: what an export writes, or the plain amounts of a list. `None` where they are not
/// written like that.
pub(crate) fn read(text: &str) -> Option<Vec<Vehicle>> {
    let parts = text.split(terms::VEHICLE_SEPARATOR);
    let all: Option<Vec<Vehicle>> = parts.map(|part| read_one(part.trim())).collect();
    all.filter(|all| all.len() <= VEHICLES_MAX)
}

fn read_one(text: &str) -> Option<Vehicle> {
    let aid = text.strip_prefix(terms::DISABILITY_AID);
    let words = aid.unwrap_or(text).trim();
    let value = if words == terms::VALUE_UNKNOWN {
        None
    } else {
        let cell = Cell::Text(words.to_owned());
        let amount = cells::amount(&cell, 1, &mut Mended::new()).ok()??;
        // Above a million yuan it is a number of something else.
        Some(cells::is_plausible(amount).then_some(amount)?)
    };
    Some(Vehicle {
        value,
        disability_aid: aid.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Fen;

    #[test]
    fn vehicles_come_back_as_they_went_out_and_plain_amounts_are_read() {
        let of = |value: Option<i64>, disability_aid| Vehicle {
            value: value.map(Fen),
            disability_aid,
        };
        let all = vec![
            of(Some(1_234_500), false),
            of(None, true),
            of(Some(50), true),
        ];
        let words = terms::vehicles(&all);
        assert_eq!(words, "12345.00、代步车价值不明、代步车0.50");
        assert_eq!(read(&words), Some(all));
        assert_eq!(read("30,000元"), Some(vec![of(Some(3_000_000), false)]));
        assert_eq!(read("皖C12345"), None);
    }
}
