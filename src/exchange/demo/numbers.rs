//! ID numbers for invented people: the check character holds, the sequence code is 990 to 999, no two alike.
//!
//! Numbers given out are remembered in a bit each, so that a million households need no more memory than a few
//! megabytes. One county has some 365,000 such numbers, hence the list of counties.

use chrono::Datelike;

use super::dice::Dice;
use crate::domain::{calendar::Day, household::Sex};

/// County codes that exist, the home district first, its city next, then further away.
const COUNTIES: &[&str] = &[
    "340304", "340303", "340302", "340311", "340321", "340322", "340323", "341302", "341321",
    "341322", "341323", "341324", "340402", "340403", "340404", "340405", "340406", "340421",
    "341102", "341103", "341122", "341124", "341125", "341126", "341181", "341182", "341202",
    "341203", "341204", "341221", "341222", "341225", "341226", "341282", "341502", "341503",
    "341522", "341523", "341524", "341525", "340602", "340603", "340604", "340621", "341602",
    "341621", "341622", "341623", "340102", "340103", "340104", "340111", "340121", "340122",
    "340123", "340124", "340181", "340202", "340207", "340221", "340222", "340223", "340225",
    "340503", "340504", "340521", "340522", "340523", "340705", "340706", "340711", "340722",
    "340802", "340803", "340811", "340822", "340825", "340826", "340827", "340828", "340881",
    "341002", "341003", "341004", "341021", "341022", "341023", "341024", "341702", "341721",
    "341722", "341723", "341802", "341821", "341822", "341824", "341825", "341881",
];

/// First year of birth that is remembered.
const FIRST_YEAR: i32 = 1900;
/// Days remembered for each county: 1900 to 2099.
const DAYS: usize = 73_200;
/// Sequence codes a day: 990 to 999.
const CODES: usize = 10;
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Which numbers have been given out.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    taken: Vec<Vec<u64>>,
}

impl Numbers {
    /// A number nobody else has; `None` when even the last county is used up for that day and sex.
    pub(super) fn give(&mut self, birth: Day, sex: Sex, dice: &mut Dice) -> Option<String> {
        // Most people were born here; the rest married in or came from near by.
        let start = if dice.chance(800) {
            0
        } else {
            dice.below(12) as usize
        };
        let first = dice.below(5);
        for step in 0..COUNTIES.len() {
            let county = (start + step) % COUNTIES.len();
            for code in (0..5).map(|turn| (first + turn) % 5) {
                let code = code * 2 + u32::from(sex == Sex::Male);
                if self.take(county, birth, code as usize) {
                    return number(county, birth, 990 + code);
                }
            }
        }
        None
    }

    /// Marks one number as given; false if it was.
    fn take(&mut self, county: usize, birth: Day, code: usize) -> bool {
        if self.taken.len() <= county {
            self.taken.resize(county + 1, Vec::new());
        }
        let Some(bits) = self.taken.get_mut(county) else {
            return false;
        };
        if bits.is_empty() {
            bits.resize(DAYS * CODES / 64, 0);
        }
        let year = usize::try_from(birth.0.year() - FIRST_YEAR).unwrap_or(0);
        let place = (year * 366 + birth.0.ordinal0() as usize) * CODES + code;
        let Some(word) = bits.get_mut(place / 64) else {
            return false;
        };
        let bit = 1_u64 << (place % 64);
        let free = *word & bit == 0;
        *word |= bit;
        free
    }

    /// Takes the number that was wanted; false if somebody has it.
    pub(super) fn reserve(&mut self, birth: Day, code: u32) -> bool {
        self.take(0, birth, code.saturating_sub(990) as usize)
    }
}

/// The number of the home district with this sequence code.
pub(super) fn home_number(birth: Day, code: u32) -> Option<String> {
    number(0, birth, code)
}

fn number(county: usize, birth: Day, code: u32) -> Option<String> {
    let county = COUNTIES.get(county)?;
    let body = format!("{county}{}{code:03}", birth.0.format("%Y%m%d"));
    let sum: u32 = body
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = CHECK.get((sum % 11) as usize)?;
    Some(format!("{body}{check}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_gets_a_number_twice_however_many_share_a_birthday() {
        let mut numbers = Numbers::default();
        let mut dice = Dice::new(3, 3);
        let birth = Day::new(1962, 5, 4).expect("a day");
        let given: Vec<_> = (0..400)
            .filter_map(|_| numbers.give(birth, Sex::Female, &mut dice))
            .collect();
        assert_eq!(given.len(), 400);
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), 400);
    }

    #[test]
    fn the_check_character_is_that_of_the_standard() {
        let birth = Day::new(1949, 12, 31).expect("a day");
        let number = home_number(birth, 992).expect("a number");
        assert_eq!(&number[..17], "34030419491231992");
        // 3*7+4*9+0*10+3*5+0*8+4*4+1*2+9*1+4*6+9*3+1*7+2*9+3*10+1*5+9*8+9*4+2*2 = 322; 322 % 11 = 3
        assert!(number.ends_with('9'), "the fourth of 10X98765432 is 9");
    }
}
