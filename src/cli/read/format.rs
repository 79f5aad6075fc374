//! Output formats, and how to write tables and pages in them.

use crate::cli::failure::{Exit, Failure};
use crate::cli::terminal::output::{Console, Output, stdout_is_terminal};
use claimbook::index::IndexError;
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
use std::ops::ControlFlow;

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

/// How to write answers as objects, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectStyle {
    /// A JSON array.
    Json,
    /// One JSON object on each line.
    Jsonl,
}

/// What a format makes of the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Rows(TableStyle),
    Objects(ObjectStyle),
}

impl From<TableFormat> for Shape {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Table => Self::Rows(TableStyle::Table),
            TableFormat::Csv => Self::Rows(TableStyle::Csv),
            TableFormat::Markdown => Self::Rows(TableStyle::Markdown),
            TableFormat::Json => Self::Objects(ObjectStyle::Json),
            TableFormat::Jsonl => Self::Objects(ObjectStyle::Jsonl),
        }
    }
}

impl ListFormat {
    /// The shape of the list; `None` for ids alone.
    pub(crate) fn shape(self) -> Option<Shape> {
        let format = match self {
            Self::Table => TableFormat::Table,
            Self::Json => TableFormat::Json,
            Self::Jsonl => TableFormat::Jsonl,
            Self::Csv => TableFormat::Csv,
            Self::Markdown => TableFormat::Markdown,
            Self::Ids => return None,
        };
        Some(format.into())
    }
}

/// The shape if the user names no format: a table on a terminal, tab-separated text in a pipe.
pub(crate) fn usual() -> Shape {
    Shape::Rows(if stdout_is_terminal() {
        TableStyle::Table
    } else {
        TableStyle::Tabs
    })
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

/// Writes objects one by one.
pub(crate) enum Objects<'a> {
    Array(json::Array<'a>),
    Lines(&'a mut Output),
}

impl<'a> Objects<'a> {
    /// The writer of objects in a style.
    pub(crate) fn new(style: ObjectStyle, out: &'a mut Output) -> Self {
        match style {
            ObjectStyle::Json => Self::Array(json::Array::new(out)),
            ObjectStyle::Jsonl => Self::Lines(out),
        }
    }

    /// Writes an object.
    pub(crate) fn item(&mut self, object: &impl Serialize) -> io::Result<()> {
        match self {
            Self::Array(array) => array.item(object),
            Self::Lines(out) => json::line(out, object),
        }
    }

    /// Ends the output.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Array(array) => array.finish(),
            Self::Lines(_) => Ok(()),
        }
    }
}

/// Writes answers as a table, where `row` makes the cells, or as objects.
pub(crate) fn write_table<T: Serialize>(
    console: Console,
    format: Option<TableFormat>,
    columns: &[Column],
    answers: &[T],
    row: impl Fn(&T) -> TableRow,
) -> Result<Exit, Failure> {
    stream_table(console, format, columns, row, |take| {
        answers.iter().try_for_each(take)
    })
}

/// Takes one answer and writes it.
pub(crate) type Take<'t, T> = dyn FnMut(&T) -> Result<(), Failure> + 't;

/// Writes answers as they come: `read` hands them over one by one.
pub(crate) fn stream_table<T: Serialize>(
    console: Console,
    format: Option<TableFormat>,
    columns: &[Column],
    row: impl Fn(&T) -> TableRow,
    read: impl FnOnce(&mut Take<'_, T>) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let (style, mut out) = match format.map_or_else(usual, Shape::from) {
        Shape::Rows(style) => (style, open(console, style)),
        Shape::Objects(style) => {
            let mut out = Output::stdout();
            let mut objects = Objects::new(style, &mut out);
            read(&mut |answer| Ok(objects.item(answer)?))?;
            objects.finish()?;
            out.finish()?;
            return Ok(Exit::Clean);
        }
    };
    let mut table = rows(style, columns, console, &mut out)?;
    read(&mut |answer| Ok(table.row(row(answer))?))?;
    table.finish()?;
    drop(table);
    out.finish()?;
    Ok(Exit::Clean)
}

/// Passes on what the index hands over, until `take` fails.
pub(crate) fn each<T>(
    read: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) -> Result<(), IndexError>,
    take: &mut dyn FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut stopped = Ok(());
    read(&mut |answer| match take(answer) {
        Ok(()) => ControlFlow::Continue(()),
        Err(failure) => {
            stopped = Err(failure);
            ControlFlow::Break(())
        }
    })?;
    stopped
}

/// Writes answers as objects.
pub(crate) fn write_objects<T: Serialize>(
    style: ObjectStyle,
    answers: &[T],
) -> Result<(), Failure> {
    let mut out = Output::stdout();
    let mut objects = Objects::new(style, &mut out);
    answers.iter().try_for_each(|answer| objects.item(answer))?;
    objects.finish()?;
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
