//! The engine's reasons in words: why it leaves a row out, what keeps a row from being established, whose side it takes.
//!
//! `left_out[].reason` of `show --format json` is one of these texts.

use crate::answer::evidence::Overlap;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::{
    HouseName, Interest, LeftOutReason, Root, RowConflict, Unestablished,
};

/// The name of a house.
#[must_use]
pub fn house(house: &HouseName) -> String {
    match house {
        HouseName::Party(id) => id.clone(),
        HouseName::Free(name) => format!("“{name}”"),
        HouseName::Article(id) => format!("the article {id}"),
    }
}

/// The names of several houses.
#[must_use]
pub fn houses(houses: &[HouseName]) -> String {
    houses.iter().map(house).collect::<Vec<_>>().join(", ")
}

/// Why the rules leave a row out.
#[must_use]
pub fn left_out(reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::NoRoad(blocked) => {
            let only: Vec<String> = blocked
                .iter()
                .map(|blocked| format!("{}, {}", blocked.source, struck(&blocked.reason)))
                .collect();
            format!("it rests only on {}", only.join("; and on "))
        }
        LeftOutReason::Withheld => "the reason is known to the desk".to_owned(),
        itself => format!("it is {}", struck(itself)),
    }
}

/// Why a source is struck, as a phrase that follows its name.
fn struck(reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::TheArticle => "the article under check".to_owned(),
        LeftOutReason::Retracted => "retracted".to_owned(),
        LeftOutReason::UnreliablePublisher => "from an unreliable publisher (E)".to_owned(),
        LeftOutReason::SpeakersHouse(speaker) => {
            format!("the word of {}, who makes the claim", house(speaker))
        }
        LeftOutReason::UnknownSource => "not defined in the book".to_owned(),
        LeftOutReason::NotCredible => "rated improbable (credibility 5)".to_owned(),
        LeftOutReason::NoRoad(_) => "without a path to an origin".to_owned(),
        LeftOutReason::Withheld => "left out for a reason known to the desk".to_owned(),
    }
}

/// What keeps a row from being established.
#[must_use]
pub fn unestablished(lack: &Unestablished) -> String {
    match lack {
        Unestablished::Credibility(grade) => format!("its credibility is {grade} of 6: too hedged"),
        Unestablished::DoubtfulPublisher => "its publisher is not usually reliable (D)".to_owned(),
        Unestablished::UnknownRoot(source) => {
            format!("the book does not define its origin {source}")
        }
        Unestablished::CircularRoot(circle) => {
            format!("its sources cite one another: {}", circle.join(", "))
        }
        Unestablished::NotOwnReporting(source) => {
            format!("{source} is neither own reporting nor a primary source")
        }
        Unestablished::NoPublisher(source) => format!("{source} names no publisher"),
        Unestablished::OthersVoice(source) => format!("{source} carries somebody else's statement"),
    }
}

/// Whose side a row's sources take.
#[must_use]
pub fn interest(interest: &Interest) -> String {
    match interest {
        Interest::Source(parts) => format!("has a stake: sides with {}", houses(parts)),
        Interest::EveryRoot(parts) => {
            format!("has a stake: all its origins side with {}", houses(parts))
        }
    }
}

/// Why a row adds nothing to the count, if it could have counted.
#[must_use]
pub fn not_counted(facts: &ClaimFacts, row: &EvidenceAccount) -> Option<String> {
    if let Some(reason) = &row.left_out {
        return Some(left_out(reason));
    }
    row.overlap.as_ref().map(|overlap| match overlap {
        Overlap::With { row, shared } => conflict(shared, facts.source_of(*row)),
        Overlap::NotCompared => "there are too many rows to compare every one".to_owned(),
    })
}

/// Why a row is not independent of another one, whose source is `other`.
fn conflict(conflict: &RowConflict, other: &str) -> String {
    match conflict {
        RowConflict::Origin(source) => format!("the same origin as {other}: {source}"),
        RowConflict::Voice(speaker) => format!("the same voice as {other}: {}", house(speaker)),
        RowConflict::Family(publisher) => {
            format!("the same house as {other}: {}", house(publisher))
        }
    }
}

/// What an origin is: established, or what keeps it from being so. `lacks` is what a row that rests on it lacks.
#[must_use]
pub fn nature(root: &Root, lacks: &[Unestablished]) -> String {
    let is_of = |source: &String| root.sources.contains(source);
    if root.circle {
        return "sources that cite one another: one origin, not established".to_owned();
    }
    if root.unknown {
        return "an origin that the book does not define".to_owned();
    }
    if root.established {
        return "an established origin".to_owned();
    }
    let lack = lacks.iter().find_map(|lack| match lack {
        Unestablished::NotOwnReporting(source) if is_of(source) => {
            Some("neither own reporting nor a primary source")
        }
        Unestablished::NoPublisher(source) if is_of(source) => {
            Some("own reporting without a named publisher")
        }
        Unestablished::OthersVoice(source) if is_of(source) => {
            Some("somebody's statement, not its own finding")
        }
        _ => None,
    });
    format!("a possible origin: {}", lack.unwrap_or("not established"))
}

/// The id of an origin; for a circle of sources all ids.
#[must_use]
pub fn root_id(root: &Root) -> String {
    root.sources.join(" = ")
}
