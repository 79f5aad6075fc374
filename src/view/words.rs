//! The program's words for what it found, so that every page says the same thing the same way.

pub use crate::answer::reason::count;

use crate::answer::ClaimRow;
use crate::answer::PartyName;
use crate::answer::Side;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::status::AttributionStatus;
use crate::domain::status::ContestedBy;
use crate::domain::status::Flag;

/// How many independent origins stand for and against a claim.
#[must_use]
pub fn counted(claim: &ClaimRow) -> String {
    format!(
        "{} for, {} against",
        side(&claim.support),
        side(&claim.refute)
    )
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

/// By what a claim is contested.
#[must_use]
pub fn contested_by(by: ContestedBy) -> &'static str {
    match by {
        ContestedBy::Evidence => "evidence on both sides",
        ContestedBy::Denial => "a denial",
        ContestedBy::Interpretation => "another reading of the same facts",
    }
}

/// What an attribution's status means, to follow its word.
#[must_use]
pub fn attribution(status: AttributionStatus) -> &'static str {
    match status {
        AttributionStatus::Unchecked => ": nothing in the book speaks to it",
        AttributionStatus::Reported => ": reported by others",
        AttributionStatus::Confirmed => {
            ": from the speaker, from own reporting, or from two independent sources"
        }
        AttributionStatus::Disputed => ": somebody denies or disputes that they said it",
        AttributionStatus::Misattributed => ": the evidence is that they did not say it",
    }
}

/// What a flag means.
#[must_use]
pub fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Opposed => "the evidence is firm, and something still stands against it",
        Flag::Qualified => "a source agrees only with a qualification",
        Flag::Fragile => "striking one source would weaken it",
        Flag::Circular => "some of its sources cite one another in a circle, and count once",
        Flag::SelfConflict => "one origin lies under both sides",
        Flag::AllInterested => "enough origins, but every one of them has a stake",
        Flag::Reopen => "evidence was added after the ruling",
        Flag::RulingDiffers => "the ruling and the evidence contradict each other",
        Flag::Stale => "the day by which to look at it again is past",
    }
}

/// How another claim stands to this one.
#[must_use]
pub fn relation(kind: &str) -> String {
    kind.replace('-', " ")
}

/// How what is on a side of a claim stands to it, in words that follow its name: a claim by which this one is `denied-by`
/// denies it.
#[must_use]
pub fn stands(how: &str) -> String {
    if how == "denied-by" {
        "denies".to_owned()
    } else {
        relation(how)
    }
}

/// Who says a claim.
#[must_use]
pub fn speaker(party: Option<&PartyName>) -> &str {
    party.map_or("The article itself", |party| &party.name)
}

/// What came of asking; where nothing is said of it, nothing yet.
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

/// A fragment as a sentence: its first letter large, a full stop at its end.
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

/// What the speaker brought for a claim, as a sentence; none where the article does not say.
#[must_use]
pub fn offered(claim: &ClaimRow) -> Option<&'static str> {
    match claim.evidence_offered {
        EvidenceOffered::Unknown => None,
        EvidenceOffered::None => Some("By the article’s account no evidence was brought."),
        EvidenceOffered::Cited => Some("Evidence was spoken of, and none shown."),
        EvidenceOffered::Shown => Some("Evidence was shown."),
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
