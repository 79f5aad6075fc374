//! Tab-separated text with a header line: what a table is when its output is piped, for `cut`, `awk` and `sort`.
//!
//! Always one line for each row: tabs and line ends inside a cell become spaces, and unsafe characters become visible.

use crate::render::{Rows, clean};
use crate::view::table::{Column, TableRow};
use std::io;
use std::io::Write;

/// A table in the making.
pub struct Tsv<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Tsv<'a> {
    /// Starts the table with its header line.
    pub fn new(out: &'a mut dyn Write, columns: &[Column]) -> io::Result<Self> {
        let mut table = Self { out };
        table.line(columns.iter().map(|column| column.title.as_str()))?;
        Ok(table)
    }

    fn line<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> io::Result<()> {
        for (number, cell) in cells.enumerate() {
            if number > 0 {
                self.out.write_all(b"\t")?;
            }
            self.out.write_all(clean::line(cell).as_bytes())?;
        }
        self.out.write_all(b"\n")
    }
}

impl Rows for Tsv<'_> {
    fn row(&mut self, row: TableRow) -> io::Result<()> {
        self.line(row.iter().map(|cell| cell.text.as_str()))
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Tsv;
    use crate::render::Rows;
    use crate::view::table::{Cell, Column, Fit};

    #[test]
    fn a_row_is_one_line_whatever_its_cells_hold() {
        let mut out = Vec::new();
        let columns = [
            Column::new("id", Fit::Content),
            Column::new("claim", Fit::Wrap),
        ];
        let mut table = Tsv::new(&mut out, &columns).unwrap();
        table
            .row(vec![
                Cell::plain("a"),
                Cell::plain("one\ttwo\nthree\u{1b}[2J"),
            ])
            .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "id\tclaim\na\tone two three\\u{1b}[2J\n"
        );
    }
}
