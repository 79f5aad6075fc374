//! The queue in words: why a claim needs a person, and the command to begin with.

use crate::answer::ClaimFacts;
use crate::domain::claim::Outcome;
use crate::domain::date::Date;
use crate::domain::queue::Matter;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{Flag, Status};
use crate::view::words;
use chrono::NaiveDate;
use serde::Serialize;

/// What an empty queue says.
pub const NOTHING_WAITS: &str = "Nothing to do: no reply is overdue, no ruling is in question, every contested claim is ruled, and every accused is heard.";

/// A claim that needs a person.
#[derive(Clone, Debug, Serialize)]
pub struct QueueEntry {
    /// The claim's id.
    pub claim: String,
    /// Its text.
    pub text: String,
    /// Its status.
    pub status: Status,
    /// Why, the most pressing first.
    pub reasons: Vec<Reason>,
    /// The command to begin with, for the most pressing reason.
    #[serde(skip)]
    pub command: String,
}

/// Why a claim needs a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// One word for it.
    pub matter: Matter,
    /// In a sentence.
    pub why: String,
}

/// A claim that needs a person in these matters, in words.
#[must_use]
pub fn entry(facts: &ClaimFacts, matters: &[Matter], today: NaiveDate) -> QueueEntry {
    let reason = |matter: &Matter| Reason {
        matter: *matter,
        why: why(*matter, facts, today),
    };
    QueueEntry {
        claim: facts.claim.id.clone(),
        text: facts.claim.text.clone(),
        status: facts.claim.status,
        reasons: matters.iter().map(reason).collect(),
        command: matters
            .first()
            .map_or_else(String::new, |matter| command(*matter, facts)),
    }
}

/// What the claims of a matter have in common, to follow their number.
#[must_use]
pub fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::ReplyOverdue => "with a reply overdue",
        Matter::Reopened => "whose ruling is in question",
        Matter::Contested => "contested without a ruling",
        Matter::Unheard => "that accuse somebody who was not heard",
        Matter::OneOrigin => "ruled on one origin or none",
        Matter::Stale => "due for another check",
        Matter::NoEvidence => "without evidence",
    }
}

fn why(matter: Matter, facts: &ClaimFacts, today: NaiveDate) -> String {
    let claim = &facts.claim;
    match matter {
        Matter::ReplyOverdue => {
            format!(
                "the reply of {} is overdue",
                words::and(&overdue(facts, today))
            )
        }
        Matter::Reopened => reopened(facts),
        Matter::Contested => match claim.contested_by {
            Some(by) => format!(
                "contested by {}, and nobody has ruled",
                words::contested_by(by)
            ),
            None => "contested, and nobody has ruled".to_owned(),
        },
        Matter::Unheard => format!("accuses {}: not all of them were heard", accused(facts)),
        Matter::OneOrigin => {
            let is_for = claim.status == Status::Confirmed;
            let side = if is_for {
                &claim.support
            } else {
                &claim.refute
            };
            let on = if side.possible == 0 {
                "no evidence that counts"
            } else {
                "one origin"
            };
            format!("ruled {} on {on}", claim.status)
        }
        Matter::Stale => match &facts.extras.recheck_by {
            Some(day) => format!("its next check was due by {day}"),
            None => "its next check is overdue".to_owned(),
        },
        Matter::NoEvidence => "the book has no evidence for or against it".to_owned(),
    }
}

/// The names of those whom a claim accuses.
fn accused(facts: &ClaimFacts) -> String {
    let names: Vec<String> = facts
        .accuses
        .iter()
        .map(|party| party.name.clone())
        .collect();
    words::and(&names)
}

fn reopened(facts: &ClaimFacts) -> String {
    let claim = &facts.claim;
    let flagged = |flag: Flag| claim.flags.contains(&flag);
    let mut why: Vec<String> = Vec::new();
    why.extend(flagged(Flag::Reopen).then(|| "new evidence came in after the ruling".to_owned()));
    why.extend(flagged(Flag::Reworded).then(|| "its text changed after the ruling".to_owned()));
    let ruling = claim
        .ruling
        .as_ref()
        .filter(|_| flagged(Flag::RulingDiffers));
    why.extend(ruling.map(|ruling| {
        format!(
            "ruled {}, but its evidence gives {}",
            ruling.status, claim.derived_status
        )
    }));
    words::and(&why)
}

/// The parties whose reply is overdue.
fn overdue(facts: &ClaimFacts, today: NaiveDate) -> Vec<String> {
    let is_late = |due: Option<&str>| {
        due.and_then(Date::parse)
            .is_some_and(|due| due.last_day() < today)
    };
    let late = facts.asked.iter().filter(|asked| {
        matches!(asked.outcome, None | Some(Outcome::Pending)) && is_late(asked.due.as_deref())
    });
    late.map(|asked| asked.of.name.clone()).collect()
}

/// The command to begin with.
fn command(matter: Matter, facts: &ClaimFacts) -> String {
    let id = &facts.claim.id;
    match matter {
        Matter::ReplyOverdue => format!("claimbook edit {id}"),
        Matter::Unheard => {
            let of = facts.accuses.first().and_then(|party| party.id.as_deref());
            format!("claimbook ask {id} {}", of.unwrap_or("PARTY"))
        }
        Matter::Reopened | Matter::Contested | Matter::Stale => {
            let ruled = facts.claim.ruling.as_ref().map(|ruling| ruling.status);
            let ruled = ruled.filter(|status| *status != RulingStatus::Open);
            let status = ruled.unwrap_or(RulingStatus::Contested);
            format!("claimbook rule {id} {status} --reason …")
        }
        Matter::OneOrigin | Matter::NoEvidence => format!("claimbook cite {id} SOURCE --supports"),
    }
}

#[cfg(test)]
mod tests {
    use super::{entry, overdue};
    use crate::answer::AskedAnswer;
    use crate::answer::tests::{facts, party, ruling};
    use crate::domain::claim::Outcome;
    use crate::domain::queue::Matter;
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::{ContestedBy, Derived, Flag, Status};
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 10).unwrap()
    }

    #[test]
    fn only_a_reply_that_did_not_come_is_overdue() {
        let asked = |name: &str, due: Option<&str>, outcome| AskedAnswer {
            of: party(name),
            on: None,
            due: due.map(ToOwned::to_owned),
            outcome,
            note: None,
        };
        let mut claim = facts("c", Vec::new());
        claim.asked = vec![
            asked("Today", Some("2026-03-10"), None),
            asked("Yesterday", Some("2026-03-09"), None),
            asked("Pending", Some("2026-02"), Some(Outcome::Pending)),
            asked("Replied", Some("2026-03-09"), Some(Outcome::Replied)),
            asked("Whenever", None, None),
        ];
        assert_eq!(overdue(&claim, today()), ["Yesterday", "Pending"]);
    }

    #[test]
    fn every_matter_says_why_and_what_to_begin_with() {
        let mut claim = facts("c", Vec::new());
        claim.claim.status = Status::Confirmed;
        claim.claim.contested_by = Some(ContestedBy::Denial);
        claim.claim.flags = vec![Flag::Reworded, Flag::RulingDiffers];
        claim.claim.ruling = Some(ruling(RulingStatus::Confirmed));
        claim.claim.derived_status = Derived::Doubtful;
        claim.accuses = vec![party("North"), party("South")];
        claim.extras.recheck_by = Some("2026-01-01".to_owned());
        let entry = entry(&claim, Matter::ALL, today());
        let why: Vec<&str> = entry
            .reasons
            .iter()
            .map(|reason| reason.why.as_str())
            .collect();
        let expected = [
            "the reply of  is overdue",
            "its text changed after the ruling and ruled confirmed, but its evidence gives doubtful",
            "contested by a denial, and nobody has ruled",
            "accuses North and South: not all of them were heard",
            "ruled confirmed on no evidence that counts",
            "its next check was due by 2026-01-01",
            "the book has no evidence for or against it",
        ];
        assert_eq!(why, expected);
        assert_eq!(entry.command, "claimbook edit c");
    }
}
