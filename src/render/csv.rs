//! CSV by RFC 4180, for spreadsheets: quoted where needed, and no cell can become a formula.
//!
//! A cell that starts as a formula would gets a leading `'`, unless it is a plain number. A formula starts with `=`, `+`,
//! `-`, `@` or their full-width forms, after any white space and invisible characters. Unsafe characters other than line ends and tabs are shown, so that the file is safe to `cat`.

use crate::domain::invisible;
use crate::render::{Rows, clean};
use crate::view::table::{Column, TableRow};
use std::borrow::Cow;
use std::io;
use std::io::Write;

/// A table in the making.
pub struct Csv<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
}

impl<'a> Csv<'a> {
    /// Starts the table with its header record.
    pub fn new(out: &'a mut dyn Write, columns: &[Column]) -> io::Result<Self> {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(out);
        let mut table = Self { writer };
        table.record(columns.iter().map(|column| column.title.as_str()))?;
        Ok(table)
    }

    fn record<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> io::Result<()> {
        for cell in cells {
            self.writer
                .write_field(defused(cell).as_bytes())
                .map_err(to_io)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(to_io)
    }
}

impl Rows for Csv<'_> {
    fn row(&mut self, row: TableRow) -> io::Result<()> {
        self.record(row.iter().map(|cell| cell.text.as_str()))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn defused(cell: &str) -> Cow<'_, str> {
    let text = clean::lines(cell);
    if is_formula(cell) && !is_number(cell) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// Whether a spreadsheet may read the cell as a formula. It may skip white space and characters that nobody sees before
/// the sign, and take a wide sign for the usual one.
pub fn is_formula(cell: &str) -> bool {
    let starts_a_formula = |c| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫'
        )
    };
    let seen = invisible::as_seen(cell);
    seen.trim_start().starts_with(starts_a_formula) || cell.starts_with(['\t', '\r'])
}

/// Whether the cell is a sign and a plain decimal number.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() < 2
}

fn to_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Csv, defused};
    use crate::render::Rows;
    use crate::view::table::{Cell, Column, Fit};

    #[test]
    fn a_cell_that_would_be_a_formula_is_defused_and_a_number_is_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+CMD", "'+CMD"),
            ("-2", "-2"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("a=1", "a=1"),
            ("", ""),
            ("-5", "-5"),
            ("+1.5", "+1.5"),
            ("-", "'-"),
            ("-.", "'-."),
            ("-inf", "'-inf"),
            ("-1e5", "'-1e5"),
        ] {
            assert_eq!(defused(cell), written);
        }
    }

    #[test]
    fn what_a_spreadsheet_skips_before_a_sign_does_not_hide_a_formula() {
        for skipped in [
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\u{a0}",
            "\u{3000}",
            "\u{200b}",
            "\u{ad}",
            "\u{feff}",
            "\u{200e}",
            " \u{200d}\t",
        ] {
            for sign in [
                "=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫",
            ] {
                let cell = format!("{skipped}{sign}1+1");
                assert!(defused(&cell).starts_with('\''), "{cell:?}");
            }
        }
        for sound in [" a=1", "\u{200b}a", "'=1", "5 - 3", " "] {
            assert_eq!(defused(sound), sound);
        }
    }

    #[test]
    fn cells_are_quoted_by_rfc_4180() {
        let mut out = Vec::new();
        let columns = [Column::new("a", Fit::Content), Column::new("b", Fit::Wrap)];
        let mut table = Csv::new(&mut out, &columns).unwrap();
        table
            .row(vec![
                Cell::plain("say \"so\", they"),
                Cell::plain("two\nlines"),
            ])
            .unwrap();
        table.row(vec![Cell::plain(""), Cell::plain("")]).unwrap();
        table.finish().unwrap();
        drop(table);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "a,b\r\n\"say \"\"so\"\", they\",\"two\nlines\"\r\n,\r\n"
        );
    }
}
