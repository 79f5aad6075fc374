//! The derived status in a sentence, by the rule that gave it, and what would change it.

use crate::answer::ClaimFacts;
use crate::answer::facts::Reasoning;
use crate::domain::corroboration::{Count, HouseName, NextStep};
use crate::domain::status::{ContestedBy, Derived, Flag};
use crate::view::words::{count, few, reason};
use std::collections::BTreeMap;

/// Why the evidence gives the derived status.
#[must_use]
pub fn because(reasoning: &Reasoning) -> String {
    let assessment = &reasoning.assessment;
    let (support, refute) = (&assessment.support, &assessment.refute);
    let needs = reasoning.needs_origins;
    let opposed = if assessment.flags.contains(Flag::Opposed) {
        "; something still speaks against it"
    } else {
        ""
    };
    match assessment.derived {
        Derived::NotCheckable => "opinions and predictions are not checked.".to_owned(),
        Derived::Unverified => {
            "nothing that counts supports it, and nothing speaks against it.".to_owned()
        }
        Derived::SingleSource => {
            format!("one independent origin supports it, and it needs {needs} established ones.")
        }
        Derived::MultiReport => multi_report(reasoning, support, needs),
        Derived::Corroborated => {
            let origins = established(support);
            format!("{origins} support it, and it needs {needs}{opposed}.")
        }
        Derived::Refuted => {
            let origins = established(refute);
            format!("{origins} refute it, and that takes {needs}{opposed}.")
        }
        Derived::Doubtful => format!(
            "all evidence is against it, with {} of the {needs} established origins that refute.",
            refute.established
        ),
        Derived::Contested => contested(assessment.contested_by, support, refute),
    }
}

fn established(side: &Count) -> String {
    count(side.established, "established independent origin")
}

fn multi_report(reasoning: &Reasoning, support: &Count, needs: u8) -> String {
    let origins = count(support.possible, "independent origin");
    if reasoning.assessment.flags.contains(Flag::AllInterested) {
        format!("{origins} support it, but every established one has a stake.")
    } else {
        format!(
            "{origins} support it, but only {} of the {needs} that it needs are established.",
            support.established
        )
    }
}

fn contested(by: Option<ContestedBy>, support: &Count, refute: &Count) -> String {
    let sides = format!(
        "{} for it, {} against it",
        count(support.possible, "independent origin"),
        count(refute.possible, "origin")
    );
    match by {
        Some(ContestedBy::Evidence) => format!("there is evidence on both sides: {sides}."),
        Some(ContestedBy::Denial) => {
            format!("{sides}, and a denial keeps it open: a denial is not a refutation.")
        }
        Some(ContestedBy::Interpretation) => {
            format!("{sides}, and somebody reads the same facts differently.")
        }
        None => format!("{sides}."),
    }
}

/// What would change the derived status: first what to find, then what to establish. Rows that lack the same are together.
#[must_use]
pub fn next_steps(facts: &ClaimFacts) -> Vec<String> {
    let mut find = Vec::new();
    let mut establish: Vec<(String, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for step in &facts.reasoning.next_steps {
        match step {
            NextStep::NeedsEstablishedOrigins { n, not_of_houses } => {
                let more = count(*n, "more established independent origin");
                find.push(format!("{more}{}", not_from(not_of_houses)));
            }
            NextStep::NeedsDisinterestedOrigin { not_of_houses } => {
                let not_from = not_from(not_of_houses);
                find.push(format!("an established origin without a stake{not_from}"));
            }
            NextStep::AnswerEvidence(rows) => {
                let sources = few(&sources(facts, rows), ", ");
                find.push(format!(
                    "an answer to the evidence on the other side: {sources}"
                ));
            }
            NextStep::AnswerDenial { rows, counters } => {
                let mut denials = sources(facts, rows);
                let rivals = counters.iter().map(|place| facts.rival(*place));
                denials.extend(rivals);
                find.push(format!(
                    "evidence that answers the denial: {}",
                    few(&denials, ", ")
                ));
            }
            NextStep::Establish { row } => {
                let row = facts.row(*row);
                let lacks = reason::lacks(row).join("; ");
                let place = places.entry(lacks.clone()).or_insert(establish.len());
                match establish.get_mut(*place) {
                    Some((_, sources)) => sources.push(&row.source),
                    None => establish.push((lacks, vec![&row.source])),
                }
            }
        }
    }
    let establish = establish.into_iter();
    find.extend(
        establish
            .map(|(lacks, rows)| format!("{} becoming established: {lacks}", few(&rows, ", "))),
    );
    find
}

fn sources<'a>(facts: &'a ClaimFacts, rows: &[usize]) -> Vec<&'a str> {
    rows.iter().map(|row| facts.source_of(*row)).collect()
}

fn not_from(houses: &[HouseName]) -> String {
    if houses.is_empty() {
        String::new()
    } else {
        format!(", but not from: {}", reason::houses(houses))
    }
}
