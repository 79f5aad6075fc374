//! The report as a neutral page.

use crate::view::page::Page;
use crate::view::report::Report;

/// The page.
#[must_use]
pub fn page(report: &Report) -> Page {
    let _ = report;
    Page::default()
}
