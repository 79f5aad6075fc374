//! The numbers by which a report names its claims and sources, so that no reader meets a raw id.

use crate::view::report::Report;
use std::collections::BTreeMap;

/// The numbers of the claims and sources of a report, from 1.
pub struct ReportNumbers<'a> {
    claims: BTreeMap<&'a str, usize>,
    sources: BTreeMap<&'a str, usize>,
}

impl<'a> ReportNumbers<'a> {
    /// The numbers of a report: claims and sources count in the order in which it lists them.
    #[must_use]
    pub fn new(report: &'a Report) -> Self {
        let claims = report.claims.iter().map(|claim| claim.claim.id.as_str());
        let sources = report.sources.iter().map(|source| source.id.as_str());
        Self {
            claims: claims.zip(1..).collect(),
            sources: sources.zip(1..).collect(),
        }
    }

    /// The number of a claim; `None` if it is not in the report.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<usize> {
        self.claims.get(id).copied()
    }

    /// The number of a source; `None` if it is not in the report.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<usize> {
        self.sources.get(id).copied()
    }
}
