//! The engine's reasons in words: why a row is left out, what keeps it from being established, how it is interested.

use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::Interest;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::corroboration::Root;
use crate::domain::corroboration::RowConflict;
use crate::domain::corroboration::Unestablished;

/// A house as a reader knows it.
#[must_use]
pub fn house(house: &HouseName) -> String {
    match house {
        HouseName::Party(id) => id.clone(),
        HouseName::Free(name) => format!("“{name}”"),
        HouseName::Article(id) => format!("the article {id}"),
    }
}

/// Several houses.
#[must_use]
pub fn houses(houses: &[HouseName]) -> String {
    houses.iter().map(house).collect::<Vec<_>>().join(", ")
}

/// Why a row is left out.
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
        LeftOutReason::UnreliablePublisher => "of an unreliable publisher (E)".to_owned(),
        LeftOutReason::SpeakersHouse(speaker) => {
            format!("the word of {}, who makes the claim", house(speaker))
        }
        LeftOutReason::UnknownSource => "not defined in the book".to_owned(),
        LeftOutReason::NotCredible => "rated improbable (credibility 5)".to_owned(),
        LeftOutReason::NoRoad(_) => "without a road to an origin".to_owned(),
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

/// How a row is interested.
#[must_use]
pub fn interest(interest: &Interest) -> String {
    match interest {
        Interest::Source(parts) => format!("has a stake: sides with {}", houses(parts)),
        Interest::EveryRoot(parts) => format!(
            "has a stake: every origin of it sides with {}",
            houses(parts)
        ),
    }
}

/// Why a row is not independent of another, by the other's source.
#[must_use]
pub fn conflict(conflict: &RowConflict, other: &str) -> String {
    match conflict {
        RowConflict::Origin(source) => format!("the same origin as {other}: {source}"),
        RowConflict::Voice(speaker) => format!("the same voice as {other}: {}", house(speaker)),
        RowConflict::Family(publisher) => {
            format!("the same house as {other}: {}", house(publisher))
        }
    }
}

/// What an origin is: an established one, or what keeps it from being one. `lacks` is what a row resting on it lacks.
#[must_use]
pub fn nature(root: &Root, lacks: &[Unestablished]) -> String {
    let is_of = |source: &String| root.sources.contains(source);
    if root.circle {
        return "sources that cite one another: one origin, and no firm one".to_owned();
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
            Some("own reporting of nobody named")
        }
        Unestablished::OthersVoice(source) if is_of(source) => {
            Some("somebody's statement, not its own finding")
        }
        _ => None,
    });
    format!("a possible origin: {}", lack.unwrap_or("not established"))
}

/// `1 item`, `2 items`.
#[must_use]
pub fn count(number: impl Into<u64>, noun: &str) -> String {
    let number = number.into();
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}
