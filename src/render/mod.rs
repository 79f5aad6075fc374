//! Views to bytes, one file for each format. A format asks nothing of the book and decides nothing about it.
//!
//! In every format that a person reads, text of the book goes through [`clean`]: no control character and no override of the
//! writing direction reaches a terminal or a page.

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

use crate::view::table::{Table, TableRow};
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use std::io;
use std::io::Write;

/// Writes a table as its rows arrive. It holds at most a page of rows.
pub trait Rows {
    /// Writes or stores the next row.
    fn row(&mut self, row: TableRow) -> io::Result<()>;

    /// Writes the rows that are still stored.
    fn finish(&mut self) -> io::Result<()>;
}

/// How many things to render before writing: enough to keep all cores busy, few enough for flat memory.
const BATCH: usize = 512;

/// How many things one core renders at a time.
const SHARE: usize = 16;

/// Renders things on all cores, each with its place, and writes the results in order.
fn in_order<T: Sync>(
    out: &mut dyn Write,
    things: &[T],
    render: impl Fn(&mut Vec<u8>, usize, &T) -> io::Result<()> + Sync,
) -> io::Result<()> {
    for (batch, things) in things.chunks(BATCH).enumerate() {
        let share = |(share, things): (usize, &[T])| {
            let mut rendered = Vec::new();
            let first = batch * BATCH + share * SHARE;
            for (place, thing) in things.iter().enumerate() {
                render(&mut rendered, first + place, thing)?;
            }
            Ok(rendered)
        };
        let rendered: Vec<Vec<u8>> = things
            .par_chunks(SHARE)
            .enumerate()
            .map(share)
            .collect::<io::Result<_>>()?;
        for part in rendered {
            out.write_all(&part)?;
        }
    }
    Ok(())
}

/// Writes a table from memory.
pub fn whole(rows: &mut dyn Rows, table: Table) -> io::Result<()> {
    for row in table.rows {
        rows.row(row)?;
    }
    rows.finish()
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use std::io;
    use std::io::Write;

    #[test]
    fn things_are_written_in_their_order_each_with_its_place() {
        for number in [0, 1, 16, 17, 512, 513, 1_100] {
            let things: Vec<usize> = (0..number).collect();
            let mut written = Vec::new();
            in_order(&mut written, &things, |out, place, thing| {
                writeln!(out, "{place} {thing}")
            })
            .unwrap();
            let lines: Vec<String> = String::from_utf8(written)
                .unwrap()
                .lines()
                .map(ToOwned::to_owned)
                .collect();
            assert_eq!(
                lines,
                things
                    .iter()
                    .map(|thing| format!("{thing} {thing}"))
                    .collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn what_cannot_be_rendered_is_an_error_of_the_whole() {
        let fails = |_: &mut Vec<u8>, place, (): &()| {
            if place == 600 {
                Err(io::Error::other("no"))
            } else {
                Ok(())
            }
        };
        assert!(in_order(&mut Vec::new(), &[(); 700], fails).is_err());
    }
}
