//! Views to bytes, one file a format. A format asks nothing of the book and decides nothing about it.
//!
//! Text that came out of a file goes through [`clean`] in every format that a person reads: no control character and no
//! override of the writing direction reaches a terminal or a page raw.

pub mod claimreview;
pub mod clean;
pub mod csv;
pub mod diagnostics;
pub mod diff;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod report;
pub mod terminal;
pub mod tsv;

use crate::view::table::Row;
use crate::view::table::Table;
use std::io;

/// Writes a table as its rows arrive. Nothing is held longer than a page of rows.
pub trait Rows {
    /// Writes, or takes in, the next row.
    fn row(&mut self, row: Row) -> io::Result<()>;

    /// Writes whatever is still held.
    fn finish(&mut self) -> io::Result<()>;
}

/// Writes a table that is held whole.
pub fn whole(rows: &mut dyn Rows, table: Table) -> io::Result<()> {
    for row in table.rows {
        rows.row(row)?;
    }
    rows.finish()
}
