//! The report in its formats, and the mark that says that a file is a report of ours.

mod escape;
pub mod html;

use crate::render::csv::Csv;
use crate::render::terminal::Screen;
use crate::render::{Rows, json, markdown, terminal};
use crate::view::report::{NAME, Report, page, record};
use std::io;
use std::io::Write;

/// A mark near the beginning of a file that says that it is a report of ours.
const MARK: &str = "claimbook-report 1";

/// Writes the report as text for reading.
pub fn text(out: &mut dyn Write, report: &Report, screen: Screen) -> io::Result<()> {
    writeln!(out, "Verification report ({MARK})\n")?;
    terminal::page(out, &page::page(report), screen)
}

/// Writes the report as Markdown.
pub fn markdown(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    writeln!(out, "<!-- {MARK} -->\n")?;
    markdown::page(out, &page::page(report))
}

/// Writes the report as JSON, in the shape that `report.schema.json` fixes.
pub fn json(out: &mut dyn Write, report: &mut Report) -> io::Result<()> {
    let claims = std::mem::take(&mut report.claims);
    let written = json::around(out, report, "claims", &claims);
    report.claims = claims;
    written
}

/// A report as CSV, one record for each claim, in the making.
pub struct ReportRecords<'o> {
    table: Csv<'o>,
}

impl<'o> ReportRecords<'o> {
    /// Starts it with its header record.
    pub fn new(out: &'o mut dyn Write) -> io::Result<Self> {
        let table = Csv::new(out, &record::columns())?;
        Ok(Self { table })
    }

    /// Writes the claims of a report, or of a part of it.
    pub fn add(&mut self, report: &Report) -> io::Result<()> {
        record::rows(report).try_for_each(|row| self.table.row(row))
    }

    /// Ends it.
    pub fn finish(mut self) -> io::Result<()> {
        self.table.finish()
    }
}

/// Whether a file that begins like this is a report of ours, which we may overwrite. `beginning` should hold 4 KB of it.
#[must_use]
pub fn is_ours(beginning: &[u8]) -> bool {
    let header: Vec<String> = record::columns()
        .into_iter()
        .map(|column| column.title)
        .collect();
    let beginnings = [
        format!("<!DOCTYPE html>\n<!-- {MARK} -->\n"),
        format!("<!-- {MARK} -->\n"),
        format!("Verification report ({MARK})\n"),
        format!("{{\n  \"report\": \"{NAME}\""),
        format!("{}\r\n", header.join(",")),
    ];
    beginnings
        .iter()
        .any(|ours| beginning.starts_with(ours.as_bytes()))
}
