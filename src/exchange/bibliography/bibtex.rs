//! BibLaTeX, the format of `.bib` files.
//!
//! The entry types and fields are those of the manual of biblatex, §2 (<https://ctan.org/pkg/biblatex>). Titles and names
//! stand in double braces: BibTeX changes neither their case nor the order of their words.

use crate::domain::date::Date;
use crate::domain::source::SourceKind;
use crate::exchange::bibliography::entry::BibEntry;
use crate::render::clean;
use std::fmt::Write;

/// The entry as it stands in a `.bib` file, with a line end.
pub(super) fn entry(entry: &BibEntry) -> String {
    let (kind, publisher) = kind(entry.kind);
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let whole = |text: &str| format!("{{{}}}", escaped(&clean::line(text)));
    let fields = [
        ("title", Some(whole(&entry.title))),
        ("author", entry.author.as_deref().map(whole)),
        (publisher, entry.publisher.as_deref().map(whole)),
        ("date", date(entry.published)),
        ("urldate", date(entry.accessed)),
        ("url", entry.url.as_deref().map(verbatim)),
        (
            "entrysubtype",
            entry.kind.map(|kind| kind.as_str().to_owned()),
        ),
        ("langid", entry.language.as_deref().map(escaped)),
    ];
    let mut text = format!("@{kind}{{{},\n", entry.key);
    for (field, value) in fields {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {field} = {{{value}}},");
        }
    }
    text.push_str("}\n");
    text
}

/// The type of entry for a kind of source, and the field in which that type has its publisher.
fn kind(kind: Option<SourceKind>) -> (&'static str, &'static str) {
    match kind {
        Some(SourceKind::Report | SourceKind::Wire | SourceKind::Analysis) => {
            ("article", "journaltitle")
        }
        Some(SourceKind::Document) => ("report", "institution"),
        Some(SourceKind::Dataset) => ("dataset", "publisher"),
        Some(SourceKind::Media) => ("video", "organization"),
        Some(SourceKind::Statement | SourceKind::Interview | SourceKind::Observation) => {
            ("misc", "organization")
        }
        None => ("online", "organization"),
    }
}

/// A text in which no character means anything to TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '%' | '&' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address: TeX reads it as it stands, but it still counts braces.
fn verbatim(url: &str) -> String {
    url.chars()
        .map(|c| match c {
            '{' => "%7B".to_owned(),
            '}' => "%7D".to_owned(),
            '\\' => "%5C".to_owned(),
            ' ' => "%20".to_owned(),
            c if c.is_control() => String::new(),
            c => c.to_string(),
        })
        .collect()
}
