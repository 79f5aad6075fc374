//! What needs a person next, and why.

use crate::answer::ClaimFacts;
use crate::answer::ClaimRow;
use crate::domain::claim::Outcome;
use crate::domain::date::Date;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;
use crate::domain::status::Flag;
use crate::domain::status::Status;
use crate::view::report::Reason;
use crate::view::report::Waiting;
use crate::view::words;
use chrono::NaiveDate;

/// What is said where the queue is empty.
pub const NOTHING_WAITS: &str =
    "Nothing waits: no claim is contested without a ruling, fragile, stale or reopened.";

/// The matters, the most pressing first: what was ruled and may no longer hold, what two parties fight over, what is weak,
/// what is old.
const MATTERS: [&str; 7] = [
    "reopen",
    "ruling-differs",
    "single-source",
    "contested",
    "answer-due",
    "fragile",
    "stale",
];

/// The claims that need a person, the most pressing matter first, and in the report's order within it.
pub(super) fn queue(claims: &[ClaimFacts], today: NaiveDate) -> Vec<Waiting> {
    let mut queue: Vec<Waiting> = claims
        .iter()
        .map(|facts| Waiting {
            claim: facts.claim.id.clone(),
            text: facts.claim.text.clone(),
            status: facts.claim.status,
            reasons: reasons(facts, today),
        })
        .filter(|waiting| !waiting.reasons.is_empty())
        .collect();
    let pressing = |waiting: &Waiting| {
        let first = waiting.reasons.first().map_or("", |reason| reason.matter);
        MATTERS.iter().position(|matter| *matter == first)
    };
    queue.sort_by_key(pressing);
    queue
}

fn reasons(facts: &ClaimFacts, today: NaiveDate) -> Vec<Reason> {
    let claim = &facts.claim;
    let ruling = claim
        .ruling
        .as_ref()
        .filter(|ruling| ruling.status != RulingStatus::Open);
    let flagged = |flag: Flag| claim.flags.contains(&flag);
    let why = |matter: &str| match matter {
        "reopen" => {
            flagged(Flag::Reopen).then(|| "new evidence came in after the ruling".to_owned())
        }
        "ruling-differs" => flagged(Flag::RulingDiffers).then(|| {
            let ruled = ruling.map_or("", |ruling| ruling.status.as_str());
            format!(
                "it is ruled {ruled}, and its evidence gives {}",
                claim.derived_status
            )
        }),
        "single-source" => is_thinly_confirmed(claim)
            .then(|| "it is ruled confirmed on a single origin".to_owned()),
        "contested" => {
            (claim.status == Status::Contested && ruling.is_none()).then(|| unanswered(claim))
        }
        "answer-due" => overdue(facts, today),
        "fragile" => flagged(Flag::Fragile).then(|| fragile(facts)),
        _ => flagged(Flag::Stale).then(|| stale(facts)),
    };
    MATTERS
        .iter()
        .filter_map(|matter| {
            Some(Reason {
                matter,
                why: why(matter)?,
            })
        })
        .collect()
}

fn is_thinly_confirmed(claim: &ClaimRow) -> bool {
    claim.status == Status::Confirmed
        && matches!(
            claim.derived_status,
            Derived::SingleSource | Derived::Unverified
        )
}

fn unanswered(claim: &ClaimRow) -> String {
    match claim.contested_by {
        Some(by) => format!(
            "it is contested by {}, and nobody has ruled",
            words::contested_by(by)
        ),
        None => "it is contested, and nobody has ruled".to_owned(),
    }
}

/// A question whose answer is due and has not come.
fn overdue(facts: &ClaimFacts, today: NaiveDate) -> Option<String> {
    let late = facts.asked.iter().filter(|asked| {
        asked
            .outcome
            .is_none_or(|outcome| outcome == Outcome::Pending)
    });
    let late = late.filter(|asked| {
        asked
            .due
            .as_deref()
            .and_then(Date::parse)
            .is_some_and(|due| due.last_day() < today)
    });
    let names: Vec<String> = late.map(|asked| asked.of.name.clone()).collect();
    (!names.is_empty()).then(|| format!("the answer of {} is overdue", words::and(&names)))
}

fn fragile(facts: &ClaimFacts) -> String {
    // A ruling stands until a person changes it, whatever its evidence loses.
    let what = if facts.claim.ruling.is_some() {
        "its evidence"
    } else {
        "it"
    };
    match facts.account.explanation.fragile_on.as_slice() {
        [] => format!("losing one source would weaken {what}"),
        [one] => format!("losing {one} would weaken {what}"),
        sources => format!(
            "losing any one of {} sources would weaken {what}: {}",
            sources.len(),
            words::and(sources)
        ),
    }
}

fn stale(facts: &ClaimFacts) -> String {
    match &facts.terms.recheck_by {
        Some(day) => format!("it was to be looked at again by {day}"),
        None => "it was to be looked at again".to_owned(),
    }
}
