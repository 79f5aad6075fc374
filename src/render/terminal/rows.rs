//! Tables on a terminal, a page of rows at a time: the widths are fixed by the first page, so that a table of any length
//! takes no more memory than a page of it.

use super::layout::TableLayout;
use super::{Screen, layout, style, wrap};
use crate::render::{Rows, clean};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};
use comfy_table::{ColumnConstraint, Table, Width};
use std::io;
use std::io::Write;

/// Rows that are laid out together.
const PAGE: usize = 500;
/// A list cuts a text that is longer than this; `show` prints all of it.
const LONGEST: usize = 4_000;

/// A table in the making.
pub struct Terminal<'a> {
    out: &'a mut dyn Write,
    screen: Screen,
    columns: Vec<Column>,
    waiting: Vec<TableRow>,
    layout: Option<TableLayout>,
    begun: bool,
}

impl<'a> Terminal<'a> {
    /// A table without rows. Nothing is written before there are some.
    pub fn new(out: &'a mut dyn Write, columns: &[Column], screen: Screen) -> Self {
        if screen.colour {
            crossterm::style::force_color_output(true);
        }
        Self {
            out,
            screen,
            columns: columns.to_vec(),
            waiting: Vec::new(),
            layout: None,
            begun: false,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.waiting);
        let first = self.layout.is_none();
        let layout = self
            .layout
            .get_or_insert_with(|| layout::decide(&self.columns, &rows, self.screen.width))
            .clone();
        match layout {
            TableLayout::Columns(widths) => self.side_by_side(&rows, &widths, first),
            TableLayout::Records => self.records(&rows),
        }
    }

    fn side_by_side(
        &mut self,
        rows: &[TableRow],
        widths: &[(usize, usize)],
        header: bool,
    ) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        if self.screen.colour {
            table.enforce_styling();
            table.style_text_only();
        } else {
            table.force_no_tty();
        }
        if header {
            table.set_header(self.header(widths));
        }
        for row in rows {
            table.add_row(self.cells(row, widths));
        }
        for (place, (_, width)) in widths.iter().enumerate() {
            let gap = if place + 1 == widths.len() {
                0
            } else {
                layout::GAP
            };
            if let Some(column) = table.column_mut(place) {
                column.set_padding((0, narrow(gap)));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(narrow(
                    width + gap,
                ))));
            }
        }
        for line in table.lines() {
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn header(&self, widths: &[(usize, usize)]) -> Vec<comfy_table::Cell> {
        let titles = widths
            .iter()
            .filter_map(|(index, _)| self.columns.get(*index));
        titles
            .map(|column| style::cell(clean::line(&column.title).into_owned(), Role::Heading))
            .collect()
    }

    fn cells(&self, row: &TableRow, widths: &[(usize, usize)]) -> Vec<comfy_table::Cell> {
        let has = |fit: Fit| widths.iter().any(|(index, _)| self.fit(*index) == fit);
        let mut text_seen = false;
        let mut cells = Vec::with_capacity(widths.len());
        for (index, _) in widths {
            let cell = row.get(*index).cloned().unwrap_or_default();
            let mut text = shortened(&cell.text);
            if self.fit(*index) == Fit::Wrap && !text_seen {
                text_seen = true;
                if !has(Fit::Prefix) {
                    text = self.prefixed(row, &text);
                }
                for (title, under) in self.under(row) {
                    text = format!("{text}\n{title}: {under}");
                }
            }
            cells.push(style::cell(text, cell.role));
        }
        cells
    }

    fn fit(&self, index: usize) -> Fit {
        self.columns
            .get(index)
            .map_or(Fit::Drop, |column| column.fit)
    }

    /// The text with its prefix; without cells that are quiet in their own column.
    fn prefixed(&self, row: &TableRow, text: &str) -> String {
        let said = self
            .those(row, Fit::Prefix)
            .filter(|(_, cell)| cell.role != Role::Quiet && !cell.text.is_empty());
        let prefix = said.map(|(_, cell)| shortened(&cell.text)).next();
        prefix.map_or_else(|| text.to_owned(), |prefix| format!("{prefix}: {text}"))
    }

    fn under(&self, row: &TableRow) -> Vec<(String, String)> {
        let lines = self
            .those(row, Fit::Under)
            .filter(|(_, cell)| !cell.text.is_empty());
        lines
            .map(|(title, cell)| (title.to_owned(), shortened(&cell.text)))
            .collect()
    }

    fn those<'r>(
        &'r self,
        row: &'r TableRow,
        fit: Fit,
    ) -> impl Iterator<Item = (&'r str, &'r Cell)> {
        let pairs = self
            .columns
            .iter()
            .zip(row)
            .filter(move |(column, _)| column.fit == fit);
        pairs.map(|(column, cell)| (column.title.as_str(), cell))
    }

    /// Rows as records: what identifies them on the first line, the text and the rest indented below.
    fn records(&mut self, rows: &[TableRow]) -> io::Result<()> {
        for row in rows {
            let head = self.head(row);
            if head.is_empty() {
                self.record(row)?;
                continue;
            }
            writeln!(self.out, "{}", head.join("  "))?;
            let texts = self.those(row, Fit::Wrap);
            let texts: Vec<String> = texts.map(|(_, cell)| shortened(&cell.text)).collect();
            for (number, text) in texts.iter().enumerate() {
                let text = if number == 0 {
                    self.prefixed(row, text)
                } else {
                    text.clone()
                };
                self.indented(&text)?;
            }
            for (title, under) in self.under(row) {
                self.indented(&format!("{title}: {under}"))?;
            }
        }
        Ok(())
    }

    /// The first line of a record. Ids and statuses need no label; anything else has one.
    fn head(&self, row: &TableRow) -> Vec<String> {
        let cells = self
            .those(row, Fit::Content)
            .filter(|(_, cell)| !cell.text.is_empty());
        let drawn = cells.map(|(title, cell)| {
            let text = shortened(&cell.text);
            let text = style::paint(&text, cell.role, self.screen.colour);
            if cell.role == Role::Plain {
                format!("{title} {text}")
            } else {
                text.into_owned()
            }
        });
        drawn.collect()
    }

    /// A row of nothing but texts: a labelled line each, and a blank one between rows.
    fn record(&mut self, row: &TableRow) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.out)?;
        }
        let lines: Vec<String> = self
            .columns
            .iter()
            .zip(row)
            .map(|(column, cell)| {
                format!("{}: {}", clean::line(&column.title), shortened(&cell.text))
            })
            .collect();
        lines.iter().try_for_each(|line| self.indented(line))
    }

    fn indented(&mut self, text: &str) -> io::Result<()> {
        let room = self
            .screen
            .width
            .unwrap_or(usize::MAX)
            .saturating_sub(layout::GAP);
        for line in wrap::lines(text, room) {
            writeln!(self.out, "  {line}")?;
        }
        Ok(())
    }
}

impl Rows for Terminal<'_> {
    fn row(&mut self, row: TableRow) -> io::Result<()> {
        self.waiting.push(row);
        if self.waiting.len() >= PAGE {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.flush()
    }
}

fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => clean::line(text).into_owned(),
        Some((end, _)) => format!("{}…", clean::line(text.get(..end).unwrap_or_default())),
    }
}
