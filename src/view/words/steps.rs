//! What would change the derived status of a claim: what to find, and what to trace.

use crate::answer::facts::Reasoning;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::{HouseName, NextStep, RootLack};
use crate::domain::status::Derived;
use crate::view::words::{few, in_words, reason};
use std::collections::BTreeMap;

/// What would change the derived status, and to which: first what to find, then what to establish. Rows that lack the same
/// are together.
#[must_use]
pub fn next_steps(facts: &ClaimFacts) -> Vec<String> {
    let against = is_against(&facts.reasoning);
    let (side, other) = if against {
        ("against it", "for it")
    } else {
        ("for it", "against it")
    };
    let mut find: Vec<String> = Vec::new();
    let mut answer = None;
    let mut establish = Vec::new();
    for step in &facts.reasoning.next_steps {
        match step {
            NextStep::NeedsEstablishedOrigins { n, not_of_houses } => {
                let (number, more) = (in_words(u64::from(*n)), "more independent, first-hand");
                let ending = if *n == 1 { "" } else { "s" };
                let not_from = not_from(not_of_houses);
                find.push(format!("{number} {more} report{ending} {side}{not_from}"));
            }
            NextStep::NeedsDisinterestedOrigin { not_of_houses } => {
                let not_from = not_from(not_of_houses);
                find.push(format!(
                    "a first-hand report {side} by somebody without a stake{not_from}"
                ));
            }
            NextStep::AnswerEvidence(rows) => {
                let sources = few(&sources(facts, rows), ", ");
                find.push(format!("an answer to the evidence {other}: {sources}"));
            }
            NextStep::AnswerDenial { rows, counters } => {
                answer = Some(answer_denial(facts, rows, counters));
            }
            NextStep::Establish { row } => establish.push(facts.row(*row)),
        }
    }
    let to_be = if against {
        "to be refuted"
    } else {
        "to be solid"
    };
    let find = (!find.is_empty()).then(|| format!("{to_be} it needs {}", find.join("; and ")));
    let establish = to_establish(facts, &establish).into_iter();
    find.into_iter().chain(answer).chain(establish).collect()
}

/// Whether the evidence points to a refutation: all that counts is against the claim.
fn is_against(reasoning: &Reasoning) -> bool {
    let assessment = &reasoning.assessment;
    assessment.support.possible == 0 && assessment.refute.possible > 0
}

/// An answer to the denials, and the status that the claim has without them. With evidence against it, that depends on more.
fn answer_denial(facts: &ClaimFacts, rows: &[usize], counters: &[usize]) -> String {
    let mut denials = sources(facts, rows);
    denials.extend(counters.iter().map(|place| facts.rival(*place)));
    let answered = format!("evidence that answers the denial: {}", few(&denials, ", "));
    let assessment = &facts.reasoning.assessment;
    let without = match (assessment.refute.possible, assessment.support.possible) {
        (0, 0) => Derived::Unverified,
        (0, 1) => Derived::SingleSource,
        (0, _) => Derived::MultiReport,
        _ => return answered,
    };
    format!("{answered}; without the denial it is {without}")
}

/// How to make rows first-hand, those that lack the same together.
fn to_establish(facts: &ClaimFacts, rows: &[&EvidenceAccount]) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let lacks = passed_on(row).unwrap_or_else(|| {
            format!(
                "are not first-hand yet: {}",
                reason::lacks(facts, row).join("; ")
            )
        });
        let place = *places.entry(lacks.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, sources)) => sources.push(&row.source),
            None => groups.push((lacks, vec![&row.source])),
        }
    }
    let told = groups.into_iter().map(|(lacks, mut rows)| {
        rows.dedup();
        let is_one = rows.len() == 1;
        let rows = few(&rows, ", ");
        match lacks.strip_prefix("are not first-hand yet") {
            Some(lacks) if is_one => format!("{rows} is not first-hand yet{lacks}"),
            Some(lacks) => format!("{rows} are not first-hand yet{lacks}"),
            None => format!(
                "{lacks}: {rows} only {} it on",
                if is_one { "passes" } else { "pass" }
            ),
        }
    });
    told.collect()
}

/// That somebody should find out where an origin has its news from, if a row only passes that origin on.
fn passed_on(row: &EvidenceAccount) -> Option<String> {
    let root = row.origins.only()?;
    let is_far = root.lack == Some(RootLack::NotOwnReporting) && root.first() != row.source;
    (is_far && row.lacks.is_empty()).then(|| format!("find out where {} has it from", root.first()))
}

fn sources<'a>(facts: &'a ClaimFacts, rows: &[usize]) -> Vec<&'a str> {
    rows.iter().map(|row| facts.source_of(*row)).collect()
}

fn not_from(houses: &[HouseName]) -> String {
    if houses.is_empty() {
        String::new()
    } else {
        format!(", not from {}", reason::houses(houses))
    }
}
