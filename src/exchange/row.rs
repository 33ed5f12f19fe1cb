//! What can be said of a row: codes that scripts read and `text` words, and what became of each row.

use crate::engine::refusal::Refusal;

/// What is wrong with, or worth saying about, a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowCode {
    /// 位数不对.
    IdLength,
    /// 含有不该有的字符.
    IdCharacters,
    /// 行政区划代码不存在.
    IdRegion,
    /// 出生日期段不存在.
    IdDate,
    /// 出生日期段在今天之后.
    IdFuture,
    /// 校验码不符.
    IdChecksum,
    /// 已脱敏.
    IdMasked,
    /// Excel 已损坏末三位.
    IdExcelRounded,
    /// No number stands in the row.
    NumberMissing,
    /// No name stands in the row.
    NameMissing,
    /// Neither a day of birth nor a number it could be read from.
    BirthMissing,
    /// A day that can be read in more than one way, or a year of two digits.
    UnclearDate,
    /// No day there is.
    BadDate,
    /// A day after today.
    FutureDate,
    /// No amount of money.
    BadAmount,
    /// An amount no household has.
    AmountRange,
    /// No count.
    BadCount,
    /// An error value of the spreadsheet.
    CellFailed,
    /// A formula whose value was never stored.
    CellUnstored,
    /// Control characters or direction marks.
    ControlCharacter,
    /// A replacement character: the text was ruined before it came here.
    BrokenCharacter,
    /// Characters of private use, which look different on every machine.
    PrivateUse,
    /// More characters than are taken.
    TooLong,
    /// The sex differs from the number.
    SexMismatch,
    /// The day of birth differs from the number.
    BirthMismatch,
    /// A relation nobody knows.
    UnknownRelation,
    /// A word that means nothing here.
    UnknownWord,
    /// A village nobody has entered.
    UnknownArea,
    /// City or countryside is not said.
    SettingAssumed,
    /// To which household the row belongs is not said.
    HouseholdMissing,
    /// Two rows of one household say different things of it.
    HouseholdDiffers,
    /// A household without its head.
    HeadMissing,
    /// A second head.
    HeadTwice,
    /// The count of persons is not that of the rows.
    HeadCount,
    /// A sum that does not tie.
    SumMismatch,
    /// Only the count of further members is known.
    MembersUnlisted,
    /// How many persons there are is not said.
    PersonsUnknown,
    /// More members than a household can have.
    TooManyMembers,
    /// The same person stood in an earlier row.
    DuplicateRow,
    /// Two people of one name in one household, one without number.
    SameName,
    /// Facts of a household that cannot be true together.
    Contradiction,
    /// The person is a member of another case.
    InOtherCase,
    /// Kind, amount or day of a 临时救助 is missing, so that none is on record.
    AidIncomplete,
    /// How much care is needed is said, and not how the person is supported.
    CareModeAssumed,
    /// The file names another programme than the case has.
    ProgrammeDiffers,
    /// Another row of the household was refused.
    HouseholdRefused,
    /// The engine said no.
    Engine,
    /// It was not reached: stopped, or the machine failed.
    NotWritten,
}

/// All codes with the name scripts know them by, and whether an office may make them warnings.
const CODES: &[(RowCode, &str, Choice)] = &[
    (RowCode::IdLength, "id_length", Choice::Fixed),
    (RowCode::IdCharacters, "id_characters", Choice::Fixed),
    (RowCode::IdRegion, "id_region", Choice::Fixed),
    (RowCode::IdDate, "id_date", Choice::Fixed),
    (RowCode::IdFuture, "id_future", Choice::Fixed),
    (RowCode::IdChecksum, "id_checksum", Choice::Fixed),
    (RowCode::IdMasked, "id_masked", Choice::Fixed),
    (RowCode::IdExcelRounded, "id_excel_rounded", Choice::Fixed),
    (RowCode::NumberMissing, "number_missing", Choice::Free),
    (RowCode::NameMissing, "name_missing", Choice::Fixed),
    (RowCode::BirthMissing, "birth_missing", Choice::Fixed),
    (RowCode::UnclearDate, "unclear_date", Choice::Fixed),
    (RowCode::BadDate, "bad_date", Choice::Fixed),
    (RowCode::FutureDate, "future_date", Choice::Fixed),
    (RowCode::BadAmount, "bad_amount", Choice::Fixed),
    (RowCode::AmountRange, "amount_range", Choice::Free),
    (RowCode::BadCount, "bad_count", Choice::Fixed),
    (RowCode::CellFailed, "cell_failed", Choice::Free),
    (RowCode::CellUnstored, "cell_unstored", Choice::Free),
    (
        RowCode::ControlCharacter,
        "control_character",
        Choice::Fixed,
    ),
    (RowCode::BrokenCharacter, "broken_character", Choice::Fixed),
    (RowCode::PrivateUse, "private_use", Choice::Free),
    (RowCode::TooLong, "too_long", Choice::Fixed),
    (RowCode::SexMismatch, "sex_mismatch", Choice::Free),
    (RowCode::BirthMismatch, "birth_mismatch", Choice::Free),
    (RowCode::UnknownRelation, "unknown_relation", Choice::Free),
    (RowCode::UnknownWord, "unknown_word", Choice::Free),
    (RowCode::UnknownArea, "unknown_area", Choice::Free),
    (RowCode::SettingAssumed, "setting_assumed", Choice::Free),
    (
        RowCode::HouseholdMissing,
        "household_missing",
        Choice::Fixed,
    ),
    (
        RowCode::HouseholdDiffers,
        "household_differs",
        Choice::Fixed,
    ),
    (RowCode::HeadMissing, "head_missing", Choice::Fixed),
    (RowCode::HeadTwice, "head_twice", Choice::Fixed),
    (RowCode::Contradiction, "contradiction", Choice::Fixed),
    (RowCode::HeadCount, "head_count", Choice::Free),
    (RowCode::SumMismatch, "sum_mismatch", Choice::Free),
    (RowCode::MembersUnlisted, "members_unlisted", Choice::Free),
    (RowCode::PersonsUnknown, "persons_unknown", Choice::Free),
    (RowCode::TooManyMembers, "too_many_members", Choice::Fixed),
    (RowCode::DuplicateRow, "duplicate_row", Choice::Fixed),
    (RowCode::SameName, "same_name", Choice::Free),
    (RowCode::InOtherCase, "in_other_case", Choice::Fixed),
    (RowCode::AidIncomplete, "aid_incomplete", Choice::Free),
    (RowCode::CareModeAssumed, "care_mode_assumed", Choice::Free),
    (
        RowCode::ProgrammeDiffers,
        "programme_differs",
        Choice::Fixed,
    ),
    (
        RowCode::HouseholdRefused,
        "household_refused",
        Choice::Fixed,
    ),
    (RowCode::Engine, "engine", Choice::Fixed),
    (RowCode::NotWritten, "not_written", Choice::Fixed),
];

/// Whether an office may choose how heavy a code weighs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// It may.
    Free,
    /// A row with it cannot be taken.
    Fixed,
}

impl RowCode {
    /// The name scripts know it by.
    pub fn name(self) -> &'static str {
        CODES
            .iter()
            .find(|(code, ..)| *code == self)
            .map_or("", |(_, name, _)| name)
    }

    /// The code of that name, if an office may choose its weight.
    pub(crate) fn choosable(name: &str) -> Option<Self> {
        CODES
            .iter()
            .find(|(_, known, choice)| *known == name && *choice == Choice::Free)
            .map(|(code, ..)| *code)
    }

    /// All names, for the words and their test.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CODES.iter().map(|(_, name, _)| *name)
    }
}

/// Something said of a cell or a row. It holds nothing personal but what is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Row as the spreadsheet shows it.
    pub row: u32,
    /// Column, by place; `None` where the whole row is meant.
    pub column: Option<u16>,
    /// What it is.
    pub code: RowCode,
    /// What the words need beside the code, by name.
    pub values: Vec<(&'static str, String)>,
    /// What the engine said, if it was the engine.
    pub refusal: Option<Box<Refusal>>,
}

/// What became of a row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowOutcome {
    /// Blank, a sum, a signature, a header again.
    NotData,
    /// In a new case.
    Accepted,
    /// In a case of which it reports a change.
    Updated,
    /// In a case that stands like this already.
    Unchanged,
    /// Not taken.
    Refused,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own() {
        let names: BTreeSet<_> = RowCode::names().collect();
        assert_eq!(names.len(), CODES.len());
        assert!(CODES.iter().all(|(code, name, _)| code.name() == *name));
        assert_eq!(RowCode::choosable("id_checksum"), None);
        assert_eq!(
            RowCode::choosable("sex_mismatch"),
            Some(RowCode::SexMismatch)
        );
    }
}
