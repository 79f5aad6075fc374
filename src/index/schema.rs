//! The schema: `schema.sql` at the top of the repository is the only place where tables are defined.

/// The whole of `schema.sql`.
pub(super) const TEXT: &str = include_str!("../../schema.sql");

/// Raised when the rules of corroboration change what they make of a claim, so that indexes built before are built again.
const RULES: u32 = 1;

/// The schema's version: of the text itself, so that no change of it can be forgotten, and of the rules.
pub(super) const VERSION: i64 = version();

/// Parts what is made before the rows from what is made after them.
const SEAM: &str = "-- From here on: what is made after the rows are in, because that is faster.";

/// FNV-1a, 31 bits, which is what `user_version` holds.
const fn version() -> i64 {
    let bytes = TEXT.as_bytes();
    let mut hash: u32 = 0x811c_9dc5 ^ RULES;
    let mut at = 0;
    while at < bytes.len() {
        #[expect(clippy::indexing_slicing, reason = "iterators are not const yet; `at` is below the length")]
        let byte = bytes[at] as u32;
        hash = (hash ^ byte).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash >> 1) as i64
}

/// The statements that make the tables.
pub(super) fn tables() -> &'static str {
    TEXT.split_once(SEAM).map_or(TEXT, |(tables, _)| tables)
}

/// The statements that make indexes, triggers and views.
pub(super) fn finish() -> &'static str {
    TEXT.split_once(SEAM).map_or("", |(_, finish)| finish)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_seam_parts_tables_from_the_rest() {
        assert!(super::tables().contains("CREATE TABLE claim"));
        assert!(!super::tables().contains("CREATE INDEX"));
        assert!(super::finish().contains("CREATE VIEW claims"));
    }
}
