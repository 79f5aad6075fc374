//! Output formats, and how to write tables and pages in them.

use crate::cli::failure::Failure;
use crate::cli::terminal::output::{Console, Output, stdout_is_terminal};
use claimbook::render::csv::Csv;
use claimbook::render::markdown::Markdown;
use claimbook::render::terminal::Terminal;
use claimbook::render::tsv::Tsv;
use claimbook::render::{Rows, json, markdown, terminal};
use claimbook::view::page::Page;
use claimbook::view::table::{Column, TableRow};
use clap::ValueEnum;
use serde::Serialize;
use std::io;
use std::io::Write;

/// The formats of `list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table as wide as the terminal
    Table,
    /// A JSON array
    Json,
    /// One JSON object on each line
    Jsonl,
    /// Comma-separated values with every field, for spreadsheets
    Csv,
    /// A Markdown table
    Markdown,
    /// One id on each line
    Ids,
}

/// The formats of other tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// A table as wide as the terminal
    Table,
    /// A JSON array
    Json,
    /// One JSON object on each line
    Jsonl,
    /// Comma-separated values, for spreadsheets
    Csv,
    /// A Markdown table
    Markdown,
}

/// The formats of a page about one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// Plain text
    #[default]
    Text,
    /// JSON
    Json,
    /// Markdown
    Markdown,
}

/// How to write the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableStyle {
    /// Aligned columns, for a person.
    Table,
    /// Tab-separated text with a header line.
    Tabs,
    /// Comma-separated.
    Csv,
    /// Markdown.
    Markdown,
}

/// The style if the user names none: a table on a terminal, tab-separated text in a pipe.
pub(crate) fn usual() -> TableStyle {
    if stdout_is_terminal() {
        TableStyle::Table
    } else {
        TableStyle::Tabs
    }
}

/// Opens the output for a style. Only a table goes through the pager.
pub(crate) fn open(console: Console, style: TableStyle) -> Output {
    if style == TableStyle::Table {
        console.paged()
    } else {
        Output::stdout()
    }
}

/// The writer of rows in a style.
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

/// Writes answers as a table, where `row` makes the cells, or as JSON.
pub(crate) fn write_table<T: Serialize>(
    console: Console,
    format: Option<TableFormat>,
    columns: &[Column],
    answers: &[T],
    row: impl Fn(&T) -> TableRow,
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

/// Writes pages one after another: as Markdown, or as text, which goes through the pager on a terminal.
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
