//! Records of other programs on their way into a book.
//!
//! Every reader gives one shape, [`Reading`]. Then four steps: find what the book has of it ([`Identities`]), decide what each
//! record is ([`resolve()`]), compare field by field with the ledger of the last import ([`plan()`]), and place what is new
//! ([`place()`]). Nothing here reads or writes files.

mod annotations;
mod averitec;
mod build;
mod cell;
mod citations;
mod claim_review;
mod columns;
mod format;
mod identity;
mod json;
mod known;
mod ledger;
mod meeting;
mod place;
mod plan;
mod record;
mod report;
mod resolve;
mod reviews;
mod sketch;
mod table;
mod table_cells;
mod terms;
#[cfg(test)]
mod tests;

pub use claim_review::ReviewTerms;
pub use format::{ForeignFormat, ReadingTerms, read};
pub use identity::Identities;
pub use ledger::{Ledger, LedgerError};
pub use place::{LARGEST_FILE, Places, place};
pub use plan::{ImportPlan, KnownRecords, PlannedRecord, plan};
pub use record::{
    ForeignFields, ForeignRecord, ForeignRow, Naming, Reading, SkippedRow, UntakenValues,
};
pub use report::{FieldConflict, ImportReport, KindCounts, UpdatedRecord};
pub use resolve::{MaybeSame, Resolution, resolve};
pub use sketch::sketch;
pub use terms::{GONE, ImportTerms, Preference, WhenGone};

use crate::document::format::{CLAIM, PARTY, SOURCE, TableShape};
use crate::domain::records::RecordKind;

/// A file could not be read as what it should be. The message follows the file's name.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// It is not in the format.
    #[error("is not {format}: {reason}")]
    Format {
        /// The format, with its article: `a table`.
        format: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The mapping names a column that the file does not have.
    #[error("has no column `{column}`")]
    NoColumn {
        /// The column.
        column: String,
        /// The nearest column.
        nearest: Option<String>,
    },
    /// Nothing says which column is what.
    #[error("has no column that is named like a field of a claim")]
    NoMapping,
    /// The mapping stops at a value that it does not know.
    #[error("row {row}: the mapping has no meaning for `{value}` in column `{column}`")]
    Stopped {
        /// The row.
        row: u64,
        /// The column.
        column: String,
        /// The value.
        value: String,
    },
}

/// The shape of the records of a kind that can be imported.
fn shape_of(kind: RecordKind) -> Option<&'static TableShape> {
    match kind {
        RecordKind::Claim => Some(&CLAIM),
        RecordKind::Source => Some(&SOURCE),
        RecordKind::Party => Some(&PARTY),
        RecordKind::Article => None,
    }
}
