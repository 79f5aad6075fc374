//! The engine's reasons in words: why a row is left out, what keeps it from being established, how it is interested.

use crate::domain::corroboration::Conflict;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::Interest;
use crate::domain::corroboration::LeftOut;
use crate::domain::corroboration::Root;
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
pub fn left_out(reason: &LeftOut) -> String {
    match reason {
        LeftOut::TheArticle => "it is the article under check".to_owned(),
        LeftOut::Retracted => "it is retracted".to_owned(),
        LeftOut::UnreliablePublisher => "its publisher is unreliable (E)".to_owned(),
        LeftOut::SpeakersHouse(speaker) => format!("it speaks for {}, who makes the claim", house(speaker)),
        LeftOut::UnknownSource => "the book does not define it".to_owned(),
        LeftOut::NotCredible => "its credibility is 5, improbable".to_owned(),
        LeftOut::NoRoad(struck) => format!("all that it rests on is struck: {}", struck.join(", ")),
    }
}

/// What keeps a row from being established.
#[must_use]
pub fn unestablished(lack: &Unestablished) -> String {
    match lack {
        Unestablished::Credibility(grade) => format!("its credibility is {grade} of 6: too hedged"),
        Unestablished::DoubtfulPublisher => "its publisher is not usually reliable (D)".to_owned(),
        Unestablished::UnknownRoot(source) => format!("the book does not define its origin {source}"),
        Unestablished::CircularRoot(circle) => format!("its sources cite one another: {}", circle.join(", ")),
        Unestablished::NotOwnReporting(source) => {
            format!("{source} is not marked as own reporting, and is no document, dataset or observation")
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
        Interest::EveryRoot(parts) => format!("has a stake: every origin of it sides with {}", houses(parts)),
    }
}

/// Why a row is not independent of another, by the other's source.
#[must_use]
pub fn conflict(conflict: &Conflict, other: &str) -> String {
    match conflict {
        Conflict::Origin(source) => format!("the same origin as {other}: {source}"),
        Conflict::Voice(speaker) => format!("the same voice as {other}: {}", house(speaker)),
        Conflict::Family(publisher) => format!("the same house as {other}: {}", house(publisher)),
    }
}

/// An origin.
#[must_use]
pub fn root(root: &Root) -> String {
    let name = root.sources.join(" = ");
    let circle = if root.circle { " (a circle)" } else { "" };
    let unknown = if root.unknown { " (not in the book)" } else { "" };
    let established = if root.established { "" } else { " (not established)" };
    format!("{name}{circle}{}", if unknown.is_empty() { established } else { unknown })
}

/// `1 item`, `2 items`.
#[must_use]
pub fn count(number: impl Into<u64>, noun: &str) -> String {
    let number = number.into();
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}
