//! The derived status in a sentence, by the rule that gave it, and what would change it.

use crate::answer::facts::Reasoning;
use crate::answer::{ClaimFacts, EvidenceAccount, RulingAnswer};
use crate::domain::corroboration::{Attributed, Count, HouseName, Needs, NextStep, NotSaying};
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
        Some(ContestedBy::Denial) if support.possible + refute.possible == 0 => {
            "nothing that counts is for it or against it. Somebody denies it, and a denial is not evidence.".to_owned()
        }
        Some(ContestedBy::Denial) => {
            format!("{sides}, and a denial keeps it open: a denial is not a refutation.")
        }
        Some(ContestedBy::Interpretation) => {
            format!("{sides}, and somebody reads the same facts differently.")
        }
        None => format!("{sides}."),
    }
}

/// What holds for the claim as a whole beside its status: how many origins it needs and why, and whether interest matters.
#[must_use]
pub fn rules(facts: &ClaimFacts) -> Vec<String> {
    let place = |row| place(facts, row);
    let needs = match facts.reasoning.needs {
        Needs::Claim | Needs::Policy(None) => None,
        Needs::Saying(row) => {
            let place = place(row);
            Some(format!(
                "One origin is enough, because {place} is the saying itself."
            ))
        }
        Needs::Policy(Some((row, why))) => Some(format!(
            "It needs {}, because {} {}.",
            count(facts.reasoning.needs_origins, "established origin"),
            place(row),
            not_the_saying(why)
        )),
    };
    let interest = (!facts.reasoning.interest_applies).then(|| {
        "Who has a stake does not matter, because the speaker's own words are in question."
            .to_owned()
    });
    needs.into_iter().chain(interest).collect()
}

/// The source and the line of a row.
fn place(facts: &ClaimFacts, row: usize) -> String {
    let row = facts.row(row);
    format!("`{}` (line {})", row.source, row.line)
}

/// Why the attribution has its status, by the one rule that gave it; `None` if the claim names no speaker.
#[must_use]
pub fn attribution(facts: &ClaimFacts) -> Option<String> {
    let place = |row| place(facts, row);
    let why = match facts.reasoning.attribution? {
        Attributed::NoRow => "no row is about whether they said it".to_owned(),
        Attributed::NothingCounts => {
            "no row that counts says that they said it, or that they did not".to_owned()
        }
        Attributed::OnlyRefuted(row) => {
            format!(
                "{} refutes that they said it, and nothing supports it",
                place(row)
            )
        }
        Attributed::Denied(row) => {
            format!("{} {} that they said it", place(row), facts.row(row).stance)
        }
        Attributed::BothSides(supports, refutes) => format!(
            "{} supports that they said it, and {} refutes it",
            place(supports),
            place(refutes)
        ),
        Attributed::BySpeaker(row) => {
            format!("the speaker's own house publishes {}", place(row))
        }
        Attributed::OwnReporting(row) => format!("{} is own reporting", place(row)),
        Attributed::Independent(one, other) => {
            format!("{} and {} are independent", place(one), place(other))
        }
        Attributed::Reported(row) => format!(
            "{} supports it, but no row is own reporting or from the speaker's house, and no two are independent",
            place(row)
        ),
    };
    Some(format!("{why}."))
}

/// That a ruling has no effect yet, because its date is after today.
#[must_use]
pub fn pending_ruling(ruling: &RulingAnswer) -> String {
    let (status, by, on) = (ruling.status, &ruling.by, &ruling.on);
    format!("The ruling {status} by {by} has no effect yet: it is dated {on}.")
}

/// That the retraction of a source has no effect yet, because its date is after today.
#[must_use]
pub fn pending_retraction(source: &str, on: &str) -> String {
    format!("The retraction of `{source}` has no effect yet: it is dated {on}.")
}

/// Why a row from the quoted house does not make one origin enough, to follow its name.
fn not_the_saying(why: NotSaying) -> &'static str {
    match why {
        NotSaying::QuotedNotWritten => {
            "would be the saying itself only if the claim wrote out `quoted`"
        }
        NotSaying::NotEstablished => "is the saying itself, but not established",
        NotSaying::Outlet => "comes from an outlet of the house, and `quoted` names another part",
        NotSaying::Copy => "is a copy of the saying",
        NotSaying::OtherVoice => "carries another voice",
        NotSaying::NotDocument => "is not a document, and only a document does the act",
    }
}

/// What would change the derived status, and to which: first what to find, then what to establish. Rows that lack the same
/// are together.
#[must_use]
pub fn next_steps(facts: &ClaimFacts) -> Vec<String> {
    let against = is_against(&facts.reasoning);
    let (side, other, firm) = if against {
        ("against it", "for it", Derived::Refuted)
    } else {
        ("for it", "against it", Derived::Corroborated)
    };
    let mut find: Vec<String> = Vec::new();
    let mut answer = None;
    let mut establish = Vec::new();
    for step in &facts.reasoning.next_steps {
        match step {
            NextStep::NeedsEstablishedOrigins { n, not_of_houses } => {
                let more = count(*n, "more established independent origin");
                find.push(format!("{more} {side}{}", not_from(not_of_houses)));
            }
            NextStep::NeedsDisinterestedOrigin { not_of_houses } => {
                let not_from = not_from(not_of_houses);
                find.push(format!(
                    "an established origin {side} without a stake{not_from}"
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
    let find = (!find.is_empty()).then(|| format!("{}; then it is {firm}", find.join("; and ")));
    let establish = to_establish(facts, &establish).into_iter();
    let establish = establish
        .map(|(lacks, rows)| format!("{} becoming established {side}: {lacks}", few(&rows, ", ")));
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

/// Rows to establish, those that lack the same together.
fn to_establish<'a>(
    facts: &ClaimFacts,
    rows: &[&'a EvidenceAccount],
) -> Vec<(String, Vec<&'a str>)> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let lacks = reason::lacks(facts, row).join("; ");
        let place = *places.entry(lacks.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, sources)) => sources.push(&row.source),
            None => groups.push((lacks, vec![&row.source])),
        }
    }
    groups
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
