//! The caption of the picture of a claim's evidence: the finding.

use crate::answer::ClaimFacts;
use crate::domain::status::Derived;
use crate::view::report::bands::BandSide;
use crate::view::words;
use std::collections::BTreeSet;

/// The finding: how many reports come down to how many origins, and how many it needs.
pub(super) fn caption(facts: &ClaimFacts) -> String {
    let assessment = &facts.reasoning.assessment;
    let support = &assessment.support;
    let mut parts: Vec<String> = Vec::new();
    let told = counted(facts, BandSide::For, support.possible);
    parts.extend(told.map(|told| format!("{}.", words::upper(&told))));
    if support.possible > 0 && assessment.derived != Derived::NotCheckable {
        parts.push(need(
            support.established,
            support.possible,
            facts.reasoning.needs_origins,
        ));
    }
    let against = counted(facts, BandSide::Against, assessment.refute.possible);
    parts.extend(against.map(|told| format!("Against it: {told}.")));
    parts.extend(words::opponents(facts));
    if parts.is_empty() {
        return "Nothing counts for it or against it.".to_owned();
    }
    parts.join(" ")
}

/// The reports of a side and their origins; `None` if the side is empty.
fn counted(facts: &ClaimFacts, side: BandSide, origins: u32) -> Option<String> {
    let rows = facts
        .evidence
        .iter()
        .filter(|row| BandSide::of(row) == side);
    let reports: BTreeSet<&str> = rows.map(|row| row.source.as_str()).collect();
    let reports = words::counted_in_words(words::number(reports.len()), "report");
    (origins > 0).then(|| {
        format!(
            "{reports}, {}",
            words::counted_in_words(u64::from(origins), "origin")
        )
    })
}

fn need(established: u32, possible: u32, needs: u8) -> String {
    let needs_words = words::in_words(u64::from(needs));
    if established >= u32::from(needs) || established == possible {
        format!("It needs {needs_words}.")
    } else {
        let first_hand = match established {
            0 => "None is first-hand".to_owned(),
            1 => "Only one is first-hand".to_owned(),
            some => format!("Only {} are first-hand", words::in_words(u64::from(some))),
        };
        format!("{first_hand}; it needs {needs_words}.")
    }
}
