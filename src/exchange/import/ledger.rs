//! The ledger of an import, `imports/NAME.csv`: which record of the book each foreign record became, and what its fields
//! said when they were last seen. It tells apart what changed in the book and what changed in the other program.

use crate::domain::records::RecordKind;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The first line of a ledger.
const HEADER: [&str; 4] = ["foreign_id", "kind", "id", "seen"];

/// A ledger: one entry for each foreign record, sorted by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The entries, by foreign id and kind.
    pub entries: BTreeMap<(String, RecordKind), LedgerEntry>,
}

/// What became of a foreign record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The id of our record.
    pub id: String,
    /// `field:digest` for each field, sorted, with spaces between them. One text takes little memory.
    pub seen: String,
}

/// A ledger could not be read. The message follows its path.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// It is not CSV.
    #[error("is not a ledger of an import")]
    Csv(#[from] csv::Error),
    /// A row lacks something or has a kind that does not exist.
    #[error("has a row that is not one of a ledger: line {0}")]
    Row(u64),
}

impl Ledger {
    /// Reads a ledger. An empty text is an empty ledger.
    ///
    /// # Errors
    /// If the text is not one that [`Ledger::written`] made.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut ledger = Self::default();
        if text.is_empty() {
            return Ok(ledger);
        }
        if reader.headers()?.iter().ne(HEADER) {
            return Err(LedgerError::Row(1));
        }
        for row in reader.records() {
            let row = row?;
            let line = row.position().map_or(0, csv::Position::line);
            let [Some(foreign), Some(kind), Some(id), Some(seen)] =
                [0, 1, 2, 3].map(|at| row.get(at))
            else {
                return Err(LedgerError::Row(line));
            };
            let kind = RecordKind::parse(kind).ok_or(LedgerError::Row(line))?;
            let entry = LedgerEntry {
                id: id.to_owned(),
                seen: seen.to_owned(),
            };
            ledger.entries.insert((foreign.to_owned(), kind), entry);
        }
        Ok(ledger)
    }

    /// The ledger as its file has it. Empty if it has no entry.
    #[must_use]
    pub fn written(&self) -> String {
        if self.entries.is_empty() {
            return String::new();
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(HEADER);
        for ((foreign, kind), entry) in &self.entries {
            let _ = writer.write_record([foreign, kind.as_str(), &entry.id, &entry.seen]);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

impl LedgerEntry {
    /// The digest of a field when it was last seen.
    #[must_use]
    pub fn digest_of(&self, field: &str) -> Option<&str> {
        self.fields()
            .find(|(name, _)| *name == field)
            .map(|(_, digest)| digest)
    }

    /// The fields that were seen, with their digests.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.seen
            .split(' ')
            .filter_map(|token| token.rsplit_once(':'))
    }

    /// Remembers what fields said.
    #[must_use]
    pub fn of(id: &str, fields: &BTreeMap<String, String>) -> Self {
        let mut seen = String::new();
        for (field, digest) in fields {
            if !seen.is_empty() {
                seen.push(' ');
            }
            // Writing to a string cannot fail.
            let _ = write!(seen, "{field}:{digest}");
        }
        Self {
            id: id.to_owned(),
            seen,
        }
    }
}

/// A digest of a value: ten hexadecimal digits. Two values of one field rarely share it: once in a million million.
#[must_use]
pub(super) fn digest(value: &str) -> String {
    let bytes = Sha256::digest(value.as_bytes());
    let mut digits = String::with_capacity(10);
    for byte in bytes.iter().take(5) {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::{Ledger, LedgerEntry, digest};
    use crate::domain::records::RecordKind;

    #[test]
    fn a_ledger_reads_what_it_wrote() {
        let mut ledger = Ledger::default();
        for foreign in ["b \"2\", x", "a\nb", "ü"] {
            let fields = [
                ("text".to_owned(), digest("T")),
                ("url".to_owned(), digest(foreign)),
            ];
            let entry = LedgerEntry::of("toll-2025", &fields.into());
            ledger
                .entries
                .insert((foreign.to_owned(), RecordKind::Claim), entry);
        }
        let text = ledger.written();
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        let entry = ledger.entries.values().next().unwrap();
        assert_eq!(entry.digest_of("text"), Some(&*digest("T")));
        assert_eq!(entry.digest_of("tex"), None);
        assert_eq!(Ledger::parse("").unwrap(), Ledger::default());
        assert_eq!(Ledger::default().written(), "");
    }

    #[test]
    fn a_text_that_is_no_ledger_is_refused() {
        for text in [
            "a,b\n",
            "foreign_id,kind,id,seen\nx,planet,y,\n",
            "foreign_id,kind,id,seen\nx\n",
        ] {
            assert!(Ledger::parse(text).is_err(), "{text}");
        }
    }
}
