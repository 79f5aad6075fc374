//! The output formats, and the writers behind them.

use super::output::Manner;
use super::output::Output;
use super::output::stdout_is_terminal;
use claimbook::render::Rows;
use claimbook::render::csv::Csv;
use claimbook::render::markdown::Markdown;
use claimbook::render::terminal::Terminal;
use claimbook::render::tsv::Tsv;
use claimbook::view::table::Column;
use clap::ValueEnum;
use std::io;

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
pub(crate) enum Layout {
    /// For a person.
    Table,
    /// Tab-separated text with a header line.
    Tabs,
    /// Comma-separated.
    Csv,
    /// Markdown.
    Markdown,
}

/// The layout where nobody asked for one: a table at a terminal, tab-separated text in a pipe.
pub(crate) fn usual() -> Layout {
    if stdout_is_terminal() {
        Layout::Table
    } else {
        Layout::Tabs
    }
}

/// Opens the place for such rows: only what a person reads goes through the pager.
pub(crate) fn open(manner: Manner, layout: Layout) -> Output {
    if layout == Layout::Table {
        manner.paged()
    } else {
        Output::stdout()
    }
}

/// The writer of such rows.
pub(crate) fn rows<'a>(
    layout: Layout,
    columns: &[Column],
    manner: Manner,
    out: &'a mut Output,
) -> io::Result<Box<dyn Rows + 'a>> {
    Ok(match layout {
        Layout::Table => Box::new(Terminal::new(out, columns, manner.sheet())),
        Layout::Tabs => Box::new(Tsv::new(out, columns)?),
        Layout::Csv => Box::new(Csv::new(out, columns)?),
        Layout::Markdown => Box::new(Markdown::new(out, columns)?),
    })
}
