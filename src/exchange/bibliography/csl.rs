//! CSL-JSON, which Zotero, pandoc and citeproc read and write (<https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html>).

use crate::domain::date::Date;
use crate::domain::source::SourceKind;
use crate::exchange::bibliography::entry::{BibEntry, date_parts};
use serde::Serialize;

/// An item of CSL-JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CslItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<CslCustom>,
}

/// What CSL has no variable for. No style prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct CslCustom {
    /// Our word for the kind: CSL's types are coarser.
    kind: &'static str,
}

/// A name that nobody takes apart: the book does not say which part is the family's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct CslName<'a> {
    literal: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: [Vec<u32>; 1],
}

impl From<Date> for CslDate {
    fn from(date: Date) -> Self {
        Self {
            parts: [date_parts(date)],
        }
    }
}

/// The entry as an item of CSL-JSON. A paper or a station goes into `container-title`, as Zotero has it; any other
/// publisher into `publisher`.
pub(super) fn item(entry: &BibEntry) -> CslItem<'_> {
    let publisher = entry.publisher.as_deref();
    let is_in_a_paper = is_in_a_paper(entry.kind);
    CslItem {
        id: &entry.key,
        kind: kind(entry.kind),
        title: &entry.title,
        author: entry
            .author
            .iter()
            .map(|literal| CslName { literal })
            .collect(),
        container: publisher.filter(|_| is_in_a_paper),
        publisher: publisher.filter(|_| !is_in_a_paper),
        issued: entry.published.map(CslDate::from),
        accessed: entry.accessed.map(CslDate::from),
        url: entry.url.as_deref(),
        language: entry.language.as_deref(),
        custom: entry.kind.map(|kind| CslCustom {
            kind: kind.as_str(),
        }),
    }
}

/// Whether something of this kind appears in a paper, or in what is like one.
fn is_in_a_paper(kind: Option<SourceKind>) -> bool {
    matches!(
        kind,
        Some(SourceKind::Report | SourceKind::Wire | SourceKind::Analysis | SourceKind::Media)
    )
}

/// CSL's type for a kind of source (<https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types>).
fn kind(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::Report | SourceKind::Wire) => "article-newspaper",
        Some(SourceKind::Analysis) => "article-magazine",
        Some(SourceKind::Dataset) => "dataset",
        Some(SourceKind::Statement) => "speech",
        Some(SourceKind::Interview) => "interview",
        Some(SourceKind::Observation) => "personal_communication",
        Some(SourceKind::Media) => "broadcast",
        Some(SourceKind::Document) => "document",
        None => "webpage",
    }
}
