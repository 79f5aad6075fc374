//! The report as a CSV file: a record for each claim, with the columns of `list --format csv` and those that the report
//! adds.

use crate::answer::sides::Bearing;
use crate::domain::evidence::Stance;
use crate::view::claims;
use crate::view::report::evidence::EvidenceSide;
use crate::view::report::{EvidenceGroup, Report, ReportClaim, ReportRow};
use crate::view::table::{Cell, Column, TableRow};
use crate::view::words;
use std::collections::BTreeMap;

/// The columns that the report adds.
const ADDED: [&str; 5] = ["needs", "fragile_on", "left_out", "waits_for", "recheck_by"];

/// The columns.
#[must_use]
pub fn columns() -> Vec<Column> {
    let mut columns = claims::record_columns(true);
    columns.extend(Column::of_content(ADDED));
    columns
}

/// The records, in the report's order.
pub fn rows(report: &Report) -> impl Iterator<Item = TableRow> {
    let waiting: BTreeMap<&str, String> = report
        .queue
        .iter()
        .map(|waiting| {
            let why: Vec<&str> = waiting
                .reasons
                .iter()
                .map(|reason| reason.why.as_str())
                .collect();
            (waiting.claim.as_str(), why.join("; "))
        })
        .collect();
    report
        .claims
        .iter()
        .map(move |claim| row(claim, waiting.get(claim.claim.id.as_str()).cloned()))
}

fn row(claim: &ReportClaim, waits_for: Option<String>) -> TableRow {
    let phrases = |sides: &[EvidenceSide]| -> Vec<String> {
        let groups = claim.evidence.iter();
        let rows = groups
            .filter(|group| sides.contains(&group.side))
            .flat_map(rows_of);
        rows.map(phrase).collect()
    };
    let mut against = phrases(&[EvidenceSide::Refutes, EvidenceSide::Denies]);
    against.extend(claim.counter_claims.iter().map(|id| format!("claim {id}")));
    let supports = phrases(&[EvidenceSide::Supports]);
    let mut row = claims::record(&claim.claim, Some([supports, against]));
    let left_out = claim.evidence.iter().flat_map(rows_of).filter_map(|row| {
        let why = row.left_out.as_ref()?;
        Some(format!("{}: {why}", row.evidence.source))
    });
    let added = [
        claim.needs_origins.to_string(),
        claim.fragile_on.join("; "),
        left_out.collect::<Vec<_>>().join("; "),
        waits_for.unwrap_or_default(),
        claim.recheck_by.clone().unwrap_or_default(),
    ];
    row.extend(added.map(Cell::plain));
    row
}

fn rows_of(group: &EvidenceGroup) -> impl Iterator<Item = &ReportRow> {
    group.origins.iter().flat_map(|origin| &origin.rows)
}

/// A row of evidence in a few words: who, and in which source; of somebody's word in another's paper, the paper.
fn phrase(row: &ReportRow) -> String {
    let row = &row.evidence;
    if let (Some(voice), Some(paper)) = (row.speaks(), row.paper()) {
        let how = Bearing::Evidence(row.stance);
        let word = words::in_papers(how, std::slice::from_ref(&paper.name));
        return format!("{}{word}", voice.name);
    }
    let stance = match row.stance {
        Stance::Denies => " denies it",
        Stance::Disputes => " disputes it",
        Stance::Supports | Stance::Refutes | Stance::Qualifies | Stance::Context => "",
    };
    let publisher = row.publisher.as_ref().map(|party| party.name.as_str());
    let voice = row.speaks().map(|party| party.name.as_str());
    let who = voice
        .or(publisher)
        .or(row.title.as_deref())
        .unwrap_or("a source");
    format!("{who}{stance} ({})", row.source)
}
