//! The report in its formats, and the mark that says that a file is a report of ours.

pub mod html;
mod layout;
mod svg;

use crate::render::csv::Csv;
use crate::render::terminal::Screen;
use crate::render::{json, markdown, terminal};
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

/// Writes the report as CSV, one record for each claim.
pub fn csv(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let mut table = Csv::new(out, &record::columns())?;
    for row in record::rows(report) {
        crate::render::Rows::row(&mut table, row)?;
    }
    crate::render::Rows::finish(&mut table)
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
