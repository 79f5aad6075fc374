//! What changed between two editions of a book, and why a status did.
//!
//! The cause of a new status is the smallest set of changed tables that gives it when that set alone is applied to the old
//! book. [`Comparison::cause`] tries single tables first, then pairs. It looks only at the tables that can reach the claim
//! (`reach`), which changes no answer: a test compares it with a search over all tables.

mod cause;
mod compare;
mod comparison;
mod edition;
mod fields;
mod reach;
mod rows;
mod table;

#[cfg(test)]
mod tests;

pub use cause::Cause;
pub use compare::{Difference, DifferenceKind, older_ruling};
pub use comparison::Comparison;
pub use edition::{Edition, EditionClaim};
pub use fields::FieldChange;
pub use rows::RowPair;
pub use table::ChangedTable;
