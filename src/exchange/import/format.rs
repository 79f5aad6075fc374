//! The formats that can be imported, how to tell them apart, and the reader of each.

use crate::document::mapping::Mapping;
use crate::exchange::import::claim_review::ReviewTerms;
use crate::exchange::import::record::Reading;
use crate::exchange::import::{
    ReadingError, annotations, averitec, citations, claim_review, json, table,
};
use crate::extract;
use serde_json::Value as Json;

/// A format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignFormat {
    /// A table with commas, semicolons or tabs.
    Table,
    /// Fact-checks: pages, files or feeds with `ClaimReview`, or the answers of Google's API.
    ClaimReview,
    /// Sources in CSL-JSON.
    CslJson,
    /// Sources in a `.bib` file.
    BibTex,
    /// Sources in RIS.
    Ris,
    /// Claims of the data set `AVeriTeC`.
    AveriTec,
    /// Annotations of the W3C or of Hypothesis.
    Annotations,
}

/// How to read a file.
#[derive(Clone, Copy, Debug)]
pub struct ReadingTerms<'t> {
    /// The mapping; empty if there is none.
    pub mapping: &'t Mapping,
    /// The name of the import.
    pub name: &'t str,
    /// Whether the new claims have an article.
    pub has_article: bool,
    /// Our own organisation, folded.
    pub own: Option<&'t str>,
    /// Whether our own reviews become rulings.
    pub as_own: bool,
}

impl ForeignFormat {
    /// The format that a file looks like. Everything can be a table.
    #[must_use]
    pub fn guess(text: &str) -> Self {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('<') {
            return Self::ClaimReview;
        }
        if start.starts_with(['{', '['])
            && let Some(values) = json::values(text)
        {
            return of_json(&values);
        }
        let mut lines = start.lines();
        if lines.clone().any(|line| line.starts_with("TY  -")) {
            return Self::Ris;
        }
        let is_entry = |line: &str| {
            let line = line.trim_start();
            line.starts_with('@') && line.contains('{')
        };
        if lines.any(is_entry) {
            return Self::BibTex;
        }
        Self::Table
    }
}

fn of_json(values: &[Json]) -> ForeignFormat {
    let first = values.first();
    let has = |key: &str| first.is_some_and(|first| first.get(key).is_some());
    let inner = |key: &str, of: &str| {
        let list = first.and_then(|first| first.get(key));
        let one = list.and_then(|list| list.get(0));
        one.is_some_and(|one| one.get(of).is_some())
    };
    if has("claim") && (has("questions") || has("label")) {
        return ForeignFormat::AveriTec;
    }
    if has("target") || inner("rows", "target") || inner("items", "target") {
        return ForeignFormat::Annotations;
    }
    let is_item = has("id") && has("type") || inner("items", "type");
    if is_item && !has("@type") && !has("@context") {
        return ForeignFormat::CslJson;
    }
    ForeignFormat::ClaimReview
}

/// Reads the bytes of a file, whose text this is.
///
/// # Errors
/// If the file is not in the format.
pub fn read(
    format: ForeignFormat,
    (bytes, text): (&[u8], &str),
    terms: ReadingTerms<'_>,
) -> Result<Reading, ReadingError> {
    let values = || {
        json::values(text).ok_or_else(|| ReadingError::Format {
            format: "JSON",
            reason: "neither one value nor a value in each line".to_owned(),
        })
    };
    Ok(match format {
        ForeignFormat::Table => table::read(text, terms.mapping, terms.name)?,
        ForeignFormat::CslJson => citations::read_csl(&values()?),
        ForeignFormat::BibTex => citations::read_bibtex(text),
        ForeignFormat::Ris => citations::read_ris(text),
        ForeignFormat::AveriTec => averitec::read(&values()?, terms.mapping),
        ForeignFormat::Annotations => annotations::read(&values()?, terms.has_article),
        ForeignFormat::ClaimReview => {
            let reviews = ReviewTerms {
                mapping: terms.mapping,
                own: terms.own,
                as_own: terms.as_own,
            };
            let values = if text.trim_start().starts_with('<') {
                structured(bytes)?
            } else {
                values()?
            };
            claim_review::read(&values, reviews)
        }
    })
}

fn structured(bytes: &[u8]) -> Result<Vec<Json>, ReadingError> {
    extract::structured(bytes).map_err(|error| ReadingError::Format {
        format: "a web page",
        reason: error.to_string(),
    })
}
