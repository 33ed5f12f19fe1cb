//! What every household of the invented district is drawn with, and the plot of one.

use super::{dice::Dice, numbers::Numbers};
use crate::domain::{area::Setting, calendar::Day, case::Programme};

/// What every household of one district is drawn with.
pub(super) struct Maker<'a> {
    /// The day the district is seen on.
    pub(super) today: Day,
    /// Chance.
    pub(super) dice: &'a mut Dice,
    /// ID numbers.
    pub(super) numbers: &'a mut Numbers,
}

/// Where a household lives and what it gets.
#[derive(Clone, Copy)]
pub(super) struct Plot {
    /// The programme.
    pub(super) programme: Programme,
    /// The standard.
    pub(super) setting: Setting,
    /// The township.
    pub(super) township: usize,
}

impl Plot {
    /// Draws programme, standard and township by the shares of comparable places.
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let (programme, setting) = match dice.weighted(&[505, 120, 108, 12, 240, 15]) {
            0 => (Programme::Dibao, Setting::Rural),
            1 => (Programme::Dibao, Setting::Urban),
            2 => (Programme::Edge, side(dice)),
            3 => (Programme::Rigid, side(dice)),
            4 => (Programme::Tekun, side(dice)),
            _ => (Programme::Linshi, side(dice)),
        };
        let township = match setting {
            Setting::Rural => dice.weighted(&[0, 0, 0, 0, 0, 74, 26]),
            Setting::Urban => dice.weighted(&[16, 14, 15, 18, 13, 8, 16]),
        };
        Self {
            programme,
            setting,
            township,
        }
    }
}

fn side(dice: &mut Dice) -> Setting {
    if dice.chance(850) {
        Setting::Rural
    } else {
        Setting::Urban
    }
}
