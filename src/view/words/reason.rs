//! The engine's reasons in words: why it leaves a row out, what keeps a row from being established, whose side it takes.
//!
//! `left_out[].reason` of `show --format json` is one of these texts.

use crate::answer::evidence::Overlap;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::{
    HouseName, Interest, LeftOutReason, OneWitness, Root, RootLack, RowConflict, Unestablished,
};
use crate::view::words::{FEW, few, some};

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
    some(houses.iter().map(house), ", ")
}

/// Why the rules leave a row out.
#[must_use]
pub fn left_out(reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::NoRoad(blocked) => {
            let only = blocked
                .iter()
                .map(|blocked| format!("{}, {}", blocked.source, struck(&blocked.reason)));
            format!("it rests only on {}", some(only, "; and on "))
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
        LeftOutReason::UnreliableVoice(voice) => {
            format!("the word of {}, who is unreliable (E)", house(voice))
        }
        LeftOutReason::SpeakersHouse(speaker) => {
            format!("the word of {}, who makes the claim", house(speaker))
        }
        LeftOutReason::SpeakerNotQuoted { speaker, quoted } => format!(
            "the word of {}, who makes the claim; it is about {}",
            house(speaker),
            house(quoted)
        ),
        LeftOutReason::ActorsWord(actor) => format!(
            "the word of {} about its own act; its document would count",
            house(actor)
        ),
        LeftOutReason::UnknownSource => "not defined in the book".to_owned(),
        LeftOutReason::NotCredible => "rated improbable (credibility 5)".to_owned(),
        LeftOutReason::NoRoad(_) => "without a path to an origin".to_owned(),
        LeftOutReason::Withheld => "left out for a reason known to the desk".to_owned(),
    }
}

/// What keeps a row from being established: what it lacks itself, then what its origins lack.
#[must_use]
pub fn lacks(facts: &ClaimFacts, row: &EvidenceAccount) -> Vec<String> {
    let own = row.lacks.iter().map(unestablished);
    let of_root = |root| of_root(root, facts.stake_of(root));
    let of_origins = row.origins.iter().filter_map(of_root);
    own.chain(of_origins.take(FEW)).collect()
}

/// What keeps an origin from being established. `voice`: its voice, which has a stake.
fn of_root(root: &Root, voice: Option<&str>) -> Option<String> {
    let source = root.first();
    Some(match root.lack? {
        RootLack::Unknown => format!("the book does not define its origin {source}"),
        RootLack::Circle => {
            format!("its sources cite one another: {}", few(&root.sources, ", "))
        }
        RootLack::NotOwnReporting => {
            format!("{source} is neither own reporting nor a primary source")
        }
        RootLack::NoPublisher => format!("{source} names no publisher"),
        RootLack::Statement => format!("{source} is a statement that nobody vouches for"),
        RootLack::VoiceWithStake => {
            let voice = voice.unwrap_or("somebody");
            format!("{source} carries the word of {voice}, who has a stake")
        }
        RootLack::Doubtful => {
            format!("it repeats {source}, which is not usually reliable (D)")
        }
    })
}

/// What a row lacks itself; its origins say what they lack.
#[must_use]
pub fn own_lacks(row: &EvidenceAccount) -> Vec<String> {
    row.lacks.iter().map(unestablished).collect()
}

/// One thing that a row lacks itself.
#[must_use]
pub fn unestablished(lack: &Unestablished) -> String {
    match lack {
        Unestablished::Credibility(grade) => format!("its credibility is {grade} of 6: too hedged"),
        Unestablished::DoubtfulPublisher => "its publisher is not usually reliable (D)".to_owned(),
        Unestablished::DoubtfulVoice(voice) => {
            format!("its voice, {}, is not usually reliable (D)", house(voice))
        }
        Unestablished::RepeatsDoubtful(sources) => {
            let sources = few(sources, ", ");
            format!("it repeats {sources}, not usually reliable (D)")
        }
        Unestablished::Statement => {
            "its voice makes it a statement that nobody vouches for".to_owned()
        }
        Unestablished::VoiceWithStake(voice) => {
            format!("it is the word of {}, who has a stake", house(voice))
        }
    }
}

/// Whose side a row's sources take.
#[must_use]
pub fn interest(interest: &Interest) -> String {
    match interest {
        Interest::Source(parts) => format!("has a stake: sides with {}", houses(parts)),
        Interest::Voice(parts) => {
            format!("has a stake: its voice sides with {}", houses(parts))
        }
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
        Overlap::With { row, shared } => conflict(shared, facts.row(*row)),
        Overlap::NotCompared => "there are too many rows to compare every one".to_owned(),
    })
}

/// Why a row is not independent of this other one.
fn conflict(conflict: &RowConflict, other: &EvidenceAccount) -> String {
    let (source, line) = (&other.source, line(other));
    match conflict {
        RowConflict::Origin(origin) => format!("the same origin as {source}: {origin}"),
        RowConflict::Page(_) => format!("another passage of the same page{line}"),
        RowConflict::Voice(speaker) => format!("the same voice as {source}: {}", house(speaker)),
        RowConflict::VoiceOfPublisher(speaker) => {
            let speaker = house(speaker);
            format!("the word of {speaker}, which {source} gives already{line}")
        }
        RowConflict::PublisherOfVoice(publisher) => {
            let publisher = house(publisher);
            format!("from {publisher}, whose word {source} gives already{line}")
        }
        RowConflict::Desk(desk, why) => {
            let why = one_witness(why);
            format!(
                "the same house as {source}{line}: {}, and {why}",
                house(desk)
            )
        }
        RowConflict::Family(publisher) => {
            format!("the same house as {source}: {}", house(publisher))
        }
    }
}

/// The line of a row in its file, to follow its source. A report has names in place of ids, and no lines.
fn line(row: &EvidenceAccount) -> String {
    if row.line == 0 {
        String::new()
    } else {
        format!(" (line {})", row.line)
    }
}

/// Why two rows of one desk are not two witnesses.
fn one_witness(why: &OneWitness) -> String {
    match why {
        OneWitness::NotRegistered(witness) => {
            format!("{} is not a party of this book", house(witness))
        }
        OneWitness::Desk => "the desk itself is the witness".to_owned(),
    }
}

/// What else the engine found about a row, in sentences without a full stop.
#[must_use]
pub fn notes(facts: &ClaimFacts, row: &EvidenceAccount) -> Vec<String> {
    let idle = row.stated.as_ref().filter(|voice| !voice.is_new);
    let idle = idle.map(|voice| {
        let voice = house(&voice.house);
        format!("the voice of {voice} says nothing new: the row is judged without it")
    });
    let beside = row.beside.map(|other| {
        let other = facts.row(other);
        let (source, line) = (&other.source, line(other));
        format!("counts beside {source}{line}: two witnesses of one desk")
    });
    let accused = row.accused.iter().map(|accused| {
        let party = house(&accused.house);
        if accused.gains {
            format!("{party} is accused, and still has a stake")
        } else {
            format!("{party} is accused and gains nothing by it: no stake")
        }
    });
    let address =
        (row.publisher_from_address).then(|| "its publisher comes from its address".to_owned());
    idle.into_iter()
        .chain(beside)
        .chain(accused)
        .chain(address)
        .collect()
}

/// What an origin is: established, or what keeps it from being so. `voice`: its voice, which has a stake.
#[must_use]
pub fn nature(root: &Root, voice: Option<&str>) -> String {
    let nature = match root.lack {
        None => "an established origin",
        Some(RootLack::Circle) => "sources that cite one another: one origin, not established",
        Some(RootLack::Unknown) => "an origin that the book does not define",
        Some(RootLack::NotOwnReporting) => {
            "a possible origin: neither own reporting nor a primary source"
        }
        Some(RootLack::NoPublisher) => "a possible origin: own reporting without a named publisher",
        Some(RootLack::Statement) => "a possible origin: a statement that nobody vouches for",
        Some(RootLack::VoiceWithStake) => {
            let voice = voice.unwrap_or("somebody");
            return format!("a possible origin: the word of {voice}, who has a stake");
        }
        Some(RootLack::Doubtful) => "a possible origin: not usually reliable (D)",
    };
    nature.to_owned()
}

/// The id of an origin; for a circle of sources their ids, or the first of them and how many more there are.
#[must_use]
pub fn root_id(root: &Root) -> String {
    few(&root.sources, " = ")
}
