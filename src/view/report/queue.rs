//! What needs a person next, and why.

use crate::answer::{ClaimFacts, ClaimRow};
use crate::domain::claim::{ClaimKind, Outcome};
use crate::domain::date::Date;
use crate::domain::evidence::About;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{Derived, Flag, Status};
use crate::domain::words::words;
use crate::view::report::{QueueEntry, Reason};
use crate::view::words;
use chrono::NaiveDate;

/// What an empty queue says.
pub const NOTHING_WAITS: &str = "Nothing waits: no claim is contested without a ruling, ruled without evidence, fragile, stale or reopened.";

words! {
    /// Why a claim needs a person, the most pressing first: what was ruled and may no longer hold, what two parties dispute,
    /// what is weak, what is old.
    Matter {
        /// Evidence came in after the ruling.
        Reopen = "reopen",
        /// Its text changed after the ruling.
        Reworded = "reworded",
        /// The ruling and the evidence contradict each other.
        RulingDiffers = "ruling-differs",
        /// It is ruled, and nothing on file shows it.
        RulingWithoutEvidence = "ruling-without-evidence",
        /// It is ruled confirmed or refuted on a single origin.
        SingleSource = "single-source",
        /// It is contested, and nobody has ruled.
        Contested = "contested",
        /// An answer is overdue.
        AnswerDue = "answer-due",
        /// Losing one source would weaken it.
        Fragile = "fragile",
        /// Its day to be checked again is past.
        Stale = "stale",
    }
}

/// The claims that need a person: the most pressing matter first, and within it in the report's order.
pub(super) fn queue(claims: &[ClaimFacts], today: NaiveDate) -> Vec<QueueEntry> {
    let entry = |facts: &ClaimFacts| QueueEntry {
        claim: facts.claim.id.clone(),
        text: facts.claim.text.clone(),
        status: facts.claim.status,
        reasons: reasons(facts, today),
    };
    let mut queue: Vec<QueueEntry> = claims
        .iter()
        .map(entry)
        .filter(|entry| !entry.reasons.is_empty())
        .collect();
    queue.sort_by_key(|entry| entry.reasons.first().map(|reason| reason.matter));
    queue
}

fn reasons(facts: &ClaimFacts, today: NaiveDate) -> Vec<Reason> {
    let reason = |matter: &Matter| {
        Some(Reason {
            matter: *matter,
            why: why(*matter, facts, today)?,
        })
    };
    Matter::ALL.iter().filter_map(reason).collect()
}

/// Why the claim needs a person in this matter, if it does.
fn why(matter: Matter, facts: &ClaimFacts, today: NaiveDate) -> Option<String> {
    let claim = &facts.claim;
    let ruling = claim
        .ruling
        .as_ref()
        .filter(|ruling| ruling.status != RulingStatus::Open);
    let flagged = |flag: Flag| claim.flags.contains(&flag);
    match matter {
        Matter::Reopen => {
            flagged(Flag::Reopen).then(|| "new evidence came in after the ruling".to_owned())
        }
        Matter::Reworded => flagged(Flag::Reworded)
            .then(|| "its text changed after the ruling: does the ruling still hold?".to_owned()),
        Matter::RulingDiffers => ruling
            .filter(|_| flagged(Flag::RulingDiffers))
            .map(|ruling| {
                let derived = claim.derived_status;
                format!(
                    "a person ruled it {}, but its evidence gives {derived}",
                    ruling.status
                )
            }),
        Matter::RulingWithoutEvidence => without_evidence(facts),
        Matter::SingleSource => is_thin(claim).then(|| {
            let ruled = claim.status;
            format!("a person ruled it {ruled} on a single origin")
        }),
        Matter::Contested => {
            (claim.status == Status::Contested && ruling.is_none()).then(|| unanswered(claim))
        }
        Matter::AnswerDue => overdue(facts, today),
        Matter::Fragile => flagged(Flag::Fragile).then(|| fragile(facts)),
        Matter::Stale => flagged(Flag::Stale).then(|| stale(facts)),
    }
}

/// A ruling that nothing on file shows. A refutation needs proof as a confirmation does.
fn without_evidence(facts: &ClaimFacts) -> Option<String> {
    let claim = &facts.claim;
    let ruled = claim.ruling.as_ref()?.status;
    let has_content = facts
        .evidence
        .iter()
        .any(|row| row.about == About::Content || claim.kind.is_some_and(ClaimKind::is_speech));
    let counted = match ruled {
        RulingStatus::Confirmed => claim.support.possible,
        RulingStatus::Refuted => claim.refute.possible,
        RulingStatus::Misleading if !has_content => 0,
        _ => return None,
    };
    if counted > 0 {
        return None;
    }
    Some(if has_content {
        format!("a person ruled it {ruled}, but no evidence on file counts for that")
    } else {
        format!("a person ruled it {ruled} without evidence on file")
    })
}

/// Whether a ruling rests on a single origin, and the evidence alone gives no firm status.
fn is_thin(claim: &ClaimRow) -> bool {
    match claim.status {
        Status::Confirmed => claim.derived_status == Derived::SingleSource,
        Status::Refuted => claim.derived_status == Derived::Doubtful && claim.refute.possible == 1,
        _ => false,
    }
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

/// The parties whose answer is overdue.
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
    // A ruling applies until a person changes it, whatever its evidence loses.
    let what = if facts.claim.ruling.is_some() {
        "its evidence"
    } else {
        "it"
    };
    match facts.reasoning.fragile_on.as_slice() {
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
    match &facts.extras.recheck_by {
        Some(day) => format!("its next check was due by {day}"),
        None => "its next check is overdue".to_owned(),
    }
}
