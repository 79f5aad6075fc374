//! RIS, which every reference manager reads (<https://en.wikipedia.org/wiki/RIS_(file_format)>).

use crate::domain::date::Date;
use crate::domain::source::SourceKind;
use crate::exchange::bibliography::entry::{BibEntry, date_parts};
use crate::render::clean;
use std::fmt::Write;

/// The entry with its last line, `ER  - `. RIS ends its lines with CR LF.
pub(super) fn entry(entry: &BibEntry) -> String {
    let text = |text: &Option<String>| {
        text.as_deref()
            .map(|text| clean::line(text).trim().to_owned())
    };
    let fields = [
        ("TY", Some(kind(entry.kind).to_owned())),
        ("ID", Some(entry.key.clone())),
        ("TI", text(&Some(entry.title.clone()))),
        ("AU", text(&entry.author)),
        ("PB", text(&entry.publisher)),
        ("PY", entry.published.map(year)),
        ("DA", entry.published.map(day)),
        ("Y2", entry.accessed.map(day)),
        ("UR", text(&entry.url)),
        ("LA", text(&entry.language)),
        ("M3", entry.kind.map(|kind| kind.as_str().to_owned())),
        ("ER", Some(String::new())),
    ];
    let mut lines = String::new();
    for (tag, value) in fields {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = write!(lines, "{tag}  - {value}\r\n");
        }
    }
    lines
}

fn kind(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::Report | SourceKind::Wire) => "NEWS",
        Some(SourceKind::Analysis) => "MGZN",
        Some(SourceKind::Document) => "RPRT",
        Some(SourceKind::Dataset) => "DATA",
        Some(SourceKind::Statement) => "HEAR",
        Some(SourceKind::Interview | SourceKind::Observation) => "PCOMM",
        Some(SourceKind::Media) => "VIDEO",
        None => "ELEC",
    }
}

fn year(date: Date) -> String {
    date_parts(date)
        .first()
        .map(|year| format!("{year:04}"))
        .unwrap_or_default()
}

/// A date as RIS writes it: `YYYY/MM/DD/`, with empty parts for what nobody knows.
fn day(date: Date) -> String {
    let written = date.to_string();
    let mut parts = written.split('-');
    let mut next = || parts.next().unwrap_or_default();
    format!("{}/{}/{}/", next(), next(), next())
}
