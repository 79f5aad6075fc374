//! Tables of anything but claims, in the formats that they share.

use super::failure::Failure;
use super::format;
use super::format::Layout;
use super::format::TableFormat;
use super::output::Manner;
use super::output::Output;
use claimbook::render::json;
use claimbook::view::table::Column;
use claimbook::view::table::Row;
use serde::Serialize;

/// Writes answers as a table, each of them by `row`, or as they stand in JSON.
pub(crate) fn write<T: Serialize>(
    manner: Manner,
    format: Option<TableFormat>,
    columns: &[Column],
    answers: &[T],
    row: impl Fn(&T) -> Row,
) -> Result<(), Failure> {
    let layout = match format {
        None => format::usual(),
        Some(TableFormat::Table) => Layout::Table,
        Some(TableFormat::Csv) => Layout::Csv,
        Some(TableFormat::Markdown) => Layout::Markdown,
        Some(TableFormat::Json) => return write_json(answers),
        Some(TableFormat::Jsonl) => return write_lines(answers),
    };
    let mut out = format::open(manner, layout);
    let mut rows = format::rows(layout, columns, manner, &mut out)?;
    answers
        .iter()
        .try_for_each(|answer| rows.row(row(answer)))?;
    rows.finish()?;
    drop(rows);
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
