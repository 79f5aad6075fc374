//! The output formats, and the writers behind them.

use crate::cli::failure::Failure;
use crate::cli::terminal::output::Console;
use crate::cli::terminal::output::Output;
use crate::cli::terminal::output::stdout_is_terminal;
use claimbook::render::Rows;
use claimbook::render::csv::Csv;
use claimbook::render::json;
use claimbook::render::markdown;
use claimbook::render::markdown::Markdown;
use claimbook::render::terminal;
use claimbook::render::terminal::Terminal;
use claimbook::render::tsv::Tsv;
use claimbook::view::page::Page;
use claimbook::view::table::Column;
use claimbook::view::table::Row;
use clap::ValueEnum;
use serde::Serialize;
use std::io;
use std::io::Write;

/// The formats of `list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table that fits the terminal, or COLUMNS, or 80 columns
    Table,
    /// An array of objects
    Json,
    /// An object a line
    Jsonl,
    /// Comma-separated, every field, for spreadsheets
    Csv,
    /// A Markdown table
    Markdown,
    /// Ids, one a line
    Ids,
}

/// The formats of tables that are not of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// A table that fits the terminal, or COLUMNS, or 80 columns
    Table,
    /// An array of objects
    Json,
    /// An object a line
    Jsonl,
    /// Comma-separated, for spreadsheets
    Csv,
    /// A Markdown table
    Markdown,
}

/// The formats of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// Text for reading
    #[default]
    Text,
    /// JSON
    Json,
    /// Markdown
    Markdown,
}

/// How the rows of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableStyle {
    /// For a person.
    Table,
    /// Tab-separated text with a header line.
    Tabs,
    /// Comma-separated.
    Csv,
    /// Markdown.
    Markdown,
}

/// The style where nobody asked for one: a table at a terminal, tab-separated text in a pipe.
pub(crate) fn usual() -> TableStyle {
    if stdout_is_terminal() {
        TableStyle::Table
    } else {
        TableStyle::Tabs
    }
}

/// Opens the place for such rows: only what a person reads goes through the pager.
pub(crate) fn open(console: Console, style: TableStyle) -> Output {
    if style == TableStyle::Table {
        console.paged()
    } else {
        Output::stdout()
    }
}

/// The writer of such rows.
pub(crate) fn rows<'a>(
    style: TableStyle,
    columns: &[Column],
    console: Console,
    out: &'a mut Output,
) -> io::Result<Box<dyn Rows + 'a>> {
    Ok(match style {
        TableStyle::Table => Box::new(Terminal::new(out, columns, console.sheet())),
        TableStyle::Tabs => Box::new(Tsv::new(out, columns)?),
        TableStyle::Csv => Box::new(Csv::new(out, columns)?),
        TableStyle::Markdown => Box::new(Markdown::new(out, columns)?),
    })
}

/// Writes answers as a table, each of them by `row`, or as they stand in JSON.
pub(crate) fn write_table<T: Serialize>(
    console: Console,
    format: Option<TableFormat>,
    columns: &[Column],
    answers: &[T],
    row: impl Fn(&T) -> Row,
) -> Result<(), Failure> {
    let style = match format {
        None => usual(),
        Some(TableFormat::Table) => TableStyle::Table,
        Some(TableFormat::Csv) => TableStyle::Csv,
        Some(TableFormat::Markdown) => TableStyle::Markdown,
        Some(TableFormat::Json) => return write_json(answers),
        Some(TableFormat::Jsonl) => return write_lines(answers),
    };
    let mut out = open(console, style);
    let mut table = rows(style, columns, console, &mut out)?;
    answers
        .iter()
        .try_for_each(|answer| table.row(row(answer)))?;
    table.finish()?;
    drop(table);
    Ok(out.finish()?)
}

fn write_json<T: Serialize>(answers: &[T]) -> Result<(), Failure> {
    let mut out = Output::stdout();
    let mut array = json::Array::new(&mut out);
    answers.iter().try_for_each(|answer| array.item(answer))?;
    array.finish()?;
    Ok(out.finish()?)
}

fn write_lines<T: Serialize>(answers: &[T]) -> Result<(), Failure> {
    let mut out = Output::stdout();
    answers
        .iter()
        .try_for_each(|answer| json::line(&mut out, answer))?;
    Ok(out.finish()?)
}

/// Writes pages, one after another: as text through the pager where there is a terminal, or as Markdown.
pub(crate) fn write_pages(console: Console, format: PageFormat, pages: &[Page]) -> io::Result<()> {
    let is_markdown = format == PageFormat::Markdown;
    let mut out = if is_markdown {
        Output::stdout()
    } else {
        console.paged()
    };
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        if is_markdown {
            markdown::page(&mut out, page)?;
        } else {
            terminal::page(&mut out, page, console.screen())?;
        }
    }
    out.finish()
}
