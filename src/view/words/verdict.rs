//! The derived status in a sentence, by the rule that gave it.

use crate::answer::{ClaimFacts, RulingAnswer};
use crate::domain::corroboration::{Attributed, Count, Needs, NotSaying};
use crate::domain::status::{Derived, Flag};
use crate::view::words::{count, counted_in_words, in_words, opponents};

/// Why the evidence gives the derived status, as a sentence that may follow a colon.
#[must_use]
pub fn because(facts: &ClaimFacts) -> String {
    let assessment = &facts.reasoning.assessment;
    let (support, refute) = (&assessment.support, &assessment.refute);
    let needs = in_words(u64::from(facts.reasoning.needs_origins));
    match assessment.derived {
        Derived::NotCheckable => "opinions and predictions are not checked.".to_owned(),
        Derived::Unverified if facts.evidence.is_empty() => {
            "the book has no evidence for or against it.".to_owned()
        }
        Derived::Unverified => {
            "nothing that counts supports it, and nothing speaks against it.".to_owned()
        }
        Derived::SingleSource => {
            format!("one origin supports it; it needs {needs} that are first-hand.")
        }
        Derived::MultiReport => multi_report(facts, support, &needs),
        Derived::Corroborated => {
            let (origins, verb) = (first_hand(support), verb(support.established, "support"));
            format!(
                "{origins} {verb} it; it needs {needs}.{}",
                still_opposed(facts)
            )
        }
        Derived::Refuted => {
            let (origins, verb) = (first_hand(refute), verb(refute.established, "refute"));
            format!(
                "{origins} {verb} it; that takes {needs}.{}",
                still_opposed(facts)
            )
        }
        Derived::Doubtful => format!(
            "all evidence is against it, from {}; {needs} that are first-hand would refute it.",
            origins(refute)
        ),
        Derived::Contested => contested(facts),
    }
}

/// The verb after a number of things.
fn verb(number: u32, verb: &str) -> String {
    let ending = if number == 1 { "s" } else { "" };
    format!("{verb}{ending}")
}

fn origins(side: &Count) -> String {
    let least = if side.at_least { "at least " } else { "" };
    let noun = if side.possible == 1 {
        "origin"
    } else {
        "independent origin"
    };
    format!(
        "{least}{}",
        counted_in_words(u64::from(side.possible), noun)
    )
}

fn first_hand(side: &Count) -> String {
    counted_in_words(
        u64::from(side.established),
        "independent, first-hand origin",
    )
}

fn multi_report(facts: &ClaimFacts, support: &Count, needs: &str) -> String {
    let (origins, verb) = (origins(support), verb(support.possible, "support"));
    if facts
        .reasoning
        .assessment
        .flags
        .contains(Flag::AllInterested)
    {
        return format!("{origins} {verb} it, but every first-hand one has a stake.");
    }
    let first_hand = match support.established {
        0 => "none is first-hand".to_owned(),
        1 => "only one is first-hand".to_owned(),
        some => format!("only {} are first-hand", in_words(u64::from(some))),
    };
    format!("{origins} {verb} it, but {first_hand}; it needs {needs}.")
}

/// What still speaks against a claim whose evidence is firm, or for one that is refuted.
fn still_opposed(facts: &ClaimFacts) -> String {
    if !facts.reasoning.assessment.flags.contains(Flag::Opposed) {
        return String::new();
    }
    match opponents(facts) {
        Some(opponents) => format!(" But {opponents}"),
        None => " Some evidence still says otherwise.".to_owned(),
    }
}

fn contested(facts: &ClaimFacts) -> String {
    let assessment = &facts.reasoning.assessment;
    let (support, refute) = (&assessment.support, &assessment.refute);
    let opponents = opponents(facts).unwrap_or_else(|| "somebody speaks against it.".to_owned());
    match (support.possible, refute.possible) {
        (0, 0) => format!("{opponents} Nobody independent has confirmed or disproved it."),
        (_, 0) => format!(
            "{} {} it, and {opponents}",
            origins(support),
            verb(support.possible, "support")
        ),
        (0, _) => format!(
            "{} {} it, none that counts supports it.",
            origins(refute),
            verb(refute.possible, "refute")
        ),
        _ => format!(
            "{} {} it, {} {} it.",
            origins(support),
            verb(support.possible, "support"),
            origins(refute),
            verb(refute.possible, "refute")
        ),
    }
}

/// That the speaker said it, and how the book knows, for a reader of a report; `None` if nobody looked.
#[must_use]
pub fn said(facts: &ClaimFacts) -> Option<String> {
    let from = |row: usize| {
        let row = facts.row(row);
        let day = row
            .published
            .as_ref()
            .map_or_else(String::new, |day| format!(" of {day}"));
        format!("{}{day}", row.title.as_ref().unwrap_or(&row.source))
    };
    Some(match facts.reasoning.attribution? {
        Attributed::NoRow | Attributed::NothingCounts => return None,
        Attributed::OnlyRefuted(row) => {
            format!("The evidence is that they did not say it: {}.", from(row))
        }
        Attributed::Denied(row) => format!("That they said it is denied: {}.", from(row)),
        Attributed::BothSides(one, other) => {
            format!(
                "Whether they said it is open: {} against {}.",
                from(one),
                from(other)
            )
        }
        Attributed::BySpeaker(row) | Attributed::OwnReporting(row) => {
            format!("They said it: {}.", from(row))
        }
        Attributed::Independent(one, other) => {
            format!("They said it: {} and {}.", from(one), from(other))
        }
        Attributed::Reported(row) => format!("Others report that they said it: {}.", from(row)),
    })
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
    if row.line == 0 {
        return row.source.clone();
    }
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
