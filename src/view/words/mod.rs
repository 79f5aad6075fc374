//! The program's words for what it found. Every page takes them from here, so that it says the same thing the same way.

mod bearings;
pub mod cause;
mod numbers;
mod opponents;
pub mod reason;
pub mod steps;
pub mod verdict;

pub use bearings::{bearing, goes_without_saying, in_papers, standpoint};
pub use numbers::{counted_in_words, in_words, upper};
pub use opponents::opponents;

use crate::answer::{ClaimRow, PartyName, RelationAnswer, Side};
use crate::domain::claim::{EvidenceOffered, Outcome};
use crate::domain::evidence::Stance;
use crate::domain::status::{AttributionStatus, ContestedBy, Flag, Status};

/// The most names that a sentence lists.
const FEW: usize = 20;

/// Some names with a separator between them. Of many, it gives the first and says how many more there are.
#[must_use]
pub fn few<T: AsRef<str>>(names: &[T], separator: &str) -> String {
    let shown: Vec<&str> = names.iter().map(AsRef::as_ref).take(FEW).collect();
    let shown = shown.join(separator);
    match names.len().saturating_sub(FEW) {
        0 => shown,
        more => format!("{shown}{separator}{more} more"),
    }
}

/// The same, where the engine itself lists only the first: it says that there are others.
fn some(mut names: impl Iterator<Item = String>, separator: &str) -> String {
    let mut shown: Vec<String> = names.by_ref().take(FEW).collect();
    if names.next().is_some() {
        shown.push("others".to_owned());
    }
    shown.join(separator)
}

/// How many independent origins are for and against a claim.
#[must_use]
pub fn counted(claim: &ClaimRow) -> String {
    let counted = format!(
        "{} for, {} against",
        side(&claim.support),
        side(&claim.refute)
    );
    match without_origins(claim) {
        Some(why) => format!("{counted}: {why}, which is not evidence"),
        None => counted,
    }
}

/// The same in one word, to follow `0 : 0`.
#[must_use]
pub fn against_without_origins(by: Option<ContestedBy>) -> &'static str {
    match by {
        Some(ContestedBy::Denial) => "denied",
        Some(ContestedBy::Interpretation) => "disputed",
        Some(ContestedBy::Evidence) | None => "ruled",
    }
}

/// What makes a claim contested although no origin counts on either side.
#[must_use]
pub fn without_origins(claim: &ClaimRow) -> Option<&'static str> {
    let empty = claim.support.possible == 0 && claim.refute.possible == 0;
    (empty && claim.status == Status::Contested).then_some(match claim.contested_by {
        Some(ContestedBy::Denial) => "somebody denies it",
        Some(ContestedBy::Interpretation) => "somebody reads it differently",
        Some(ContestedBy::Evidence) | None => "a person ruled so",
    })
}

fn side(side: &Side) -> String {
    let number = if side.at_least {
        format!("at least {}", side.possible)
    } else {
        side.possible.to_string()
    };
    if side.established == side.possible {
        number
    } else {
        format!("{number} ({} established)", side.established)
    }
}

/// What a source does with a stance, to follow its name.
#[must_use]
pub fn says(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports it",
        Stance::Refutes => "refutes it",
        Stance::Denies => "denies it",
        Stance::Disputes => "reads the facts differently",
        Stance::Qualifies => "agrees, but",
        Stance::Context => "gives context",
    }
}

/// What makes a claim contested.
#[must_use]
pub fn contested_by(by: ContestedBy) -> &'static str {
    match by {
        ContestedBy::Evidence => "evidence on both sides",
        ContestedBy::Denial => "a denial",
        ContestedBy::Interpretation => "another reading of the same facts",
    }
}

/// What the status of an attribution means, to follow its word.
#[must_use]
pub fn attribution(status: AttributionStatus) -> &'static str {
    match status {
        AttributionStatus::Unchecked => ": nothing in the book says whether they said it",
        AttributionStatus::Reported => ": reported by others",
        AttributionStatus::Confirmed => {
            ": by the speaker, by own reporting, or by two independent sources"
        }
        AttributionStatus::Disputed => ": somebody denies or disputes that they said it",
        AttributionStatus::Misattributed => ": the evidence is that they did not say it",
    }
}

/// What a status means, in a line.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Unverified => "nothing that counts supports it, nothing speaks against it",
        Status::SingleSource => "one independent origin supports it",
        Status::MultiReport => "several origins support it, too few of them established",
        Status::Corroborated => "enough established independent origins support it",
        Status::Confirmed => "a person ruled that it is correct",
        Status::Contested => "something speaks for it and something against it",
        Status::Doubtful => "all evidence is against it, but too little to refute it",
        Status::Misleading => "a person ruled that its words give a wrong picture",
        Status::Refuted => {
            "enough established origins refute it, or a person ruled that it is wrong"
        }
        Status::Outdated => "a person ruled that it was correct but no longer is",
        Status::Unverifiable => "a person ruled that nobody can check it with what is available",
        Status::Withdrawn => "the speaker took it back",
        Status::NotCheckable => "an opinion or a prediction",
    }
}

/// What a flag means.
#[must_use]
pub fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Opposed => "the evidence is firm, but something still speaks against it",
        Flag::Qualified => "a source agrees only with a qualification",
        Flag::Fragile => "it would be weaker without one of its sources",
        Flag::Circular => "some of its sources cite one another in a circle, and count once",
        Flag::SelfConflict => "both sides rest on one origin",
        Flag::AllInterested => "enough origins, but every one of them has a stake",
        Flag::Reopen => "evidence was added after the ruling",
        Flag::Reworded => "its text changed after the ruling",
        Flag::RulingDiffers => "the ruling and the evidence contradict each other",
        Flag::Draft => "claimbook proposed it, and nobody has read it yet",
        Flag::Stale => "the day by which somebody should check it again is past",
    }
}

/// How this claim is related to another one.
#[must_use]
pub fn relation(relation: &RelationAnswer) -> String {
    relation.kind.as_str().replace('-', " ")
}

/// The date of something that has no effect before it. `pending`: it is after today.
#[must_use]
pub fn dated(day: &str, pending: bool) -> String {
    let still = if pending { ", no effect yet" } else { "" };
    format!("{day}{still}")
}

/// `1 item`, `2 items`.
#[must_use]
pub fn count(number: impl Into<u64>, noun: &str) -> String {
    let number = number.into();
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A length as a count.
#[must_use]
pub fn number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Who says a claim.
#[must_use]
pub fn speaker(party: Option<&PartyName>) -> &str {
    party.map_or("The article itself", |party| &party.name)
}

/// The result of a question. Without a result, there is no answer yet.
#[must_use]
pub fn outcome(outcome: Option<Outcome>) -> &'static str {
    match outcome.unwrap_or(Outcome::Pending) {
        Outcome::Pending => "no answer yet",
        Outcome::NoReply => "no reply",
        Outcome::Declined => "declined to comment",
        Outcome::Replied => "replied",
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A fragment as a sentence: with a capital letter and a full stop.
#[must_use]
pub fn sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    // An id stays as it is typed.
    let is_id = fragment
        .split(' ')
        .next()
        .is_some_and(|word| word.contains('-'));
    let first = letters.next().map(|first| {
        if is_id {
            first.to_string()
        } else {
            first.to_uppercase().to_string()
        }
    });
    let first = first.unwrap_or_default();
    let stop = if fragment.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", letters.as_str())
}

/// What the speaker offered for a claim, as a sentence; `None` if the article does not say.
#[must_use]
pub fn offered(claim: &ClaimRow) -> Option<&'static str> {
    match claim.evidence_offered {
        EvidenceOffered::Unknown => None,
        EvidenceOffered::None => Some("The article says that no evidence was offered."),
        EvidenceOffered::Cited => Some("The speaker cited evidence but did not show it."),
        EvidenceOffered::Shown => Some("The speaker showed evidence."),
    }
}

/// Cuts a text that is too long to read, and says so.
pub fn cut(text: &mut String, most: usize) {
    if text.len() > most {
        let kept = text.floor_char_boundary(most);
        let more = text.get(kept..).map_or(0, |rest| rest.chars().count());
        text.truncate(kept);
        text.push_str("… (cut here; ");
        text.push_str(&more.to_string());
        text.push_str(" characters more)");
    }
}
