//! The shape of what is stored, as a number that changes whenever it could be another.
//!
//! Stored bytes do not say what they mean; read by a build that lays its types out differently they would be
//! nonsense, or worse, something else that makes sense. So the number is made from the source of everything
//! that shapes them. A comment changes it too: then a store is built anew that need not have been.

use super::block::record_sum;

/// The files that shape what is stored.
const SOURCES: &[(&str, &[u8])] = &[
    ("domain/alert.rs", include_bytes!("../domain/alert.rs")),
    ("domain/appeal.rs", include_bytes!("../domain/appeal.rs")),
    ("domain/area.rs", include_bytes!("../domain/area.rs")),
    ("domain/asset.rs", include_bytes!("../domain/asset.rs")),
    ("domain/batch.rs", include_bytes!("../domain/batch.rs")),
    (
        "domain/batch_totals.rs",
        include_bytes!("../domain/batch_totals.rs"),
    ),
    (
        "domain/calendar.rs",
        include_bytes!("../domain/calendar.rs"),
    ),
    ("domain/case.rs", include_bytes!("../domain/case.rs")),
    ("domain/benefit.rs", include_bytes!("../domain/benefit.rs")),
    ("domain/care.rs", include_bytes!("../domain/care.rs")),
    ("domain/change.rs", include_bytes!("../domain/change.rs")),
    (
        "domain/citation.rs",
        include_bytes!("../domain/citation.rs"),
    ),
    ("domain/closing.rs", include_bytes!("../domain/closing.rs")),
    (
        "domain/contradiction.rs",
        include_bytes!("../domain/contradiction.rs"),
    ),
    (
        "domain/evidence.rs",
        include_bytes!("../domain/evidence.rs"),
    ),
    ("domain/finding.rs", include_bytes!("../domain/finding.rs")),
    (
        "domain/household.rs",
        include_bytes!("../domain/household.rs"),
    ),
    (
        "domain/identity.rs",
        include_bytes!("../domain/identity.rs"),
    ),
    ("domain/ids.rs", include_bytes!("../domain/ids.rs")),
    ("domain/income.rs", include_bytes!("../domain/income.rs")),
    ("domain/mod.rs", include_bytes!("../domain/mod.rs")),
    ("domain/linshi.rs", include_bytes!("../domain/linshi.rs")),
    ("domain/matter.rs", include_bytes!("../domain/matter.rs")),
    ("domain/money.rs", include_bytes!("../domain/money.rs")),
    ("domain/notice.rs", include_bytes!("../domain/notice.rs")),
    ("domain/outcome.rs", include_bytes!("../domain/outcome.rs")),
    (
        "domain/parameter.rs",
        include_bytes!("../domain/parameter.rs"),
    ),
    ("domain/person.rs", include_bytes!("../domain/person.rs")),
    ("domain/price.rs", include_bytes!("../domain/price.rs")),
    ("domain/queue.rs", include_bytes!("../domain/queue.rs")),
    (
        "domain/rational.rs",
        include_bytes!("../domain/rational.rs"),
    ),
    (
        "domain/recovery.rs",
        include_bytes!("../domain/recovery.rs"),
    ),
    (
        "domain/referral.rs",
        include_bytes!("../domain/referral.rs"),
    ),
    ("domain/review.rs", include_bytes!("../domain/review.rs")),
    ("domain/staff.rs", include_bytes!("../domain/staff.rs")),
    ("domain/step.rs", include_bytes!("../domain/step.rs")),
    (
        "domain/transfer.rs",
        include_bytes!("../domain/transfer.rs"),
    ),
    (
        "domain/work_offer.rs",
        include_bytes!("../domain/work_offer.rs"),
    ),
    (
        "domain/workdays.rs",
        include_bytes!("../domain/workdays.rs"),
    ),
    ("store/appeals.rs", include_bytes!("appeals.rs")),
    ("store/base.rs", include_bytes!("base.rs")),
    ("store/batches.rs", include_bytes!("batches.rs")),
    ("store/block.rs", include_bytes!("block.rs")),
    ("store/codec.rs", include_bytes!("codec.rs")),
    ("store/fold.rs", include_bytes!("fold.rs")),
    ("store/in_force.rs", include_bytes!("in_force.rs")),
    ("store/keeping.rs", include_bytes!("keeping.rs")),
    ("store/keys.rs", include_bytes!("keys.rs")),
    ("store/ledger.rs", include_bytes!("ledger.rs")),
    ("store/live.rs", include_bytes!("live.rs")),
    ("store/office.rs", include_bytes!("office.rs")),
    ("store/pinyin.rs", include_bytes!("pinyin.rs")),
    ("store/projections.rs", include_bytes!("projections.rs")),
    ("store/row.rs", include_bytes!("row.rs")),
    ("store/search.rs", include_bytes!("search.rs")),
];

/// The number of the shape.
pub fn shape() -> u64 {
    SOURCES.iter().fold(0, |sum: u64, (name, source)| {
        sum.rotate_left(7) ^ record_sum(name.as_bytes(), source)
    })
}

#[cfg(test)]
mod tests {
    use super::SOURCES;

    /// Files of the store that read and write, but do not shape.
    const OTHERS: &[&str] = &[
        "fault.rs",
        "finder.rs",
        "gathering.rs",
        "keep.rs",
        "mark.rs",
        "mod.rs",
        "open.rs",
        "progress.rs",
        "queues.rs",
        "shape.rs",
        "shelf.rs",
        "sorter.rs",
        "source.rs",
        "states.rs",
    ];

    #[test]
    fn every_file_that_shapes_what_is_stored_counts() {
        let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for room in ["domain", "store"] {
            for entry in std::fs::read_dir(src.join(room)).unwrap() {
                let entry = entry.unwrap();
                // Directories hold tests.
                if entry.path().is_dir() {
                    continue;
                }
                let name = entry.file_name().into_string().unwrap();
                let listed = SOURCES
                    .iter()
                    .any(|(path, _)| *path == format!("{room}/{name}"));
                let other = room == "store" && OTHERS.contains(&name.as_str());
                assert!(
                    listed != other,
                    "{room}/{name} must be listed in one of the two"
                );
            }
        }
    }
}
